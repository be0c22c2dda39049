"""Reads records: one record and its ties, names, lists, named queries. Every query is a file."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from app.catalogue.spec import QuerySpec
from app.domain.identifiers import check_id, is_id
from app.errors import NotFound
from app.services.known_names import KnownNames
from app.store.base import Reader as StoreReader

LABELS = ("Person", "Family", "Case", "Agency", "Place", "Event")
MOST_TIES = 500
#: Properties that are made for searching or for the store itself.
_INNER = frozenset(
    {"search_text", "match_keys", "row_key", "sequence", "table", "independence", "record_a", "record_b"}
)
_MOST_JOINED_STEPS = 50
#: Judgements that are looked through for what the records of one page were joined into.
_MOST_JOINED = 2_000
_CHUNK = 500
#: So few names are read without a look at what is known: that would take as long.
_FEW_NAMES = 40


def shown(properties: Mapping[str, Any]) -> dict[str, Any]:
    """Return the properties of a node that are part of the record.

    Parameters
    ----------
    properties : mapping of str to Any

    Returns
    -------
    dict of str to Any
    """
    return {name: value for name, value in properties.items() if name not in _INNER}


class Reader:
    """Reads from the store through the named queries.

    Parameters
    ----------
    store : app.store.base.Reader
    catalogue : mapping of str to QuerySpec
        All named queries.
    """

    def __init__(self, store: StoreReader, catalogue: Mapping[str, QuerySpec]) -> None:
        self._store = store
        self.catalogue = catalogue
        self._known_names = KnownNames()
        self._starts: tuple[tuple[int, int], list[dict[str, Any]]] = ((-1, 0), [])

    def data_version(self) -> int:
        """Return the number that moves with every write."""
        return self._store.data_version()

    def rows(self, name: str, *, most: int | None = None, **parameters: Any) -> list[dict[str, Any]]:
        """Run a query of our own and return its rows as they are.

        Parameters
        ----------
        name : str
            Area and name of the query.
        most : int, optional
            How many rows at most; may pass the limit that people have.
        **parameters
            Its parameters.

        Returns
        -------
        list of dict
        """
        spec = self.catalogue[name]
        values = spec.check({key: value for key, value in parameters.items() if value is not None})
        if most is not None:
            values["limit"] = most
        return self._store.run(spec.cypher, values)

    def query(self, name: str, parameters: Mapping[str, Any]) -> dict[str, Any]:
        """Answer a named query.

        Parameters
        ----------
        name : str
            Area and name, such as ``kinship.ancestors``.
        parameters : mapping of str to Any
            Texts or values.

        Returns
        -------
        dict
            ``query, parameters, columns, rows, truncated``.

        Raises
        ------
        NotFound
            There is no such query.
        InvalidParameter
            A parameter is unknown, missing or not allowed.
        """
        spec = self.catalogue.get(name)
        if spec is None:
            raise NotFound("query", name, "See the list of queries")
        values = spec.check(parameters)
        rows = spec.rows(self._store.run(spec.cypher, values))
        return {
            "query": name,
            "parameters": values,
            "columns": dict(spec.returns),
            "rows": rows,
            "truncated": len(rows) >= values["limit"],
        }

    def record(self, label: str, id: str, *, without: Sequence[str] = ()) -> dict[str, Any]:
        """Return one record with its ties.

        Parameters
        ----------
        label : str
            Person, Family, Case, Agency, Place, Event or Source; empty for whatever has the id.
        id : str
        without : sequence of str
            Types of ties that are not read: who asks tells them another way.

        Returns
        -------
        dict
            ``label``, the properties, and ``ties``: each ``type, direction, label, other, tie``. A record that was
            joined into another comes back as that one: its ``id`` then differs from the one asked for.

        Raises
        ------
        NotFound
        """
        check_id(id)
        found = self.node(label, id)
        ties = self.rows(
            "records.ties", id=found["id"], label=found["label"], without=list(without), most=MOST_TIES + 1
        )
        found["ties"] = [self._tie(tie) for tie in ties[:MOST_TIES]]
        found["ties_truncated"] = len(ties) > MOST_TIES
        return found

    def node(self, label: str, id: str) -> dict[str, Any]:
        """Return one record without its ties; label, joined records and errors as for :meth:`record`."""
        rows = self.rows("records.node", id=id, label=label)
        if not rows and label != "Source":
            stands = self._stands_for(id)
            rows = self.rows("records.node", id=stands, label=label) if stands else []
        if not rows:
            raise NotFound((label or "record").lower(), id, "Search for a name, or see the id in a list")
        return {"label": rows[0]["label"], **shown(rows[0]["node"])}

    @staticmethod
    def _tie(row: Mapping[str, Any]) -> dict[str, Any]:
        direction = "out" if row["outgoing"] else "in"
        other = {"label": row["label"], **given(row["other"])}
        return {"type": row["type"], "direction": direction, "other": other, "tie": row["tie"]}

    def _stands_for(self, id: str) -> str | None:
        """Return the record that a joined record became, walking over accepted judgements."""
        met, frontier = {id}, [id]
        for _ in range(_MOST_JOINED_STEPS):
            rows = [row for row in self.rows("records.joined", ids=frontier) if row["other"]]
            for row in rows:
                if id in row["records"]:
                    return str(row["other"])
            frontier = sorted({row["other"] for row in rows} - met)
            met.update(frontier)
            if not frontier:
                break
        return None

    def names(self, ids: Iterable[str | None]) -> dict[str, dict[str, Any]]:
        """Return what records are called.

        Parameters
        ----------
        ids : iterable of str or None
            Ids of records of any label; None is passed over.

        Returns
        -------
        dict of str to dict
            Id to ``label, id, name, names, kind, country, invented …``; an id that is not on record is missing. An
            event has the person or group it befell as ``subject``.
        """
        wanted = sorted({id for id in ids if id and is_id(id)})
        if len(wanted) <= _FEW_NAMES:
            return self._read_names(wanted)
        return self._known_names.of(self.data_version(), wanted, self._read_names)

    def _read_names(self, wanted: Sequence[str]) -> dict[str, dict[str, Any]]:
        found: dict[str, dict[str, Any]] = {}
        for start in range(0, len(wanted), _CHUNK):
            chunk = wanted[start : start + _CHUNK]
            for row in self.rows("records.names", ids=chunk, most=len(chunk) * len(LABELS)):
                found[row["node"]["id"]] = {"label": row["label"], **given(row["node"])}
        for id, subject in self.subjects(id for id, known in found.items() if known["label"] == "Event").items():
            found[id]["subject"] = subject
        return found

    def called(self, ids: Iterable[str | None]) -> dict[str, dict[str, Any]]:
        """Return what records are called, as :meth:`names`; one joined into another is called as that one.

        Parameters
        ----------
        ids : iterable of str or None

        Returns
        -------
        dict of str to dict
            The ``id`` in an entry differs from its key where a record was joined.
        """
        wanted = {id for id in ids if id and is_id(id)}
        found = self.names(wanted)
        missing = sorted(wanted - found.keys())
        rows = self.rows("records.joined", ids=missing, most=_MOST_JOINED) if missing else []
        became = {row["id"]: row["other"] for row in rows if row["other"] and row["id"] in row["records"]}
        names = self.names(became.values())
        return found | {id: names[other] for id, other in became.items() if other in names}

    def invented(self, ids: Iterable[str]) -> set[str]:
        """Return those of some ids whose record rests on invented sources only."""
        return {id for id, record in self.names(ids).items() if record.get("invented")}

    def subjects(self, events: Iterable[str]) -> dict[str, dict[str, Any]]:
        """Return the person or group of each of some events, by the id of the event."""
        wanted = sorted(set(events))
        rows = self.rows("records.subjects", events=wanted, most=len(wanted)) if wanted else []
        return {row["event"]: {"label": "Person", **given(row["node"])} for row in rows}

    def most_tied_persons(self, limit: int = 12) -> list[dict[str, Any]]:
        """Return the persons with most kin and most punishments around them: good places to start."""
        at, held = self._starts
        if at != (asked := (self.data_version(), limit)):
            rows = self.rows("records.most_tied_persons", most=limit)
            held = [{"label": "Person", **given(row["node"]), "ties": row["ties"]} for row in rows]
            self._starts = asked, held
        return held


def given(node: Mapping[str, Any]) -> dict[str, Any]:
    """Return the properties of a node that it has."""
    return {name: value for name, value in node.items() if value is not None}
