"""Links of guilt by association: an act of one person, a later taking of a relative, and how the two are joined.

Documented and inferred links are never mixed, and an inferred link is never called a cause. The classes, their order
and the test for *taken together* are defined here and nowhere else.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from app.analysis.bounds import UNDATED, Bounds, Delay, delay_between, lies_within, meets
from app.analysis.casebook import Casebook
from app.analysis.inquiry import Inquiry
from app.analysis.person_ties import Because
from app.analysis.records import EventRecord, Support
from app.analysis.takings import Taking, Trigger
from app.domain.claims import GRADE_RANK
from app.domain.kinship import PAIR_CHON, Relation

DOCUMENTED, CERTAIN, POSSIBLE, OPEN = "documented", "certain", "possible", "undated"
#: The classes of links, best first.
CLASSES = (DOCUMENTED, CERTAIN, POSSIBLE, OPEN)


class Link(NamedTuple):
    """A trigger and a punishment, joined.

    Attributes
    ----------
    person : str or None
        Whose act it was; None when the source names an event of which nobody is recorded as subject.
    trigger : Trigger or None
        None when a source names only the person.
    punished : str
    event : EventRecord
        The first event of the taking, or the event itself when it belongs to no taking.
    taking : Taking or None
    relation : Relation or None
        What the punished person is to the other; None only in documented links.
    because : Support or None
        What says so; None in inferred links.
    """

    link_class: str
    person: str | None
    trigger: Trigger | None
    punished: str
    event: EventRecord
    taking: Taking | None
    delay: Delay
    relation: Relation | None
    because: Support | None

    @property
    def trigger_key(self) -> tuple[str, str]:
        """Label and id of the event, or of the person where no event is named."""
        return ("Event", self.trigger.id) if self.trigger else ("Person", self.person or "")

    def parts(self) -> Iterator[Support]:
        """Yield what it rests on: trigger, punishment, kin path, and the claim that says because of."""
        if self.trigger is not None:
            yield from self.trigger.parts
        yield from self.taking.parts if self.taking else [self.event.support]
        if self.relation is not None:
            yield Support(self.relation.claims, GRADE_RANK[self.relation.grade], self.relation.independent_sources)
        if self.because is not None:
            yield self.because


def class_of(delay: Delay, window_days: int) -> str | None:
    """Return the class of an inferred link by its delay, or None for no link.

    Parameters
    ----------
    delay : (int or None, int or None)
        Least and most days from trigger to punishment; None is open.
    window_days : int

    Returns
    -------
    str or None
        *certain*: the whole delay lies in [1, W]; *possible*: it meets [0, W], so a pair on one day is possible and
        never certain; *undated*: it meets [0, W] and has an open end.

    Examples
    --------
    >>> class_of((1, 1096), 1096), class_of((0, 0), 1096), class_of((None, 9), 1096), class_of((1097, 1100), 1096)
    ('certain', 'possible', 'undated', None)
    """
    if not meets(delay, 0, window_days):
        return None
    if None in delay:
        return OPEN
    return CERTAIN if lies_within(delay, 1, window_days) else POSSIBLE


def same_time(a: EventRecord, b: EventRecord) -> bool:
    """Say whether two events are dated alike: the same closed bounds, or the same words."""
    return (a.begin.closed and a.begin == b.begin) or bool(a.begin_text and a.begin_text == b.begin_text)


def together(a: EventRecord, b: EventRecord) -> bool:
    """Say whether two events tell of one time, one kind and one place; two unnamed places count as one."""
    return same_time(a, b) and a.kind == b.kind and a.place == b.place


def link_order(link: Link) -> tuple[int, bool, int, int, bool, int, str, str]:
    """Return the sort key of links: class, chon, marriage steps, middle of the delay, trigger id, punishment id.

    Parameters
    ----------
    link : Link

    Returns
    -------
    tuple
        Total: no two links have one trigger and one punishment. The middle of the delay is taken without its sign,
        null last. A chon that is not known comes last in its class; where no event is named the person's id stands
        for the trigger's.
    """
    least, most = link.delay
    known = least is not None and most is not None
    middle = abs(least + most) if least is not None and most is not None else 0
    relation = link.relation
    return (
        CLASSES.index(link.link_class),
        relation is None,
        relation.chon if relation else 0,
        relation.marriage_start + relation.marriage_end if relation else 0,
        not known,
        middle,
        link.trigger_key[1],
        link.event.id,
    )


def find_links(inquiry: Inquiry, person: str | None = None) -> list[Link]:
    """Return the links of everyone, or of one person on either side.

    Parameters
    ----------
    inquiry : Inquiry
    person : str, optional
        Whose act it was, or who was punished.

    Returns
    -------
    list of Link
        In the order of :func:`link_order`.

    Notes
    -----
    A documented link stands whatever the dates and the kinship; the same pair is not inferred again. All other pairs
    of a trigger of a and a punishment of b, a and b kin within k chon, are linked by their delay unless they were
    taken together. One closure of kin for each person with a trigger, O(|triggers| * kin * takings); for one person
    two closures or a few.
    """
    documented = [related(inquiry, link) for link in stated_links(inquiry.book, person)]
    said = {(link.trigger_key, link.event.id) for link in documented}
    inferred = [
        link
        for a, b in _kin_pairs(inquiry, person)
        for link in _links_between(inquiry, a, b)
        if (link.trigger_key, link.event.id) not in said
    ]
    return sorted([*documented, *inferred], key=link_order)


def _kin_pairs(inquiry: Inquiry, person: str | None) -> Iterator[tuple[str, str]]:
    """Yield (a, b): a has a trigger or may have one, b a punishment, and b may be kin of a within the degree."""
    book = inquiry.book
    for a in inquiry.actors() if person is None else [person] if inquiry.triggers(person) else []:
        yield from ((a, b) for b in inquiry.near(a) if b in book.takings and inquiry.punishments(b))
    if person is not None and inquiry.punishments(person):
        # "a spouse's other spouse is no relative" is read from one side only, so those are asked too
        mates = book.kinship.spouses(person)
        asked = set(inquiry.near(person)).union(*(book.kinship.spouses(mate) for mate in mates)) - {person}
        yield from ((a, person) for a in sorted(asked) if inquiry.triggers(a))


def _links_between(inquiry: Inquiry, a: str, b: str) -> Iterator[Link]:
    terms = inquiry.terms
    found = [
        (trigger, taking, link_class, delay)
        for taking in inquiry.punishments(b)
        for trigger in inquiry.triggers(a)
        if not together(trigger.event, taking.first)
        for delay in [delay_between(trigger.begin, taking.begin)]
        for link_class in [class_of(delay, terms.window_days)]
        if link_class is not None
    ]
    relation = inquiry.book.kinship.nearest(a, b, terms.max_chon) if found else None
    if relation is None:
        return
    for trigger, taking, link_class, delay in found:
        yield Link(link_class, a, trigger, b, taking.first, taking, delay, relation, None)


def stated_links(book: Casebook, person: str | None = None) -> list[Link]:
    """Return what sources say, one link for each pair; the best supported tie stands for a pair.

    Parameters
    ----------
    book : Casebook
    person : str, optional
        Only what is about this person.

    Returns
    -------
    list of Link
        In any order, their relation not looked for.
    """
    best: dict[tuple[tuple[str, str], str], Link] = {}
    for because in book.because if person is None else book.because_about.get(person, ()):
        link = _documented_link(book, because)
        if link is None or link.because is None:
            continue
        key = (link.trigger_key, link.event.id)
        known = best.get(key)
        if known is None or known.because is None or _strength(link.because) < _strength(known.because):
            best[key] = link
    return list(best.values())


def _strength(support: Support) -> tuple[int, int, tuple[str, ...]]:
    return support.rank, -support.sources, support.claims


def _documented_link(book: Casebook, because: Because) -> Link | None:
    event = book.event(because.event)
    punished = event.person
    trigger = _named_trigger(book, because.because_event) if because.because_event else None
    person = because.because_person if trigger is None else trigger.person or None
    weak = event.rumoured or (trigger is not None and trigger.event.rumoured)
    if weak or punished is None or punished == person:
        return None
    taking = book.taking_with(event.id)
    first = taking.first if taking else event
    begin = trigger.begin if trigger else UNDATED
    delay = delay_between(begin, first.begin)
    return Link(DOCUMENTED, person, trigger, punished, first, taking, delay, None, because.support)


def related(inquiry: Inquiry, link: Link) -> Link:
    """Return a link with its relation, where that was not looked for yet.

    Parameters
    ----------
    inquiry : Inquiry
    link : Link

    Returns
    -------
    Link
        Of a documented link the kinship is looked for in a wider circle.
    """
    if link.relation is not None or link.person is None:
        return link
    most = PAIR_CHON if link.link_class == DOCUMENTED else inquiry.terms.max_chon
    return link._replace(relation=inquiry.book.kinship.nearest(link.person, link.punished, most))


def _named_trigger(book: Casebook, event_id: str) -> Trigger:
    """Return the trigger that a source names: an act stands for itself, any other event of a taking for the taking."""
    event = book.event(event_id)
    taking = None if event.category == "act" else book.taking_with(event_id)
    return Trigger(event.person or "", taking.first if taking else event, taking)


def chain_of(dates: Iterable[Bounds]) -> str:
    """Say whether dates can follow one another, from the root of a cascade to one of its nodes.

    Parameters
    ----------
    dates : iterable of Bounds

    Returns
    -------
    str
        *certain* if every step is; *possible* only if one choice of days fits all of it, where two steps may share a
        day, as in a link; else *impossible*.

    Examples
    --------
    >>> chain_of([Bounds(2, 2), Bounds(1, 2), Bounds(1, 1)])
    'impossible'
    >>> chain_of([Bounds(1, 1), Bounds(2, 3), Bounds(3, 4)])
    'possible'
    """
    certain = True
    floor = None
    last: Bounds | None = None
    for each in dates:
        days = [day for day in (floor, each.earliest) if day is not None]
        floor = max(days, default=None)
        if floor is not None and each.latest is not None and floor > each.latest:
            return "impossible"
        if last is not None:
            certain = certain and last.latest is not None and each.earliest is not None and last.latest < each.earliest
        last = each
    return "certain" if certain else "possible"
