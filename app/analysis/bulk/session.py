"""One DuckDB session in memory, with a limit and a folder of its own to spill numbers to."""

import tempfile
from importlib.resources import files
from types import TracebackType

import duckdb
import pyarrow as pa

#: Memory of a session; what does not fit is spilled. Ten million persons stay within it without losing time.
MEMORY = "1GB"


class Session:
    """Runs the statements of ``app/analysis/sql`` over tables of numbers. Use it in a ``with`` statement.

    Parameters
    ----------
    memory : str
        Such as ``1GB``.
    spill : str, optional
        Folder for what does not fit; a temporary one unless given. No text is ever in it.
    """

    def __init__(self, memory: str = MEMORY, spill: str | None = None) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="kintrace-", dir=spill)
        self._engine = duckdb.connect(
            config={
                "memory_limit": memory,
                "temp_directory": self._folder.name,
                "autoinstall_known_extensions": False,
                "autoload_known_extensions": False,
            }
        )

    def __enter__(self) -> "Session":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._engine.close()
        self._folder.cleanup()

    def give(self, **tables: pa.Table) -> None:
        """Make tables known by name, in place of those of the same names."""
        for name, table in tables.items():
            self._engine.register(name, table)

    def make(self, name: str, statement: str, **values: int) -> None:
        """Keep the answer of a statement as a table.

        Parameters
        ----------
        name : str
            Of the table; one of the same name is dropped.
        statement : str
            Name of a file of ``app/analysis/sql`` without its ending.
        **values
            What stands in braces in it.
        """
        self._engine.execute(f"CREATE OR REPLACE TEMP TABLE {name} AS {statement_of(statement, **values)}")

    def ask(self, statement: str, **values: int) -> pa.Table:
        """Return the answer of a statement; parameters as for :meth:`make`."""
        return self._engine.sql(statement_of(statement, **values)).to_arrow_table()

    def table(self, name: str) -> pa.Table:
        """Return a table that was made."""
        return self._engine.table(name).to_arrow_table()


def statement_of(name: str, **values: int) -> str:
    """Return a statement of ``app/analysis/sql`` with its numbers filled in."""
    text = files("app.analysis").joinpath("sql", f"{name}.sql").read_text(encoding="utf-8")
    return text.format(**values)
