"""A picture as a file, without a browser."""

from __future__ import annotations

import importlib
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from app.cli.opening import opened
from app.errors import InvalidParameter

_FORMS = (".svg", ".csv", ".json", ".html")


class Language(StrEnum):
    """Language of a picture."""

    EN = "en"
    KO = "ko"


def draw(
    view: Annotated[str, typer.Argument(metavar="VIEW", help="what is drawn; a wrong word lists all")],
    what: Annotated[list[str], typer.Argument(metavar="[ID] OUT", help="the record it is of, and the file to write")],
    language: Annotated[Language, typer.Option("--lang", help="language of its words")] = Language.EN,
    param: Annotated[
        list[str] | None, typer.Option("--param", metavar="NAME=VALUE", help="a filter, as in the page's address")
    ] = None,
    hide_names: Annotated[bool, typer.Option("--hide-names", help="persons by their ids alone")] = False,
) -> None:
    """Write a picture, or its table, as a file: OUT ends with .svg, .csv, .json or, for a network, .html.

    Examples: kintrace draw handovers paths.svg; kintrace draw handovers paths.csv --param crossing=unknown;
    kintrace draw chart published:nki-2002-family.family chart.svg --lang ko --hide-names.
    """
    *before, out = what
    form = Path(out).suffix
    if len(before) > 1 or form not in _FORMS:
        raise InvalidParameter("OUT", f"a file name that ends with {', '.join(_FORMS)}, after at most one id")
    parameters = dict(_pair(text) for text in param or ())
    if hide_names:
        parameters["names"] = "hidden"
    with opened() as kintrace:
        # the two edges do not know each other's code
        main, drawing = (importlib.import_module(f"app.api.{name}") for name in ("main", "drawing"))
        app = main.create_app(kintrace)
        drawn = drawing.draw_file(
            app, view, "".join(before), form[1:], language=language.value, parameters=parameters
        )  # fmt: skip
    Path(out).write_bytes(drawn)
    print(f"{out}: {len(drawn):,} bytes")


def _pair(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals:
        raise InvalidParameter("--param", "NAME=VALUE")
    return name, value


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(draw)
