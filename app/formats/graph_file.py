"""A graph in a file of another program: its nodes, then its edges.

Nothing is joined and nothing is made up: a second node with one id, and an edge whose end is no node, are problems.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from app.domain.cells import Problem
from app.errors import InvalidDocument
from app.formats.base import FileNote, FileRow
from app.formats.graph_cells import EDGES, NODES, refused
from app.formats.source_file import check_file

Item = FileRow | FileNote
#: Reads a file from its start, each time it is called.
Scan = Callable[[], Iterator[Item]]


@dataclass(frozen=True, slots=True)
class GraphFile:
    """A graph in a file, which is read anew by each method.

    Attributes
    ----------
    path : Path
    scan : callable
        Yields nodes and edges as they stand in the file, as rows of the tables ``nodes`` and ``edges``.
    """

    path: Path
    scan: Scan

    def items(self) -> Iterator[Item]:
        """Yield nodes, edges and notes as they stand in the file, but no edge before both of its nodes.

        Yields
        ------
        FileRow or FileNote
            A node without an id, or with the id of an earlier one, is a problem; so is an edge without ends, with an
            end that is no node, or with the id of an earlier edge between the same two nodes. (NetworkX numbers edges
            anew for each pair of nodes, so ids of other pairs may repeat.) Nothing comes after a note that stops.

        Notes
        -----
        The file is read once, or twice when edges stand before their nodes. Memory: the ids of nodes and edges.
        """
        nodes: set[str] = set()
        seen: set[tuple[str, str, str]] = set()
        late: set[int] = set()
        for number, item in enumerate(self.scan()):
            if isinstance(item, FileNote):
                yield item
                if item.stops:
                    return
            elif item.table == NODES:
                yield _node(item, nodes)
            elif item.cells.get("source") in nodes and item.cells.get("target") in nodes:
                yield _edge(item, seen)
            else:
                late.add(number)
        if late:
            for number, item in enumerate(self.scan()):
                if number in late and isinstance(item, FileRow):
                    yield _edge(_tied(item, nodes), seen)

    def nodes(self) -> Iterator[Item]:
        """Yield the nodes and the notes."""
        return (item for item in self.items() if isinstance(item, FileNote) or item.table == NODES)

    def edges(self) -> Iterator[FileRow]:
        """Yield the edges."""
        return (item for item in self.items() if isinstance(item, FileRow) and item.table == EDGES)


def raw_records(graph: GraphFile) -> Iterator[Item]:
    """Yield the nodes and edges of a graph as records for a mapping.

    Parameters
    ----------
    graph : GraphFile

    Yields
    ------
    FileRow or FileNote
        Of a node or edge the cells are the names of its attributes and their texts; ``element`` is ``node`` or
        ``edge``.

    Raises
    ------
    InvalidDocument
        There is no such file.
    """
    check_file(graph.path)
    for item in graph.items():
        if isinstance(item, FileRow):
            element = "node" if item.table == NODES else "edge"
            yield FileRow(item.file, item.row, item.table, {"element": element, **item.cells}, item.problem)
        else:
            yield item


def checked_rows(items: Iterable[Item]) -> Iterator[FileRow]:
    """Yield the rows of a file that may have no wrong one.

    Parameters
    ----------
    items : iterable of FileRow or FileNote

    Yields
    ------
    FileRow

    Raises
    ------
    InvalidDocument
        At the first row that is wrong, or where the file cannot be read.
    """
    for item in items:
        if isinstance(item, FileRow):
            if item.problem is not None:
                raise _invalid(item.file, item.row, item.problem)
            yield item
        elif item.stops:
            raise _invalid(item.file, item.row, item.note)


def _invalid(file: str, row: int | None, problem: Problem) -> InvalidDocument:
    return InvalidDocument(file, row, problem.column or None, problem.code, problem.reason, problem.allowed)


def _node(row: FileRow, seen: set[str]) -> FileRow:
    id = row.cells.get("id", "")
    if row.problem is None and not id:
        return refused(row, Problem("id", "missing", "the node has no id", "every node has one"))
    if row.problem is None and id in seen:
        return refused(row, Problem("id", "repeated_id", "a node before it has the same id", "each id once"))
    seen.add(id)
    return row


def _edge(row: FileRow, seen: set[tuple[str, str, str]]) -> FileRow:
    if row.problem is not None or not row.cells.get("id"):
        return row
    key = (row.cells["source"], row.cells["target"], row.cells["id"])
    if key in seen:
        reason = "an edge before it between the same nodes has the same id"
        return refused(row, Problem("id", "repeated_id", reason, "each id once"))
    seen.add(key)
    return row


def _tied(row: FileRow, known: set[str]) -> FileRow:
    for side in ("source", "target"):
        end = row.cells.get(side, "")
        if row.problem is not None:
            return row
        if not end:
            return refused(row, Problem(side, "missing", "the edge has no such end", "every edge has two ends"))
        if end not in known:
            reason = "the edge leads to a node that the file does not have"
            return refused(row, Problem(side, "dangling", reason, "ids of nodes of the file"))
    return row
