"""One session of an engine: tables of numbers go in, statements run over them, tables come out."""

from functools import cache
from importlib.resources import files
from types import TracebackType
from typing import Protocol, Self

import pyarrow as pa


class Session(Protocol):
    """Runs the statements of ``app/analysis/sql`` over tables of numbers. Use it in a ``with`` statement."""

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...

    def give(self, **tables: pa.Table) -> None:
        """Make tables known by name, in place of those of the same names."""
        ...

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
        ...

    def ask(self, statement: str, **values: int) -> pa.Table:
        """Return the answer of a statement; parameters as for :meth:`make`."""
        ...

    def table(self, name: str) -> pa.Table:
        """Return a table that was made."""
        ...


def statement_of(name: str, **values: int) -> str:
    """Return a statement of ``app/analysis/sql`` with its numbers filled in."""
    return _text(name).format(**values)


@cache
def _text(name: str) -> str:
    return files("app.analysis").joinpath("sql", f"{name}.sql").read_text(encoding="utf-8")
