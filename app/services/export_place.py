"""Where an export lies: a file or a folder of its own, with a manifest that names its files and their SHA-256."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from app.errors import InvalidParameter

_MANIFEST = "manifest.json"
_PIECE = 1 << 20


def manifest_of(out: Path, *, is_folder: bool) -> Path:
    """Return the path of the manifest: in the folder of an export, or beside its file."""
    return out / _MANIFEST if is_folder else out.with_name(f"{out.name}.{_MANIFEST}")


def make_room(out: Path, *, is_folder: bool) -> None:
    """Make a place ready for an export: an earlier export in it is taken away, anything else is left alone.

    Parameters
    ----------
    out : Path
    is_folder : bool
        True when the files go into ``out``; else its parent is made.

    Raises
    ------
    InvalidParameter
        The folder holds something else, the file is no earlier export, or what is named is not of this kind.
    """
    if not is_folder:
        if out.is_dir():
            raise InvalidParameter("OUT", "the name of a file", "is a folder")
        if out.exists() and out.name not in _earlier(manifest_of(out, is_folder=False)):
            raise InvalidParameter("OUT", "a file that is not there, or an earlier export", "is a file of another kind")
        out.parent.mkdir(parents=True, exist_ok=True)
        return
    if out.exists() and not out.is_dir():
        raise InvalidParameter("OUT", "the name of a folder", "is a file")
    out.mkdir(parents=True, exist_ok=True)
    for name in _earlier(out / _MANIFEST):
        (out / name).unlink(missing_ok=True)
    if any(out.iterdir()):
        raise InvalidParameter("OUT", "a folder that is empty or not there", "holds other files")


def _earlier(manifest: Path) -> list[str]:
    """Return the names of the files of an earlier export, its manifest last; none when there is none."""
    try:
        names = [str(each["name"]) for each in json.loads(manifest.read_text(encoding="utf-8"))["files"]]
    except (OSError, ValueError, KeyError, TypeError):
        return []
    return [*(name for name in names if Path(name).name == name), manifest.name]


def write_manifest(manifest: Path, told: Mapping[str, Any], files: Iterable[Path]) -> None:
    """Write a manifest.

    Parameters
    ----------
    manifest : Path
    told : mapping
        What is in the export; it holds no time, so the same data give the same bytes.
    files : iterable of Path
        They are named with their size and SHA-256.
    """
    listed = [{"name": file.name, "bytes": file.stat().st_size, "sha256": _sha256(file)} for file in sorted(files)]
    text = json.dumps({**told, "files": listed}, ensure_ascii=False, indent=1)
    manifest.write_text(text + "\n", encoding="utf-8")


def _sha256(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            digest.update(piece)
    return digest.hexdigest()
