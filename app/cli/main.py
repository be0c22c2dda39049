"""The command line: which commands there are, how errors are said, and what a command ends with.

Ends with 0, 1 (found problems, or could not be done now) or 2 (wrong use).
"""

from __future__ import annotations

import importlib
import logging
import os
import sys
from collections.abc import Sequence
from typing import Annotated

import typer

from app import errors
from app.errors import KintraceError

#: Error class to exit code. A test walks the whole tree of errors: a class that is not listed fails it.
EXIT_CODES: dict[type[KintraceError], int] = {
    errors.KintraceError: 1,
    errors.ConfigurationError: 2,
    errors.Invalid: 2,
    errors.InvalidQuery: 2,
    errors.InvalidDocument: 2,
    errors.InvalidParameter: 2,
    errors.NotFound: 1,
    errors.Forbidden: 1,
    errors.Conflict: 1,
    errors.TooLarge: 1,
    errors.StoreError: 1,
    errors.StoreUnavailable: 1,
    errors.StillReading: 1,
    errors.StillWorking: 1,
    errors.StoreTimeout: 1,
    errors.EngineFailed: 1,
}
#: Groups of commands that need no analyses, so that they start at once.
LIGHT: dict[str, frozenset[str]] = {
    "words": frozenset({"date", "order", "name", "word", "--version"}),
    "operation": frozenset({"demo", "serve", "stop", "doctor", "verify"}),
    "keys": frozenset({"key"}),
}
_ABOUT = """Who was taken, by whom, along which path, because of which relative, and how sure are we?

Start with: kintrace demo. Every command has --help. Settings are variables KINTRACE_…; the README lists them.
"""


def build_app(wanted: str = "") -> typer.Typer:
    """Return the commands; those of one group only, when no other can be meant."""
    app = typer.Typer(
        name="kintrace",
        help=_ABOUT,
        add_completion=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
    )
    app.callback()(_options)
    light = next((group for group, names in LIGHT.items() if wanted in names), "")
    for group in (light,) if light else ("operation", "files", "drawing", "asking", "claims", "keys", "words"):
        importlib.import_module(f"app.cli.{group}").register(app)
    return app


def _version(asked: bool) -> None:
    if asked:
        from importlib.metadata import version

        print(f"kintrace {version('kintrace')}")
        raise typer.Exit(0)


def _options(
    version: Annotated[
        bool, typer.Option("--version", help="Show the version.", is_eager=True, callback=_version)
    ] = False,
) -> None:
    """Show the help text when nothing is asked."""


def run() -> None:
    """Run the command of this process and end it."""
    os.umask(0o077)  # what a command writes may hold names
    logging.getLogger("neo4j").setLevel(logging.CRITICAL)  # what the driver has to say is said as an error of ours
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    sys.exit(main([_as_utf8(argument) for argument in sys.argv[1:]]))


def main(arguments: Sequence[str]) -> int:
    """Run one command and return its exit code; errors are one line on the error output."""
    try:
        app = build_app(arguments[0] if arguments else "")
        code = app(args=list(arguments) or ["--help"], prog_name="kintrace", standalone_mode=False)
        sys.stdout.flush()
        return code if isinstance(code, int) else 0
    except KintraceError as error:
        return _say(str(error), exit_code(error))
    except typer.TyperException as error:
        return _say(f"{error.format_message()} Try: kintrace --help", 2)
    except (typer.Abort, KeyboardInterrupt):
        return _say("stopped", 1)
    except BrokenPipeError:
        # Whoever read the output has had enough; nothing more can be written, not even at the end of the process.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1


def exit_code(error: KintraceError) -> int:
    """Return what a command ends with after an error."""
    return next(EXIT_CODES[kind] for kind in type(error).__mro__ if kind in EXIT_CODES)


def _say(words: str, code: int) -> int:
    from app.cli.output import visible

    print(f"kintrace: {visible(words)}", file=sys.stderr)
    return code


def _as_utf8(argument: str) -> str:
    """Return an argument read as UTF-8, whatever the locale says."""
    try:
        return os.fsencode(argument).decode("utf-8")
    except UnicodeDecodeError:
        return argument
