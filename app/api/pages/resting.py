"""What an answer about a person rests on: the sources without which a part of it would fall."""

from collections.abc import Iterable, Mapping
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query

from app.api.deps import RecordId
from app.api.pages.cells import Cell, record_cell
from app.api.pages.frame import Page, PageFrame
from app.api.pages.view import Tab, View, ViewQuery, view_route
from app.api.strict import StrictRoute

router = APIRouter(route_class=StrictRoute)
Names = Mapping[str, Mapping[str, Any]]


class RestingQuery(ViewQuery):
    """Of which answer."""

    answer: Literal["trail", "chains", "handovers", "families"] = "trail"


@view_route(router, "/persons/{id}/rests-on")
def show_what_it_rests_on(page: PageFrame, id: RecordId, query: Annotated[RestingQuery, Query()]) -> View:
    """Show the sources whose withdrawal would change an answer about a person."""
    _ = page.words
    answer = page.services.analyst.answer("rests_on", person=id, answer=query.answer)
    names = page.services.reader.names({id, *(row["source"] for row in answer["sources"])})
    person = record_cell(page, names, id)
    return View(
        name="rests-on",
        title=_("What it rests on"),
        finding=_finding(page, answer),
        picture="",
        columns=[_("Source"), _("Claims"), _("Would fall"), _("Would change"), _("Would be weaker"), _("Would appear")],
        rows=[_row(page, names, row) for row in answer["sources"]],
        data=answer,
        tabs=[
            Tab(text, f"{page.address('Person', id)}/rests-on?answer={name}", name == query.answer)
            for name, text in _answers(page).items()
        ],
        crumbs=[(_("Persons"), "/search?was=taken"), (person.text, f"/persons/{id}"), (_("What it rests on"), "")],
        note=_("Each source is taken out and the same question is asked again: that is what a withdrawal does."),
        values={"invented": bool(names.get(id, {}).get("invented"))},
    )


def _answers(page: Page) -> dict[str, str]:
    _ = page.words
    return {
        "trail": _("Custody trail"),
        "chains": _("Punishments of relatives"),
        "handovers": _("Handover paths"),
        "families": _("Families"),
    }


def _finding(page: Page, answer: Mapping[str, Any]) -> str:
    _ = page.words
    parts = answer["parts"]
    if not parts:
        return _("There is no such answer about this person, so nothing rests on a source.")
    alone = sum(1 for part in parts if len(part["needs"]) >= 1)
    return _(
        "%(alone)s of %(parts)s parts of this answer would fall with a single source; "
        "%(rest)s are said by more than one.",
        alone=alone,
        parts=len(parts),
        rest=len(parts) - alone,
    )


def _row(page: Page, names: Names, row: Mapping[str, Any]) -> list[Cell]:
    kinds = ("falls", "changes", "weakens", "appears")
    return [
        record_cell(page, names, row["source"]),
        Cell(f"{row['claims']:,}", number=True),
        *(Cell(_counted(page, row[kind]) or page.words("nothing")) for kind in kinds),
    ]


def _counted(page: Page, keys: Iterable[str]) -> str:
    """Return how many parts of each kind: 3 events, 1 gap."""
    _ = page.words
    kinds = {
        "event": _("events"),
        "gap": _("gaps"),
        "status": _("the status"),
        "link": _("links"),
        "path": _("handover paths"),
        "node": _("nodes of a cascade"),
        "member": _("members of families"),
        "taking": _("takings"),
        "together": _("groups taken together"),
    }
    found: dict[str, int] = {}
    for key in keys:
        kind = key.partition(" ")[0]
        found[kind] = found.get(kind, 0) + 1
    return ", ".join(
        kinds[kind] if kind == "status" else f"{kinds.get(kind, _('parts'))}: {count}" for kind, count in found.items()
    )
