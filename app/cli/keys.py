"""Commands about access keys: made, listed, revoked. They never start the engine."""

from __future__ import annotations

import sys
from dataclasses import asdict
from typing import Annotated

import typer

from app.cli.output import FormatOption, OutputFormat, show_records

_COLUMNS = ("id", "name", "right", "created", "until", "revoked")


def create(
    name: Annotated[str, typer.Argument(metavar="NAME", help="whose key it is")],
    right: Annotated[str, typer.Option(help="read, record (and read) or administer (and all)")] = "read",
    days: Annotated[int, typer.Option(min=1, max=366, help="how many days it is good")] = 90,
) -> None:
    """Make a key and show it, once. It is sent as: Authorization: Bearer KEY.

    Example: kintrace key create "partner office" --right record --days 30.
    """
    from app.bootstrap import open_keys
    from app.settings import read_settings

    made, text = open_keys(read_settings()).create(name, right, days)
    print(text)
    print(f"kintrace: key {made.id} is good until {made.until}; it is not shown again", file=sys.stderr)


def list_keys(format: FormatOption = OutputFormat.TABLE) -> None:
    """List the keys, without their secrets.

    Example: kintrace key list --format json.
    """
    from app.bootstrap import open_keys
    from app.settings import read_settings

    rows = [asdict(key) for key in open_keys(read_settings()).all()]
    show_records([{name: row[name] for name in _COLUMNS} for row in rows], format, _COLUMNS)


def revoke(
    id: Annotated[str, typer.Argument(metavar="ID", help="id of the key, as kintrace key list shows it")],
) -> None:
    """End a key now.

    Example: kintrace key revoke 0a1b2c3d4e.
    """
    from app.bootstrap import open_keys
    from app.settings import read_settings

    ended = open_keys(read_settings()).revoke(id)
    print(f"key {ended.id} was revoked on {ended.revoked}")


def register(app: typer.Typer) -> None:
    """Add the commands of this file, below one word."""
    words = "Access keys, which everyone who comes from a network needs. Example: kintrace key create office."
    group = typer.Typer(help=words, no_args_is_help=True)
    group.command()(create)
    group.command("list")(list_keys)
    group.command()(revoke)
    app.add_typer(group, name="key")
