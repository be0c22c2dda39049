"""Every page with 100,000 persons loaded: milliseconds in the application, database included, without the browser.

The first view after a write reads the snapshot and is measured apart; then each page is asked for several times, each
time for another record where it shows one.
"""

import argparse
import asyncio
import sys
import tempfile
import threading
from collections.abc import Iterable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from statistics import median

from fastapi import FastAPI

from app.analysis import ANALYSES, Casebook
from app.api.drawing import ask
from app.api.main import create_app
from app.bootstrap import AHEAD, Kintrace
from app.catalogue import load_catalogue
from app.cli.serving import SWITCH_SECONDS
from app.services.analyst import WORK_AHEAD, Analyst
from app.services.exporter import Exporter
from app.services.ledger import Ledger
from app.services.reader import Reader
from app.settings import Settings
from app.store.embedded import EngineConfig, open_engine
from app.store.neo4j_store import Neo4jStore
from benchmarks.explore_view import explore_figures
from benchmarks.measuring import Figure, clocked, emit, p95, timed
from seed.population import build_population, write_population

_RECORDS = 20
#: Pages of everything.
OF_ALL = (
    "/",
    "/families",
    "/handovers",
    "/map",
    "/timeline",
    "/agencies",
    "/agencies/transfers",
    "/explore",
    "/sources",
    "/search?was=taken",
    "/search?was=arrested&from=2009&to=2009",
    "/comparisons",
    "/figures",
)
_TAKEN = "MATCH (p:Person)-[:SUBJECT_OF]->(:Event) RETURN DISTINCT p.id AS id ORDER BY id LIMIT $n"
_AGENCIES = "MATCH (a:Agency) RETURN a.id AS id ORDER BY id LIMIT $n"
_PLACES = "MATCH (p:Place) RETURN p.id AS id ORDER BY id LIMIT $n"
_FACILITIES = "MATCH (p:Place {kind: 'facility'}) RETURN p.id AS id ORDER BY id LIMIT $n"
#: Families come from the analysis: the named ones, and the kin who are most.
_FAMILIES = ""
#: Pages of one record, and the query that names some.
OF_ONE = {
    "/persons/{id}": _TAKEN,
    "/persons/{id}/relatives": _TAKEN,
    "/explore?focus=Person/{id}": _TAKEN,
    "/agencies/{id}": _AGENCIES,
    "/agencies/{id}/counts": _AGENCIES,
    "/search?agency={id}": _AGENCIES,
    "/agencies/{id}/organisation": _AGENCIES,
    "/places/{id}": _PLACES,
    "/places/{id}/moves": _PLACES,
    "/timeline?facility={id}": _FACILITIES,
    "/families/{id}/chart": _FAMILIES,
    "/families/{id}/cascade": _FAMILIES,
    "/families/{id}/network": _FAMILIES,
    "/timeline?family={id}": _FAMILIES,
    "/sources/{id}": "MATCH (s:Source) RETURN s.id AS id ORDER BY id LIMIT $n",
}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--persons", type=int, default=100_000)
    parser.add_argument("--jars", type=Path)
    options = parser.parse_args()
    sys.setswitchinterval(SWITCH_SECONDS)  # as the server does
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_population(folder / "tables", build_population(options.persons))
        with open_engine(EngineConfig(folder / "engine", jars=options.jars)) as engine:
            store = Neo4jStore(engine.locate)
            ledger = Ledger(store, lambda: datetime.now(UTC), "benchmark")
            report = ledger.import_paths([folder / "tables"])
            if report.rejected:
                raise SystemExit(f"rejected {report.rejected}")
            emit(_measure(store, ledger, options.persons))
            store.close()


def _application(store: Neo4jStore, ledger: Ledger) -> FastAPI:
    analyses = {name: analysis.run for name, analysis in ANALYSES.items()}
    reader = Reader(store, load_catalogue())
    analyst = Analyst(store, analyses, partial(Casebook.of, record=store))
    analyst.ahead = AHEAD
    services = Kintrace(Settings(home=Path()), store, ledger, reader, analyst, Exporter(store, reader, ledger))
    return create_app(services, patience=600.0)


def _measure(store: Neo4jStore, ledger: Ledger, persons: int) -> Iterable[Figure]:
    app = _application(store, ledger)

    def ask_for(address: str) -> int:
        path, _, query = address.partition("?")
        status, body = asyncio.run(ask(app, f"/en{path}", query))
        if status != 200:
            raise SystemExit(f"{address} gave {status}")
        return len(body)

    with clocked() as first:
        app.state.kintrace.analyst.get_ready()
    yield Figure(f"{persons:,} persons read into memory", round(first.wall, 1), "s")
    yield _figure("/ while answers are worked out ahead", *timed(["/"] * _RECORDS, ask_for))
    for thread in threading.enumerate():
        if thread.name == WORK_AHEAD:
            thread.join()
    for page in OF_ALL:
        yield _figure(page, *timed([page] * 5, ask_for))
    families = _families(app.state.kintrace.analyst)
    for page, query in OF_ONE.items():
        ids = [row["id"] for row in store.run(query, {"n": _RECORDS})] if query else families
        yield _figure(page, *timed([page.replace("{id}", id) for id in ids], ask_for))
    yield from explore_figures(app, _middles(store, app.state.kintrace.reader))


def _families(analyst: Analyst) -> list[str]:
    """Return ids of families: half of them named, half those of most persons."""
    found = sorted(analyst.answer("families")["families"], key=lambda each: (-each["persons"], each["id"]))
    named = [each["id"] for each in found if each["kind"] == "named"]
    return list(dict.fromkeys([*[each["id"] for each in found[: _RECORDS // 2]], *named[: _RECORDS // 2]]))


def _middles(store: Neo4jStore, reader: Reader) -> list[str]:
    """Return agencies and the most tied persons, by label and id."""
    agencies = [f"Agency/{row['id']}" for row in store.run(_AGENCIES, {"n": _RECORDS // 2})]
    persons = [f"Person/{each['id']}" for each in reader.most_tied_persons(_RECORDS // 2)]
    return [*persons, *agencies]


def _figure(page: str, sizes: list[int], seconds: list[float]) -> Figure:
    first, *_rest = seconds
    note = f"p50 {1000 * median(seconds):.0f} ms, first {1000 * first:.0f} ms, {max(sizes) / 1000:.0f} kB at most"
    return Figure(f"{page}, p95", round(1000 * p95(seconds)), "ms", note=note)


if __name__ == "__main__":
    main()
