"""Takings, links, groups, cascades, separations, clusters, kin and connections equal brute force on 1,000 graphs."""

from collections import Counter

import pytest

from app.analysis import ANALYSES, Casebook
from app.analysis.family_story import separated
from app.analysis.inquiry import Inquiry, Terms
from tests.unit.analysis import oracle, oracle_of_ties
from tests.unit.analysis.random_cases import as_snapshot, random_case

_WINDOW, _CHON = 6, 3
_BLOCKS = [range(start, start + 40) for start in range(0, 1000, 40)]
_FEW = range(1000, 1040)


def blocks(test):
    return pytest.mark.parametrize("seeds", _BLOCKS, ids=[f"from {seeds[0]}" for seeds in _BLOCKS])(test)


def asked(seed):
    return {"max_chon": _CHON, "window_days": _WINDOW, "trigger": ("acts", "takings")[seed % 2]}


@blocks
def test_answers_equal_the_oracle(seeds):
    for seed in seeds:
        case = random_case(seed)
        book = Casebook.of(as_snapshot(case))
        check_takings(book, case, asked(seed)["trigger"])
        check_links(book, case, asked(seed))
        check_cascades(book, case, asked(seed))
        check_separations(book, case)
        check_clusters(book, case)
        check_kin_and_connections(book, case, seed)


def check_takings(book, case, trigger):
    inquiry = Inquiry(book, Terms(trigger=trigger))
    for person in case.persons:
        found = [[event.id for event in taking.events] for taking in book.takings.get(person, ())]
        assert found == [[event.id for event in taking] for taking in oracle.takings(case, person)]
        punished = [taking.id for taking in inquiry.punishments(person)]
        assert punished == [taking[0].id for taking in oracle.punishments(case, person)]
        assert {t.id for t in inquiry.triggers(person)} == {e.id for e in oracle.triggers(case, person, trigger)}


def check_links(book, case, terms):
    answer = ANALYSES["chains"].run(book, **terms)
    found = {
        (
            link["trigger"]["event"] or link["trigger"]["person"],
            link["punishment"]["event"],
            link["class"],
            None if link["chon"] is None else (link["chon"], link["relation"].count("[s]")),
        )
        for link in answer["links"]
    }
    assert found == oracle.links(case, _CHON, _WINDOW, terms["trigger"])
    assert len(found) == len(answer["links"])
    assert {frozenset(group["events"]) for group in answer["together"]} == oracle.groups(case, _CHON)


def check_cascades(book, case, terms):
    answer = ANALYSES["cascade"].run(book, **terms)
    wanted = oracle.cascade(case, _CHON, _WINDOW, terms["trigger"])
    found = {
        node["event"]: (node["step"], node["because_of"]["event"] or node["because_of"]["person"])
        for root in answer["roots"]
        for node in root["nodes"]
    }
    assert found == wanted
    for root in answer["roots"]:
        top = root["trigger"]["event"] or root["trigger"]["person"]
        assert all(node["generation"] == generation(wanted, node["event"], top) for node in root["nodes"])


def check_separations(book, case):
    found = {(row["a"], row["b"], row["tie"]) for row in separated(book, case.persons)}
    assert found == oracle_of_ties.separations(case)


def check_clusters(book, case):
    answer = ANALYSES["families"].run(book, kind="cluster", max_chon=_CHON, window_days=_WINDOW)
    found = {row["id"]: set(row["members"]) for row in answer["families"]}
    assert found == oracle_of_ties.clusters(case, _CHON)
    assert len(found) == len(answer["families"])


def check_kin_and_connections(book, case, seed):
    a, b = case.persons[seed % len(case.persons)], case.persons[-1 - seed % 3]
    kin = ANALYSES["kin"].run(book, a=a, max_chon=_CHON)["kin"]
    found = {row["person"]: (row["chon"], row["relation"].count("[s]")) for row in kin}
    assert found == oracle_of_ties.nearest(case, a, _CHON)
    answer = ANALYSES["connect"].run(book, a=a, b=b, max_degree=3)
    paths = [[node["id"] for node in path["nodes"]] for path in answer["paths"]]
    assert paths == oracle_of_ties.connections(case, a, b, 3)[:20]


def generation(hanging, node, top):
    count = 0
    while node != top:
        count += hanging[node][0] == "link"
        node = hanging[node][1]
    return count


def test_one_person_gets_the_same_links_as_in_the_answer_for_everyone():
    for seed in _FEW:
        case = random_case(seed)
        book = Casebook.of(as_snapshot(case))
        everyone = ANALYSES["chains"].run(book, **asked(seed))["links"]
        for person in case.persons:
            own = ANALYSES["chains"].run(book, **asked(seed), person=person)["links"]
            assert own == [
                link for link in everyone if person in (link["trigger"]["person"], link["punishment"]["person"])
            ]


def test_the_order_of_the_rows_does_not_matter():
    for seed in _FEW:
        case = random_case(seed)
        one, other = Casebook.of(as_snapshot(case)), Casebook.of(as_snapshot(case, seed=seed))
        for name in ("chains", "cascade", "handovers", "families", "network"):
            assert ANALYSES[name].run(one) == ANALYSES[name].run(other)


def test_the_random_cases_hold_everything_that_is_compared() -> None:
    kinds: Counter[str] = Counter()
    for seed in _BLOCKS[0]:
        case = random_case(seed)
        kinds.update(link[2] for link in oracle.links(case, _CHON, _WINDOW))
        kinds.update(step for step, _ in oracle.cascade(case, _CHON, _WINDOW).values())
        kinds["groups"] += len(oracle.groups(case, _CHON))
    assert all(kinds[name] >= 3 for name in (*oracle.CLASSES, "link", "then", "groups")), kinds
