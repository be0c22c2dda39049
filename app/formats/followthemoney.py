"""FollowTheMoney in: entities as JSON lines.

Persons, bodies, families, associates, memberships, events, trips, addresses and documents become rows; an entity of
any other schema is a refused row with those that are read. The file is read three times: first the schema of every id,
then bodies, addresses and documents, then the rest. A property may hold several values: all names are kept, of anything
else that has one place the first, and the rest is told. A row rests on the documents that a Documentation or
``proof`` names for its entity, else on the file. A word of relationship that is not known is kept as it is said, with a
warning. What an organizer or an address is to an event follows from its kind as in tables; a handover needs their
countries. Where a line cannot be read, what may rest on a document in it may not say all.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

from app.domain.cells import Problem
from app.errors import InvalidParameter
from app.formats.base import FileNote, FileRow, ReadResult
from app.formats.followthemoney_entities import Entity, Known
from app.formats.followthemoney_rows import EARLY, ROWS
from app.formats.source_file import check_file, head_of, source_id, source_row

Item = FileRow | FileNote
_MOST_LINE_BYTES = 1 << 20
_HEAD_BYTES = 1 << 16


def recognise_followthemoney(path: Path) -> bool:
    """Say whether the first line of a file is an entity: an object with id, schema and properties; never raises.

    Parameters
    ----------
    path : Path

    Returns
    -------
    bool
    """
    first = head_of(path, _HEAD_BYTES).partition(b"\n")[0]
    return first.lstrip(b"\xef\xbb\xbf \t")[:1] == b"{" and b'"schema"' in first and b'"properties"' in first


def read_followthemoney(path: Path, dataset: str = "") -> ReadResult:
    """Open a file of entities for reading.

    Parameters
    ----------
    path : Path
    dataset : str
        Data set of ids that are none of ours; empty: ``ftm``.

    Returns
    -------
    ReadResult

    Raises
    ------
    InvalidDocument
        There is no such file.
    """
    check_file(path)
    return ReadResult([str(path)], _items(path, dataset or "ftm"), is_whole=True)


def _items(path: Path, dataset: str) -> Iterator[Item]:
    file = str(path)
    source = source_id(path, dataset)
    yield FileRow(file, 1, "sources", source_row(path, source, "database"))
    known = Known(dataset)
    anything = False
    for _, line, entity in _entities(path, known, Counter()):
        anything = True
        if isinstance(entity, Entity):
            known.first(entity)
        else:
            known.lost(line)
    if not anything:
        yield FileNote(file, None, Problem("", "empty", "holds no entity", "one entity in each line"), stops=True)
    for early in (True, False):
        for number, _, entity in _entities(path, known, Counter()):
            if isinstance(entity, Problem):
                yield from () if early else (FileRow(file, number, "", {}, entity),)
            elif (entity.schema in EARLY) is early:
                yield from _rows(FileRow(file, number, "", {"source_id": source}), entity, known)


def _rows(at: FileRow, entity: Entity, known: Known) -> Iterator[Item]:
    """Yield the rows of an entity, one for each document that it rests on, and what of it is left out."""
    all_found = list(ROWS[entity.schema](entity, known))
    is_cut = known.is_damaged and any(isinstance(each, Problem) and each.code == "no_record" for each in all_found)
    for found in all_found:
        if isinstance(found, Problem):
            yield FileNote(at.file, at.row, found, stops=False)
            continue
        table, cells = found
        origin = {} if table == "sources" else {"citation": entity.told_id}
        documents = [] if table == "sources" else known.sources_of(entity)
        partial = is_cut or (table != "sources" and known.may_rest_on_more(entity))
        for source in documents or [at.cells["source_id"]]:
            place = origin | ({} if table == "sources" else {"source_id": source})
            yield FileRow(at.file, at.row, table, cells | place, partial=partial)
    for name in sorted(entity.properties.keys() - entity.taken):
        yield FileNote(at.file, at.row, Problem(name[:60], "left_out", "is not taken over"), stops=False)
    for name, values in sorted(entity.properties.items()):
        if name in entity.odd:
            reason = "has a value with the sign | in it, which is not taken over"
            yield FileNote(at.file, at.row, Problem(name[:60], "left_out", reason), stops=False)
        if len(values) > 1 and name in entity.first_only:
            reason = f"has {len(values)} values; the first is taken over"
            yield FileNote(at.file, at.row, Problem(name[:60], "left_out", reason), stops=False)


def _entities(path: Path, known: Known, seen: Counter[str]) -> Iterator[tuple[int, bytes, Entity | Problem]]:
    with path.open("rb") as file:
        for number, (line, whole) in enumerate(_lines(file), 1):
            if not whole:
                problem = Problem("", "too_long", "is longer than an entity can be", "at most 1 MiB in a line")
                yield number, line, problem
            elif line.strip(b" \t\r\n\xef\xbb\xbf"):
                yield number, line, _entity(line, known, seen)


def _lines(file: BinaryIO) -> Iterator[tuple[bytes, bool]]:
    """Yield each line and whether it is whole; what is too long is passed over to its end."""
    while line := file.readline(_MOST_LINE_BYTES):
        whole = len(line) < _MOST_LINE_BYTES or line.endswith(b"\n")
        rest = line
        while not whole and rest and not rest.endswith(b"\n"):
            rest = file.readline(_MOST_LINE_BYTES)
        yield line, whole


def _entity(line: bytes, known: Known, seen: Counter[str]) -> Entity | Problem:
    try:
        told = json.loads(line.decode("utf-8-sig"), object_pairs_hook=_once, parse_constant=_no_number)
    except UnicodeDecodeError:
        return Problem("", "undecodable", "holds bytes that are no UTF-8", "UTF-8")
    except (ValueError, RecursionError):
        return Problem("", "not_json", "is no JSON that can be read", "one object with each key once in each line")
    if not isinstance(told, dict) or not isinstance(told.get("id"), str) or not told["id"]:
        return Problem("id", "missing", "has no id", "an object with id, schema and properties")
    properties = _texts(told.get("properties"))
    if properties is None:
        return Problem("properties", "bad_properties", "is no object of lists of texts", '{"name": ["…"]}')
    if told.get("schema") not in ROWS:
        return Problem("schema", "unknown_schema", "is of a schema that is not read", ", ".join(sorted(ROWS)))
    seen[told["id"]] += 1
    if seen[told["id"]] > 1:
        return Problem("id", "repeated_id", "is the id of an entity above", "each entity once")
    try:
        return Entity(known.id_of(told["id"]), told["id"], told["schema"], properties)
    except InvalidParameter:
        return Problem("id", "bad_id", "is no id that can be kept", "valid text, at most 300 characters")


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("repeated key")
    return found


def _no_number(name: str) -> float:
    raise ValueError(name)


def _texts(value: Any) -> dict[str, list[str]] | None:
    if not isinstance(value, dict):
        return None
    found: dict[str, list[str]] = {}
    for name, values in value.items():
        listed = values if isinstance(values, list) else [values]
        if not all(isinstance(each, str) for each in listed):
            return None
        found[name] = [each for each in listed if each.strip()]
    return {name: values for name, values in found.items() if values}
