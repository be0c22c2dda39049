from datetime import date
from typing import Any

from app.domain.snapshot import Snapshot
from app.services.overview import build_overview


def event(id, kind, first=None, last=None, **more):
    return {"id": id, "kind": kind, "begin_earliest": first, "begin_latest": last, "grade": "possible", **more}


def subject(event, person):
    return {"type": "SUBJECT_OF", "a": event, "b": person}


ROWS: dict[str, list[dict[str, Any]]] = {
    "Person": [{"id": "x:a"}, {"id": "x:b", "invented": True}, {"id": "x:c"}],
    "Agency": [{"id": "x:cn", "country": "CN"}],
    "Event": [
        event("x:1", "arrest", date(2009, 3, 1), date(2009, 5, 1)),
        event("x:2", "arrest", date(2009, 12, 1), date(2010, 1, 1)),
        event("x:3", "handover"),
        event("x:4", "escape"),
        event("x:5", "arrest", date(2011, 1, 1), date(2011, 1, 1), grade="unlikely"),
        event("x:6", "arrest", date(2009, 6, 1), date(2009, 6, 1), country="RU"),
    ],
    "event_ties": [
        subject("x:1", "x:a"),
        subject("x:2", "x:b"),
        subject("x:3", "x:b"),
        subject("x:4", "x:c"),
        subject("x:5", "x:c"),
        subject("x:6", "x:a"),
        {"type": "BY_AGENCY", "a": "x:1", "b": "x:cn"},
        {"type": "TO_AGENCY", "a": "x:2", "b": "x:cn"},
    ],
    "because_of": [
        {"a": "x:1", "b": "x:4", "b_label": "Event"},
        {"a": "x:2", "b": "x:b", "b_label": "Person"},
    ],
    "Source": [
        {"id": "x:s", "kind": "report", "published_latest": date(2020, 1, 31)},
        {"id": "x:i", "kind": "invented", "published_latest": date(2025, 1, 1)},
    ],
}
OVERVIEW = build_overview(Snapshot.from_rows(ROWS))


def test_figures_count_persons_and_say_how_many_are_invented():
    figures = OVERVIEW["figures"]
    assert figures["recorded"] == {"persons": 3, "invented": 1}
    assert figures["taken"] == {"persons": 2, "invented": 1}
    assert figures["handed_over"] == {"persons": 1, "invented": 1}


def test_a_country_comes_from_who_took_the_person_or_from_what_was_told():
    assert OVERVIEW["figures"]["taken_in_china"]["persons"] == 1
    assert OVERVIEW["figures"]["taken_in_russia"]["persons"] == 1


def test_only_another_person_is_a_reason_that_counts():
    assert OVERVIEW["figures"]["punished_for_relative"]["persons"] == 1


def test_a_person_counts_once_a_year_and_a_rumour_never():
    assert OVERVIEW["arrests_by_year"] == {2009: 1}


def test_an_arrest_in_one_of_two_years_has_no_year():
    assert OVERVIEW["arrests_without_year"] == 1


def test_invented_sources_say_nothing_of_how_late_the_data_are():
    assert (OVERVIEW["sources"], OVERVIEW["invented_sources"], OVERVIEW["latest"]) == (1, 1, "2020-01-31")


def test_an_empty_graph_has_an_overview():
    empty = build_overview(Snapshot.from_rows({}))
    assert empty["figures"]["taken"] == {"persons": 0, "invented": 0}
    assert (empty["arrests_by_year"], empty["latest"]) == ({}, None)
