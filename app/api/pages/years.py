"""The years between which the sliders of pages move."""

from app.api.pages.frame import Page


def year_bounds(page: Page) -> tuple[int, int] | None:
    """Return the first and the last year with an arrest on record; None where there is none.

    Parameters
    ----------
    page : Page
    """
    years = [int(year) for year in page.services.analyst.overview()["arrests_by_year"]]
    return (min(years), max(years)) if years else None
