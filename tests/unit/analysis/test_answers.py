"""What every answer has in common."""

import inspect
import json
from pathlib import Path

import pytest

import app.analysis
from app.analysis import ANALYSES, Casebook
from app.analysis.records import Support, weakest
from app.analysis.sample import sample_case
from tests.unit.analysis.notebook import Notebook
from tests.unit.analysis.test_conversion import ASKED


@pytest.mark.parametrize("name", [name for name in ANALYSES if name != "rests_on"])
def test_an_answer_is_plain_json_with_its_parameters_and_data_version(name):
    answer = ANALYSES[name].run(sample_case(), **ASKED.get(name, {}))
    assert json.loads(json.dumps(answer)) == answer
    assert answer["data_version"] == 1
    assert set(answer["parameters"]) == {parameter.name for parameter in ANALYSES[name].parameters}


@pytest.mark.parametrize("name", [name for name in ANALYSES if name not in ASKED])
def test_nothing_on_record_is_an_answer(name):
    answer = ANALYSES[name].run(Notebook().snapshot())
    assert answer["data_version"] == 7


def test_a_casebook_is_taken_as_it_is():
    book = sample_case()
    assert Casebook.of(book) is book
    assert book.kinship is book.kinship and book.ties is book.ties


def test_every_analysis_and_every_function_that_is_offered_has_an_example():
    offered = [getattr(app.analysis, name) for name in app.analysis.__all__]
    functions = [*filter(inspect.isfunction, offered), *(analysis.function for analysis in ANALYSES.values())]
    assert len(functions) > len(ANALYSES)
    assert [each.__name__ for each in functions if ">>> " not in each.__doc__] == []


def test_names_in_the_list_are_those_of_the_commands():
    first = ["kin", "connect", "chains", "cascade", "trail", "handovers", "stages"]
    first += ["families", "network", "moves", "agencies", "presence", "directory", "rests_on", "compare", "figures"]
    assert list(ANALYSES)[: len(first)] == first
    assert all(analysis.name == name for name, analysis in ANALYSES.items())


def test_of_two_subjects_the_better_supported_one_has_the_event():
    note = Notebook()
    note.event("1", "p", "arrest", "2009", grade="possible")
    note.tie("SUBJECT_OF", "1", note.person("q"), grade="confirmed")
    book = note.book()
    assert book.events["x:1"].person == "x:q"
    assert list(book.takings) == ["x:q"]


def test_a_rumoured_agency_of_a_known_event_is_left_out():
    note = Notebook()
    note.event("1", "p", "arrest", "2009")
    note.tie("BY_AGENCY", "1", note.agency("army"), grade="unlikely")
    note.event("2", "p", "arrest", "2009", grade="unlikely", by="navy")
    book = note.book()
    assert (book.events["x:1"].agencies, book.events["x:2"].agencies) == ({}, {"by": "x:navy"})


def test_a_link_to_an_event_that_no_table_holds_is_answered():
    note = Notebook()
    note.event("1", "p", "arrest", "2009")
    note.because("1", "lost")
    link = ANALYSES["chains"].run(note.book())["links"][0]
    assert (link["trigger"]["event"], link["trigger"]["person"]) == ("x:lost", None)
    assert (link["grade"], link["independent_sources"]) == ("likely", 1)


def test_what_nobody_claims_rests_on_nothing():
    assert weakest([Support()]) == Support()


def test_somebody_whom_only_a_tie_names_is_one_person():
    assert Notebook().book().person("x:nobody").count_most == 1


def test_when_somebody_died_is_told_by_an_event_before_the_record():
    note = Notebook()
    note.person("p", death="2004")
    note.event("1", "q", "death", "2005")
    note.person("r")
    book = note.book()
    assert [book.death_of(f"x:{each}") is None for each in "pqr"] == [False, False, True]


def test_the_definitions_import_no_engine():
    folder = Path(__file__).parents[3] / "app/analysis"
    texts = {name: (folder / name).read_text() for name in ("takings.py", "links.py", "bounds.py")}
    assert not any("pyarrow" in text or "networkx" in text for text in texts.values())


def test_ties_that_say_nothing_of_order_body_or_place_change_no_trail():
    note = Notebook()
    note.event("1", "p", "arrest", "2009", by="old")
    note.tie("BY_PERSON", "1", note.person("informer"))
    note.structure("SUCCEEDED", "new", "old")
    note.add("structure", type="SAME_BODY", a="x:old", b="x:new", claims=["c"], grade="unlikely")
    book = note.book()
    assert book.agencies.body("x:old") == "x:old"
    assert list(book.takings) == ["x:p"]
