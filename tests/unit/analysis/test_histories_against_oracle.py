"""Trails, handovers, agencies, places, records, counts and figures equal their definition on 1,000 histories."""

from collections import Counter

import pytest

from app.analysis import Casebook
from app.analysis.figure_rules import figure_rules
from app.analysis.status import STATUSES
from tests.unit.analysis import checks_of_places, oracle_of_trails
from tests.unit.analysis.checks_of_figures import COMPARED, check_figures
from tests.unit.analysis.checks_of_places import check_network, check_places
from tests.unit.analysis.checks_of_records import check_records
from tests.unit.analysis.checks_of_trails import LEVELS, check_trails
from tests.unit.analysis.histories import as_snapshot, random_history
from tests.unit.analysis.oracle_of_places import World

_BLOCKS = [range(start, start + 250) for start in range(0, 1000, 250)]
_SEEN = (
    *("gaps", "paths", "ways", "different_agencies", "handover_before_arrest", "two_places", "ties"),
    *("year", "leader", "chosen", "tjwg24-arrest-vn", "nkdb-camp-rok", "rep23-total", *STATUSES),
)


@pytest.mark.parametrize("seeds", _BLOCKS, ids=[f"from {seeds[0]}" for seeds in _BLOCKS])
def test_answers_equal_the_oracle(seeds):
    compared = Counter()
    for seed in seeds:
        history = random_history(seed)
        book, world = Casebook.of(as_snapshot(history), history), known(history)
        check_trails(history, world.trails, book, LEVELS[seed % 4], compared)
        check_places(book, world, seed, compared)
        check_records(history, world.trails, book, seed, compared)
        check_figures(history, world, book, seed % 3 == 0, compared)
    assert all(compared[kind] for kind in _SEEN), compared


def test_every_figure_with_a_rule_is_compared():
    assert figure_rules().keys() == COMPARED


@pytest.mark.parametrize("level", checks_of_places.LEVELS)
def test_networks_of_many_persons_are_cut_where_brute_force_cuts_them(level):
    compared = Counter()
    for seed in range(5):
        history = random_history(seed, many=60)
        check_network(Casebook.of(as_snapshot(history)), known(history), level, compared)
    assert compared["ties"] and (compared["cuts"] or level != "agency")


def known(history):
    return World(history, {person: oracle_of_trails.trail_of(history, person) for person in history.persons})
