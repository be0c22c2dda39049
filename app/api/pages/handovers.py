"""Handover paths: from the country of taking to the last known stage, as a flow, as totals and as a table."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Query

from app.api.pages.cells import Cell, record_cell
from app.api.pages.frame import Page, PageFrame, with_query
from app.api.pages.handover_finding import handover_finding
from app.api.pages.handover_query import HandoverQuery, chosen_paths
from app.api.pages.handover_steps import step_table, whole_path_table
from app.api.pages.handover_words import filter_chips, flow_words, value_text, without
from app.api.pages.handover_years import draw_taken_years, year_range
from app.api.pages.parts import part_rows, parts_of
from app.api.pages.view import View, view_route
from app.api.pages.years import of_years, year_bounds
from app.api.strict import StrictRoute
from app.views import draw_flow
from app.views.handover_flow import FlowWords
from app.views.handover_layout import COLUMNS
from app.views.page_svg import COLOURS, HATCHED, legend_mark

router = APIRouter(route_class=StrictRoute)
#: A row has what eleven columns say.
_MOST_ROWS = 40
_MOST_CLOSURES, _MOST_CORRIDORS = 8, 20


@view_route(router, "/handovers")
def show_handovers(page: PageFrame, query: Annotated[HandoverQuery, Query()]) -> View:
    """Show handover paths."""
    answer, paths, invented = chosen_paths(page, query)
    ids = {path[column] for path in paths for column in (*COLUMNS, "person")}
    ids |= {corridor[end] for corridor in answer["corridors"] for end in ("from", "to")}
    ids |= {closure["id"] for closure in answer["closures"]} | set(query.filters().values()) | {query.agency}
    shown = _Shown(page, query, paths, page.services.reader.names(ids))
    return shown.view(answer, invented)


@dataclass(frozen=True, slots=True)
class _Shown:
    """The paths that are shown, and what is called how."""

    page: Page
    query: HandoverQuery
    paths: list[dict[str, Any]]
    names: Mapping[str, Mapping[str, Any]]

    def view(self, answer: Mapping[str, Any], invented: int) -> View:
        _ = self.page.words
        words = flow_words(self.page, self.names)
        by_records = self.query.count == "records"
        drawn = [{**path, "persons": 1} for path in self.paths] if by_records else self.paths
        return View(
            name="handovers",
            title=_("Handover paths"),
            finding=of_years(
                self.page, handover_finding(self.page, self.paths, words), self.query.first, self.query.last
            ),
            picture=draw_flow(
                drawn,
                words,
                self._leads,
            ),
            columns=[
                _("Person or group"),
                *words.columns,
                _("Persons"),
                _("Taken"),
                _("Until the handover"),
                _("On the way in all"),
                _("Claims"),
            ],
            rows=[self._row(words, path) for path in part_rows(self.page, self.paths, self.query.part, _MOST_ROWS)],
            data={**answer, "paths": self.paths},
            filters=filter_chips(self.page, self.query, words, "/handovers"),
            legend=self._legend(drawn),
            crumbs=[(_("Handover paths"), "")],
            note=self._note(by_records),
            template="handovers.html",
            whole=len(answer["paths"]),
            values={"invented": invented, **self._values(answer, words)},
        )

    def _leads(self, values: Mapping[str, str | None]) -> str:
        """Return the address of the paths that have these values too."""
        changed = {name: value or "unknown" for name, value in values.items()}
        return self.query.address(self.page.language, "/handovers", changed)

    def _values(self, answer: Mapping[str, Any], words: FlowWords) -> dict[str, Any]:
        """Return what the template shows beside picture and table."""
        same = self._same()
        by_records = self.query.count == "records"
        narrowed = bool(self.query.filters() or self.query.agency or self.query.first or self.query.last)
        return {
            "names": self.names,
            "by_records": by_records,
            "parts": parts_of(len(self.paths), self.query.part, self._part, _MOST_ROWS),
            "other_count": self._query(without(same, "count") if by_records else {**same, "count": "records"}),
            "without_invented": self._query({**same, "invented": "without"}),
            "corridors": [] if narrowed else answer["corridors"][:_MOST_CORRIDORS],
            "corridors_left_out": max(0, len(answer["corridors"]) - _MOST_CORRIDORS),
            "closures": [] if narrowed else answer["closures"][:_MOST_CLOSURES],
            "query": self.query,
            "bounds": year_bounds(self.page),
            "kept": {name: value for name, value in same.items() if name not in ("from", "to")},
            "years": draw_taken_years(self.page, self.query, self.paths),
            "years_alone": self.query.address(self.page.language, "/handovers/taken", {}),
            "steps": step_table(self.page, self.paths, words, self._leads),
            "whole": whole_path_table(self.page, self.paths, words, self._leads),
            "chosen": self._chosen(words),
            "people": list(dict.fromkeys(path["person"] for path in self.paths)),
        }

    def _chosen(self, words: FlowWords) -> str:
        """Return what is chosen: the stages as a path, and what narrows it."""
        texts = [text for text, _address in filter_chips(self.page, self.query, words, "/handovers")]
        stages = len(self.query.filters())
        return " · ".join([*filter(None, [" → ".join(texts[:stages])]), *texts[stages:]])

    def _legend(self, drawn: Sequence[Mapping[str, Any]]) -> list[tuple[str, str]]:
        """Return what the bands and ribbons mean; the colours of the countries stand below the picture."""
        _ = self.page.words
        unknown = any(path[column] is None for path in drawn for column in COLUMNS)
        grey = f'fill="{COLOURS["grey"]}"'
        marks = [
            (
                bool(drawn),
                f'<rect x="12" width="6" height="16" fill="{COLOURS["ink"]}"/>',
                _("a band: height = persons"),
            ),
            (
                bool(drawn),
                f'<path d="M0 3H30V13H0z" fill-opacity="0.5" {grey}/>',
                _("persons from one band to the next"),
            ),
            (unknown, HATCHED, _("not known")),
            (unknown, f'<path d="M0 3H30V13H0z" fill-opacity="0.22" {grey}/>', _("to or from what is not known")),
        ]
        return [(legend_mark(mark), text) for there, mark, text in marks if there]

    def _part(self, part: int) -> str:
        return self._query({**self._same(), "part": str(part)})

    def _same(self) -> dict[str, str]:
        return self.query.given()

    def _query(self, filters: Mapping[str, str]) -> str:
        return with_query(f"/{self.page.language}/handovers", filters)

    def _row(self, words: FlowWords, path: Mapping[str, Any]) -> list[Cell]:
        page = self.page
        return [
            record_cell(page, self.names, path["person"]),
            *(self._cell(words, column, path[column]) for column in COLUMNS),
            Cell(_count(path["persons"], path["persons_most"]), number=True),
            Cell(year_range(path)),
            Cell(_days(page, path["days_to_handover"])),
            Cell(_days(page, path["days"])),
            Cell("", claims=path["claims"]),
        ]

    def _cell(self, words: FlowWords, column: str, value: str | None) -> Cell:
        if value is not None and value in self.names:
            return record_cell(self.page, self.names, value)
        return Cell("" if value is None else value_text(words, column, value))

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


def _days(page: Page, days: Sequence[int | None] | None) -> str:
    known = days and days[0] is not None and days[1] is not None
    return page.words.delay(days[0], days[1]) if known else ""  # type: ignore[index,arg-type]


def _count(least: int | None, most: int | None) -> str:
    """Return how many persons: a number, a range, or at least so many."""
    return f"{least}+" if most is None else f"{least}" if most == least else f"{least}–{most}"
