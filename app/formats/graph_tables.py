"""From a graph file that Kintrace wrote back to rows of the tables, with the file as their source.

A node is ours when it says its label and its record (``label`` or, in GEXF, ``entity``; ``record``), an edge when it
says the type of its tie (``type`` or ``tie``). Any other graph needs a mapping. The claims themselves are not in such a
file: every row becomes a claim of the file, with the node or edge as its citation and the grade that the graph gave it.
What was marked as invented comes from a source of that kind. The source keeps to the team until somebody says more.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from app.domain.cells import Problem
from app.domain.claims import INVENTED
from app.domain.columns import SEPARATOR
from app.domain.snapshot import NODE_TABLES
from app.domain.tables import MEMBERSHIPS, STRUCTURE, TABLES
from app.formats.base import FileNote, FileRow, ReadResult
from app.formats.graph_cells import EDGES, refused, texts_of
from app.formats.graph_events import EventTies, one_day_of, only_step
from app.formats.graph_file import GraphFile, Item
from app.formats.source_file import check_file, source_id, source_row

Cells = dict[str, str]
_TABLE_OF = {
    "Person": "persons",
    "Family": "families",
    "Case": "cases",
    "Agency": "agencies",
    "Place": "places",
    "Event": "events",
}
_RELATIONS = {"PARENT_OF": "parent", "SPOUSE_OF": "spouse", "SIBLING_OF": "sibling"}
_MEMBERSHIPS = {tie: relation for relation, (tie, _) in MEMBERSHIPS.items()}
_STRUCTURE = {tie: relation for relation, (tie, _, _) in STRUCTURE.items()}
_OF_NO_EVENT = {"KIN_OF", "KNOWS", "BECAUSE_OF", *_RELATIONS, *_MEMBERSHIPS, *_STRUCTURE}
_DATASET = "graph"
#: What a node has although no claim describes it.
_BARE = frozenset({"id", "label", "entity", "record", "claims", "contradictions", "invented"})
_NO_MAPPING = "a graph that Kintrace wrote; for any other a mapping: --mapping FILE (kintrace map-start makes one)"


def read_own_graph(graph: GraphFile, dataset: str = "") -> ReadResult:
    """Read a graph that Kintrace wrote as rows of tables.

    Parameters
    ----------
    graph : GraphFile
    dataset : str
        Data set of the id of the source that the file is; empty: ``graph``. The records keep their own ids.

    Returns
    -------
    ReadResult
        Persons, families, cases, agencies and places, then their ties, then events.

    Raises
    ------
    InvalidDocument
        There is no such file.

    Notes
    -----
    The file is read twice, or more often when edges stand before their nodes. Memory: the ids of nodes and edges, and
    the ties of events.
    """
    check_file(graph.path)
    source = source_id(graph.path, dataset or _DATASET)
    return ReadResult([str(graph.path)], _Reading(graph, source).items(), is_whole=True)


class _Reading:
    """One reading of a file."""

    def __init__(self, graph: GraphFile, source: str) -> None:
        self._graph = graph
        self._source = source
        self._cited: set[bool] = set()
        self._ends: dict[str, tuple[str, str]] = {}
        self._events = EventTies()
        self._lost_ends: set[str] = set()
        self._is_event_lost = False
        self._sources = 0

    def items(self) -> Iterator[Item]:
        """Yield rows and notes; nothing more after a note that stops."""
        for item in self._graph.items():
            if isinstance(item, FileNote):
                yield item
                if item.stops:
                    return
            elif item.table == EDGES:
                yield from self._edge(item)
            elif not self._ends and not _is_own(item.cells):
                problem = Problem("", "no_mapping", "is a graph that Kintrace did not write", _NO_MAPPING)
                yield FileNote(item.file, item.row, problem, stops=True)
                return
            else:
                yield from self._node(item)
        for item in self._graph.nodes():
            if isinstance(item, FileRow) and item.problem is None and item.cells.get("id") in self._events.events:
                partial = self._is_event_lost or item.cells["id"] in self._lost_ends
                yield from (replace(row, partial=partial) for row in self._event(item))
        if self._sources:
            reason = f"{self._sources:,} sources of the graph are not taken over: its rows rest on the file"
            yield FileNote(str(self._graph.path), None, Problem("", "sources_left", reason), stops=False)

    def _node(self, item: FileRow) -> Iterator[Item]:
        label = item.cells.get("label", "")
        label = label if label in NODE_TABLES else item.cells.get("entity", "")
        if item.problem is None and not _is_own(item.cells):
            reason = "the node does not say what it is"
            item = refused(item, Problem("label", "no_label", reason, f"label and record: {', '.join(NODE_TABLES)}"))
        if item.problem is not None:
            yield FileRow(item.file, item.row, "", item.cells, item.problem)
            return
        self._ends[item.cells["id"]] = (label, item.cells["record"])
        if label == "Source":
            self._sources += 1
        elif label == "Event":
            self._events.events.add(item.cells["id"])
        elif item.cells.keys() - _BARE - {"grade", "independent_sources"}:
            table = _TABLE_OF[label]
            yield from self._row(item, table, {"id": item.cells["record"], **_columns(table, item.cells)})

    def _edge(self, item: FileRow) -> Iterator[Item]:
        kind = item.cells.get("tie") or item.cells.get("type", "")
        start, end = (self._ends.get(item.cells.get(side, "")) for side in ("source", "target"))
        if item.problem is not None:
            yield self._lost(item, item.problem)
        elif start is None or end is None:
            reason = "the edge leads to a node that could not be read"
            yield self._lost(item, Problem("", "no_label", reason, "nodes that can be read"))
        elif kind == "DERIVED_FROM" or self._events.take(kind, item.cells, start, end):
            return
        else:
            found = _tie(kind, item.cells, start, end)
            if found is None:
                problem = Problem("type", "no_tie", "the edge does not say which tie it is", "a tie of Kintrace")
                yield self._lost(item, problem)
            else:
                yield from self._row(item, *found)

    def _lost(self, item: FileRow, problem: Problem) -> FileRow:
        """Return an edge that cannot be read; an event at one of its ends may have lost what it tells."""
        ends = {item.cells.get(side, "") for side in ("source", "target")}
        kind = item.cells.get("tie") or item.cells.get("type", "")
        self._lost_ends |= ends
        self._is_event_lost |= not (ends & self._events.events or kind in _OF_NO_EVENT)
        return FileRow(item.file, item.row, "", item.cells, problem)

    def _event(self, item: FileRow) -> Iterator[FileRow]:
        columns = _columns("events", item.cells)
        if "kind" not in columns and item.cells["id"] not in self._events:
            return  # only a tie needs it, and the tie names it
        if "/" in columns.get("begin", ""):
            some_day = one_day_of(columns["begin"], columns.get("kind", ""), item.cells)
            columns["begin"] = some_day or columns["begin"]
            if not some_day:
                columns.pop("end", None)  # it is the second half of the period
        step = only_step(item.cells.get("steps", ""))
        columns |= {"step": step} if step else {}
        for part in self._events.rows(item.cells["id"]):
            yield from self._row(item, "events", {"id": item.cells["record"], **columns, **part})

    def _row(self, item: FileRow, table: str, cells: Cells) -> Iterator[FileRow]:
        """Yield a row under the source it rests on, and that source before its first row."""
        invented = item.cells.get("invented") == "true"
        source = f"{self._source}.{INVENTED}" if invented else self._source
        if invented not in self._cited:
            self._cited.add(invented)
            about = source_row(self._graph.path, source, INVENTED if invented else "file")
            yield FileRow(item.file, item.row, "sources", about)
        what = "edge" if item.table == EDGES else "node"
        citation = " ".join(filter(None, [f"{what} {item.cells.get('id', item.row)}", cells.pop("citation", "")]))
        origin = {"source_id": source, "citation": citation, "grade": item.cells.get("grade", "")}
        yield FileRow(item.file, item.row, table, {**cells, **origin})


def _is_own(cells: Mapping[str, str]) -> bool:
    label = {cells.get("label", ""), cells.get("entity", "")} & set(NODE_TABLES)
    return bool(label and cells.get("record"))


def _columns(table: str, cells: Mapping[str, str]) -> Cells:
    """Return the cells of a node under the columns of a table; claims and sources are not taken from them."""
    found: Cells = {}
    for column in TABLES[table].columns:
        cell = cells.get(column.name, "")
        if cell and column.name not in ("id", "grade"):
            several = (each for each in texts_of(cell) if each and SEPARATOR not in each)
            found[column.name] = SEPARATOR.join(several) if column.type == "names" else cell
    return found


def _tie(kind: str, cells: Cells, start: tuple[str, str], end: tuple[str, str]) -> tuple[str, Cells] | None:
    """Return the table and the cells of a tie; None for one that is not ours."""
    period = {name: cells[name] for name in ("since", "until") if cells.get(name)}
    if kind in _RELATIONS or kind in ("KIN_OF", "KNOWS"):
        nature = cells.get("nature", "")
        relation = _RELATIONS.get(kind, cells.get("term", ""))
        if kind == "SPOUSE_OF":
            relation, nature = ("partner" if nature == "partner" else relation), ""
        return "kinship", {"person_a": start[1], "relation": relation, "person_b": end[1], "nature": nature, **period}
    if kind in _MEMBERSHIPS:
        return "memberships", {"person_id": start[1], "relation": _MEMBERSHIPS[kind], "target_id": end[1]}
    if kind in _STRUCTURE:
        return "structure", {"from_id": start[1], "relation": _STRUCTURE[kind], "to_id": end[1], **period}
    if kind == "BECAUSE_OF":
        target = "because_event_id" if end[0] == "Event" else "because_person_id"
        return "because_of", {"event_id": start[1], target: end[1]}
    return None
