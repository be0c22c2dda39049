"""The links of a named family are searched from its members alone, and are those that the search of everyone gives."""

from dataclasses import replace

import pytest

from app.analysis import ANALYSES, Casebook
from app.analysis.chains import ChainOptions, in_bulk, links_of_persons
from app.domain.snapshot import Snapshot
from tests.unit.analysis.random_cases import as_snapshot, many_cases

_SAID = {"claims": ["k"], "grade": "likely", "independent_sources": 1}


def book_with_house(seed):
    """Return ten random cases side by side, with a house in which every third person lives."""
    case = many_cases(range(10 * seed, 10 * seed + 10))
    house = {
        "Family": [{"id": "x:house", **_SAID}],
        "memberships": [{"type": "MEMBER_OF", "a": each, "b": "x:house", **_SAID} for each in case.persons[::3]],
    }
    bare, told = as_snapshot(case), Snapshot.from_rows(house).tables
    return Casebook.of(replace(bare, tables={**bare.tables, **{name: told[name] for name in house}}))


def answers(book, **asked):
    found = [ANALYSES["chains"].run(book, engine=engine, **asked) for engine in ("duckdb", "networkx")]
    for answer in found:
        answer["parameters"].pop("engine")
    return found


@pytest.mark.parametrize("seed", range(8))
def test_links_of_a_family_are_those_of_the_join_of_everyone(seed):
    book = book_with_house(seed)
    joined, searched = answers(book, family="x:house", max_chon=3, window_days=6)
    assert joined == searched
    assert joined["links"] and joined["not_taken"]


def test_links_of_one_member_of_a_family_are_the_same():
    book = book_with_house(1)
    for person in book.families["x:house"].members[:12]:
        joined, searched = answers(book, family="x:house", person=person)
        assert joined == searched


def test_a_small_family_is_never_joined_however_many_events_there_are():
    book = book_with_house(2)
    assert in_bulk(book, ChainOptions(), 1)
    assert not in_bulk(book, ChainOptions(family="x:house"), 1)


@pytest.mark.parametrize("seed", range(4))
def test_links_of_several_persons_are_those_of_each_one_once(seed):
    book = book_with_house(seed)
    persons = book.families["x:house"].members[seed::3]
    each = [ANALYSES["chains"].run(book, person=person, engine="networkx") for person in persons]
    told = links_of_persons(book, persons)
    assert told.keys() == {"links", "not_taken", "degree_unknown"}
    assert told["links"]
    for name, rows in told.items():
        of_each = {repr(row): row for answer in each for row in answer[name]}
        assert len(rows) == len(of_each)
        assert {repr(row) for row in rows} == of_each.keys()
    ways = [link["class"] for link in told["links"]]
    assert ways == sorted(ways, key=["documented", "certain", "possible", "undated"].index)
