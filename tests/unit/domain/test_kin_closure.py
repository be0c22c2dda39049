"""The plain search around one person finds the same people over the same walks as the search by phases."""

import random

from app.domain.kin_closure import Circle
from app.domain.kinship import KinshipGraph, KinTie
from tests.unit.domain.kin_oracle import random_family


def walks_of(net, most):
    """Every walk of every circle, nearest first."""
    circles = [Circle(net, person, most) for person in range(net.recorded)]
    return [[circle.walk(person) for person in circle.nearest_first()] for circle in circles]


def test_both_searches_find_the_same_walks():
    plain = 0
    for seed in range(200):
        persons, ties = random_family(random.Random(seed), 2 + seed % 9)
        net = KinshipGraph.build(persons, ties)._net
        if not net.special:
            found = walks_of(net, 4)
            net.special = set(range(len(net.ids)))
            assert found == walks_of(net, 4), seed
            plain += any(found)
    assert plain > 40


def test_a_person_near_a_placeholder_or_a_term_of_several_readings_is_special():
    ties = [KinTie("parent", "x:many", f"x:{number}") for number in range(60)]
    graph = KinshipGraph.build([], [*ties, KinTie("parent", "x:a", "x:b")])
    net = graph._net
    assert net.special == {net.index["x:many"]}
    assert [len(graph.within(person)) for person in ("x:1", "x:many", "x:b")] == [1, 60, 1]
    told = KinshipGraph.build([], [KinTie("kin", "x:a", "x:b", term="brother_in_law")])._net
    assert {told.index["x:a"], told.index["x:b"]} <= told.special
