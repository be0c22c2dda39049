"""Facts about GeoJSON out: what has a point, and between which places a line is drawn."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from app.domain.snapshot import Snapshot
from app.formats import geojson_trails as trails
from app.formats.geojson import write_geojson
from tests.unit.formats.graphs import Rows, dated, population, story


def features(snapshot: Snapshot, folder: Path) -> list[dict[str, Any]]:
    write_geojson(snapshot, folder / "out.geojson")
    collection = json.loads((folder / "out.geojson").read_text())
    assert collection["type"] == "FeatureCollection"
    return list(collection["features"])


def rule_breaches(feature: dict[str, Any]) -> list[str]:
    """Return what breaks RFC 7946 in a feature."""
    wrong = [] if feature["type"] == "Feature" and isinstance(feature["properties"], dict) else ["feature"]
    geometry = feature["geometry"]
    lines = {"Point": 0, "LineString": 1, "MultiLineString": 2}
    if geometry is None:
        return wrong
    positions = geometry["coordinates"]
    for _ in range(lines[geometry["type"]]):
        wrong += ["short line"] if lines[geometry["type"]] == 1 and len(positions) < 2 else []
        positions = positions[0] if lines[geometry["type"]] == 2 and isinstance(positions[0][0], list) else positions
    flat = positions if isinstance(positions[0], list) else [positions]
    return wrong + [f"position {each}" for each in flat if not (abs(each[0]) <= 180 and abs(each[1]) <= 90)]


def test_places_have_their_point_and_precision_and_others_a_null_geometry(tmp_path: Path) -> None:
    found = {each["id"]: each for each in features(story(), tmp_path) if each["properties"]["label"] == "Place"}
    assert found["Place/x:jail"]["geometry"] == {"type": "Point", "coordinates": [129.25, 41.5]}
    assert found["Place/x:jail"]["properties"]["coordinate_precision"] == "town"
    assert found["Place/x:camp"]["properties"]["coordinate_precision"] is None
    assert found["Place/x:bridge"]["geometry"] is None


def test_an_event_names_its_places_and_has_no_point_of_its_own(tmp_path: Path) -> None:
    found = {each["id"]: each for each in features(story(), tmp_path) if each["properties"]["label"] == "Event"}
    assert found.keys() == {"Event/x:e1", "Event/x:e2", "Event/x:e3"}
    assert all(each["geometry"] is None for each in found.values())
    transfer = found["Event/x:e3"]["properties"]
    assert (transfer["from_place"], transfer["to_place"], transfer["persons"]) == (["x:jail"], ["x:camp"], ["x:son~41"])


def test_losses_name_what_a_map_cannot_show(tmp_path: Path) -> None:
    losses = write_geojson(story(), tmp_path / "out").losses
    told = {(loss.kind, loss.count) for loss in losses}
    assert {("Place.point", 1), ("Event", 1), ("Person", 3), ("kinship", 4), ("event_ties", 1), ("claims", 3)} <= told
    assert ("Trail", 1) in told


def test_every_feature_keeps_the_rules_of_the_standard(tmp_path: Path) -> None:
    for snapshot in (story(), population()):
        found = features(snapshot, tmp_path)
        assert [breach for feature in found for breach in rule_breaches(feature)] == []
        assert len({feature["id"] for feature in found}) == len(found)


@pytest.mark.parametrize(
    ("longitude", "latitude"),
    [(None, 41.0), (129.0, None), (float("nan"), 41.0), (181.0, 41.0), (129.0, 91.0)],
)
def test_half_a_point_or_one_off_the_globe_is_none(
    longitude: float | None, latitude: float | None, tmp_path: Path
) -> None:
    rows: Rows = {"Place": [{"id": "x:p", "longitude": longitude, "latitude": latitude}]}
    (feature,) = features(Snapshot.from_rows(rows), tmp_path)
    assert feature["geometry"] is None


POINTS = {"a": (129.0, 41.0), "b": (130.0, 42.0), "c": (128.0, 40.0)}


class Case:
    """One person's events, written in a line each: kind, day, and places by role."""

    def __init__(self) -> None:
        places = [{"id": f"x:{id}", "longitude": x, "latitude": y} for id, (x, y) in POINTS.items()]
        self.rows: Rows = {"Place": [*places, {"id": "x:nowhere"}], "Event": [], "event_ties": [], "structure": []}

    def event(self, kind: str, day: str | None, latest: str | None = None, **more: Any) -> Case:
        id = f"x:e{len(self.rows['Event'])}"
        told: dict[str, Any] = {name: more.pop(name) for name in ("steps", "grade") if name in more}
        end = dated("end", more.pop("end")) if "end" in more else {}
        self.rows["Event"].append({"id": id, "kind": kind, **dated("begin", day, latest), **end, **told})
        self.rows["event_ties"].append({"type": "SUBJECT_OF", "a": id, "b": "x:p"})
        for role, ids in more.items():
            type_ = {"at": "AT_PLACE", "left": "FROM_PLACE", "to": "TO_PLACE", "by": "BY_AGENCY", "of": "FROM_AGENCY"}
            self.rows["event_ties"] += [{"type": type_[role], "a": id, "b": f"x:{each}"} for each in ids.split()]
        return self

    def lines(self, folder: Path) -> list[str]:
        """Return the lines as ``from-to``."""
        found = features(Snapshot.from_rows(self.rows), folder)
        told = [each["properties"] for each in found if each["properties"]["label"] == "Trail"]
        return [f"{each['from_place'][2:]}-{each['to_place'][2:]}" for each in told]

    def reasons(self, folder: Path) -> list[str]:
        losses = write_geojson(Snapshot.from_rows(self.rows), folder / "out").losses
        return [loss.why.removeprefix("no line: ") for loss in losses if loss.kind == "Trail"]


