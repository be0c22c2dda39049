"""One DuckDB session in memory, with a limit and a folder of its own to spill numbers to."""

import tempfile
from pathlib import Path
from types import TracebackType

import duckdb
import pyarrow as pa

from app.analysis.engines.session import statement_of
from app.errors import TooLarge


class DuckSession:
    """Runs the statements on DuckDB, in this process; what each method does stands in the protocol.

    Parameters
    ----------
    memory : str
        Such as ``1g``.
    spill : Path or None
        Folder for what does not fit; the system's temporary one unless given. No text is ever in it.
    """

    def __init__(self, memory: str, spill: Path | None = None) -> None:
        self._memory = memory
        self._folder = tempfile.TemporaryDirectory(prefix="kintrace-", dir=spill)
        self._engine = duckdb.connect(
            config={
                "memory_limit": memory,
                "temp_directory": self._folder.name,
                "autoinstall_known_extensions": False,
                "autoload_known_extensions": False,
            }
        )

    def __enter__(self) -> "DuckSession":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._engine.close()
        self._folder.cleanup()
        if isinstance(error, duckdb.OutOfMemoryException):
            raise TooLarge(
                f"{self._memory} of memory for the links of everyone",
                "Raise KINTRACE_BULK_MEMORY, or ask about one person",
            ) from error

    def give(self, **tables: pa.Table) -> None:
        """Make tables known by name."""
        for name, table in tables.items():
            self._engine.register(name, table)

    def make(self, name: str, statement: str, **values: int) -> None:
        """Keep the answer of a statement as a table."""
        self._engine.execute(f"CREATE OR REPLACE TEMP TABLE {name} AS {statement_of(statement, **values)}")

    def ask(self, statement: str, **values: int) -> pa.Table:
        """Return the answer of a statement."""
        return self._engine.sql(statement_of(statement, **values)).to_arrow_table()

    def table(self, name: str) -> pa.Table:
        """Return a table that was made."""
        return self._engine.table(name).to_arrow_table()
