"""Agencies and places of an event as FollowTheMoney can say them: written only where reading gives the same side."""

from __future__ import annotations

from collections import Counter
from typing import Any

from app.domain.custody import agency_role, event_kinds, place_role
from app.domain.snapshot import Snapshot
from app.formats.followthemoney_entities import fold_id

Row = dict[str, Any]
Properties = dict[str, list[str]]
_ENDS = {"FROM_PLACE": "startLocation", "TO_PLACE": "endLocation"}


class Sides:
    """Says what the ties of each event become.

    Parameters
    ----------
    snapshot : Snapshot
    """

    def __init__(self, snapshot: Snapshot) -> None:
        self._countries = {
            label: {row["id"]: row["country"] for row in snapshot.rows(label)} for label in ("Agency", "Place")
        }
        self._kinds = {row["id"]: row["kind"] for row in snapshot.rows("Place")}
        self._ties: dict[str, list[tuple[str, str]]] = {}
        for tie in sorted(snapshot.rows("event_ties"), key=lambda row: (row["a"], row["type"], row["b"])):
            self._ties.setdefault(tie["a"], []).append((tie["type"], tie["b"]))

    def of(self, row: Row) -> tuple[Properties, Counter[str]]:
        """Return the properties of an event for its ties, and the ties that have none, counted by type.

        Parameters
        ----------
        row : dict
            Of the table ``Event`` of a snapshot.

        Returns
        -------
        (dict of str to list of str, Counter)
        """
        ties = self._ties.get(row["id"], [])
        told: Properties = {}
        lost: Counter[str] = Counter()
        trip = {type for type, _ in ties} >= _ENDS.keys()
        receiving = row["country"] or (self._one_country(ties) if trip else None)
        for type, id in ties:
            if type == "SUBJECT_OF":
                name: str | None = "involved"
            elif trip and type in _ENDS:
                name = _ENDS[type]
            else:
                name = self._property(row["kind"], type, id, receiving)
            if name is None:
                lost[type] += 1
            else:
                told.setdefault(name, []).append(fold_id(id))
        return told, lost

    def _one_country(self, ties: list[tuple[str, str]]) -> str | None:
        countries = {self._countries["Place"].get(id) for type, id in ties if type == "TO_PLACE"}
        return countries.pop() if len(countries) == 1 else None

    def _property(self, kind: str | None, type: str, id: str, receiving: str | None) -> str | None:
        side, _, label = type.partition("_")
        if label not in ("AGENCY", "PLACE") or kind not in event_kinds():
            return None
        country = self._countries[label.title()].get(id)
        if label == "AGENCY":
            role = agency_role(kind, agency_country=country, receiving_country=receiving)
        else:
            place_kind = self._kinds.get(id)
            role = place_role(kind, place_kind=place_kind, place_country=country, receiving_country=receiving)
        if role != side.lower():
            return None
        return "organizer" if label == "AGENCY" else "addressEntity"


def is_membership(told: Properties) -> bool:
    """Say whether an event is nothing but one person and the one body that it is for."""
    names = {name for name, values in told.items() if any(values)} - {"startDate", "endDate"}
    return names == {"involved", "organizer"} and len(told["involved"]) == len(told["organizer"]) == 1
