"""Kin pairs found by SQL equal those of the kinship graph, on a thousand random families and on placeholders."""

import json
import random
from dataclasses import replace

import pyarrow as pa
import pytest

from app.analysis import ANALYSES
from app.analysis.bulk.kin_reading import read_kin
from app.analysis.bulk.kin_tables import Asked, KinTables, find_kin
from app.analysis.bulk.question import ask_in_numbers, ends_by_columns
from app.analysis.casebook import Casebook
from app.analysis.chains import ChainOptions
from app.analysis.engines import Engines
from app.analysis.inquiry import Inquiry
from app.domain.kinship import KinPerson, KinshipGraph, KinTie
from app.domain.snapshot import Snapshot
from tests.unit.domain.kin_oracle import random_family


def found(graph, max_chon, asked=None):
    steps = graph.steps()
    everyone = pa.array(range(len(graph.persons)), pa.int32())
    with Engines().open() as session:
        find_kin(session, KinTables.of(steps), asked or Asked.everyone(everyone, everyone), max_chon)
        rows = session.table("kin").to_pylist()
    ids = graph.persons
    return {(ids[row["a"]], ids[row["b"]]): row["nearness"] for row in rows}


def expected(graph, max_chon):
    return {(a, b): rank for a in graph.persons for b, rank in graph.ranks_within(a, max_chon).items()}


def many_families(seeds):
    """Put the families of many seeds side by side in one graph."""
    persons, ties = [], []
    for seed in seeds:
        dice = random.Random(seed)
        family, told = random_family(dice, dice.randint(3, 9))
        persons += [replace(person, id=f"{person.id}.{seed}") for person in family]
        ties += [replace(tie, a=f"{tie.a}.{seed}", b=f"{tie.b}.{seed}") for tie in told]
    return KinshipGraph.build(persons, ties)


def test_kin_of_a_thousand_random_families_is_the_same():
    graph = many_families(range(1000))
    wanted = expected(graph, 4)
    assert len(wanted) > 10_000
    assert found(graph, 4) == wanted


@pytest.mark.parametrize("max_chon", [0, 1, 3, 8])
def test_kin_within_any_degree_is_the_same(max_chon):
    graph = many_families(range(2000, 2100))
    assert found(graph, max_chon) == expected(graph, max_chon)


def test_asked_pairs_get_their_own_relation_and_no_other():
    graph = many_families(range(20))
    wanted = dict(list(expected(graph, 4).items())[::7])
    numbers = graph.steps().numbers
    assert (
        found(
            graph, 4, Asked.pairs(*(pa.array([numbers[pair[side]] for pair in wanted], pa.int32()) for side in (0, 1)))
        )
        == wanted
    )


def placeholder(children, *extra):
    ids = [f"x:c{number}" for number in range(children)]
    ties = [KinTie("parent", "x:unknown-father", child, "birth") for child in ids]
    return KinshipGraph.build([KinPerson(child) for child in ids], [*ties, *extra])


def test_a_placeholder_joins_nobody_sideways():
    graph = placeholder(
        60,
        KinTie("parent", "x:grandfather", "x:unknown-father", "birth"),
        KinTie("parent", "x:c1", "x:grandchild", "birth"),
        KinTie("spouse", "x:c2", "x:wife", "marriage"),
    )
    pairs = found(graph, 4)
    assert pairs == expected(graph, 4)
    assert ("x:c1", "x:c2") not in pairs and pairs["x:grandchild", "x:grandfather"] == 12


def test_ten_thousand_children_of_one_placeholder_make_no_hundred_million_pairs():
    pairs = found(placeholder(10_000), 4)
    assert len(pairs) == 20_000


def family_rows(seeds, *, terms):
    """Write random families down as the rows of a snapshot; without terms only if asked."""
    said = {"claims": ["c1"], "grade": "likely", "independent_sources": 1}
    types = {"parent": "PARENT_OF", "spouse": "SPOUSE_OF", "sibling": "SIBLING_OF", "kin": "KIN_OF"}
    persons, ties = [], []
    for seed in seeds:
        dice = random.Random(seed)
        family, told = random_family(dice, dice.randint(3, 9))
        persons += [{"id": f"{person.id}.{seed}"} for person in family]
        ties += [
            {"type": types[tie.kind], "a": f"{tie.a}.{seed}", "b": f"{tie.b}.{seed}", "nature": tie.nature}
            | {"term": tie.term, **said, "grade": dice.choice(["confirmed", "likely", None, "unlikely"])}
            for tie in told
            if tie.kind != "kin" or terms or tie.term == "relative"
        ]
    return {"Person": persons, "kinship": ties}


