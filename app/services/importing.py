"""One import, from files to the report."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import chain, islice
from pathlib import Path
from typing import Any

from app.domain.cells import Problem
from app.domain.garbage import collect_new, collected_in_steps
from app.domain.identifiers import is_id
from app.domain.row_rules import Bodies
from app.domain.rows import RowChecker
from app.domain.tables import TABLES
from app.errors import InvalidDocument, InvalidParameter, KintraceError, TooLarge
from app.evidence.words import read_words
from app.formats import FORMATS, ReadResult, format_named, format_of
from app.formats.mapping import read_with_mapping
from app.formats.mapping_file import read_mapping
from app.services.ahead import one_ahead
from app.services.import_report import ImportReport, Place
from app.services.intake import Intake, Progress
from app.services.quarantine import parts_of, put_aside
from app.services.settling import Mark, Settled, Settling, unpacked_claim
from app.store.base import Batch, BatchReport, Store
from app.store.lookups import claims_of_sources, described, in_progress

#: The first place on Earth to begin a day is this far ahead of UTC; a birth of today there is not in the future.
_AHEAD = timedelta(hours=14)
_MARK = "import-"


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """How files are imported.

    Attributes
    ----------
    as_ : str or None
        Name of a format; None: the first that recognises a path.
    dataset : str
        Data set of ids that are made here; empty: taken from the row.
    dry_run : bool
        Everything but writing.
    quarantine : Path or None
        Folder for the rejected rows; the others are recorded. None: one wrong row stops all.
    correct : bool
        Rows with other content replace the claims on record.
    complete : bool
        With ``correct``: claims on record that the files no longer have are withdrawn.
    most_rows, batch_rows : int
        Rows in one import, rows in one transaction.
    mapping : Path or None
        A mapping file: how the files, which are of no format of ours, become rows.
    """

    as_: str | None = None
    dataset: str = ""
    dry_run: bool = False
    quarantine: Path | None = None
    correct: bool = False
    complete: bool = False
    most_rows: int = 10_000_000
    batch_rows: int = 5_000
    mapping: Path | None = None


class Import:
    """One run over some files.

    Parameters
    ----------
    store : Store
    options : ImportOptions
    now : datetime
        With its zone.
    user : str
        Written beside what is recorded.
    progress : callable
        Told what is being done, how much is done and how much there is.

    Raises
    ------
    InvalidParameter
        Options that do not go together.
    """

    def __init__(self, store: Store, options: ImportOptions, now: datetime, user: str, progress: Progress) -> None:
        _check(options)
        at = now.astimezone(UTC)
        self._store = store
        self._options = options
        self._tables: set[str] = set()
        self._progress = progress
        self._mark = Mark(f"{_MARK}{at:%Y%m%dT%H%M%S%f}", at.isoformat(timespec="seconds"), user)
        self._report = ImportReport(dry_run=options.dry_run)
        bodies = Bodies(look_up=partial(_look_up, store))
        checker = RowChecker((at + _AHEAD).date(), options.dataset, bodies)
        keep = options.quarantine is not None
        self._intake = Intake(checker, bodies, self._report, options.most_rows, keep_rejected=keep)

    def run(self, paths: Sequence[Path]) -> ImportReport:
        """Read, check, settle and, when nothing stands against it, record.

        Parameters
        ----------
        paths : sequence of Path

        Returns
        -------
        ImportReport

        Raises
        ------
        KintraceError
            The rows read and the rows recorded do not add up: an error of Kintrace itself.
        """
        with collected_in_steps():
            return self._run(paths)

    def _run(self, paths: Sequence[Path]) -> ImportReport:
        report, options = self._report, self._options
        for read, path in _in_order(paths, options):
            self._read(read, path)
        version = self._store.data_version()
        settling = Settling(self._store, report, self._mark, correct=options.correct, rejected=self._intake.rejected)
        settled = settling.settle(self._intake.sources(), self._intake.claims())
        report.counts = settling.tally.counts()
        gone = self._gone(settled) if options.complete else []
        wrong = bool(report.rejected) or self._intake.stopped
        if wrong and (options.quarantine is None or options.complete):
            report.held_back = len(settled)
            report.rejected += len(settled)
        elif options.dry_run:
            report.recorded = len(settled)
            report.withdrawn = len(settled.replaced) + len(gone)
        else:
            self._put_aside()
            self._record(settled, gone, version)
        if report.rows_read != report.recorded + report.unchanged + report.rejected:
            raise KintraceError("internal error: the rows read and the rows recorded do not add up")
        return report

    def _read(self, read: _Read, path: Path) -> None:
        try:
            result = read(path, self._options.dataset)
            self._report.files.extend(result.files)
            self._tables.update(result.tables)
            self._intake.take(result, path, self._progress)
        except TooLarge as error:
            raise TooLarge(error.limit, error.how, str(path)) from error
        except OSError as error:
            raise InvalidDocument(str(path), None, None, "unreadable", "cannot be read from the disk") from error

    def _gone(self, settled: Settled) -> list[str]:
        """Return the accepted claims of these sources and tables that the files no longer have."""
        on_record = claims_of_sources(self._store, sorted(settled.source_ids))
        kept = {one.id for one in on_record}.intersection(settled.standing.claims()) | settled.replaced
        may_go = (one for one in on_record if not one.withdrawn and one.table in self._tables)
        return [one.id for one in may_go if one.id not in kept]

    def _put_aside(self) -> None:
        """Write what is rejected so that it can be put right and imported again."""
        rejected, damaged, folder = self._intake.rejected, self._intake.damaged, self._options.quarantine
        if rejected is None or damaged is None or folder is None or not (len(rejected) or self._intake.stopped):
            return
        put_aside(rejected, damaged, folder)
        self._report.quarantine = str(folder)

    def _record(self, settled: Settled, gone: list[str], version: int) -> None:
        """Write the batches; while nobody else writes, the store need not look again for what was settled."""
        settled_at = None if self._options.correct else version
        total = len(settled) + len(gone)
        several = total > self._options.batch_rows
        if several:
            self._store.set_in_progress(f"{self._mark.batch}: {total:,} rows")
        with one_ahead(self._batches(_read_ahead(_queue(settled, gone)))) as batches:
            for batch, places in batches:
                done = self._store.record(replace(batch, settled_at=settled_at))
                self._note(done, places)
                settled_at = settled_at if settled_at is None else _alone_at(settled_at, done)
                self._progress("recording rows", self._report.recorded, len(settled))
        if several or in_progress(self._store).startswith(_MARK):
            self._store.set_in_progress("")

    def _batches(self, queue: Iterator[_Entry]) -> Iterator[tuple[Batch, dict[str, list[Place]]]]:
        """Yield the batches, each worked out as far as it can be; this runs while the one before is recorded."""
        number = 0
        before: Batch | None = None
        while part := list(islice(queue, self._options.batch_rows)):
            collect_new()
            number += 1
            batch, places = self._batch(part, number)
            before = self._store.prepare(batch, before) if before is not None else batch
            yield before, places

    def _batch(self, part: Sequence[_Entry], number: int) -> tuple[Batch, dict[str, list[Place]]]:
        values: dict[str, list[Any]] = {"source": [], "derivation": [], "claim": [], "withdraw": []}
        places: dict[str, list[Place]] = {name: [] for name in values}
        for kind, place, value in part:
            values[kind].append(value)
            places[kind].append(place)
        because = f"no longer in the files of {self._mark.batch}"
        batch = Batch(
            id=f"{self._mark.batch}-{number}",
            sources=tuple(values["source"]),
            derivations=tuple(values["derivation"]),
            claims=tuple(values["claim"]),
            withdraw=tuple((id, because) for id in values["withdraw"]),
            correct=self._options.correct,
        )
        return batch, places

    def _note(self, done: BatchReport, places: Mapping[str, list[Place]]) -> None:
        """Add what a transaction did; refusals come only from what others wrote since the rows were settled."""
        report = self._report
        report.recorded += done.recorded
        report.unchanged += done.unchanged
        report.withdrawn += done.withdrawn
        report.rejected += len(done.refused)
        for listing, refusals in ((report.problems, done.refused), (report.warnings, done.warnings)):
            for refusal in refusals:
                reason = f"was changed by someone else during the import: {refusal.what}"
                listing.add(places[refusal.kind][refusal.index], Problem("", refusal.code, reason, "import again"))


def _alone_at(version: int, done: BatchReport) -> int | None:
    """Return the data version after a batch that was alone in moving it; None when someone else wrote too."""
    moved = version + bool(done.recorded or done.withdrawn)
    return moved if done.data_version == moved and not done.refused else None


_Entry = tuple[str, Place, Any]
_Read = Callable[[Path, str], ReadResult]


def _queue(settled: Settled, gone: list[str]) -> Iterator[_Entry]:
    """Yield what is to be written: sources, derivations, claims, withdrawals."""
    nowhere = Place("", None)
    return chain(
        (("source", place, source) for place, source in settled.sources),
        (("derivation", place, pair) for place, pair in settled.derivations),
        (("claim", *unpacked_claim(packed)) for packed in settled.claims),
        (("withdraw", nowhere, id) for id in gone),
    )


def _read_ahead(queue: Iterator[_Entry]) -> Iterator[_Entry]:
    """Read what can be read of a claim alone, which is remembered."""
    for entry in queue:
        if entry[0] == "claim":
            read_words(entry[2])
        yield entry


def _look_up(store: Store, label: str, id: str) -> tuple[str | None, str | None]:
    found = described(store, label, [id]).get(id)
    return (found.kind, found.country) if found else (None, None)


def _check(options: ImportOptions) -> None:
    if options.complete and not options.correct:
        raise InvalidParameter("--complete", "--complete only together with --correct")
    if options.complete and options.quarantine is not None:
        raise InvalidParameter("--complete", "--complete without --quarantine: a row put aside would count as gone")
    if options.dataset and not is_id(f"{options.dataset}:x"):
        raise InvalidParameter("--dataset", "ASCII letters, digits and ._-")
    if options.mapping is not None and options.as_ is not None:
        raise InvalidParameter("--mapping", "--mapping without --as: the mapping says how the files are read")
    format = format_named(options.as_) if options.as_ is not None else None
    if options.as_ is not None and (format is None or format.read is None):
        raise InvalidParameter("--as", ", ".join(each.name for each in FORMATS if each.read is not None))


def _in_order(paths: Sequence[Path], options: ImportOptions) -> list[tuple[_Read, Path]]:
    """Return the paths with their readers: single tables in the order of a data set, whatever the order given."""
    mapping = read_mapping(options.mapping) if options.mapping is not None else None
    mapped = partial(read_with_mapping, mapping=mapping, graphs=FORMATS) if mapping is not None else None
    found: list[tuple[_Read, Path]] = []
    for path in (part for each in paths for part in parts_of(each) or [each]):
        if not path.exists():
            raise InvalidDocument(str(path), None, None, "not_found", "there is no such file or folder")
        if mapped is not None and not path.is_dir():
            found.append((lambda path, dataset: mapped(path, dataset=dataset), path))
            continue
        format = format_named(options.as_) if options.as_ is not None else format_of(path)
        if format is None or format.read is None:
            known = "; ".join(f"{each.name}: {each.doc}" for each in FORMATS if each.read is not None)
            allowed = f"{known}; any other table with --mapping (kintrace map-start makes a first one)"
            raise InvalidDocument(str(path), None, None, "unknown_format", "is of no known format", allowed)
        found.append((format.read, path))
    order = list(TABLES)
    return sorted(found, key=lambda each: order.index(each[1].stem) if each[1].stem in order else -1)
