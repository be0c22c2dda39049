"""An export as one file to be streamed; nothing of it stays on disk."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO

from app.formats.archives import write_archive
from app.services.exporter import Exporter, ExportRequest

_PIECE = 1 << 18


@dataclass(frozen=True, slots=True)
class Download:
    """One file.

    Attributes
    ----------
    name : str
    file : binary file
        Already without a name on disk.
    size : int
        Bytes.
    data_version : int
    """

    name: str
    file: BinaryIO
    size: int
    data_version: int

    def pieces(self) -> Iterator[bytes]:
        """Yield the bytes; the file is closed at the end."""
        with self.file:
            while piece := self.file.read(_PIECE):
                yield piece


def open_download(exporter: Exporter, request: ExportRequest, *, archive: bool = False) -> Download:
    """Write an export and open it.

    Parameters
    ----------
    exporter : Exporter
    request : ExportRequest
    archive : bool
        True for an archive with the manifest also where the format is a single file.

    Returns
    -------
    Download
        The file itself, or an archive of the files and the manifest.

    Raises
    ------
    InvalidParameter, NotFound, Conflict
        As :meth:`Exporter.export` does.
    """
    suffix = request.checked().suffix
    with TemporaryDirectory(prefix="kintrace-export-") as folder:
        out = Path(folder) / (f"kintrace{suffix}" if suffix else "tables")
        export = exporter.export(request, out)
        whole = export.files[0] if len(export.files) == 1 and suffix and not archive else Path(folder) / "kintrace.zip"
        if whole not in export.files:
            write_archive([*export.files, export.manifest], whole)
        return Download(whole.name, whole.open("rb"), whole.stat().st_size, export.data_version)