def pairs_of(tables, max_chon=4):
    everyone = pa.array(range(len(tables.ids)), pa.int32())
    with Engines().open() as session:
        find_kin(session, tables, Asked.everyone(everyone, everyone), max_chon)
        rows = session.table("kin").to_pylist()
    ids = tables.ids.to_pylist()
    return {(ids[row["a"]], ids[row["b"]]): row["nearness"] for row in rows}


@pytest.mark.parametrize("terms", [False, True], ids=["without terms", "with terms"])
def test_kinship_read_from_columns_is_that_of_the_graph(terms):
    whole = Snapshot.from_rows(family_rows(range(3000, 3500), terms=terms))
    ties = whole.tables["kinship"]
    pieces = pa.concat_tables([ties.slice(at, 700) for at in range(0, ties.num_rows, 700)])
    assert pieces["a"].num_chunks > 1
    book = Casebook.of(replace(whole, tables={**whole.tables, "kinship": pieces}))
    with Engines().open() as session:
        tables = read_kin(book, session)
    assert any("kinship" in make.__name__ for make in book._made) == terms  # only terms need the graph
    assert pairs_of(tables) == expected(book.kinship, 4)


def test_placeholders_are_named_from_columns_too():
    said = {"type": "PARENT_OF", "nature": "birth", "claims": ["c1"], "grade": "likely", "independent_sources": 1}
    children = [{**said, "a": "x:unknown-father", "b": f"x:c{number}"} for number in range(41)]
    for ties, crowded in ((children, ["x:unknown-father"]), (children[1:], [])):
        book = Casebook.of(Snapshot.from_rows({"kinship": [*ties, ties[-1]]}))
        with Engines().open() as session:
            assert read_kin(book, session).crowded == crowded == book.kinship.crowded()


@pytest.mark.parametrize("term", [None, "cousin"])
def test_who_has_more_spouses_than_anyone_is_said_in_every_answer(term):
    said = {"claims": ["c1"], "grade": "likely", "independent_sources": 1}
    wives = [{**said, "type": "SPOUSE_OF", "a": "x:unknown-husband", "b": f"x:w{number}"} for number in range(21)]
    others = [] if term is None else [{**said, "type": "KIN_OF", "a": "x:p", "b": "x:q", "term": term}]
    for ties, named in ((wives, ["x:unknown-husband"]), (wives[1:], [])):
        book = Casebook.of(Snapshot.from_rows({"kinship": [*ties, *others]}))
        with Engines().open() as session:
            assert read_kin(book, session).overmarried == named == book.kinship.overmarried()
        table = ANALYSES["chains"].table(book)
        notes = json.loads(table.schema.metadata[b"kintrace"])["notes"]
        for found in (notes, *(ANALYSES["chains"].run(book, engine=each)["notes"] for each in ("duckdb", "networkx"))):
            assert [note["persons"] for note in found if note["code"] == "placeholder_spouse"] == [named] * bool(named)
        assert all("more spouses than anyone has" in note["text"] for note in notes if "persons" in note)


def test_kinship_is_read_once_whatever_is_asked():
    book = Casebook.of(Snapshot.from_rows(family_rows(range(3000, 3005), terms=False)))
    with Engines().open() as session:
        first, again = (
            ask_in_numbers(Inquiry(book, options), ends_by_columns(Inquiry(book, options), options), session)[0].kin
            for options in (ChainOptions(engine="duckdb"), ChainOptions(engine="duckdb", max_chon=2))
        )
    assert first is again


def test_the_many_spouses_of_one_person_are_no_kin_of_each_other():
    many, hub, parent = 300, 0, 301
    wives = range(1, many + 1)
    sp = pa.table({"a": [*wives, *[hub] * many], "b": [*[hub] * many, *wives]}).cast(
        pa.schema([("a", pa.int32()), ("b", pa.int32())])
    )
    par = pa.table({"child": pa.array([hub], pa.int32()), "parent": pa.array([parent], pa.int32()), "wide": [False]})
    ids = pa.array([f"x:{number}" for number in range(parent + 1)])
    near = {frozenset(pair): rank for pair, rank in pairs_of(KinTables(par, sp, ids, len(ids), [], [])).items()}
    told = {frozenset((f"x:{hub}", f"x:{parent}")): 4}
    told.update((frozenset((f"x:{hub}", f"x:{wife}")), 2) for wife in wives)
    assert {pair for pair in near if f"x:{parent}" not in pair or pair in told} == set(told)
    assert len(near) == 2 * many + 1 and all(near[pair] == rank for pair, rank in told.items())
