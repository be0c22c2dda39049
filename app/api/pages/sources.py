"""All sources, and how much rests on each; those with most claims first."""

from collections.abc import Mapping, Sequence
from typing import Annotated, Any

from fastapi import APIRouter, Query
from pydantic import Field

from app.api.pages.cells import Cell
from app.api.pages.frame import Page, PageFrame
from app.api.pages.view import View, ViewQuery, view_route
from app.api.strict import StrictRoute

router = APIRouter(route_class=StrictRoute)
_PAGE_ROWS = 100
_FIRST = 1_000_000_000


class SourcesQuery(ViewQuery):
    """Where the page begins: the last source of the page before, and how many claims it has."""

    after: str = Field("", max_length=1000, pattern=r"^[A-Za-z0-9._~:-]*$")
    after_claims: int = Field(_FIRST, ge=0, le=_FIRST)


@view_route(router, "/sources")
def show_sources(page: PageFrame, query: Annotated[SourcesQuery, Query()]) -> View:
    """Show all sources."""
    _ = page.words
    reader = page.services.reader
    place = {"after": query.after, "after_claims": query.after_claims}
    rows = reader.rows("records.sources", most=_PAGE_ROWS + 1, **place)
    shown = rows[:_PAGE_ROWS]
    last = shown[-1] if len(rows) > len(shown) else None
    after = page.keeping_names(f"?after={last['source']['id']}&after_claims={last['claims']}") if last else ""
    return View(
        name="sources",
        title=_("Sources"),
        finding=_finding(page, shown),
        picture="",
        columns=[_("Source"), _("Kind"), _("Publisher"), _("Published"), _("Told on"), _("Claims"), _("Withdrawn")],
        rows=[_row(page, row) for row in shown],
        data={"data_version": reader.data_version(), "sources": shown},
        crumbs=[(_("Sources"), "")],
        template="sources.html",
        values={"after": after},
    )


def _row(page: Page, row: Mapping[str, Any]) -> list[Cell]:
    _, source = page.words, row["source"]
    note = _("invented") if source.get("kind") == "invented" else ""
    return [
        Cell(_.names({**source, "label": "Source"})[0], page.address("Source", source["id"]), note=note),
        Cell(_.code(source.get("kind"))),
        Cell(source.get("publisher") or ""),
        Cell(_.date(source.get("published"))),
        Cell(_.date(source.get("told_on"))),
        Cell(f"{row['claims']:,}", number=True),
        Cell(f"{row['withdrawn']:,}", number=True),
    ]


def _finding(page: Page, shown: Sequence[Mapping[str, Any]]) -> str:
    _ = page.words
    if not shown:
        return _("No source is on record yet. Import a data set first.")
    return _(
        "%(n)s sources shown, with %(claims)s claims. Every fact in Kintrace is what a source says at one place.",
        n=len(shown),
        claims=f"{sum(row['claims'] for row in shown):,}",
    )
