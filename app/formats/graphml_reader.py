"""GraphML in: as NetworkX, igraph, Gephi, yEd or Kintrace write it.

Our own reader, because NetworkX's joins nodes of one id, makes nodes for edges that lead nowhere and takes in the
whole file. Typed attributes, defaults, parallel edges, edge ids and graphs within nodes are kept; graphics of yEd are
passed over with a note, hyperedges are problems.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from app.domain.cells import MOST_CELL_CHARACTERS, Problem
from app.formats.base import FileNote, ReadResult
from app.formats.graph_cells import EDGES, MOST_ATTRIBUTES, NODES, BadValue, Cells, own_name, typed
from app.formats.graph_file import GraphFile, Item, raw_records
from app.formats.graph_tables import read_own_graph
from app.formats.xml_events import Name, TooManyAttributes, XmlReader, read_xml, root_of

_NAMESPACES = (None, "http://graphml.graphdrawing.org/xmlns")
_PORT = "port"
_DOMAINS = {"node": NODES, "edge": EDGES}


def recognise_graphml(path: Path) -> bool:
    """Say whether a file is GraphML, by its first element."""
    return root_of(path) == "graphml"


def read_graph_graphml(path: Path) -> GraphFile:
    """Open a GraphML file.

    Parameters
    ----------
    path : Path

    Returns
    -------
    GraphFile
        Rows are numbered by the line at which the element starts.
    """
    return GraphFile(path, lambda: read_xml(path, _Reader(str(path))))


def read_graphml(path: Path, dataset: str = "") -> ReadResult:
    """Read GraphML that Kintrace wrote as rows of tables.

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
    return read_own_graph(read_graph_graphml(path), dataset)


def read_raw_graphml(path: Path) -> Iterator[Item]:
    """Read any GraphML as records for a mapping, as :func:`app.formats.graph_file.raw_records` gives them."""
    return raw_records(read_graph_graphml(path))


@dataclass
class _Key:
    """A declared attribute."""

    name: str
    domain: str
    type: str


