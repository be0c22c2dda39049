"""Which values of records and ties change with some claims: from what, to what."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from app.domain.claims import Claim, ClaimKind, Source
from app.evidence.folding import Properties
from app.evidence.identity import ends_of
from app.evidence.keys import NodeKey, records_of
from app.evidence.projection import Change, project
from app.store.base import Store
from app.store.lookups import JUDGEMENTS_OF, claims_around

#: So many keys of each kind of change are looked at, in their order.
MOST_KEYS = 40
_MOST_CLAIMS = 5_000
_MOST_JOINED_STEPS = 20
#: What follows from other values, or is only there to be found by.
_NOT_SHOWN = frozenset({"id", "search_text", "match_keys", "name_script", "steps", "category", "reason_class"})
_BOUNDS = ("_earliest", "_latest", "_approximate", "_uncertain")
Values = list[dict[str, Any]]


def value_changes(
    store: Store,
    change: Change,
    *,
    gone: Collection[str] = (),
    more: Iterable[Claim] = (),
    sources: Iterable[Source] = (),
) -> dict[str, Values]:
    """Return which values change at the keys of a change.

    Parameters
    ----------
    store : Store
        As it is before the change; only read.
    change : Change
        As the store previewed it.
    gone : collection of str
        Ids of the claims that are withdrawn.
    more : iterable of Claim
        Claims that are added or brought back.
    sources : iterable of Source
        New sources that they name.

    Returns
    -------
    dict of str to list
        For the first 40 keys each that fall, appear or change: ``name, before, after`` of each value that differs; None
        where there is none. Of claims and contradictions the lists. A key whose claims could not all be read is left
        out.

    Notes
    -----
    The claims around these keys are projected without and with the change: O(claims around them), at most 5,000.
    """
    keys = [key for part in (change.falls, change.appears, change.changes) for key in islice(part, MOST_KEYS)]
    new = {claim.id: claim for claim in more}
    standing = _standing(store, keys, new.values())
    if standing is None:
        return {}
    pairs = store.derivations()
    wanted = {claim.source for claim in (*standing, *new.values())} | {id for pair in pairs for id in pair}
    known = {each.id: each for each in (*store.sources(sorted(wanted)), *sources)}
    left = [claim for claim in standing if claim.id not in gone and claim.id not in new]
    before, after = (project(claims, known.values(), pairs).by_text() for claims in (standing, [*left, *new.values()]))
    return {
        key: list(_differences(before.get(key, {}), after.get(key, {})))
        for key in keys
        if _fits(key, key in before, key in after, change)
    }


def _fits(key: str, before: bool, after: bool, change: Change) -> bool:
    """Say whether a key stands without and with the change as the store found; a node may stand for its ties alone."""
    if key in change.changes:
        return before and after if "->" in key else before or after
    return (before, after) == (key in change.falls, key in change.appears)


def _standing(store: Store, keys: Sequence[str], new: Iterable[Claim]) -> list[Claim] | None:
    """Return the accepted claims at some keys with the judgements that join their records; None for too many."""
    ends = {end.partition("/")[2] for key in keys for end in key.split() if "/" in end}
    ids = claims_around(store, sorted(ends), _MOST_CLAIMS)
    if len(ids) >= _MOST_CLAIMS:
        return None
    found = {claim.id: claim for claim in store.claims(ids=ids)}
    seen: set[str] = set()
    named = ends | {key.id for claim in (*found.values(), *new) for key in named_records(claim)}
    for _ in range(_MOST_JOINED_STEPS):
        fresh = sorted(named - seen)
        if not fresh:
            break
        seen |= named
        rows = store.run(JUDGEMENTS_OF, {"ids": fresh, "most": _MOST_CLAIMS})
        judgements = list(store.claims(ids=[row["id"] for row in rows if row["id"] not in found])) if rows else []
        found |= {claim.id: claim for claim in judgements}
        named |= {key.id for claim in judgements for key in named_records(claim)}
    return [claim for claim in found.values() if claim.withdrawn_at is None]


def named_records(claim: Claim) -> set[NodeKey]:
    """Return every record that a claim mentions, the two of a judgement as well."""
    return set(ends_of(claim)) if claim.kind == ClaimKind.IDENTITY else records_of(claim)


def _differences(before: Properties, after: Properties) -> Iterator[dict[str, Any]]:
    """Yield the values that differ; bounds of a date only where its text is the same."""
    for name in sorted(before.keys() | after.keys()):
        old, new = before.get(name), after.get(name)
        text = next((name.removesuffix(end) for end in _BOUNDS if name.endswith(end)), name)
        follows = text != name and before.get(text) != after.get(text)
        if old != new and name not in _NOT_SHOWN and not follows:
            yield {"name": name, "before": old, "after": new}
