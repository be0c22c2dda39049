"""Years on pages: between which the sliders move, and how many persons were taken in each."""

from collections.abc import Callable, Mapping

from app.api.pages.cells import Cell
from app.api.pages.frame import Page


def year_bounds(page: Page) -> tuple[int, int] | None:
    """Return the first and the last year with an arrest on record; None where there is none.

    Parameters
    ----------
    page : Page
    """
    years = [int(year) for year in page.services.analyst.overview()["arrests_by_year"]]
    return (min(years), max(years)) if years else None


def of_years(page: Page, finding: str, first: object, last: object) -> str:
    """Return a finding with what a choice of years means: what has no date may lie in them and is counted.

    Parameters
    ----------
    page : Page
    finding : str
    first, last : object
        The years that are chosen; false where none is.
    """
    if not (first or last):
        return finding
    _ = page.words
    if first and last and str(first)[: len(str(last))] > str(last)[: len(str(first))]:
        return f"{finding} {_('The first year is after the last one: no day lies between them. Turn them round.')}"
    return f"{finding} {_('What may lie within the chosen years is shown, also where no date is told.')}"


def year_rows(counts: Mapping[int, int], unknown: int, address: Callable[[int], str]) -> list[list[Cell]]:
    """Return a row for each year, and one for those whose year is not certain.

    Parameters
    ----------
    counts : mapping of int to int
        Persons by year.
    unknown : int
        Persons whose year is not certain.
    address : callable
        Where a year leads.
    """
    rows = [[Cell(str(year), address(year)), Cell(str(count), number=True)] for year, count in counts.items()]
    return rows + ([[Cell(""), Cell(str(unknown), number=True)]] if unknown else [])


def most_taken(page: Page, counts: Mapping[int, int], unknown: int, *, groups: bool = False) -> str:
    """Return in which year most were taken, the later of two, as a sentence; empty where no year is known.

    Parameters
    ----------
    page : Page
    counts : mapping of int to int
        Persons by year.
    unknown : int
        Persons whose year is not certain.
    groups : bool
        A group was counted once, however many it is.
    """
    if not counts:
        return ""
    year, most = max(counts.items(), key=lambda each: (each[1], each[0]))
    _ = page.words
    said = {"year": year, "most": most, "without": unknown}
    if groups:
        return _(
            "Most were taken in %(year)s: %(most)s persons or groups; of %(without)s more the year is not certain.",
            **said,
        )
    return _("Most were taken in %(year)s: %(most)s persons; of %(without)s more the year is not certain.", **said)
