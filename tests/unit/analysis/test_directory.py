"""Records by what is told of them: what remains, and what would remain, against counting one by one."""

import random
from datetime import date

import pytest

from app.analysis import ANALYSES
from app.analysis.bounds import Bounds
from app.analysis.casebook import Casebook
from app.analysis.periods import LEADERS
from app.analysis.register import members_of
from app.errors import InvalidParameter, NotFound
from tests.unit.analysis.notebook import Notebook


def ask(note, **values):
    return ANALYSES["directory"].run(note.book(), **values)


def ids(answer):
    return [record["id"] for record in answer["records"]]


def some():
    note = Notebook()
    note.agency("police", "CN", kind="police")
    note.place("bridge", kind="border_crossing")
    note.node("Place", "camp", kind="facility", country="KP")
    note.node("Place", "town", kind="city", country="KP")
    note.person("a", invented=True)
    note.event("1", "a", "arrest", "2009-05-01", by="police")
    note.event("2", "a", "handover", "2012-06-01", country="KP", given_by="police")
    note.event("3", "b", "arrest", "2012-05-01", country="KP")
    note.event("4", "b", "execution", "2013")
    note.because("3", "2")
    note.group("crowd", 9, 9)
    note.event("5", "crowd", "fate_unknown")
    note.event("6", "c", "arrest", "2009", country="CN", grade="unlikely")
    note.person("d", death="2001")
    return note


def test_everything_is_counted_by_what_it_is():
    answer = ask(some())
    assert answer["facets"]["kind"] == {"person": 4, "agency": 1, "crossing": 1, "facility": 1, "group": 1, "place": 1}
    assert (answer["total"], answer["facets"]["origin"]) == (9, {"recorded": 8, "invented": 1})
    assert answer["facets"]["was"] == {"arrested": 2, "taken": 2, "died": 1, "fate_unknown": 1, "handed_over": 1,
                                       "punished": 1}  # fmt: skip
    assert answer["facets"]["status"]["executed"] == 1 and answer["facets"]["status"]["dead"] == 1


def test_what_country_and_when_have_to_be_of_one_event():
    note = some()
    assert ids(ask(note, was="arrested", country="CN")) == ["x:a"]
    assert ids(ask(note, was="arrested", country="CN", period="kim_jong_un")) == []
    assert ids(ask(note, was="handed_over", country="CN", period="kim_jong_un")) == ["x:a"]
    assert ids(ask(note, was="arrested", **{"from": "2012-01-01", "to": "2012-12-31"})) == ["x:b"]
    assert ids(ask(note, period="undated", was="fate_unknown")) == ["x:crowd"]
    assert ids(ask(note, kind="agency", country="CN")) == ["x:police"]
    assert ask(note)["facets"]["period"]["undated"] == 1  # an agency or place has no day to be told


def test_a_day_leaves_out_what_cannot_have_happened_then_and_what_has_no_date():
    note = some()
    assert ids(ask(note, **{"from": "2012-05-02"})) == ["x:a", "x:b"]
    assert ids(ask(note, was="arrested", **{"from": "2012-05-02"})) == []
    assert ids(ask(note, **{"to": "2009-05-01"})) == ["x:a"]
    note.event("8", "d", "arrest", "2001/2015")
    assert "x:d" in ids(ask(note, **{"from": "2005-01-01", "to": "2005-12-31"}))
    assert ids(ask(note, **{"from": "2010-01-01", "to": "2005-12-31"})) == []  # no day lies between them


def test_an_agency_is_any_name_of_it_and_its_offices_and_has_to_be_of_the_one_event():
    note = some()
    note.agency("ministry", "CN", kind="police")
    note.agency("police-old", "CN", kind="police")
    note.structure("PART_OF", "police", "ministry")
    note.structure("SAME_BODY", "police-old", "police")
    for agency in ("police", "police-old", "ministry"):
        assert ids(ask(note, agency=f"x:{agency}")) == ["x:a"]
        assert ids(ask(note, agency=f"x:{agency}", was="arrested")) == ["x:a"]
        assert ids(ask(note, agency=f"x:{agency}", was="arrested", **{"from": "2012-01-01"})) == []
    assert ask(note, agency="x:police")["facets"]["kind"] == {"person": 1}
    note.agency("other", "CN")
    assert ids(ask(note, agency="x:other")) == []
    with pytest.raises(NotFound):
        ask(note, agency="x:nobody")


