"""The values that kinship works with: persons and ties as recorded, and relations as found."""

from dataclasses import dataclass, field

MALE, FEMALE = "male", "female"
#: Degree within which kin is looked for unless asked otherwise, for a pair and for everyone around a person.
PAIR_CHON, CIRCLE_CHON = 8, 4
#: Natures of a parent tie that make blood kin without a further word; the others are named.
PLAIN_NATURES = frozenset({"birth", "unknown", ""})
#: Above so many children a person is a placeholder ("unknown father") rather than a parent.
MAX_CHILDREN = 40
#: A person with more spouses is a placeholder too, such as *unknown wife*.
MAX_SPOUSES = 20


@dataclass(frozen=True, slots=True)
class KinTie:
    """One recorded tie of kinship.

    Attributes
    ----------
    kind : str
        ``parent`` (a is a parent of b), ``spouse``, ``sibling`` or ``kin`` (a is the ``term`` of b).
    nature : str
        parent: birth, adoptive, step, foster, unknown; spouse: marriage, partner; sibling: full, half, unknown.
    term : str
        For kind ``kin``: what the source says, such as ``grandparent`` or ``cuñado``.
    until : str
        For kind ``spouse``: when the marriage ended. Any text makes it a former one.
    claims : tuple of str
        Ids of the claims that support the tie.
    grade : str
        Best grade of these claims.
    independent_sources : int
        How many independent sources stand behind them.
    """

    kind: str
    a: str
    b: str
    nature: str = ""
    term: str = ""
    until: str = ""
    claims: tuple[str, ...] = ()
    grade: str = "ungraded"
    independent_sources: int = 1


@dataclass(frozen=True, slots=True)
class KinPerson:
    """What kinship needs to know of a person.

    Attributes
    ----------
    sex : str or None
        ``female``, ``male`` or another word; only the two decide a kinship word.
    birth_earliest, birth_latest : int or None
        First and last possible day of birth as proleptic Gregorian ordinals; None: open.
    """

    id: str
    sex: str | None = None
    birth_earliest: int | None = None
    birth_latest: int | None = None


