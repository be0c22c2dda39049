"""Handover paths: from the country of taking to the last known stage, as a flow, as totals and as a table."""

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query
from fastapi.responses import HTMLResponse
from pydantic import BaseModel, ConfigDict, Field

from app.api.pages.frame import Page, PageFrame
from app.api.strict import StrictRoute
from app.views import draw_flow
from app.views.handover_flow import COLUMNS, FlowWords

router = APIRouter(route_class=StrictRoute)
_MOST_ROWS = 200
#: Columns whose values are countries or words; the others hold ids of records.
_COUNTRY, _STATE = "country_of_taking", "last_known"
_VALUE = r"^[A-Za-z0-9._~:\- ]*$"


class HandoverQuery(BaseModel):
    """Which paths are shown: one value for a column; `unknown` for those where it is not known."""

    model_config = ConfigDict(extra="forbid")

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
        return {name: value for name, value in self.model_dump(exclude={"count", "invented"}).items() if value}

    def keeps(self, path: Mapping[str, Any], invented: set[str]) -> bool:
        """Say whether a path has the values that are asked for."""
        if self.invented and path["person"] in invented:
            return False
        wanted = self.filters().items()
        return all((path[name] is None) if value == "unknown" else path[name] == value for name, value in wanted)


@router.get("/handovers", response_class=HTMLResponse)
def show_handovers(page: PageFrame, query: Annotated[HandoverQuery, Query()]) -> HTMLResponse:
    """Show handover paths."""
    answer = page.services.analyst.answer("handovers")
    every = [_plain(path) for path in answer["paths"]]
    invented = {path["person"] for path in every} & page.services.reader.invented(path["person"] for path in every)
    paths = [path for path in every if query.keeps(path, invented)]
    ids = {path[column] for path in paths for column in (*COLUMNS, "person")}
    ids |= {corridor[end] for corridor in answer["corridors"] for end in ("from", "to")}
    names = page.services.reader.names(ids)
    shown = sum(path["person"] in invented for path in paths)
    return page.render("handovers.html", **_facts(page, query, paths, names), answer=answer, invented_paths=shown)


def _plain(path: Mapping[str, Any]) -> dict[str, Any]:
    """Return a path whose last column is a word: the kind of its last known event."""
    last = path[_STATE]
    return {**path, _STATE: last.get("kind") or last.get("event") if isinstance(last, Mapping) else last}


def _facts(
    page: Page, query: HandoverQuery, paths: list[dict[str, Any]], names: Mapping[str, Mapping[str, Any]]
) -> dict[str, Any]:
    filters = query.filters()
    same = {name: value for name, value in query.model_dump().items() if value}
    words = _flow_words(page, names)
    by_records = query.count == "records"
    drawn = [{**path, "persons": 1} for path in paths] if by_records else paths
    return {
        "paths": paths[:_MOST_ROWS],
        "total": len(paths),
        "persons": len({path["person"] for path in paths}),
        "names": names,
        "headings": dict(zip(COLUMNS, words.columns, strict=True)),
        "picture": draw_flow(drawn, words, lambda column, value: _query(page, {**same, column: value or "unknown"})),
        "filters": {
            name: (_value(words, name, value), _query(page, _without(same, name))) for name, value in filters.items()
        },
        "finding": _finding(page, paths),
        "by_records": by_records,
        "other_count": _query(page, _without(same, "count") if by_records else {**same, "count": "records"}),
        "without_invented": _query(page, {**same, "invented": "without"}),
        "with_invented": _query(page, _without(same, "invented")),
        "left_out": bool(query.invented),
        "value": lambda column, value: _value(words, column, value),
    }


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


def _query(page: Page, filters: Mapping[str, str]) -> str:
    text = "&".join(f"{name}={value.replace(' ', '+')}" for name, value in filters.items())
    return f"/{page.language}/handovers{'?' if text else ''}{text}"


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
