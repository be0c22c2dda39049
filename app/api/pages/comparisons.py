"""Comparisons over time: by year or by who led North Korea, with the range that uncertain dates allow."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query
from pydantic import Field

from app.api.pages.cells import Cell, date_cell
from app.api.pages.frame import Page, PageFrame, with_query
from app.api.pages.view import Tab, View, ViewQuery, view_route
from app.api.pages.words import Words
from app.api.strict import StrictRoute
from app.views import draw_periods
from app.views.page_svg import legend_mark
from app.views.period_bars import PeriodWords

router = APIRouter(route_class=StrictRoute)
Row = Mapping[str, Any]
_MOST_YEARS = 150
#: What is counted, to the search that lists the same persons by year.
_SEARCHED = {"takings": "taken", "documented": "punished", "handovers": "handed_over"}


class CompareQuery(ViewQuery):
    """What is counted, over what, and what narrows it."""

    what: Literal["takings", "punishments", "documented", "handovers"] = "takings"
    by: Literal["year", "leader"] = "year"
    country: str = Field("", max_length=2, pattern=r"^([A-Z]{2})?$")
    kind: str = Field("", max_length=40, pattern=r"^[a-z_]*$")
    first: int | None = Field(None, alias="from", ge=1, le=9999)
    last: int | None = Field(None, alias="to", ge=1, le=9999)
    invented: Literal["", "without"] = ""

    def address(self, language: str, **changed: str | None) -> str:
        """Return the address of the page with some values changed."""
        values = {**self.model_dump(by_alias=True, exclude_defaults=True), **changed}
        return with_query(f"/{language}/comparisons", {name: str(value) for name, value in values.items() if value})

    def shows(self, row: Row) -> bool:
        """Say whether a period lies within the years that are asked for."""
        first, last = row["first"] or "0001", row["last"] or "9999"
        return int(last[:4]) >= (self.first or 1) and int(first[:4]) <= (self.last or 9999)


@view_route(router, "/comparisons")
def show_comparisons(page: PageFrame, query: Annotated[CompareQuery, Query()]) -> View:
    """Show counts over time."""
    answer = page.services.analyst.answer(
        "compare",
        what=query.what,
        by=query.by,
        country=query.country or None,
        kind=query.kind or None,
        recorded_only=query.invented == "without" or None,
    )
    asked = [row for row in answer["periods"] if query.shows(row)]
    periods = asked[-_MOST_YEARS:]
    _ = page.words
    years = query.by == "year"
    links = _links(page, query)
    return View(
        name=f"{query.what}-by-{query.by}",
        title=_("Comparisons over time"),
        finding=_finding(page, query, answer, periods),
        picture=draw_periods(periods, answer["unknown"], _words(page, query), years=years, links=links),
        columns=[_("Period"), _("First day"), _("Last day"), _("At least"), _("At most"), _("Few")],
        rows=[*(_row(page, row, links(row["period"])) for row in periods), *_rest(page, answer)],
        data={**answer, "periods": periods},
        legend=_legend(page, periods, answer["unknown"]),
        filters=list(_filters(page, query)),
        tabs=compare_tabs(page, "comparisons"),
        crumbs=[(_("Comparisons over time"), "")],
        note=_note(page, query, len(answer["periods"]) - len(periods)),
        template="comparisons.html",
        values={"query": query, "choices": _choices(page, query, answer), **_invented(page, query, answer)},
    )


def compare_tabs(page: Page, current: str) -> list[Tab]:
    """Return the two comparisons: over time, and with published figures.

    Parameters
    ----------
    page : Page
    current : str
        Its address.
    """
    _ = page.words
    both = {"comparisons": _("Over time"), "figures": _("Published figures")}
    return [Tab(text, f"/{page.language}/{address}", address == current) for address, text in both.items()]


def what_is_counted(page: Page) -> dict[str, str]:
    """Return the words for what can be counted."""
    _ = page.words
    return {
        "takings": _("Taken"),
        "punishments": _("Taken after a relative's act, documented or inferred"),
        "documented": _("Punished because of another person, as a source says"),
        "handovers": _("Handed over to another state"),
    }


def _choices(page: Page, query: CompareQuery, answer: Row) -> dict[str, dict[str, str]]:
    """Return what can be chosen in each field, with how many there are of each."""
    _ = page.words
    countries = {code: f"{_.country(code)} ({count})" for code, count in answer["countries"].items()}
    kinds = {code: f"{_.kind(code)} ({count})" for code, count in answer["kinds"].items()}
    if query.country:
        countries.setdefault(query.country, _.country(query.country))
    if query.kind:
        kinds.setdefault(query.kind, _.kind(query.kind))
    return {
        "what": what_is_counted(page),
        "by": {"year": _("by year"), "leader": _("by who led North Korea")},
        "country": {"": _("any country"), **countries},
        "kind": {"": _("any kind"), **kinds},
    }


def _range(least: int, most: int | None) -> str:
    return f"{least}+" if most is None else f"{least}" if least == most else f"{least}–{most}"


def _name(page: Page, period: str | None) -> str:
    return period_names(page.words).get(period, period) if period else page.words("no date")


def period_names(words: Words) -> dict[str, str]:
    """Return the words for each leadership period."""
    return {
        "before": words("Before 1948"),
        "kim_il_sung": words("Kim Il-sung"),
        "kim_jong_il": words("Kim Jong-il"),
        "kim_jong_un": words("Kim Jong-un"),
    }


def _words(page: Page, query: CompareQuery) -> PeriodWords:
    _ = page.words
    reigns = {"kim_il_sung": "1948–1994", "kim_jong_il": "1994–2011", "kim_jong_un": "2011–"}

    def said(least: int, most: int | None) -> str:
        if most is None:
            return _("at least %(least)s persons", least=least)
        return _("at least %(least)s, at most %(most)s persons", least=least, most=most)

    return PeriodWords(
        title=f"{_('Comparisons over time')}: {what_is_counted(page)[query.what]}",
        description=_("One bar for each period; the table below has the same numbers."),
        name=lambda period: _name(page, period),
        under=lambda period: reigns.get(period or "", ""),
        counted=_range,
        said=said,
        nothing=lambda first, last: _("%(first)s to %(last)s: nothing recorded", first=first, last=last),
    )


def _links(page: Page, query: CompareQuery) -> Any:
    """Return where a year leads to: the list of the same persons, or their paths."""

    def link(period: str) -> str:
        was = "arrested" if query.kind == "arrest" and query.what == "takings" else _SEARCHED.get(query.what, "")
        when = {"from": str(int(period)), "to": str(int(period))} if period.isdecimal() else {"period": period}
        if query.what == "handovers" and period.isdecimal():
            return with_query(f"/{page.language}/handovers", when)
        same = {"was": was, "country": query.country, **when}
        return with_query(f"/{page.language}/search", {k: v for k, v in same.items() if v}) if was else ""

    return link


def _row(page: Page, row: Row, link: str) -> list[Cell]:
    _ = page.words
    return [
        Cell(_name(page, row["period"]), link),
        date_cell(page, row["first"], "–"),
        date_cell(page, row["last"], "–"),
        Cell(str(row["least"]), number=True),
        Cell("" if row["most"] is None else str(row["most"]), number=True),
        Cell(_("few") if row["small"] and row["most"] else "–"),
    ]


def _rest(page: Page, answer: Row) -> Iterator[list[Cell]]:
    _ = page.words
    for text, key in ((_("no date told"), "unknown"), (_("All together"), "total")):
        counted = answer[key]
        most = Cell("" if counted["most"] is None else str(counted["most"]), number=True)
        yield [Cell(text), Cell("–"), Cell("–"), Cell(str(counted["least"]), number=True), most, Cell("–")]


def _finding(page: Page, query: CompareQuery, answer: Row, periods: Sequence[Row]) -> str:
    """Return one sentence: how many, when most, and of how many no date is told."""
    _ = page.words
    total = answer["total"]
    if total["most"] == 0:
        return _("Nothing on record fits.")
    said = f"{what_is_counted(page)[query.what]}: {_persons(page, total)}."
    dated = [row for row in periods if row["most"] != 0]
    if dated:
        top = max(dated, key=lambda row: (row["least"], row["most"] or row["least"]))
        said += " " + _("Most in one period: %(when)s, %(n)s.", when=_name(page, top["period"]), n=_persons(page, top))
    if answer["unknown"]["most"] != 0:
        said += " " + _("Without any date: %(n)s.", n=_persons(page, answer["unknown"]))
    return said


def _persons(page: Page, counted: Row) -> str:
    _ = page.words
    if counted["most"] is None:
        return _("at least %(least)s persons", least=counted["least"])
    return _("%(n)s persons", n=_range(counted["least"], counted["most"]))


def _legend(page: Page, periods: Sequence[Row], unknown: Row) -> list[tuple[str, str]]:
    _ = page.words
    box = '<rect x="1" y="2" width="26" height="12" fill="{}" stroke="{}"/>'
    full = '<rect x="1" y="2" width="26" height="12" fill="#0b5cad"/>'
    hatch = '<path d="M3 14L13 2M10 14L20 2M17 14L26 3" stroke="#8a929c" stroke-width="2"/>'
    shown = []
    if any(row["least"] for row in periods):
        shown.append((legend_mark(full), _("in this period whatever the day was")))
    if any(row["most"] != row["least"] for row in periods):
        text = _("can lie in this period, as far as its date allows; one person can be pale in several")
        shown.append((legend_mark(box.format("#c5d3e4", "#0b5cad")), text))
    if any(row["most"] is None for row in periods):
        open_box = '<path d="M2 1V14H26V1" fill="#c5d3e4" stroke="#0b5cad" stroke-dasharray="4 3"/>'
        text = _("with a group of which no source says how many it is at most")
        shown.append((legend_mark(open_box), text))
    if unknown["most"] != 0:
        shown.append((legend_mark(box.format("#ffffff", "#6b7280") + hatch), _("no date told")))
    if any(row["small"] and row["most"] for row in periods):
        star = '<text x="10" y="14" font-size="14">*</text>'
        shown.append((legend_mark(star), _("fewer than five: too few to compare, and it can point to single persons")))
    return shown


def _note(page: Page, query: CompareQuery, left_out: int) -> str:
    _ = page.words
    said = [
        _(
            "Persons are counted, a group with its bounds; a person taken twice counts twice. Periods differ in "
            "length, and recent years are told by fewer people: a difference is no trend."
        )
    ]
    if query.by == "leader":
        said.append(_("A period changes on the day on which a leader died."))
    if left_out:
        said.append(_("%(n)s periods before or after are not shown.", n=left_out))
    return " ".join(said)


def _invented(page: Page, query: CompareQuery, answer: Row) -> dict[str, Any]:
    return {
        "made_up": answer["invented"]["least"],
        "without_invented": query.address(page.language, invented="without"),
    }


def _filters(page: Page, query: CompareQuery) -> Iterator[tuple[str, str]]:
    _ = page.words
    if query.country:
        yield _.country(query.country), query.address(page.language, country=None)
    if query.kind:
        yield _.kind(query.kind), query.address(page.language, kind=None)
    if query.first:
        yield _("from %(day)s", day=_.date(str(query.first))), query.address(page.language, **{"from": None})
    if query.last:
        yield _("until %(day)s", day=_.date(str(query.last))), query.address(page.language, to=None)
    if query.invented:
        yield _("without invented records"), query.address(page.language, invented=None)