@dataclass(frozen=True, slots=True)
class Relation:
    """How b is related to a: ``[spouse] up^i down^j [spouse]``, read from a, along one path.

    Attributes
    ----------
    a, b : str
        The relation is what b is to a.
    marriage_start, up, down, marriage_end : bool, int, int, bool
        The relation word. A spouse alone is ``marriage_start`` with up = down = 0.
    side : str
        ``paternal`` or ``maternal``: the side of a (or of a's spouse) on which the relation runs; empty where it says
        nothing.
    half : str
        ``full``, ``half``, ``unknown``, or empty where the question does not arise (lineal, adoptive, told by one
        term).
    natures : tuple of str
        What is not plain on the path: adoptive, foster, partner.
    start_bond, end_bond : str
        The marriage steps: marriage, partner, former_marriage, former_partner, or empty.
    former : bool
        A marriage step on the path has ended.
    one_of : bool
        The source's term has several readings, and this is one of them.
    or_nearer : bool
        The path turns at an end of a recorded lineal term, so the two may be nearer kin.
    seniority : str
        ``elder``, ``younger`` or empty (not known). With one step up or down: of the two children of the common
        ancestor, the one on b's line against the one on a's. With more steps, as many up as down: the blood relative
        against a (or a's spouse).
    path : tuple of str
        Ids from a to b; an unrecorded person is an empty text.
    sexes : tuple of (str or None)
        Of the persons on the path.
    tops : tuple of str
        The recorded common ancestors over which this relation runs (all of them, the path shows one).
    claims : tuple of str
        The claims of the ties on the path.
    grade, independent_sources : str, int
        The weakest and the least of these ties.
    lineal_twice : bool
        b is also a blood relative of the very same degree in direct line (the father's wife who is the mother).
    """

    a: str
    b: str
    marriage_start: bool
    up: int
    down: int
    marriage_end: bool
    side: str = ""
    half: str = ""
    natures: tuple[str, ...] = ()
    start_bond: str = ""
    end_bond: str = ""
    one_of: bool = False
    or_nearer: bool = False
    seniority: str = ""
    path: tuple[str, ...] = ()
    sexes: tuple[str | None, ...] = ()
    tops: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()
    grade: str = "ungraded"
    independent_sources: int = 1
    lineal_twice: bool = False

    @property
    def chon(self) -> int:
        """Civil degree (촌수): steps up plus steps down; a marriage step counts nothing, so a spouse is 0."""
        return self.up + self.down

    @property
    def affinity(self) -> bool:
        """Whether a marriage step is part of it."""
        return self.marriage_start or self.marriage_end

    @property
    def spouse(self) -> bool:
        """Whether the two are spouses or partners and nothing else."""
        return self.marriage_start and not self.chon

    @property
    def former(self) -> bool:
        """Whether a marriage step on the path has ended."""
        return self.start_bond.startswith("former") or self.end_bond.startswith("former")

    @property
    def nature(self) -> str:
        """What is not plain on the path, joined by ``+``; empty for plain blood and marriage."""
        return "+".join(self.natures)

    @property
    def rank(self) -> int:
        """Nearness: by chon, at equal chon blood before affinity, one marriage step before two."""
        return relation_rank(self.marriage_start, self.chon, self.marriage_end)

    def word(self) -> str:
        """Return the relation word in short, such as ``u2d2``, ``[s]u1d1`` or ``[s]``.

        Returns
        -------
        str

        Examples
        --------
        >>> Relation("x:1", "x:2", False, 2, 1, True).word()
        'u2d1[s]'
        """
        return compact_word(self.marriage_start, self.up, self.down, self.marriage_end)


def relation_rank(start: bool, chon: int, end: bool) -> int:
    """Return ``4 * chon + 2 * start + end``.

    Parameters
    ----------
    start, end : bool
        Whether a marriage step stands there.
    chon : int
        Steps up and down, >= 0.

    Returns
    -------
    int
        Smaller is nearer: by chon, then blood before affinity, one marriage step before two.

    Examples
    --------
    >>> relation_rank(False, 4, False) < relation_rank(False, 4, True) < relation_rank(False, 5, False)
    True
    """
    return 4 * chon + 2 * start + end


def compact_word(start: bool, up: int, down: int, end: bool) -> str:
    """Return ``[s]u2d1[s]`` without the parts that are not there; ``self`` for none at all.

    Parameters
    ----------
    start, end : bool
    up, down : int
        Steps, >= 0.

    Returns
    -------
    str
    """
    text = f"{'[s]' if start else ''}{f'u{up}' if up else ''}{f'd{down}' if down else ''}{'[s]' if end else ''}"
    return text or "self"


@dataclass(frozen=True, slots=True)
class UnknownKin:
    """Kin of unknown degree: a source names a term that has no steps (relative), or one that is not in the table.

    Attributes
    ----------
    person : str
        The other person.
    term : str
        The source's word.
    of : str
        Whose ``term`` the other is: the term reads "a is the term of b", and this is the id of b.
    """

    person: str
    term: str
    of: str
    claims: tuple[str, ...] = ()
    grade: str = "ungraded"
    independent_sources: int = 1


@dataclass(frozen=True, slots=True)
class KinContradiction:
    """Something in the recorded ties that cannot be, or that is guarded against.

    Attributes
    ----------
    kind : str
        ``parent_cycle``, ``too_many_birth_parents``, ``two_birth_parents_of_one_sex``, ``many_children`` or
        ``self_tie``.
    persons : tuple of str
    claims : tuple of str
        Of the ties concerned.
    """

    kind: str
    persons: tuple[str, ...]
    claims: tuple[str, ...] = field(default=())
