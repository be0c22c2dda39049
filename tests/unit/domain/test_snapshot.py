"""The snapshot's columns, and the graph made of them."""

import pytest

from app.domain.snapshot import Snapshot


def test_a_table_that_does_not_exist_is_refused():
    with pytest.raises(KeyError, match="Persons"):
        Snapshot.from_rows({"Persons": []})


def test_sources_are_tied_to_what_they_repeat():
    rows = {"Source": [{"id": "t:a"}, {"id": "t:b"}], "derivations": [{"a": "t:a", "b": "t:b"}]}
    graph = Snapshot.from_rows(rows).to_networkx()
    assert list(graph.edges(keys=True)) == [("Source/t:a", "Source/t:b", "DERIVED_FROM")]


def test_a_person_is_tied_to_the_event_and_the_event_to_its_agency():
    rows = {
        "Person": [{"id": "t:p"}],
        "Event": [{"id": "t:e", "kind": "arrest"}],
        "Agency": [{"id": "t:g"}],
        "event_ties": [{"type": "SUBJECT_OF", "a": "t:e", "b": "t:p"}, {"type": "BY_AGENCY", "a": "t:e", "b": "t:g"}],
    }
    graph = Snapshot.from_rows(rows, data_version=7).to_networkx()
    assert graph.graph["data_version"] == 7
    assert set(graph.edges(keys=True)) == {
        ("Person/t:p", "Event/t:e", "SUBJECT_OF"),
        ("Event/t:e", "Agency/t:g", "BY_AGENCY"),
    }
