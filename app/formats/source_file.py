"""The file that is read: whether it is there, how it begins, and the source that it is."""

from __future__ import annotations

import re
from pathlib import Path

from app.domain.claims import Tier, content_hash
from app.domain.identifiers import escape_local, make_id
from app.errors import InvalidDocument

#: Letters of a file's name in that of a data set, and those of the digest beside them.
_MOST_STEM, _MARK = 40, 6


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


def dataset_named_after(path: Path, format: str) -> str:
    """Return the data set of ids that mean something in their file alone: that of one file is that of no other.

    Parameters
    ----------
    path : Path
    format : str
        What the name begins with.

    Returns
    -------
    str
        Where letters of the file's name cannot stand in it, or it is long, a digest of the name tells it apart.

    Examples
    --------
    >>> dataset_named_after(Path("a/Ri-1950.ged"), "gedcom"), dataset_named_after(Path("김.ged"), "gedcom")
    ('gedcom-Ri-1950', 'gedcom-cbw3p4')
    """
    stem = Path(path.name.removesuffix(".gz")).stem
    plain = re.sub("[^A-Za-z0-9._-]+", "-", stem)[:_MOST_STEM].strip("-._")
    mark = "" if plain == stem else content_hash(stem)[:_MARK]
    return "-".join(filter(None, (format, plain, mark)))


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
