"""Commands about dates, names and kinship words. They read no data and never start the engine."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from app.cli.output import FormatOption, OutputFormat, show_records
from app.errors import InvalidDocument, InvalidParameter

FileOption = Annotated[
    Path | None,
    typer.Option("--file", help="a file with one case a line, fields with tabs between them; - is the input"),
]


def read_cases(file: Path) -> list[list[str]]:
    """Return the cases of a file: one a line, fields with tabs between them; blank lines are passed over."""
    try:
        data = sys.stdin.buffer.read() if str(file) == "-" else file.read_bytes()
        text = data.decode("utf-8-sig")
    except OSError as error:
        raise InvalidDocument(str(file), None, None, "unreadable", "cannot be read", "a text file") from error
    except UnicodeDecodeError as error:
        raise InvalidDocument(str(file), None, None, "undecodable", "is no UTF-8", "save it as UTF-8") from error
    lines = text.replace("\r\n", "\n").split("\n")
    return [line.split("\t") for line in lines if line.strip()]


def _cases(given: Sequence[str], file: Path | None) -> list[list[str]]:
    cases = read_cases(file) if file is not None else []
    return cases + ([list(given)] if given else [])


def _texts(given: Sequence[str] | None, file: Path | None) -> list[str]:
    return [text for case in (read_cases(file) if file is not None else []) for text in case] + list(given or ())


def date(
    texts: Annotated[list[str] | None, typer.Argument(metavar="TEXT...", help="dates as they were written")] = None,
    file: FileOption = None,
    period: Annotated[bool, typer.Option("--period", help="read a/b as a begin and an end")] = False,
    format: FormatOption = OutputFormat.TABLE,
) -> None:
    """How a date is read: its first and last possible day, or why it is refused.

    Examples: kintrace date 2009~ "spring 2011" "주체98년 4월"; kintrace date 03/04/2009 (refused, with its readings).
    Ends with 1 when a text is refused.
    """
    from app.domain.dates import date_answer

    given = _texts(texts, file)
    _need(given, "TEXT", "at least one date, or --file")
    _show([date_answer(text, period=period) for text in given], format, lambda row: bool(row["refused"]))


def order(
    dates: Annotated[
        list[str] | None, typer.Argument(metavar="DATE DATE...", help="dates in the order asked about")
    ] = None,
    file: FileOption = None,
    format: FormatOption = OutputFormat.TABLE,
) -> None:
    """Whether dates can follow one another as given: certain, possible or impossible.

    Example: kintrace order 2009-08 2009~ 2011. Ends with 1 when a date is refused.
    """
    from app.domain.dates import order_answer

    cases = _cases(dates or (), file)
    _need(cases, "DATE", "at least two dates, or --file")
    for case in cases:
        _need(len(case) > 1, "DATE", "at least two dates in every case")
    answers = [order_answer(case) for case in cases]
    if format is not OutputFormat.JSON:
        shown = [{"dates": [day["text"] for day in answer["dates"]], "order": answer["order"]} for answer in answers]
        _show(shown, format, lambda row: row["order"] is None)
    else:
        _show(answers, format, lambda row: row["order"] is None)


def name(
    names: Annotated[list[str] | None, typer.Argument(metavar="A B", help="two names, in any script")] = None,
    file: FileOption = None,
    format: FormatOption = OutputFormat.TABLE,
) -> None:
    """Whether two names can be one person's: same, plausible or different, with the reasons.

    Example: kintrace name "김철옥" "Kim Cheol-ok".
    """
    from app.domain.names import name_answer

    cases = _cases(names or (), file)
    _need(cases, "A B", "two names, or --file")
    for case in cases:
        _need(len(case) == 2, "A B", "two names in every case")
    _show([name_answer(*case) for case in cases], format, lambda row: False)


def word(
    texts: Annotated[
        list[str] | None, typer.Argument(metavar="TEXT...", help="kinship words, as a witness says")
    ] = None,
    file: FileOption = None,
    format: FormatOption = OutputFormat.TABLE,
) -> None:
    """How a kinship word is read: each relation it can mean, with its degree (chon).

    Examples: kintrace word 외삼촌 "wife's elder sister's husband"; kintrace word "third cousin twice removed".
    Ends with 1 when a word is refused.
    """
    from app.domain.kin_terms import term_answer

    given = _texts(texts, file)
    _need(given, "TEXT", "at least one word, or --file")
    answers = [term_answer(text) for text in given]
    rows = answers if format is OutputFormat.JSON else [row for answer in answers for row in _word_rows(answer)]
    _show(rows, format, lambda row: row["refused"] is not None)


def _word_rows(answer: dict[str, Any]) -> list[dict[str, Any]]:
    """Return an answer as rows, one a reading; a refused word is one row."""
    names = ("relation", "chon", "affinity", "words")
    readings = answer["readings"] or [dict.fromkeys(names)]
    return [
        {"text": answer["text"], **{name: each[name] for name in names}, "refused": answer["refused"]}
        for each in readings
    ]


def _show(rows: list[dict[str, Any]], format: OutputFormat, wrong: Callable[[dict[str, Any]], bool]) -> None:
    show_records(rows, format)
    if any(wrong(row) for row in rows):
        raise typer.Exit(1)


def _need(given: object, name: str, allowed: str) -> None:
    if not given:
        raise InvalidParameter(name, allowed, "missing")


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    for command in (date, order, name, word):
        app.command()(command)
