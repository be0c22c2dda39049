"""True kin of an invented population, against another way of counting degrees."""

import networkx as nx
import pytest

from seed.population_kin import Kin, relatives
from seed.population_names import draw_given, draw_surname, hangul, latin
from seed.population_people import People, build_people
from tests.unit.seed.chance import chance


def degrees(people: People) -> dict[tuple[int, int], int]:
    """Blood degree of each pair: over all common ancestors the least sum of the generations to both."""
    up = nx.DiGraph()
    up.add_nodes_from(range(len(people)))
    up.add_edges_from((person, parent) for person in range(len(people)) for parent in people.parents(person))
    above = dict(nx.all_pairs_shortest_path_length(up))
    return {
        (a, b): min((above[a][c] + above[b][c] for c in above[a].keys() & above[b].keys()), default=99)
        for a in up
        for b in up
    }


@pytest.mark.parametrize("mixing", [0.0, 0.9])
@pytest.mark.parametrize("seed", [1, 2])
def test_relatives_are_those_within_the_degree_by_blood_or_one_marriage(mixing: float, seed: int) -> None:
    people = build_people(chance(seed), 60, mixing=mixing)
    blood = degrees(people)
    for person in range(len(people)):
        expected = {}
        for other in range(len(people)):
            ways = [Kin(blood[person, other], False)]
            ways += [Kin(blood[person, spouse], True) for spouse in people.spouses.get(other, ())]
            ways += [Kin(blood[spouse, other], True) for spouse in people.spouses.get(person, ())]
            nearest = min(ways, key=Kin.rank)
            if other != person and nearest.chon <= 4:
                expected[other] = nearest
        assert relatives(people, person) == expected


def test_parents_are_older_and_of_two_sexes() -> None:
    people = build_people(chance(4), 3_000, mixing=0.7)
    for person in range(len(people)):
        father, mother = people.father[person], people.mother[person]
        assert (father < 0) == (mother < 0)
        if father >= 0:
            assert not people.female[father]
            assert people.female[mother]
            assert people.birth[person] - people.birth[mother] > 15 * 365


def test_some_marriages_end_and_make_half_brothers_and_sisters() -> None:
    people = build_people(chance(6), 5_000, mixing=0.7)
    assert any(couple.until for couple in people.couples)
    fathers = {mother: {people.father[child] for child in children} for mother, children in people.children.items()}
    assert any(people.female[mother] and len(found) > 1 for mother, found in fathers.items())


def test_names_are_korean_names_in_both_scripts() -> None:
    rng = chance(7)
    for _ in range(200):
        surname, given = draw_surname(rng), draw_given(rng, female=rng.random() < 0.5, shared=rng.randrange(99))
        assert len(hangul(surname, given)) == 3
        assert all("가" <= letter <= "힣" for letter in hangul(surname, given))
        assert latin(surname, given).isascii()
        assert latin(surname, given).count("-") == 1
