"""GEXF in: versions 1.1 to 1.3, as NetworkX, Gephi or Kintrace write it.

Our own reader, for the reasons that stand in :mod:`app.formats.graphml_reader`. Typed attributes, defaults, nodes
within nodes, parallel edges and edge ids are kept. What GEXF itself says of a node or edge (``label``, ``start``,
``end``, ``weight``, ``kind``) has its own name, or ``gexf_label`` and so on where an attribute of the file has that
name. A value that changes over time is the list of its values; several spells are told by their outer days, and a
side on which one of them is open has none. Graphics are passed over.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from app.domain.cells import Problem
from app.formats.base import FileNote, ReadResult
from app.formats.graph_cells import EDGES, MOST_ATTRIBUTES, NODES, BadValue, Cells, as_text, own_name, typed
from app.formats.graph_file import GraphFile, Item, raw_records
from app.formats.graph_tables import read_own_graph
from app.formats.xml_events import Name, TooManyAttributes, XmlReader, read_xml, root_of

_CLASSES = {"node": NODES, "edge": EDGES}
#: Attributes of the elements themselves that become cells; ``type`` says only whether an edge has a direction.
_TIMES = frozenset({"start", "end", "startopen", "endopen"})
_SAID = {NODES: ("label",), EDGES: ("label", "weight", "kind")}


def recognise_gexf(path: Path) -> bool:
    """Say whether a file is GEXF, by its first element."""
    return root_of(path) == "gexf"


def read_graph_gexf(path: Path) -> GraphFile:
    """Open a GEXF file.

    Parameters
    ----------
    path : Path

    Returns
    -------
    GraphFile
        Rows are numbered by the line at which the element starts.
    """
    return GraphFile(path, lambda: read_xml(path, _Reader(str(path))))


def read_gexf(path: Path, dataset: str = "") -> ReadResult:
    """Read GEXF that Kintrace wrote as rows of tables.

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
    return read_own_graph(read_graph_gexf(path), dataset)


def read_raw_gexf(path: Path) -> Iterator[Item]:
    """Read any GEXF as records for a mapping, as :func:`app.formats.graph_file.raw_records` gives them."""
    return raw_records(read_graph_gexf(path))


@dataclass
class _Attribute:
    """A declared attribute."""

    name: str
    type: str


@dataclass
class _Open:
    """A node or edge that is being read."""

    table: str
    cells: Cells
    id: str
    values: dict[str, list[str]] = field(default_factory=dict)
    whole: tuple[str, str] = ("", "")
    spells: list[tuple[str, str]] = field(default_factory=list)


def _spell(attributes: Mapping[str, str]) -> tuple[str, str]:
    """Return when a stretch of time begins and ends; empty where it is open."""
    start, end = (attributes.get(side) or attributes.get(f"{side}open", "") for side in ("start", "end"))
    return start, end


def _in_time(told: str) -> tuple[bool, float, str]:
    """Return what orders times: numbers by their value, days as they are written."""
    try:
        return False, float(told), ""
    except ValueError:
        return True, 0.0, told


