"""Files out: the whole graph or a part of it, in any format, with a manifest that says what is in them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any

from app.domain.snapshot import NODE_TABLES, Snapshot
from app.errors import Conflict, InvalidParameter
from app.formats import FORMATS, Format, Loss, Written, format_named
from app.services.export_place import make_room, manifest_of, write_manifest
from app.services.gate import Gate
from app.services.ledger import Ledger
from app.services.neighbourhood import KINDS, MOST_NODES, SubgraphRequest, read_subgraph
from app.services.reader import LABELS, Reader
from app.services.snapshot_part import claims_of, part_of, within_days
from app.store.base import Store

_TRIES = 3
_CHUNK = 5_000


@dataclass(frozen=True, slots=True)
class ExportRequest:
    """What is to be written.

    Attributes
    ----------
    format : str
        Name of a format that is written.
    seeds : tuple of str
        Ids of records, or ``Label/id``; empty: the whole graph.
    depth : int
        How many ties away from the seeds.
    kinds : frozenset of str
        Labels and tie types to keep; empty for all. Labels alone keep all ties, tie types alone all labels. The sources
        that the part rests on come along, also where ``Source`` is not named: else nobody could say who told it.
    from_day, to_day : str or None
        Events that certainly lie before or after are left out.
    source : str or None
        Only this source and its claims; for formats that hold claims.
    """

    format: str
    seeds: tuple[str, ...] = ()
    depth: int = 1
    kinds: frozenset[str] = frozenset()
    from_day: str | None = None
    to_day: str | None = None
    source: str | None = None

    @property
    def is_whole(self) -> bool:
        """Whether nothing is left out."""
        return not (self.seeds or self.kinds or self.from_day or self.to_day)

    def checked(self) -> Format:
        """Return the format, when all that is asked for goes together.

        Raises
        ------
        InvalidParameter
        """
        format = format_named(self.format)
        if format is None or not format.is_written:
            raise InvalidParameter("format", ", ".join(each.name for each in FORMATS if each.is_written))
        if not self.kinds <= KINDS:
            raise InvalidParameter("kinds", ", ".join(sorted(KINDS)))
        if self.source is not None and format.write_rows is None:
            names = ", ".join(each.name for each in FORMATS if each.write_rows is not None)
            raise InvalidParameter("source", f"only with {names}")
        for name, day in (("from", self.from_day), ("to", self.to_day)):
            if day is not None and not _is_day(day):
                raise InvalidParameter(name, "a day, YYYY-MM-DD")
        return format

    def filters(self) -> dict[str, Any]:
        """Return what was asked for, as the manifest shows it."""
        return {
            "seeds": list(self.seeds),
            "depth": self.depth if self.seeds else None,
            "kinds": sorted(self.kinds),
            "from": self.from_day,
            "to": self.to_day,
            "source": self.source,
        }


@dataclass(frozen=True, slots=True)
class Export:
    """What was written.

    Attributes
    ----------
    files : list of Path
        Without the manifest.
    manifest : Path
    counts : dict of str to int
    losses : list of Loss
    left_out : dict of str to int
        Records and ties beyond the largest part that is given out, by kind; empty when there are none.
    data_version : int
    """

    files: list[Path]
    manifest: Path
    counts: dict[str, int]
    losses: list[Loss]
    left_out: dict[str, int]
    data_version: int


@dataclass(frozen=True, slots=True)
class _Chosen:
    """A snapshot or part of it, and what had to be left out of it."""

    snapshot: Snapshot
    left_out: dict[str, int] = field(default_factory=dict)


class Exporter:
    """Writes the graph, or what lies around some records, into files.

    Parameters
    ----------
    store : Store
    reader : Reader
    ledger : Ledger
    most, waiting : int
        How many exports run at once, and how many may wait.
    """

    def __init__(self, store: Store, reader: Reader, ledger: Ledger, *, most: int = 2, waiting: int = 8) -> None:
        self._gate = Gate(most, waiting)
        self._store = store
        self._reader = reader
        self._ledger = ledger

    def export(self, request: ExportRequest, out: Path) -> Export:
        """Write files and their manifest.

        Parameters
        ----------
        request : ExportRequest
        out : Path
            A file, or for formats of several files a folder: one that is not there, is empty, or holds an earlier
            export, which is replaced.

        Returns
        -------
        Export

        Raises
        ------
        InvalidParameter
            What is asked for does not go together, or the folder holds other things.
        NotFound
            There is no such seed.
        Conflict
            The data moved again and again while they were read.

        Notes
        -----
        The same data give the same bytes, the manifest's too: it holds no time.
        """
        format = request.checked()
        with self._gate.pass_through():
            written, chosen = self._tried(format, request, out)
        version = chosen.snapshot.data_version
        manifest = manifest_of(out, is_folder=not format.suffix)
        export = Export(written.files, manifest, written.counts, written.losses, chosen.left_out, version)
        told = _told(export, request, chosen.snapshot.in_progress)
        write_manifest(manifest, told, written.files)
        return export

    def _tried(self, format: Format, request: ExportRequest, out: Path) -> tuple[Written, _Chosen]:
        """Write until the data did not move meanwhile."""
        for _ in range(_TRIES):
            make_room(out, is_folder=not format.suffix)
            version = self._store.data_version()
            written, chosen = self._written(format, request, out)
            if chosen.snapshot.data_version == self._store.data_version() == version:
                return written, chosen
            for file in written.files:
                file.unlink()
        raise Conflict("the export", "what is being recorded at the same time", "Export again when it is done")

    def _written(self, format: Format, request: ExportRequest, out: Path) -> tuple[Written, _Chosen]:
        if format.write_rows is None:
            chosen = self._chosen(request)
            if format.write_with_sources is not None:
                return format.write_with_sources(chosen.snapshot, out, self._sources(chosen.snapshot)), chosen
            assert format.write is not None  # `checked` has seen to it
            return format.write(chosen.snapshot, out), chosen
        if request.is_whole:
            nothing = Snapshot.from_rows({}, data_version=self._store.data_version())
            return format.write_rows(self._ledger.rows(request.source), out), _Chosen(nothing)
        chosen = self._chosen(request)
        return format.write_rows(self._ledger.rows(request.source, claims_of(chosen.snapshot)), out), chosen

    def _chosen(self, request: ExportRequest) -> _Chosen:
        snapshot = self._store.snapshot()
        if request.is_whole:
            return _Chosen(snapshot)
        left_out: dict[str, int] = {}
        ties = request.kinds - frozenset(LABELS) or None
        if request.seeds:
            found = read_subgraph(self._reader, _around(request))
            keys = [(node["label"], node["id"]) for node in found["nodes"]]
            nodes = {label: {id for one, id in keys if one == label} for label in LABELS}
            left_out = found["left_out"]
        else:
            nodes = _of_kinds(snapshot, request)
        part = part_of(snapshot, nodes, ties)
        sources = set(self._sources(part).values())
        return _Chosen(part_of(snapshot, {**nodes, "Source": sources}, ties), left_out)

    def _sources(self, snapshot: Snapshot) -> dict[str, str]:
        """Return the source of every claim that a snapshot rests on."""
        chunks = _chunks(claims_of(snapshot))
        return {claim.id: claim.source for ids in chunks for claim in self._store.claims(ids=ids)}


def _around(request: ExportRequest) -> SubgraphRequest:
    return SubgraphRequest(
        request.seeds, request.depth, request.kinds, request.from_day, request.to_day, max_nodes=MOST_NODES
    )


def _of_kinds(snapshot: Snapshot, request: ExportRequest) -> dict[str, set[str]]:
    labels = [label for label in LABELS if label in request.kinds] or list(LABELS)
    nodes = {label: set(snapshot.tables[label]["id"].to_pylist()) for label in labels if label in NODE_TABLES}
    if "Event" in nodes:
        nodes["Event"] = within_days(snapshot, _day(request.from_day), _day(request.to_day))
    return nodes


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text is not None else None


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _chunks(ids: set[str]) -> Iterator[list[str]]:
    ordered = iter(sorted(ids))
    while part := list(islice(ordered, _CHUNK)):
        yield part


def _told(export: Export, request: ExportRequest, in_progress: str) -> dict[str, Any]:
    return {
        "format": request.format,
        "data_version": export.data_version,
        "in_progress": in_progress or None,
        "filters": request.filters(),
        "truncated": bool(export.left_out),
        "left_out": export.left_out,
        "counts": export.counts,
        "losses": [{"kind": loss.kind, "count": loss.count, "why": loss.why} for loss in export.losses],
    }
