"""Transitive chains, on hand-made families and against the enumeration of all worlds."""

import random
from itertools import pairwise, permutations, product

import pytest

from app.analysis import ANALYSES, Casebook
from app.analysis.inquiry import Inquiry, Terms
from app.analysis.links import find_links
from app.analysis.transitive import transitive_chains
from tests.unit.analysis import oracle
from tests.unit.analysis.notebook import Notebook
from tests.unit.analysis.oracle import Case, Event
from tests.unit.analysis.random_cases import as_snapshot


def three_generations(escape="2010-01-01", taken="2010-03-01", reason=None):
    note = Notebook()
    note.parent("a", "b")
    note.parent("b", "c")
    note.event("1act", "a", "escape", "2009-01-01")
    note.event("2held", "b", "arrest", "2009-03-01", reason=reason)
    note.event("3out", "b", "release", "2009-09-01")
    note.event("4act", "b", "escape", escape)
    note.event("5held", "c", "arrest", taken)
    return note


def transitive(note, **asked):
    return ANALYSES["cascade"].run(note.book(), **asked)["transitive"]


def test_an_act_a_taking_an_escape_and_another_taking_are_one_chain():
    chain = transitive(three_generations(), max_chon=1)[0]
    steps = [(step["step"], step["event"][2:], step["person"][2:]) for step in chain["steps"]]
    assert steps == [("act", "1act", "a"), ("link", "2held", "b"), ("then", "4act", "b"), ("link", "5held", "c")]
    assert (chain["persons"], chain["links"]) == (["x:a", "x:b", "x:c"], 2)
    assert (chain["order"], chain["class"], chain["grade"]) == ("certain", "certain", "likely")
    assert {"c-1act", "c-2held", "c-4act", "c-5held"} <= set(chain["claims"])


def test_the_whole_must_fit_though_every_step_does():
    # the escape can be after the taking of b and before that of c, but not both
    note = Notebook()
    note.parent("a", "b")
    note.parent("b", "c")
    note.event("1act", "a", "escape", "2009-02-20")
    note.event("2held", "b", "arrest", "2009-02-01/2009-02-28", reason="guilt_by_association")
    note.event("4act", "b", "escape", "2009-02-01/2009-02-28")
    note.event("5held", "c", "arrest", "2009-02-01/2009-02-19")
    assert transitive(note, max_chon=1) == []
    links = ANALYSES["chains"].run(note.book(), max_chon=1)["links"]
    assert {(link["trigger"]["event"], link["punishment"]["event"]) for link in links} >= {
        ("x:1act", "x:2held"),
        ("x:4act", "x:5held"),
    }


def test_a_cascade_is_as_sure_as_its_weakest_link():
    note = three_generations()
    note.event("6held", "c", "release", "2010-05-01")
    note.parent("b", "d")
    note.event("7held", "d", "camp", "2010-04-01", grade="possible")
    root = ANALYSES["cascade"].run(note.book(), max_chon=1)["roots"][0]
    assert (root["size"], root["grade"], root["independent_sources"]) == (3, "possible", 1)
    assert {"c-1act", "c-7held"} <= set(root["claims"])


def test_one_person_gets_the_chains_that_everyone_gets():
    note = three_generations()
    note.parent("other", "child")
    note.event("9act", "other", "escape", "2009-01-01")
    note.event("9held", "child", "arrest", "2009-02-01")
    for person in ("x:a", "x:b", "x:c"):
        assert transitive(note, person=person, max_chon=1) == transitive(note, max_chon=1)
    assert transitive(note, person="x:child", max_chon=1) == []


def test_every_link_of_a_chain_is_asked_for():
    assert transitive(three_generations(), max_chon=1, kind="camp") == []
    assert transitive(three_generations(), max_chon=1, **{"class": "documented"}) == []


def test_more_chains_than_are_listed_are_said():
    note = three_generations()
    book = note.book()
    links = find_links(Inquiry(book, Terms()))
    chains, cut = transitive_chains(links, 0)
    assert (chains, cut) == ([], True)
    answer = ANALYSES["cascade"].run(book, limit=1)
    everything = ANALYSES["cascade"].run(book)
    assert len(answer["transitive"]) == 1
    assert ("more_chains" in [each["code"] for each in answer["notes"]]) == (len(everything["transitive"]) > 1)


def worlds(events):
    """Say of a row of events how many of all choices of days keep their order: none, some, or all strictly."""
    every = list(product(*(event.days() for event in events)))
    rising = [all(a <= b for a, b in pairwise(days)) for days in every]
    strictly = [all(a < b for a, b in pairwise(days)) for days in every]
    return "certain" if all(strictly) else "possible" if any(rising) else "impossible"


def brute_chains(case, links):
    """Two links in a row, by looking at every pair and every world; three and more are left to longer searches."""
    by_id = {event.id: event for event in case.events}
    found = {}
    for one, other in permutations(links, 2):
        a, act = by_id.get(one[0]), by_id.get(other[0])
        if a is None or act is None or act.kind not in oracle.ACTS:
            continue
        b, c = by_id[one[1]], by_id[other[1]]
        if act.person == b.person and c.person not in (b.person, a.person):
            order = worlds([a, b, act, c])
            if order != "impossible":
                found[one[0], one[1], other[0], other[1]] = order
    return found


def line_of_four(seed):
    """Four generations; the first acts, the others are taken for a relative and act."""
    rng = random.Random(seed)
    persons = ["x:p0", "x:p1", "x:p2", "x:p3"]
    case = Case(persons, set(pairwise(persons)), set())
    day = 0
    for number, person in enumerate(persons):
        for kind in ("arrest", "escape") if number else ("escape",):
            day += rng.choice([0, 1, 2, 2])
            lo = max(0, day - rng.choice([0, 0, 2]))
            reason = "association" if kind == "arrest" else ""
            case.events.append(Event(f"x:e{number}{kind}", person, kind, lo, lo + rng.choice([0, 0, 3]), reason=reason))
    return case


@pytest.mark.parametrize("block", range(0, 1000, 250))
def test_chains_agree_with_the_enumeration_of_all_worlds(block):
    compared = {"certain": 0, "possible": 0}
    for seed in range(block, block + 250):
        case = line_of_four(seed)
        book = Casebook.of(as_snapshot(case))
        links = find_links(Inquiry(book, Terms(max_chon=3, window_days=6)))
        chains, _ = transitive_chains(links)
        found = {
            tuple(each for link in chain.links for each in (link.trigger.id, link.event.id)): chain.order
            for chain in chains
            if len(chain.links) == 2
        }
        assert found == brute_chains(case, oracle.links(case, 3, 6))
        for order in found.values():
            compared[order] += 1
        for chain in chains:  # the longer ones too
            events = {event.id: event for event in case.events}
            days = [events[each] for link in chain.links for each in (link.trigger.id, link.event.id)]
            if len(days) <= 6:
                assert worlds(days) == chain.order
    assert min(compared.values()) >= 5, compared
