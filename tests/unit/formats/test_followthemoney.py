"""Facts about FollowTheMoney: the official library takes what we write, and we read what it writes."""

from __future__ import annotations

import json
from pathlib import Path

from followthemoney import model

from app.formats.base import FileRow
from app.formats.followthemoney import read_followthemoney, recognise_followthemoney
from app.formats.followthemoney_writer import write_followthemoney
from tests.unit.formats.graphs import population
from tests.unit.formats.test_gedcom import codes, rows_of
from tests.unit.seed.snapshot_of import snapshot_of


def entity(schema: str, id: str, **properties: str | list[str]) -> str:
    made = model.make_entity(schema)
    made.id = id
    for name, value in properties.items():
        made.add(name, value)
    told = made.to_dict()
    return json.dumps({"id": told["id"], "schema": told["schema"], "properties": told["properties"]})


def written(folder: Path, *lines: str) -> Path:
    path = folder / "in.ftm.json"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def sample(folder: Path) -> Path:
    return written(
        folder,
        entity("Person", "a.1", name="Ri Chol", alias="리철", weakAlias="Old Ri", birthDate="1950-03", country="kp"),
        entity("Person", "b", name="Han Sun", gender="female"),
        entity("PublicBody", "p", name="Invented Bureau", country="kp"),
        entity("Address", "x", full="Hoeryong", country="kp"),
        entity("Family", "f", person="b", relative="a.1", relationship="father"),
        entity("Associate", "s", person="b", associate="a.1", relationship="friend"),
        entity("Membership", "m", member="b", organization="p", startDate="2001"),
        entity("Event", "e", name="Arrest", involved="b", organizer="p", addressEntity="x", date="2009-05-03"),
        entity("Trip", "t", name="A trip", involved="b", startLocation="x", endLocation="x", startDate="2008"),
        entity("Family", "lost", person="b", relative="nobody", relationship="mother"),
        entity("Vessel", "v", name="A ship"),
        entity("Person", "b", name="=1+1<b>"),
        "{not json",
    )


def test_entities_of_the_library_become_persons_ties_and_events(tmp_path: Path) -> None:
    path = sample(tmp_path)
    items = list(read_followthemoney(path, "f").items)
    graph = snapshot_of(rows_of(items))
    assert recognise_followthemoney(path)
    assert {(row["id"], row["name"]) for row in graph.rows("Person")} == {("f:a.1", "Ri Chol"), ("f:b", "Han Sun")}
    assert {(row["type"], row["a"], row["b"]) for row in graph.rows("kinship")} == {
        ("PARENT_OF", "f:a.1", "f:b"),
        ("KNOWS", "f:a.1", "f:b"),
    }
    assert {(row["kind"], row["begin"]) for row in graph.rows("Event")} == {
        ("arrest", "2009-05-03"),
        ("work", "2001"),
        ("border_crossing", "2008"),
    }


def test_what_is_not_read_is_told(tmp_path: Path) -> None:
    items = list(read_followthemoney(sample(tmp_path), "f").items)
    assert set(codes(items)) >= {"no_record", "not_json", "repeated_id", "unknown_schema"}
    refused = next(item for item in items if isinstance(item, FileRow) and item.problem and item.row == 11)
    assert refused.problem is not None
    assert "PublicBody" in refused.problem.allowed


def test_hostile_lines_break_only_themselves(tmp_path: Path) -> None:
    good = entity("Person", "a", name="A")
    path = tmp_path / "in.json"
    bad = ["[" * 50_000, '{"id": NaN}', '{"id":"q","id":"r"}', '{"id": "q", "schema": "Person", "properties": 1}']
    path.write_bytes(("\n".join(bad) + "\n").encode() + b"\xff\n" + b"x" * 3_000_000 + b"\n" + good.encode())
    items = list(read_followthemoney(path, "f").items)
    assert [row["name"] for row in rows_of(items)["persons"]] == ["A"]
    assert codes(items) == ["bad_properties", "not_json", "not_json", "not_json", "too_long", "undecodable"]


def test_the_library_finds_every_written_entity_valid(tmp_path: Path) -> None:
    before = population(60)
    result = write_followthemoney(before, tmp_path / "out.json")
    seen = 0
    for line in (tmp_path / "out.json").read_text(encoding="utf-8").splitlines():
        told = json.loads(line)
        proxy = model.get_proxy(told)
        proxy.schema.validate(told)
        for name, values in told["properties"].items():
            prop = proxy.schema.get(name)
            assert prop is not None
            assert all(prop.type.validate(value) for value in values), (name, values)
        seen += 1
    assert seen == sum(result.counts.values())
    assert {"Source", "structure"} <= {loss.kind for loss in result.losses}


def test_persons_and_ties_come_back(tmp_path: Path) -> None:
    before = population(60)
    write_followthemoney(before, tmp_path / "out.json")
    after = snapshot_of(rows_of(list(read_followthemoney(tmp_path / "out.json", "f").items)))
    for table, columns in (("Person", ("id", "name", "sex")), ("kinship", ("type", "a", "b", "term"))):
        told = {tuple(row[name] for name in columns) for row in after.rows(table)}
        assert told == {tuple(row[name] for name in columns) for row in before.rows(table)}
