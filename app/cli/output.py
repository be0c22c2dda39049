"""How commands show records: a table for people, JSON and CSV for programs.

Control characters never reach a terminal.
"""

from __future__ import annotations

import csv
import io
import json
import sys
import unicodedata
from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Annotated, Any

import typer

from app.cli.short_columns import NEVER, RANGES, SHORT, SIZES

#: Rows of a table; more are only counted.
SHOWN_ROWS = 20
_ANY_WIDTH = 10_000
#: What a table tells of a whole record; CSV and JSON tell all of it.
_TOLD = frozenset({"id", "kind", "name", "title"})


class OutputFormat(StrEnum):
    """What ``--format`` takes."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"


class TableFormat(StrEnum):
    """What ``--format`` takes where the answer is one table that can be a file."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"
    PARQUET = "parquet"


FormatOption = Annotated[
    OutputFormat, typer.Option("--format", help="table for people; json is one document with stable keys; csv")
]
TableFormatOption = Annotated[
    TableFormat,
    typer.Option("--format", help="table for people; json is one document with stable keys; csv; parquet with --out"),
]


def show_records(
    records: Sequence[Mapping[str, Any]], format: OutputFormat, columns: Sequence[str] = (), most: int | None = None
) -> None:
    """Print a list of records; ``most`` limits the rows of a table, never those of JSON or CSV."""
    if format is OutputFormat.JSON:
        print_json(list(records))
        return
    told = None if format is OutputFormat.CSV else _TOLD
    shown = [each for column in columns for each in _within(records, column, told)] or _columns(records)
    if format is OutputFormat.CSV:
        _print_csv(records, shown)
    else:
        _print_short(records, shown, most, OutputFormat.CSV)


def show_answer(answer: Mapping[str, Any], format: OutputFormat, *, name: str = "", part: str = "") -> None:
    """Print an answer: an object whose lists of records are its parts.

    As CSV only one list fits: the part asked for, else the first. As a table the single values and the sizes of the
    lists come first, then the lists, of an analysis (``name``) with its short columns.
    """
    if format is OutputFormat.JSON:
        print_json(answer)
        return
    short = SHORT.get(name, {})
    lists = {key: value for key, value in answer.items() if key in short or _is_records(value)}
    main = part if part in answer else next(iter(lists), "")
    if format is OutputFormat.CSV:
        records = answer[main] if main else [answer]
        _print_csv(records, _columns(records) or short.get(main, ()))
        return
    for key, value in answer.items():
        if key in short or value not in (None, [], {}):
            print(f"{key}: {_total(key, value, inline=bool(short))}")
    for key in short or [key for key, value in answer.items() if isinstance(value, list) and key not in NEVER]:
        if answer.get(key):
            print(f"\n{key}")
            _print_list(answer[key], short.get(key, ()), OutputFormat.CSV if key == main else OutputFormat.JSON)


def _print_list(values: Sequence[Any], columns: Sequence[str], rest: OutputFormat) -> None:
    if _is_records(values):
        _print_short(values, columns or _columns(values), SHOWN_ROWS, rest)
        return
    for value in values[:SHOWN_ROWS]:
        print(_cell(value))
    _print_rest(len(values), SHOWN_ROWS, rest)


def _print_short(
    records: Sequence[Mapping[str, Any]], columns: Sequence[str], most: int | None, rest: OutputFormat
) -> None:
    kept = [column for column in columns if column not in NEVER or not _has_lists(records, column)]
    _print_table(records[:most], kept or columns)
    if most is not None:
        _print_rest(len(records), most, rest)


def _print_rest(all_rows: int, shown: int, rest: OutputFormat) -> None:
    if all_rows > shown:
        print(f"… and {all_rows - shown:,} more; --format {rest} gives all")


def print_json(value: Any) -> None:
    """Print one JSON document."""
    print(json.dumps(value, ensure_ascii=False, indent=2))


