"""Trails, handover paths and what they add up to equal their definition."""

import random

import pytest

from app.analysis import ANALYSES
from tests.unit.analysis import oracle_of_contradictions, oracle_of_trails
from tests.unit.analysis.histories import AGENCIES
from tests.unit.analysis.oracle_of_paths import COLUMNS, Sums
from tests.unit.analysis.oracle_of_records import left_in, status

LEVELS = ("facility", "agency", "kind", "country")
COMPARED = ("gaps", "paths", "ways", "different_agencies", "handover_before_arrest", "two_places")


def check_trails(history, trails, book, turn, compared):
    """Every trail at one level of detail, then the handover paths of all of them."""
    level, rng = LEVELS[turn % 4], random.Random(turn)
    for person, trail in trails.items():
        day = rng.choice([None, 2, 20, 380, 390, 800])
        answer = ANALYSES["trail"].run(book, person=person, level=level, as_of=history.iso(day))
        assert answer["status"] == status(history, trail, day)
        check_order(history, trail, answer)
        check_gaps(history, trail, answer, compared)
        check_contradictions(history, trail, answer, compared)
        check_stage_paths(trail, answer, level)
    sums = Sums.of(history, trails, level)
    check_handovers(book, sums, compared)
    check_choice_of_paths(book, sums, rng, compared)
    check_stages(book, history, trails, rng, compared)


def check_order(history, trail, answer):
    rows = [stage for stage in answer["stages"] if stage["stage"] == "event"]
    assert [row["event"] for row in rows] == [event.id for event in trail.shown]
    refused = [tuple(step[key] for key in ("grade", "source", "first", "second")) for step in answer["left_out_steps"]]
    assert sorted(refused) == sorted(trail.left_out)
    for row, event in zip(rows, trail.shown, strict=True):
        assert (row["earliest"], row["latest"], row["rumoured"]) == (
            history.iso(event.lo),
            history.iso(event.hi),
            event.rumour,
        )
        assert tuple(row["days"]) == oracle_of_trails.lasted(event)
        assert row["country"] == left_in(event)
        who = {role: oracle_of_trails.body(event.roles[role]) for role in ("by", "from", "to") if role in event.roles}
        assert [row[f"{role}agency"] for role in ("", "from_", "to_")] == [who.get(r) for r in ("by", "from", "to")]
        places = [event.roles.get(role) for role in ("at", "left", "reached")]
        assert [row[f"{role}place"] for role in ("", "from_", "to_")] == places


def check_gaps(history, trail, answer, compared):
    stages = answer["stages"]
    found = [
        (stages[here + 1]["event"], row["earliest"], row["latest"], tuple(row["days"]))
        for here, row in enumerate(stages)
        if row["stage"] == "gap"
    ]
    wanted = trail.gaps
    assert found == [(gap.second, history.iso(gap.earliest), history.iso(gap.latest), gap.days) for gap in wanted]
    compared["gaps"] += len(wanted)


def check_contradictions(history, trail, answer, compared):
    wanted = oracle_of_contradictions.contradictions(history, trail)
    assert {(each["kind"], tuple(each["events"])) for each in answer["contradictions"]} == wanted
    compared.update(kind for kind, _ in wanted)
    last = oracle_of_trails.last_known(trail)
    assert (answer["last_known"] or {}).get("event") == (last.id if last else None)
    if last:
        assert (answer["last_known"]["agency"], answer["last_known"]["place"]) == oracle_of_trails.where(last)


def check_stage_paths(trail, answer, level):
    assert [(row["taking"], row["stages"]) for row in answer["stage_paths"]] == [
        (taking[0].id, [stage.value for stage in oracle_of_trails.stages(trail, taking, level)])
        for taking in trail.takings
    ]


def check_choice_of_paths(book, sums, rng, compared):
    """Paths of a person, from a country, of a body under any name, over a crossing, of certain days; and of several."""
    history, span = sums.history, sums.history.random_span(rng)
    person, country, agency = rng.choice(history.persons), rng.choice(["CN", "KP"]), rng.choice(sorted(AGENCIES))
    crossing = rng.choice(["x:bridge", "x:ferry"])
    choices = [
        ({"person": person}, lambda path: path.person == person),
        ({"country": country}, lambda path: path.columns[0] == country),
        ({"agency": agency}, lambda path: oracle_of_trails.body(agency) in (path.columns[1], path.columns[3])),
        ({"crossing": crossing}, lambda path: path.columns[2] == crossing),
        (dict(zip(("from", "to"), map(history.iso, span), strict=True)), lambda path: history.can_lie(path.turn, span)),
    ]
    chosen = rng.sample(choices, rng.choice([1, 1, 2]))
    some = sums.only(lambda path: all(holds(path) for _, holds in chosen))
    asked = {name: value for values, _ in chosen for name, value in values.items()}
    check_handovers(book, some, compared, **asked)
    compared["paths chosen"] += 0 < len(some.paths) < len(sums.paths)


