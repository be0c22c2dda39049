"""A NetworkX graph to a snapshot: whoever works with NetworkX can ask the same analyses."""

from collections.abc import Callable, Mapping, Sequence
from operator import itemgetter
from typing import Any

import networkx as nx
import pyarrow as pa
import pyarrow.compute as pc

from app.domain.garbage import uncollected
from app.domain.snapshot import NODE_TABLES, SCHEMAS, TIE_ENDS, TIE_TABLES, Snapshot
from app.errors import InvalidParameter

Attributes = Mapping[str, Any]
#: Nodes and ties differ in what is told of them; few combinations are frequent.
_MOST_SHAPES = 64
_OTHERS = ("",)
_ALLOWED = "a networkx.MultiDiGraph in the shape of Snapshot.to_networkx(): nodes `Label/id`, edge keys = tie types"
_TABLE_OF = {
    **dict.fromkeys(("PARENT_OF", "SPOUSE_OF", "SIBLING_OF", "KIN_OF", "KNOWS"), "kinship"),
    **dict.fromkeys(("MEMBER_OF", "IN_CASE", "AMONG"), "memberships"),
    **dict.fromkeys(("PART_OF", "SUCCEEDED", "SAME_BODY", "BASED_AT", "WITHIN"), "structure"),
    **dict.fromkeys(
        ("SUBJECT_OF", "BY_AGENCY", "FROM_AGENCY", "TO_AGENCY", "AT_PLACE", "FROM_PLACE", "TO_PLACE", "BY_PERSON"),
        "event_ties",
    ),
    "BECAUSE_OF": "because_of",
    "DERIVED_FROM": "derivations",
}


def snapshot_of(graph: nx.MultiDiGraph) -> Snapshot:
    """Return the snapshot of a graph in the shape of ``Snapshot.to_networkx()``.

    Parameters
    ----------
    graph : networkx.MultiDiGraph
        Nodes ``Label/id``, edge keys are tie types; attributes are the columns of a snapshot. Further attributes are
        left out. The graph attribute ``data_version`` is kept.

    Returns
    -------
    Snapshot

    Raises
    ------
    InvalidParameter
        A node or edge that no table holds, or no directed multigraph.

    Notes
    -----
    O(nodes + edges). ``snapshot_of(s.to_networkx())`` has the rows of s, in the order of the graph.

    Examples
    --------
    >>> graph = nx.MultiDiGraph()
    >>> _ = graph.add_edge("Person/x:1", "Person/x:2", key="PARENT_OF")
    >>> snapshot_of(graph).tables["kinship"].num_rows
    1
    """
    if not (graph.is_directed() and graph.is_multigraph()):
        raise InvalidParameter("graph", _ALLOWED, "is no directed multigraph")
    with uncollected():
        return Snapshot(graph.graph.get("data_version", 0), _tables(graph))


def _tables(graph: nx.MultiDiGraph) -> dict[str, pa.Table]:
    nodes = {label: _Rows(label, ("id",)) for label in NODE_TABLES}
    for node, attributes in graph.nodes(data=True):
        rows = nodes[_label_of(node)]
        shape = rows.shapes.get(tuple(attributes)) or rows.new_shape(tuple(attributes))
        shape.values.append(shape.read(attributes))
        rows.order.append(shape)
        rows.starts.append(node)
    tables = {label: rows.table({"id": _ids(rows.starts, label)}) for label, rows in nodes.items()}
    ties = _ties(graph)
    for name in TIE_TABLES:
        parts = [_tie_table(key, ties[key]) for key, held in _TABLE_OF.items() if held == name]
        tables[name] = pa.concat_tables([SCHEMAS[name].empty_table(), *parts])
    return tables


def _ties(graph: nx.MultiDiGraph) -> "_ByType":
    found = _ByType((key, _Rows(name, ("type", "a", "b", "b_label"))) for key, name in _TABLE_OF.items())
    for start, neighbours in graph.adjacency():
        for end, keyed in neighbours.items():
            for key, attributes in keyed.items():
                rows = found[key]
                shape = rows.shapes.get(tuple(attributes)) or rows.new_shape(tuple(attributes))
                shape.values.append(shape.read(attributes))
                rows.order.append(shape)
                rows.starts.append(start)
                rows.ends.append(end)
    return found