def held(day: str = "2009-01-01", **more: Any) -> Case:
    return Case().event("detention", day, at="a", **more)


LINES: dict[str, tuple[Case, list[str]]] = {
    "both ends told": (Case().event("transfer", None, left="a", to="b"), ["a-b"]),
    "over a crossing": (Case().event("handover", None, left="a", at="b", to="c"), ["a-b", "b-c"]),
    "from where he was held last": (held().event("transfer", "2009-02-01", to="b"), ["a-b"]),
    "two moves": (
        held().event("transfer", "2009-02-01", to="b").event("transfer", "2009-03-01", to="c"),
        ["a-b", "b-c"],
    ),
    "from the holder that was told last": (
        Case()
        .event("arrest", "2008-12-01", by="guards")
        .event("detention", "2009-01-01", at="a")
        .event("transfer", "2009-02-01", of="guards", to="b"),
        ["a-b"],
    ),
    "ordered by the numbers of one source": (
        Case()
        .event("detention", "2009-01-01", "2009-12-31", at="a", steps=["likely|x:s|1"])
        .event("transfer", "2009-01-01", "2009-12-31", to="b", steps=["likely|x:s|2"]),
        ["a-b"],
    ),
}
NO_LINES: dict[str, tuple[Case, str]] = {
    "no place before": (
        held().event("arrest", "2009-01-15").event("transfer", "2009-02-01", to="b"),
        trails.UNKNOWN_END,
    ),
    "no event before": (Case().event("transfer", "2009-02-01", to="b"), trails.UNKNOWN_END),
    "order only possible": (
        held("2009-01-01", latest="2009-06-30").event("transfer", "2009-02-01", to="b"),
        trails.UNORDERED,
    ),
    "two before it, unordered": (
        Case()
        .event("detention", "2009-01-01", "2009-01-20", at="a")
        .event("detention", "2009-01-01", "2009-01-20", at="c")
        .event("transfer", "2009-02-01", to="b"),
        trails.UNORDERED,
    ),
    "free in between": (
        held().event("release", "2009-01-15").event("transfer", "2009-02-01", to="b"),
        trails.UNORDERED,
    ),
    "another holder": (
        held(by="police").event("transfer", "2009-02-01", of="guards", to="b"),
        trails.UNORDERED,
    ),
    "another holder, told before": (
        Case()
        .event("arrest", "2008-12-01", by="police")
        .event("detention", "2009-01-01", at="a")
        .event("transfer", "2009-02-01", of="guards", to="b"),
        trails.UNORDERED,
    ),
    "two holders, unordered": (
        Case()
        .event("arrest", "2008-12-01", "2008-12-30", by="police")
        .event("arrest", "2008-12-01", "2008-12-30", by="guards")
        .event("detention", "2009-01-01", at="a")
        .event("transfer", "2009-02-01", of="guards", to="b"),
        trails.UNORDERED,
    ),
    "held longer than that": (held(end="2009-05-01").event("transfer", "2009-02-01", to="b"), trails.UNORDERED),
    "sources count otherwise": (
        held("2009-01-01", latest="2009-12-31", steps=["likely|x:s|1", "likely|x:t|2"]).event(
            "transfer", "2009-01-01", "2009-12-31", to="b", steps=["likely|x:s|2", "likely|x:t|1"]
        ),
        trails.UNORDERED,
    ),
    "a source counts one event twice": (
        held("2009-01-01", latest="2009-12-31", steps=["likely|x:s|1", "likely|x:s|3"]).event(
            "transfer", "2009-01-01", "2009-12-31", to="b", steps=["likely|x:s|2"]
        ),
        trails.UNORDERED,
    ),
    "a place without a point": (Case().event("transfer", None, left="a", to="nowhere"), trails.NO_POINT),
    "over a crossing without a point": (
        Case().event("handover", None, left="a", at="nowhere", to="c"),
        trails.NO_POINT,
    ),
    "several places": (Case().event("transfer", None, left="a c", to="b"), trails.SEVERAL),
    "the same place": (Case().event("transfer", None, left="a", to="a"), trails.WITHIN),
    "a rumour": (Case().event("transfer", None, left="a", to="b", grade="unlikely"), trails.RUMOURED),
}


