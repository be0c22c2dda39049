"""What is asked of persons, kinship, links and families equals brute force on 1,000 graphs, and so does DuckDB."""

from collections import Counter
from dataclasses import replace
from random import Random

import pytest

from app.analysis import ANALYSES, Casebook
from app.analysis.family_story import separated
from app.analysis.inquiry import Inquiry, Terms
from app.analysis.status import DEAD
from tests.unit.analysis import oracle, oracle_of_ties
from tests.unit.analysis.checks_of_choices import Chosen, Told, check_choices, every_link, random_choice
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
    "links chosen",
    "families chosen",
)
#: The analyses of which every parameter is asked here.
ASKED = ("kin", "connect", "chains", "cascade", "families")


def terms_of(seed):
    """Of each hundred graphs another degree and window is asked; of each graph another trigger and punishment."""
    block = seed // 100 % 10
    chon, window = (_CHON, 3, 3, 2, 4, 3, 1, 3, 3, 2)[block], (_WINDOW, 6, 6, 2, 6, 12, 6, 1, 6, 9)[block]
    trigger = ("acts", "takings")[seed % 2]
    return {"max_chon": chon, "window_days": window, "trigger": trigger, "own_reason": seed % 10 > 7}


@pytest.mark.parametrize("seeds", _BLOCKS, ids=[f"from {seeds[0]}" for seeds in _BLOCKS])
def test_answers_equal_the_oracle(seeds, asked):
    compared = Counter()
    joined = {}
    for seed in seeds:
        case, terms, rng = random_case(seed), terms_of(seed), Random(seed)
        case.own_reason = terms["own_reason"]
        book = Casebook.of(as_snapshot(case))
        links = oracle.links(case, terms["max_chon"], terms["window_days"], terms["trigger"])
        joined.setdefault(tuple(terms.items()), []).append((seed, every_link(case, links)))
        check_takings(book, case, terms)
        check_links(book, case, terms, links, compared)
        check_cascades(book, case, terms, links)
        check_separations(book, case)
        check_kin_and_connections(book, case, terms["max_chon"], rng)
        check_statuses(book, case, compared)
        check_families(book, case, terms, links, rng, compared)
        check_choices(book, case, terms, links, rng, compared)
        check_pedigree(book, case, {*case.persons[:: 1 + seed // 2 % 2]})
        check_counts(book, case, {**terms, "by": ("year", "leader")[seed // 2 % 2]}, links, compared)
    assert all(compared[kind] for kind in _SEEN), compared
    for terms, found in joined.items():
        check_joined(dict(terms), found, Random(seeds[0]))
    assert {(name, each.name) for name in ASKED for each in ANALYSES[name].parameters} <= asked


def check_joined(terms, cases, rng):
    """All cases of which the same is asked side by side, joined as tables: every link, then those of two choices."""
    whole = many_cases(seed for seed, _ in cases)
    book = Casebook.of(as_snapshot(whole))
    one, other = random_choice(whole, rng, 1), random_choice(whole, rng, 1)
    for chosen in (Chosen(whole, None), Chosen(whole, one.person, []), Chosen(whole, None, other.choices)):
        asked = {**terms, **chosen.values, "person": chosen.person}
        rows = ANALYSES["chains"].table(book, engine="duckdb", **asked).to_pylist()
        found = [
            (row["trigger_event"] or row["trigger_person"], row["punishment_event"], row["class"], row["chon"])
            for row in rows
        ]
        wanted = {
            (*each.link[:3], None if each.link[3] is None else each.link[3][0])
            for seed, links in cases
            for each in (renamed_link(each, seed) for each in links)
            if chosen.wants(each) and (chosen.person is None or chosen.person in each.persons)
        }
        assert len(found) == len(wanted) and set(found) == wanted, asked


def renamed_link(told, seed):
    a, b, *found = told.link
    taking = [replace(event, person=f"{event.person}.{seed}") for event in told.taking]
    return Told((f"{a}.{seed}", f"{b}.{seed}", *found), f"{told.actor}.{seed}", told.trigger, taking)


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
    assert {frozenset(group["events"]) for group in answer["together"]} == oracle.groups(case, terms["max_chon"])
    check_exposure(answer, case, terms, compared)


def check_exposure(answer, case, terms, compared):
    """Who is listed beside the links: relatives who were not taken, and family of unknown degree."""
    found = {(row["person"], row["event"]): (row["least"], row["most"]) for row in answer["not_taken"]}
    acts = {event.id for person in case.persons for event in oracle.triggers(case, person, terms["trigger"])}
    acts |= {link["trigger"]["event"] for link in answer["links"]}
    wanted = oracle_of_ties.not_taken(case, acts, terms["max_chon"], terms["window_days"])
    assert found == wanted
    beside = {(row["person"], row["family"], tuple(row["persons"])) for row in answer["degree_unknown"]}
    assert beside == oracle_of_ties.families_of_unknown_degree(case, {person for person, _ in wanted})
    compared["spared"] += len(set(wanted.values())) > 1
    compared["members"] += len(beside)


def check_cascades(book, case, terms, links):
    answer = ANALYSES["cascade"].run(book, **terms)
    wanted = oracle.cascade(case, links)
    found = {
        node["event"]: (node["step"], node["because_of"]["event"] or node["because_of"]["person"])
        for root in answer["roots"]
        for node in root["nodes"]
    }
    assert found == wanted
    for root in answer["roots"]:
        top = root["trigger"]["event"] or root["trigger"]["person"]
        assert all(node["generation"] == generation(wanted, node["event"], top) for node in root["nodes"])
    if len(answer["roots"]) > 1:
        few = ANALYSES["cascade"].run(book, **terms, limit=1)
        assert (few["roots"], few["truncated"]["left_out"]) == (answer["roots"][:1], len(answer["roots"]) - 1)


def check_separations(book, case):
    found = {(row["a"], row["b"], row["tie"]) for row in separated(book, case.persons)}
    assert found == oracle_of_ties.separations(case)


def check_kin_and_connections(book, case, chon, rng):
    a, b = rng.sample(case.persons, 2)
    wanted = oracle_of_ties.nearest(case, a, chon)
    kin = ANALYSES["kin"].run(book, a=a, max_chon=chon)["kin"]
    assert {row["person"]: nearest(row) for row in kin} == wanted
    assert list(map(nearest, kin)) == sorted(map(nearest, kin))
    few = ANALYSES["kin"].run(book, a=a, max_chon=chon, limit=1)
    assert few["kin"] == kin[:1]
    assert few["truncated"] == ({"limit": 1, "left_out": len(kin) - 1} if len(kin) > 1 else None)
    assert nearest(ANALYSES["kin"].run(book, a=a, b=b, max_chon=chon)) == wanted.get(b)
    asked = {"max_degree": rng.choice([2, 3, 4]), "max_steps": rng.choice([1, 2, 3, 12]), "limit": rng.choice([1, 20])}
    answer = ANALYSES["connect"].run(book, a=a, b=b, **asked)
    found = [[node["id"] for node in path["nodes"]] for path in answer["paths"]]
    paths = oracle_of_ties.connections(case, a, b, asked["max_degree"], asked["max_steps"])
    assert (found, answer["length"]) == (paths[: asked["limit"]], len(paths[0]) - 1 if paths else None)
    assert bool(answer["truncated"]) == (len(paths) > asked["limit"])


def nearest(row):
    return None if row["chon"] is None else (row["chon"], row["relation"].count("[s]"))


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
        everyone = ANALYSES["chains"].run(book, **terms_of(seed))["links"]
        for person in case.persons:
            own = ANALYSES["chains"].run(book, **terms_of(seed), person=person)["links"]
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
        kinds.update(step for step, _ in oracle.cascade(case, oracle.links(case, _CHON, _WINDOW)).values())
        kinds["groups"] += len(oracle.groups(case, _CHON))
    assert all(kinds[name] >= 3 for name in (*oracle.CLASSES, "link", "then", "groups")), kinds
