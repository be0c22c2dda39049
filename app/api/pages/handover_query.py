"""Which handover paths are asked for: the same for the flow and for the years."""

from collections.abc import Mapping
from typing import Any, Literal

from pydantic import Field

from app.api.pages.frame import Page, with_query
from app.api.pages.view import ViewQuery
from app.views.handover_layout import COLUMNS

_VALUE = r"^[A-Za-z0-9._~:\- ]*$"


class HandoverQuery(ViewQuery):
    """Which paths are shown: one value for a column; `unknown` for those where it is not known."""

    country_of_taking: str = Field("", alias="country", max_length=10, pattern=_VALUE)
    agency: str = Field("", max_length=1000, pattern=_VALUE, description="an agency that took or received them")
    taking_agency: str = Field("", max_length=1000, pattern=_VALUE)
    crossing: str = Field("", max_length=1000, pattern=_VALUE)
    receiving_agency: str = Field("", max_length=1000, pattern=_VALUE)
    facility: str = Field("", max_length=1000, pattern=_VALUE)
    last_known: str = Field("", max_length=1000, pattern=_VALUE)
    first: int | None = Field(
        None, alias="from", ge=1, le=9999, description="only those who can have been taken in this year or later"
    )
    last: int | None = Field(
        None, alias="to", ge=1, le=9999, description="only those who can have been taken in this year or before"
    )
    count: Literal["", "records"] = ""
    part: int = Field(1, ge=1, le=1_000_000)
    invented: Literal["", "without"] = ""

    def given(self) -> dict[str, str]:
        """Return what was asked for, as an address has it."""
        asked = self.model_dump(by_alias=True, exclude={"part"})
        return {name: str(value) for name, value in asked.items() if value}

    def address(self, language: str, path: str, changed: Mapping[str, object]) -> str:
        """Return the address of a view of the same paths, with the values of some fields changed."""
        values = {in_address(name): str(value) for name, value in changed.items()}
        return with_query(f"/{language}{path}", {**self.given(), **values})

    def filters(self) -> dict[str, str]:
        """Return the columns with a value that is asked for."""
        return {name: value for name, value in self.model_dump(include=set(COLUMNS)).items() if value}

    def keeps(self, path: Mapping[str, Any], invented: set[str]) -> bool:
        """Say whether a path has the values that are asked for."""
        if self.invented and path["person"] in invented:
            return False
        if self.first and path["latest"] and int(path["latest"][:4]) < self.first:
            return False
        if self.last and path["earliest"] and int(path["earliest"][:4]) > self.last:
            return False
        if self.agency and self.agency not in (path["taking_agency"], path["receiving_agency"]):
            return False
        wanted = self.filters().items()
        return all((path[name] is None) if value == "unknown" else path[name] == value for name, value in wanted)


def in_address(field: str) -> str:
    """Return what a field of the query, or a column of the paths, is called in an address."""
    return HandoverQuery.model_fields[field].alias or field


def chosen_paths(page: Page, query: HandoverQuery) -> tuple[Mapping[str, Any], list[dict[str, Any]], int]:
    """Return the handovers answer, the paths that are asked for, and how many of these are of invented persons.

    Parameters
    ----------
    page : Page
    query : HandoverQuery
    """
    answer = page.services.analyst.answer("handovers")
    every = [_plain(path) for path in answer["paths"]]
    invented = {path["person"] for path in every} & page.services.reader.invented(path["person"] for path in every)
    paths = [path for path in every if query.keeps(path, invented)]
    return answer, paths, sum(path["person"] in invented for path in paths)


def _plain(path: Mapping[str, Any]) -> dict[str, Any]:
    """Return a path whose last column is a word: the kind of its last known event."""
    last = path["last_known"]
    return {**path, "last_known": last.get("kind") or last.get("event") if isinstance(last, Mapping) else last}
