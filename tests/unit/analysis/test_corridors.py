"""Corridors at three levels, ways between two ends, what a closed crossing or agency would cut."""

import random
from collections import Counter
from itertools import pairwise

import pytest

from app.analysis import ANALYSES
from app.analysis.handover_paths import find_paths
from app.analysis.stage_paths import stage_path
from tests.unit.analysis.notebook import Notebook
from tests.unit.analysis.test_handovers import lands, sent_back


def handovers(note, **values):
    return ANALYSES["handovers"].run(note.book(), **values)


def test_corridors_between_countries_agencies_and_places():
    note = lands()
    sent_back(note, "p", 2006)
    note.event("q-1", "q", "handover", "2010", country="KP")
    answer = handovers(note)
    ends = {name: [(row["from"], row["to"]) for row in answer[name]] for name in answer if name.endswith("corridors")}
    assert ends == {
        "corridors": [("x:town", "x:jail"), (None, None)],
        "agency_corridors": [("x:police", "x:bureau"), (None, None)],
        "country_corridors": [("CN", "KP"), (None, "KP")],
    }
    known, unknown = answer["country_corridors"]
    assert (known["first_year"], known["last_year"], known["days"], known["days_known"]) == (2006, 2006, [1, 58], 1)
    assert (unknown["first_year"], unknown["who"], unknown["days_known"]) == (2010, ["x:q"], 1)


def test_a_crossing_without_a_date_has_no_years():
    note = lands()
    note.event("1", "p", "arrest", by="police")
    note.event("2", "p", "handover", given_by="police", country="KP")
    row = handovers(note)["country_corridors"][0]
    assert (row["first"], row["first_year"], row["last_year"], row["days"]) == (None, None, None, None)


def test_custody_in_a_consulate_of_the_receiving_state_is_the_same_path():
    note = lands()
    note.agency("militia", "RU")
    note.agency("consul", "KP")
    note.place("consulate", "RU", "facility")
    note.event("1", "p", "arrest", "2021-09-20", by="militia")
    note.event("2", "p", "handover", "2021-10", given_by="militia", given_to="consul", country="KP")
    note.event("3", "p", "detention", "2021-11", by="consul", at="consulate")
    note.event("4", "p", "fate_unknown", "2022-02-12")
    (path,) = handovers(note)["paths"]
    assert (path["receiving_agency"], path["facility"], path["last_known"]) == (
        "x:consul",
        "x:consulate",
        "fate_unknown",
    )


def test_an_arrest_by_the_state_that_was_left_is_a_new_path():
    note = lands()
    sent_back(note, "p", 2006, released=False)
    note.event("again", "p", "arrest", "2009", at="town")
    note.event("back", "p", "handover", "2010", country="KP")
    assert len(handovers(note)["paths"]) == 2


def test_a_closed_crossing_cuts_a_share_between_a_least_and_a_most():
    note = lands()
    sent_back(note, "p", 2006)
    sent_back(note, "q", 2008)
    note.event("r-1", "r", "arrest", "2009-02", by="police")
    note.event("r-2", "r", "handover", "2009-05", given_by="police", given_to="labour")
    found = {(row["what"], row["id"]): row for row in handovers(note)["closures"]}
    assert found["crossing", "x:bridge"]["share"] == [round(2 / 3, 9), 1]
    assert found["stage", "x:police"]["share"] == [1, 1]
    assert found["stage", "x:labour"]["share"] == [round(1 / 3, 9), 1]  # p and q have an unknown stretch
    assert found["crossing", "x:bridge"]["persons"] == 2


def test_the_most_frequent_ways_between_two_ends():
    note = lands()
    for person in "pq":
        sent_back(note, person, 2006)
    note.event("r-1", "r", "arrest", "2009-02-01", by="police")
    note.event("r-2", "r", "handover", "2009-02-11", given_by="police", given_to="bureau")
    asked = {"start": "x:police", "end": "x:bureau"}
    ways = handovers(note, **asked)["between"]
    assert [(way["stages"], way["paths"], way["share"], way["who"]) for way in ways] == [
        (["x:police", None, "x:bureau"], 2, round(2 / 3, 9), ["x:p", "x:q"]),
        (["x:police", "x:bureau"], 1, round(1 / 3, 9), ["x:r"]),
    ]
    assert (ways[1]["days"], ways[1]["days_known"]) == ([10, 10], 1)
    assert len(handovers(note, **asked, most_paths=1)["between"]) == 1
    assert handovers(note, start="x:bureau", end="x:police")["between"] == []
    assert handovers(note, start="x:police")["between"] is None
    assert handovers(note, level="country", start="CN", end="KP")["between"][0]["paths"] == 3


