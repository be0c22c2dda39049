"""What stands beside every list of links: relatives who were not taken, and family whose degree nobody recorded."""

from collections.abc import Iterable
from typing import Any

from app.analysis.bounds import UNDATED, Bounds
from app.analysis.casebook import Casebook
from app.analysis.headcount import Count, count_persons
from app.analysis.inquiry import Inquiry
from app.analysis.takings import Trigger
from app.domain.kinship import PAIR_CHON


def not_taken(inquiry: Inquiry, triggers: Iterable[Trigger]) -> list[dict[str, Any]]:
    """Count, for each trigger, the relatives who were not taken as far as known.

    Parameters
    ----------
    inquiry : Inquiry
    triggers : iterable of Trigger

    Returns
    -------
    list of dict
        ``person, event, within, least, most``, by (person, event); ``most`` is None when a group has no known size.

    Notes
    -----
    Left out are those with a taking, alone or among a group that was taken; those certainly dead before the act; and
    those certainly born more than W days after it. A missing date leaves nobody out. O(triggers * kin).
    """
    book, terms = inquiry.book, inquiry.terms
    listed = {(trigger.person, trigger.id): trigger.begin for trigger in triggers if trigger.person}
    rows = []
    for (person, event), act in sorted(listed.items()):
        spared = [kin for kin in inquiry.near(person) if _spared(book, kin, act, terms.window_days)]
        count = _without_taken_members(book, spared)
        rows.append(
            {"person": person, "event": event, "within": terms.max_chon, "least": count.least, "most": count.most}
        )
    return rows


def _spared(book: Casebook, person: str, act: Bounds, window_days: int) -> bool:
    if person in book.takings or any(group in book.takings for group in book.groups_of.get(person, ())):
        return False
    death = book.death_of(person) or UNDATED
    dead = death.latest is not None and act.earliest is not None and death.latest < act.earliest
    born = book.person(person).birth.earliest
    unborn = born is not None and act.latest is not None and born > act.latest + window_days
    return not dead and not unborn


def _without_taken_members(book: Casebook, spared: list[str]) -> Count:
    """Count persons; of a group the members who were taken one by one are not among those who were not."""
    count = count_persons(book, spared)
    groups = set(spared)
    taken = [each for each in book.groups_of if each in book.takings and not groups.isdisjoint(book.groups_of[each])]
    if not taken:
        return count
    members = count_persons(book, taken)
    least = 0 if members.most is None else max(0, count.least - members.most)
    return Count(least, None if count.most is None else max(0, count.most - members.least))


def degree_unknown(book: Casebook, persons: Iterable[str]) -> list[dict[str, Any]]:
    """List family of unknown degree: never counted, never linked.

    Parameters
    ----------
    book : Casebook
    persons : iterable of str
        Those with a trigger.

    Returns
    -------
    list of dict
        ``person, family, term, persons``: members of one *named* family between whom no kinship is recorded
        (``family``), and kin that a source names with a word without a degree (``term``). By (person, family, term).
    """
    rows = []
    for person in sorted(set(persons)):
        for family in book.families_of.get(person, ()):
            members = (other for other in book.families[family].members if other != person)
            others = [other for other in members if not book.kinship.relations(person, other, PAIR_CHON)]
            if others:
                rows.append({"person": person, "family": family, "term": None, "persons": others})
        terms: dict[str, set[str]] = {}
        for kin in book.kinship.unknown_degree(person):
            terms.setdefault(kin.term, set()).add(kin.person)
        rows += [
            {"person": person, "family": None, "term": term, "persons": sorted(others)}
            for term, others in sorted(terms.items())
        ]
    return sorted(rows, key=lambda row: (row["person"], row["family"] or "", row["term"] or ""))