@pytest.mark.parametrize(("case", "lines"), LINES.values(), ids=LINES)
def test_a_line_joins_two_places_that_follow_one_another(case: Case, lines: list[str], tmp_path: Path) -> None:
    assert case.lines(tmp_path) == lines


@pytest.mark.parametrize(("case", "reason"), NO_LINES.values(), ids=NO_LINES)
def test_no_line_is_drawn_across_what_is_not_known(case: Case, reason: str, tmp_path: Path) -> None:
    assert case.lines(tmp_path) == []
    assert reason in case.reasons(tmp_path)


def test_two_stages_in_different_places_without_a_recorded_move_have_no_line(tmp_path: Path) -> None:
    assert held().event("detention", "2009-05-01", at="b").lines(tmp_path) == []


def test_what_comes_after_a_move_or_belongs_to_no_trail_hinders_nothing(tmp_path: Path) -> None:
    case = held().event("transfer", "2009-02-01", to="b").event("detention", "2009-03-01", at="b")
    case.event("un_petition", "2009-01-15", "2009-02-15", at="c").event("denial", None)
    case.event("detention", None, at="c", grade="unlikely")
    assert case.lines(tmp_path) == ["a-b"]


def test_a_place_within_another_gives_no_line(tmp_path: Path) -> None:
    case = Case().event("transfer", None, left="a", to="c")
    case.rows["structure"] += [
        {"type": "WITHIN", "a": "x:a", "b": "x:b"},
        {"type": "WITHIN", "a": "x:b", "b": "x:c"},
        {"type": "WITHIN", "a": "x:c", "b": "x:b"},
        {"type": "BASED_AT", "a": "x:b", "b": "x:c"},
    ]
    assert case.lines(tmp_path) == []
    assert case.reasons(tmp_path) == [trails.WITHIN]


def test_a_rumoured_place_of_a_move_draws_nothing(tmp_path: Path) -> None:
    case = Case().event("transfer", None, left="a", to="b")
    case.rows["event_ties"][-1]["grade"] = "unlikely"
    assert case.lines(tmp_path) == []


def test_a_line_over_the_antimeridian_is_cut_there(tmp_path: Path) -> None:
    case = Case().event("transfer", None, left="a", to="b").event("transfer", None, left="b", to="a")
    case.rows["Place"][:2] = [
        {"id": "x:a", "longitude": 170.0, "latitude": 60.0},
        {"id": "x:b", "longitude": -170.0, "latitude": 70.0},
    ]
    lines = [each["geometry"] for each in features(Snapshot.from_rows(case.rows), tmp_path)][-2:]
    assert lines[0] == {"type": "MultiLineString", "coordinates": [[[170, 60], [180, 65]], [[-180, 65], [-170, 70]]]}
    assert lines[1] == {"type": "MultiLineString", "coordinates": [[[-170, 70], [-180, 65]], [[180, 65], [170, 60]]]}
