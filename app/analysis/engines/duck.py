"""One DuckDB database in memory, with a limit and a folder of its own to spill numbers to; a session per question."""

import shutil
import tempfile
from pathlib import Path
from threading import Lock
from types import TracebackType
from typing import TYPE_CHECKING
from weakref import finalize

import pyarrow as pa

from app.analysis.engines.session import statement_of
from app.errors import TooLarge

if TYPE_CHECKING:
    import duckdb


class Duck:
    """The database of a program: started with the first question, in this process, and kept for the next.

    Parameters
    ----------
    memory : str
        Of all sessions together, such as ``1g``.
    spill : Path or None
        Folder for what does not fit; the system's temporary one unless given. No text is ever in it.
    """

    def __init__(self, memory: str, spill: Path | None = None) -> None:
        self._memory = memory
        self._spill = spill
        self._lock = Lock()
        self._database: duckdb.DuckDBPyConnection | None = None
        self._end: finalize[..., Duck] | None = None

    def session(self) -> "DuckSession":
        """Return a session with tables of its own."""
        with self._lock:
            if self._database is None:
                self._database = self._start()
            return DuckSession(self, self._database.cursor(), self._memory)

    def close(self) -> None:
        """End the database, if it was started, and remove its folder."""
        with self._lock:
            self._database, end = None, self._end
        if end is not None:
            end()

    def _start(self) -> "duckdb.DuckDBPyConnection":
        import duckdb  # not before it is needed: most commands need none

        folder = tempfile.mkdtemp(prefix="kintrace-", dir=self._spill)
        database = duckdb.connect(
            config={
                "memory_limit": self._memory,
                "temp_directory": folder,
                "autoinstall_known_extensions": False,
                "autoload_known_extensions": False,
                # each statement says itself what is small; a guess from counts alone was wrong by a factor of fifty
                "disabled_optimizers": "join_order,build_side_probe_side",
            }
        )
        self._end = finalize(self, _end, database, folder)
        return database


def _end(database: "duckdb.DuckDBPyConnection", folder: str) -> None:
    database.close()
    shutil.rmtree(folder, ignore_errors=True)


class DuckSession:
    """Runs the statements on DuckDB, in this process; what each method does stands in the protocol.

    Parameters
    ----------
    duck : Duck
        Lives as long as its sessions.
    engine : duckdb.DuckDBPyConnection
        With temporary tables of its own.
    memory : str
        Of the database.
    """

    def __init__(self, duck: Duck, engine: "duckdb.DuckDBPyConnection", memory: str) -> None:
        self._duck = duck
        self._engine = engine
        self._memory = memory

    def __enter__(self) -> "DuckSession":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        import duckdb

        self._engine.close()
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
