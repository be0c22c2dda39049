"""The file that is read: whether it is there, how it begins, and the source that it is."""

from __future__ import annotations

from pathlib import Path

from app.domain.claims import Tier
from app.domain.identifiers import escape_local, make_id
from app.errors import InvalidDocument


def head_of(path: Path, most: int) -> bytes:
    """Return the first bytes of a file; none when it cannot be read.

    Parameters
    ----------
    path : Path
    most : int

    Returns
    -------
    bytes
    """
    try:
        with path.open("rb") as file:
            return file.read(most)
    except (OSError, ValueError):
        return b""


def check_file(path: Path) -> None:
    """Refuse a path that is no file.

    Raises
    ------
    InvalidDocument
    """
    if not path.is_file():
        raise InvalidDocument(str(path), None, None, "not_found", "there is no such file")


def source_id(path: Path, dataset: str) -> str:
    """Return the id of the source that a file is.

    Examples
    --------
    >>> source_id(Path("cases/A b.xes"), "x")
    'x:A~20b.xes'
    """
    return make_id(dataset, escape_local(path.name))


def source_row(path: Path, id: str, kind: str = "file") -> dict[str, str]:
    """Return the row of the source that a file is: of all that has no source of its own.

    Parameters
    ----------
    path : Path
    id : str
    kind : str
        Kind of source.

    Returns
    -------
    dict of str to str
        It keeps to the team until somebody says more.
    """
    return {"id": id, "kind": kind, "title": path.name, "tier": Tier.TEAM.value}
