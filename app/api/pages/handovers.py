"""Handover paths: from the country of taking to the last known stage, as a flow, as totals and as a table."""

from collections.abc import Mapping
from typing import Annotated, Any

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

    def keeps(self, path: Mapping[str, Any]) -> bool:
        """Say whether a path has the values that are asked for."""
        wanted = {name: value for name, value in self.model_dump().items() if value}
        return all(
            (path[name] is None) if value == "unknown" else path[name] == value for name, value in wanted.items()
        )


@router.get("/handovers", response_class=HTMLResponse)
def show_handovers(page: PageFrame, query: Annotated[HandoverQuery, Query()]) -> HTMLResponse:
    """Show handover paths."""
    answer = page.services.analyst.answer("handovers")
    paths = [_plain(path) for path in answer["paths"] if query.keeps(_plain(path))]
    ids = {path[column] for path in paths for column in (*COLUMNS, "person")}
    names = page.services.reader.names(ids)
    return page.render("handovers.html", **_facts(page, query, paths, names), answer=answer)


def _plain(path: Mapping[str, Any]) -> dict[str, Any]:
    """Return a path whose last column is a word: the kind of its last known event."""
    last = path[_STATE]
    return {**path, _STATE: last.get("kind") or last.get("event") if isinstance(last, Mapping) else last}


def _facts(
    page: Page, query: HandoverQuery, paths: list[dict[str, Any]], names: Mapping[str, Mapping[str, Any]]
) -> dict[str, Any]:
    filters = {name: value for name, value in query.model_dump().items() if value}
    words = _flow_words(page, names)
    return {
        "paths": paths[:_MOST_ROWS],
        "total": len(paths),
        "persons": len({path["person"] for path in paths}),
        "names": names,
        "headings": dict(zip(COLUMNS, words.columns, strict=True)),
        "picture": draw_flow(paths, words, lambda column, value: _address(page, filters, column, value)),
        "filters": {
            name: (_value(words, name, value), _without(page, filters, name)) for name, value in filters.items()
        },
        "finding": _finding(page, paths),
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


def _address(page: Page, filters: Mapping[str, str], column: str, value: str | None) -> str:
    return _query(page, {**filters, column: value or "unknown"})


def _without(page: Page, filters: Mapping[str, str], column: str) -> str:
    return _query(page, {name: value for name, value in filters.items() if name != column})


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
        "%(paths)s paths of persons taken in one country and passed to another; in %(lost)s the facility "
        "after it is not known, in %(crossing)s the crossing.",
        paths=len(paths),
        lost=lost,
        crossing=crossing,
    )
