"""Single steps of the kinship net: from a child to a parent, between spouses, and the ties that they rest on."""

from collections.abc import Iterable
from dataclasses import dataclass

from app.domain.claims import GRADE_RANK
from app.domain.kin_types import PLAIN_NATURES, KinTie

ADOPTIVE, FOSTER = 1, 2
_BITS = {"adoptive": ADOPTIVE, "foster": FOSTER}
TieOrder = tuple[str, str, str, str, str, str, tuple[str, ...]]


@dataclass(slots=True)
class ParentStep:
    """One step from a child to a parent.

    Attributes
    ----------
    bits : int
        0 plain, ``ADOPTIVE``, ``FOSTER``.
    tie : KinTie or None
        The tie that says so; None: shared with full siblings, so it rests on theirs.
    one_of : bool
        It belongs to one of several readings of a term.
    """

    bits: int
    tie: KinTie | None
    one_of: bool = False


@dataclass(slots=True)
class SpouseStep:
    """One marriage step; ``bond`` is marriage, partner, former_marriage or former_partner."""

    bond: str
    tie: KinTie
    one_of: bool = False


def _rank(tie: KinTie | None) -> int:
    return GRADE_RANK[tie.grade] if tie is not None else len(GRADE_RANK)


def step_rank(step: ParentStep) -> tuple[int, int]:
    """Return what decides between two parent steps: the plainest, then the best graded comes first.

    Parameters
    ----------
    step : ParentStep

    Returns
    -------
    tuple of int
    """
    return step.bits, _rank(step.tie)


def bond_rank(step: SpouseStep) -> tuple[bool, bool, int]:
    """Return what decides between two marriage steps: a standing marriage, then the best graded comes first.

    Parameters
    ----------
    step : SpouseStep

    Returns
    -------
    tuple
    """
    return step.bond.startswith("former"), step.bond.endswith("partner"), _rank(step.tie)


def step_bits(nature: str) -> int:
    """Return the bits of a parent tie's nature.

    Parameters
    ----------
    nature : str
        Of a parent tie, but step.

    Returns
    -------
    int
    """
    return 0 if nature in PLAIN_NATURES else _BITS[nature]


def bond_word(tie: KinTie) -> str:
    """Return what a spouse tie is: marriage or partner, with ``former_`` before it where it has ended.

    Parameters
    ----------
    tie : KinTie
        Of kind ``spouse``.

    Returns
    -------
    str
    """
    nature = "partner" if tie.nature == "partner" else "marriage"
    return f"former_{nature}" if tie.until else nature


def tie_order(tie: KinTie) -> TieOrder:
    """Return what ties are sorted by.

    Parameters
    ----------
    tie : KinTie

    Returns
    -------
    tuple of str
    """
    return tie.kind, tie.a, tie.b, tie.nature, tie.term, tie.until, tie.claims


def sorted_ties(ties: Iterable[KinTie]) -> list[KinTie]:
    """Return ties in an order that does not depend on how they came.

    Parameters
    ----------
    ties : iterable of KinTie

    Returns
    -------
    list of KinTie
    """
    return sorted(ties, key=tie_order)