def visible(text: str) -> str:
    """Return a text without characters that steer a terminal or hide in it; they are written as ``\\x1b``."""
    if text.isprintable():
        return text
    return "".join(sign if sign.isprintable() or sign == "\u3000" else _named(sign) for sign in text)


def _named(sign: str) -> str:
    if sign in " \n\t\r" or unicodedata.category(sign) == "Zs":
        return " "
    return sign.encode("unicode_escape").decode("ascii")


def _is_records(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(each, dict) for each in value)


def _has_lists(records: Sequence[Mapping[str, Any]], column: str) -> bool:
    return any(isinstance(record.get(column), list) for record in records)


def _within(records: Sequence[Mapping[str, Any]], column: str, told: frozenset[str] | None) -> list[str]:
    """Return the columns that a column stands for: itself, or the keys of the objects in it, of which some are told."""
    inner = [{column: record[column]} for record in records if isinstance(record.get(column), dict)]
    keys = _columns(inner)
    return [key for key in keys if told is None or key.removeprefix(f"{column}.") in told] or keys or [column]


def _columns(records: Sequence[Mapping[str, Any]]) -> list[str]:
    """Return all keys in the order in which they are met; keys of an object within are joined with a dot."""
    return list(dict.fromkeys(key for record in records for key in _flat(record)))


def _flat(record: Mapping[str, Any], prefix: str = "") -> dict[str, Any]:
    flat: dict[str, Any] = {}
    for key, value in record.items():
        if isinstance(value, dict):
            flat |= _flat(value, f"{prefix}{key}.")
        else:
            flat[f"{prefix}{key}"] = value
    return flat


def _total(key: str, value: Any, *, inline: bool) -> str:
    """Return a single value, or the size of a list; ``inline`` shows a short list of texts itself."""
    if isinstance(value, list):
        texts = inline and key not in NEVER and all(isinstance(each, str) for each in value)
        return _cell(value) if texts and 0 < len(value) <= SHOWN_ROWS else f"{len(value):,}"
    if key in SIZES:
        return _cell({name: len(each) for name, each in value.items()})
    return _cell(value)


def _range(bounds: Sequence[int | None]) -> str:
    """Return the least and the most of a number in words."""
    least, most = bounds
    if least == most:
        return "unknown" if least is None else f"{least:,}"
    if most is None:
        return f"{least:,} or more"
    return f"at most {most:,}" if least is None else f"{least:,} to {most:,}"


def _table_cell(column: str, value: Any) -> str:
    if not isinstance(value, list):
        return _cell(value)
    if column in RANGES and len(value) == 2:
        return _range(value)
    ids = (each.get("id", each) if isinstance(each, dict) else each for each in value)
    return ", ".join("unknown" if each is None else _cell(each) for each in ids)


def _cell(value: Any, separator: str = ", ") -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return separator.join(_cell(each) for each in value)
    if isinstance(value, dict):
        return separator.join(f"{key} {_cell(each)}" for key, each in value.items() if each is not None)
    return visible(str(value))


def _print_csv(records: Sequence[Mapping[str, Any]], columns: Sequence[str]) -> None:
    from app.domain.cells import guarded

    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    for record in records:
        flat = _flat(record)
        cells = (flat.get(column) for column in columns)
        writer.writerow([cell if isinstance(cell, int | float) else guarded(_cell(cell, "|")) for cell in cells])
    sys.stdout.write(out.getvalue())


def _print_table(records: Sequence[Mapping[str, Any]], columns: Sequence[str]) -> None:
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for column in columns:
        table.add_column(Text(column), overflow="fold")
    for record in records:
        flat = _flat(record)
        table.add_row(*(Text(_table_cell(column, flat.get(column))) for column in columns))
    width = None if sys.stdout.isatty() else _ANY_WIDTH
    Console(file=sys.stdout, width=width, highlight=False).print(table)
