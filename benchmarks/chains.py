"""Chains of everyone on DuckDB, beside correct NetworkX code, igraph and Ladybug, in its terms and in our own.

The benchmark's terms: every event of a is a trigger, every punishment of b one; chon up to 4, W = 1,096 days. Our own:
takings, triggers and punishments as ``chains`` defines them, with *taken together* and what sources say. All get the
same tables of numbers; peers answer for a part of the persons where everyone would take minutes, and their time is
scaled to all. The digest is that of the links of the same persons.
"""

import argparse
import importlib.util
import math
import os
import random
from collections.abc import Callable, Iterator
from itertools import pairwise
from statistics import median
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from app.analysis import ANALYSES, Casebook
from app.analysis.bulk import BulkTable
from app.analysis.bulk.answer import Rows, run
from app.analysis.bulk.kin_tables import Asked, KinTables
from app.analysis.bulk.question import DOCUMENTED, Question, ask_in_numbers, ends_by_columns
from app.analysis.bulk.spans import SPANS
from app.analysis.chain_table import chain_table
from app.analysis.chains import ChainOptions
from app.analysis.engines import MEMORY, Engines
from app.analysis.inquiry import Inquiry
from app.analysis.links import find_links
from benchmarks.chain_peers import IgraphKin, Kin, NetworkxKin, links_of, marriages_only, rows_of
from benchmarks.ladybug_peer import LadybugKin
from benchmarks.measuring import Figure, best_of, clocked, digest_of, emit, p95, resident_mib, timed
from benchmarks.pedigree import PUNISHMENT, Pedigree, pedigree
from benchmarks.pedigree_snapshot import snapshot_of_pedigree

_SIZES = (100_000, 1_000_000)
_CHON, _WINDOW = 4, 1096
_RUNS, _SAMPLE, _OWN_SEARCH = 5, 2_000, 100_000
_SMALL_MEMORY = "150m"
#: Seconds from the snapshot to the links of everyone.
_GOALS = {100_000: 1, 1_000_000: 2}


def simple_question(made: Pedigree) -> Question:
    """Return the question in the benchmark's terms; told siblings share a parent that is made for the pair."""
    events = np.ones(made.ev.num_rows, np.bool_)
    triggers = _spans(made, events, kind=0)
    punishments = _spans(made, np.asarray(made.ev["kind"]) == PUNISHMENT, kind=1)
    return Question(
        kin=_kin(made),
        triggers=triggers,
        punishments=punishments,
        takings=SPANS.empty_table(),
        documented=DOCUMENTED.empty_table(),
        stated=_table(src=np.asarray(made.doc["src"]), dst=np.asarray(made.doc["dst"])),
        asked=Asked.everyone(triggers["person"], punishments["person"]),
        told=Asked.pairs(pa.array([], pa.int32()), pa.array([], pa.int32())),
    )


def _kin(made: Pedigree) -> KinTables:
    one, other = (np.asarray(made.sib[side]) for side in ("a", "b"))
    shared = np.arange(made.persons, made.persons + len(one))
    par = _table(
        child=np.concatenate([np.asarray(made.par["c"]), one, other]),
        parent=np.concatenate([np.asarray(made.par["p"]), shared, shared]),
    )
    husbands, wives = np.asarray(made.sp["a"]), np.asarray(made.sp["b"])
    sp = _table(a=np.concatenate([husbands, wives]), b=np.concatenate([wives, husbands]))
    par = par.append_column("wide", pa.array(np.zeros(par.num_rows, np.bool_)))
    return KinTables(par, sp, pa.array([], pa.string()), made.persons + len(one), [], [])


def _spans(made: Pedigree, wanted: npt.NDArray[np.bool_], *, kind: int) -> pa.Table:
    events = made.ev.filter(pa.array(wanted))
    number = np.full(events.num_rows, kind)
    known = {name: np.asarray(events[name]) for name in ("id", "person", "lo", "hi")}
    return _table(**known, kind=number, place=number).append_column("said", pa.nulls(events.num_rows, pa.int32()))


def _table(**columns: npt.NDArray[Any]) -> pa.Table:
    return pa.table({name: pa.array(column.astype(np.int32)) for name, column in columns.items()})


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--persons", type=int, nargs="*", default=_SIZES)
    parser.add_argument("--jars", help="not used: chains need no engine")
    sizes = parser.parse_args().persons
    seconds = {}
    for size in sizes:
        made = pedigree(size)
        question = simple_question(made)
        seconds[size], rows = timed_answer(question)
        emit(beside_peers(f"chains of {size:,} persons, the benchmark's terms", question, rows, seconds[size]))
        emit([_in_little_memory(size, question, rows, seconds[size])])
        emit(_own_terms(size, made))
    emit(_dense(sizes[0]))
    for small, large in pairwise(sizes):
        growth = math.log(seconds[large] / seconds[small]) / math.log(large / small)
        emit([Figure(f"growth from {small:,} to {large:,} persons", round(growth, 2), "exponent")])


def timed_answer(question: Question, memory: str = MEMORY) -> tuple[float, Rows]:
    """Return the seconds of the fastest of five answers of one engine, and the answer."""
    engines = Engines(memory)

    def answer() -> Rows:
        with engines.open() as session:
            return run(question, session, max_chon=_CHON, window_days=_WINDOW)

    return best_of(answer, _RUNS)


