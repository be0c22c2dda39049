"""The bulk engine gives the same answers as the search person by person, on many random cases and in every filter."""

import json
from datetime import date

import pytest

from app.analysis import ANALYSES, Casebook
from app.analysis.bulk import LINKS
from app.analysis.bulk.answer import run
from app.analysis.bulk.question import ask_in_numbers, ends_by_rules
from app.analysis.chains import ChainOptions, in_bulk
from app.analysis.engines import Engines
from app.analysis.inquiry import Inquiry
from app.domain.snapshot import Snapshot
from app.errors import NotFound
from benchmarks.measuring import digest_of
from benchmarks.pedigree import pedigree
from benchmarks.pedigree_snapshot import snapshot_of_pedigree
from tests.unit.analysis.random_cases import as_snapshot, many_cases

_TERMS = {"max_chon": 3, "window_days": 6}


@pytest.fixture(scope="module")
def book():
    return Casebook.of(as_snapshot(many_cases(range(100))))


def both(book, **asked):
    answers = [ANALYSES["chains"].run(book, engine=engine, **asked) for engine in ("duckdb", "networkx")]
    assert [answer["parameters"].pop("engine") for answer in answers] == ["duckdb", "networkx"]
    return answers


@pytest.mark.parametrize(("trigger", "first"), [("acts", 500), ("takings", 1000)])
def test_a_thousand_random_cases_have_the_same_answers_whatever_the_engine(trigger, first):
    book = Casebook.of(as_snapshot(many_cases(range(first, first + 500))))
    bulk, searched = both(book, trigger=trigger, **_TERMS)
    assert bulk == searched
    assert all(bulk["counts"].values()) and len(bulk["together"]) > 10


def test_ten_thousand_persons_have_one_digest_whatever_the_engine():
    book = Casebook.of(snapshot_of_pedigree(pedigree(10_000)))
    tables = [ANALYSES["chains"].table(book, engine=engine) for engine in ("networkx", "duckdb")]
    assert tables[0].num_rows > 100
    assert len({digest_of(table.to_pylist()) for table in tables}) == 1


@pytest.mark.parametrize(
    "asked",
    [
        {},
        {"max_chon": 0},
        {"own_reason": True, **_TERMS},
        {"class": "certain", **_TERMS},
        {"class": "documented", "limit": 3},
        {"kind": "arrest", "trigger_kind": "escape", **_TERMS},
        {"place": "x:jail", **_TERMS},
        {"reason": "guilt_by_association", **_TERMS},
        {"chon": 1, **_TERMS},
        {"from": "2009-01-04", "to": "2009-01-09", **_TERMS},
        {"person": "x:p1.7", **_TERMS},
        {"person": "x:p0.11", "trigger": "takings"},
    ],
    ids=str,
)
def test_filters_leave_the_same_links_whatever_the_engine(book, asked):
    bulk, searched = both(book, **asked)
    assert bulk == searched


@pytest.mark.parametrize("engine", ["duckdb", "networkx", "auto"])
def test_the_table_holds_the_links_of_the_answer(book, engine):
    table = ANALYSES["chains"].table(book, engine=engine, **_TERMS)
    answer = ANALYSES["chains"].run(book, engine=engine, **_TERMS)
    assert table.schema.equals(LINKS)
    assert table.to_pylist() == [
        {
            "class": link["class"],
            "trigger_event": link["trigger"]["event"],
            "trigger_person": link["trigger"]["person"],
            "punishment_event": link["punishment"]["event"],
            "punishment_person": link["punishment"]["person"],
            "chon": link["chon"],
            "affinity": link["affinity"],
            "least_days": link["delay_days"][0],
            "most_days": link["delay_days"][1],
        }
        for link in answer["links"]
    ]
    about = json.loads(table.schema.metadata[b"kintrace"])
    assert about == {key: answer[key] for key in ("data_version", "parameters", "notes", "truncated")}
    assert {None} < set(table["trigger_event"].to_pylist()) and {None, 0, 1} <= set(table["chon"].to_pylist())


def test_a_limit_on_the_table_says_what_it_left_out(book):
    whole, few = (ANALYSES["chains"].table(book, limit=limit, **_TERMS) for limit in (None, 5))
    assert few.to_pylist() == whole.to_pylist()[:5]
    left_out = json.loads(few.schema.metadata[b"kintrace"])["truncated"]["left_out"]
    assert left_out == whole.num_rows - 5


