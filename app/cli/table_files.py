"""An answer that is one table, as a Parquet file."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.cli.opening import analyses_on, progress
from app.cli.output import visible
from app.errors import InvalidParameter

if TYPE_CHECKING:
    from app.analysis import Analysis


def write_table(analysis: Analysis, given: Mapping[str, Any], out: Path | None, export: Path | None) -> None:
    """Write the table of an analysis to a file and say what is in it.

    Parameters
    ----------
    analysis : Analysis
    given : mapping of str to object
        Its parameters by public name.
    out : Path or None
    export : Path or None
        A folder of Parquet files to answer from, in place of the database.

    Raises
    ------
    InvalidParameter
        No file is named, or it cannot be written.
    """
    import pyarrow.parquet as pq

    from app.analysis.answer_table import about_of

    if out is None:
        raise InvalidParameter("--out", "a file to write", "is needed with --format parquet")
    with analyses_on(export) as analyst, progress() as tell:
        tell("reading the data", 0, None)
        table = analyst.apply(lambda book: analysis.table(book.telling(tell), **given))
    try:
        pq.write_table(table, out)
    except OSError as error:
        raise InvalidParameter("--out", "a file that can be written", error.strerror or "cannot be written") from error
    about = about_of(table)
    print(f"{visible(str(out))}: {table.num_rows:,} rows of data version {about['data_version']}")
    if about["truncated"]:
        left_out = about["truncated"]["left_out"]
        print("left out by --limit: " + ("more" if left_out is None else f"{left_out:,}"))
    for note in about["notes"]:
        print(visible(" ".join([note["text"], *note.get("persons", ())])))
