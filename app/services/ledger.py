"""Files become claims; claims are withdrawn, brought back, erased. The one way in which data change."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from app.domain.claims import Claim, ClaimKind
from app.domain.rows import to_cells
from app.domain.tables import TABLES
from app.services.effects import Effects
from app.services.foresight import Foresight
from app.services.import_report import ImportReport
from app.services.importing import Import, ImportOptions
from app.services.intake import Progress
from app.services.withdrawal import Withdrawal
from app.store.base import Store
from app.store.lookups import counts


def _silent(words: str, done: int, total: int | None) -> None:
    """Progress that nobody watches."""


class Ledger:
    """Records, withdraws and erases claims.

    Parameters
    ----------
    store : Store
    clock : callable
        Gives the time now, with its zone.
    user : str
        Written beside what is recorded.
    effects : Effects, optional
        Tells what the dry run of a withdrawal would do to the answers.
    """

    def __init__(self, store: Store, clock: Callable[[], datetime], user: str, effects: Effects | None = None) -> None:
        self._store = store
        self._clock = clock
        self._user = user
        self._withdrawal = Withdrawal(store, effects)
        self._foresight = Foresight(store, effects)

    def import_paths(
        self, paths: Sequence[Path], options: ImportOptions | None = None, progress: Progress = _silent
    ) -> ImportReport:
        """Import files.

        Parameters
        ----------
        paths : sequence of Path
            Files and folders of known formats.
        options : ImportOptions, optional
        progress : callable
            Told what is being done, how much is done and how much there is (None: not known).

        Returns
        -------
        ImportReport
            Nothing was written when it has problems, unless they were put into quarantine.

        Raises
        ------
        InvalidDocument
            A path is missing, of no known format, or cannot be read.
        InvalidParameter
            Options that do not go together.
        TooLarge
            More rows than are allowed at once.
        StoreError
            The database could not be reached; what was recorded before stays, and importing again goes on from there.

        Notes
        -----
        Files are read once. All rows are checked and compared with what is on record before the first is written, so a
        dry run and the real run do the same up to there. Rows are counted as they are read and, apart from that, as
        they are recorded; a difference is an internal error.
        """
        return Import(self._store, options or ImportOptions(), self._clock(), self._user, progress).run(paths)

    def withdraw(
        self, target: str, because: str = "", *, dry_run: bool = False, answers: bool = True
    ) -> dict[str, Any]:
        """Withdraw a source with all its claims, or one claim, as :meth:`Withdrawal.withdraw` does."""
        mark = self._mark("withdraw")
        return self._withdrawal.withdraw(target, because, dry_run=dry_run, mark=mark, answers=answers).to_dict()

    def reinstate(self, target: str, *, dry_run: bool = False) -> dict[str, Any]:
        """Bring back a source or a claim, as :meth:`Withdrawal.reinstate` does."""
        return self._withdrawal.reinstate(target, dry_run=dry_run, mark=self._mark("reinstate")).to_dict()

    def erase(self, target: str, because: str = "") -> dict[str, Any]:
        """Delete the content of withdrawn claims, as :meth:`Withdrawal.erase` does."""
        return self._withdrawal.erase(target, because)

    def foresee(self, rows: Sequence[tuple[str, dict[str, str]]], *, answers: bool = False) -> dict[str, Any]:
        """Return what rows that a dry run found right would do, as :meth:`Foresight.of` does."""
        return self._foresight.of(rows, self._clock().date(), answers=answers)

    def counts(self) -> dict[str, int]:
        """Return how many records of each kind are on record."""
        return counts(self._store)

    def rows(
        self, source: str | None = None, claims: Collection[str] | None = None
    ) -> list[tuple[str, dict[str, str]]]:
        """Return what is on record as rows of tables, to be imported elsewhere with the same claims.

        Parameters
        ----------
        source : str, optional
            Only this source and its claims.
        claims : collection of str, optional
            Only these claims and their sources, and the judgements between records that they describe.

        Returns
        -------
        list of (table, cells)
            In the order of the tables, then of the cells. Withdrawn claims are left out.
        """
        standing = [
            one for one in self._store.claims(source=source) if one.withdrawn_at is None and one.table in TABLES
        ]
        sources = self._store.sources([source] if source else None)
        if claims is not None:
            standing = with_judgements(standing, claims)
            named = {claim.source for claim in standing}
            sources = [each for each in sources if each.id in named]
        held = {each.id for each in sources}
        found = [("sources", {name: getattr(each, name) for name in each.__slots__}) for each in sources]
        found += [
            ("derivations", {"source_id": a, "from_source_id": b})
            for a, b in self._store.derivations()
            if {a, b} <= held
        ]
        found += [(claim.table, to_cells(claim)) for claim in standing]
        order = {name: place for place, name in enumerate(TABLES)}
        return sorted(found, key=lambda row: (order[row[0]], sorted(row[1].items())))

    def _mark(self, what: str) -> str:
        return f"{what}-{self._clock().astimezone(UTC):%Y%m%dT%H%M%S%f}"


def with_judgements(standing: Sequence[Claim], ids: Collection[str]) -> list[Claim]:
    """Return the claims of these ids, and the judgements whose two records they describe.

    Parameters
    ----------
    standing : sequence of Claim
    ids : collection of str

    Returns
    -------
    list of Claim
    """
    kept = [claim for claim in standing if claim.id in ids]
    described = {claim.statement["id"] for claim in kept if "id" in claim.statement}
    return kept + [
        claim
        for claim in standing
        if claim.kind == ClaimKind.IDENTITY
        and claim.id not in ids
        and {claim.statement["record_a"], claim.statement["record_b"]} <= described
    ]
