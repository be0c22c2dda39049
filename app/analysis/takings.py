"""Takings, punishments and triggers: the terms on which every link of guilt by association rests.

This file and ``links`` hold the definitions; nothing else decides who was taken, what is a punishment, or what can
have triggered one.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from app.analysis.bounds import UNDATED, Bounds, can_come_by, can_lie_between
from app.analysis.records import EventRecord, Support

ACT, ASSOCIATION, OTHER = "act", "association", "other"
#: Opens a taking, but puts nobody into custody.
WITHOUT_CUSTODY = frozenset({"dismissal"})


class Taking(NamedTuple):
    """A person's stretch from an opening event up to and with the next closing one.

    Attributes
    ----------
    events : tuple of EventRecord
        In trail order; the first one opens it and gives it its id, kind, date and place.
    start : int
        Position of the first event in the person's course.
    closed : bool
        Whether the last event closes it.
    released : Bounds
        When the person's taking before this one closed; open on both sides when there was none.
    """

    person: str
    events: tuple[EventRecord, ...]
    start: int
    closed: bool
    released: Bounds

    @property
    def first(self) -> EventRecord:
        """The event that opens it."""
        return self.events[0]

    @property
    def id(self) -> str:
        """Id of its first event."""
        return self.events[0].id

    @property
    def begin(self) -> Bounds:
        """Its date: the begin of its first event."""
        return self.events[0].begin

    @property
    def reason_classes(self) -> frozenset[str]:
        """The classes of all reasons that any of its events states."""
        return frozenset(event.reason_class for event in self.events if event.reason_class)

    @property
    def in_custody(self) -> bool:
        """Whether it holds more than a dismissal."""
        return any(event.taking and event.kind not in WITHOUT_CUSTODY for event in self.events)

    @property
    def parts(self) -> list[Support]:
        """What it rests on: its first event, and every event that states a reason."""
        return [self.first.support, *(event.support for event in self.events[1:] if event.reason_class)]


class Trigger(NamedTuple):
    """What a relative's taking can be a punishment for: an act, or a taking that stands for an act nobody recorded.

    Attributes
    ----------
    event : EventRecord
        The act, or the first event of the taking.
    taking : Taking or None
    """

    person: str
    event: EventRecord
    taking: Taking | None

    @property
    def id(self) -> str:
        """Id of the act, or of the first event of the taking."""
        return self.event.id

    @property
    def begin(self) -> Bounds:
        """Its date."""
        return self.event.begin

    @property
    def parts(self) -> list[Support]:
        """What it rests on."""
        return self.taking.parts if self.taking else [self.event.support]


def find_takings(person: str, events: Sequence[EventRecord]) -> tuple[Taking, ...]:
    """Cut a person's course into takings.

    Parameters
    ----------
    person : str
    events : sequence of EventRecord
        The person's events in trail order, without rumours and procedure.

    Returns
    -------
    tuple of Taking
        In trail order.

    Notes
    -----
    A taking starts at an event whose kind *opens* one, or *may open* one when none is open, and ends with the next
    event whose kind *closes* it. An opening event while one is open belongs to the open one: an arrest and the
    detention after it are one taking. Every event between, of whatever category, is in it. O(events).
    """
    takings: list[Taking] = []
    opened: int | None = None
    released = UNDATED
    for position, event in enumerate(events):
        if opened is None:
            if event.taking in ("opens", "may_open"):
                opened = position
        elif event.taking == "closes":
            takings.append(Taking(person, tuple(events[opened : position + 1]), opened, True, released))
            opened, released = None, event.begin
    if opened is not None:
        takings.append(Taking(person, tuple(events[opened:]), opened, False, released))
    return tuple(takings)


def is_punishment(taking: Taking, acts: Iterable[EventRecord], *, own_reason: bool = False) -> bool:
    """Say whether a taking can be a punishment for a relative.

    Parameters
    ----------
    taking : Taking
    acts : iterable of EventRecord
        The acts of the same person.
    own_reason : bool
        Takes every taking as a punishment, for registers that state no reasons.

    Returns
    -------
    bool

    Notes
    -----
    A taking without any ``act`` or ``other`` reason and, if it has no reason at all, without an own act that can lie
    between the last release and it. An act on the day of the taking counts: whether a day is shared says nothing
    of the order within it. An act without a date can lie anywhere.
    """
    if own_reason:
        return True
    classes = taking.reason_classes
    if ACT in classes or OTHER in classes:
        return False
    return bool(classes) or not any(can_lie_between(taking.released, act.begin, taking.begin) for act in acts)


def find_triggers(
    person: str, takings: Iterable[Taking], acts: Sequence[EventRecord], *, every_taking: bool = False
) -> list[Trigger]:
    """Return what a person did that relatives can have been punished for.

    Parameters
    ----------
    person : str
    takings, acts
        The person's takings, and events of category act.
    every_taking : bool
        Makes every taking a trigger too, for registers and trials that record no acts.

    Returns
    -------
    list of Trigger
        Acts in the order given, then takings.

    Notes
    -----
    A taking is a trigger if it has an ``act`` reason and no recorded act of the person can precede it (or share its
    day): it stands for the act that nobody recorded.
    """
    found = [Trigger(person, act, None) for act in acts]
    for taking in takings:
        unrecorded = ACT in taking.reason_classes and not any(can_come_by(act.begin, taking.begin) for act in acts)
        if every_taking or unrecorded:
            found.append(Trigger(person, taking.first, taking))
    return found
