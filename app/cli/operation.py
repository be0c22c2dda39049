"""Commands that run Kintrace: demo, serve, stop, doctor, verify."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from app.cli.opening import opened, progress
from app.cli.output import FormatOption, OutputFormat, show_answer, show_records
from app.errors import ConfigurationError, Conflict

if TYPE_CHECKING:
    from app.bootstrap import Kintrace

_PUBLISHED = "published:"
PortOption = Annotated[int | None, typer.Option(min=1, max=65_535, help="port; else KINTRACE_PORT")]


def demo(
    persons: Annotated[int, typer.Option(min=1, max=100_000, help="size of the invented population")] = 600,
    port: PortOption = None,
) -> None:
    """Start everything on this machine: the engine, published cases, an invented population, pages and API.

    Prints the address when it answers; takes the next free port when the port is taken. Ctrl-C stops everything.
    Data are loaded once; later starts only serve them. Example: kintrace demo --persons 2000.
    """
    from app.cli.serving import bind, load_pages, serve
    from app.settings import read_settings

    settings = read_settings()
    load_pages()
    with bind("127.0.0.1", port or settings.port, next_free=True) as bound, opened(settings) as kintrace:
        _load_demo(kintrace, persons)
        serve(kintrace, bound, "Kintrace demo")


def _load_demo(kintrace: Kintrace, persons: int) -> None:
    """Load the published cases and the invented population, unless they are there."""
    sources = kintrace.store.sources()
    foreign = [source.id for source in sources if source.kind != "invented" and not source.id.startswith(_PUBLISHED)]
    if foreign:
        there = f"a data folder with other data, such as source {foreign[0]}"
        raise Conflict(
            "invented data", there, "Set KINTRACE_HOME to another folder for the demo, or use kintrace serve"
        )
    unfinished = _unfinished(kintrace)
    if unfinished or not any(source.id.startswith(_PUBLISHED) for source in sources):
        from seed import published_folder

        _load(kintrace, published_folder())
    if unfinished or not any(source.kind == "invented" for source in sources):
        from seed.population import build_population, write_population

        with tempfile.TemporaryDirectory(prefix="kintrace-demo-") as folder:
            write_population(Path(folder), build_population(persons))
            _load(kintrace, Path(folder))


def _unfinished(kintrace: Kintrace) -> bool:
    from app.store.lookups import in_progress

    return bool(in_progress(kintrace.store))


def _load(kintrace: Kintrace, folder: Path) -> None:
    with progress() as tell:
        report = kintrace.ledger.import_paths([folder], progress=tell)
    if report.problems.entries:
        first = report.problems.entries[0]
        where = f"{first['file']}, row {first['row']}, {first['column']}: {first['reason']}"
        raise ConfigurationError("seed", f"the data that come with Kintrace are damaged ({where})", "Install it again")


def serve(
    port: PortOption = None,
    host: Annotated[str | None, typer.Option(help="address to serve on; else KINTRACE_HOST")] = None,
) -> None:
    """Serve pages and API on your data. Ctrl-C stops it.

    On other addresses than loopback every request needs an access key; see kintrace key.
    Example: kintrace serve --port 8080.
    """
    from app.bootstrap import open_keys
    from app.cli.serving import bind, load_pages
    from app.cli.serving import serve as serve_on
    from app.settings import read_settings

    settings = read_settings()
    settings = settings.model_copy(update={"host": host}) if host else settings
    keys = None if settings.on_loopback else open_keys(settings)
    if keys is not None and not keys.any_good():
        raise ConfigurationError(
            "KINTRACE_HOST",
            "other machines are served only with access keys, and there is none that is good",
            "Make one with: kintrace key create NAME, or use 127.0.0.1, localhost or ::1",
        )
    load_pages()
    with bind(settings.host, port or settings.port, next_free=False) as bound, opened(settings) as kintrace:
        serve_on(kintrace, bound, "Kintrace", keys)


def stop() -> None:
    """Stop the process that runs the engine of this data folder, and the engine with it.

    Example: kintrace stop.
    """
    from app.bootstrap import stop_engine
    from app.settings import read_settings

    stopped = stop_engine(read_settings())
    print(f"process {stopped} has ended" if stopped else "nothing runs on this data folder")


def doctor(
    engine: Annotated[bool, typer.Option("--engine", help="also start the engine and ask it")] = False,
    format: FormatOption = OutputFormat.TABLE,
) -> None:
    """Look whether everything that Kintrace needs is there. Ends with 1 when something is not.

    Example: kintrace doctor --engine.
    """
    from app.cli.doctor import run_checks
    from app.settings import read_settings

    found = list(run_checks(read_settings(), engine=engine))
    show_records(found, format)
    if not all(check["ok"] for check in found):
        raise typer.Exit(1)


def verify(format: FormatOption = OutputFormat.TABLE) -> None:
    """Prove that the graph is what the claims say: ids are hashes of the claims, nodes and ties are as projected.

    Ends with 1 when something differs. Example: kintrace verify --format json.
    """
    from app.services.verification import verify as verify_store

    with opened() as kintrace:
        report = verify_store(kintrace.store)
    show_answer(report, format)
    if not report["ok"]:
        print("kintrace: the graph is not what the claims say", file=sys.stderr)
        raise typer.Exit(1)


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    for command in (demo, serve, stop, doctor, verify):
        app.command()(command)
