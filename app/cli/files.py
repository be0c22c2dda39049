"""Commands that take files in and give files out."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from app.cli.opening import opened, progress
from app.cli.output import FormatOption, OutputFormat, print_json, show_records
from app.errors import InvalidParameter

if TYPE_CHECKING:
    from app.services.exporter import Export

_SHOWN = 20


def import_(  # noqa: PLR0913 -- every option of a command is a parameter
    paths: Annotated[list[Path], typer.Argument(metavar="PATH...", help="folders and files of known formats")],
    as_: Annotated[str | None, typer.Option("--as", metavar="FORMAT", help="the format; else it is recognised")] = None,
    dataset: Annotated[str, typer.Option(help="data set of ids that are made here; else after the file")] = "",
    mapping: Annotated[
        Path | None, typer.Option(metavar="FILE", help="how files of other shapes become rows (see map-start)")
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="check everything, write nothing")] = False,
    quarantine: Annotated[
        bool, typer.Option("--quarantine", help="put wrong rows aside and record the others; else one stops all")
    ] = False,
    correct: Annotated[bool, typer.Option("--correct", help="rows with other content replace those on record")] = False,
    complete: Annotated[
        bool, typer.Option("--complete", help="with --correct: what the files no longer have is withdrawn")
    ] = False,
    format: FormatOption = OutputFormat.TABLE,
) -> None:
    """Take files in: check every row, then record them as claims, or say what is wrong with which row.

    Examples: kintrace import data/ --dry-run; kintrace import data.xlsx; kintrace import list.csv --mapping list.toml.
    The same files twice change nothing the second time. Ends with 1 when a row is rejected.
    """
    from app.services.importing import ImportOptions
    from app.settings import read_settings

    settings = read_settings()
    now = datetime.now(UTC)
    options = ImportOptions(
        as_=as_,
        dataset=dataset,
        dry_run=dry_run,
        quarantine=settings.home / "quarantine" / f"{now:%Y%m%dT%H%M%S%f}" if quarantine else None,
        correct=correct,
        complete=complete,
        most_rows=settings.max_rows,
        batch_rows=settings.batch_rows,
        mapping=mapping,
    )
    with opened(settings) as kintrace, progress() as tell:
        report = kintrace.ledger.import_paths(paths, options, tell)
    same = (("--dataset", dataset), ("--mapping", mapping))
    _show(report.to_dict(), format, "".join(f" {name} {told}" for name, told in same if told))
    if report.rejected or report.problems.entries:
        raise typer.Exit(1)


def _show(report: dict[str, Any], format: OutputFormat, options: str) -> None:
    """Show a report; the options are those with which what is put aside comes in like the rest."""
    if format is OutputFormat.JSON:
        print_json(report)
        return
    if format is OutputFormat.CSV:
        rows = [{"level": level[:-1], **row} for level in ("problems", "warnings") for row in report[level]]
        show_records(rows, format, ("level", "file", "row", "column", "code", "reason", "allowed"))
        return
    did = "would be recorded" if report["dry_run"] else "recorded"
    print(f"{report['rows_read']:,} rows read: {report['recorded']:,} {did}, {report['unchanged']:,} unchanged, "
          f"{report['rejected']:,} rejected")  # fmt: skip
    if report["held_back"]:
        print(f"nothing was written: {report['held_back']:,} of the rejected rows are right, but others are wrong")
    if report["withdrawn"]:
        print(f"{report['withdrawn']:,} claims withdrawn by corrections")
    if report["quarantine"]:
        aside = report["quarantine"]
        print(f"rejected rows are in {aside}: put them right, then: kintrace import {aside}{options}")
    held = [f"{name} {count:,}" for name, count in report["counts"].items() if count]
    print(f"the files hold: {', '.join(held) or 'nothing'}")
    for level in ("problems", "warnings"):
        rows = report[level]
        if rows:
            print(f"\n{level} ({len(rows) + report[f'{level}_left_out']:,})")
            show_records(rows[:_SHOWN], format, ("file", "row", "column", "code", "reason", "allowed"))
            if len(rows) > _SHOWN:
                print(f"… the rest with --format json or csv (at most {len(rows):,} are kept)")


def export(  # noqa: PLR0913 -- every option of a command is a parameter
    format: Annotated[str, typer.Argument(metavar="FORMAT", help="csv, workbook, gedcom …; a wrong one lists all")],
    out: Annotated[Path, typer.Argument(metavar="OUT", help="a file; for csv and other tables a folder")],
    source: Annotated[str | None, typer.Option(help="csv, workbook: only this source and its claims")] = None,
    seed: Annotated[
        list[str] | None, typer.Option(help="only what lies around this record; may be repeated; else everything")
    ] = None,
    depth: Annotated[int, typer.Option(help="how many ties away from the seeds", min=0, max=4)] = 1,
    kinds: Annotated[
        str, typer.Option(help="labels and tie types to keep, with commas between; the sources they rest on come along")
    ] = "",
    from_day: Annotated[str | None, typer.Option("--from", help="no events certainly before this day")] = None,
    to_day: Annotated[str | None, typer.Option("--to", help="no events certainly after this day")] = None,
) -> None:
    """Give files out: claims that can be imported again (csv, workbook), or the graph for other programs.

    Examples: kintrace export csv out/; kintrace export csv kim/ --seed published:un-kim-cheol-ok --depth 2.
    Beside the files a manifest says what they hold, their SHA-256, and what the format cannot carry.
    """
    from app.services.exporter import ExportRequest

    wanted = frozenset(each for each in kinds.split(",") if each)
    request = ExportRequest(format, tuple(seed or ()), depth, wanted, from_day, to_day, source)
    request.checked()
    with opened() as kintrace:
        _say_written(kintrace.exporter.export(request, out), out)


def _say_written(export: Export, out: Path) -> None:
    held = [f"{name} {count:,}" for name, count in export.counts.items() if count]
    print(f"{out}: {', '.join(held) or 'nothing'}")
    print(f"manifest: {export.manifest}")
    if export.left_out:
        missing = ", ".join(f"{name} {count:,}" for name, count in export.left_out.items())
        print(f"left out, beyond the largest part: {missing}")
    if not export.losses:
        print("the format carries all of it")
        return
    print(f"what the format cannot carry ({sum(loss.count for loss in export.losses):,}):")
    losses = [{"kind": loss.kind, "count": loss.count, "why": loss.why} for loss in export.losses]
    show_records(losses, OutputFormat.TABLE, ("kind", "count", "why"))


def template(out: Annotated[Path, typer.Argument(metavar="OUT", help="a file that ends with .xlsx")]) -> None:
    """Write a workbook to fill in: every table, lists of what is allowed, and invented example rows.

    Example: kintrace template data.xlsx. When it is filled in: kintrace import data.xlsx --dry-run.
    """
    from app.formats.workbook_template import write_template

    if out.suffix.lower() != ".xlsx":
        raise InvalidParameter("OUT", "the name of a file that ends with .xlsx")
    if out.exists():
        raise InvalidParameter("OUT", "the name of a file that is not there yet", "is there already, perhaps filled in")
    out.parent.mkdir(parents=True, exist_ok=True)
    write_template(out)
    print(f"{out}: fill it in, then: kintrace import {out} --dry-run")


def map_start(
    file: Annotated[
        Path,
        typer.Argument(metavar="FILE", help="a workbook, a graph, a log, or lines with , ; | or tabs between cells"),
    ],
    dataset: Annotated[str, typer.Option(help="first part of the ids; else the name of the file")] = "",
    encoding: Annotated[
        str, typer.Option(help="of the file: cp949, shift_jis, cp1251 …; only UTF-16 is seen by its mark")
    ] = "utf-8",
) -> None:
    """Print a first mapping for a file of another shape: what its headers let one guess, to be put right by hand.

    Example: kintrace map-start list.csv > list.toml; then: kintrace import list.csv --mapping list.toml --dry-run.
    """
    from app.domain.identifiers import is_id
    from app.formats import FORMATS
    from app.formats.mapping_start import dataset_of, start_mapping

    name = dataset or dataset_of(file.stem)
    if not is_id(f"{name}:x"):
        raise InvalidParameter("--dataset", "ASCII letters, digits and ._-")
    print(start_mapping(file, name, encoding, graphs=FORMATS), end="")


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    app.command("import")(import_)
    app.command()(export)
    app.command()(template)
    app.command("map-start")(map_start)
