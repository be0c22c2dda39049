"""Tables, indexes and views of the SQLite file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from app.domain.snapshot import NODE_TABLES, SCHEMAS, TIE_TABLES
from app.formats.graph_records import DECIMAL, NUMBER, TRUTH, value_kinds

#: Table of each label.
TABLE_OF: Mapping[str, str] = {
    "Person": "persons",
    "Family": "families",
    "Case": "cases",
    "Agency": "agencies",
    "Place": "places",
    "Event": "events",
    "Source": "sources",
}
#: Table of each group of ties.
TIE_TABLE_OF: Mapping[str, str] = {
    "kinship": "kinship_ties",
    "memberships": "membership_ties",
    "structure": "structure_ties",
    "event_ties": "event_ties",
    "because_of": "because_of_ties",
    "derivations": "source_derivations",
}
_EVENT_ENDS = {"Event": "event_id", "Person": "person_id", "Agency": "agency_id", "Place": "place_id"}
#: Columns of the start and of the end of a tie, by the label found there.
END_COLUMNS: Mapping[str, tuple[Mapping[str, str], Mapping[str, str]]] = {
    "kinship": ({"Person": "person_a"}, {"Person": "person_b"}),
    "memberships": ({"Person": "person_id"}, {"Family": "family_id", "Case": "case_id", "Person": "group_id"}),
    "structure": (
        {"Agency": "from_agency_id", "Place": "from_place_id"},
        {"Agency": "to_agency_id", "Place": "to_place_id"},
    ),
    "event_ties": (_EVENT_ENDS, _EVENT_ENDS),
    "because_of": ({"Event": "event_id"}, {"Event": "because_event_id", "Person": "because_person_id"}),
    "derivations": ({"Source": "source_id"}, {"Source": "from_source_id"}),
}
_SQL_TYPES = {NUMBER: "INTEGER", DECIMAL: "REAL", TRUTH: "INTEGER"}
#: Columns that people sort and filter by.
_INDEXED = {"events": ("kind", "begin_earliest"), "persons": ("name",), "places": ("name",), "agencies": ("name",)}
_FIXED = """
CREATE TABLE about (name TEXT PRIMARY KEY, value TEXT);
CREATE TABLE event_kinds (kind TEXT PRIMARY KEY, category TEXT, lasts INTEGER, taking TEXT, crosses INTEGER,
  en TEXT, ko TEXT);
CREATE TABLE search (rowid INTEGER PRIMARY KEY, label TEXT, id TEXT, name TEXT, words TEXT);
CREATE VIRTUAL TABLE search_fts USING fts5(name, words, content='search', content_rowid='rowid',
  tokenize='unicode61 remove_diacritics 2', prefix='1 2 3');
"""
_NAMES = """(SELECT group_concat(name, ' / ') FROM (SELECT coalesce(n.name, n.id) AS name FROM event_ties t
  JOIN {table} n ON n.id = t.{column} WHERE t.event_id = e.id AND t.type {types} ORDER BY n.id))"""
_AGENCIES = _NAMES.format(table="agencies", column="agency_id", types="= '{}'")
_PLACES = _NAMES.format(table="places", column="place_id", types="= '{}'")
_EVENT_VIEW = """
CREATE VIEW {name} AS
SELECT p.id AS person_id, coalesce(p.name, p.id) AS person, e.id AS event_id, e.kind, e.begin, e.begin_earliest,
  e.begin_latest, {columns}, e.grade
FROM events e JOIN event_kinds k ON k.kind = e.kind AND {condition}
JOIN event_ties s ON s.event_id = e.id AND s.type = 'SUBJECT_OF' JOIN persons p ON p.id = s.person_id;
"""
_TAKEN = {
    "e.reason": "reason",
    "e.reason_class": "reason_class",
    _AGENCIES.format("BY_AGENCY"): "by_agency",
    _PLACES.format("AT_PLACE"): "place",
}
_HANDED_OVER = {
    _AGENCIES.format("FROM_AGENCY"): "from_agency",
    _AGENCIES.format("TO_AGENCY"): "to_agency",
    _PLACES.format("FROM_PLACE"): "from_place",
    _PLACES.format("AT_PLACE"): "crossing",
    _PLACES.format("TO_PLACE"): "to_place",
}
_KINSHIP_VIEW = """
CREATE VIEW kinship AS
SELECT t.person_a AS person_id, coalesce(a.name, a.id) AS person, {forward} AS is_the, t.person_b AS of_id,
  coalesce(b.name, b.id) AS of_person, t.nature, t.since, t.until, t.grade
FROM kinship_ties t JOIN persons a ON a.id = t.person_a JOIN persons b ON b.id = t.person_b
UNION ALL
SELECT t.person_b, coalesce(b.name, b.id), {backward}, t.person_a, coalesce(a.name, a.id), t.nature, t.since, t.until,
  t.grade
FROM kinship_ties t JOIN persons a ON a.id = t.person_a JOIN persons b ON b.id = t.person_b
WHERE t.type IN ('PARENT_OF', 'SPOUSE_OF', 'SIBLING_OF');
"""
_WORD = "CASE t.type WHEN 'PARENT_OF' THEN '{}' WHEN 'SPOUSE_OF' THEN 'spouse' WHEN 'SIBLING_OF' THEN 'sibling' {}END"


def statements() -> Iterator[str]:
    """Yield the statements that make an empty file.

    Yields
    ------
    str
    """
    for label in NODE_TABLES:
        kinds = value_kinds([label])
        columns = ["id TEXT PRIMARY KEY", *(_column(name, kind) for name, kind in kinds.items())]
        yield f"CREATE TABLE {TABLE_OF[label]} ({', '.join(columns)});\n"
    for table in TIE_TABLES:
        yield from _tie_statements(table)
    for name, sorted_by in _INDEXED.items():
        yield from (_index(name, column) for column in sorted_by)
    yield _FIXED
    yield _event_view("takings", "k.taking = 'opens'", _TAKEN)
    yield _event_view("handovers", "k.crosses = 1", _HANDED_OVER)
    forward, backward = _WORD.format("parent", "ELSE t.term "), _WORD.format("child", "")
    yield _KINSHIP_VIEW.format(forward=forward, backward=backward)


def _tie_statements(table: str) -> Iterator[str]:
    name, ends = TIE_TABLE_OF[table], END_COLUMNS[table]
    references = {column: TABLE_OF[label] for end in ends for label, column in end.items()}
    columns = ["type TEXT NOT NULL"] if "type" in SCHEMAS[table].names else []
    columns += [f"{column} TEXT REFERENCES {other}(id)" for column, other in references.items()]
    columns += [_column(each, kind) for each, kind in value_kinds([table]).items()]
    yield f"CREATE TABLE {name} ({', '.join(columns)});\n"
    yield from (_index(name, column) for column in references)


def _index(table: str, column: str) -> str:
    return f"CREATE INDEX {table}_{column} ON {table}({column});\n"


def _column(name: str, kind: str) -> str:
    return f'"{name}" {_SQL_TYPES.get(kind, "TEXT")}'


def _event_view(name: str, condition: str, columns: Mapping[str, str]) -> str:
    shown = ", ".join(f"{expression} AS {column}" for expression, column in columns.items())
    return _EVENT_VIEW.format(name=name, condition=condition, columns=shown)
