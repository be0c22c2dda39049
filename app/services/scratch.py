"""A database of SQLite for the length of one import."""

import sqlite3


def scratch_base(table: str, cache_kib: int) -> sqlite3.Connection:
    """Open a database that has no name: in memory while small, else in a file that is gone at its end.

    Parameters
    ----------
    table : str
        The statement that makes its table.
    cache_kib : int
        Memory that it may take.

    Returns
    -------
    Connection
        One import is its one user; its batches may run in another thread than its end.
    """
    base = sqlite3.connect("", isolation_level=None, check_same_thread=False)
    for text in ("PRAGMA journal_mode = OFF", "PRAGMA synchronous = OFF", f"PRAGMA cache_size = -{cache_kib}", table):
        base.execute(text)
    return base
