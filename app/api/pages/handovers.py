"""Handover paths: from the country of taking to the last known stage, as a flow, as totals and as a table."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query
from pydantic import Field

from app.api.pages.frame import Page, PageFrame
from app.api.pages.view import Cell, View, ViewQuery, record_cell, view_route
from app.api.strict import StrictRoute
from app.views import draw_flow
from app.views.handover_flow import COLUMNS, FlowWords

router = APIRouter(route_class=StrictRoute)
_MOST_ROWS = 200
#: Columns whose values are countries or words; the others hold ids of records.
_COUNTRY, _STATE = "country_of_taking", "last_known"
_VALUE = r"^[A-Za-z0-9._~:\- ]*$"


class HandoverQuery(ViewQuery):
    """Which paths are shown: one value for a column; `unknown` for those where it is not known."""

    country_of_taking: str = Field("", max_length=10, pattern=_VALUE)
    taking_agency: str = Field("", max_length=1000, pattern=_VALUE)
    crossing: str = Field("", max_length=1000, pattern=_VALUE)
    receiving_agency: str = Field("", max_length=1000, pattern=_VALUE)
    facility: str = Field("", max_length=1000, pattern=_VALUE)
    last_known: str = Field("", max_length=1000, pattern=_VALUE)
    count: Literal["", "records"] = ""
    invented: Literal["", "without"] = ""

    def filters(self) -> dict[str, str]:
        """Return the columns with a value that is asked for."""
        return {name: value for name, value in self.model_dump(exclude={"count", "invented", "names"}).items() if value}

    def keeps(self, path: Mapping[str, Any], invented: set[str]) -> bool:
        """Say whether a path has the values that are asked for."""
        if self.invented and path["person"] in invented:
            return False
        wanted = self.filters().items()
        return all((path[name] is None) if value == "unknown" else path[name] == value for name, value in wanted)


@view_route(router, "/handovers")
def show_handovers(page: PageFrame, query: Annotated[HandoverQuery, Query()]) -> View:
    """Show handover paths."""
    answer = page.services.analyst.answer("handovers")
    every = [_plain(path) for path in answer["paths"]]
    invented = {path["person"] for path in every} & page.services.reader.invented(path["person"] for path in every)
    paths = [path for path in every if query.keeps(path, invented)]
    ids = {path[column] for path in paths for column in (*COLUMNS, "person")}
    ids |= {corridor[end] for corridor in answer["corridors"] for end in ("from", "to")}
    shown = _Shown(page, query, paths, page.services.reader.names(ids))
    return shown.view(answer, sum(path["person"] in invented for path in paths))


def _plain(path: Mapping[str, Any]) -> dict[str, Any]:
    """Return a path whose last column is a word: the kind of its last known event."""
    last = path[_STATE]
    return {**path, _STATE: last.get("kind") or last.get("event") if isinstance(last, Mapping) else last}


@dataclass(frozen=True, slots=True)
class _Shown:
    """The paths that are shown, and what is called how."""

    page: Page
    query: HandoverQuery
    paths: list[dict[str, Any]]
    names: Mapping[str, Mapping[str, Any]]

    def view(self, answer: Mapping[str, Any], invented: int) -> View:
        _ = self.page.words
        words = _flow_words(self.page, self.names)
        by_records = self.query.count == "records"
        drawn = [{**path, "persons": 1} for path in self.paths] if by_records else self.paths
        same = self._same()
        return View(
            name="handovers",
            title=_("Handover paths"),
            finding=_finding(self.page, self.paths),
            picture=draw_flow(drawn, words, lambda column, value: self._query({**same, column: value or "unknown"})),
            columns=[_("Person"), *words.columns, _("Persons"), _("Days on the way")],
            rows=[self._row(words, path) for path in self.paths[:_MOST_ROWS]],
            data={**answer, "paths": self.paths},
            filters=[*self._filters(words)],
            crumbs=[(_("Handover paths"), "")],
            note=self._note(by_records),
            template="handovers.html",
            values={
                "invented": invented,
                "names": self.names,
                "by_records": by_records,
                "total": len(self.paths),
                "other_count": self._query(_without(same, "count") if by_records else {**same, "count": "records"}),
                "without_invented": self._query({**same, "invented": "without"}),
                "corridors": [] if self.query.filters() else answer["corridors"],
            },
        )

    def _same(self) -> dict[str, str]:
        return {name: value for name, value in self.query.model_dump().items() if value}

    def _query(self, filters: Mapping[str, str]) -> str:
        text = "&".join(f"{name}={value.replace(' ', '+')}" for name, value in filters.items())
        return f"/{self.page.language}/handovers{'?' if text else ''}{text}"

    def _filters(self, words: FlowWords) -> Iterator[tuple[str, str]]:
        same = self._same()
        headings = dict(zip(COLUMNS, words.columns, strict=True))
        for column, value in self.query.filters().items():
            yield f"{headings[column]}: {_value(words, column, value)}", self._query(_without(same, column))
        if self.query.invented:
            yield self.page.words("without invented"), self._query(_without(same, "invented"))

    def _row(self, words: FlowWords, path: Mapping[str, Any]) -> list[Cell]:
        page, days = self.page, path["days"]
        known = days and days[0] is not None and days[1] is not None
        return [
            record_cell(page, self.names, path["person"]),
            *(self._cell(words, column, path[column]) for column in COLUMNS),
            Cell(_count(path["persons"], path["persons_most"]), number=True),
            Cell(page.words.delay(days[0], days[1]) if known else ""),
        ]

    def _cell(self, words: FlowWords, column: str, value: str | None) -> Cell:
        if value is not None and value in self.names:
            return record_cell(self.page, self.names, value)
        return Cell("" if value is None else _value(words, column, value))

    def _note(self, by_records: bool) -> str:
        _ = self.page.words
        if by_records:
            counted = _("Height = records: a person or a group counts once.")
        else:
            counted = _("Height = persons: a group counts with the least number told.")
        rest = _(
            "Hatched = not known. A colour keeps the country of taking through all columns. Choose a band to see the "
            "persons behind it. Small numbers are accidents of what was recorded."
        )
        return f"{counted} {rest}"


def _count(least: int | None, most: int | None) -> str:
    """Return how many persons: a number, a range, or at least so many."""
    return f"{least}+" if most is None else f"{least}" if most == least else f"{least}–{most}"


def _flow_words(page: Page, names: Mapping[str, Mapping[str, Any]]) -> FlowWords:
    _ = page.words

    def name(column: str, value: str) -> str:
        if column == _COUNTRY:
            return _.country(value)
        if column == _STATE and value not in names:
            return _.kind(value)
        return _.names(names[value])[0] if value in names else value

    return FlowWords(
        title=_("Handover paths"),
        description=_(
            "Six columns; the height of a band is the number of persons. The table below has the same numbers."
        ),
        columns=[
            _("Country of taking"),
            _("Taking agency"),
            _("Crossing"),
            _("Receiving agency"),
            _("Facility"),
            _("Last known"),
        ],
        unknown=_("not known"),
        other=_("other"),
        name=name,
    )


def _value(words: FlowWords, column: str, value: str | None) -> str:
    return words.unknown if value in (None, "unknown") else words.name(column, str(value))


def _without(same: Mapping[str, str], column: str) -> dict[str, str]:
    return {name: value for name, value in same.items() if name != column}


def _finding(page: Page, paths: list[dict[str, Any]]) -> str:
    """Return one sentence: how many were passed on, and where the trail is lost."""
    _ = page.words
    if not paths:
        return _("No handover path fits.")
    lost = sum(1 for path in paths if path["facility"] is None)
    crossing = sum(1 for path in paths if path["crossing"] is None)
    return _(
        "%(paths)s paths of at least %(persons)s persons who were taken in one country and came into the hands of "
        "another; in %(lost)s of them the facility after it is not known, in %(crossing)s the crossing.",
        paths=len(paths),
        persons=sum(path["persons"] or 0 for path in paths),
        lost=lost,
        crossing=crossing,
    )
