"""Persons and ties as columns: what kinship is built of when a whole country is read, without an object for each."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from app.domain.kin_types import KinPerson, KinTie


@dataclass(frozen=True, slots=True)
class PersonRows:
    """Persons as columns of one length; row n of each is one person.

    Attributes
    ----------
    ids : sequence of str
    sexes : sequence of (str or None)
    birth_earliest, birth_latest : sequence of (int or None)
        Bounds of the day of birth as proleptic Gregorian ordinals; None: open.
    """

    ids: Sequence[str]
    sexes: Sequence[str | None]
    birth_earliest: Sequence[int | None]
    birth_latest: Sequence[int | None]

    @classmethod
    def of(cls, persons: Iterable[KinPerson]) -> "PersonRows":
        """Return the columns of some persons; of several with one id the last stands."""
        listed = list({person.id: person for person in persons}.values())
        return cls(
            [person.id for person in listed],
            [person.sex for person in listed],
            [person.birth_earliest for person in listed],
            [person.birth_latest for person in listed],
        )


class ClaimRows(Protocol):
    """The claims of ties by row; a column may read them only when they are asked for."""

    def __getitem__(self, row: int, /) -> tuple[str, ...]:
        """Return the ids of the claims of one tie."""
        ...


@dataclass(frozen=True, slots=True)
class TieRows:
    """Ties as columns of one length; row n of each is one tie. The columns are those of :class:`KinTie`.

    Attributes
    ----------
    kinds, a, b, natures, terms, untils, grades : sequence of str
    sources : sequence of int
        Independent sources.
    claims : ClaimRows
        Ids of claims.
    """

    kinds: Sequence[str]
    a: Sequence[str]
    b: Sequence[str]
    natures: Sequence[str]
    terms: Sequence[str]
    untils: Sequence[str]
    grades: Sequence[str]
    sources: Sequence[int]
    claims: ClaimRows

    @classmethod
    def of(cls, ties: Iterable[KinTie]) -> "TieRows":
        """Return the columns of some ties."""
        listed = list(ties)
        return cls(
            [tie.kind for tie in listed],
            [tie.a for tie in listed],
            [tie.b for tie in listed],
            [tie.nature for tie in listed],
            [tie.term for tie in listed],
            [tie.until for tie in listed],
            [tie.grade for tie in listed],
            [tie.independent_sources for tie in listed],
            [tie.claims for tie in listed],
        )

    def tie(self, row: int) -> KinTie:
        """Return one tie."""
        return KinTie(
            self.kinds[row],
            self.a[row],
            self.b[row],
            self.natures[row],
            self.terms[row],
            self.untils[row],
            self.claims[row],
            self.grades[row],
            self.sources[row],
        )
