"""Opening the services for a command, with progress on the error output when someone watches."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from app.bootstrap import Kintrace
    from app.services.analyst import Analyst
    from app.settings import Settings

#: Told what is being done, how much is done and how much there is (None or 0: not known).
Tell = Callable[[str, int, int | None], None]
_WORDS = {
    "fetch": "fetching Neo4j (first start only)",
    "check": "checking Neo4j",
    "prepare": "preparing Neo4j for quick starts (first start only)",
    "start": "starting Neo4j",
    "wait": "waiting for another process to start Neo4j",
}


@contextmanager
def progress() -> Iterator[Tell]:
    """Give a function that shows progress on the error output; it is silent when nobody watches."""
    if not sys.stderr.isatty():
        yield lambda words, done, total: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(file=sys.stderr), transient=True) as bars:
        task = bars.add_task("", total=None)

        def tell(words: str, done: int, total: int | None) -> None:
            bars.update(task, description=_WORDS.get(words, words), completed=done, total=total or None)

        yield tell


@contextmanager
def opened(settings: Settings | None = None) -> Iterator[Kintrace]:
    """Start or join the engine and give the services; everything is closed at the end."""
    from app.bootstrap import build
    from app.settings import read_settings

    with progress() as tell:
        services = build(settings or read_settings(), progress=tell)
    with services:
        if services.engine is not None and services.engine.warning:
            print(f"kintrace: {services.engine.warning}", file=sys.stderr)
        yield services


@contextmanager
def analyses_on(export: Path | None) -> Iterator[Analyst]:
    """Give the analyses on the database, or on a folder that ``kintrace export parquet`` wrote."""
    if export is None:
        with opened() as services:
            yield services.analyst
        return
    from app.bootstrap import open_export
    from app.settings import read_settings

    with open_export(read_settings(), export) as analyst:
        yield analyst
