"""The records that the analyses read: persons and events with their dates as day numbers, and what supports them."""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from app.analysis.bounds import UNDATED, Bounds
from app.domain.claims import GRADE_RANK, Grade

#: Rank of a record without a grade: no claim describes it, only a tie needs it.
UNGRADED_RANK = GRADE_RANK[Grade.UNGRADED]
#: Event ties by the role that they give an agency or a place.
AGENCY_ROLES = {"BY_AGENCY": "by", "FROM_AGENCY": "from", "TO_AGENCY": "to"}
PLACE_ROLES = {"AT_PLACE": "at", "FROM_PLACE": "from", "TO_PLACE": "to"}


class Support(NamedTuple):
    """What one part of an answer rests on: claims, rank of their best grade, number of independent sources."""

    claims: tuple[str, ...] = ()
    rank: int = UNGRADED_RANK
    sources: int = 0


class PersonRecord(NamedTuple):
    """A person or a group of persons, as far as the analyses ask.

    Attributes
    ----------
    count_least, count_most : int, int or None
        1 and 1 for one person; None: the source does not say at most how many.
    """

    id: str
    name: str | None
    sex: str | None
    birth: Bounds
    death: Bounds
    has_death: bool
    nationality: str | None
    count_least: int
    count_most: int | None
    invented: bool


class EventRecord(NamedTuple):
    """One event with its subject, its dates, and the agency and place of each role.

    Attributes
    ----------
    kind, category, taking : str
        From the vocabulary; empty for an event that no claim describes.
    begin, end : Bounds
        ``end`` is open on both sides when no end is told.
    agencies, places : mapping of str to str
        Role (by, from, to; at, from, to) to the one that is shown: best grade, most independent sources, smallest
        claim id, then smallest id.
    all_agencies, all_places : tuple of (str, str, tuple of str)
        (role, id, claims) of every tie that decides; several of one role from different claims can be a contradiction.
    steps : tuple of (int, str, int)
        (rank of the grade, source, step number).
    rumoured : bool
        Its grade decides nothing.
    """

    id: str
    person: str | None
    kind: str
    category: str
    taking: str
    lasts: bool
    crosses: bool
    begin: Bounds
    begin_text: str
    end: Bounds
    end_text: str
    duration: tuple[int | None, int | None]
    reason: str
    reason_class: str
    manner: str
    agencies: Mapping[str, str]
    places: Mapping[str, str]
    all_agencies: tuple[tuple[str, str, tuple[str, ...]], ...]
    all_places: tuple[tuple[str, str, tuple[str, ...]], ...]
    agency_kind: str | None
    place_kind: str | None
    country: str | None
    steps: tuple[tuple[int, str, int], ...]
    support: Support
    rumoured: bool
    invented: bool
    contradictions: tuple[str, ...]

    @property
    def place(self) -> str | None:
        """The one place that is shown with it: where it was, else where it led, else where it came from."""
        return self.places.get("at") or self.places.get("to") or self.places.get("from")


def unknown_event(id_: str) -> EventRecord:
    """Return an event of which nothing but its id is known.

    Parameters
    ----------
    id_ : str

    Returns
    -------
    EventRecord
    """
    nothing: tuple[()] = ()
    return EventRecord(
        id=id_,
        person=None,
        kind="",
        category="",
        taking="",
        lasts=False,
        crosses=False,
        begin=UNDATED,
        begin_text="",
        end=UNDATED,
        end_text="",
        duration=(None, None),
        reason="",
        reason_class="",
        manner="",
        agencies={},
        places={},
        all_agencies=nothing,
        all_places=nothing,
        agency_kind=None,
        place_kind=None,
        country=None,
        steps=nothing,
        support=Support(),
        rumoured=False,
        invented=False,
        contradictions=nothing,
    )


def support_of(row: Mapping[str, Any]) -> Support:
    """Return the support of a row of a snapshot; a row without claims has none.

    Examples
    --------
    >>> support_of({"claims": ["c1"], "grade": "likely", "independent_sources": 2})
    Support(claims=('c1',), rank=1, sources=2)
    """
    grade = row.get("grade")
    rank = UNGRADED_RANK if grade is None else GRADE_RANK[grade]
    return Support(tuple(row.get("claims") or ()), rank, row.get("independent_sources") or 0)


def weakest(parts: Iterable[Support]) -> Support:
    """Return the support of an answer: all claims, the weakest grade and the fewest independent sources of its parts.

    Parameters
    ----------
    parts : iterable of Support
        A part without claims (it is only mentioned, never described) is left out.

    Returns
    -------
    Support
        Without any claims: ungraded, no source.

    Examples
    --------
    >>> weakest([Support(("b",), 0, 3), Support(("a",), 2, 1), Support()])
    Support(claims=('a', 'b'), rank=2, sources=1)
    """
    told = [part for part in parts if part.claims]
    if not told:
        return Support()
    claims = tuple(sorted({claim for part in told for claim in part.claims}))
    return Support(claims, max(part.rank for part in told), min(part.sources for part in told))


def grade_name(rank: int) -> str:
    """Return the grade of a rank.

    Examples
    --------
    >>> grade_name(0)
    'confirmed'
    """
    return list(Grade)[rank].value
