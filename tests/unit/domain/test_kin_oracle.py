"""Random families of any kind against the enumeration of all walks."""

import random
from itertools import product

import pytest

from app.domain.kinship import KinshipGraph
from tests.unit.domain.kin_oracle import MOVES, Family, random_family, rank_of


def kind_of(relation):
    r = relation
    return r.marriage_start, r.up, r.down, r.marriage_end, r.side, r.half, r.natures


def compare(seed, size, most):
    """Check all pairs of one random family: every relation, the nearest one, everyone within the degree."""
    foster = seed % 3 == 0
    persons, ties = random_family(random.Random(seed), size)
    family, graph = Family(persons, ties, foster), KinshipGraph.build(persons, ties, foster=foster)
    for a in graph.persons:
        circle = graph.within(a, most)
        assert a not in circle
        for b in graph.persons:
            want = family.relations(a, b, most) if a != b else {}
            found = graph.relations(a, b, most)
            assert {kind_of(relation) for relation in found} == set(want), (seed, a, b)
            assert len(found) == len(want)
            assert (b in circle) == bool(want), (seed, a, b)
            if want:
                least = min(map(rank_of, want))
                optional = min(want[kind] for kind in want if rank_of(kind) == least)
                for nearest in (found[0], circle[b]):
                    assert (nearest.rank, nearest.one_of) == (least, optional), (seed, a, b)
                    assert kind_of(nearest) in want
        assert set(graph.step_siblings(a)) == family.step_siblings(a), (seed, a)
        assert {other.person for other in graph.unknown_degree(a)} == {b for one, b in family.unknown if one == a}


@pytest.mark.parametrize("block", range(10))
def test_relations_are_those_of_the_enumeration(block):
    for seed in range(100 * block, 100 * block + 100):
        compare(seed, 2 + seed % 5, 4)


def test_the_random_families_hold_every_kind_of_tie_and_of_relation():
    ties, relations, steps = set(), set(), set()
    for seed in range(150):
        persons, told = random_family(random.Random(seed), 2 + seed % 5)
        ties |= {(tie.kind, tie.term or tie.nature) for tie in told}
        graph = KinshipGraph.build(persons, told, foster=seed % 3 == 0)
        for a, b in product(graph.persons, repeat=2):
            for r in graph.relations(a, b, 4):
                relations |= {
                    r.half,
                    *r.natures,
                    "former" * r.former,
                    "one of" * r.one_of,
                    "unrecorded" * ("" in r.path),
                }
        steps |= {"step siblings" for person in graph.persons if graph.step_siblings(person)}
    assert relations == {
        "",
        "full",
        "half",
        "unknown",
        "adoptive",
        "foster",
        "partner",
        "former",
        "one of",
        "unrecorded",
    }
    assert steps
    assert ties >= {("kin", term) for term in (*MOVES, "relative")} | {("parent", "step"), ("parent", "adoptive")}
    assert ties >= {("sibling", nature) for nature in ("full", "half", "unknown")}


@pytest.mark.slow
@pytest.mark.parametrize("block", range(30))
def test_relations_of_larger_families_are_those_of_the_enumeration(block):
    for seed in range(10_000 + 100 * block, 10_100 + 100 * block):
        compare(seed, 4 + seed % 6, 6)