def random_lands(seed):
    """One person a path, so that persons count paths."""
    rng = random.Random(seed)
    note = lands()
    for person in range(rng.randint(3, 9)):
        for number in range(rng.randint(2, 5)):
            kind = rng.choice(["arrest", "detention", "handover", "transfer"])
            roles = ("given_by", "given_to") if kind in ("handover", "transfer") else ("by",)
            ends = {role: rng.choice(["police", "bureau", "labour"]) for role in roles if rng.random() < 0.7}
            if kind == "handover" and rng.random() < 0.6:
                ends["at"] = "bridge"
            country = rng.choice([None, "KP", "CN"]) if kind == "handover" else None
            note.event(f"{person}-{number}", f"p{person}", kind, f"20{number + 10}", country=country, **ends)
    return note


@pytest.mark.parametrize("block", range(0, 1000, 125))
def test_counts_over_custody_equal_brute_force(block):
    seen = 0
    for seed in range(block, block + 125):
        note = random_lands(seed)
        book = note.book()
        check_stages(book)
        check_events(book, note)
        answer = ANALYSES["handovers"].run(book, start="x:police", end="x:bureau", most_paths=1000)
        total = len(answer["paths"])
        stages = [row["stages"] for row in answer["variants"] for _ in range(row["persons"])]
        crossings = [[path["crossing"]] for path in answer["paths"]]
        assert len(stages) == total
        expected = {}
        for what, passed in (("crossing", crossings), ("stage", stages)):
            for id_ in {each for values in passed for each in values if each}:
                sure = [values for values in passed if id_ in values]
                maybe = [values for values in passed if None in values and id_ not in values]
                share = [round(len(sure) / total, 9), round((len(sure) + len(maybe)) / total, 9)]
                expected[what, id_] = share
        assert {(row["what"], row["id"]): row["share"] for row in answer["closures"]} == expected
        assert {tuple(way["stages"]): way["paths"] for way in answer["between"]} == brute_ways(stages)
        seen += len(answer["between"])
    assert seen > 50


def check_stages(book):
    """Variants, directly-follows and corridors are plain counts over the stage paths."""
    answer = ANALYSES["handovers"].run(book)
    paths = [path for person in book.takings for path in find_paths(book, person)]
    staged = [stage_path(book, path.taking, path.events, "agency") for path in paths]
    variants = Counter(tuple(stage.value for stage in stages) for stages in staged)
    assert {tuple(row["stages"]): row["persons"] for row in answer["variants"]} == variants
    follows = Counter((a.value, b.value) for stages in staged for a, b in pairwise(stages) if b.ordered)
    assert {(row["from"], row["to"]): row["count"] for row in answer["directly_follows"]} == follows
    ends = {"agency_corridors": lambda path: (path.left_agency, path.columns[3]), "country_corridors": _countries}
    for name, of in ends.items():
        who = {}
        for path in paths:
            who.setdefault(of(path), set()).add(path.person)
        assert {(row["from"], row["to"]): set(row["who"]) for row in answer[name]} == who


def _countries(path):
    return path.corridor[:2]


def check_events(book, note):
    """Agencies, presence and contradictions are sets over the rows as they were written down."""
    kinds = {row["id"]: row["kind"] for row in note.rows["Event"]}
    who = {row["a"]: row["b"] for row in note.rows["event_ties"] if row["type"] == "SUBJECT_OF"}
    ties = [(row["a"], row["type"], row["b"]) for row in note.rows["event_ties"] if row["type"] != "SUBJECT_OF"]
    measures = {
        "held": [(e, a) for e, tie, a in ties if tie in ("BY_AGENCY", "TO_AGENCY")],
        "arrests": [(e, a) for e, tie, a in ties if kinds[e] == "arrest"],
        "handovers_received": [(e, a) for e, tie, a in ties if kinds[e] == "handover" and tie == "TO_AGENCY"],
    }
    for row in ANALYSES["agencies"].run(book)["agencies"]:
        for measure, found in measures.items():
            assert row[measure]["own"]["persons"] == len({who[e] for e, a in found if a == row["id"]})
    roles = {"BY_AGENCY": "held", "TO_AGENCY": "arrived", "FROM_AGENCY": "left", "AT_PLACE": "passed"}
    for what, id_ in (("agency", "x:police"), ("agency", "x:bureau"), ("place", "x:bridge"), ("place", "x:korea")):
        inside = {id_, "x:bridge"} if id_ == "x:korea" else {id_}
        wanted = {}
        for event, tie, other in sorted(ties, key=lambda row: row[1] == "TO_AGENCY"):  # where it led wins
            if other in inside:
                wanted[event] = roles[tie]
        events = ANALYSES["presence"].run(book, **{what: id_})["events"]
        assert {row["event"]: row["role"] for row in events} == wanted


def brute_ways(paths):
    found = {}
    for stages in paths:
        text = "".join({"x:police": "P", "x:bureau": "B", "x:labour": "L", None: "-"}[each] for each in stages)
        start = text.find("P")
        end = text.find("B", start) if start >= 0 else -1
        if end >= 0:
            way = tuple(stages[start : end + 1])
            found[way] = found.get(way, 0) + 1
    return found


def test_nothing_recorded_cuts_nothing():
    answer = handovers(Notebook(), start="a", end="b")
    assert (answer["closures"], answer["between"], answer["country_corridors"]) == ([], [], [])
