"""Trails, handover paths and what they add up to equal their definition."""

import pytest

from app.analysis import ANALYSES
from tests.unit.analysis import oracle_of_trails
from tests.unit.analysis.oracle_of_paths import COLUMNS, Sums

LEVELS = ("facility", "agency", "kind", "country")
COMPARED = ("gaps", "paths", "ways", "different_agencies", "handover_before_arrest", "two_places")


def check_trails(history, trails, book, level, compared):
    """Every trail at one level of detail, then the handover paths of all of them."""
    for person, trail in trails.items():
        answer = ANALYSES["trail"].run(book, person=person, level=level)
        check_order(history, trail, answer)
        check_gaps(history, trail, answer, compared)
        check_contradictions(history, trail, answer, compared)
        check_stage_paths(trail, answer, level)
    check_handovers(book, Sums.of(history, trails, level), compared)


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
    wanted = oracle_of_trails.contradictions(history, trail)
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


def check_handovers(book, sums, compared):
    answer = ANALYSES["handovers"].run(book, level=sums.level)
    found = {
        (p["person"], p["taking"], p["handover"], *(p[c] for c in COLUMNS), *p["days"], *p["days_to_handover"])
        for p in answer["paths"]
    }
    assert found == {(p.person, p.taking, p.handover, *p.columns, *p.days, *p.days_to_handover) for p in sums.paths}
    assert len(answer["paths"]) == len(sums.paths)
    compared["paths"] += len(sums.paths)
    check_sums(answer, sums)
    check_corridors(answer, sums)
    check_ways(book, sums, answer, compared)


def check_sums(answer, sums):
    def persons(row):
        return row["persons"], row["persons_most"]

    assert persons(answer) == sums.persons(sums.paths)
    column = {name: number for number, name in enumerate(COLUMNS)}
    flows = {(column[row["from_column"]], row["from"], row["to"]): persons(row) for row in answer["flows"]}
    assert flows == sums.flows()
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


def check_ways(book, sums, answer, compared):
    found = {(row["what"], row["id"]): (row["paths"], *row["share"]) for row in answer["closures"]}
    assert found == {key: pytest.approx(value, abs=1e-8) for key, value in sums.closures().items()}
    known = sorted({stage.value for row in sums.stages for stage in row if stage.value})
    for start, end in [known[:2]] * (len(known) > 1):
        rows = ANALYSES["handovers"].run(book, level=sums.level, start=start, end=end)["between"]
        ways = {tuple(row["stages"]): (row["paths"], row["share"], row["who"]) for row in rows}
        wanted = sums.between(start, end)
        assert ways == {way: (n, pytest.approx(share), who) for way, (n, share, who) in wanted.items()}
        assert [row["paths"] for row in rows] == sorted((row["paths"] for row in rows), reverse=True)
        compared["ways"] += len(rows)
