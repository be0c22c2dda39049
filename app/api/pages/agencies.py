"""Agencies: the tree with what each did; and one agency with its names, counts, people and places."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from pydantic import Field

from app.api.deps import RecordId
from app.api.pages.agency_network import agencies_tabs
from app.api.pages.cells import Cell, count_invented, record_cell
from app.api.pages.frame import Page, PageFrame, with_query
from app.api.pages.happened import happened
from app.api.pages.organisation import agency_tabs
from app.api.pages.parts import MOST_ROWS, Part, part_address, part_rows, parts_of
from app.api.pages.record import record_facts
from app.api.pages.view import View, ViewQuery, view_route
from app.api.pages.years import of_years, year_bounds
from app.api.strict import StrictRoute
from app.errors import NotFound
from app.views import draw_tree
from app.views.agency_tree import MEASURES, TreeWords
from app.views.page_svg import COLOURS, legend_mark

router = APIRouter(route_class=StrictRoute)
#: Ties that the table of events tells better.
_TOLD = ("BY_AGENCY", "FROM_AGENCY", "TO_AGENCY", "PART_OF", "SAME_BODY")
#: Offices in the picture on the page of an agency.
_MOST_OFFICES = 40
_YEAR = r"^(\d{4})?$"

Agency = Mapping[str, Any]


class AgencyQuery(ViewQuery):
    """Which agencies: also those of which nothing is recorded, and of which years."""

    every: Literal["", "yes"] = ""
    first: str = Field("", alias="from", max_length=4, pattern=_YEAR)
    last: str = Field("", alias="to", max_length=4, pattern=_YEAR)
    part: int = Field(1, ge=1, le=10_000)

    def address(self, language: str, **changed: str) -> str:
        """Return the address of the page with some values changed."""
        given = {**self.model_dump(by_alias=True, exclude={"part"}), **changed}
        kept = {name: value for name, value in given.items() if value}
        return with_query(f"/{language}/agencies", kept)


@view_route(router, "/agencies")
def show_agencies(page: PageFrame, query: Annotated[AgencyQuery, Query()]) -> View:
    """Show all agencies."""
    _ = page.words
    days = {
        "from": f"{query.first}-01-01" if query.first else None,
        "to": f"{query.last}-12-31" if query.last else None,
    }
    answer = page.services.analyst.answer("agencies", **days)
    rows = [row for row in answer["agencies"] if query.every or _active(row)]
    shown = part_rows(page, rows, query.part)
    names = page.services.reader.names({each["id"] for row in rows for each in row["names"]} | {r["id"] for r in rows})
    left_out = len(answer["agencies"]) - len(rows)
    return View(
        name="agencies",
        title=_("Agencies"),
        finding=of_years(page, _finding(page, rows, names), query.first, query.last),
        picture=_picture(page, shown[:MOST_ROWS], names),
        columns=_columns(page),
        rows=[_row(page, row, names) for row in shown],
        data={**answer, "agencies": rows},
        legend=legend(page),
        tabs=agencies_tabs(page, "tree"),
        filters=list(_filters(page, query)),
        crumbs=[(_("Agencies"), "")],
        note=" ".join([_note(page), *([_("%(n)s agencies of which no arrest, handover or custody is recorded are left "
                                         "out.", n=left_out)] if left_out else [])]),
        template="agencies.html",
        whole=len(answer["agencies"]),
        values={
            "query": query,
            "bounds": year_bounds(page),
            "invented": any(record.get("invented") for record in names.values()),
            "left_out": left_out,
            "every": query.address(page.language, every="yes"),
            "parts": parts_of(len(rows), query.part, lambda part: query.address(page.language, part=str(part))),
        },
    )  # fmt: skip


@router.get("/agencies/{id}", response_class=HTMLResponse, name="Agency")
def show_agency(page: PageFrame, id: RecordId, part: Part = 1) -> Response:
    """Show one agency."""
    record = page.services.reader.record("Agency", id, without=_TOLD)
    if record["id"] != id:
        return RedirectResponse(page.address("Agency", record["id"]), 308)
    facts = record_facts(page, "Agency", record)
    return page.render("agency.html", **facts, **_body_facts(page, id), told=happened(page, "agency", id, part))


class CountsQuery(ViewQuery):
    """Which part of the offices."""

    part: Part = 1


@view_route(router, "/agencies/{id}/counts")
def show_agency_counts(page: PageFrame, id: RecordId, query: Annotated[CountsQuery, Query()]) -> View:
    """Show what one agency and the offices below it did, in numbers."""
    facts = _body_facts(page, id)
    names, below = facts["agency_names"], facts["below"]
    if not below:
        raise NotFound("agency", id)
    _ = page.words
    own, shown = below[0]["id"], part_rows(page, below, query.part)
    title = _.drawn(names[own])[0] if own in names else own
    return View(
        name="agency-counts",
        title=_("%(agency)s and the offices below it", agency=title),
        finding=_finding(page, [row for row in below if _active(row)], names),
        picture=_picture(page, shown[:MOST_ROWS], names),
        columns=_columns(page),
        rows=[_row(page, row, names) for row in shown],
        data={"data_version": facts["data_version"], "agencies": below},
        legend=facts["legend"],
        tabs=agency_tabs(page, own, ""),
        crumbs=[(_("Agencies"), "/agencies"), (title, f"/agencies/{own}"), (_("Counts"), "")],
        note=_note(page),
        template="parts_view.html",
        whole=len(below),
        values={
            "invented": count_invented(names, names),
            "drawn_in_parts": True,
            "parts": parts_of(len(below), query.part, lambda part: part_address(page, part)),
        },
    )


def _body_facts(page: Page, id: str) -> dict[str, Any]:
    """Return the body that an agency names, what is above and below it, its tabs and its picture."""
    answer = page.services.analyst.answer("agencies")
    agencies = answer["agencies"]
    body = next((row for row in agencies if any(each["id"] == id for each in row["names"]) or row["id"] == id), None)
    below = list(_below(agencies, body)) if body else []
    above = list(_above(agencies, body)) if body else []
    names = page.services.reader.names(
        {each["id"] for row in (*below, *above) for each in row["names"]} | {row["id"] for row in (*below, *above)}
    )
    return {
        "data_version": answer["data_version"],
        "body": body,
        "active": any(_active(row) for row in below),
        "below": below,
        "above": above,
        "agency_names": names,
        "tabs": agency_tabs(page, body["id"], "record") if body else [],
        "picture": _picture(page, below[:_MOST_OFFICES], names),
        "legend": legend(page),
        "note": " ".join([_note(page), *_more(page, len(below) - _MOST_OFFICES)]),
    }


def _more(page: Page, left_out: int) -> Iterator[str]:
    if left_out > 0:
        yield page.words("%(n)s more offices are with the picture alone.", n=left_out)


def _active(row: Agency) -> bool:
    return any(row[measure]["all"]["persons"] for measure in MEASURES)


def _below(agencies: Sequence[Agency], body: Agency) -> Iterator[Agency]:
    """Yield a body as the top of its own tree, then the offices below it."""
    start = next(i for i, row in enumerate(agencies) if row["id"] == body["id"])
    yield {**body, "parent": None, "level": 0}
    for row in agencies[start + 1 :]:
        if row["level"] <= body["level"]:
            return
        yield {**row, "level": row["level"] - body["level"]}


def _above(agencies: Sequence[Agency], body: Agency) -> Iterator[Agency]:
    """Yield the bodies above one, the highest first."""
    by_id = {row["id"]: row for row in agencies}
    chain = []
    parent = body["parent"]
    while parent is not None:
        chain.append(by_id[parent])
        parent = by_id[parent]["parent"]
    yield from reversed(chain)


def _measures(page: Page) -> list[str]:
    _ = page.words
    return [_("Persons arrested"), _("Handovers received"), _("Persons held")]


def _columns(page: Page) -> list[str]:
    _ = page.words
    counted = [
        text for measure in _measures(page) for text in (measure, _("%(what)s, with offices below", what=measure))
    ]
    return [_("Agency"), _("Level"), _("Part of"), *counted, _("Other names")]


def _picture(page: Page, rows: Sequence[Agency], names: Mapping[str, Mapping[str, Any]]) -> str:
    _ = page.words

    def name(row: Mapping[str, Any]) -> str:
        return _.drawn(names[row["id"]])[0] if row["id"] in names else str(row["id"])

    words = TreeWords(
        title=_("Agencies"),
        description=_("Each office with how many persons it arrested, received and held; the table has the same."),
        columns=_measures(page),
        name=name,
        counted=lambda own, whole: _("%(own)s itself, %(all)s with the offices below", own=own, all=whole),
    )
    return draw_tree(rows, words, lambda id_: page.address("Agency", id_))


def _row(page: Page, row: Agency, names: Mapping[str, Mapping[str, Any]]) -> list[Cell]:
    others = [each for each in row["names"] if each["id"] != row["id"]]
    return [
        record_cell(page, names, row["id"]),
        Cell(str(row["level"] + 1), number=True),
        record_cell(page, names, row["parent"]) if row["parent"] else Cell("–"),
        *(Cell(_count(row[measure][which]), number=True) for measure in MEASURES for which in ("own", "all")),
        Cell("; ".join(_period(page, each, names) for each in others) or "–"),
    ]


def _period(page: Page, each: Mapping[str, Any], names: Mapping[str, Mapping[str, Any]]) -> str:
    first = page.words.names(names[each["id"]])[0] if each["id"] in names else each["id"]
    start, end = (each["from"] or "…")[:4], (each["to"] or "…")[:4]
    return f"{first} ({start}–{end})" if each["from"] or each["to"] else str(first)


def _count(counted: Mapping[str, int | None]) -> str:
    least, most = counted["persons"], counted["persons_most"]
    return f"{least}+" if most is None else f"{least}" if most == least else f"{least}–{most}"


def legend(page: Page) -> list[tuple[str, str]]:
    """Return the marks of the bars."""
    _ = page.words
    own = f'<rect x="1" y="2" width="26" height="12" fill="{COLOURS["blue"]}"/>'
    every = f'<rect x="1" y="2" width="26" height="12" fill="#c5d3e4" stroke="{COLOURS["line"]}"/>'
    return [
        (legend_mark(own), _("the office itself, in brackets where it differs")),
        (legend_mark(every), _("with the offices below it, no one counted twice")),
    ]


def _note(page: Page) -> str:
    return page.words(
        "Persons are counted, not events; a group counts with the least number told. Held: in its hands at any time, "
        "by arrest, handover, detention or camp. A small number says what was recorded, not what was done."
    )


def _filters(page: Page, query: AgencyQuery) -> Iterator[tuple[str, str]]:
    _ = page.words
    if query.every:
        yield _("also without anything recorded"), query.address(page.language, every="")
    if query.first:
        yield _("from %(day)s", day=_.date(query.first)), query.address(page.language, **{"from": ""})
    if query.last:
        yield _("to %(day)s", day=_.date(query.last)), query.address(page.language, to="")


def _finding(page: Page, rows: Sequence[Agency], names: Mapping[str, Mapping[str, Any]]) -> str:
    """Return one sentence: how many agencies act, and which received most handovers itself."""
    _ = page.words
    if not rows:
        return _("No agency fits.")
    most = max(rows, key=lambda row: row["handovers_received"]["own"]["persons"])
    persons = most["handovers_received"]["own"]["persons"]
    if not persons:
        return _("%(n)s agencies; no handover to any of them is recorded.", n=len(rows))
    return _(
        "%(n)s agencies; of single offices, %(name)s received most of those handed over: at least %(persons)s persons.",
        n=len(rows),
        name=_.names(names[most["id"]])[0] if most["id"] in names else most["id"],
        persons=persons,
    )
