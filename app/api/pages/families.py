"""Families: who was taken and punished in each, and since when."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query
from fastapi.responses import HTMLResponse
from pydantic import BaseModel, ConfigDict, Field

from app.api.pages.frame import Page, PageFrame, with_query
from app.api.pages.parts import part_rows, parts_of
from app.api.strict import StrictRoute
from app.views.spark import draw_spark

router = APIRouter(route_class=StrictRoute)


class FamiliesQuery(BaseModel):
    """Which part of the list, and whether names are shown."""

    model_config = ConfigDict(extra="forbid")

    part: int = Field(1, ge=1, le=10_000)
    names: Literal["", "hidden"] = ""


@router.get("/families", response_class=HTMLResponse)
def show_families(page: PageFrame, query: Annotated[FamiliesQuery, Query()]) -> HTMLResponse:
    """Show families and kin clusters, the hardest hit first."""
    listed = page.services.analyst.family_list()
    shown = part_rows(page, listed["hardest"], query.part)
    kept = {"names": query.names} if query.names else {}
    names = page.services.reader.names(each["id"] for each in shown)
    return page.render(
        "families.html",
        families=shown,
        total=listed["total"],
        listed=len(listed["hardest"]),
        parts=parts_of(len(listed["hardest"]), query.part, lambda part: with_query("", {**kept, "part": str(part)})),
        names=names,
        finding=_finding(page, listed),
        sparks=_sparks(shown),
        any_invented=any(each["invented"] for each in shown),
    )


def _finding(page: Page, listed: Mapping[str, Any]) -> str:
    """Return in how many families someone was punished after a relative's act, and in which most were."""
    _ = page.words
    if not listed["hit"]:
        return _("In no family on record was anyone punished after a relative's act.")
    return _(
        "In %(hit)s of %(n)s families and kin clusters someone was punished after a relative's act; "
        "in the hardest hit one, %(punished)s of %(persons)s.",
        hit=listed["hit"],
        n=listed["total"],
        punished=listed["hardest"][0]["punished"],
        persons=listed["hardest"][0]["persons"],
    )


def _sparks(families: Iterable[Mapping[str, Any]]) -> dict[tuple[str, str], str]:
    """Return the punishments by year of each family as a small picture, by id and kind."""
    counts = {(each["id"], each["kind"]): _years(each["takings"]) for each in families}
    years = [year for found in counts.values() for year in found]
    if not years:
        return {}
    most = max(max(found.values()) for found in counts.values() if found)
    return {key: draw_spark(found, min(years), max(years), most) for key, found in counts.items()}


def _years(takings: Iterable[Mapping[str, Any]]) -> Counter[int]:
    """Count takings after a relative's act by year; those without one certain year are left out."""
    known = [row for row in takings if row["because_of"] and row["earliest"] and row["latest"]]
    return Counter(int(row["earliest"][:4]) for row in known if row["earliest"][:4] == row["latest"][:4])
