"""Bad and large data: bounded time, no recursion, nothing lost that is near."""

import random
import sys
from time import process_time

import networkx as nx
import pytest

from app.domain.kin_order import generation_order
from app.domain.kinship import KinContradiction, KinPerson, KinshipGraph, KinTie, kin_answer


def parent(a, b, nature="birth", **more):
    return KinTie("parent", f"x:{a}", f"x:{b}", nature, **more)


def measured(work):
    """Return the answer and the seconds of processor time; measuring coverage makes loops some five times slower."""
    start = process_time()
    answer = work()
    spent = process_time() - start
    return answer, spent if sys.gettrace() is None else spent / 5


def village(generations, size, seed=1):
    """Return a place where everyone's parents are two random people of the generation before."""
    dice = random.Random(seed)
    ties = []
    for generation in range(generations):
        for child in range(size):
            for chosen in dice.sample(range(size), 2):
                ties.append(parent(f"{generation}-{chosen}", f"{generation + 1}-{child}"))
    return KinshipGraph.build([], ties)


def test_a_parent_cycle_is_listed_and_every_query_survives_it():
    graph = KinshipGraph.build([], [parent("a", "b", claims=("1",)), parent("b", "c"), parent("c", "a", claims=("3",))])
    assert graph.contradictions() == [KinContradiction("parent_cycle", ("x:a", "x:b", "x:c"), ("1", "3"))]
    assert [relation.word() for relation in graph.relations("x:a", "x:b")] == ["d1", "u2"]
    assert graph.relations("x:a", "x:b")[0].chon == 1
    assert set(graph.within("x:a")) == {"x:b", "x:c"}


def test_two_who_are_each_others_parents_stay_one_degree_apart():
    graph = KinshipGraph.build([], [parent("a", "b"), parent("b", "a")])
    assert [relation.word() for relation in graph.relations("x:a", "x:b")] == ["d1", "u1"]


def test_a_knot_of_ancestors_of_each_other_is_survived():
    graph = KinshipGraph.build([], [parent(a, b) for a in range(30) for b in range(30) if a != b])
    (relations, complete), seconds = measured(lambda: graph.relations_to("x:1", "x:2"))
    assert seconds < 5
    assert relations[0].chon == 1
    assert complete < 8
    assert len(graph.within("x:1")) == 29
    assert kin_answer(graph, "x:1", "x:2")["complete_to_chon"] == complete


def test_a_line_of_forty_generations_of_brother_and_sister_is_quick():
    ties = [parent(f"{g}{p}", f"{g + 1}{c}") for g in range(40) for p in "mf" for c in "mf"]
    graph = KinshipGraph.build([], ties)
    relations, seconds = measured(lambda: graph.relations("x:40m", "x:40f", 80))
    assert seconds < 2
    assert {(relation.up, relation.down) for relation in relations} == {(n, n) for n in range(1, 41)}
    assert graph.relations("x:40m", "x:0f", 40)[0].chon == 40


def test_a_line_of_five_thousand_generations_needs_no_recursion():
    graph = KinshipGraph.build([], [parent(n, n + 1) for n in range(5_000)])
    assert graph.relations("x:0", "x:5000", 6_000)[0].chon == 5_000
    assert len(graph.within("x:2500", 10_000)) == 5_000


def test_thousands_of_shared_ancestors_do_not_multiply():
    graph = village(12, 500)
    (relations, complete), seconds = measured(lambda: graph.relations_to("x:12-1", "x:12-2", 24))
    assert seconds < 5
    assert relations[0].chon == graph.within("x:12-1", 24)["x:12-2"].chon
    assert complete >= relations[0].chon


def test_where_the_search_is_cut_the_nearest_relation_is_still_found():
    graph = village(24, 800)
    (relations, complete), seconds = measured(lambda: graph.relations_to("x:24-1", "x:24-2", 48))
    assert seconds < 5
    assert complete < 48
    assert relations[0].rank == graph.ranks_within("x:24-1", 48)["x:24-2"]