class _Reader(XmlReader[Item]):
    units = ("node", "edge")

    def __init__(self, file: str) -> None:
        super().__init__()
        self._file = file
        self._declared: dict[str, dict[str, _Attribute]] = {NODES: {}, EDGES: {}}
        self._defaults: dict[str, dict[str, str]] = {NODES: {}, EDGES: {}}
        self._class = NODES
        self._attribute: _Attribute | None = None
        self._default: list[str] | None = None
        self._open: list[_Open] = []
        self._directed = "false"
        self._namespace: str | None = None
        self._starts: dict[str, Callable[[Mapping[str, str]], None]] = {
            "graph": self._start_graph,
            "attributes": self._start_attributes,
            "attribute": self._start_attribute,
            "default": self._start_default,
            "node": self._start_node,
            "edge": self._start_edge,
            "spell": self._add_spell,
            "slice": self._add_spell,
            "attvalue": self._start_attvalue,
        }
        self._ends: dict[str, Callable[[], None]] = {
            "attribute": self._end_attribute,
            "default": self._end_default,
            "node": self._finish,
            "edge": self._finish,
        }

    def start(self, name: Name, attributes: Mapping[str, str]) -> None:
        if name[1] == "gexf":
            self._namespace = name[0]
        begin = self._starts.get(name[1]) if name[0] == self._namespace else None
        if begin is not None:
            begin(attributes)

    def end(self, name: Name) -> None:
        finish = self._ends.get(name[1]) if name[0] == self._namespace else None
        if finish is not None:
            finish()

    def text(self, content: str) -> None:
        if self._default is not None:
            self._default.append(content)

    def _start_graph(self, attributes: Mapping[str, str]) -> None:
        self._directed = "true" if attributes.get("defaultedgetype") == "directed" else "false"

    def _start_attributes(self, attributes: Mapping[str, str]) -> None:
        self._class = _CLASSES.get(attributes.get("class", "node"), NODES)

    def _start_attribute(self, attributes: Mapping[str, str]) -> None:
        known, id = self._declared[self._class], attributes.get("id", "")
        if len(known) == MOST_ATTRIBUTES:
            raise TooManyAttributes
        name = own_name(attributes.get("title") or id)
        if id in known:
            self._stop(Problem("", "repeated_key", "declares one attribute twice", "each attribute once"))
        if any(each.name == name for each in known.values()):
            name = id
        self._attribute = known[id] = _Attribute(name, attributes.get("type", "string").lower())

    def _end_attribute(self) -> None:
        self._attribute = None

    def _start_default(self, attributes: Mapping[str, str]) -> None:
        self._default = []

    def _end_default(self) -> None:
        text, self._default = "".join(self._default or ()), None
        if self._attribute is None:
            return
        try:
            self._defaults[self._class][self._attribute.name] = typed(text, self._attribute.type)
        except BadValue as wrong:
            allowed = f"a value of the type {self._attribute.type}"
            self._stop(Problem(self._attribute.name[:60], "bad_value", f"the default of an attribute {wrong}", allowed))

    def _start_node(self, attributes: Mapping[str, str]) -> None:
        parent = attributes.get("pid") or (self._open[-1].id if self._open else "")
        own = [("id", attributes.get("id", "")), *([("parent", parent)] if parent else [])]
        self._begin(NODES, own, attributes)

    def _start_edge(self, attributes: Mapping[str, str]) -> None:
        own = [(side, attributes.get(side, "")) for side in ("source", "target")]
        own += [("id", attributes["id"])] if attributes.get("id") else []
        told = attributes.get("type")
        directed = self._directed if told is None else "true" if told == "directed" else "false"
        self._begin(EDGES, [*own, ("directed", directed)], attributes)

    def _begin(self, table: str, own: list[tuple[str, str]], attributes: Mapping[str, str]) -> None:
        cells = Cells(self._file, self.line(), table, own)
        opened = _Open(table, cells, attributes.get("id", ""))
        for name in _SAID[table]:
            if attributes.get(name):
                cells.put(self._free(table, name), attributes[name])
        self._open.append(opened)
        if attributes.keys() & _TIMES:
            opened.whole = _spell(attributes)

    def _add_spell(self, attributes: Mapping[str, str]) -> None:
        if self._open:
            self._open[-1].spells.append(_spell(attributes))

    def _start_attvalue(self, attributes: Mapping[str, str]) -> None:
        if not self._open:
            return
        opened = self._open[-1]
        attribute = self._declared[opened.table].get(attributes.get("for", attributes.get("id", "")))
        if attribute is None:
            reason = "has a value of an attribute that the file does not declare"
            opened.cells.refuse("", "undeclared", reason, "declared attributes")
            return
        values = opened.values.setdefault(attribute.name, [])
        if values and not attributes.keys() & _TIMES:
            opened.cells.refuse(attribute.name, "repeated_attribute", "stands twice", "each attribute once")
            return
        try:
            values.append(typed(attributes.get("value", ""), attribute.type))
        except BadValue as wrong:
            opened.cells.refuse(attribute.name, "bad_value", str(wrong), f"a value of the type {attribute.type}")

    def _finish(self) -> None:
        opened = self._open.pop()
        for name, values in opened.values.items():
            if values:
                opened.cells.put(name, values[0] if len(values) == 1 else as_text(list(dict.fromkeys(values))))
        for side, days in zip(("start", "end"), zip(*(opened.spells or [opened.whole]), strict=True), strict=True):
            if all(days):  # a spell that is open on this side reaches beyond all others
                outer = (min if side == "start" else max)(days, key=_in_time)
                opened.cells.put(self._free(opened.table, side), outer)
        opened.cells.fill(self._defaults[opened.table].items())
        self.found.append(opened.cells.row())

    def _free(self, table: str, name: str) -> str:
        """Return the name of a cell for what the element says itself."""
        taken = any(each.name == name for each in self._declared[table].values())
        return f"gexf_{name}" if taken else name

    def _stop(self, problem: Problem) -> None:
        self.found.append(FileNote(self._file, self.line(), problem, stops=True))
