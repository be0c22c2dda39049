"""Families: named ones, and clusters of kin of whom several were taken or acted; what happened in each."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from app.analysis.answering import cut, guarded
from app.analysis.bounds import Bounds, iso
from app.analysis.casebook import Casebook
from app.analysis.family_story import family_story
from app.analysis.headcount import shown_counts
from app.analysis.inquiry import Inquiry, Terms
from app.analysis.links import Link, find_links
from app.analysis.options import option, shown_options
from app.analysis.status import DEAD, DIED_IN_CUSTODY, DISAPPEARED, EXECUTED, MISSING

NAMED, CLUSTER = "named", "cluster"


@dataclass(frozen=True, slots=True)
class FamilyOptions(Terms):
    """Which families are asked for.

    Attributes
    ----------
    person : str or None
        Only families of this person.
    kind : str or None
        ``named`` or ``cluster``.
    id : str or None
        Only the family of this id.
    limit : int or None
        At most so many families.
    """

    person: str | None = option(None, "person", "only families of this person")
    kind: str | None = option(None, "choice", "only families of this kind", allowed=(NAMED, CLUSTER))
    id: str | None = option(None, "id", "only the family of this id")
    limit: int | None = option(None, "int", "at most so many families", least=1, most=1_000_000)


def families(book: Casebook, options: FamilyOptions | None = None) -> dict[str, Any]:
    """Return named families and kin clusters with what happened in them.

    Parameters
    ----------
    book : Casebook
    options : FamilyOptions, optional

    Returns
    -------
    dict
        ``data_version, parameters, families, notes, truncated``. A family has ``id, kind, name, persons, taken,
        punished, fate_unknown, dead, abroad, triggers, first, last, members, invented`` and what
        :func:`app.analysis.family_story.family_story` tells: ``takings, left, separated, sentence``; each count of
        persons is the least number, with ``<name>_most`` beside it (None: a group of unknown size). By (persons taken
        descending, first, id), undated last.

    Raises
    ------
    NotFound
        No such person.

    Notes
    -----
    A *cluster* is what hangs together of the persons who were taken or acted, two of them tied when they are kin
    within ``max_chon``; its members are those persons and everyone within that degree of one of them, its id is the
    smallest id of those persons. Clusters can share relatives who were not taken. ``taken``: with a taking;
    ``punished``: with a taking at which a link ends; ``fate_unknown``: disappeared or missing; ``dead``:
    executed, died in custody or dead; ``abroad``: last known free in another country; ``triggers``: number of
    triggers; ``first`` and ``last``: bounds of all triggers and takings. One closure of kin for each person taken or
    acting.

    Examples
    --------
    >>> from app.analysis.sample import sample_case
    >>> found = families(sample_case())["families"]
    >>> [(family["kind"], family["persons"], family["taken"], family["triggers"]) for family in found]
    [('cluster', 3, 2, 2)]
    """
    asked = options or FamilyOptions()
    if asked.person is not None:
        book.known_person(asked.person)
    inquiry = Inquiry(book, asked)
    punished = _Punished(inquiry, everyone=asked.person is None and asked.id is None)
    rows = []
    if asked.kind in (None, NAMED):
        rows += [
            _family(inquiry, punished, (family.id, NAMED, family.name), family.members)
            for family in book.families.values()
            if _wanted(asked, family.id, family.members)
        ]
    if asked.kind in (None, CLUSTER):
        rows += [
            _family(inquiry, punished, (id_, CLUSTER, None), members)
            for id_, members in _clusters(inquiry, asked.person or asked.id).items()
            if len(members) > 1 and _wanted(asked, id_, members)
        ]
    rows.sort(key=lambda row: (-row["taken"], row["first"] is None, row["first"] or "", row["id"], row["kind"]))
    shown, truncated = cut(rows, asked.limit)
    return {
        "data_version": book.data_version,
        "parameters": shown_options(asked),
        "families": shown,
        "notes": guarded(book),
        "truncated": truncated,
    }


def _wanted(asked: FamilyOptions, id_: str, members: Iterable[str]) -> bool:
    return asked.id in (None, id_) and (asked.person is None or asked.person in members)


def _clusters(inquiry: Inquiry, person: str | None) -> dict[str, list[str]]:
    """Return the members of each cluster, by the smallest id of the persons taken or acting in it."""
    book = inquiry.book
    affected = book.takings.keys() | book.acts.keys()
    starts = sorted(affected) if person is None else sorted(affected & {person, *inquiry.near(person)})
    clusters: dict[str, list[str]] = {}
    done: set[str] = set()
    for start in starts:
        if start in done:
            continue
        core = [start]
        done.add(start)
        for each in core:
            found = [kin for kin in inquiry.near(each) if kin in affected and kin not in done]
            core += found
            done.update(found)
        clusters[min(core)] = sorted({*core, *(kin for each in core for kin in inquiry.near(each))})
    return clusters


class _Punished:
    """The persons at whose taking a link ends; found at once for everyone, or one by one."""

    def __init__(self, inquiry: Inquiry, *, everyone: bool) -> None:
        self._inquiry = inquiry
        self._found: dict[str, list[Link]] = {}
        self._everyone = everyone
        for link in find_links(inquiry) if everyone else ():
            self._found.setdefault(link.punished, []).append(link)

    def links_of(self, person: str) -> list[Link]:
        """Return the links that end at a person's takings, in their order."""
        if person not in self._found and not self._everyone:
            links = find_links(self._inquiry, person)
            self._found[person] = [link for link in links if link.punished == person]
        return self._found.get(person, [])

    def __contains__(self, person: object) -> bool:
        return person in self._inquiry.book.events_of and bool(self.links_of(str(person)))


def _family(
    inquiry: Inquiry, punished: _Punished, head: tuple[str, str, str | None], members: Iterable[str]
) -> dict[str, Any]:
    book = inquiry.book
    id_, kind, name = head
    listed = sorted(members)
    taken = [each for each in listed if each in book.takings]
    touched = [each for each in listed if each in book.takings or each in book.acts]
    statuses = {each: inquiry.status(each) for each in listed}
    triggers = [trigger for each in touched for trigger in inquiry.triggers(each)]
    dates = [trigger.begin for trigger in triggers]
    dates += [taking.begin for each in taken for taking in book.takings[each]]
    row = {
        "id": id_,
        "kind": kind,
        "name": name,
        **shown_counts(
            book,
            {
                "persons": listed,
                "taken": taken,
                "punished": [each for each in listed if each in punished],
                "fate_unknown": [each for each in listed if statuses[each] in (DISAPPEARED, MISSING)],
                "dead": [each for each in listed if statuses[each] in (EXECUTED, DIED_IN_CUSTODY, DEAD)],
                "abroad": [each for each in listed if inquiry.is_abroad(each)],
            },
        ),
        "triggers": len(triggers),
        "first": _first(dates),
        "last": _last(dates),
        "members": listed,
        "invented": all(book.person(each).invented for each in listed) if listed else False,
    }
    return {**row, **family_story(book, listed, statuses=statuses, links_of=punished.links_of)}


def _first(dates: Iterable[Bounds]) -> str | None:
    return iso(min((date.earliest for date in dates if date.earliest is not None), default=None))


def _last(dates: Iterable[Bounds]) -> str | None:
    return iso(max((date.latest for date in dates if date.latest is not None), default=None))
