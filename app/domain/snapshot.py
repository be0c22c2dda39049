"""The graph as columns, stamped with its data version.

A snapshot holds one :class:`pyarrow.Table` for each label and each group of ties. It is what every analysis reads; it
never changes. Dates are ``date32`` bounds beside the text as given; an open bound is null.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from app.domain.person_numbers import PersonNumbers, number_persons

if TYPE_CHECKING:
    import networkx as nx

_TEXT = pa.string()
_LIST = pa.list_(pa.string())


def _dated(*names: str) -> list[tuple[str, pa.DataType]]:
    """Text, first and last possible day, and the two marks of a date property."""
    fields: list[tuple[str, pa.DataType]] = []
    for name in names:
        fields += [
            (name, _TEXT),
            (f"{name}_earliest", pa.date32()),
            (f"{name}_latest", pa.date32()),
            (f"{name}_approximate", pa.bool_()),
            (f"{name}_uncertain", pa.bool_()),
        ]
    return fields


_EVIDENCE: list[tuple[str, pa.DataType]] = [
    ("claims", _LIST),
    ("grade", _TEXT),
    ("independent_sources", pa.int32()),
    ("invented", pa.bool_()),
]
_NODE = [("id", _TEXT), *_EVIDENCE, ("contradictions", _LIST)]
_NAMED = [("name", _TEXT), ("names", _LIST)]

#: Columns of every table of a snapshot. Node tables are named by label, tie tables by what they hold.
SCHEMAS: dict[str, pa.Schema] = {
    "Person": pa.schema(
        [
            *_NODE,
            *_NAMED,
            ("name_script", _TEXT),
            ("sex", _TEXT),
            *_dated("birth", "death"),
            ("nationality", _TEXT),
            ("occupation", _TEXT),
            ("count_least", pa.int32()),
            ("count_most", pa.int32()),
            ("note", _TEXT),
        ]
    ),
    "Family": pa.schema([*_NODE, ("name", _TEXT), ("note", _TEXT)]),
    "Case": pa.schema([*_NODE, ("title", _TEXT), ("summary", _TEXT)]),
    "Agency": pa.schema([*_NODE, *_NAMED, ("kind", _TEXT), ("country", _TEXT), *_dated("valid_from", "valid_to")]),
    "Place": pa.schema(
        [
            *_NODE,
            *_NAMED,
            ("kind", _TEXT),
            ("facility_kind", _TEXT),
            ("country", _TEXT),
            ("latitude", pa.float64()),
            ("longitude", pa.float64()),
            ("coordinate_precision", _TEXT),
        ]
    ),
    "Event": pa.schema(
        [
            *_NODE,
            ("kind", _TEXT),
            ("category", _TEXT),
            *_dated("begin", "end"),
            ("duration_least", pa.int32()),
            ("duration_most", pa.int32()),
            ("age", _TEXT),
            ("manner", _TEXT),
            ("reason", _TEXT),
            ("reason_class", _TEXT),
            ("agency_kind", _TEXT),
            ("place_kind", _TEXT),
            ("country", _TEXT),
            ("steps", _LIST),
            ("note", _TEXT),
        ]
    ),
    "Source": pa.schema(
        [
            ("id", _TEXT),
            ("title", _TEXT),
            ("kind", _TEXT),
            ("publisher", _TEXT),
            ("published", _TEXT),
            ("published_latest", pa.date32()),
            ("told_on", _TEXT),
            ("told_on_latest", pa.date32()),
            ("witness", _TEXT),
            ("url", _TEXT),
        ]
    ),
    # type: PARENT_OF, SPOUSE_OF, SIBLING_OF, KIN_OF, KNOWS
    "kinship": pa.schema(
        [
            ("type", _TEXT),
            ("a", _TEXT),
            ("b", _TEXT),
            ("nature", _TEXT),
            ("term", _TEXT),
            *_dated("since", "until"),
            *_EVIDENCE,
        ]
    ),
    # type: MEMBER_OF, IN_CASE, AMONG
    "memberships": pa.schema([("type", _TEXT), ("a", _TEXT), ("b", _TEXT), *_EVIDENCE]),
    # type: PART_OF, SUCCEEDED, SAME_BODY, BASED_AT, WITHIN
    "structure": pa.schema([("type", _TEXT), ("a", _TEXT), ("b", _TEXT), *_dated("since", "until"), *_EVIDENCE]),
    # type: SUBJECT_OF (a = event, b = person), BY_AGENCY, FROM_AGENCY, TO_AGENCY, AT_PLACE, FROM_PLACE, TO_PLACE, BY_PERSON
    "event_ties": pa.schema([("type", _TEXT), ("a", _TEXT), ("b", _TEXT), ("role", _TEXT), *_EVIDENCE]),
    # BECAUSE_OF: a = event, b = the other event or person (b_label)
    "because_of": pa.schema([("a", _TEXT), ("b", _TEXT), ("b_label", _TEXT), *_EVIDENCE]),
    "derivations": pa.schema([("a", _TEXT), ("b", _TEXT)]),
}
NODE_TABLES = ("Person", "Family", "Case", "Agency", "Place", "Event", "Source")
TIE_TABLES = ("kinship", "memberships", "structure", "event_ties", "because_of", "derivations")

#: Labels at the start and end of each tie.
TIE_ENDS: dict[str, tuple[str, str]] = {
    "PARENT_OF": ("Person", "Person"),
    "SPOUSE_OF": ("Person", "Person"),
    "SIBLING_OF": ("Person", "Person"),
    "KIN_OF": ("Person", "Person"),
    "KNOWS": ("Person", "Person"),
    "MEMBER_OF": ("Person", "Family"),
    "IN_CASE": ("Person", "Case"),
    "AMONG": ("Person", "Person"),
    "PART_OF": ("Agency", "Agency"),
    "SUCCEEDED": ("Agency", "Agency"),
    "SAME_BODY": ("Agency", "Agency"),
    "BASED_AT": ("Agency", "Place"),
    "WITHIN": ("Place", "Place"),
    "BY_AGENCY": ("Event", "Agency"),
    "FROM_AGENCY": ("Event", "Agency"),
    "TO_AGENCY": ("Event", "Agency"),
    "AT_PLACE": ("Event", "Place"),
    "FROM_PLACE": ("Event", "Place"),
    "TO_PLACE": ("Event", "Place"),
    "BY_PERSON": ("Event", "Person"),
    "DERIVED_FROM": ("Source", "Source"),
}


@dataclass(frozen=True)
class Snapshot:
    """The whole graph at one data version.

    Attributes
    ----------
    data_version : int
        ``Meta.data_version`` when it was read.
    tables : mapping of str to pyarrow.Table
        One entry for each name in :data:`SCHEMAS`, with exactly those columns.
    in_progress : str
        Words of ``Meta.in_progress`` when work of several batches was under way, else empty.
    """

    data_version: int
    tables: Mapping[str, pa.Table]
    in_progress: str = ""

    @classmethod
    def from_rows(cls, rows: Mapping[str, list[dict[str, Any]]], *, data_version: int = 0) -> "Snapshot":
        """Build a snapshot from rows as dictionaries; a missing column is null.

        Parameters
        ----------
        rows : mapping of str to list of dict
            Table name to rows. Date bounds are :class:`datetime.date`.
        data_version : int

        Returns
        -------
        Snapshot

        Raises
        ------
        KeyError
            A table that is not in :data:`SCHEMAS`.

        Examples
        --------
        >>> Snapshot.from_rows({"Person": [{"id": "x:1", "name": "A"}]}).tables["Person"].num_rows
        1
        """
        unknown = set(rows) - set(SCHEMAS)
        if unknown:
            raise KeyError(f"no such snapshot table: {', '.join(sorted(unknown))}")
        tables = {
            name: pa.Table.from_pylist(rows[name], schema=schema)
            if rows.get(name)
            else pa.Table.from_batches([], schema)
            for name, schema in SCHEMAS.items()
        }
        return cls(data_version=data_version, tables=tables)

    @cached_property
    def person_numbers(self) -> PersonNumbers:
        """Numbers for the persons and for the ends of kinship; looked up once."""
        return number_persons(self.tables["Person"], self.tables["kinship"])

    def rows(self, table: str) -> list[dict[str, Any]]:
        """Return one table as dictionaries."""
        return list(self.tables[table].to_pylist())

    def to_networkx(self) -> "nx.MultiDiGraph":
        """Return the graph as a NetworkX multigraph.

        Returns
        -------
        networkx.MultiDiGraph
            Node keys are ``Label/id`` with attributes ``label``, ``id`` and the columns that are not null. Edge keys
            are tie types
            (``SUBJECT_OF`` from person to event, as in the store); edge attributes are the columns that are not null.

        Notes
        -----
        O(nodes + ties).

        Examples
        --------
        >>> tie = {"type": "PARENT_OF", "a": "x:1", "b": "x:2"}
        >>> graph = Snapshot.from_rows({"Person": [{"id": "x:1"}, {"id": "x:2"}], "kinship": [tie]}).to_networkx()
        >>> list(graph.edges(keys=True))
        [('Person/x:1', 'Person/x:2', 'PARENT_OF')]
        """
        import networkx as nx

        graph = nx.MultiDiGraph(data_version=self.data_version)
        for label in NODE_TABLES:
            for row in self.rows(label):
                known = {key: value for key, value in row.items() if value is not None}
                graph.add_node(f"{label}/{row['id']}", label=label, **known)
        for table in TIE_TABLES:
            for row in self.rows(table):
                start, end, kind = tie_ends(table, row)
                known = {
                    key: value for key, value in row.items() if value is not None and key not in ("a", "b", "type")
                }
                graph.add_edge(start, end, key=kind, **known)
        return graph


def tie_ends(table: str, row: dict[str, Any]) -> tuple[str, str, str]:
    """Return where a row of a tie table starts and ends, and the type of its tie.

    Parameters
    ----------
    table : str
        One of :data:`TIE_TABLES`.
    row : dict
        A row of it.

    Returns
    -------
    (start, end, type) : tuple of str
        Ends are ``Label/id``.
    """
    if table == "because_of":
        return f"Event/{row['a']}", f"{row['b_label']}/{row['b']}", "BECAUSE_OF"
    if table == "derivations":
        return f"Source/{row['a']}", f"Source/{row['b']}", "DERIVED_FROM"
    if row["type"] == "SUBJECT_OF":
        return f"Person/{row['b']}", f"Event/{row['a']}", "SUBJECT_OF"
    start, end = TIE_ENDS[row["type"]]
    return f"{start}/{row['a']}", f"{end}/{row['b']}", row["type"]


def day(value: date | None) -> int | None:
    """Return a date as a day number (proleptic Gregorian ordinal), None when open."""
    return None if value is None else value.toordinal()
