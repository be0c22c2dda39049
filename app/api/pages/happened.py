"""What happened at a place or by an agency, as the table and the sentence of their pages."""

from collections.abc import Mapping
from typing import Any

from app.api.pages.cells import Cell, date_cell, record_cell
from app.api.pages.frame import Page
from app.api.pages.parts import part_address, part_rows, parts_of
from app.domain.custody import MOVES

#: Of agencies at a place, or places of an agency.
_MOST_OTHERS = 40
_ENDS = ("person", "agency", "from_agency", "to_agency", "place", "from_place", "to_place")


def happened(page: Page, what: str, id_: str, part: int) -> dict[str, Any]:
    """Return what the page of a place or an agency tells of its events.

    Parameters
    ----------
    page : Page
    what : str
        ``place`` or ``agency``.
    id_ : str
    part : int
        Which part of the events, from 1.

    Returns
    -------
    dict
        ``finding, groups`` (heading, columns, rows for those who came, were held, left, passed, and the rest),
        ``parts`` and ``others`` (id, persons: who acted at the place, most first) with ``others_left_out``.
    """
    answer = page.services.analyst.answer("presence", **{what: id_})
    headings = _headings(page, what)
    order = {role: number for number, role in enumerate(headings)}
    events = sorted(answer["events"], key=lambda event: order[event["role"]])
    listed = part_rows(page, events, part)
    others = _others(what, answer)
    ids = {event[end] for event in listed for end in _ENDS} | {other for other, _persons in others[:_MOST_OTHERS]}
    names = page.services.reader.names(ids)
    groups = [
        {"role": role, "heading": heading, "columns": _columns(page, what), "rows": rows}
        for role, heading in headings.items()
        if (rows := [_row(page, what, event, names) for event in listed if event["role"] == role])
    ]
    return {
        "finding": _finding(page, what, answer["counts"]),
        "groups": groups,
        "parts": parts_of(len(events), part, lambda part: part_address(page, part)),
        "others": [(record_cell(page, names, other), persons) for other, persons in others[:_MOST_OTHERS]],
        "others_left_out": max(0, len(others) - _MOST_OTHERS),
    }


def _headings(page: Page, what: str) -> dict[str, str]:
    _ = page.words
    if what == "agency":
        return {
            "arrived": _("Received by this agency"),
            "held": _("In its hands"),
            "left": _("Handed over, passed on or released by it"),
            "passed": _("Moves in which it took part"),
            "other": _("What else it did"),
        }
    return {
        "arrived": _("Arrivals"),
        "held": _("Held here"),
        "left": _("Departures"),
        "passed": _("Passed through here"),
        "other": _("What else happened here"),
    }


def _columns(page: Page, what: str) -> list[str]:
    _ = page.words
    told = _("Place") if what == "agency" else _("Agency")
    return [_("Person"), _("Event"), _("When"), _("From"), _("To"), told, _("Evidence")]


def _row(page: Page, what: str, event: Mapping[str, Any], names: Mapping[str, Mapping[str, Any]]) -> list[Cell]:
    _ = page.words
    told = event["place"] if what == "agency" else event["agency"]
    red, moved = event["kind"] in ("handover", "repatriation"), event["kind"] in MOVES
    start, end = ((event[f"{side}_agency"] or event[f"{side}_place"]) for side in ("from", "to"))
    return [
        record_cell(page, names, event["person"]),
        Cell(_.kind(event["kind"]), page.address("Event", event["event"]), red=red),
        date_cell(page, event["date"]),
        record_cell(page, names, start) if moved else Cell("–"),
        record_cell(page, names, end) if moved else Cell("–"),
        record_cell(page, names, told),
        Cell("", claims=event["claims"]),
    ]


def _others(what: str, answer: Mapping[str, Any]) -> list[tuple[str, int]]:
    """Return the agencies at a place, or the places of an agency, with how many persons, most first."""
    ends = ("agency", "from_agency", "to_agency") if what == "place" else ("place", "from_place", "to_place")
    who: dict[str, set[str]] = {}
    for event in answer["events"]:
        for end in ends:
            if event[end]:
                who.setdefault(event[end], set()).add(event["person"])
    return [(id_, len(who[id_])) for id_ in sorted(who, key=lambda each: (-len(who[each]), each))]


def _finding(page: Page, what: str, counts: Mapping[str, Mapping[str, int]]) -> str:
    _ = page.words
    persons = {role: count["persons"] for role, count in counts.items()}
    if not any(persons.values()):
        return _("Nothing that happened here is recorded.") if what == "place" else _("No act of it is recorded.")
    said = {
        "arrived": _("brought or handed to it: %(n)s"),
        "held": _("in its hands by arrest or detention: %(n)s"),
        "left": _("handed over, passed on or released by it: %(n)s"),
        "passed": _("moved with its part: %(n)s"),
    }
    if what == "place":
        said = {
            "arrived": _("brought here: %(n)s"),
            "held": _("held here: %(n)s"),
            "left": _("taken away or released: %(n)s"),
            "passed": _("passed through: %(n)s"),
        }
    parts = [text % {"n": persons[role]} for role, text in said.items() if persons[role]]
    if not parts:
        return _("No custody is recorded here, only other events.")
    return _("Persons, at least: %(parts)s.", parts="; ".join(parts))
