"""Rules of each table that reach over several cells of a row: kinship terms, custody columns, what needs what."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from app.domain.cells import CellRefused
from app.domain.claims import content_hash
from app.domain.custody import agency_role, event_kinds, place_role
from app.domain.row_kinship import read_relation
from app.domain.row_rules import Row

Rule = Callable[[Row], None]


def _sources(row: Row) -> None:
    row.read_dates("published", "told_on")
    row.warn_when_future("published", "told_on")


def _derivations(row: Row) -> None:
    row.refuse_self("source_id", "from_source_id")


def _plain(row: Row) -> None:
    return None


def _persons(row: Row) -> None:
    statement = row.statement
    if "birth" in statement or "death" in statement:
        row.read_dates("birth", "death")
        row.warn_when_reversed("birth", "death")
        row.warn_when_future("death")
        if row.lies_ahead("birth"):
            row.refuse("birth", "in_the_future", "a birth lies in the future", f"a day up to {row.today.isoformat()}")
    _least_most(row, "count_least", "count_most")


def _least_most(row: Row, least: str, most: str) -> None:
    low, high = row.statement.get(least), row.statement.get(most)
    if low is not None and high is not None and high < low:
        row.refuse(most, "most_below_least", f"is less than {least}", f"at least {least}")


def _memberships(row: Row) -> None:
    if row.statement.get("relation") == "among":  # a case and a person may share an id: their labels differ
        row.refuse_self("person_id", "target_id")


def _kinship(row: Row) -> None:
    statement = row.statement
    row.read_dates("since", "until")
    row.warn_when_reversed("since", "until")
    row.refuse_self("person_a", "person_b")
    told = statement.get("relation")
    if told is None:
        return
    try:
        relation = read_relation(told, statement.get("nature"))
    except CellRefused as refused:
        row.refuse(
            "nature" if refused.code == "bad_nature" else "relation", refused.code, refused.reason, refused.allowed
        )
        return
    row.kind = relation.kind
    statement["relation"] = relation.term
    if relation.nature:
        statement["nature"] = relation.nature
    if relation.ended:
        statement.setdefault("until", "unknown")  # it has ended; the word does not say when
    if relation.term != told:
        words = statement.get("words", "")
        statement["words"] = words if told in words else f"{told}: {words}" if words else told


def _bodies(row: Row) -> None:
    row.read_dates("valid_from", "valid_to")
    row.warn_when_reversed("valid_from", "valid_to")


def _places(row: Row) -> None:
    given = {"latitude", "longitude"} & row.statement.keys()
    if len(given) == 1 and not given & row.refused_columns():
        missing = next(iter({"latitude", "longitude"} - given))
        if missing not in row.refused_columns():
            row.refuse(missing, "missing", "a point needs both numbers", "latitude and longitude, or neither")
    if "facility_kind" in row.statement and row.statement.get("kind") != "facility":
        row.warn("facility_kind", "no_facility", "is given for a place that is no facility")


def _structure(row: Row) -> None:
    row.read_dates("since", "until")
    row.warn_when_reversed("since", "until")
    row.refuse_self("from_id", "to_id")


def _because_of(row: Row) -> None:
    targets = [name for name in ("because_event_id", "because_person_id") if name in row.statement]
    if len(targets) != 1 and not row.refused_columns() & {"because_event_id", "because_person_id"}:
        row.refuse(
            "because_event_id",
            "one_target",
            "the row needs one of two columns",
            "because_event_id or because_person_id, not both",
        )
    row.refuse_self("event_id", "because_event_id")


def _identities(row: Row) -> None:
    row.refuse_self("record_a", "record_b")


def _events(row: Row) -> None:
    statement = row.statement
    kind = event_kinds().get(statement.get("kind", ""))
    row.read_dates("begin", "end", period=kind is not None and kind.lasts)
    row.warn_when_reversed("begin", "end")
    row.warn_when_future("begin", "end")
    _least_most(row, "duration_least", "duration_most")
    if kind is None:
        return
    if "end" in statement and not kind.lasts:
        lasting = ", ".join(name for name, each in event_kinds().items() if each.lasts)
        row.refuse("end", "does_not_last", f"{kind.name} is one day and has no end", f"end only with {lasting}")
    begin = row.dates.get("begin")
    if "end" in statement and begin is not None and begin.end is not None:
        row.refuse("end", "two_ends", "begin already holds a period with its end", "the end in one of the two columns")
    if "by_role" in statement and "by_person_id" not in statement and "by_person_id" not in row.refused_columns():
        row.refuse(
            "by_person_id", "missing", "by_role is given without the person", "the id of the person who had this part"
        )
    if statement.get("person_id") in statement.get("by_person_id", ()):
        row.warn("by_person_id", "own_part", "is the person whom it happened to")
    if kind.name == "birth" and row.lies_ahead("begin"):
        row.refuse("begin", "in_the_future", "a birth lies in the future", f"a day up to {row.today.isoformat()}")
    if "id" not in statement and "person_id" in statement and "id" not in row.refused_columns():
        _make_id(row)
    if "agency_id" in statement:
        _place_columns(row, "agency_id", _AGENCY_COLUMNS, _agency_role)
    if "place_id" in statement:
        _place_columns(row, "place_id", _PLACE_COLUMNS, _place_role)


_WHERE = ("place_id", "at_place_id", "from_place_id", "to_place_id")


def _make_id(row: Row) -> None:
    """Make the id of an event from person, kind, date text and place text."""
    statement = row.statement
    when = [statement.get("begin", ""), statement.get("end", "")]
    where = [statement.get(name, []) for name in _WHERE]
    dataset = row.dataset or statement["person_id"].partition(":")[0]
    statement["id"] = f"{dataset}:{content_hash([statement['person_id'], statement['kind'], when, where])}"
    row.unnamed = True


_AGENCY_COLUMNS = {"by": "by_agency_id", "from": "from_agency_id", "to": "to_agency_id"}
_PLACE_COLUMNS = {"at": "at_place_id", "from": "from_place_id", "to": "to_place_id"}


def _place_columns(
    row: Row, single: str, columns: Mapping[str, str], role_of: Callable[[Row, str], str | None]
) -> None:
    """Move the ids of a single column to the columns that say what they mean."""
    statement = row.statement
    for id in statement.pop(single):
        role = role_of(row, id)
        if role is None:
            row.refuse(
                single,
                "unclear_role",
                f"it cannot be told what the {single[:-3]} did in a {statement['kind']}",
                f"use {', '.join(columns.values())}",
            )
            return
        ids = statement.setdefault(columns[role], [])
        if id not in ids:
            ids.append(id)


def _agency_role(row: Row, id: str) -> str | None:
    kind = row.statement["kind"]
    if not event_kinds()[kind].crosses:
        return agency_role(kind)
    return agency_role(kind, agency_country=row.bodies.find("Agency", id)[1], receiving_country=_receiving_country(row))


def _place_role(row: Row, id: str) -> str | None:
    kind = row.statement["kind"]
    if not event_kinds()[kind].crosses:
        return place_role(kind)
    place_kind, country = row.bodies.find("Place", id)
    return place_role(kind, place_kind=place_kind, place_country=country, receiving_country=_receiving_country(row))


def _receiving_country(row: Row) -> str | None:
    """Return the country told, else the one country of the agencies and places that the person was handed to."""
    told: str | None = row.statement.get("country")
    if told is not None:
        return told
    countries = {row.bodies.find("Agency", id)[1] for id in row.statement.get("to_agency_id", ())}
    countries |= {row.bodies.find("Place", id)[1] for id in row.statement.get("to_place_id", ())}
    return countries.pop() if len(countries) == 1 else None


#: The rules of each table by its name.
RULES: dict[str, Rule] = {
    "sources": _sources,
    "derivations": _derivations,
    "cases": _plain,
    "agencies": _bodies,
    "places": _places,
    "structure": _structure,
    "persons": _persons,
    "families": _plain,
    "memberships": _memberships,
    "kinship": _kinship,
    "events": _events,
    "because_of": _because_of,
    "identities": _identities,
}
