"""Which links are asked for: by who, why, where, by whom, when and how near."""

from dataclasses import dataclass

from app.analysis.bounds import can_meet
from app.analysis.casebook import Casebook
from app.analysis.inquiry import Terms
from app.analysis.links import CLASSES, Link
from app.analysis.options import option
from app.analysis.records import EventRecord
from app.analysis.takings import Taking


@dataclass(frozen=True, slots=True)
class LinkFilter(Terms):
    """What a link must be to be listed; None asks for nothing.

    Attributes
    ----------
    person : str or None
        Whose act it was, or who was punished.
    family : str or None
        A named family; one of the two persons is a member.
    link_class : str or None
        documented, certain, possible or undated.
    kind : str or None
        Event kind of the punishment.
    trigger_kind : str or None
        Event kind of the trigger.
    reason : str or None
        A reason that some event of the punishment states.
    place, agency : str or None
        Some event of the punishment was there, or was done by it: it, a part of it, or another name of the body.
    chon : int or None
        Only links of exactly this degree; a spouse has 0.
    first_day, last_day : int or None
        The punishment can have begun between these days.
    """

    person: str | None = option(None, "person", "only links of this person, on either side")
    family: str | None = option(None, "id", "only links of a member of this named family")
    link_class: str | None = option(None, "choice", "only links of this class", name="class", allowed=CLASSES)
    kind: str | None = option(None, "event_kind", "only punishments of this event kind")
    trigger_kind: str | None = option(None, "event_kind", "only triggers of this event kind")
    reason: str | None = option(None, "reason", "only punishments for which this reason is stated")
    place: str | None = option(None, "id", "only punishments at this place or within it")
    agency: str | None = option(None, "id", "only punishments by this agency or a part of it")
    chon: int | None = option(None, "int", "only links of exactly this degree", least=0, most=8)
    first_day: int | None = option(
        None, "day", "only punishments that can have begun on or after this day", name="from"
    )
    last_day: int | None = option(None, "day", "only punishments that can have begun on or before this day", name="to")

    def wants(self, event: EventRecord) -> bool:
        """Say whether a punishment of this kind and date is asked for."""
        return self.kind in (None, event.kind) and can_meet(event.begin, self.first_day, self.last_day)

    def wants_taking(self, book: Casebook, first: EventRecord, taking: Taking | None) -> bool:
        """Say whether a punishment is asked for by kind, date, reason, place and agency."""
        events = taking.events if taking is not None else (first,)
        return (
            self.wants(first)
            and (self.reason is None or any(event.reason == self.reason for event in events))
            and (self.place is None or any(_was_at(book, event, self.place) for event in events))
            and (self.agency is None or any(_was_by(book, event, self.agency) for event in events))
        )

    def wants_ends(self, book: Casebook, link: Link) -> bool:
        """Say whether a link is asked for by what its trigger and its punishment are."""
        trigger_kind = link.trigger.event.kind if link.trigger else None
        return self.wants_taking(book, link.event, link.taking) and self.trigger_kind in (None, trigger_kind)

    def wants_link(self, book: Casebook, link: Link) -> bool:
        """Say whether a link is asked for; its class is not looked at, so that classes can be counted."""
        return (
            self.wants_ends(book, link)
            and (self.chon is None or (link.relation is not None and link.relation.chon == self.chon))
            and (self.family is None or self.in_family(book, link.person, link.punished))
        )

    def in_family(self, book: Casebook, *persons: str | None) -> bool:
        """Say whether one of the persons is a member of the family asked for."""
        return any(self.family in book.families_of.get(person, ()) for person in persons if person is not None)


def _was_at(book: Casebook, event: EventRecord, place: str) -> bool:
    return any(place in book.places.containment.wholes(each) for _, each, _ in event.all_places)


def _was_by(book: Casebook, event: EventRecord, agency: str) -> bool:
    asked = book.agencies.body(agency)
    return any(asked in book.agencies.wholes(each) for _, each, _ in event.all_agencies)