def test_a_placeholder_with_ten_thousand_children_makes_no_siblings_and_is_said():
    graph = KinshipGraph.build([], [parent("unknown", n) for n in range(10_000)] + [parent("g", "unknown")])
    assert graph.crowded() == ["x:unknown"]
    assert graph.contradictions() == [KinContradiction("many_children", ("x:unknown",))]
    assert graph.relations("x:1", "x:2") == []
    assert set(graph.within("x:1")) == {"x:unknown", "x:g"}
    assert graph.relations("x:g", "x:7")[0].word() == "d2"
    assert len(graph.within("x:unknown")) == 10_001


def test_a_way_around_a_placeholder_is_found():
    crowd = [parent("crowd", n) for n in range(41)]
    ties = [
        parent("f", "a"),
        parent("g", "f"),
        parent("g", "crowd"),
        parent("g", "p"),
        parent("p", "b"),
        parent("crowd", "b"),
    ]
    graph = KinshipGraph.build([], [*crowd, *ties])
    assert graph.within("x:a")["x:b"].path == ("x:a", "x:f", "x:g", "x:p", "x:b")
    assert [relation.path[3] for relation in graph.relations("x:a", "x:b")] == ["x:p"]
    assert graph.within("x:7")["x:g"].word() == "u2"


def test_ten_thousand_full_siblings_are_survived():
    ties = [KinTie("sibling", f"x:{n}", f"x:{n + 1}", "full", claims=(str(n),)) for n in range(10_000)]
    graph, seconds = measured(lambda: KinshipGraph.build([], ties))
    assert seconds < 5
    assert graph.relations("x:1", "x:2") == []
    assert graph.contradictions() == []


def test_contradictions_are_listed_with_their_claims():
    persons = [KinPerson("x:f", "male"), KinPerson("x:g", "male"), KinPerson("x:m", "female")]
    ties = [
        parent("f", "a", claims=("1",)),
        parent("g", "a", claims=("2",)),
        parent("f", "b", claims=("3",)),
        parent("g", "b", claims=("4",)),
        parent("m", "b", claims=("5",)),
        parent("f", "c"),
        parent("m", "c"),
        parent("g", "c", "adoptive"),
        parent("s", "s", claims=("6",)),
    ]
    assert KinshipGraph.build(persons, ties).contradictions() == [
        KinContradiction("self_tie", ("x:s",), ("6",)),
        KinContradiction("too_many_birth_parents", ("x:b", "x:f", "x:g", "x:m"), ("3", "4", "5")),
        KinContradiction("two_birth_parents_of_one_sex", ("x:a", "x:f", "x:g"), ("1", "2")),
    ]


@pytest.mark.parametrize("seed", range(60))
def test_children_come_before_parents_and_cycles_are_the_strong_components(seed):
    dice = random.Random(seed)
    size = dice.randrange(1, 12)
    parents = [sorted({dice.randrange(size) for _ in range(dice.randrange(3))} - {child}) for child in range(size)]
    numbers, cycles = generation_order(parents)
    up = nx.DiGraph([(child, one) for child, row in enumerate(parents) for one in row])
    up.add_nodes_from(range(size))
    components = list(nx.strongly_connected_components(up))
    assert cycles == sorted(sorted(group) for group in components if len(group) > 1)
    assert len(set(numbers)) == len(components)
    for child, one in up.edges:
        together = any({child, one} <= group for group in components)
        assert numbers[child] == numbers[one] if together else numbers[child] < numbers[one]


def test_the_order_of_ties_changes_nothing():
    dice = random.Random(3)
    ties = [parent(dice.randrange(12), 12 + n, dice.choice(["birth", "unknown"]), claims=(str(n),)) for n in range(20)]
    ties += [
        KinTie("sibling", f"x:{n}", f"x:{n + 3}", dice.choice(["full", "half"]), claims=(f"s{n}",)) for n in range(8)
    ]
    ties += [
        KinTie("kin", "x:30", "x:3", term="cuñado"),
        KinTie("spouse", "x:1", "x:2"),
        KinTie("spouse", "x:1", "x:2", until="1990"),
    ]
    first = KinshipGraph.build([], ties)
    dice.shuffle(ties)
    second = KinshipGraph.build([], ties)
    for a in first.persons:
        assert dict(first.within(a, 6)) == dict(second.within(a, 6))
        assert all(first.relations(a, b) == second.relations(a, b) for b in first.persons)
