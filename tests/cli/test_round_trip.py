"""Facts about the commands on the real Neo4j: the published cases in, asked, out, and in again."""

import json
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from app.formats import FORMATS
from seed import published_folder
from tests.cli.conftest import Run
from tests.engine_fixture import Address, WipedStore

KIM = "published:un-kim-cheol-ok"
SOURCE = "published:asiatoday-2022-02-26"
#: What a part is asked to keep, and more than one around KIM holds in any format.
KEPT = ("Person", "Event", "Place", "PARENT_OF", "SUBJECT_OF", "AT_PLACE", "TO_PLACE")
MOST_OF_A_PART = 100


@pytest.fixture
def real(
    runner: Run, engine: Address, store: WipedStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Run]:
    """Run commands on the engine of the test run, with an empty database."""
    store.wipe()
    password = tmp_path / "password"
    password.write_text(engine.password, encoding="utf-8")
    monkeypatch.setenv("KINTRACE_NEO4J_URL", engine.uri)
    monkeypatch.setenv("KINTRACE_NEO4J_USER", engine.user)
    monkeypatch.setenv("KINTRACE_NEO4J_PASSWORD_FILE", str(password))
    monkeypatch.setenv("KINTRACE_HOME", str(tmp_path / "home"))
    yield runner
    store.wipe()


def graph(store: WipedStore) -> dict[str, list[str]]:
    """Every row of every table of the snapshot, as text; when a claim was recorded is no part of it."""
    return {name: sorted(map(repr, table.to_pylist())) for name, table in store.snapshot().tables.items()}


def test_the_published_cases_go_in_are_asked_come_out_and_go_in_again(
    real: Run, store: WipedStore, tmp_path: Path
) -> None:
    first = real("import", published_folder(), "--format", "json")
    assert (first.code, first.document["rejected"], first.document["problems"]) == (0, 0, [])
    assert first.document["recorded"] == first.document["rows_read"] > 1_000
    again = real("import", published_folder(), "--format", "json")
    assert (again.code, again.document["recorded"]) == (0, 0)
    assert again.document["unchanged"] == first.document["recorded"]

    chains = real("chains", "--format", "json").document
    assert [link["class"] for link in chains["links"]] == ["documented"] * 3
    assert chains["counts"] == {"documented": 3, "certain": 0, "possible": 0, "undated": 0}
    trail = real("trail", KIM, "--format", "json").document
    assert trail["status"] == "disappeared" and trail["last_known"]["latest"] == "2023-10-09"
    assert any(stage["kind"] == "handover" for stage in trail["stages"])
    asked = ("--person-id", "published:dnk-hyesan-2009.daughter-1", "--format", "json")
    ancestors = real("query", "kinship.ancestors", *asked).document
    assert len(ancestors["rows"]) == 3 and ancestors["rows"][0].keys() == {*ancestors["columns"]}

    before = graph(store)
    fallen = real("withdraw", SOURCE, "--dry-run", "--format", "json").document
    assert fallen["dry_run"] and len(fallen["claims"]) == 6 and len(fallen["events"]) == 2
    assert graph(store) == before

    assert_drawn(real, tmp_path)
    assert_parts(real, tmp_path)
    for format, out in (("csv", tmp_path / "out"), ("workbook", tmp_path / "out.xlsx")):
        assert real("export", format, out).code == 0
        store.wipe()
        back = real("import", out, "--format", "json").document
        assert (back["recorded"], back["problems"]) == (first.document["recorded"], [])
        assert graph(store) == before
    assert real("verify").code == 0
    assert_part(real, store, tmp_path / "part")


def assert_drawn(real: Run, folder: Path) -> None:
    """A view is written as files, in words of a language, with its filters, without a browser."""
    out = folder / "paths.svg"
    ended = real("draw", "handovers", out, "--lang", "ko", "--hide-names")
    assert (ended.code, ended.out) == (0, f"{out}: {out.stat().st_size:,} bytes\n")
    assert "인계 경로" in "".join(ElementTree.fromstring(out.read_text("utf-8")).itertext())
    tables = [folder / "all.csv", folder / "some.csv"]
    assert real("draw", "handovers", tables[0]).code == 0
    assert real("draw", "handovers", tables[1], "--param", "crossing=unknown").code == 0
    every, some = (len(table.read_text("utf-8").splitlines()) for table in tables)
    assert 3 < some < every


def assert_parts(real: Run, folder: Path) -> None:
    """Around one person, of some kinds, within some days, in every format; what is asked for stands in the manifest."""
    around = ("--seed", KIM, "--to", "2023-12-31")
    assert real("export", "csv", folder / "part", *around, "--depth", "1").code == 0
    some = (*around, "--depth", "2", "--from", "2000-01-01", "--kinds", ",".join(KEPT))
    for format in (each for each in FORMATS if each.is_written):
        out = folder / f"part-{format.name}{format.suffix}"
        assert real("export", format.name, out, *some).code == 0
        told = manifest_of(out, is_folder=not format.suffix)
        assert told["filters"] == {
            "seeds": [KIM], "depth": 2, "kinds": sorted(KEPT), "from": "2000-01-01", "to": "2023-12-31", "source": None
        }  # fmt: skip
        assert 0 < sum(told["counts"].values()) < MOST_OF_A_PART, format.name
        assert told["files"], format.name
        again = folder / "again" / out.name
        again.parent.mkdir(exist_ok=True)
        assert real("export", format.name, again, *some).code == 0
        assert manifest_of(again, is_folder=not format.suffix)["files"] == told["files"], format.name


def manifest_of(out: Path, *, is_folder: bool) -> Any:
    """The manifest of an export; its digests are those of the files beside it."""
    manifest = out / "manifest.json" if is_folder else out.with_name(f"{out.name}.manifest.json")
    told = json.loads(manifest.read_text())
    for file in told["files"]:
        content = (manifest.parent / file["name"]).read_bytes()
        assert (len(content), sha256(content).hexdigest()) == (file["bytes"], file["sha256"])
    return told


def assert_part(real: Run, store: WipedStore, folder: Path) -> None:
    """What lies around one person goes out alone: his record, his relatives and events, and their sources."""
    manifest = manifest_of(folder, is_folder=True)
    assert manifest["filters"]["seeds"] == [KIM] and not manifest["truncated"]
    whole = set(store.snapshot().tables["Person"]["id"].to_pylist())
    store.wipe()
    part = real("import", folder, "--format", "json").document
    assert part["problems"] == [] and part["counts"]["persons"] == manifest["counts"]["persons"]
    persons = set(store.snapshot().tables["Person"]["id"].to_pylist())
    assert KIM in persons and f"{KIM}.daughter" in persons and len(persons) < len(whole) / 2
    assert store.snapshot().tables["Event"].num_rows > 3
