"""What is asked of persons, kinship, links and families equals brute force on 1,000 graphs, and so does DuckDB."""

from collections import Counter

import pytest

from app.analysis import ANALYSES, Casebook
from app.analysis.family_story import separated
from app.analysis.inquiry import Inquiry, Terms
from app.analysis.status import DEAD
from tests.unit.analysis import oracle, oracle_of_ties
from tests.unit.analysis.checks_of_families import check_families, check_pedigree, check_statuses
from tests.unit.analysis.checks_of_records import check_compare
from tests.unit.analysis.oracle_of_records import Item
from tests.unit.analysis.random_cases import as_day, as_snapshot, many_cases, random_case

_WINDOW, _CHON = 6, 3
_BLOCKS = [range(start, start + 100) for start in range(0, 1000, 100)]
_FEW = range(1000, 1040)
_SEEN = (
    "free",
    "in_custody",
    "missing",
    "unknown",
    DEAD,
    "documented",
    "inferred",
    "year",
    "leader",
    "spared",
    "members",
)


def asked(seed):
    terms = {"trigger": ("acts", "takings")[seed % 2], "own_reason": seed % 10 > 7}
    return {"max_chon": _CHON, "window_days": _WINDOW, **terms}


@pytest.mark.parametrize("seeds", _BLOCKS, ids=[f"from {seeds[0]}" for seeds in _BLOCKS])
def test_answers_equal_the_oracle(seeds):
    compared = Counter()
    joined = {}
    for seed in seeds:
        case, terms = random_case(seed), asked(seed)
        case.own_reason = terms["own_reason"]
        book, links = Casebook.of(as_snapshot(case)), oracle.links(case, _CHON, _WINDOW, terms["trigger"])
        found = {(f"{a}.{seed}", f"{b}.{seed}", *found) for a, b, *found in links}
        joined.setdefault(tuple(terms.items()), []).append((seed, found))
        check_takings(book, case, terms)
        check_links(book, case, terms, links, compared)
        check_cascades(book, case, terms)
        check_separations(book, case)
        check_clusters(book, case)
        check_kin_and_connections(book, case, seed)
        check_statuses(book, case, compared)
        check_families(book, case, terms, links, compared)
        check_pedigree(book, case, {*case.persons[:: 1 + seed // 2 % 2]})
        check_counts(book, case, {**terms, "by": ("year", "leader")[seed // 2 % 2]}, links, compared)
    assert all(compared[kind] for kind in _SEEN), compared
    for terms, found in joined.items():
        check_joined(dict(terms), [seed for seed, _ in found], set().union(*(links for _, links in found)))


def check_joined(terms, seeds, links):
    """All cases of which the same is asked side by side, joined as tables."""
    book = Casebook.of(as_snapshot(many_cases(seeds)))
    rows = ANALYSES["chains"].table(book, engine="duckdb", **terms).to_pylist()
    found = [
        (row["trigger_event"] or row["trigger_person"], row["punishment_event"], row["class"], row["chon"])
        for row in rows
    ]
    wanted = {(*link[:3], None if link[3] is None else link[3][0]) for link in links}
    assert len(found) == len(wanted) and set(found) == wanted


def check_counts(book, case, terms, links, compared):
    """How many punishments there were over time."""
    for what in ("punishments", "documented"):
        ends = {link[1] for link in links if what == "punishments" or link[2] == "documented"}
        takings = [(person, t[0]) for person in case.persons for t in oracle.takings(case, person)]
        items = [
            Item((e.lo, e.hi), case.groups.get(person, (1, 1)), False, None, e.kind)
            for person, e in takings
            if e.id in ends
        ]
        check_compare(book, items, as_day(0).toordinal(), {**terms, "what": what}, compared)


def check_takings(book, case, terms):
    inquiry = Inquiry(book, Terms(trigger=terms["trigger"], own_reason=terms["own_reason"]))
    for person in case.persons:
        found = [[event.id for event in taking.events] for taking in book.takings.get(person, ())]
        assert found == [[event.id for event in taking] for taking in oracle.takings(case, person)]
        punished = [taking.id for taking in inquiry.punishments(person)]
        assert punished == [taking[0].id for taking in oracle.punishments(case, person)]
        assert {t.id for t in inquiry.triggers(person)} == {
            e.id for e in oracle.triggers(case, person, terms["trigger"])
        }


def check_links(book, case, terms, links, compared):
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
    assert found == links
    assert len(found) == len(answer["links"])
    assert {frozenset(group["events"]) for group in answer["together"]} == oracle.groups(case, _CHON)
    check_exposure(answer, case, terms["trigger"], compared)


def check_exposure(answer, case, trigger, compared):
    """Who is listed beside the links: relatives who were not taken, and family of unknown degree."""
    found = {(row["person"], row["event"]): (row["least"], row["most"]) for row in answer["not_taken"]}
    acts = {event.id for person in case.persons for event in oracle.triggers(case, person, trigger)}
    acts |= {link["trigger"]["event"] for link in answer["links"]}
    wanted = oracle_of_ties.not_taken(case, acts, _CHON, _WINDOW)
    assert found == wanted
    beside = {(row["person"], row["family"], tuple(row["persons"])) for row in answer["degree_unknown"]}
    assert beside == oracle_of_ties.families_of_unknown_degree(case, {person for person, _ in wanted})
    compared["spared"] += len(set(wanted.values())) > 1
    compared["members"] += len(beside)


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
