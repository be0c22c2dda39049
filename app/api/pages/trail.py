"""The custody trail of one person as a view of its own: picture, legend, table, files; and the picture for the page."""

from collections.abc import Mapping, Sequence
from typing import Annotated, Any

from fastapi import APIRouter, Query

from app.api.deps import RecordId
from app.api.pages.cells import Cell, date_cell, record_cell
from app.api.pages.findings import person_finding
from app.api.pages.frame import Page, PageFrame
from app.api.pages.view import View, ViewQuery, view_route
from app.api.strict import StrictRoute
from app.domain.claims import decides
from app.views import draw_trail
from app.views.page_svg import COLOURS, legend_mark
from app.views.trail_line import TrailWords, mark_of

router = APIRouter(route_class=StrictRoute)
_IDS = ("agency", "from_agency", "to_agency", "place", "from_place", "to_place")
Names = Mapping[str, Mapping[str, Any]]
Stage = Mapping[str, Any]
_BAR = '<rect x="1" y="2" width="28" height="12" rx="2" fill="{}" stroke="{}"{}/>'
_SHAPES = {
    "bar": _BAR.format("#b9cfe6", COLOURS["blue"], ""),
    "fading": _BAR.format("#dce7f3", "none", ""),
    "undated": f'<path d="M1 8H29" stroke="{COLOURS["line"]}" stroke-width="2" stroke-dasharray="1 5"/>',
    "diamond": f'<path d="M15 0L23 8L15 16L7 8z" fill="{COLOURS["red"]}"/>',
    "cross": f'<path d="M9 2L21 14M21 2L9 14" stroke="{COLOURS["ink"]}" stroke-width="3"/>',
    "arrow": f'<path d="M9 14L21 3M12 3H21V11" fill="none" stroke="{COLOURS["green"]}" stroke-width="2.5"/>',
    "gap": f'<path d="M3 14L13 2M11 14L21 2M19 14L29 2" stroke="{COLOURS["line"]}"/>',
    "weak": _BAR.format("#b9cfe6", COLOURS["blue"], ' stroke-dasharray="3 2"'),
}


@view_route(router, "/persons/{id}/trail")
def show_trail(page: PageFrame, id: RecordId, query: Annotated[ViewQuery, Query()]) -> View:
    """Show the custody trail of a person."""
    _ = page.words
    trail = page.services.analyst.answer("trail", person=id)
    stages: Sequence[Stage] = trail["stages"]
    names = page.services.reader.names({id, *(stage[key] for stage in stages for key in _IDS if stage.get(key))})
    called = _.drawn(names.get(id, {"id": id}))[0]
    return View(
        name="trail",
        title=_("Custody trail: %(person)s", person=called),
        finding=person_finding(_, trail, names),
        picture=draw_person_trail(page, stages, names),
        columns=[_("What"), _("When"), _("From or by"), _("To"), _("Where"), _("Reason told"), _("Grade"), _("Claims")],
        rows=[_row(page, stage, names) for stage in stages],
        data=trail,
        legend=trail_legend(page, stages),
        crumbs=[(_("Persons"), "/search?was=taken"), (called, f"/persons/{id}"), (_("Custody trail"), "")],
        note=_(
            "A bar covers all days that are possible. What lies between two stages and is not on record is hatched."
        ),
        values={"invented": bool(names.get(id, {}).get("invented"))},
    )


def draw_person_trail(page: Page, stages: Sequence[Stage], names: Names) -> str:
    """Return the picture of a trail; empty without stages.

    Parameters
    ----------
    page : Page
    stages : sequence of mapping
        ``stages`` of the trail answer.
    names : mapping
        What agencies and places are called.
    """
    if not stages:
        return ""
    _ = page.words
    words = TrailWords(
        title=_("Custody trail"),
        description=_("One row for each stage in order; the table below has the same facts."),
        undated=_("no date told"),
    )
    return draw_trail([_drawn(page, stage, names) for stage in stages], words)


def trail_legend(page: Page, stages: Sequence[Stage]) -> list[tuple[str, str]]:
    """Return what the marks mean that are in the picture of a trail.

    Parameters
    ----------
    page : Page
    stages : sequence of mapping
    """
    _ = page.words
    events = [stage for stage in stages if stage["stage"] != "gap"]
    marks = {mark_of(stage) for stage in events}
    ends = [(bool(stage["earliest"]), bool(stage.get("end_latest") or stage["latest"])) for stage in events]
    words = {
        "bar": ((True, True) in ends, _("the days that are possible")),
        "fading": (any(first != last for first, last in ends), _("begin or end not told: it fades")),
        "undated": ((False, False) in ends, _("no date told")),
        "diamond": ("diamond" in marks, _("handed over")),
        "cross": ("cross" in marks, _("death")),
        "arrow": ("arrow" in marks, _("release or escape")),
        "gap": (len(events) < len(stages), _("not on record what happened between")),
        "weak": (any(_weak(stage) for stage in events), _("only weak claims")),
    }
    return [(legend_mark(_SHAPES[name]), text) for name, (there, text) in words.items() if there]


def _weak(stage: Stage) -> bool:
    return not decides(stage.get("grade") or "ungraded")


def _drawn(page: Page, stage: Stage, names: Names) -> dict[str, Any]:
    gap = stage["stage"] == "gap"
    label = page.words("not known") if gap else page.words.kind(stage["kind"])
    holder = "" if gap else next((stage[key] for key in _IDS if stage.get(key)), "")
    where = page.words.drawn(names[holder])[0] if holder in names else ""
    return {
        **stage,
        "label": f"{label} · {where}" if where else label,
        "when": page.words.date(stage.get("begin")),
        "href": page.address("Event", stage["event"]) if stage.get("event") else None,
        "weak": not gap and _weak(stage),
    }


def _row(page: Page, stage: Stage, names: Names) -> list[Cell]:
    _ = page.words
    claims = Cell("", claims=stage["claims"])
    if stage["stage"] == "gap":
        days = [day for day in (stage["earliest"], stage["latest"]) if day]
        told = Cell(" – ".join(map(_.date, days)), order=" – ".join(days))
        return [Cell(_("not known what happened between")), told, *[Cell("–")] * 5, claims]
    places = [record_cell(page, names, stage[key]) for key in ("place", "from_place", "to_place") if stage.get(key)]
    where = " → ".join(each.text for each in places) or _.country(stage["country"])
    moved = stage.get("from_agency") or stage.get("to_agency")
    return [
        Cell(_.kind(stage["kind"]), page.address("Event", stage["event"]), red=mark_of(stage) == "diamond"),
        date_cell(page, stage["begin"]),
        record_cell(page, names, stage["from_agency"] if moved else stage["agency"]),
        record_cell(page, names, stage["to_agency"]) if moved else Cell("–"),
        Cell(where, places[0].href if len(places) == 1 else ""),
        Cell(_.reason(stage["reason"]) if stage.get("reason") else "–"),
        Cell(_.code(stage["grade"] or "ungraded")),
        claims,
    ]
