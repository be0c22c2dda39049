"""Families, cases and events: what is recorded of one, and what is tied to it."""

from collections.abc import Callable, Mapping
from typing import Any

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from app.api.deps import RecordId
from app.api.pages.frame import FOLDERS, Page, PageFrame
from app.api.strict import StrictRoute
from app.services.claims import claims_about

router = APIRouter(route_class=StrictRoute)
_LABELS = ("Family", "Case", "Event")
_MOST_CLAIMS = 60
#: Ties of a record, in the order in which they are shown.
_GROUPS = (
    "SUBJECT_OF",
    "BY_PERSON",
    "BECAUSE_OF",
    "MEMBER_OF",
    "IN_CASE",
    "BY_AGENCY",
    "FROM_AGENCY",
    "TO_AGENCY",
    "AT_PLACE",
    "FROM_PLACE",
    "TO_PLACE",
    "PART_OF",
    "SUCCEEDED",
    "SAME_BODY",
    "BASED_AT",
    "WITHIN",
)


def _handler(label: str) -> Callable[..., Response]:
    def show(page: PageFrame, id: RecordId) -> Response:
        record = page.services.reader.record(label, id)
        if record["id"] != id:
            return RedirectResponse(page.address(label, record["id"]), 308)
        return page.render("record.html", **record_facts(page, label, record))

    show.__doc__ = f"Show one {label.lower()}."
    return show


for _label in _LABELS:
    router.add_api_route(
        f"/{FOLDERS[_label]}/{{id}}", _handler(_label), methods=["GET"], response_class=HTMLResponse, name=_label
    )


def record_facts(page: Page, label: str, record: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the template of a record needs: its ties in groups, its claims, and what all of them are called."""
    reader = page.services.reader
    found = claims_about(reader, record["id"], label=label, limit=_MOST_CLAIMS)
    ids = {id for claim in found["claims"] for part in page.parts(claim) for id in part.ids}
    groups: dict[str, list[Mapping[str, Any]]] = {kind: [] for kind in _GROUPS}
    for tie in record["ties"]:
        groups.setdefault(f"{tie['type']}", []).append(tie)
    subjects = _subjects(page, record["ties"])
    return {
        "record": record,
        "groups": {kind: ties for kind, ties in groups.items() if ties},
        "subjects": subjects,
        "claims": found["claims"],
        "more_claims": found["next"] is not None,
        "names": reader.called(ids),
        "tie_words": tie_words(page),
    }


def _subjects(page: Page, ties: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """Return the persons of the events that a record is tied to, by event id."""
    events = [tie["other"]["id"] for tie in ties if tie["other"]["label"] == "Event"]
    return page.services.reader.subjects(events)


def tie_words(page: Page) -> dict[str, tuple[str, str]]:
    """Return the heading of each tie, read from this record outwards and towards it."""
    _ = page.words
    return {
        "SUBJECT_OF": (_("Events"), _("Person")),
        "BY_PERSON": (_("Acted in it"), _("Took part in")),
        "BECAUSE_OF": (_("Because of"), _("Reason for")),
        "MEMBER_OF": (_("Family"), _("Members")),
        "IN_CASE": (_("Case"), _("Persons of the case")),
        "AMONG": (_("Among"), _("Persons in it")),
        "BY_AGENCY": (_("By"), _("Done by this agency")),
        "FROM_AGENCY": (_("From"), _("Handed over or passed on by this agency")),
        "TO_AGENCY": (_("To"), _("Received by this agency")),
        "AT_PLACE": (_("At"), _("Happened here")),
        "FROM_PLACE": (_("From"), _("Taken away from here")),
        "TO_PLACE": (_("To"), _("Brought here")),
        "PART_OF": (_("Part of"), _("Offices below")),
        "SUCCEEDED": (_("Successor of"), _("Succeeded by")),
        "SAME_BODY": (_("Another name period of the same body"), _("Another name period of the same body")),
        "BASED_AT": (_("Based at"), _("Agencies here")),
        "WITHIN": (_("Lies within"), _("Places within")),
    }
