"""Commands that take claims out of the graph, bring them back, or erase their content."""

from __future__ import annotations

from typing import Annotated

import typer

from app.cli.opening import opened
from app.cli.output import FormatOption, OutputFormat, show_answer

TargetArgument = Annotated[str, typer.Argument(metavar="SOURCE|CLAIM", help="id of a source, or of one claim")]
BecauseOption = Annotated[str, typer.Option("--because", help="the reason; it is kept")]


def withdraw(
    target: TargetArgument,
    because: BecauseOption = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="only tell what would fall")] = False,
    format: FormatOption = OutputFormat.TABLE,
) -> None:
    """Withdraw a source or a claim: what only rested on it falls. Withdrawn stays withdrawn.

    Example: kintrace withdraw published:asiatoday-2022-02-26 --dry-run.
    Sources that repeat it are listed, not withdrawn.
    """
    with opened() as kintrace:
        report = kintrace.ledger.withdraw(target, because, dry_run=dry_run)
    show_answer(report, format)


def reinstate(
    target: TargetArgument,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="only tell what would come back")] = False,
    format: FormatOption = OutputFormat.TABLE,
) -> None:
    """Bring back a withdrawn claim, or a source with the claims that were withdrawn with it.

    Example: kintrace reinstate published:asiatoday-2022-02-26 --dry-run.
    """
    with opened() as kintrace:
        report = kintrace.ledger.reinstate(target, dry_run=dry_run)
    show_answer(report, format)


def erase(
    target: TargetArgument,
    because: BecauseOption = "",
    yes: Annotated[bool, typer.Option("--yes", help="do not ask")] = False,
    format: FormatOption = OutputFormat.TABLE,
) -> None:
    """Delete what withdrawn claims say, for good: statement, quote and citation. Id, kind and reason stay.

    Example: kintrace erase published:asiatoday-2022-02-26 --because "asked for by the family". Withdraw it first.
    """
    if not yes:
        typer.confirm(f"Delete for good what the withdrawn claims of {target} say?", abort=True, err=True)
    with opened() as kintrace:
        report = kintrace.ledger.erase(target, because)
    show_answer(report, format)


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    for command in (withdraw, reinstate, erase):
        app.command()(command)
