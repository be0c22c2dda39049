"""The cells of the tables below pictures: a text, where it leads, and the claims that it rests on."""

import csv
import io
import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.api.pages.frame import Page
from app.api.pages.words import Words
from app.domain.cells import FORMULA_START

_BOM = "\ufeff"
_NOT_KNOWN = ("", "–")
_NUMBER = re.compile(r"-?\d+(\.\d+)?")


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table.

    Attributes
    ----------
    text : str
        Empty where it is not known.
    href : str
        Where it leads; empty for nowhere.
    second : str
        The name in the other script, shown smaller.
    note : str
        A short mark beside it, as *invented*.
    claims : sequence of str
        Ids of the claims it rests on, shown as numbers that lead to the evidence.
    number : bool
        Set to the right.
    red : bool
        Punished because of a relative, or handed over.
    order : str
        What a table is sorted by where that is not the text: a date as it was told.
    drawn : str
        A small picture that shows the text; the text is read out and stands in files.
    """

    text: str
    href: str = ""
    second: str = ""
    note: str = ""
    claims: Sequence[str] = ()
    number: bool = False
    red: bool = False
    order: str = ""
    drawn: str = ""

    @property
    def plain(self) -> str:
        """The text of the cell in a file."""
        return self.text or " ".join(self.claims)


def record_cell(page: Page, names: Mapping[str, Mapping[str, Any]], id: str | None, *, red: bool = False) -> Cell:
    """Return the cell of a record: its name, its page, and whether it is invented.

    Parameters
    ----------
    page : Page
    names : mapping
        What ``reader.names`` gives.
    id : str or None
        None gives a cell that says *not known*.
    red : bool
        Punished because of a relative, or handed over.
    """
    record = names.get(id or "")
    if record is None:
        return Cell(id or "", red=red)
    first, second = page.words.names(record)
    note = page.words("invented") if record.get("invented") else ""
    return Cell(first, page.address(record["label"], record["id"]), second, note, red=red)


def date_cell(page: Page, date: str | None, none: str = "") -> Cell:
    """Return the cell of a date: shown in the language of the page, sorted as a date.

    Parameters
    ----------
    page : Page
    date : str or None
    none : str
        What is shown without one.
    """
    return Cell(page.words.date(date) or none, order=(date or "").lstrip("[{./"))


def in_order(rows: Iterable[Sequence[Cell]], sort: str) -> list[Sequence[Cell]]:
    """Return the rows of a table sorted by one column; what is not known comes last in either direction.

    Parameters
    ----------
    rows : iterable of sequence of Cell
    sort : str
        Number of the column, from 1; a minus in front of it for the other direction. A column that is not there leaves
        the rows as they are.
    """
    listed = list(rows)
    column = abs(int(sort)) - 1
    if not listed or not 0 <= column < len(listed[0]):
        return listed
    known = [row for row in listed if row[column].order or row[column].plain not in _NOT_KNOWN]
    missing = [row for row in listed if not row[column].order and row[column].plain in _NOT_KNOWN]
    return [*sorted(known, key=lambda row: _place(row[column]), reverse=sort.startswith("-")), *missing]


def _place(cell: Cell) -> tuple[float, str]:
    """Return what a cell is sorted by: a number by its first digits, everything else as text."""
    digits = _NUMBER.match(cell.text.replace(",", "")) if cell.number else None
    if digits:
        return float(digits[0]), ""
    return (math.inf if cell.number else 0.0), (cell.order or cell.plain).casefold()


def noted(text: str, note: str) -> str:
    """Return a text with a note behind it in brackets, unless it ends with one.

    Examples
    --------
    >>> noted("Han", "invented"), noted("Border guard (invented)", "invented"), noted("Han", "")
    ('Han (invented)', 'Border guard (invented)', 'Han')
    """
    return text if not note or text.endswith(f"({note})") else f"{text} ({note})"


def count_text(words: Words, least: int, most: int | None) -> str:
    """Return a number of persons; where a group is among them, both bounds.

    Examples
    --------
    >>> count_text(Words("en"), 3, 3), count_text(Words("en"), 3, 5), count_text(Words("en"), 3, None)
    ('3', '3–5', '3 or more')
    """
    if least == most:
        return f"{least}"
    return words("%(n)s or more", n=least) if most is None else f"{least}–{most}"


def count_invented(names: Mapping[str, Mapping[str, Any]], ids: Iterable[str]) -> int:
    """Return how many of some records are invented.

    Parameters
    ----------
    names : mapping
        What ``reader.names`` gives.
    ids : iterable of str
    """
    return sum(bool(names.get(id, {}).get("invented")) for id in ids)


def table_as_csv(columns: Sequence[str], rows: Iterable[Sequence[Cell]], caption: str) -> str:
    """Return a table as CSV with a byte-order mark, its caption below; no cell is taken for a formula.

    Parameters
    ----------
    columns : sequence of str
    rows : iterable of sequence of Cell
    caption : str
    """
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(columns)
    writer.writerows([_guarded(cell.plain) for cell in row] for row in rows)
    writer.writerows([[], [_guarded(caption)]])
    return _BOM + out.getvalue()


def _guarded(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula."""
    return f"'{text}" if text and text[0] in FORMULA_START else text
