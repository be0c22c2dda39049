"""One place, crossing or facility: a small map, arrivals, departures, who held whom there when."""

from collections.abc import Mapping
from typing import Annotated, Any

from fastapi import APIRouter, Query
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from app.api.deps import RecordId
from app.api.pages.cells import count_invented
from app.api.pages.frame import Page, PageFrame
from app.api.pages.happened import happened
from app.api.pages.map import MovesShown
from app.api.pages.parts import Part
from app.api.pages.record import record_facts
from app.api.pages.view import View, ViewQuery, view_route
from app.api.strict import StrictRoute
from app.views.map_base import ground_of
from app.views.map_layout import map_layout

router = APIRouter(route_class=StrictRoute)
_TOLD = ("AT_PLACE", "FROM_PLACE", "TO_PLACE")


@router.get("/places/{id}", response_class=HTMLResponse, name="Place")
def show_place(page: PageFrame, id: RecordId, part: Part = 1) -> Response:
    """Show one place."""
    record = page.services.reader.record("Place", id, without=_TOLD)
    if record["id"] != id:
        return RedirectResponse(page.address("Place", record["id"]), 308)
    facts = record_facts(page, "Place", record)
    return page.render("place.html", **facts, told=happened(page, "place", id, part), **_map(page, record))


@view_route(router, "/places/{id}/moves")
def show_place_moves(page: PageFrame, id: RecordId, query: Annotated[ViewQuery, Query()]) -> View:
    """Show on a map from where to where people were brought by way of one place."""
    record = page.services.reader.record("Place", id, without=_TOLD)
    near = _near(page, record)
    shown = MovesShown(page, near, page.services.reader.names([record["id"], *near["places"]]))
    layout = map_layout(near, extent) if (extent := _extent(record)) else {"legs": [], "marks": [], "not_drawn": {}}
    title = page.words.drawn({**record, "label": "Place"})[0]
    _ = page.words
    return View(
        name="place-moves",
        title=_("Moves by way of %(place)s", place=title),
        finding=_("Legs that touch this place: %(n)s.", n=len(near["legs"]))
        if extent
        else _("Its coordinates are not recorded; it is on no map."),
        picture=shown.picture(extent) if extent else "",
        columns=shown.columns(),
        rows=[shown.row(leg) for leg in near["legs"]],
        data=near,
        legend=list(shown.legend(layout)),
        crumbs=[(_("Map"), "/map"), (title, f"/places/{record['id']}"), (_("Moves"), "")],
        note=shown.note(layout),
        values={"invented": count_invented(shown.names, shown.names)},
    )


def _map(page: Page, record: dict[str, Any]) -> dict[str, Any]:
    """Return the small map of a place with the legs that touch it; empty when its coordinates are not recorded."""
    extent = _extent(record)
    if not extent:
        return {"picture": "", "legend": [], "note": ""}
    near = _near(page, record)
    shown = MovesShown(page, near, page.services.reader.names(near["places"]))
    layout = map_layout(near, extent)
    return {"picture": shown.picture(extent), "legend": list(shown.legend(layout)), "note": shown.note(layout)}


def _extent(record: Mapping[str, Any]) -> str:
    """Return the smallest part of the world that a place is in; empty when its coordinates are not recorded."""
    if record.get("latitude") is None or record.get("longitude") is None:
        return ""
    border = ground_of("border")
    return "border" if border.holds(border.at(record["longitude"], record["latitude"])) else "region"


def _near(page: Page, record: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the moves answer has of one place: the legs that touch it and who was held there."""
    id_ = record["id"]
    answer = page.services.analyst.answer("moves")
    legs = [leg for leg in answer["legs"] if id_ in (leg["from"], leg["to"])]
    here = [row for row in answer["facilities"] if row["place"] == id_]
    if not here and not legs:
        here = [{"place": id_, "persons": 0, "claims": []}]
    own = {"kind": record.get("kind"), "facility_kind": record.get("facility_kind"), "country": record.get("country")}
    point = {name: record.get(name) for name in ("latitude", "longitude")}
    places = {id_: {**own, **point, "precision": record.get("coordinate_precision")}}
    places |= {leg[end]: answer["places"][leg[end]] for leg in legs for end in ("from", "to") if leg[end]}
    return {**answer, "legs": legs, "facilities": here, "places": places}
