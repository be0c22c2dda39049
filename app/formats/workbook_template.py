"""The workbook to fill in: a sheet for each table, lists of what is allowed, a README, and invented example rows."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from app.domain.columns import Column, Table
from app.domain.countries import COUNTRY_CODES
from app.domain.kin_terms import canonical_terms
from app.domain.tables import TABLES
from app.formats.base import TableRow
from app.formats.workbook import LISTS_SHEET, README_SHEET
from app.formats.workbook_writer import add_sheet, new_book, save

_ROWS_WITH_LISTS = 10_000
_ABOUT = (
    "A data set of Kintrace. Each sheet is a table; leave a sheet empty, or delete it, if you have nothing for it.",
    "The rows in the sheets are examples and invented (the source has the kind `invented`): delete them first.",
    "Every row except in `sources` and `derivations` names its source in `source_id`.",
    "Ids are yours: a name for your data set, a colon, and a short name without blanks, such as archive:person-1.",
    "Dates: 2009, 2009-08, 2009-08-14, 2009~ (about), 2009? (uncertain), 2009/2011 (from, to), before 2009.",
    "An empty cell means: not known.",
    "All cells are text, so that nothing you write is changed. Formulas are refused.",
    "Import it with: kintrace import FILE.xlsx --dry-run, and then without --dry-run.",
)
_SOURCE = {"source_id": "example:source-1"}
#: One invented story: a father is arrested because his daughter has left.
EXAMPLES: tuple[TableRow, ...] = (
    ("sources", {"id": "example:source-1", "title": "Invented example", "kind": "invented", "told_on": "2020-05-01"}),
    ("sources", {"id": "example:source-2", "title": "Invented reprint", "kind": "invented", "published": "2021"}),
    ("derivations", {"source_id": "example:source-2", "from_source_id": "example:source-1"}),
    ("cases", {"id": "example:case-1", "title": "Invented example case", **_SOURCE}),
    ("agencies", {"id": "example:agency-1", "name": "Invented bureau", "kind": "secret_police", "country": "KP",
                  **_SOURCE}),
    ("places", {"id": "example:place-1", "name": "Invented town", "kind": "city", "country": "KP", **_SOURCE}),
    ("places", {"id": "example:place-2", "name": "Invented province", "kind": "province", "country": "KP", **_SOURCE}),
    ("structure", {"from_id": "example:place-1", "relation": "within", "to_id": "example:place-2", **_SOURCE}),
    ("persons", {"id": "example:person-1", "name": "Invented Father", "sex": "male", "birth": "1950~", **_SOURCE}),
    ("persons", {"id": "example:person-2", "name": "Invented Daughter", "sex": "female", "birth": "1980", **_SOURCE}),
    ("families", {"id": "example:family-1", "name": "Invented family", **_SOURCE}),
    ("memberships", {"person_id": "example:person-1", "relation": "member_of", "target_id": "example:family-1",
                     **_SOURCE}),
    ("memberships", {"person_id": "example:person-1", "relation": "in_case", "target_id": "example:case-1", **_SOURCE}),
    ("kinship", {"person_a": "example:person-1", "relation": "father", "person_b": "example:person-2", **_SOURCE}),
    ("events", {"id": "example:event-1", "person_id": "example:person-2", "kind": "escape", "begin": "2009-03",
                "place_id": "example:place-1", "citation": "minute 12", "grade": "likely", **_SOURCE}),
    ("events", {"id": "example:event-2", "person_id": "example:person-1", "kind": "arrest", "begin": "2009-05-02",
                "agency_id": "example:agency-1", "place_id": "example:place-1", "citation": "minute 15", **_SOURCE}),
    ("because_of", {"event_id": "example:event-2", "because_event_id": "example:event-1", "citation": "minute 16",
                    **_SOURCE}),
    ("identities", {"kind": "person", "record_a": "example:person-1", "record_b": "example:person-2",
                    "judgement": "different", **_SOURCE}),
)  # fmt: skip


def write_template(out: Path) -> None:
    """Write the workbook to fill in.

    Parameters
    ----------
    out : Path

    Notes
    -----
    The same vocabularies give the same bytes. A list of kinship words only suggests: other words are taken too.
    """
    book = new_book()
    _write_readme(book)
    lists = _lists()
    places = {values: place for place, values in enumerate(dict.fromkeys(lists.values()), start=1)}
    for table in TABLES.values():
        sheet = add_sheet(book, table)
        for number, column in enumerate(table.columns, start=1):
            if (table.name, column.name) in lists:
                values = lists[table.name, column.name]
                _validate(sheet, number, places[values], len(values), strict=column.type != "term")
        for name, cells in EXAMPLES:
            if name == table.name:
                sheet.append([cells.get(column.name) for column in table.columns])
    _write_lists(book, list(places))
    save(book, out)


def _lists() -> dict[tuple[str, str], tuple[str, ...]]:
    """Return what each column with a vocabulary allows, by table and column."""
    found = {(table.name, column.name): _vocabulary(column) for table in TABLES.values() for column in table.columns}
    return {place: values for place, values in found.items() if values}


def _vocabulary(column: Column) -> tuple[str, ...]:
    if column.type == "country":
        return tuple(sorted(COUNTRY_CODES))
    if column.type == "term":
        return tuple(sorted(canonical_terms()))
    return tuple(str(value) for value in column.allowed)


def _validate(sheet: Any, number: int, place: int, length: int, *, strict: bool) -> None:
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    letter, here = get_column_letter(place), get_column_letter(number)
    rule = DataValidation(
        type="list",
        formula1=f"{LISTS_SHEET}!${letter}$1:${letter}${length}",
        allow_blank=True,
        showErrorMessage=strict,
        errorTitle="not allowed",
        error=f"One of the values in the sheet {LISTS_SHEET}, column {letter}",
    )
    rule.add(f"{here}2:{here}{_ROWS_WITH_LISTS}")
    sheet.data_validations.append(rule)


def _write_lists(book: Any, lists: list[tuple[str, ...]]) -> None:
    sheet = book.create_sheet(LISTS_SHEET)
    sheet.sheet_state = "hidden"
    for number in range(max(map(len, lists))):
        sheet.append([values[number] if number < len(values) else None for values in lists])


def _write_readme(book: Any) -> None:
    sheet = book.create_sheet(README_SHEET)
    for letter, width in zip("ABCDE", (14, 22, 10, 10, 90), strict=True):
        sheet.column_dimensions[letter].width = width
    for line in _ABOUT:
        sheet.append([line])
    sheet.append([])
    sheet.append(["table", "column", "needed", "holds", "meaning"])
    for table in TABLES.values():
        sheet.append([table.name, None, None, None, table.doc])
        for row in _column_rows(table):
            sheet.append(row)


def _column_rows(table: Table) -> list[list[str | None]]:
    return [
        [table.name, column.name, "yes" if column.required else None, column.type, column.doc]
        for column in table.columns
    ]