def beside_peers(name: str, question: Question, rows: Rows, seconds: float) -> Iterator[Figure]:
    """Measure NetworkX, igraph and, if installed, Ladybug on the same question; their links must be ours."""
    everyone = pc.unique(question.triggers["person"]).to_pylist()
    peers: list[tuple[str, Callable[[KinTables], Kin]]] = [("NetworkX", NetworkxKin), ("igraph", IgraphKin)]
    if importlib.util.find_spec("ladybug"):
        peers.append(("Ladybug Cypher", LadybugKin))
    for peer, kind in peers:
        people = random.Random(2).sample(everyone, min(_SAMPLE, len(everyone)))
        with clocked() as ingest:
            kin = kind(question.kin)
        with clocked() as search:
            theirs = links_of(kin, question, people, max_chon=_CHON, window_days=_WINDOW)
        scaled = search.wall * len(everyone) / len(people)
        numbers = pa.array(people, pa.int32())
        ours = rows_of(rows.links.filter(pc.is_in(rows.links["a"], value_set=numbers)))
        digest, peer_digest = digest_of(ours), digest_of(marriages_only(theirs))
        same = "the same" if digest == peer_digest else "ANOTHER"
        part = f", {len(people):,} of {len(everyone):,} persons scaled" if len(people) < len(everyone) else ""
        yield Figure(
            name,
            round(seconds, 3),
            "s",
            f"{peer}: {scaled:.2f} s{part}, {same} digest",
            round(scaled / seconds, 1),
            digest,
            f"{rows.links.num_rows:,} links; {peer} takes {ingest.wall:.1f} s more to read the tables",
        )


def _in_little_memory(size: int, question: Question, rows: Rows, seconds: float) -> Figure:
    """Answer within little memory: what does not fit is spilled."""
    little, answer = timed_answer(question, memory=_SMALL_MEMORY)
    same = "the same links" if answer.links.equals(rows.links) else "OTHER LINKS"
    return Figure(
        f"the same, {size:,} persons, within {_SMALL_MEMORY}",
        round(little, 3),
        "s",
        f"unlimited: {seconds:.3f} s, {same}",
        round(little / seconds, 2),
    )


def _own_terms(size: int, made: Pedigree) -> Iterator[Figure]:
    """Measure ``chains`` itself: from the snapshot to the table of links, its parts, the same asked again."""
    snapshot = snapshot_of_pedigree(made)
    with clocked() as first:
        links_at_once = chain_table(Casebook.of(snapshot))
    goal = f"; goal {_GOALS[size]} s" if size in _GOALS else ""
    said = f"{first.cpu:.2f} CPU s, {links_at_once.num_rows:,} links{goal}"
    yield Figure(f"from the snapshot to the table of links, {size:,} persons", round(first.wall, 2), "s", note=said)
    book, options = Casebook.of(snapshot), ChainOptions(engine="duckdb")
    with clocked() as ready, Engines().open() as session:
        inquiry = Inquiry(book, options)
        question, _ = ask_in_numbers(inquiry, ends_by_columns(inquiry, options), session)
    seconds, _ = timed_answer(question)
    with clocked() as whole:
        table = BulkTable(Inquiry(book, options), options).table()
    note = f"{table.num_rows:,} links; {resident_mib(os.getpid()):,.0f} MiB in all"
    yield Figure(
        f"of it: tables of numbers, {size:,} persons", round(ready.wall, 2), "s", note="once for a data version"
    )
    yield Figure(f"chains of {size:,} persons, our own terms", round(seconds, 3), "s", note=note)
    if size <= _OWN_SEARCH:
        yield _one_person(size, book)
    else:
        yield Figure(f"the same as a table, {size:,} persons, asked again", round(whole.wall, 3), "s")
        return
    with clocked() as search:
        links = find_links(Inquiry(book, options))
    found = [[each.link_class, each.trigger_key[1], each.event.id, list(each.delay)] for each in links]
    columns = (table[name].to_pylist() for name in ("class", "trigger_event", "punishment_event"))
    delays = zip(table["least_days"].to_pylist(), table["most_days"].to_pylist(), strict=True)
    ours = [[*row, list(delay)] for *row, delay in zip(*columns, delays, strict=True)]
    same = "the same" if digest_of(ours) == digest_of(found) else "ANOTHER"
    yield Figure(
        f"the same as a table, {size:,} persons, asked again",
        round(whole.wall, 3),
        "s",
        f"person by person, with paths: {search.wall:.2f} s, {same} digest",
        round(search.wall / whole.wall, 1),
        digest_of(ours),
    )


def _one_person(size: int, book: Casebook) -> Figure:
    """Measure the whole answer for one person, with words, paths and claims."""
    dice = random.Random(4)
    people = dice.sample(sorted(book.courses), 150) + dice.sample(sorted(book.persons), 50)
    ANALYSES["chains"].run(book, person=people[0])
    answers, seconds = timed(people, lambda person: ANALYSES["chains"].run(book, person=person))
    return Figure(
        f"chains of one of {size:,} persons",
        round(1000 * p95(seconds), 1),
        "ms (p95)",
        note=f"p50 {1000 * median(seconds):.1f} ms, {sum(len(each['links']) for each in answers)} links; goal 20 ms",
    )


def _dense(size: int) -> Iterator[Figure]:
    """Measure a curated list of victims: one person in two has an event."""
    question = simple_question(pedigree(size, dense=True))
    seconds, rows = timed_answer(question)
    yield from beside_peers(f"chains of {size:,} persons, one in two with an event", question, rows, seconds)


if __name__ == "__main__":
    main()
