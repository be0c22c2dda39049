"""Name search over 100,000 people through Neo4j's full-text index, beside a plain CONTAINS scan in Cypher.

The names asked for are those of persons on record, as recorded and in another spelling of theirs. The digest is that
of the ids found for the names as recorded, where both ways can find them: each answer must hold the person.
"""

import argparse
import random
import tempfile
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from typing import Any

from app.catalogue import load_catalogue
from app.domain.names import name_forms
from app.services.ledger import Ledger
from app.services.name_search import search_names
from app.services.reader import Reader
from app.store.embedded import EngineConfig, open_engine
from app.store.neo4j_store import Neo4jStore
from benchmarks.measuring import Figure, digest_of, emit, p95, timed

_ASKED = 100
_MOST = 50
_SCAN = "MATCH (p:Person) WHERE p.name CONTAINS $text RETURN p.id AS id ORDER BY id LIMIT $limit"
_SURNAMES = [
    "김",
    "이",
    "리",
    "박",
    "최",
    "정",
    "강",
    "조",
    "윤",
    "장",
    "림",
    "한",
    "오",
    "서",
    "신",
    "권",
    "황",
    "안",
    "송",
    "류",
]
_SYLLABLES = [
    "영",
    "철",
    "희",
    "수",
    "남",
    "호",
    "일",
    "성",
    "경",
    "옥",
    "순",
    "명",
    "정",
    "미",
    "은",
    "선",
    "혜",
    "금",
    "화",
    "용",
    "광",
    "혁",
    "진",
    "춘",
    "복",
    "련",
    "길",
    "학",
    "동",
    "원",
]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--persons", type=int, default=100_000)
    parser.add_argument("--jars", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        persons = _write(folder, options.persons)
        with open_engine(EngineConfig(folder / "engine", jars=options.jars)) as engine:
            store = Neo4jStore(engine.locate)
            report = Ledger(store, lambda: datetime.now(UTC), "benchmark").import_paths(
                [folder / "sources.csv", folder / "persons.csv"]
            )
            if report.rejected:
                raise SystemExit(f"rejected {report.rejected}")
            emit(_measure(store, persons))
            store.close()


def _write(folder: Path, count: int, seed: int = 1) -> dict[str, str]:
    """Write invented persons, half in Hangul, half in Latin, and return their names by id."""
    rng = random.Random(seed)
    persons = {}
    for number in range(count):
        name = rng.choice(_SURNAMES) + rng.choice(_SYLLABLES) + rng.choice(_SYLLABLES)
        latin = number % 2 and next(form.text for form in name_forms(name) if form.system == "north")
        persons[f"x:{number:06d}"] = latin or name
    (folder / "sources.csv").write_text("id,title,kind\nx:s,Invented,invented\n", encoding="utf-8")
    rows = "".join(f"{id},{name},x:s\n" for id, name in persons.items())
    (folder / "persons.csv").write_text(f"id,name,source_id\n{rows}", encoding="utf-8")
    return persons


def _measure(store: Neo4jStore, persons: dict[str, str]) -> Iterable[Figure]:
    reader = Reader(store, load_catalogue())
    asked = random.Random(2).sample(sorted(persons.items()), _ASKED)

    def search(text: str) -> list[dict[str, Any]]:
        return list(search_names(reader, text, types=["Person"], limit=_MOST)["hits"])

    def scan(text: str) -> list[dict[str, Any]]:
        return store.run(_SCAN, {"text": text, "limit": _MOST})

    names = [name for _, name in asked]
    for warm in (search, scan):
        timed(names[:5], warm)
    found, seconds = timed(names, search)
    scanned, peer_seconds = timed(names, scan)
    ours = digest_of(
        [name, sorted(hit["id"] for hit in hits if hit["name"] == name)]
        for name, hits in zip(names, found, strict=True)
    )
    theirs = digest_of([name, sorted(row["id"] for row in rows)] for name, rows in zip(names, scanned, strict=True))
    yield Figure(
        f"name search over {len(persons):,} people, p95",
        round(1000 * p95(seconds), 2),
        "ms",
        f"CONTAINS scan of the name: {1000 * p95(peer_seconds):.1f} ms, {'the same' if ours == theirs else 'ANOTHER'} "
        "digest of those of the very name",
        round(p95(peer_seconds) / p95(seconds), 2),
        ours,
        f"p50 {1000 * median(seconds):.1f} ms, scan {1000 * median(peer_seconds):.1f} ms",
    )
    other, other_seconds = timed([_respelled(name) for name in names], search)
    hits = sum(any(hit["id"] == id for hit in listed) for (id, _), listed in zip(asked, other, strict=True))
    yield Figure(
        f"the same people by another spelling or script, p95 ({hits} of {_ASKED} found; a scan finds none)",
        round(1000 * p95(other_seconds), 2),
        "ms",
        note=f"p50 {1000 * median(other_seconds):.1f} ms",
    )


def _respelled(name: str) -> str:
    """Return a Hangul name in the spelling of the press, a Latin one with its surname last and no spaces within."""
    forms = {form.system: form.text for form in name_forms(name)}
    words = name.split()
    return forms.get("press") or f"{''.join(words[1:])} {words[0]}"


if __name__ == "__main__":
    main()
