"""Node-link JSON in: as NetworkX or Kintrace write it.

Rows are numbered as nodes and edges follow one another in the file, from 1, since such a file may be one line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from app.domain.cells import Problem
from app.formats.base import FileNote, FileRow, ReadResult
from app.formats.graph_cells import EDGES, NODES, Cells, as_text, own_name
from app.formats.graph_file import GraphFile, Item, raw_records
from app.formats.graph_tables import read_own_graph
from app.formats.json_items import BadJson, JsonItem, read_items
from app.formats.source_file import head_of

_TABLES = {"nodes": NODES, "edges": EDGES, "links": EDGES}
_OWN = {NODES: frozenset({"id"}), EDGES: frozenset({"id", "source", "target"})}
_HEAD_BYTES = 1 << 16
_HAS_NODES = re.compile(rb'"nodes"\s*:\s*\[')
_HAS_EDGES = re.compile(rb'"(?:directed|multigraph|links|edges)"\s*:')


def recognise_node_link(path: Path) -> bool:
    """Say whether a file is node-link JSON: an object with nodes, and edges or what NetworkX says before them.

    Parameters
    ----------
    path : Path

    Returns
    -------
    bool
        By the first 64 KiB; never raises.
    """
    head = head_of(path, _HEAD_BYTES)
    opens = head.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] == b"{"
    return opens and b'"elements"' not in head and bool(_HAS_NODES.search(head) and _HAS_EDGES.search(head))


def read_graph_node_link(path: Path) -> GraphFile:
    """Open a node-link JSON file.

    Parameters
    ----------
    path : Path

    Returns
    -------
    GraphFile
    """
    return GraphFile(path, lambda: _scan(path))


def read_node_link(path: Path, dataset: str = "") -> ReadResult:
    """Read node-link JSON that Kintrace wrote as rows of tables.

    Parameters
    ----------
    path : Path
    dataset : str
        Data set of the source that the file is.

    Returns
    -------
    ReadResult
        As :func:`app.formats.graph_tables.read_own_graph` gives it.
    """
    return read_own_graph(read_graph_node_link(path), dataset)


def read_raw_node_link(path: Path) -> Iterator[Item]:
    """Read any node-link JSON as records for a mapping, as :func:`app.formats.graph_file.raw_records` gives them."""
    return raw_records(read_graph_node_link(path))


def _scan(path: Path) -> Iterator[Item]:
    file, number, facts = str(path), 0, {}
    arrays: set[str] = set()
    try:
        for item in read_items(path):
            table = _TABLES.get(item.key)
            if table is None:
                facts[item.key] = item.value
            elif item.number:
                arrays.add(table)
                number += 1
                yield _row(file, number, table, item, facts.get("directed"))
    except BadJson as bad:
        yield FileNote(file, bad.line, bad.problem, stops=True)
        return
    if NODES not in arrays:
        yield FileNote(file, None, Problem("", "no_nodes", "has no nodes", 'an array "nodes" of objects'), stops=True)


def _row(file: str, number: int, table: str, item: JsonItem, directed: Any) -> FileRow:
    if not isinstance(item.value, dict):
        what = "node" if table == NODES else "edge"
        problem = Problem(
            "", "not_an_object", f"the {what} is no object", "objects with an id, or with source and target"
        )
        return FileRow(file, number, table, {}, problem)
    own = _OWN[table]
    cells = Cells(file, number, table, [(name, as_text(item.value[name])) for name in own if name in item.value])
    for name, value in item.value.items():
        if name not in own:
            cells.put(own_name(name), as_text(value))
    if table == EDGES and isinstance(directed, bool):
        cells.put("directed", as_text(directed))
    return cells.row()
