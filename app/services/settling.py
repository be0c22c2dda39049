"""The second step of an import: each right row is new, on record, or in conflict; nothing is written here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, NamedTuple

from app.domain.cells import Problem
from app.domain.claims import Claim, Source, Tier, packed, unpacked
from app.domain.garbage import collect_new
from app.domain.rows import Checked, to_claim, to_source
from app.evidence.keys import stated_ties
from app.services.import_report import ImportReport, Place
from app.services.intake import Placed
from app.services.row_warnings import RowWarnings
from app.services.spool import Spool
from app.services.standing import Standing, Stands
from app.services.tally import Tally
from app.store.base import Reader
from app.store.lookups import ClaimOnRecord, claims_on_record, rows_on_record, sources_on_record

_CHUNK = 5_000
_WIDTH = {tier.value: width for width, tier in enumerate(Tier)}


@dataclass(frozen=True, slots=True)
class Mark:
    """What is written beside every claim of one import."""

    batch: str
    at: str
    by: str


@dataclass
class Settled:
    """What an import would write.

    Attributes
    ----------
    sources, derivations : list of (Place, value)
        New or corrected ones.
    claims : Spool
        New claims with their places.
    replaced : set of str
        Ids of claims on record that corrections replace.
    standing : Standing
        All claims that the files hold.
    source_ids : set of str
        Sources that the files describe or name.
    """

    sources: list[tuple[Place, Source]] = field(default_factory=list)
    derivations: list[tuple[Place, tuple[str, str]]] = field(default_factory=list)
    claims: Spool = field(default_factory=Spool)
    replaced: set[str] = field(default_factory=set)
    standing: Standing = field(default_factory=Standing)
    source_ids: set[str] = field(default_factory=set)

    def __len__(self) -> int:
        return len(self.sources) + len(self.derivations) + len(self.claims)


class _Candidate(NamedTuple):
    """A right row as a claim, with its (table, row, source, citation) key."""

    place: Place
    checked: Checked
    claim: Claim
    key: str


class Settling:
    """Settles rows against each other and against the store.

    Parameters
    ----------
    reader : Reader
    report : ImportReport
        Unchanged and rejected rows are counted in it.
    mark : Mark
    correct : bool
        Rows with other content replace what is on record.
    rejected : Spool or None
        Takes rejected rows when they are to be put aside.
    """

    def __init__(
        self, reader: Reader, report: ImportReport, mark: Mark, *, correct: bool, rejected: Spool | None
    ) -> None:
        self._reader = reader
        self._report = report
        self._mark = mark
        self._correct = correct
        self._rejected = rejected
        self._sources: dict[str, Source] = {}
        self._stored: dict[str, Source] = {}
        self._withdrawn: set[str] = set()
        self._asked: set[str] = set()
        self.tally = Tally()
        self.warnings = RowWarnings(reader, report.warnings, self.tally)
        self.result = Settled()

    def settle(self, about_sources: Iterable[Placed], claims: Iterator[Placed]) -> Settled:
        """Settle all rows of an import.

        Parameters
        ----------
        about_sources : iterable of (Place, Checked)
            The rows of sources and derivations; they are settled first.
        claims : iterator of (Place, Checked)
            The rows of all other tables.

        Returns
        -------
        Settled
        """
        rows = list(about_sources)
        self._settle_sources([row for row in rows if row[1].table == "sources"])
        self._settle_derivations([row for row in rows if row[1].table != "sources"])
        while self._settle_claims(list(islice(claims, _CHUNK))):
            collect_new()
        self.warnings.finish()
        return self.result

    def _settle_sources(self, rows: Sequence[tuple[Place, Checked]]) -> None:
        self._ask(checked.statement["id"] for _, checked in rows)
        for place, checked in rows:
            source = to_source(checked)
            known, stored = self._sources.get(source.id), self._stored.get(source.id)
            if known is not None and known != source:
                self._refuse(place, checked, _conflict("id", f"another row describes the source {source.id} otherwise"))
                continue
            if known is None and stored is not None and stored != source and not self._correct:
                self._refuse(place, checked, _conflict("id", f"the source {source.id} is on record with other content"))
                continue
            if known is not None or stored == source:
                self._report.unchanged += 1
            else:
                self.result.sources.append((place, source))
            self._sources[source.id] = source
        self.tally.add_sources(self._sources)
        self.result.source_ids.update(self._sources)

    def _settle_derivations(self, rows: Sequence[tuple[Place, Checked]]) -> None:
        self._ask(end for _, checked in rows for end in _pair(checked))
        on_record = set(self._reader.derivations()) if rows else set()
        seen: set[tuple[str, str]] = set()
        for place, checked in rows:
            pair = _pair(checked)
            missing = [
                name for name, id in zip(("source_id", "from_source_id"), pair, strict=True) if not self._knows(id)
            ]
            if missing:
                self._refuse(place, checked, _unknown_source(missing[0]))
            elif pair in seen or pair in on_record:
                self._report.unchanged += 1
            else:
                self.result.derivations.append((place, pair))
            if not missing:
                seen.add(pair)
        self.tally.add_derivations(seen)

    def _settle_claims(self, chunk: Sequence[tuple[Place, Checked]]) -> int:
        """Settle some rows and return how many they were."""
        self._ask(checked.origin["source_id"] for _, checked in chunk)
        candidates: list[_Candidate] = []
        for place, checked in chunk:
            problem = self._source_problem(checked)
            if problem is not None:
                self._refuse(place, checked, problem)
                continue
            source = self._source(checked.origin["source_id"])
            claim = to_claim(checked, source.tier, batch=self._mark.batch, at=self._mark.at, by=self._mark.by)
            candidates.append(_Candidate(place, checked, claim, claim.conflict_key()))
        stored = [one for one in candidates if one.claim.source in self._stored]
        known = claims_on_record(self._reader, (one.claim.id for one in stored))
        taken = rows_on_record(self._reader, (one.key for one in stored if one.claim.id not in known))
        standing = self.result.standing.among(one.key for one in candidates)
        new: dict[str, Stands] = {}
        for one in candidates:
            first = standing.get(one.key) or new.get(one.key)
            problem = self._claim_problem(one, first, known, taken)
            if problem is not None:
                self._refuse(one.place, one.checked, problem)
                continue
            self._accept(one, known.get(one.claim.id), taken, is_first=first is None)
            if first is None:
                new[one.key] = (one.claim.id, one.place)
        self.result.standing.add(new)
        return len(chunk)

    def _claim_problem(
        self, one: _Candidate, first: Stands | None, known: Mapping[str, ClaimOnRecord], taken: Mapping[str, str]
    ) -> Problem | None:
        """Return why a claim cannot come in beside those of earlier rows and those on record."""
        if first is not None:
            where = f"row {first[1].row} of {first[1].file} has the same key, source and citation, but says otherwise"
            return None if first[0] == one.claim.id else _conflict("", where)
        if one.claim.id in known:
            return None
        if one.claim.source in self._withdrawn:
            return Problem(
                "source_id", "withdrawn_source", "the source is withdrawn", "kintrace reinstate, or another source"
            )
        if one.key in taken and not self._correct:
            there = f"claim {taken[one.key]} has the same key, source and citation, but says otherwise"
            return _conflict("", there)
        return None

    def _accept(
        self, one: _Candidate, on_record: ClaimOnRecord | None, taken: Mapping[str, str], *, is_first: bool
    ) -> None:
        claim = one.claim
        ties = stated_ties(claim)
        self.tally.add(claim, ties)
        self.result.source_ids.add(claim.source)
        if is_first and on_record is None:
            self.result.claims.append([*one.place, *packed(claim)])
            if one.key in taken:
                self.result.replaced.add(taken[one.key])
        else:
            self._report.unchanged += 1
        if on_record is not None and on_record.withdrawn:
            reason = f"claim {claim.id} was withdrawn and stays so"
            remedy = "kintrace reinstate brings it back"
            self._report.warnings.add(one.place, Problem("", "withdrawn_earlier", reason, remedy))
        else:
            self.warnings.take(one.place, claim, ties)

    def _source_problem(self, checked: Checked) -> Problem | None:
        source_id, tier = checked.origin["source_id"], checked.origin.get("tier")
        if not self._knows(source_id):
            return _unknown_source("source_id")
        widest = self._source(source_id).tier
        if tier is not None and _WIDTH[tier] > _WIDTH[widest]:
            allowed = ", ".join(name for name, width in _WIDTH.items() if width <= _WIDTH[widest])
            return Problem("tier", "wider_than_source", "is wider than the tier of its source", allowed)
        return None

    def _ask(self, ids: Iterable[str]) -> None:
        """Read the sources on record among some ids, each once."""
        new = set(ids) - self._asked
        if new:
            sources, withdrawn = sources_on_record(self._reader, new)
            self._stored |= sources
            self._withdrawn |= withdrawn
            self._asked |= new

    def _knows(self, id: str) -> bool:
        return id in self._sources or id in self._stored

    def _source(self, id: str) -> Source:
        return self._sources.get(id) or self._stored[id]

    def _refuse(self, place: Place, checked: Checked, problem: Problem) -> None:
        self._report.rejected += 1
        self._report.problems.add(place, problem)
        if self._rejected is not None:
            cells = {
                name: "|".join(value) if isinstance(value, list) else str(value)
                for name, value in checked.statement.items()
            }
            self._rejected.append([*place, checked.table, cells | checked.origin])


def unpacked_claim(row: list[Any]) -> tuple[Place, Claim]:
    """Return a new claim with its place, from the spool of :class:`Settled`."""
    file, number, *values = row
    return Place(file, number), unpacked(values)


def _pair(checked: Checked) -> tuple[str, str]:
    return checked.statement["source_id"], checked.statement["from_source_id"]


def _conflict(column: str, reason: str) -> Problem:
    return Problem(
        column, "conflict", reason, "the same content, another citation, or --correct to replace what is on record"
    )


def _unknown_source(column: str) -> Problem:
    remedy = "the id of a source in sources.csv, or on record"
    return Problem(column, "unknown_source", "no row and no record describes this source", remedy)