def check_stages(book, history, trails, rng, compared):
    """The stage paths of all takings, or of those of a person or of some days."""
    span, person = history.random_span(rng), rng.choice([None, *history.persons])
    asked = {"person": person, **dict(zip(("from", "to"), map(history.iso, span), strict=True))}
    sums = Sums.of_takings(history, trails, rng.choice(LEVELS))
    sums = sums.only(lambda path: person in (None, path.person) and history.can_lie(path.turn, span))
    answer = ANALYSES["stages"].run(book, level=sums.level, **asked)
    found = [(path["person"], path["taking"], tuple(path["stages"])) for path in answer["paths"]]
    assert found == [(path.person, path.taking, values) for path, values in sums.rows()]
    flows = {(row["step"], row["from"], row["to"]): (row["persons"], row["persons_most"]) for row in answer["flows"]}
    assert flows == sums.flows_by_step()
    check_sums(answer, sums)
    check_ways("stages", book, sums, answer, compared, asked)
    check_limit("stages", book, answer, asked)


def check_limit(name, book, answer, asked):
    """Only paths are left out; all that they add up to stays."""
    paths = answer["paths"]
    if len(paths) > 1:
        few = ANALYSES[name].run(book, **{"level": answer["parameters"]["level"], **asked}, limit=1)
        assert few.pop("truncated") == {"limit": 1, "left_out": len(paths) - 1}
        shown = {key: value for key, value in answer.items() if key != "truncated"}
        assert few == {**shown, "paths": paths[:1], "parameters": few["parameters"]}


def check_handovers(book, sums, compared, **asked):
    answer = ANALYSES["handovers"].run(book, level=sums.level, **asked)
    found = {
        (p["person"], p["taking"], p["handover"], *(p[c] for c in COLUMNS), *p["days"], *p["days_to_handover"])
        for p in answer["paths"]
    }
    assert found == {(p.person, p.taking, p.handover, *p.columns, *p.days, *p.days_to_handover) for p in sums.paths}
    assert len(answer["paths"]) == len(sums.paths)
    compared["paths"] += len(sums.paths)
    check_sums(answer, sums)
    check_corridors(answer, sums)
    column = {name: number for number, name in enumerate(COLUMNS)}
    flows = {(column[r["from_column"]], r["from"], r["to"]): (r["persons"], r["persons_most"]) for r in answer["flows"]}
    assert flows == sums.flows()
    check_ways("handovers", book, sums, answer, compared, asked)
    check_limit("handovers", book, answer, asked)


def check_sums(answer, sums):
    def persons(row):
        return row["persons"], row["persons_most"]

    assert persons(answer) == sums.persons(sums.paths)
    assert {tuple(row["stages"]): persons(row) for row in answer["variants"]} == sums.variants()
    assert {(row["from"], row["to"]): row["count"] for row in answer["directly_follows"]} == sums.follows()
    assert {row["stage"]: (*row["days"], row["stays"]) for row in answer["stage_days"]} == sums.stage_days()


def check_corridors(answer, sums):
    for name, wanted in sums.corridors().items():
        found = {}
        for row in answer[name]:
            ends = [row[key] for key in ("from", "to", "from_country", "to_country") if key in row]
            counted = (row["persons"], row["persons_most"], row["who"])
            found[tuple(ends)] = (*counted, row["first"], row["last"], row["days"], row["days_known"])
            assert row["first_year"] == (int(row["first"][:4]) if row["first"] else None)
            assert row["small"] == (row["persons"] < 5)
        assert found == {
            ends: (least, most, who, sums.history.iso(first), sums.history.iso(last), days, known)
            for ends, (least, most, who, first, last, days, known) in wanted.items()
        }


def check_ways(name, book, sums, answer, compared, asked):
    found = {(row["what"], row["id"]): (row["paths"], *row["share"]) for row in answer["closures"]}
    assert found == {key: pytest.approx(value, abs=1e-8) for key, value in sums.closures().items()}
    known = sorted({stage.value for row in sums.stages for stage in row if stage.value})
    for start, end in [known[:2]] * (len(known) > 1):
        ends = {"level": sums.level, "start": start, "end": end, **asked}
        rows = ANALYSES[name].run(book, **ends)["between"]
        assert ANALYSES[name].run(book, **ends, most_paths=1)["between"] == rows[:1]
        ways = {tuple(row["stages"]): (row["paths"], row["share"], row["who"]) for row in rows}
        wanted = sums.between(start, end)
        assert ways == {way: (n, pytest.approx(share), who) for way, (n, share, who) in wanted.items()}
        assert [row["paths"] for row in rows] == sorted((row["paths"] for row in rows), reverse=True)
        compared["ways"] += len(rows)
        compared["several ways"] += len(rows) > 1
