"""Families: who was taken and punished in each, and since when."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Annotated, Any

from fastapi import APIRouter, Query
from pydantic import Field

from app.api.pages.cells import Cell, count_text, record_cell
from app.api.pages.frame import Page, PageFrame, with_query
from app.api.pages.parts import part_rows, parts_of
from app.api.pages.view import View, ViewQuery, view_route
from app.api.strict import StrictRoute
from app.views.spark import draw_spark

router = APIRouter(route_class=StrictRoute)
_COUNTS = ("persons", "taken", "punished", "fate_unknown", "dead", "abroad")


class FamiliesQuery(ViewQuery):
    """Which part of the list."""

    part: int = Field(1, ge=1, le=10_000)


@view_route(router, "/families")
def show_families(page: PageFrame, query: Annotated[FamiliesQuery, Query()]) -> View:
    """Show families and kin clusters, the hardest hit first."""
    _ = page.words
    listed = page.services.analyst.family_list()
    shown = part_rows(page, listed["hardest"], query.part)
    kept = {name: value for name, value in query.model_dump(exclude={"part"}).items() if value}
    places = {row["place"] for each in shown for row in each["takings"] if row["place"]}
    names = page.services.reader.names({each["id"] for each in shown} | places)
    sparks = _sparks(page, shown)
    return View(
        name="families",
        title=_("Families"),
        finding=_finding(page, listed),
        picture="",
        columns=_columns(page),
        rows=[[*_row(page, each, names), spark] for each, spark in zip(shown, sparks, strict=True)],
        data=listed,
        crumbs=[(_("Families"), "")],
        note=_note(page),
        template="families.html",
        whole=listed["total"],
        values={
            "total": listed["total"],
            "listed": len(listed["hardest"]),
            "parts": parts_of(
                len(listed["hardest"]), query.part, lambda part: with_query("", {**kept, "part": str(part)})
            ),
            "invented": any(each["invented"] for each in shown),
        },
    )


def _note(page: Page) -> str:
    _ = page.words
    texts = (
        _("A named family is one that a source names; a cluster is people joined by recorded kinship."),
        _("Place: where most of them were taken."),
        _("Punished: taken after a relative's act. That is no cause where no source says so."),
        _("They can share persons, so the counts cannot be added."),
        _("Documented cases are no sample of all cases."),
    )
    return " ".join(texts)


def _columns(page: Page) -> list[str]:
    _ = page.words
    counts = [_("Persons"), _("Taken"), _("Punished"), _("Fate not known"), _("Dead"), _("Abroad"), _("Triggers")]
    return [_("Family"), _("Place"), *counts, _("First and last"), _("Punished, by year")]


def _row(page: Page, family: Mapping[str, Any], names: Mapping[str, Mapping[str, Any]]) -> list[Cell]:
    _ = page.words
    called = _.names(names[family["id"]])[0] if family["id"] in names else family["id"]
    title = _("kin of %(name)s", name=called) if family["kind"] == "cluster" else called
    invented = _("invented") if family["invented"] else ""
    triggers = family["triggers"] if isinstance(family["triggers"], int) else len(family["triggers"])
    counts = {name: (family[name], family[f"{name}_most"]) for name in _COUNTS}
    years = dict.fromkeys(day[:4] for day in (family["first"], family["last"]) if day)
    return [
        Cell(title, f"/{page.language}/families/{family['id']}/chart", note=invented),
        _where(page, family["takings"], names),
        *(
            Cell(count_text(_, least, most), number=True, red=name == "punished" and least > 0)
            for name, (least, most) in counts.items()
        ),
        Cell(str(triggers), number=True),
        Cell("–".join(years)),
    ]


def _where(page: Page, takings: Iterable[Mapping[str, Any]], names: Mapping[str, Mapping[str, Any]]) -> Cell:
    """Return the place, or where none is known the country, at which most of a family were taken."""
    places = Counter((row["place"] or "", row["country"] or "") for row in takings if row["place"] or row["country"])
    if not places:
        return Cell("")
    place, country = max(places, key=lambda each: (bool(each[0]), places[each], each))
    if place not in names:
        return Cell(page.words.country(country) or place)
    return replace(record_cell(page, names, place), note="")  # the family beside it says what is invented


def _finding(page: Page, listed: Mapping[str, Any]) -> str:
    """Return in how many families someone was punished after a relative's act, and in which most were."""
    _ = page.words
    if not listed["total"]:
        return _("No family is on record yet: it takes a person with kin, and a taking or an act.")
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


def _sparks(page: Page, families: Sequence[Mapping[str, Any]]) -> list[Cell]:
    """Return the punishments by year of each family: as text, drawn on one scale."""
    counts = [_years(each["takings"]) for each in families]
    years = [year for found in counts for year in found]
    most = max((max(found.values()) for found in counts if found), default=0)
    cells = []
    for found in counts:
        text = ", ".join(f"{year}: {count}" for year, count in sorted(found.items()))
        cells.append(Cell(text or "–", drawn=draw_spark(found, min(years), max(years), most) if found else ""))
    return cells


def _years(takings: Iterable[Mapping[str, Any]]) -> Counter[int]:
    """Count takings after a relative's act by year; those without one certain year are left out."""
    known = [row for row in takings if row["because_of"] and row["earliest"] and row["latest"]]
    return Counter(int(row["earliest"][:4]) for row in known if row["earliest"][:4] == row["latest"][:4])
