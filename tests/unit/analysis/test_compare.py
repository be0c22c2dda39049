"""Counts over time, and against the enumeration of all worlds."""

import random
from datetime import date
from itertools import product

import pytest

from app.analysis import ANALYSES, Casebook
from app.analysis.periods import LEADERS
from app.domain.snapshot import Snapshot
from tests.unit.analysis.notebook import Notebook


def compare(note, **values):
    return ANALYSES["compare"].run(note.book(), **values)


def rows(answer):
    return {row["period"]: (row["least"], row["most"]) for row in answer["periods"] if row["most"]}


def some():
    note = Notebook()
    note.event("1", "a", "arrest", "2009")
    note.event("2", "b", "arrest", "[2009-06..2010-06]")
    note.event("3", "c", "arrest")
    note.event("4", "d", "arrest", "2011-12-17")
    return note


def test_years_have_the_range_that_dates_allow():
    answer = compare(some())
    assert rows(answer) == {"2009": (1, 2), "2010": (0, 1), "2011": (1, 1)}
    assert answer["total"] == {"least": 4, "most": 4}
    assert answer["unknown"] == {"least": 1, "most": 1}
    assert (answer["periods"][0]["first"], answer["periods"][0]["last"]) == ("2009-01-01", "2009-12-31")


def test_leaders_change_on_the_day_on_which_one_died():
    note = some()
    note.event("5", "e", "arrest", "1994-07-07")
    note.event("6", "f", "arrest", "1994-07-08")
    note.event("7", "g", "arrest", "1940")
    assert rows(compare(note, by="leader")) == {
        "before": (1, 1),
        "kim_il_sung": (1, 1),
        "kim_jong_il": (3, 3),
        "kim_jong_un": (1, 1),
    }
    assert [leader.first for leader in LEADERS[1:]] == [leader.last + 1 for leader in LEADERS[:-1]]


def test_small_numbers_are_marked():
    note = some()
    note.group("crowd", 9, 9)
    note.event("8", "crowd", "arrest", "2010-02-01")
    assert [(row["period"], row["small"]) for row in compare(note)["periods"]] == [
        ("2009", True),
        ("2010", False),
        ("2011", True),
    ]
    note.group("more", 2, None)
    note.event("9", "more", "arrest", "2010-02-01")
    assert rows(compare(note) | {"periods": []}) == {}
    found = {row["period"]: row for row in compare(note)["periods"]}
    assert (found["2010"]["least"], found["2010"]["most"], found["2010"]["small"]) == (11, None, False)


def test_what_is_counted_can_be_chosen():
    note = Notebook()
    note.parent("mother", "son")
    note.parent("mother", "other")
    note.event("act", "mother", "escape", "2009-01-01")
    note.event("1", "son", "arrest", "2009-05-01", country="KP")
    note.event("2", "other", "camp", "2010-05-01")
    note.because("2", "act")
    note.event("3", "stranger", "arrest", "2009-05-01", country="CN")
    note.event("4", "stranger", "handover", "2012-05-01", country="KP")
    assert rows(compare(note)) == {"2009": (2, 2), "2010": (1, 1)}
    assert rows(compare(note, what="punishments")) == {"2009": (1, 1), "2010": (1, 1)}
    assert rows(compare(note, what="documented")) == {"2010": (1, 1)}
    assert rows(compare(note, what="handovers")) == {"2012": (1, 1)}
    assert rows(compare(note, country="CN")) == {"2009": (1, 1)}
    assert compare(note, country="CN")["countries"] == {"CN": 1, "KP": 1}
    assert compare(note, country="CN")["kinds"] == {"arrest": 2, "camp": 1}
    assert rows(compare(note, kind="camp")) == {"2010": (1, 1)}
    assert rows(compare(note, what="handovers", country="CN")) == {}


def test_invented_persons_are_counted_apart_and_can_be_left_out():
    note = some()
    note.person("made_up", invented=True)
    note.event("5", "made_up", "arrest", "2009-05-01")
    assert compare(note)["invented"] == {"least": 1, "most": 1}
    without = compare(note, recorded_only=True)
    assert (without["total"]["least"], without["invented"]["least"], rows(without)["2009"]) == (4, 0, (1, 2))


def test_a_date_open_on_one_side_can_lie_in_every_period_on_that_side():
    note = some()
    note.event("5", "e", "arrest", "[..2009-03]")
    note.event("6", "f", "arrest", "[2011..]")
    assert rows(compare(note)) == {"2009": (1, 3), "2010": (0, 1), "2011": (1, 2)}
    assert rows(compare(note, by="leader"))["kim_jong_un"] == (1, 2)


def test_no_dates_make_no_years():
    note = Notebook()
    note.event("3", "c", "arrest")
    assert (compare(note)["periods"], compare(note)["unknown"]["least"]) == ([], 1)


def brute(spans, first, last):
    """Least and most over all choices of one day each."""
    counts = [sum(first <= day <= last for day in days) for days in product(*(range(lo, hi + 1) for lo, hi in spans))]
    return min(counts), max(counts)


@pytest.mark.parametrize("seed", range(0, 1000, 250))
def test_ranges_equal_the_enumeration_of_all_worlds(seed):
    start = date(2009, 12, 30).toordinal()
    for number in range(seed, seed + 250):
        rng = random.Random(number)
        spans = [(lo, lo + rng.choice([0, 0, 1, 3])) for lo in (start + rng.randint(0, 3) for _ in range(4))]
        answer = ANALYSES["compare"].run(arrests(spans))
        for row in answer["periods"]:
            first, last = (date.fromisoformat(row[end]).toordinal() for end in ("first", "last"))
            assert (row["least"], row["most"]) == brute(spans, first, last)
        assert sum(row["least"] for row in answer["periods"]) <= 4 <= sum(row["most"] for row in answer["periods"])


def arrests(spans):
    events = [
        {
            "id": f"x:{number}",
            "kind": "arrest",
            "category": "custody",
            "begin_earliest": date.fromordinal(lo),
            "begin_latest": date.fromordinal(hi),
        }
        for number, (lo, hi) in enumerate(spans)
    ]
    persons = [{"id": f"x:p{number}", "count_least": 1, "count_most": 1} for number in range(len(spans))]
    ties = [{"type": "SUBJECT_OF", "a": f"x:{number}", "b": f"x:p{number}"} for number in range(len(spans))]
    return Casebook.of(Snapshot.from_rows({"Person": persons, "Event": events, "event_ties": ties}))


def test_who_is_handed_over_was_not_taken_where_the_handover_led():
    note = Notebook()
    note.event("1", "a", "handover", "2009", given_by=note.agency("police", "CN")[2:], country="KP")
    note.event("2", "b", "handover", "2009", country="KP")
    assert compare(note)["countries"] == {"CN": 1}
    assert compare(note, what="handovers")["countries"] == {"KP": 2}


def test_a_path_without_a_recorded_handover_counts_where_and_how_the_person_was_held_first_in_the_other_country():
    note = Notebook()
    note.event("1", "a", "arrest", "2009", country="CN")
    note.event("2", "a", "detention", "2010", country="KP")
    answer = compare(note, what="handovers")
    assert (rows(answer), answer["countries"], answer["kinds"]) == ({"2010": (1, 1)}, {"KP": 1}, {"detention": 1})
