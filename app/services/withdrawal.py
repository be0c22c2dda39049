"""Claims and sources are withdrawn, brought back and erased; what rested on them goes and comes with them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from app.domain.identifiers import is_id
from app.errors import Conflict, InvalidParameter, NotFound
from app.evidence.projection import Change
from app.services.effects import Effects
from app.services.value_changes import Values, value_changes
from app.store.base import Batch, Store
from app.store.lookups import ClaimOnRecord, claims_of_sources, claims_on_record, derived_sources

_CLAIM_ID = re.compile(r"[a-z2-7]{26}")
#: Reason of a claim that was withdrawn only because its source was; such claims come back with the source.
_WITH_SOURCE = "source withdrawn"
_MOST_CLAIMS = 5_000
_REFUSALS = {
    "erased_claim": "its erasure: nothing of it is left",
    "conflict": "another claim that stands on the same row, source and citation",
    "withdrawn_source": "the withdrawal of its source",
}
_LOOK = "Look at the claim, its source and what replaced it"
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class WithdrawalReport:
    """What was withdrawn or brought back, and what that changed in the graph.

    Attributes
    ----------
    target, kind : str
        The id given, and whether it is a ``source`` or a ``claim``.
    claims : list of str
        Ids of the claims concerned.
    nodes, events, ties : list of str
        What falls (of a withdrawal) or appears (of bringing back), as keys.
    changed : list of str
        What stays with other values.
    values : dict of str to list
        Which values change at the first of these keys, as :func:`value_changes` returns them.
    derived_sources : list of str
        Sources that repeat the one withdrawn; they are listed, not withdrawn.
    answers : dict or None
        Of a dry run: links, handover paths and statuses that would change, as :class:`Effects` returns them.
    """

    target: str
    kind: str
    claims: list[str]
    nodes: list[str] = field(default_factory=list)
    events: list[str] = field(default_factory=list)
    ties: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    values: dict[str, Values] = field(default_factory=dict)
    derived_sources: list[str] = field(default_factory=list)
    answers: dict[str, Any] | None = None
    dry_run: bool = False
    data_version: int | None = None

    def to_dict(self) -> dict[str, Any]:
        """Return the report as JSON shows it."""
        return {name: getattr(self, name) for name in self.__slots__}


class Withdrawal:
    """Takes claims out of the graph and puts them back.

    Parameters
    ----------
    store : Store
    effects : Effects, optional
        Tells what a dry run would do to the answers.
    """

    def __init__(self, store: Store, effects: Effects | None = None) -> None:
        self._store = store
        self._effects = effects

    def withdraw(
        self, target: str, because: str, *, dry_run: bool, mark: str, answers: bool = True
    ) -> WithdrawalReport:
        """Withdraw a source with all its claims, or one claim.

        Parameters
        ----------
        target : str
            Id of a source or a claim.
        because : str
            The reason, kept with the claims.
        dry_run : bool
            Only tell what would fall.
        mark : str
            Mark of the transaction.
        answers : bool
            With ``dry_run``, also how the answers would change: O(all claims).

        Returns
        -------
        WithdrawalReport

        Raises
        ------
        NotFound
            Nothing has this id.
        """
        kind, claims = self._claims_of(target)
        standing = [one.id for one in claims if not one.withdrawn]
        reason = because or "no reason given"
        if kind == "source":
            told = f"{_WITH_SOURCE}: {reason}"
            batch = Batch(mark, withdraw=tuple((id, told) for id in standing), withdraw_sources=((target, reason),))
        else:
            batch = Batch(mark, withdraw=tuple((id, reason) for id in standing))
        return self._apply(batch, target, kind, standing, dry_run=dry_run, answers=answers)

    def reinstate(self, target: str, *, dry_run: bool, mark: str) -> WithdrawalReport:
        """Bring back a claim, or a source with the claims that were withdrawn with it.

        Parameters
        ----------
        target : str
            Id of a source or a claim.
        dry_run : bool
            Only tell what would appear.
        mark : str
            Mark of the transaction.

        Returns
        -------
        WithdrawalReport

        Raises
        ------
        NotFound
            Nothing has this id.
        Conflict
            A claim was erased, its source is withdrawn, or its row has other content on record now.
        """
        kind, claims = self._claims_of(target)
        if kind == "source":
            back = [one.id for one in claims if one.withdrawn and one.because.startswith(_WITH_SOURCE)]
            batch = Batch(mark, reinstate=tuple(back), reinstate_sources=(target,))
        else:
            back = [one.id for one in claims if one.withdrawn]
            batch = Batch(mark, reinstate=tuple(back))
        return self._apply(batch, target, kind, back, dry_run=dry_run)

    def erase(self, target: str, because: str) -> dict[str, Any]:
        """Delete statement, quote and citation of a withdrawn claim, or of all withdrawn claims of a source.

        Parameters
        ----------
        target : str
        because : str

        Returns
        -------
        dict
            ``target, kind, erased``: how many lost their content now.

        Raises
        ------
        NotFound
            Nothing has this id.
        Conflict
            The claim is not withdrawn.
        """
        kind, claims = self._claims_of(target)
        withdrawn = [one.id for one in claims if one.withdrawn]
        if not withdrawn:
            raise Conflict(f"erasing {target}", "its claims that stand", "Withdraw first: kintrace withdraw")
        erased = sum(self._store.erase(part, because or "no reason given") for part in _parts(withdrawn))
        return {"target": target, "kind": kind, "erased": erased}

    def _claims_of(self, target: str) -> tuple[str, list[ClaimOnRecord]]:
        if is_id(target):
            if not self._store.sources([target]):
                raise NotFound("source", target, "The sources are listed by: kintrace query records.sources")
            return "source", claims_of_sources(self._store, [target])
        if not _CLAIM_ID.fullmatch(target):
            raise InvalidParameter(
                "target", "the id of a source (dataset:local) or of a claim (26 characters a-z, 2-7)"
            )
        found = claims_on_record(self._store, [target])
        if not found:
            raise NotFound("claim", target)
        return "claim", list(found.values())

    def _apply(
        self, batch: Batch, target: str, kind: str, claims: list[str], *, dry_run: bool, answers: bool = False
    ) -> WithdrawalReport:
        """Preview the whole change, then write it in transactions of at most 5,000 claims."""
        preview, change = self._store.preview(batch)
        for refusal in preview.refused:
            raise Conflict(f"bringing back claim {refusal.what}", _REFUSALS.get(refusal.code, refusal.code), _LOOK)
        values = self._values(batch, change)
        version = None
        if not dry_run:
            parts = list(_batches(batch))
            if len(parts) > 1:
                self._store.set_in_progress(f"{batch.id}: {len(claims):,} claims")
            for part in parts:
                version = self._store.record(part).data_version
            if len(parts) > 1:
                self._store.set_in_progress("")
        touched = change.falls or change.appears
        return WithdrawalReport(
            target=target,
            kind=kind,
            claims=claims,
            nodes=[key for key in touched if "->" not in key and not key.startswith("Event/")],
            events=[key for key in touched if "->" not in key and key.startswith("Event/")],
            ties=[key for key in touched if "->" in key],
            changed=list(change.changes),
            values=values,
            derived_sources=derived_sources(self._store, target) if kind == "source" else [],
            answers=self._answers(batch, change) if dry_run and answers else None,
            dry_run=dry_run,
            data_version=version,
        )

    def _values(self, batch: Batch, change: Change) -> dict[str, Values]:
        if len(batch.reinstate) > _MOST_CLAIMS:
            return {}
        back = self._store.claims(ids=batch.reinstate) if batch.reinstate else ()
        more = [replace(claim, withdrawn_at=None) for claim in back]
        return value_changes(self._store, change, gone={id for id, _ in batch.withdraw}, more=more)

    def _answers(self, batch: Batch, change: Change) -> dict[str, Any] | None:
        if self._effects is None or not batch.withdraw:
            return None
        touched = " ".join((*change.falls, *change.changes)).split()
        persons = {key.removeprefix("Person/") for key in touched if key.startswith("Person/")}
        return self._effects.without([id for id, _ in batch.withdraw], persons)


def _batches(batch: Batch) -> list[Batch]:
    """Return a batch in parts; the mark on the source comes with the first, so that nothing new comes in meanwhile."""
    withdraw, reinstate = _parts(batch.withdraw), _parts(batch.reinstate)
    parts = [Batch(f"{batch.id}-{n}", withdraw=tuple(part)) for n, part in enumerate(withdraw)]
    parts += [Batch(f"{batch.id}-{n}", reinstate=tuple(part)) for n, part in enumerate(reinstate)]
    first = parts[0] if parts else Batch(batch.id)
    marked = Batch(
        first.id,
        withdraw=first.withdraw,
        reinstate=first.reinstate,
        withdraw_sources=batch.withdraw_sources,
        reinstate_sources=batch.reinstate_sources,
    )
    return [marked, *parts[1:]]


def _parts(values: Sequence[T]) -> list[Sequence[T]]:
    return [values[start : start + _MOST_CLAIMS] for start in range(0, len(values), _MOST_CLAIMS)]
