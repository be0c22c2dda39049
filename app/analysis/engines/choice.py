"""The engines of one program: what they may use, and one DuckDB and one Spark for all questions."""

from collections.abc import Callable
from copy import copy
from pathlib import Path

from app.analysis.engines.duck import Duck
from app.analysis.engines.session import Session
from app.analysis.engines.spark import Spark

DUCKDB, SPARK = "duckdb", "spark"
#: Of all sessions together; what does not fit is spilled. Ten million persons stay within it without losing time.
MEMORY = "1g"
#: Told what is being done, how many steps are done and how many there are.
Tell = Callable[[str, int, int | None], None]


def silent(words: str, done: int, total: int | None) -> None:
    """Progress that nobody watches."""


class Engines:
    """Opens sessions; nothing is started before the first one.

    Parameters
    ----------
    memory : str
        What DuckDB or Spark may use before it spills, such as ``1g``.
    spill : Path or None
        Folder for what does not fit, made when needed; the system's temporary one unless given.
    master : str
        Where Spark runs: ``local[2]`` is this machine with two threads.

    Attributes
    ----------
    tell : callable
        Told of the steps of a long run.
    """

    def __init__(self, memory: str = MEMORY, spill: Path | None = None, master: str = "local[2]") -> None:
        self._spill = spill
        self._duck = Duck(memory, spill)
        self._spark = Spark(master, memory, spill)
        self.tell: Tell = silent

    def telling(self, tell: Tell) -> "Engines":
        """Return the same engines, with somebody who is told of the steps."""
        told = copy(self)
        told.tell = tell
        return told

    def open(self, engine: str = DUCKDB) -> Session:
        """Open a session.

        Parameters
        ----------
        engine : str
            ``duckdb`` or ``spark``.

        Returns
        -------
        Session

        Raises
        ------
        InvalidParameter
            What Spark needs is not installed.
        EngineFailed
            Spark did not start.
        """
        if self._spill is not None:
            self._spill.mkdir(mode=0o700, parents=True, exist_ok=True)
        return self._spark.session() if engine == SPARK else self._duck.session()

    def close(self) -> None:
        """End DuckDB, and stop Spark if it was started here."""
        self._duck.close()
        self._spark.close()
