"""Custody timelines: of one person, of a family, of everyone on record at a facility; a chooser without any."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Form, Query, Response
from fastapi.responses import HTMLResponse, RedirectResponse
from pydantic import BaseModel, ConfigDict, Field

from app.api.deps import Text
from app.api.pages.cells import Cell, count_invented, date_cell, record_cell
from app.api.pages.family_frame import family_of, family_tabs
from app.api.pages.findings import person_finding
from app.api.pages.frame import Page, PageFrame, with_query
from app.api.pages.meant import find_meant
from app.api.pages.parts import Part, part_address, part_rows, parts_of
from app.api.pages.timeline_lanes import Names, lane_of, place_of, timeline_legend
from app.api.pages.view import Tab, View, ViewQuery, view_route
from app.api.problems import Refused
from app.api.strict import StrictRoute
from app.domain.identifiers import check_id
from app.views import draw_timeline
from app.views.timeline import TimelineWords

router = APIRouter(route_class=StrictRoute)
_MOST_LANES, _MOST_TRAFFIC, _MOST_ROWS = 40, 1000, 60
_IDS = ("agency", "from_agency", "to_agency", "place", "from_place", "to_place")
#: Kinds of events that a line of custody does not show.
_NOT_SHOWN = ("life", "procedure")
#: Label of a record -> the name of its id in the address.
_ASKED = {"Person": "person", "Place": "facility", "Family": "family"}


class TimelineQuery(ViewQuery):
    """Whose timeline: one of a family, a person and a facility, by id."""

    family: str = Field("", max_length=1000)
    person: str = Field("", max_length=1000)
    facility: str = Field("", max_length=1000)
    part: Part = 1

    def chosen(self) -> dict[str, str]:
        """Return what is asked for: at most one name and its id."""
        given = {name: getattr(self, name) for name in ("family", "person", "facility") if getattr(self, name)}
        if len(given) > 1:
            raise Refused(422, "invalid", "Give one of family, person and facility.", loc=("query",))
        return {name: check_id(id, name) for name, id in given.items()}


class WhoseForm(BaseModel):
    """What the form sends: a name or an id, and which of the records found is meant."""

    model_config = ConfigDict(extra="forbid")

    of: Text = Field(min_length=1, max_length=200)
    of_is: str = Field("", max_length=1000)


@router.post("/timeline", response_class=HTMLResponse)
def choose_timeline(page: PageFrame, form: Annotated[WhoseForm, Form()]) -> Response:
    """Lead to the timeline of a person or a facility that was named, or ask which is meant."""
    _ = page.words
    meant = find_meant(page, "of", _("Person or facility"), (form.of, form.of_is), tuple(_ASKED))
    if meant.id:
        address = with_query(f"/{page.language}/timeline", {_ASKED[meant.label]: meant.id})
        return RedirectResponse(page.keeping_names(address), 303)
    return page.render(
        "meant.html", sides=[meant], title=_("Timeline"), address="/timeline", does=_("Show the timeline")
    )


@dataclass(frozen=True, slots=True)
class _Subject:
    """Who is on the lanes, and what they are called together."""

    title: str
    persons: Sequence[str]
    total: int
    said: str
    tabs: Sequence[Tab] = ()


@view_route(router, "/timeline")
def show_timeline(page: PageFrame, query: Annotated[TimelineQuery, Query()]) -> View:
    """Show a custody timeline."""
    chosen = query.chosen()
    if not chosen:
        return _chooser(page)
    [(name, id)] = chosen.items()
    subject = {"family": _family, "person": _person, "facility": _facility}[name](page, id)
    with page.services.analyst.asking("trail") as ask:
        trails = [_drawn(ask(person=person)) for person in subject.persons[:_MOST_LANES]]
    trails.sort(key=_first_day)
    places = {stage.get(key) for trail in trails for stage in trail["stages"] for key in _IDS}
    names = page.services.reader.names({*places, *subject.persons})
    lanes = [lane_of(page, trail, names) for trail in trails]
    rows = [(trail, stage) for trail in trails for stage in trail["stages"]]
    _ = page.words
    return View(
        name="timeline",
        title=_("Custody timeline: %(of)s", of=subject.title),
        finding=_finding(page, subject, trails, names),
        picture=draw_timeline(lanes, _words(page, subject)) if any(lane["stages"] for lane in lanes) else "",
        columns=_columns(page),
        rows=[_row(page, trail, stage, names) for trail, stage in part_rows(page, rows, query.part, _MOST_ROWS)],
        data={"data_version": page.services.reader.data_version(), "trails": trails},
        legend=timeline_legend(page, lanes),
        tabs=subject.tabs,
        crumbs=[(_("Timeline"), "/timeline"), (subject.title, "")],
        note=_note(page, subject),
        template="timeline.html",
        whole=len(rows),
        values={
            "invented": count_invented(names, subject.persons),
            "parts": parts_of(len(rows), query.part, lambda part: part_address(page, part), _MOST_ROWS),
        },
    )


def _columns(page: Page) -> list[str]:
    _ = page.words
    return [_("Person"), _("What"), _("Begin"), _("End"), _("Where"), _("Grade"), _("Claims")]


def _drawn(trail: Mapping[str, Any]) -> dict[str, Any]:
    """Return a trail without what is not shown of it."""
    return {**trail, "stages": [stage for stage in trail["stages"] if stage["category"] not in _NOT_SHOWN]}


def _first_day(trail: Mapping[str, Any]) -> tuple[str, str]:
    days = [stage[side] for stage in trail["stages"] for side in ("earliest", "latest") if stage[side]]
    return min(days, default="9999"), trail["person"]


def _family(page: Page, id: str) -> _Subject:
    """Return the members of a family who were taken, or whose act is told as a reason."""
    family = family_of(page, id)
    members = set(family.row["members"])
    acted = {each["because_of"]["person"] for each in family.row["takings"] if each["because_of"]}
    persons = sorted({each["person"] for each in family.row["takings"]} | (acted & members))
    said = page.words(
        "%(taken)s of %(persons)s relatives on record were taken.",
        taken=family.row["taken"],
        persons=family.row["persons"],
    )
    return _Subject(family.title, persons, len(persons), said, family_tabs(page, id, "timeline"))


def _person(page: Page, id: str) -> _Subject:
    record = page.services.reader.node("Person", id)
    return _Subject(page.words.drawn(record)[0], [record["id"]], 1, "")


def _facility(page: Page, id: str) -> _Subject:
    record = page.services.reader.node("Place", id)
    rows = page.services.reader.rows("custody.place_traffic", place_id=record["id"], most=_MOST_TRAFFIC)
    persons = list(dict.fromkeys(row["person"] for row in sorted(rows, key=lambda row: row["begin"] or "9999")))
    said = page.words("%(n)s persons are on record as brought there, held there or taken from there.", n=len(persons))
    return _Subject(page.words.drawn(record)[0], persons, len(persons), said)


def _words(page: Page, subject: _Subject) -> TimelineWords:
    _ = page.words
    return TimelineWords(
        title=_("Custody timeline: %(of)s", of=subject.title),
        description=_("One lane for each person; the table below has the same events in the same order."),
        undated=_("no date told"),
        lost=_("whereabouts not known"),
    )


def _finding(page: Page, subject: _Subject, trails: Sequence[Mapping[str, Any]], names: Names) -> str:
    _ = page.words
    if not any(trail["stages"] for trail in trails):
        return _("No event of custody is on record here.")
    if not subject.said:
        return person_finding(_, trails[0], names)
    lost = sum(trail["status"] in ("disappeared", "missing", "in_custody") for trail in trails)
    dead = sum(trail["status"] in ("executed", "died_in_custody", "dead") for trail in trails)
    return f"{subject.said} " + _(
        "Of the %(n)s drawn here %(dead)s died, and where %(lost)s are is not known.",
        n=len(trails),
        lost=lost,
        dead=dead,
    )


def _note(page: Page, subject: _Subject) -> str:
    _ = page.words
    said = []
    if subject.total > _MOST_LANES:
        said.append(_("The first %(a)s of %(b)s persons are shown.", a=_MOST_LANES, b=subject.total))
    said.append(
        _(
            "Where no end is told, a bar fades until the next thing told of the person. "
            "Births, homes and work are on the page of each person."
        )
    )
    return " ".join(said)


def _row(page: Page, trail: Mapping[str, Any], stage: Mapping[str, Any], names: Names) -> list[Cell]:
    _ = page.words
    person = record_cell(page, names, trail["person"])
    claims = Cell("", claims=stage["claims"])
    if stage["stage"] == "gap":
        what = Cell(_("not known what happened between"))
        return [
            person,
            what,
            date_cell(page, stage["earliest"]),
            date_cell(page, stage["latest"]),
            Cell(""),
            Cell(""),
            claims,
        ]
    place = place_of(stage)
    return [
        person,
        Cell(
            _.kind(stage["kind"]),
            page.address("Event", stage["event"]),
            red=stage["kind"] in ("handover", "repatriation"),
        ),
        date_cell(page, stage["begin"]),
        date_cell(page, stage["end"]),
        record_cell(page, names, place) if place else Cell(_.country(stage["country"])),
        Cell(_.code(stage["grade"] or "ungraded")),
        claims,
    ]


def _chooser(page: Page) -> View:
    """Return the families with most people taken, to choose from."""
    _ = page.words
    answer = page.services.analyst.family_list()
    families = [each for each in answer["choices"] if each["taken"]]
    names = page.services.reader.names(each["id"] for each in families)
    rows = []
    for each in families:
        called = _.names(names.get(each["id"], {"id": each["id"], "label": "Family"}))
        text = called[0] if each["kind"] == "named" else _("kin of %(name)s", name=called[0])
        note = _("invented") if each["invented"] else ""
        first = Cell(text, f"/{page.language}/timeline?family={each['id']}", called[1], note)
        years = Cell((each["first"] or "")[:4]), Cell((each["last"] or "")[:4])
        rows.append([first, Cell(str(each["persons"]), number=True), Cell(str(each["taken"]), number=True), *years])
    return View(
        name="timeline",
        title=_("Custody timeline"),
        finding=_("Choose a family from the table, or give the name of a person or of a facility."),
        picture="",
        columns=[_("Family"), _("Persons"), _("Taken"), _("First"), _("Last")],
        rows=rows,
        data={"data_version": answer["data_version"], "families": answer["choices"], "notes": answer["notes"]},
        crumbs=[(_("Timeline"), "")],
        template="timeline.html",
        values={"invented": sum(each["invented"] for each in families), "parts": None},
    )
