"""A small data set whose texts attack the pages: every name, note and title tries to run a script."""

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

HOSTILE = "\"><img src=x onerror=alert(1)>' </script><script>alert(2)</script>{{7191*7}} href=//evil.example"
SOURCE, INVENTED = "t:report", "t:invented"


def _said(**cells: Any) -> dict[str, Any]:
    return {"source_id": SOURCE, "citation": "p. 1", **cells}


def _person(id: str, name: str, **cells: Any) -> dict[str, Any]:
    return _said(id=f"t:{id}", name=name, **cells)


def _event(id: str, person: str, kind: str, begin: str = "", **cells: Any) -> dict[str, Any]:
    return _said(id=f"t:{id}", person_id=f"t:{person}", kind=kind, begin=begin, **cells)


#: A mother who escapes, a son taken for it and handed over, an invented daughter, an uncle with a second record.
TABLES: dict[str, Sequence[Mapping[str, Any]]] = {
    "sources": [
        {"id": SOURCE, "title": f"Report {HOSTILE}", "kind": "report", "published": "2015-05", "publisher": HOSTILE},
        {"id": INVENTED, "title": "Invented", "kind": "invented"},
    ],
    "persons": [
        _person("mother", "한수진", names="Han Su-jin", sex="female", birth="1960", note=HOSTILE, occupation=HOSTILE),
        _person("son", HOSTILE, sex="male", birth="1985", citation="p. 2"),
        _person("daughter", "오하늘", names="O Ha-nul", sex="female", source_id=INVENTED),
        _person("uncle", "한동호", names="Han Tong-ho", sex="male"),
        _person("uncle2", "Han Dong-ho", citation="p. 9"),
        _person("group", "forty others", name_script="label", count_least=40),
    ],
    "families": [_said(id="t:family", name=f"Han family {HOSTILE}")],
    "memberships": [
        _said(person_id="t:mother", relation="member_of", target_id="t:family"),
        _said(person_id="t:son", relation="member_of", target_id="t:family"),
    ],
    "kinship": [
        _said(person_a="t:mother", relation="parent", person_b="t:son"),
        _said(person_a="t:mother", relation="parent", person_b="t:daughter", source_id=INVENTED),
        _said(person_a="t:uncle", relation="sibling", person_b="t:mother", nature="full"),
    ],
    "agencies": [
        _said(id="t:police", name=f"Police {HOSTILE}", kind="police", country="CN"),
        _said(id="t:bowibu", name="보위부", names="State Security", kind="secret_police", country="KP"),
        _said(id="t:unit", name="Unit 9", kind="police"),
    ],
    "places": [
        _said(id="t:bridge", name=f"Bridge {HOSTILE}", kind="border_crossing", latitude=42.97, longitude=129.85),
        _said(id="t:camp", name="Camp", kind="facility", facility_kind="kwanliso", country="KP"),
    ],
    "events": [
        _event("escape", "mother", "escape", "2009-04"),
        _event("arrest", "son", "arrest", "2009-06-10", by_agency_id="t:police", note=HOSTILE, country="CN"),
        _event(
            "handover",
            "son",
            "handover",
            "2009-07",
            from_agency_id="t:police",
            to_agency_id="t:bowibu",
            at_place_id="t:bridge",
        ),
        _event("held", "son", "camp", "2009-09/..", at_place_id="t:camp", reason="guilt_by_association"),
        _event("passed", "group", "transfer", "2010", from_agency_id="t:bowibu", to_agency_id="t:unit"),
        _event("lost", "son", "fate_unknown", "2012/.."),
        _event("taken", "daughter", "arrest", "2009", source_id=INVENTED, by_person_id="t:uncle", by_role="informer"),
    ],
    "because_of": [_said(event_id="t:held", because_event_id="t:escape", quote=HOSTILE)],
    "identities": [_said(kind="person", record_a="t:uncle", record_b="t:uncle2", judgement="same")],
}


def write_sample(folder: Path) -> Path:
    """Write the data set as CSV tables."""
    return write_tables(folder, TABLES)


def write_tables(folder: Path, tables: Mapping[str, Sequence[Mapping[str, Any]]]) -> Path:
    """Write tables as CSV files into a folder."""
    for name, rows in tables.items():
        columns = list(dict.fromkeys(column for row in rows for column in row))
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as out:
            writer = csv.DictWriter(out, columns, restval="")
            writer.writeheader()
            writer.writerows(rows)
    return folder
