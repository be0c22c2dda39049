"""What the columns of handover paths, their values and the filters of them are called."""

from collections.abc import Mapping
from typing import Any

from app.api.pages.frame import Page, with_query
from app.api.pages.handover_query import HandoverQuery, in_address
from app.views.handover_flow import FlowWords
from app.views.handover_layout import COLUMNS

#: Columns whose values are countries or words; the others hold ids of records.
_COUNTRY, _STATE = "country_of_taking", "last_known"


def flow_words(page: Page, names: Mapping[str, Mapping[str, Any]]) -> FlowWords:
    """Return the words of the flow.

    Parameters
    ----------
    page : Page
    names : mapping
        What ``reader.names`` gives of the records in the paths.
    """
    _ = page.words

    def name(column: str, value: str) -> str:
        if column == _COUNTRY:
            return _.country(value)
        if column == _STATE and value not in names:
            return _.kind(value)
        return _.drawn(names[value])[0] if value in names else value

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
        several=_("several countries, each too thin to be seen"),
        name=name,
    )


def value_text(words: FlowWords, column: str, value: str | None) -> str:
    """Return what a value of a column is called; none is not known."""
    return words.unknown if value in (None, "unknown") else words.name(column, str(value))


def without(same: Mapping[str, str], column: str) -> dict[str, str]:
    """Return what is asked for without one filter."""
    return {name: value for name, value in same.items() if name != column}


def filter_chips(page: Page, query: HandoverQuery, words: FlowWords, path: str) -> list[tuple[str, str]]:
    """Return what is filtered, in words, and the address of a view of the paths without that filter.

    Parameters
    ----------
    page : Page
    query : HandoverQuery
    words : FlowWords
    path : str
        Address of the view, without the language.
    """
    _, same = page.words, query.given()
    headings = dict(zip(COLUMNS, words.columns, strict=True))
    said = {
        column: f"{headings[column]}: {value_text(words, column, value)}" for column, value in query.filters().items()
    }
    if query.agency:
        said["agency"] = _("took or received: %(name)s", name=value_text(words, "taking_agency", query.agency))
    if query.first:
        said["first"] = _("taken from %(year)s", year=query.first)
    if query.last:
        said["last"] = _("taken until %(year)s", year=query.last)
    if query.invented:
        said["invented"] = _("without invented")
    return [
        (text, with_query(f"/{page.language}{path}", without(same, in_address(name)))) for name, text in said.items()
    ]
