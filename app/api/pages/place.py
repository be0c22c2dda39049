"""One place, crossing or facility: a small map, arrivals, departures, who held whom there when."""

from typing import Any

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from app.api.deps import RecordId
from app.api.pages.frame import Page, PageFrame
from app.api.pages.happened import happened
from app.api.pages.map import MovesShown
from app.api.pages.record import record_facts
from app.api.strict import StrictRoute
from app.views.map_base import ground_of
from app.views.map_layout import map_layout

router = APIRouter(route_class=StrictRoute)
_TOLD = ("AT_PLACE", "FROM_PLACE", "TO_PLACE")


@router.get("/places/{id}", response_class=HTMLResponse, name="Place")
def show_place(page: PageFrame, id: RecordId) -> Response:
    """Show one place."""
    record = page.services.reader.record("Place", id, without=_TOLD)
    if record["id"] != id:
        return RedirectResponse(page.address("Place", record["id"]), 308)
    facts = record_facts(page, "Place", record)
    return page.render("place.html", **facts, told=happened(page, "place", id), **_map(page, record))


def _map(page: Page, record: dict[str, Any]) -> dict[str, Any]:
    """Return the small map of a place with the legs that touch it; empty when its coordinates are not recorded."""
    if record.get("latitude") is None or record.get("longitude") is None:
        return {"picture": "", "legend": [], "note": ""}
    id_ = record["id"]
    answer = page.services.analyst.answer("moves")
    legs = [leg for leg in answer["legs"] if id_ in (leg["from"], leg["to"])]
    here = [row for row in answer["facilities"] if row["place"] == id_]
    if not here and not legs:
        here = [{"place": id_, "persons": 0, "claims": []}]
    own = {"kind": record.get("kind"), "facility_kind": record.get("facility_kind"), "country": record.get("country")}
    point = {name: record[name] for name in ("latitude", "longitude")}
    places = {id_: {**own, **point, "precision": record.get("coordinate_precision")}}
    places |= {leg[end]: answer["places"][leg[end]] for leg in legs for end in ("from", "to") if leg[end]}
    part = {**answer, "legs": legs, "facilities": here, "places": places}
    near = ground_of("border")
    extent = "border" if near.holds(near.at(record["longitude"], record["latitude"])) else "region"
    shown = MovesShown(page, part, page.services.reader.names(places))
    layout = map_layout(part, extent)
    return {"picture": shown.picture(extent), "legend": list(shown.legend(layout)), "note": shown.note(layout)}
