"""Trails, handovers, agencies, places, records, counts and figures equal their definition on 1,000 histories."""

from collections import Counter

import pytest

from app.analysis import ANALYSES, Casebook
from app.analysis.figure_rules import figure_rules
from app.analysis.status import STATUSES
from tests.unit.analysis import checks_of_places, oracle_of_trails
from tests.unit.analysis.checks_of_figures import COMPARED, check_figures
from tests.unit.analysis.checks_of_places import check_network, check_places
from tests.unit.analysis.checks_of_records import check_records
from tests.unit.analysis.checks_of_trails import check_trails
from tests.unit.analysis.histories import random_history
from tests.unit.analysis.histories_as_snapshots import as_snapshot
from tests.unit.analysis.oracle_of_places import KINDS_OF_LEGS, World

_BLOCKS = [range(start, start + 250) for start in range(0, 1000, 250)]
#: The analyses of which every parameter is asked here.
ASKED = ("trail", "handovers", "stages", "network", "moves", "agencies", "presence", "directory", "figures")
_SEEN = (
    *("paths chosen", *(f"leg: {kind}" for kind in KINDS_OF_LEGS[1:])),
    *("gaps", "paths", "ways", "different_agencies", "handover_before_arrest", "two_places", "ties"),
    *(
        "year",
        "leader",
        "chosen",
        "days chosen",
        "agency chosen",
        "tjwg24-arrest-vn",
        "nkdb-camp-rok",
        "rep23-total",
        *STATUSES,
    ),
)


@pytest.mark.parametrize("seeds", _BLOCKS, ids=[f"from {seeds[0]}" for seeds in _BLOCKS])
def test_answers_equal_the_oracle(seeds, asked):
    compared = Counter()
    for seed in seeds:
        history = random_history(seed)
        book, world = Casebook.of(as_snapshot(history), history), known(history)
        check_trails(history, world.trails, book, seed, compared)
        check_places(book, world, seed, compared)
        check_records(history, world.trails, book, seed, compared)
        check_figures(history, world, book, seed, compared)
    assert all(compared[kind] for kind in _SEEN), compared
    assert {(name, each.name) for name in ASKED for each in ANALYSES[name].parameters} <= asked


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
