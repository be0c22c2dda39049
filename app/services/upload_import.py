"""Uploaded files are imported: the same for the API and for the page, with the rejected rows as one file to correct."""

from __future__ import annotations

import hashlib
import shutil
import zipfile
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path, PurePath
from tempfile import TemporaryDirectory, TemporaryFile
from typing import TYPE_CHECKING, Any, BinaryIO, cast

from app.errors import Invalid, InvalidDocument, TooLarge
from app.formats import FORMATS
from app.formats.archives import ArchiveLimits, plain_member
from app.formats.mapping_start import dataset_of, start_mapping
from app.services.importing import ImportOptions
from app.services.uploads import readable_suffix, unpack_uploads

if TYPE_CHECKING:
    from app.services.ledger import Ledger

#: What is wrong with a file that a mapping can say how to read.
OTHER_SHAPES = frozenset({"unknown_format", "unknown_file", "no_table", "no_mapping"})
#: What the letters of a file of lines are tried as.
_ENCODINGS = ("utf-8", "cp949")
#: Name of the file with the rejected rows.
QUARANTINE = "quarantine.zip"
_PIECE = 1 << 20
#: Name as uploaded, and content.
Upload = tuple[str, BinaryIO]


@dataclass(frozen=True, slots=True)
class UploadedImport:
    """What an import of uploaded files did.

    Attributes
    ----------
    report : dict
        The import report; files have their names as uploaded, ``quarantine`` is the name of the file below or None.
    rejected : binary file or None
        A ``.zip`` of tables with the rejected rows, word for word; lines that could not be cut into cells are in its
        folder ``damaged``. It has no name on disk. None where nothing was put aside.
    """

    report: dict[str, Any]
    rejected: BinaryIO | None = None


def import_uploads(
    ledger: Ledger,
    files: Sequence[Upload],
    options: ImportOptions,
    limits: ArchiveLimits | None = None,
    *,
    quarantine: bool = False,
) -> UploadedImport:
    """Import uploaded files by the rules of every import.

    Parameters
    ----------
    ledger : Ledger
    files : sequence of (str, binary file)
    options : ImportOptions
        ``mapping`` and ``quarantine`` are set here.
    limits : ArchiveLimits, optional
    quarantine : bool
        Record the rows that are right and give the others back.

    Returns
    -------
    UploadedImport

    Raises
    ------
    InvalidDocument, InvalidParameter, TooLarge
        As :meth:`Ledger.import_paths` and :func:`unpack_uploads`; files are named as they were uploaded.
    """
    with TemporaryDirectory(prefix="kintrace-upload-") as place:
        folder, aside = Path(place) / "files", Path(place) / "aside"
        folder.mkdir()
        found = unpack_uploads(files, folder, limits)
        wanted = replace(options, mapping=found.mapping, quarantine=aside if quarantine else None)
        try:
            report = ledger.import_paths(found.paths or [folder], wanted).to_dict()
        except InvalidDocument as error:
            name = found.named(error.file)
            raise InvalidDocument(name, error.row, error.column, error.problem, error.reason, error.allowed) from error
        except TooLarge as error:
            raise TooLarge(error.limit, error.how, found.named(error.file)) from error
        report["files"] = [found.named(file) for file in report["files"]]
        for entry in (*report["problems"], *report["warnings"]):
            entry["file"] = found.named(entry["file"])
        rejected = _zipped(aside) if report["quarantine"] is not None else None
        report["quarantine"] = QUARANTINE if rejected is not None else None
        return UploadedImport(report, rejected)


def first_mapping(files: Sequence[Upload], dataset: str) -> str:
    """Return a first mapping for an uploaded file of another shape, to be put right by hand.

    Parameters
    ----------
    files : sequence of (str, binary file)
    dataset : str
        First part of the ids; empty: the name of the file, so that the ids of two files do not meet.

    Returns
    -------
    str
        TOML; empty where there is more than one file, or its headers say nothing that is known.
    """
    if len(files) != 1:
        return ""
    [(name, content)] = files
    content.seek(0)
    with TemporaryDirectory(prefix="kintrace-upload-") as place:
        stem = dataset_of(PurePath(name.replace("\\", "/")).stem)
        path = Path(place) / f"{stem}{readable_suffix(name)}"
        with path.open("wb") as out:
            shutil.copyfileobj(content, out)
        for encoding in _ENCODINGS:
            try:
                return start_mapping(path, dataset or stem, encoding, graphs=FORMATS)
            except Invalid:
                continue
    return ""


def fingerprint(files: Sequence[Upload], options: ImportOptions, *, quarantine: bool = False) -> str:
    """Return a digest of files and of how they are to be imported; equal for the same check and the same import.

    Parameters
    ----------
    files : sequence of (str, binary file)
        Read to their ends, then set back to their starts.
    options : ImportOptions
        ``dry_run`` does not count.
    quarantine : bool

    Returns
    -------
    str
        64 hexadecimal digits.
    """
    said = asdict(replace(options, dry_run=False, mapping=None, quarantine=None))
    digest = hashlib.sha256(repr((sorted(said.items()), quarantine)).encode())
    for name, content in files:
        inner = hashlib.sha256()
        while piece := content.read(_PIECE):
            inner.update(piece)
        content.seek(0)
        digest.update(repr((name, inner.hexdigest())).encode("utf-8", "backslashreplace"))
    return digest.hexdigest()


def _zipped(folder: Path) -> BinaryIO:
    out = cast(BinaryIO, TemporaryFile(prefix="kintrace-"))  # noqa: SIM115 -- given to the caller
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(each for each in folder.rglob("*") if each.is_file()):
            with path.open("rb") as content, archive.open(plain_member(str(path.relative_to(folder))), "w") as member:
                shutil.copyfileobj(content, member)
    out.seek(0)
    return out
