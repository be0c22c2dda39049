"""The organisation of one agency over time: what it was part of, what is below it, its names, what came after what."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Annotated, Any

from fastapi import APIRouter, Query

from app.api.deps import RecordId
from app.api.pages.cells import Cell, count_invented, date_cell, record_cell
from app.api.pages.frame import Page, PageFrame
from app.api.pages.parts import Part, part_address, part_rows, parts_of
from app.api.pages.view import Tab, View, ViewQuery, view_route
from app.api.strict import StrictRoute
from app.errors import NotFound
from app.views import draw_organisation
from app.views.organisation import OrganisationWords
from app.views.page_svg import legend_mark

router = APIRouter(route_class=StrictRoute)
_MOST_ROWS = 80
Agency = Mapping[str, Any]
Names = Mapping[str, Mapping[str, Any]]


class OrganisationQuery(ViewQuery):
    """Which part of the table."""

    part: Part = 1


@view_route(router, "/agencies/{id}/organisation")
def show_organisation(page: PageFrame, id: RecordId, query: Annotated[OrganisationQuery, Query()]) -> View:
    """Show the organisation of one agency over time."""
    answer = page.services.analyst.answer("agencies")
    bodies = around(answer["agencies"], id)
    shown = bodies[:_MOST_ROWS]
    names = page.services.reader.names(
        {row["id"] for row in bodies} | {each["id"] for row in bodies for each in (*row["names"], *row["part_of"])}
    )
    own = next(row["id"] for row in bodies if _is(row, id))
    rows = [row for body in bodies for row in _rows(page, body, names)]
    title = _name(page, names, own)
    _ = page.words
    return View(
        name="organisation",
        title=_("Organisation over time: %(of)s", of=title),
        finding=_finding(page, bodies, own),
        picture=draw_organisation(shown, _words(page, names, title), lambda each: page.address("Agency", each), own),
        columns=[
            _("Office"),
            _("Level"),
            _("Name used"),
            _("Begin"),
            _("End"),
            _("Part of"),
            _("Came after"),
            _("Claims"),
        ],
        rows=part_rows(page, rows, query.part),
        data={"data_version": answer["data_version"], "agencies": bodies},
        legend=_legend(page, shown),
        tabs=agency_tabs(page, own, "organisation"),
        crumbs=[(_("Agencies"), "/agencies"), (title, f"/agencies/{own}"), (_("Organisation over time"), "")],
        note=_note(page, len(bodies) - len(shown)),
        template="parts_view.html",
        whole=len(rows),
        values={
            "invented": count_invented(names, [row["id"] for row in bodies]),
            "drawn_in_parts": False,
            "parts": parts_of(len(rows), query.part, lambda part: part_address(page, part)),
        },
    )


def agency_tabs(page: Page, id: str, current: str) -> list[Tab]:
    """Return the views of one agency.

    Parameters
    ----------
    page : Page
    id : str
    current : str
        ``record`` or ``organisation``.
    """
    _ = page.words
    return [
        Tab(_("Agency"), page.address("Agency", id), current == "record"),
        Tab(_("Organisation over time"), page.address("Agency", id, "/organisation"), current == "organisation"),
    ]


def around(agencies: Sequence[Agency], id: str) -> list[dict[str, Any]]:
    """Return the bodies above one, itself, those below it, and what these came after or were followed by.

    Parameters
    ----------
    agencies : sequence of mapping
        ``agencies`` of the answer of that name.
    id : str
        A body or one of its names.

    Raises
    ------
    NotFound
        There is no such agency.
    """
    by_id = {row["id"]: row for row in agencies}
    start = next((number for number, row in enumerate(agencies) if _is(row, id)), None)
    if start is None:
        raise NotFound("agency", id)
    own = agencies[start]
    chain: list[Agency] = [own]
    while chain[0]["parent"] is not None:
        chain.insert(0, by_id[chain[0]["parent"]])
    rows = [{**row, "level": level} for level, row in enumerate(chain)]
    for row in agencies[start + 1 :]:
        if row["level"] <= own["level"]:
            break
        rows.append({**row, "level": row["level"] - own["level"] + len(chain) - 1})
    here = {row["id"] for row in rows}
    before = {tie["id"] for row in rows for tie in row["succeeded"]}
    after = {row["id"] for row in agencies if any(tie["id"] in here for tie in row["succeeded"])}
    others = [by_id[each] for each in sorted((before | after) - here) if each in by_id]
    return [*rows, *({**row, "level": 0, "parent": None} for row in others)]


def _is(row: Agency, id: str) -> bool:
    return row["id"] == id or any(each["id"] == id for each in row["names"])


def _name(page: Page, names: Names, id: str) -> str:
    return page.words.drawn(names.get(id, {"id": id, "label": "Agency"}))[0]


def _years(page: Page, since: str | None, until: str | None) -> str:
    if since is None and until is None:
        return ""
    return f"{page.words.date(since) or '…'} – {page.words.date(until) or '…'}"


def _words(page: Page, names: Names, title: str) -> OrganisationWords:
    _ = page.words

    def period(each: Mapping[str, Any]) -> str:
        return f"{_name(page, names, each['id'])}: {_years(page, each['from'], each['to']) or _('no date told')}"

    return OrganisationWords(
        title=_("Organisation over time: %(of)s", of=title),
        description=_("One row for each office, one bar for each of its names; the table below has the same."),
        name=lambda id: _name(page, names, id),
        period=period,
    )


def _rows(page: Page, body: Agency, names: Names) -> Iterator[list[Cell]]:
    for number, period in enumerate(body["names"]):
        first = number == 0
        parts = [_tie(page, tie, names) for tie in body["part_of"]] if first else []
        before = [_tie(page, tie, names) for tie in body["succeeded"]] if first else []
        claims = [claim for tie in (*body["part_of"], *body["succeeded"]) for claim in tie["claims"]] if first else []
        yield [
            record_cell(page, names, body["id"]),
            Cell(str(body["level"] + 1), number=True),
            record_cell(page, names, period["id"]),
            date_cell(page, period["from"]),
            date_cell(page, period["to"]),
            Cell("; ".join(parts) or "–"),
            Cell("; ".join(before) or "–"),
            Cell("" if claims else "–", claims=claims),
        ]


def _tie(page: Page, tie: Mapping[str, Any], names: Names) -> str:
    years = _years(page, tie["since"], tie["until"])
    return f"{_name(page, names, tie['id'])}{f' ({years})' if years else ''}"


def _finding(page: Page, bodies: Sequence[Agency], own: str) -> str:
    _ = page.words
    row = next(each for each in bodies if each["id"] == own)
    below = sum(each["level"] > row["level"] for each in bodies)
    after = sum(len(each["succeeded"]) for each in bodies)
    if len(row["names"]) == 1 and not below and not after:
        return _("Nothing is on record about its place among other bodies.")
    return _(
        "%(names)s names of this body are on record, %(below)s offices below it, and %(after)s bodies that came before "
        "or after it or them.",
        names=len(row["names"]),
        below=below,
        after=after,
    )


def _legend(page: Page, bodies: Sequence[Agency]) -> list[tuple[str, str]]:
    _ = page.words
    bar = '<rect x="1" y="2" width="28" height="12" rx="2" fill="{}" stroke="#0b5cad"{}/>'
    dashed = ' stroke-dasharray="4 3"'
    periods = [each for row in bodies for each in row["names"]]
    arrow = '<path d="M15 1V13M10 7l5 7l5 -7" stroke="#7b3fa0" stroke-width="2" fill="none"/>'
    listed = [
        (
            any(each["from"] and each["to"] for each in periods),
            bar.format("#c5d3e4", ""),
            _("a name and when it was used"),
        ),
        (
            any(bool(each["from"]) != bool(each["to"]) for each in periods),
            bar.format("#e5ebf2", dashed),
            _("begin or end of its use not told"),
        ),
        (
            any(not each["from"] and not each["to"] for each in periods),
            '<path d="M0 8H30" stroke="#8a929c" stroke-width="2" stroke-dasharray="2 5"/>',
            _("when it was used is not told"),
        ),
        (any(row["succeeded"] for row in bodies), arrow, _("came after")),
    ]
    return [(legend_mark(shape), text) for there, shape, text in listed if there]


def _note(page: Page, left_out: int) -> str:
    _ = page.words
    said = [_("Offices stand below what they are part of now; what they were part of before is in the table.")]
    if left_out:
        said.append(_("%(n)s more offices are in the table only.", n=left_out))
    return " ".join(said)
