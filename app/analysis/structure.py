"""How agencies and places hang together: name periods of one body, what is part of what, which country."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from app.analysis.bounds import Bounds, surely_before


class AgencyRecord(NamedTuple):
    """One agency in one name period."""

    id: str
    name: str | None
    kind: str | None
    country: str | None
    valid_from: Bounds
    valid_to: Bounds


class PlaceRecord(NamedTuple):
    """A place; ``kind`` is country, province, city, border_crossing, facility …"""

    id: str
    name: str | None
    kind: str | None
    facility_kind: str | None
    country: str | None


class Containment:
    """What lies in what, over any number of steps. A circle is survived: its members contain one another.

    Parameters
    ----------
    ties : iterable of (str, str)
        (part, whole); a part may have several wholes, as a border crossing lies within both sides.
    """

    def __init__(self, ties: Iterable[tuple[str, str]]) -> None:
        self._wholes: dict[str, list[str]] = {}
        for part, whole in sorted(set(ties)):
            self._wholes.setdefault(part, []).append(whole)
        self._closed = {part: self._climb(part) for part in self._wholes}

    def _climb(self, part: str) -> tuple[str, ...]:
        found = dict.fromkeys([part])
        queue = [part]
        for each in queue:
            for whole in self._wholes.get(each, ()):
                if whole not in found:
                    found[whole] = None
                    queue.append(whole)
        return tuple(found)

    def wholes(self, part: str) -> tuple[str, ...]:
        """Return a part and everything that it lies in, nearest first."""
        return self._closed.get(part, (part,))

    def overlap(self, a: str, b: str) -> bool:
        """Say whether the two are one or one lies in the other: they do not differ then, one is told less exactly."""
        return a in self.wholes(b) or b in self.wholes(a)


class Agencies:
    """Agencies as bodies: the name periods of one body are one.

    Parameters
    ----------
    records : mapping of str to AgencyRecord
    same_body : iterable of (str, str)
        (name period, body or another name period).
    part_of : iterable of (str, str)
        (part, whole); dates of the ties are not asked.
    """

    def __init__(
        self,
        records: Mapping[str, AgencyRecord],
        same_body: Iterable[tuple[str, str]],
        part_of: Iterable[tuple[str, str]],
    ) -> None:
        self.records = records
        self._body = _bodies(same_body)
        self._periods: dict[str, list[str]] = {}
        for period, body in sorted(self._body.items()):
            self._periods.setdefault(body, []).append(period)
        self.containment = Containment((self.body(part), self.body(whole)) for part, whole in part_of)

    def body(self, agency: str) -> str:
        """Return the id that stands for the body: the name period that the others point to, else the smallest id."""
        return self._body.get(agency, agency)

    def wholes(self, agency: str) -> tuple[str, ...]:
        """Return the body of an agency and every body that it is part of, nearest first."""
        return self.containment.wholes(self.body(agency))

    def country(self, agency: str) -> str | None:
        """Return the country of an agency or of its body."""
        return self._first(agency, "country")

    def kind(self, agency: str) -> str | None:
        """Return the kind of an agency or of its body."""
        return self._first(agency, "kind")

    def _first(self, agency: str, field: str) -> str | None:
        for each in (agency, self.body(agency)):
            record = self.records.get(each)
            value: str | None = getattr(record, field) if record else None
            if value is not None:
                return value
        return None

    def name_at(self, agency: str, day: Bounds) -> str | None:
        """Return the name that the body had on a day, as far as exactly one name period can hold that day.

        Parameters
        ----------
        agency : str
            The record that the source names.
        day : Bounds

        Returns
        -------
        str or None
            Else the name of the record that the source names.
        """
        periods = [self.records[each] for each in self._periods.get(self.body(agency), ()) if each in self.records]
        fitting = [
            each
            for each in periods
            if not surely_before(day, each.valid_from) and not surely_before(each.valid_to, day)
        ]
        own = self.records.get(agency)
        if day.closed and len(fitting) == 1:
            return fitting[0].name
        return own.name if own else None


def _bodies(same_body: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return, for every agency in a name period tie, the one that stands for its body."""
    ties = sorted(set(same_body))
    pointing = {start for start, _ in ties}
    beside: dict[str, set[str]] = {}
    for start, end in ties:
        beside.setdefault(start, set()).add(end)
        beside.setdefault(end, set()).add(start)
    bodies: dict[str, str] = {}
    for agency in sorted(beside):
        if agency in bodies:
            continue
        group = [agency]
        for each in group:
            group.extend(sorted(beside[each] - set(group)))
        body = min(group, key=lambda each: (each in pointing, each))
        bodies.update(dict.fromkeys(group, body))
    return bodies


class Places:
    """Places and the places that they lie within.

    Parameters
    ----------
    records : mapping of str to PlaceRecord
    within : iterable of (str, str)
    """

    def __init__(self, records: Mapping[str, PlaceRecord], within: Iterable[tuple[str, str]]) -> None:
        self.records = records
        self.containment = Containment(within)

    def country(self, place: str) -> str | None:
        """Return the country of a place: its own, else that of everything it lies in if this is one country only."""
        record = self.records.get(place)
        if record is not None and record.country is not None:
            return record.country
        around = {self.records[each].country for each in self.containment.wholes(place) if each in self.records} - {
            None
        }
        return around.pop() if len(around) == 1 else None

    def is_facility(self, place: str) -> bool:
        """Say whether a place is a facility."""
        return self._kind(place) == "facility"

    def is_country(self, place: str) -> bool:
        """Say whether a place is a whole country."""
        return self._kind(place) == "country"

    def is_crossing(self, place: str) -> bool:
        """Say whether a place is a border crossing."""
        return self._kind(place) == "border_crossing"

    def _kind(self, place: str) -> str | None:
        record = self.records.get(place)
        return record.kind if record else None
