"""A long table in parts: so many rows stand on a page, the files have all."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Annotated, TypeVar

from fastapi import Query

from app.api.pages.frame import Page, with_query

#: Rows of a table on one page.
MOST_ROWS = 100
#: Which part of a table is asked for.
Part = Annotated[int, Query(ge=1, le=10_000)]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Parts:
    """Which rows of how many are shown, and the addresses of the parts before and after; empty where there is none."""

    first: int
    last: int
    total: int
    before: str
    after: str


def part_address(page: Page, part: int) -> str:
    """Return the address of this page with another part of its table.

    Parameters
    ----------
    page : Page
    part : int
        From 1.
    """
    return with_query(page.request.url.path, {**page.request.query_params, "part": str(part)})


def part_rows(page: Page, rows: Sequence[T], part: int, most: int = MOST_ROWS) -> Sequence[T]:
    """Return the rows of a part; all of them for a file, and for a table that is yet to be sorted.

    Parameters
    ----------
    page : Page
    rows : sequence
    part : int
        From 1.
    most : int
        Rows on a page; fewer where they are long.

    Returns
    -------
    sequence
    """
    if page.request.path_params.get("form") in ("csv", "html", "json") or page.request.query_params.get("sort"):
        return rows
    return rows[(part - 1) * most : part * most]


def shown_rows(page: Page, rows: Sequence[T], parts: Parts | None) -> Sequence[T]:
    """Return the rows that a page shows of a table: of a sorted one those of the part.

    Parameters
    ----------
    page : Page
    rows : sequence
        All rows of a sorted table, else those of the part.
    parts : Parts or None
    """
    if parts is None or not page.request.query_params.get("sort"):
        return rows
    return rows[parts.first - 1 : parts.last]


def parts_of(total: int, part: int, address: Callable[[int], str], most: int = MOST_ROWS) -> Parts | None:
    """Return what is said of a part; None where all rows are shown.

    Parameters
    ----------
    total, part : int
    address : callable
        Number of a part to its address.
    most : int
        Rows on a page.

    Returns
    -------
    Parts or None
    """
    if total <= most:
        return None
    last = part * most
    before = address(part - 1) if part > 1 else ""
    return Parts(
        min(last - most + 1, total), min(last, total), total, before, address(part + 1) if last < total else ""
    )
