"""What rests on what: the answer of the analysis equals really withdrawing each source and asking again."""

from functools import partial

import pytest

from app.analysis import ANALYSES, Casebook
from app.analysis.record import Accepted
from app.analysis.sample import sample_case
from app.domain.claims import Source
from app.domain.rows import to_claim, to_source
from app.errors import InvalidParameter, NotFound, TooLarge
from app.services.analyst import Analyst
from app.services.loaded import Fixed
from app.store.base import Batch
from tests.fakes import FakeStore
from tests.unit.seed.tables_of import check_all

SOURCES = ("x:report", "x:press", "x:letter")


def store_of(rows):
    """Rows by table, each with a source, put on record."""
    sources = [{"id": each, "title": each, "kind": "report"} for each in SOURCES]
    checked = check_all({"agencies": [], "places": [], "sources": sources, **rows})
    assert not [problem for one in checked for problem in one.problems]
    store = FakeStore()
    claims = tuple(to_claim(one) for one in checked if one.table != "sources")
    listed = tuple(to_source(one) for one in checked if one.table == "sources")
    report = store.record(Batch("1", sources=listed, claims=claims))
    assert not report.refused
    return store


def said(source, **row):
    return {**row, "source_id": source}


def mother_and_son():
    """The arrest stands in two sources, the act in one, the kinship in another."""
    return {
        "persons": [said("x:report", id=each, name=each[2:]) for each in ("x:mother", "x:son")],
        "kinship": [said("x:letter", person_a="x:mother", relation="parent", person_b="x:son")],
        "events": [
            said("x:press", id="x:act", person_id="x:mother", kind="escape", begin="2009-01-01"),
            said("x:report", id="x:held", person_id="x:son", kind="arrest", begin="2009-03-01"),
            said("x:press", id="x:held", person_id="x:son", kind="arrest", begin="2009-03-01"),
            said("x:letter", id="x:out", person_id="x:son", kind="release", begin="2009-05"),
        ],
    }


def asked(store, **values):
    book = Casebook.of(store.snapshot(), store)
    return ANALYSES["rests_on"].run(book, **{"person": "x:son", **values})


def test_a_link_falls_with_the_only_source_of_one_of_its_parts():
    answer = asked(store_of(mother_and_son()))
    assert answer["parts"] == [{"key": "link x:act x:held", "needs": ["x:letter", "x:press"]}]
    assert [(row["source"], row["falls"], row["weakens"]) for row in answer["sources"]] == [
        ("x:letter", ["link x:act x:held"], []),
        ("x:press", ["link x:act x:held"], []),
    ]
    assert answer["tried"] == ["x:letter", "x:press", "x:report"]
    assert answer["sources"][0]["claims"] == 2


def test_what_two_sources_say_only_weakens():
    answer = asked(store_of(mother_and_son()), answer="trail")
    found = {row["source"]: row for row in answer["sources"]}
    assert "event x:held" in found["x:report"]["weakens"]
    assert found["x:letter"]["falls"] == ["event x:out"]
    assert "status" in found["x:letter"]["changes"]  # without the release he is not free
    assert {part["key"]: part["needs"] for part in answer["parts"]}["event x:held"] == []


def test_a_withdrawal_can_make_something_appear():
    rows = mother_and_son()
    rows["events"].append(said("x:letter", id="x:own", person_id="x:son", kind="escape", begin="2009-02-01"))
    rows["kinship"].append(said("x:report", person_a="x:mother", relation="parent", person_b="x:son"))
    answer = asked(store_of(rows))
    found = {row["source"]: row for row in answer["sources"]}
    assert found["x:letter"]["appears"] == ["link x:act x:held"]  # his own act kept the link away


def test_the_limit_says_what_was_not_tried():
    answer = asked(store_of(mother_and_son()), limit=1)
    assert (answer["tried"], answer["truncated"]) == (["x:letter"], {"limit": 1, "left_out": 2})


def test_without_claims_or_person_there_is_nothing_to_ask():
    with pytest.raises(InvalidParameter, match="record"):
        ANALYSES["rests_on"].run(sample_case(), person="x:ben")
    with pytest.raises(NotFound):
        asked(store_of(mother_and_son()), person="x:nobody")


def test_a_record_that_is_too_large_is_refused():
    with pytest.raises(TooLarge):
        Accepted.of(store_of(mother_and_son()), most=3)


def test_the_analyst_hands_the_claims_over():
    store = store_of(mother_and_son())
    analyst = Analyst(store, {name: each.run for name, each in ANALYSES.items()}, partial(Casebook.of, record=store))
    assert len(analyst.answer("rests_on", person="x:son")["sources"]) == 2
    bare = Analyst(Fixed(store.snapshot()), {name: each.run for name, each in ANALYSES.items()}, Casebook.of)
    with pytest.raises(InvalidParameter):
        bare.answer("rests_on", person="x:son")


@pytest.mark.parametrize("name", ["cascade", "families", "trail"])
def test_every_answer_can_be_asked(name):
    answer = asked(store_of(mother_and_son()), answer=name)
    assert answer["parts"]
    assert {row["source"] for row in answer["sources"]} >= {"x:letter"}


def test_a_source_that_says_nothing_about_the_person_is_not_tried():
    store = store_of(mother_and_son())
    store.record(Batch("3", sources=(Source("x:other"),)))
    assert "x:other" not in asked(store)["tried"]


def test_the_sources_of_a_judgement_and_of_what_places_are_part_of_are_tried():
    rows = mother_and_son()
    rows["persons"].append(said("x:report", id="x:son2", name="son"))
    rows["identities"] = [said("x:letter", kind="person", record_a="x:son", record_b="x:son2", judgement="same")]
    for row in rows["events"][1:3]:
        row["person_id"] = "x:son2"
    rows["kinship"][0]["source_id"] = "x:report"
    found = {row["source"]: row["falls"] for row in asked(store_of(rows))["sources"]}
    assert found["x:letter"] == ["link x:act x:held"]
    rows["places"] = [said("x:report", id=id_, name=id_, kind="city") for id_ in ("x:north", "x:cell")]
    rows["structure"] = [said("x:letter", from_id="x:cell", relation="within", to_id="x:north")]
    rows["events"] += [
        said("x:press", id=f"x:{place}", person_id="x:son", kind="detention", begin=day, place_id=f"x:{place}")
        for place, day in (("cell", "2009-03-02"), ("north", "2009-03-05"))
    ]
    appears = {row["source"]: row["appears"] for row in asked(store_of(rows), answer="trail")["sources"]}
    assert "gap after x:cell" in appears["x:letter"]


def test_an_answer_about_everyone_needs_nobody():
    answer = asked(store_of(mother_and_son()), person=None, answer="compare")
    assert answer["tried"] == sorted(SOURCES)
    assert {row["source"]: row["changes"] for row in answer["sources"]} == {}  # two sources tell of the arrest
    assert answer["parts"][0] == {"key": "total", "needs": []}


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ({"person": None, "answer": "trail"}, "whose trail"),
        ({"answer": "figures"}, "does not go with figures"),
        ({"answer": "connect"}, "other"),
        ({"person": None, "answer": "presence"}, "place"),
    ],
)
def test_who_or_where_goes_with_the_answer(values, says):
    with pytest.raises(InvalidParameter, match=says):
        asked(store_of(mother_and_son()), **values)
