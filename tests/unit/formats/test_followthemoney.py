"""Facts about FollowTheMoney: the official library takes what we write, and we read what it writes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from followthemoney import model

from app.domain.snapshot import Snapshot
from app.formats.base import FileNote, FileRow
from app.formats.followthemoney import read_followthemoney, recognise_followthemoney
from app.formats.followthemoney_writer import write_followthemoney
from app.services.importing import ImportOptions
from app.services.ledger import Ledger
from tests.fakes import FakeClock, FakeStore
from tests.unit.formats.graphs import dated, population
from tests.unit.formats.test_gedcom import codes, rows_of
from tests.unit.seed.snapshot_of import snapshot_of
from tests.unit.seed.tables_of import check_all


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


def valid_entities(path: Path) -> list[dict[str, Any]]:
    """Return the entities of a file, each found valid by the library: schema, required properties, values."""
    found = []
    for line in path.read_text(encoding="utf-8").splitlines():
        told = json.loads(line)
        proxy = model.get_proxy(told)
        proxy.schema.validate(told)
        for name, values in told["properties"].items():
            prop = proxy.schema.get(name)
            assert prop is not None
            assert all(prop.type.validate(value) for value in values), (name, values)
        found.append(told)
    return found


def test_the_library_finds_every_written_entity_valid(tmp_path: Path) -> None:
    result = write_followthemoney(population(60), tmp_path / "out.json")
    entities = valid_entities(tmp_path / "out.json")
    assert len(entities) == sum(result.counts.values())
    assert {"claims", "structure"} <= {loss.kind for loss in result.losses}


def custody() -> Snapshot:
    """A job, a trip, a handover by countries, and one whose sides nothing tells."""
    events = [
        {"id": "x:job", "kind": "work", "note": "cook", **dated("begin", "2001-01-01", "2001-12-31", "2001")},
        {"id": "x:trip", "kind": "border_crossing", "claims": ["c1", "c2"]},
        {"id": "x:given", "kind": "handover", "country": "KP"},
        {"id": "x:dark", "kind": "handover"},
    ]
    ties = [
        *(("SUBJECT_OF", event["id"], "x:p") for event in events),
        ("BY_AGENCY", "x:job", "x:kp"),
        ("FROM_PLACE", "x:trip", "x:here"),
        ("TO_PLACE", "x:trip", "x:there"),
        ("FROM_AGENCY", "x:given", "x:cn"),
        ("TO_AGENCY", "x:given", "x:kp"),
        ("TO_AGENCY", "x:dark", "x:kp"),
        ("AT_PLACE", "x:dark", "x:bridge"),
    ]
    return Snapshot.from_rows(
        {
            "Person": [{"id": "x:p", "name": "A"}],
            "Agency": [
                {"id": f"x:{code}", "name": code, "kind": "police", "country": code.upper()} for code in ("cn", "kp")
            ],
            "Place": [
                {"id": "x:here", "name": "Here"},
                {"id": "x:there", "name": "There"},
                {"id": "x:bridge", "name": "B", "kind": "border_crossing"},
            ],
            "Event": events,
            "Source": [{"id": "x:s", "title": "Report", "kind": "report", "url": "https://example.org/a"}],
            "event_ties": [{"type": type, "a": a, "b": b} for type, a, b in ties],
        }
    )


def test_jobs_trips_documents_and_sides_of_a_handover_come_back(tmp_path: Path) -> None:
    losses = write_followthemoney(custody(), tmp_path / "out.json", {"c1": "x:s", "c2": "x:gone"}).losses
    schemas = {entity["schema"] for entity in valid_entities(tmp_path / "out.json")}
    assert schemas >= {"Membership", "Trip", "Event", "Document", "Documentation"}
    items = list(read_followthemoney(tmp_path / "out.json", "f").items)
    after = snapshot_of(rows_of(items))
    assert codes(items) == []
    before = {(tie["type"], tie["a"], tie["b"]) for tie in custody().rows("event_ties")}
    after_ties = {(tie["type"], tie["a"], tie["b"]) for tie in after.rows("event_ties")}
    assert after_ties == before - {("TO_AGENCY", "x:dark", "x:kp")}
    assert {loss.kind: loss.count for loss in losses}["TO_AGENCY"] == 1
    assert {(row["id"], row["kind"], row["note"]) for row in after.rows("Event")} == {
        ("x:job", "work", "cook"),
        ("x:trip", "border_crossing", None),
        ("x:given", "handover", None),
        ("x:dark", "handover", None),
    }
    sources = {row["id"]: row["source_id"] for row in rows_of(items)["events"]}
    assert (sources["x:trip"], sources["x:given"]) == ("x:s", "f:out.json")


def test_a_handover_without_countries_is_refused_with_the_reason(tmp_path: Path) -> None:
    event = entity("Event", "e", name="handover", involved="b", organizer="p")
    path = written(tmp_path, entity("Person", "b", name="B"), event, entity("PublicBody", "p", name="P"))
    checked = check_all(rows_of(list(read_followthemoney(path, "f").items)))
    assert [problem.code for one in checked for problem in one.problems] == ["unclear_role"]


def test_documents_are_the_sources_of_what_they_document(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        entity("Documentation", "d1", document="doc", entity="a"),
        entity("Documentation", "d2", document="a", entity="a"),
        entity("Documentation", "d3", document="gone", entity="a"),
        entity("Person", "a", name="A"),
        entity("Document", "doc", fileName="r.pdf", title="A report", publishedAt="2014-02", publisher="UN"),
    )
    items = list(read_followthemoney(path, "f").items)
    rows = rows_of(items)
    assert [row["source_id"] for row in rows["persons"]] == ["f:doc"]
    (source,) = [row for row in rows["sources"] if row["id"] == "f:doc"]
    assert (source["title"], source["published"], source["publisher"]) == ("A report", "2014-02", "UN")
    assert codes(items) == ["no_document", "no_record"]


def test_a_word_of_relationship_that_is_not_known_is_kept_and_told(tmp_path: Path) -> None:
    people = [entity("Person", id, name=id.upper()) for id in ("a", "b")]
    words = ["sworn brother-at-arms", "half_sibling", "Mother", ""]
    ties = [entity("Family", f"f{n}", person="a", relative="b", relationship=word) for n, word in enumerate(words)]
    items = list(read_followthemoney(written(tmp_path, *people, *ties), "f").items)
    told = [(row["relation"], row["words"]) for row in rows_of(items)["kinship"]]
    assert told == [("relative", "sworn brother-at-arms"), ("half_sibling", ""), ("Mother", ""), ("relative", "")]
    assert codes(items) == ["unknown_term"]


def test_second_values_and_odd_codes_are_told(tmp_path: Path) -> None:
    person = entity("Person", "a", name="A", birthDate=["1950", "1951"], nationality="eu")
    items = list(read_followthemoney(written(tmp_path, person), "f").items)
    assert [(item.note.column, item.note.code) for item in items if isinstance(item, FileNote)] == [
        ("nationality", "left_out"),
        ("birthDate", "left_out"),
    ]


def test_persons_and_ties_come_back(tmp_path: Path) -> None:
    before = population(60)
    write_followthemoney(before, tmp_path / "out.json")
    after = snapshot_of(rows_of(list(read_followthemoney(tmp_path / "out.json", "f").items)))
    for table, columns in (("Person", ("id", "name", "sex")), ("kinship", ("type", "a", "b", "term"))):
        told = {tuple(row[name] for name in columns) for row in after.rows(table)}
        assert told == {tuple(row[name] for name in columns) for row in before.rows(table)}


def test_ends_that_are_empty_or_not_in_the_file_are_told(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        entity("Person", "a", gender="male"),
        entity("Membership", "m", member="a"),
        entity("Event", "e", name="arrest", involved=["a", "gone"], addressEntity="nowhere"),
        entity("Event", "f", name="arrest"),
        '{"schema": "Person"}',
        json.dumps({"id": "x" * 4_000, "schema": "Person", "properties": {}}),
    )
    items = list(read_followthemoney(path, "f").items)
    assert [row["name"] for row in rows_of(items)["persons"]] == ["a"]
    assert codes(items) == ["bad_id", "missing", "missing", "missing", "no_record", "no_record"]


def test_every_record_and_tie_names_the_documents_that_its_claims_come_from(tmp_path: Path) -> None:
    before = custody()
    tables = {name: before.rows(name) for name in ("Person", "Agency", "Place", "Event", "Source", "event_ties")}
    for name in ("Person", "Agency", "Place", "Event"):
        tables[name] = [row | {"claims": [f"{row['id']}-1", f"{row['id']}-2"]} for row in tables[name]]
    tables["Person"].append({"id": "x:q", "name": "Q", "claims": ["x:q-1"]})
    tables["kinship"] = [{"type": "KNOWS", "a": "x:q", "b": "x:p", "term": "friend", "claims": ["t"]}]
    tables["Source"] += [{"id": "x:s2", "title": "Second"}]
    sources = {claim: "x:s2" if claim.endswith("2") else "x:s" for rows in tables.values() for row in rows
               for claim in row.get("claims") or ()}  # fmt: skip
    written = write_followthemoney(Snapshot.from_rows(tables), tmp_path / "out.json", sources)
    told = valid_entities(tmp_path / "out.json")
    assert {entity["schema"] for entity in told if "proof" in entity["properties"]} == {"Associate", "Membership"}
    items = list(read_followthemoney(tmp_path / "out.json", "f").items)
    named: dict[str, set[str]] = {}
    for table in ("persons", "agencies", "places", "events"):
        for row in rows_of(items)[table]:
            named.setdefault(row["id"], set()).add(row["source_id"])
    assert named.pop("x:q") == {"x:s"}
    assert set(map(frozenset, named.values())) == {frozenset({"x:s", "x:s2"})}
    assert [row["source_id"] for row in rows_of(items)["kinship"]] == ["x:s"]
    assert codes(items) == []
    assert [loss.count for loss in written.losses if loss.kind == "claims"] == [len(sources)]


def test_a_document_of_proof_that_is_not_there_is_told(tmp_path: Path) -> None:
    path = written(tmp_path, entity("Person", "a", name="A", proof="gone"))
    items = list(read_followthemoney(path, "f").items)
    assert (codes(items), [row["source_id"] for row in rows_of(items)["persons"]]) == (["left_out"], ["f:in.ftm.json"])


def test_of_dates_of_different_precision_the_most_exact_is_taken(tmp_path: Path) -> None:
    lines = [
        entity("Person", "a", name="A", birthDate=["1950", "1950-03-02", "1950-03"]),
        entity("Person", "b", name="B", birthDate=["1950", "1951-03"]),
    ]
    items = list(read_followthemoney(written(tmp_path, *lines), "x").items)
    assert [row["birth"] for row in rows_of(items)["persons"]] == ["1950-03-02", "1950"]
    told = [(item.row, item.note.column) for item in items if isinstance(item, FileNote)]
    assert told == [(2, "birthDate")]


def test_a_gender_that_is_no_word_of_theirs_and_a_name_that_cannot_be_kept_are_told(tmp_path: Path) -> None:
    properties = {"name": ["A", "B|C"], "alias": ["D"], "gender": ["M"]}
    line = json.dumps({"id": "a", "schema": "Person", "properties": properties})
    items = list(read_followthemoney(written(tmp_path, line), "x").items)
    assert [(row["name"], row["names"]) for row in rows_of(items)["persons"]] == [("A", "D")]
    told = [(item.note.column, item.note.reason) for item in items if isinstance(item, FileNote)]
    assert told == [
        ("gender", "is not taken over"),
        ("name", "has a value with the sign | in it, which is not taken over"),
    ]


def test_refused_entities_are_kept_word_for_word_and_come_back(tmp_path: Path) -> None:
    lines = [entity("Person", "a", name="A"), entity("Vessel", "b", name="B"), '{"id": "c", "schema": "Person"']
    store = FakeStore()
    ledger = Ledger(store, FakeClock(), "tester")
    report = ledger.import_paths([written(tmp_path, *lines)], ImportOptions(quarantine=tmp_path / "q"))
    assert [(each["row"], each["code"]) for each in report.problems.entries] == [(2, "unknown_schema"), (3, "not_json")]
    (kept,) = (tmp_path / "q" / "damaged").iterdir()
    assert kept.read_text(encoding="utf-8").splitlines() == lines
    right = [lines[0], lines[1].replace("Vessel", "Person"), lines[2] + ', "properties": {"name": ["C"]}}']
    kept.write_text("\n".join(right) + "\n", encoding="utf-8")
    again = ledger.import_paths([tmp_path / "q"])
    assert (again.rejected, again.unchanged, again.recorded) == (0, report.recorded, 2)
    assert {row["name"] for row in store.snapshot().rows("Person")} == {"A", "B", "C"}


def test_a_trip_without_a_word_for_it_is_a_crossing(tmp_path: Path) -> None:
    lines = [entity("Person", "a", name="A"), entity("Trip", "t", involved="a", startDate="2010")]
    items = list(read_followthemoney(written(tmp_path, *lines), "x").items)
    assert [row["kind"] for row in rows_of(items)["events"]] == ["border_crossing"]
