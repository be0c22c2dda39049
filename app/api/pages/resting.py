"""What an answer about a person rests on: the sources without which a part of it would fall."""

from collections.abc import Iterable, Mapping
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query

from app.api.deps import RecordId
from app.api.pages.cells import Cell, record_cell
from app.api.pages.frame import Page, PageFrame
from app.api.pages.view import Tab, View, ViewQuery, view_route
from app.api.strict import StrictRoute
from app.views import draw_resting
from app.views.page_svg import legend_mark
from app.views.resting_bars import EFFECTS, RestingWords

router = APIRouter(route_class=StrictRoute)
_MOST_DRAWN = 30
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
    person = _.drawn(names.get(id, {"id": id}))[0]
    return View(
        name="rests-on",
        title=_("What it rests on: %(person)s, %(answer)s", person=person, answer=_answers(page)[query.answer]),
        finding=_finding(page, answer),
        picture=draw_resting(answer["sources"][:_MOST_DRAWN], _words(page, names)),
        columns=[_("Source"), _("Claims"), _("Would fall"), _("Would change"), _("Would be weaker"), _("Would appear")],
        rows=[_row(page, names, row) for row in answer["sources"]],
        data=answer,
        legend=_legend(page, answer["sources"][:_MOST_DRAWN]),
        tabs=[
            Tab(text, page.keeping_names(f"/{page.language}/persons/{id}/rests-on?answer={name}"), name == query.answer)
            for name, text in _answers(page).items()
        ],
        crumbs=[(_("Persons"), "/search?was=taken"), (person, f"/persons/{id}"), (_("What it rests on"), "")],
        note=_note(page, len(answer["sources"])),
        values={"invented": bool(names.get(id, {}).get("invented"))},
    )


def _note(page: Page, sources: int) -> str:
    _ = page.words
    said = _("Each source is taken out and the same question is asked again: that is what a withdrawal does.")
    if sources <= _MOST_DRAWN:
        return said
    return f"{said} {_('The first %(n)s sources are drawn; the table has all.', n=_MOST_DRAWN)}"


def _words(page: Page, names: Names) -> RestingWords:
    _ = page.words
    effects = _effect_words(page)

    def counted(row: Mapping[str, Any]) -> str:
        known = {effect: len(row[effect]) for effect in effects if row[effect]}
        return " · ".join(f"{effects[effect]}: {count}" for effect, count in known.items()) or _("nothing would change")

    return RestingWords(
        title=_("What it rests on"),
        description=_("A row for each source; the longer its bar, the more would change without it."),
        name=lambda id: _.drawn(names.get(id, {"id": id, "label": "Source"}))[0],
        link=lambda id: page.address("Source", id),
        counted=counted,
    )


def _effect_words(page: Page) -> dict[str, str]:
    _ = page.words
    return {
        "falls": _("would fall"),
        "changes": _("would change"),
        "weakens": _("would be weaker"),
        "appears": _("would appear"),
    }


def _legend(page: Page, rows: Iterable[Mapping[str, Any]]) -> list[tuple[str, str]]:
    """Return what the bars mean that are in the picture."""
    there = {effect for row in rows for effect in EFFECTS if row[effect]}
    shown = []
    for effect, text in _effect_words(page).items():
        look = EFFECTS[effect]
        dash = f' stroke-dasharray="{look["dash"]}"' if look["dash"] else ""
        mark = f'<rect x="2" y="2" width="26" height="12" fill="{look["fill"]}" stroke="{look["stroke"]}"{dash}/>'
        if effect in there:
            shown.append((legend_mark(mark), text))
    return shown


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