def test_a_table_of_nobody_is_refused_as_an_answer_is(book):
    with pytest.raises(NotFound):
        ANALYSES["trail"].table(book, person="x:nobody")
    with pytest.raises(NotFound):
        ANALYSES["chains"].table(book, person="x:nobody")


def _told(*ties, families=(), events=()):
    said = {"claims": ["c1"], "grade": "likely", "independent_sources": 1}
    rows = {
        "Person": [{"id": f"x:{name}", **said} for name in ("mother", "son")],
        "Family": [{"id": family, **said} for family in families],
        "memberships": [{"type": "MEMBER_OF", "a": "x:son", "b": family, **said} for family in families],
        "kinship": [{"type": "PARENT_OF", "a": "x:mother", "b": "x:son", "nature": "birth", **said}],
        "Event": [
            {"id": id_, "kind": kind, "begin_earliest": day, "begin_latest": day, **said} for id_, kind, day in events
        ],
        "event_ties": [{"type": "SUBJECT_OF", "a": event, "b": person, **said} for event, person in ties],
    }
    return rows, said


_EVENTS = [("x:e1", "escape", date(2009, 1, 1)), ("x:e2", "arrest", date(2009, 2, 1)), ("x:e3", "arrest", None)]


def test_only_links_of_a_named_family_are_left():
    rows, _ = _told(("x:e1", "x:mother"), ("x:e2", "x:son"), families=["x:kims", "x:lees"], events=_EVENTS)
    rows["memberships"].pop()
    book = Casebook.of(Snapshot.from_rows(rows))
    assert both(book, family="x:lees")[0]["links"] == []
    bulk, searched = both(book, family="x:kims")
    assert bulk == searched and len(bulk["links"]) == 1


def test_persons_and_triggers_of_whom_nothing_else_is_known_are_linked_all_the_same():
    rows, said = _told(("x:e1", "x:nobody"), ("x:e2", "x:son"), ("x:e3", "x:stranger"), events=_EVENTS)
    rows["because_of"] = [
        {"a": "x:e2", "b": "x:e1", "b_label": "Event", **said},
        {"a": "x:e3", "b": "x:unseen", "b_label": "Event", **said},
        {"a": "x:e3", "b": "x:unheard", "b_label": "Person", **said},
    ]
    bulk, searched = both(Casebook.of(Snapshot.from_rows(rows)))
    assert bulk == searched and bulk["counts"]["documented"] == 3
    assert all(link["chon"] is None for link in bulk["links"])


def test_no_data_give_no_links():
    assert both(Casebook.of(Snapshot.from_rows({})))[0]["links"] == []


def test_many_events_are_joined_and_one_person_is_searched(book):
    assert not in_bulk(book, ChainOptions())
    few = len(book.events)
    assert in_bulk(book, ChainOptions(), few) and not in_bulk(book, ChainOptions(), few + 1)
    assert not in_bulk(book, ChainOptions(person="x:p1.7"), few)
    assert in_bulk(book, ChainOptions(person="x:p1.7", engine="duckdb"))
    assert not in_bulk(book, ChainOptions(engine="networkx"), few)


def test_a_placeholder_is_named_beside_the_links_and_joins_none_of_its_children():
    rows, said = _told(("x:e1", "x:c1"), ("x:e2", "x:c2"), events=_EVENTS)
    rows["kinship"] = [
        {"type": "PARENT_OF", "a": "x:unknown-father", "b": f"x:c{number}", "nature": "birth", **said}
        for number in range(60)
    ]
    book = Casebook.of(Snapshot.from_rows(rows))
    for engine in ("duckdb", "networkx"):
        table = ANALYSES["chains"].table(book, engine=engine)
        notes = {note["code"]: note for note in json.loads(table.schema.metadata[b"kintrace"])["notes"]}
        assert table.num_rows == 0 and notes["placeholder"]["persons"] == ["x:unknown-father"]


def test_little_memory_gives_the_same_links(book):
    options = ChainOptions(**_TERMS)
    answers = []
    for memory in ("1g", "50m"):
        with Engines(memory).open() as session:
            inquiry = Inquiry(book, options)
            question, _ = ask_in_numbers(inquiry, ends_by_rules(inquiry, options), session)
            answers.append(run(question, session, **_TERMS).links)
    assert answers[0].equals(answers[1]) and answers[0].num_rows
