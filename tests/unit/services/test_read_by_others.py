"""Property: of any claims, what a format writes is what another library than ours reads from the file."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import r4pm
from ged4py import GedcomReader
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from app.domain.claims import Claim
from app.domain.snapshot import Snapshot
from app.formats import Written, format_named
from tests import claim_strategies as some
from tests.unit.formats.test_followthemoney import valid_entities
from tests.unit.formats.test_geojson import rule_breaches
from tests.unit.services.test_losses import claims_in


def written(snapshot: Snapshot, format: str, folder: Path) -> tuple[Path, Written]:
    spec = format_named(format)
    assert spec is not None and spec.write is not None
    path = folder / f"{format}{spec.suffix}"
    return path, spec.write(snapshot, path)


def check_gedcom(snapshot: Snapshot, folder: Path) -> None:
    path, _ = written(snapshot, "gedcom551", folder)
    with GedcomReader(str(path)) as reader:
        people = [str(each.sub_tag_value("REFN")) for each in reader.records0("INDI")]
        children = sum(len(each.sub_tags("CHIL")) for each in reader.records0("FAM"))
    assert set(people) == {row["id"] for row in snapshot.rows("Person")} and len(people) == len(set(people))
    assert bool(children) == any(row["type"] == "PARENT_OF" for row in snapshot.rows("kinship"))


def check_entities(snapshot: Snapshot, folder: Path) -> None:
    path, _ = written(snapshot, "followthemoney", folder)
    found = valid_entities(path)
    assert sum(each["schema"] == "Person" for each in found) == snapshot.tables["Person"].num_rows


def check_log(snapshot: Snapshot, folder: Path) -> None:
    path, made = written(snapshot, "xes", folder)
    frame, _ = r4pm.df.import_xes(str(path))
    assert frame.height == made.counts.get("events", 0)
    if frame.height:
        cases = frame["case:concept:name"].unique().to_list()
        assert len(cases) == made.counts["traces"] and set(cases) <= {row["id"] for row in snapshot.rows("Person")}


def check_map(snapshot: Snapshot, folder: Path) -> None:
    path, _ = written(snapshot, "geojson", folder)
    features = json.loads(path.read_text(encoding="utf-8"))["features"]
    assert [breach for feature in features for breach in rule_breaches(feature)] == []
    assert sum(each["id"].startswith("Place/") for each in features) == snapshot.tables["Place"].num_rows


@settings(max_examples=12, phases=(Phase.generate,))
@given(claims=st.lists(some.claims(), min_size=8, max_size=30))
def test_another_library_reads_what_was_written(tmp_path_factory: pytest.TempPathFactory, claims: list[Claim]) -> None:
    folder = tmp_path_factory.mktemp("others")
    snapshot = claims_in(folder, claims)
    for check in (check_gedcom, check_entities, check_log, check_map):
        check(snapshot, folder)
