"""How claims are weighed against each other: grades, independent sources, days on which they were told."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from app.domain.claims import GRADE_RANK, INVENTED, Claim, Source, canonical_json, decides
from app.domain.dates import DateRefused, read_date


@dataclass(frozen=True, slots=True)
class Standing:
    """What a source lends to its claims.

    Attributes
    ----------
    group : str
        Smallest id of the sources that it is not independent of.
    told_latest : date or None
        Last possible day on which it was told; nothing later can have been known.
    said_latest : date or None
        The same, or the last possible day of publication: the later word wins.
    invented : bool
    """

    group: str
    told_latest: date | None = None
    said_latest: date | None = None
    invented: bool = False


@dataclass(frozen=True, slots=True)
class Weighed:
    """A claim with the standing of its source."""

    claim: Claim
    standing: Standing


@lru_cache(maxsize=65_536)
def _last_day(text: str) -> date | None:
    try:
        return read_date(text).latest
    except DateRefused:
        return None


def standing_of(source: Source, group: str) -> Standing:
    """Return the standing of a source within its group of dependent sources."""
    told = _last_day(source.told_on) if source.told_on else None
    said = told or (_last_day(source.published) if source.published else None)
    return Standing(group, told, said, source.kind == INVENTED)


def dependent_groups(sources: Iterable[Source], derivations: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Join sources that are not independent.

    Two sources are joined when one repeats the other, both repeat a third, or they share a witness.

    Parameters
    ----------
    sources : iterable of Source
    derivations : iterable of (str, str)
        (source, source that it repeats).

    Returns
    -------
    dict of str to str
        Source id to the smallest id of its group.

    Notes
    -----
    Connected components; O(sources + derivations). Joining over a third source is transitive: a chain of repeats
    counts once.

    Examples
    --------
    >>> two = [Source("a:1", witness="w"), Source("a:2", witness="w"), Source("a:3")]
    >>> dependent_groups(two, [])
    {'a:1': 'a:1', 'a:2': 'a:1', 'a:3': 'a:3'}
    """
    forest = Forest()
    by_witness: dict[str, str] = {}
    for source in sources:
        forest.find(source.id)
        if source.witness:
            forest.join(source.id, by_witness.setdefault(source.witness, source.id))
    for repeats, repeated in derivations:
        forest.join(repeats, repeated)
    return {member: forest.find(member) for member in forest.members()}


class Forest:
    """Disjoint groups whose name is their smallest member."""

    def __init__(self) -> None:
        self._up: dict[Any, Any] = {}

    def find(self, member: Any) -> Any:
        """Return the smallest member of the group of a member, which is added when new."""
        root = self._up.setdefault(member, member)
        while self._up[root] != root:
            root = self._up[root]
        while self._up[member] != root:
            self._up[member], member = root, self._up[member]
        return root

    def join(self, a: Any, b: Any) -> None:
        """Make one group of two."""
        first, second = sorted((self.find(a), self.find(b)))
        self._up[second] = first

    def members(self) -> list[Any]:
        """Return all members, in the order in which they were added."""
        return list(self._up)


def independent_sources(weighed: Iterable[Weighed]) -> int:
    """Return the number of independent sources behind some claims."""
    return len({each.standing.group for each in weighed})


def best_grade(weighed: Iterable[Weighed]) -> str:
    """Return the best grade among some claims; at least one is needed."""
    grades = {each.claim.grade for each in weighed}
    return grades.pop() if len(grades) == 1 else min(grades, key=GRADE_RANK.__getitem__)


def deciding(weighed: list[Weighed]) -> list[Weighed]:
    """Return the claims that decide; the weaker ones only where there are no others."""
    if len(weighed) == 1:
        return weighed
    strong = [each for each in weighed if decides(each.claim.grade)]
    return strong or weighed


def winner(candidates: Mapping[str, list[Weighed]]) -> str:
    """Return the key of the value that is shown when claims differ.

    The rule: highest grade, then more independent sources, then latest told (else published) day, then smallest
    claim id.

    Parameters
    ----------
    candidates : mapping of str to list of Weighed
        Value, as canonical text, to the claims that give it.
    """
    return min(candidates, key=lambda value: _precedence(candidates[value]))


def _precedence(supporters: list[Weighed]) -> tuple[int, int, int, str]:
    said = max((each.standing.said_latest.toordinal() for each in supporters if each.standing.said_latest), default=0)
    return (
        GRADE_RANK[best_grade(supporters)],
        -independent_sources(supporters),
        -said,
        min(each.claim.id for each in supporters),
    )


def by_value(pairs: Iterable[tuple[Any, Weighed]]) -> tuple[dict[str, list[Weighed]], dict[str, Any]]:
    """Group claims by the value that they give.

    Parameters
    ----------
    pairs : iterable of (value, Weighed)

    Returns
    -------
    supporters : dict of str to list of Weighed
    values : dict of str to Any
        The values themselves, by the same canonical text.
    """
    supporters: dict[str, list[Weighed]] = {}
    values: dict[str, Any] = {}
    for value, each in pairs:
        text = canonical_json(value)
        supporters.setdefault(text, []).append(each)
        values[text] = value
    return supporters, values
