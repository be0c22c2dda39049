"""Every line of the map against the trails of the analyses, which put whole lives in order another way."""

from __future__ import annotations

from collections.abc import Iterator

import pyarrow as pa
import pytest

from app.analysis.casebook import Casebook
from app.analysis.gaps import find_gaps
from app.analysis.positions import after, before, stays
from app.domain.snapshot import Snapshot
from app.formats.geojson_trails import Leg, Trails
from tests.unit.formats.graphs import population


@pytest.fixture(scope="module")
def located() -> Snapshot:
    """A population whose places all have a point."""
    snapshot = population(1_500)
    places = snapshot.tables["Place"]
    point = pa.array([float(number) for number in range(places.num_rows)], pa.float64())
    for name in ("longitude", "latitude"):
        places = places.set_column(places.column_names.index(name), name, point)
    return Snapshot(snapshot.data_version, {**snapshot.tables, "Place": places})


def legs(snapshot: Snapshot) -> list[Leg]:
    return list(Trails(snapshot, frozenset(snapshot.tables["Place"]["id"].to_pylist())).legs())


def first_legs(snapshot: Snapshot) -> Iterator[Leg]:
    seen = set()
    for leg in legs(snapshot):
        if (leg.event, leg.person) not in seen:
            seen.add((leg.event, leg.person))
            yield leg


def test_no_line_crosses_a_gap_or_starts_where_the_trail_does_not(located: Snapshot) -> None:
    book = Casebook.of(located)
    inferred = 0
    for leg in first_legs(located):
        course = book.course(leg.person)
        move = book.events[leg.event]
        at = [event.id for event in course.events].index(leg.event)
        told = before(book, move).place
        if told is not None:
            assert told == leg.from_place
            continue
        inferred += 1
        earlier = [number for number in range(at) if stays(course.events[number])]
        assert course.precedes(earlier[-1], at)
        assert after(book, course.events[earlier[-1]]).place == leg.from_place
        gaps = find_gaps(book, course, book.takings.get(leg.person, ()))
        assert leg.event not in {gap.later.id for gap in gaps}
    assert inferred >= 10


def test_every_move_whose_two_ends_are_told_and_apart_has_a_line(located: Snapshot) -> None:
    drawn = {leg.event for leg in legs(located)}
    book = Casebook.of(located)
    trails = Trails(located, frozenset())
    for stage in trails.stages.values():
        ends = [stage.places.get(role, set()) for role in ("FROM_PLACE", "TO_PLACE")]
        if stage.kind != "transfer" or [len(each) for each in ends] != [1, 1] or "AT_PLACE" in stage.places:
            continue
        start, end = (min(each) for each in ends)
        apart = not book.places.containment.overlap(start, end)
        assert (stage.id in drawn) == (apart and not book.events[stage.id].rumoured)
