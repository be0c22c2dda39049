"""Spark as an engine: a Java process of its own, started with the first question and ended with the program.

It reads the tables of numbers as Parquet files and runs the same statements as DuckDB.
"""

import subprocess
import tempfile
import threading
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, NamedTuple

import pyarrow as pa

from app.analysis.engines.session import statement_of
from app.errors import EngineFailed, InvalidParameter

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

_OTHERS = "auto, networkx, duckdb"
_NO_PACKAGE = "spark needs the package pyspark, which is not installed. Install it with: pip install 'kintrace[spark]'"
_NO_JAVA = (
    "spark needs Java 17 or newer with the module jdk.incubator.vector. Install a JDK, such as OpenJDK 17, "
    "and name its folder in JAVA_HOME if `java` is another one"
)
#: What the start says when Java is missing, is too old, or lacks the module.
_JAVA_SIGNS = (
    "JAVA_HOME is not set",
    "No such file or directory",
    "jdk.incubator.vector not found",
    "Unrecognized option: --add-modules",
    "UnsupportedClassVersionError",
)
_LOOPBACK = "127.0.0.1"
_STOP_SECONDS = 10.0
_LOG_LINES = 20


class _Started(NamedTuple):
    """A Spark that runs, and the Java process that was started for it; None where the program had one already."""

    session: "SparkSession"
    process: "subprocess.Popen[bytes] | None"


class Spark:
    """One Spark for all questions of a program.

    Parameters
    ----------
    master : str
        ``local[2]`` is this machine with two threads; on a cluster the spill folder must be one that all share.
    memory : str
        Of the Java process, such as ``1g``.
    folder : Path or None
        For tables, spilled rows and ``spark.log``; the system's temporary one unless given.

    Notes
    -----
    On this machine it listens on loopback alone, shows no pages and writes what it says to its log. A Spark that the
    program runs already, as in a notebook, is used as it is and never stopped.
    """

    def __init__(self, master: str, memory: str, folder: Path | None) -> None:
        self._master = master
        self._memory = memory
        self._folder = folder
        self._lock = threading.Lock()
        self._started: _Started | None = None

    def session(self) -> "SparkTables":
        """Return a session with tables of its own; Spark is started if it does not run.

        Raises
        ------
        InvalidParameter
            The package or the Java it needs is missing.
        EngineFailed
            It did not start for another reason.
        """
        with self._lock:
            if self._started is None:
                self._started = self._start()
            return SparkTables(self._started.session.newSession(), self._folder)

    def close(self) -> None:
        """Stop what was started here, and wait until its process has ended."""
        with self._lock:
            started, self._started = self._started, None
        if started is None or started.process is None:
            return
        from pyspark import SparkContext

        gateway = SparkContext._gateway
        started.session.stop()
        gateway.shutdown()
        # Spark would talk to the process that is gone, if it were started once more.
        SparkContext._gateway = SparkContext._jvm = None
        _end(started.process)

    def _start(self) -> _Started:
        try:
            from pyspark import SparkContext
            from pyspark.sql import SparkSession
        except ImportError as error:
            raise InvalidParameter("engine", _OTHERS, _NO_PACKAGE) from error
        if SparkContext._active_spark_context is not None:
            return _Started(SparkSession.builder.getOrCreate(), None)
        log = Path(self._folder or tempfile.gettempdir()) / "spark.log"
        with log.open("wb") as written:
            return _launch(self._settings(), {"stdout": written, "stderr": written}, log)

    def _settings(self) -> dict[str, str]:
        folder = str(self._folder or tempfile.gettempdir())
        settings = {
            "spark.master": self._master,
            "spark.app.name": "kintrace",
            "spark.driver.memory": self._memory,
            "spark.local.dir": folder,
            "spark.sql.warehouse.dir": f"{folder}/warehouse",
            "spark.ui.enabled": "false",
            "spark.ui.showConsoleProgress": "false",
            # Kinship is climbed by recursion, with far more than a million rows.
            "spark.sql.cteRecursionRowLimit": "-1",
        }
        if self._master.startswith("local"):
            settings |= dict.fromkeys(("spark.driver.host", "spark.driver.bindAddress"), _LOOPBACK)
            settings["spark.sql.shuffle.partitions"] = "4"
        return settings


def _launch(settings: dict[str, str], output: dict[str, Any], log: Path) -> _Started:
    """Start Spark; what its Java process says goes to the log."""
    from pyspark import SparkConf, SparkContext
    from pyspark.errors import PySparkException
    from pyspark.java_gateway import launch_gateway
    from pyspark.sql import SparkSession

    conf = SparkConf(loadDefaults=False).setAll(list(settings.items()))
    try:
        gateway = launch_gateway(conf, output)
    except (PySparkException, OSError) as error:
        said = log.read_text(encoding="utf-8", errors="replace")
        if any(sign in said for sign in _JAVA_SIGNS):
            raise InvalidParameter("engine", _OTHERS, _NO_JAVA) from error
        raise EngineFailed(str(log), "Spark did not start", tuple(said.splitlines()[-_LOG_LINES:])) from error
    return _Started(SparkSession(SparkContext(conf=conf, gateway=gateway)), gateway.proc)


def _end(process: "subprocess.Popen[bytes]") -> None:
    """End a Java process: it ends by itself when nobody can write to it."""
    if process.stdin is not None:
        process.stdin.close()
    try:
        process.wait(_STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


class SparkTables:
    """Runs the statements on Spark; what each method does stands in the protocol of a session.

    Parameters
    ----------
    spark : SparkSession
        With views of its own.
    folder : Path or None
        Where tables are written; no text is ever in them.
    """

    def __init__(self, spark: "SparkSession", folder: Path | None) -> None:
        self._spark = spark
        self._folder = tempfile.TemporaryDirectory(prefix="kintrace-", dir=folder)
        self._files = 0

    def __enter__(self) -> "SparkTables":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._folder.cleanup()

    def give(self, **tables: pa.Table) -> None:
        """Make tables known by name."""
        import pyarrow.parquet as pq

        for name, table in tables.items():
            file = self._file(name)
            pq.write_table(table, file)
            self._see(name, file)

    def make(self, name: str, statement: str, **values: int) -> None:
        """Keep the answer of a statement as a table."""
        file = self._file(name)
        self._run(statement, values).write.parquet(file.as_uri())
        self._see(name, file)

    def ask(self, statement: str, **values: int) -> pa.Table:
        """Return the answer of a statement."""
        return self._run(statement, values).toArrow()

    def table(self, name: str) -> pa.Table:
        """Return a table that was made."""
        return self._spark.table(name).toArrow()

    def _run(self, statement: str, values: dict[str, int]) -> "DataFrame":
        return self._spark.sql(statement_of(statement, **values))

    def _file(self, name: str) -> Path:
        self._files += 1
        return Path(self._folder.name) / f"{self._files}-{name}.parquet"

    def _see(self, name: str, file: Path) -> None:
        self._spark.read.parquet(file.as_uri()).createOrReplaceTempView(name)
