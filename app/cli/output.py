"""How commands show records: a table for people, JSON and CSV for programs.

Control characters never reach a terminal.
"""

from __future__ import annotations

import csv
import io
import json
import sys
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from typing import Annotated, Any

import typer

_ANY_WIDTH = 10_000


class OutputFormat(StrEnum):
    """What ``--format`` takes."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"


FormatOption = Annotated[
    OutputFormat, typer.Option("--format", help="table for people; json is one document with stable keys; csv")
]


def show_records(records: Sequence[Mapping[str, Any]], format: OutputFormat, columns: Sequence[str] = ()) -> None:
    """Print a list of records."""
    if format is OutputFormat.JSON:
        print_json(list(records))
    elif format is OutputFormat.CSV:
        _print_csv(records, columns or _columns(records))
    else:
        _print_table(records, columns or _columns(records))


def show_answer(answer: Mapping[str, Any], format: OutputFormat, part: str = "") -> None:
    """Print an answer: an object whose lists of records are its parts.

    As CSV only one list fits: the part asked for, else the first. As a table the single values come first, then every
    list.
    """
    if format is OutputFormat.JSON:
        print_json(answer)
        return
    lists = {key: value for key, value in answer.items() if isinstance(value, list) and _is_records(value)}
    chosen = {part: answer[part]} if part in answer else lists
    if format is OutputFormat.CSV:
        first = next(iter(chosen.values()), [answer])
        _print_csv(first, _columns(first))
        return
    for key, value in answer.items():
        if key not in lists and value not in (None, [], {}):
            print(f"{key}: {_cell(value)}")
    for key, records in lists.items():
        print(f"\n{key} ({len(records):,})")
        if records:
            _print_table(records, _columns(records))


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


def _is_records(value: Iterable[Any]) -> bool:
    return all(isinstance(each, dict) for each in value)


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
        table.add_row(*(Text(_cell(flat.get(column))) for column in columns))
    width = None if sys.stdout.isatty() else _ANY_WIDTH
    Console(file=sys.stdout, width=width, highlight=False).print(table)
