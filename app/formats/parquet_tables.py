"""Parquet: the tables of a snapshot as they are, one file each, for Spark, DuckDB, pandas and R.

Every analysis but `rests-on`, which asks what claims say, also answers from such a folder, without a database:
`kintrace chains --from-parquet FOLDER --engine spark` joins it on Spark, `duckdb` on DuckDB, with the same rows.
"""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from app.domain.snapshot import SCHEMAS, Snapshot
from app.errors import InvalidDocument
from app.formats.base import Written
from app.formats.graph_records import claims_loss, ordered_table

_ROWS_IN_A_GROUP = 131_072
_VERSION = "kintrace.data_version"


def write_parquet_tables(snapshot: Snapshot, out: Path) -> Written:
    """Write a snapshot as a folder of Parquet files.

    Parameters
    ----------
    snapshot : Snapshot
    out : Path
        A folder; made when it is not there.

    Returns
    -------
    Written
        ``counts`` are the rows of each table. Every table has a file, also one without rows, so that a program finds
        the columns it asks for. Lost are the claims themselves.

    Notes
    -----
    Columns and types are those of :data:`app.domain.snapshot.SCHEMAS`; ``kintrace.data_version`` stands in the
    metadata of the schema. Rows are in the order of :func:`app.formats.graph_records.ordered_table`, so the same data
    in another row order give the same bytes, as long as the writing library is the same. O(n log n).
    """
    out.mkdir(parents=True, exist_ok=True)
    about = {_VERSION: str(snapshot.data_version)}
    files = []
    for name in SCHEMAS:
        table = ordered_table(snapshot.tables[name]).replace_schema_metadata(about)
        files.append(out / f"{name}.parquet")
        pq.write_table(table, files[-1], row_group_size=_ROWS_IN_A_GROUP, compression="zstd", version="2.6")
    lost = claims_loss(snapshot)
    return Written(files, {name: snapshot.tables[name].num_rows for name in SCHEMAS}, [lost] if lost.count else [])


def read_parquet_tables(folder: Path) -> Snapshot:
    """Read the snapshot that :func:`write_parquet_tables` wrote.

    Parameters
    ----------
    folder : Path

    Returns
    -------
    Snapshot
        Of the data version at which it was written.

    Raises
    ------
    InvalidDocument
        A table or a column is missing, or a file is no Parquet.
    """
    tables = {name: _read(folder / f"{name}.parquet", schema) for name, schema in SCHEMAS.items()}
    version = tables["Person"].schema.metadata or {}
    return Snapshot(int(version.get(_VERSION.encode(), b"0")), tables)


def _read(file: Path, schema: pa.Schema) -> pa.Table:
    allowed = "a folder that `kintrace export parquet` wrote"
    try:
        table = pq.read_table(file)
    except (OSError, pa.ArrowInvalid) as error:
        raise InvalidDocument(str(file), None, None, "unreadable", "cannot be read", allowed) from error
    if not table.schema.equals(schema):
        raise InvalidDocument(str(file), None, None, "columns", "has other columns", allowed)
    return table
