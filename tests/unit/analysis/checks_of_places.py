"""Moves, facilities, networks, agencies and presence equal their definition."""

import random
from dataclasses import replace

import networkx as nx
import pytest

from app.analysis import ANALYSES
from tests.unit.analysis import oracle_of_places as oracle
from tests.unit.analysis import oracle_of_trails
from tests.unit.analysis.histories import AGENCIES, PLACES

LEVELS = ("agency", "place", "kind", "country")


def check_places(book, world, turn, compared):
    """Every analysis of agencies and places; of what takes one of many values another one each turn."""
    check_presence(book, world, place=sorted(PLACES)[turn % len(PLACES)])
    check_presence(book, world, agency=sorted(AGENCIES)[turn % len(AGENCIES)])
    check_network(book, world, LEVELS[turn % 4], compared)
    world = replace(world, span=world.history.random_span(random.Random(turn)))
    check_network(book, world, LEVELS[turn // 4 % 4], compared)
    check_moves(book, world, oracle.KINDS_OF_LEGS[turn % len(oracle.KINDS_OF_LEGS)], compared)
    check_agencies(book, world)


def days(world):
    """The days between which is asked, as an analysis takes them."""
    first, last = map(world.history.iso, world.span)
    return {"from": first, "to": last}


def check_network(book, world, level, compared):
    asked = {"level": level, **days(world)}
    answer = ANALYSES["network"].run(book, **asked)
    ties = world.ties(level)
    weights = {tie: world.persons(event.person for event in events)[0] for tie, events in ties.items()}
    found = {
        (row["from"], row["to"]): (row["persons"], row["events"], row["first"], row["last"]) for row in answer["ties"]
    }
    assert found == {
        tie: (weights[tie], sorted(e.id for e in events), *map(world.history.iso, oracle.first_and_last(events)))
        for tie, events in ties.items()
    }
    between = nx.betweenness_centrality(nx.DiGraph(list(ties)))
    assert {row["id"]: row["betweenness"] for row in answer["nodes"]} == pytest.approx(between, abs=1e-8)
    assert set(answer["cut_points"]) == oracle.cut_points(ties)
    assert {tuple(pair) for pair in answer["bridges"]} == oracle.bridges(ties)
    compared["ties"] += len(ties)
    for row in answer["nodes"]:
        for key, end in (("passed_on", 0), ("received", 1)):
            who = {e.person for tie, events in ties.items() if tie[end] == row["id"] for e in events}
            assert row[key] == world.persons(who)[0]
    if ties:
        start, end = min(ties)
        cut = ANALYSES["network"].run(book, **asked, start=start, end=end)["least_cut"]
        assert cut["persons"] == oracle.least_cut(weights, start, end)
        assert cut["persons"] == sum(weights[tuple(tie)] for tie in cut["ties"])
        compared["cuts"] += len(cut["ties"]) > 1


def check_moves(book, world, kind, compared):
    answer = ANALYSES["moves"].run(book, kind=kind, **days(world))
    legs = {leg: events for leg, events in world.legs().items() if kind in (None, leg[0])}
    facilities = world.facilities()
    check_rows(world, {(row["kind"], row["from"], row["to"]): row for row in answer["legs"]}, legs)
    check_rows(world, {row["place"]: row for row in answer["facilities"]}, facilities)
    assert len(answer["legs"]) == len(legs)
    named = {place for _, *ends in legs for place in ends if place} | facilities.keys()
    assert {id_: (row["kind"], row["country"]) for id_, row in answer["places"].items()} == {
        id_: PLACES[id_][:2] for id_ in named
    }
    compared.update(f"leg: {kind}" for kind, *_ in legs)


def check_rows(world, found, wanted):
    assert found.keys() == wanted.keys()
    for key, events in wanted.items():
        row, who = found[key], {event.person for event in events}
        assert (row["persons"], row["persons_most"]) == world.persons(who)
        assert (row["who"], row["events"]) == (sorted(who), sorted(event.id for event in events))
        assert (row["first"], row["last"]) == tuple(map(world.history.iso, oracle.first_and_last(events)))


def check_agencies(book, world):
    rows = ANALYSES["agencies"].run(book, **days(world))["agencies"]
    assert len(rows) == len({oracle_of_trails.body(each) for each in AGENCIES})
    for row in rows:
        for measure in ("arrests", "handovers_received", "held"):
            for name in ("own", "all"):
                who = world.in_hands(row["id"], measure, below=name == "all")
                assert tuple(row[measure][name].values()) == world.persons(who), (row["id"], measure, name)


def check_presence(book, world, **where):
    answer = ANALYSES["presence"].run(book, **where)
    wanted = world.present(**where)
    assert {row["event"]: (row["person"], row["role"]) for row in answer["events"]} == wanted
    assert len(answer["events"]) == len(wanted)
    few = ANALYSES["presence"].run(book, **where, limit=1)
    assert (few["events"], few["counts"]) == (answer["events"][:1], answer["counts"])
    assert few["truncated"] == ({"limit": 1, "left_out": len(wanted) - 1} if len(wanted) > 1 else None)
    for role, counted in answer["counts"].items():
        assert tuple(counted.values()) == world.persons(who for who, told in wanted.values() if told == role)