def _tie_table(key: str, rows: "_Rows") -> pa.Table:
    first, second = (rows.ends, rows.starts) if key == "SUBJECT_OF" else (rows.starts, rows.ends)
    start, end = TIE_ENDS.get(key, ("Event", "Person"))
    labels = [_label_of(node) for node in second] if key == "BECAUSE_OF" else []
    kinds = pa.repeat(key, len(first))
    return rows.table({"type": kinds, "a": _ids(first, start), "b": _ids(second, end), "b_label": labels})


def _ids(nodes: Sequence[object], label: str) -> pa.Array:
    """Return the ids in the keys of some nodes, most of which have one label."""
    try:
        keys = pa.array(nodes, pa.string())
    except pa.ArrowTypeError:
        keys = pa.array(map(str, nodes), pa.string())
    if pc.all(pc.starts_with(keys, f"{label}/")).as_py():
        return pc.utf8_slice_codeunits(keys, len(label) + 1)
    return pa.array([key.partition("/")[2] for key in keys.to_pylist()], pa.string())


class _Shape:
    """The rows that have the same attributes: all values of a row are read at once, while it is at hand."""

    def __init__(self, names: Sequence[str], read: Callable[[Attributes], tuple[Any, ...]]) -> None:
        self._names = names
        self.read = read
        self.values: list[tuple[Any, ...]] = []

    def table(self, fields: Sequence[pa.Field]) -> pa.Table:
        """Return the rows; null where these have no such attribute."""
        known = dict(zip(self._names, zip(*self.values, strict=True), strict=True))
        rows = len(self.values)
        columns = [
            pa.array(known[field.name], field.type) if field.name in known else pa.nulls(rows, field.type)
            for field in fields
        ]
        return pa.table(columns, schema=pa.schema(fields))


class _Rows:
    """All nodes of one label, or all ties of one type: their ends, attributes, and the shape of each in order.

    Parameters
    ----------
    name : str
        Of the table.
    told : tuple of str
        Its columns that the shape of the graph tells.
    """

    def __init__(self, name: str, told: tuple[str, ...]) -> None:
        self.starts: list[object] = []
        self.ends: list[object] = []
        self.order: list[_Shape] = []
        self.shapes: dict[tuple[str, ...], _Shape] = {}
        self._name = name
        self._fields = [field for field in SCHEMAS[name] if field.name not in told]

    def new_shape(self, keys: tuple[str, ...]) -> _Shape:
        """Make a place for rows with these attributes; of very many, the further ones share one that asks for all."""
        names = [field.name for field in self._fields]
        if len(self.shapes) >= _MOST_SHAPES:
            return self.shapes.setdefault(_OTHERS, _Shape(names, lambda row: tuple(map(row.get, names))))
        known = [name for name in names if name in keys]
        # itemgetter gives a tuple for two names or more
        read = itemgetter(*known) if len(known) > 1 else lambda row: tuple(row[name] for name in known)
        return self.shapes.setdefault(keys, _Shape(known, read))

    def table(self, told: Mapping[str, Sequence[str] | pa.Array]) -> pa.Table:
        """Return the rows in the order in which they came."""
        schema = SCHEMAS[self._name]
        shapes = list(self.shapes.values())
        parts = [pa.schema(self._fields).empty_table(), *(each.table(self._fields) for each in shapes)]
        found = pa.concat_tables(parts)
        if len(shapes) > 1:
            number = {shape: place for place, shape in enumerate(shapes)}
            came = pc.sort_indices(
                pa.array(map(number.__getitem__, self.order), pa.int32())
            )  # equal ones stay in order
            found = found.take(pc.sort_indices(came))
        columns = [pa.array(told[name], pa.string()) if name in told else found[name] for name in schema.names]
        return pa.table(columns, schema=schema)


class _ByType(dict[object, _Rows]):
    """The ties by type."""

    def __missing__(self, key: object) -> _Rows:
        raise InvalidParameter("graph", _ALLOWED, "has an edge whose key is no tie type")


def _label_of(node: object) -> str:
    label, _, id_ = str(node).partition("/")
    if label not in NODE_TABLES or not id_:
        raise InvalidParameter("graph", _ALLOWED, "has a node that is no `Label/id`")
    return label