class _Reader(XmlReader[Item]):
    units = ("node", "edge")

    def __init__(self, file: str) -> None:
        super().__init__()
        self._file = file
        self._keys: dict[str, _Key] = {}
        self._defaults: dict[str, dict[str, str]] = {NODES: {}, EDGES: {}}
        self._open: list[Cells] = []
        self._holders: list[str] = []
        self._directed: list[str] = []
        self._key: _Key | None = None
        self._data: str | None = None
        self._text: list[str] | None = None
        self._length = 0
        self._foreign = 0
        self._noted: set[str] = set()
        self._starts: dict[str, Callable[[Mapping[str, str]], None]] = {
            "key": self._start_key,
            "default": self._start_default,
            "graph": self._start_graph,
            "node": self._start_node,
            "edge": self._start_edge,
            "hyperedge": self._start_hyperedge,
            "data": self._start_data,
            "port": self._start_port,
        }
        self._ends: dict[str, Callable[[], None]] = {
            "key": self._end_key,
            "default": self._end_default,
            "graph": self._end_graph,
            "node": self._finish,
            "edge": self._finish,
            "hyperedge": self._finish,
            "data": self._end_data,
            "port": self._end_graph_part,
        }

    def start(self, name: Name, attributes: Mapping[str, str]) -> None:
        if self._foreign or name[0] not in _NAMESPACES:
            self._foreign += 1
            self._note_foreign()
            return
        begin = self._starts.get(name[1])
        if begin is not None:
            begin(attributes)

    def end(self, name: Name) -> None:
        if self._foreign:
            self._foreign -= 1
            return
        finish = self._ends.get(name[1])
        if finish is not None:
            finish()

    def text(self, content: str) -> None:
        text = self._text
        if text is None or self._foreign or self._length > MOST_CELL_CHARACTERS:
            return
        text.append(content)
        self._length += len(content)

    def _listen(self) -> None:
        self._text, self._length = [], 0

    def _heard(self) -> str:
        text, self._text = self._text, None
        if not text:
            return ""
        return text[0] if len(text) == 1 else "".join(text)

    def _start_key(self, attributes: Mapping[str, str]) -> None:
        id, domain = attributes.get("id", ""), attributes.get("for", "all")
        name = own_name(attributes.get("attr.name", id))
        if any(key.name == name and domain in (key.domain, "all") for key in self._keys.values()):
            name = id
        self._key = _Key(name, domain, attributes.get("attr.type", "string").lower())
        if len(self._keys) == MOST_ATTRIBUTES:
            raise TooManyAttributes
        if id in self._keys:
            self._stop(Problem("", "repeated_key", "declares one key twice", "each key once"))
        self._keys[id] = self._key

    def _start_default(self, attributes: Mapping[str, str]) -> None:
        self._listen()

    def _end_default(self) -> None:
        text = self._heard()
        if self._key is None:
            return
        try:
            default = typed(text, self._key.type)
            for table, defaults in self._defaults.items():
                if self._key.domain == "all" or _DOMAINS.get(self._key.domain) == table:
                    defaults[self._key.name] = default
        except BadValue as wrong:
            reason = f"the default of a key {wrong}"
            self._stop(Problem(self._key.name[:60], "bad_value", reason, f"a value of the type {self._key.type}"))

    def _end_key(self) -> None:
        self._key = None

    def _start_graph(self, attributes: Mapping[str, str]) -> None:
        self._directed.append("false" if attributes.get("edgedefault") == "undirected" else "true")
        self._holders.append("graph")

    def _end_graph(self) -> None:
        self._directed.pop()
        self._holders.pop()

    def _start_port(self, attributes: Mapping[str, str]) -> None:
        self._holders.append(_PORT)
        if _PORT not in self._noted:
            self._noted.add(_PORT)
            problem = Problem("", "ports", "ports of nodes are passed over; what an edge says of them is kept")
            self.found.append(FileNote(self._file, self.line(), problem, stops=False))

    def _end_graph_part(self) -> None:
        self._holders.pop()

    def _start_node(self, attributes: Mapping[str, str]) -> None:
        own = [("id", attributes.get("id", ""))]
        if self._open:
            own.append(("parent", self._open[-1].row().cells.get("id", "")))
        self._begin(NODES, own)

    def _start_edge(self, attributes: Mapping[str, str]) -> None:
        directed = attributes.get("directed", self._directed[-1] if self._directed else "true").lower()
        own = [(side, attributes.get(side, "")) for side in ("source", "target")]
        own += [(name, attributes[name]) for name in ("id", "sourceport", "targetport") if attributes.get(name)]
        self._begin(EDGES, [*own, ("directed", {"1": "true", "0": "false"}.get(directed, directed))])

    def _start_hyperedge(self, attributes: Mapping[str, str]) -> None:
        self._begin(EDGES, [])
        self._open[-1].refuse("", "hyperedge", "an edge between more than two nodes is not read", "edges with two ends")

    def _begin(self, table: str, own: list[tuple[str, str]]) -> None:
        self._open.append(Cells(self._file, self.line(), table, own))
        self._holders.append(table)

    def _finish(self) -> None:
        table, cells = self._holders.pop(), self._open.pop()
        cells.fill(self._defaults[table].items())
        self.found.append(cells.row())

    def _start_data(self, attributes: Mapping[str, str]) -> None:
        self._data = attributes.get("key", "")
        self._listen()

    def _end_data(self) -> None:
        text, key = self._heard(), self._keys.get(self._data or "")
        data, self._data = self._data, None
        if not self._open or not self._holders or self._holders[-1] in ("graph", _PORT) or data in self._noted:
            return
        if key is None:
            self._open[-1].refuse(
                "", "undeclared", "has a value of a key that the file does not declare", "declared keys"
            )
            return
        self._open[-1].put(key.name, text, key.type)

    def _note_foreign(self) -> None:
        if self._data is not None and self._data not in self._noted:
            self._noted.add(self._data)
            problem = Problem("", "graphics", "data of one key are elements of another format and are passed over")
            self.found.append(FileNote(self._file, self.line(), problem, stops=False))

    def _stop(self, problem: Problem) -> None:
        self.found.append(FileNote(self._file, self.line(), problem, stops=True))