def test_a_person_comes_with_status_and_place_where_last_known():
    note = some()
    note.event("7", "a", "detention", "2012-07", at="camp")
    found = {record["id"]: (record["status"], record["last_place"]) for record in ask(note)["records"]}
    assert found["x:a"] == ("missing", "x:camp") and found["x:d"] == ("dead", None)
    assert found["x:camp"] == (None, None)


def test_a_count_says_what_would_remain_beside_the_other_choices():
    answer = ask(some(), was="arrested", status="executed")
    assert ids(answer) == ["x:b"] and answer["records"][0]["kinds"] == ["arrest", "execution"]
    assert answer["facets"]["country"] == {"KP": 1}
    assert answer["facets"]["was"] == {"arrested": 1, "died": 1, "punished": 1, "taken": 1}
    assert sum(answer["facets"]["status"].values()) == 2  # those arrested, whatever became of them


class _Record:
    """Says which kinds of sources describe what."""

    def described_by(self):
        return [("interview", "Person", ["x:d"]), ("interview", "Event", ["x:3"]), ("report", "Event", ["x:1", "x:4"]),
                ("report", "Agency", ["x:police"]), ("article", "Event", ["x:gone"])]  # fmt: skip


def test_a_kind_of_source_is_that_of_the_record_or_of_an_event_of_the_person():
    book = Casebook.of(some().book().snapshot, _Record())
    answer = ANALYSES["directory"].run(book, source_kind="interview")
    assert ids(answer) == ["x:b", "x:d"]
    assert answer["facets"]["source_kind"] == {"report": 3, "interview": 2}
    assert ids(ANALYSES["directory"].run(book, source_kind="report", was="arrested")) == ["x:a", "x:b"]
    assert ask(some())["facets"]["source_kind"] == {}


def test_pages_follow_one_another_and_ids_narrow():
    note = some()
    first = ask(note, limit=4)
    second = ask(note, limit=50, after=first["next"])
    assert len(ids(first)) == 4 and ids(first) + ids(second) == ids(ask(note))
    assert (second["next"], first["total"]) == (None, 9)
    assert ids(ask(note, ids="x:b,x:a,x:lost")) == ["x:a", "x:b"]
    with pytest.raises(InvalidParameter, match="was"):
        ask(note, was="lost")


def test_members_of_no_bits_are_none():
    assert list(members_of(0)) == []


@pytest.mark.parametrize("seed", range(40))
def test_counts_equal_counting_one_by_one(seed):
    rng = random.Random(seed)
    note, told = Notebook(), []
    for number in range(12):
        who, kind = rng.choice("pqrs"), rng.choice(["arrest", "camp", "handover", "death", "escape"])
        country, year = rng.choice(["CN", "KP", None]), rng.choice([1990, 2005, 2015, None])
        note.event(str(number), who, kind, str(year) if year else "", country=country)
        told.append((f"x:{who}", kind, country, year))
    was = rng.choice(["taken", "arrested", "handed_over", "died"])
    kinds = {"taken": {"arrest", "camp"}, "arrested": {"arrest"}, "handed_over": {"handover"}, "died": {"death"}}
    period = rng.choice(LEADERS[1:])
    inside = [
        (who, country)
        for who, kind, country, year in told
        if kind in kinds[was] and year and period.possible(_year(year))
    ]
    answer = ask(note, was=was, period=period.name)
    assert ids(answer) == sorted({who for who, _ in inside})
    for country in ("CN", "KP"):
        assert answer["facets"]["country"].get(country, 0) == len({who for who, each in inside if each == country})


def _year(year):
    return Bounds(date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal())
