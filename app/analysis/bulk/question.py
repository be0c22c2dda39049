"""One question as tables of numbers, and the way back from numbers to what they stand for."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from app.analysis.bulk.kin_reading import read_kin
from app.analysis.bulk.kin_tables import Asked, KinTables
from app.analysis.bulk.spans import SpanTables
from app.analysis.engines import Session
from app.analysis.inquiry import Inquiry
from app.analysis.link_filters import LinkFilter
from app.analysis.links import Link, stated_links
from app.analysis.takings import Taking, Trigger
from app.analysis.together import sharing

#: Documented links; ``key`` is their place, ``named`` whether the source names an event.
DOCUMENTED = pa.schema(
    [*((name, pa.int32()) for name in ("key", "src", "a", "dst", "b", "least", "most")), ("named", pa.bool_())]
)


class Numbers:
    """Numbers for persons, and for the ids that stand for the two ends of a link, in the order of these ids.

    Parameters
    ----------
    kin : KinTables
        Numbers the persons of kinship.
    persons : set of str
        Who is asked about; one without kinship gets a number that is free.
    ends : set of str
        Ids of events, and of persons where a source names no event.
    """

    def __init__(self, kin: KinTables, persons: set[str], ends: set[str]) -> None:
        self._kin = kin
        self.ends = sorted(ends)
        self._ends = {id_: number for number, id_ in enumerate(self.ends)}
        listed = sorted(persons)
        found = pc.index_in(pa.array(listed, pa.string()), value_set=kin.ids).to_pylist()
        self._others = [person for person, number in zip(listed, found, strict=True) if number is None]
        self._persons: dict[str, int] = dict(zip(listed, found, strict=True))
        self._persons.update((person, kin.persons + place) for place, person in enumerate(self._others))

    def person(self, id_: str) -> int:
        """Return the number of a person who is asked about."""
        return self._persons[id_]

    def persons(self, ids: Iterable[str]) -> pa.Array:
        """Return the numbers of some persons; those who are not asked about are left out."""
        return pa.array([self._persons[id_] for id_ in ids if id_ in self._persons], pa.int32())

    def end(self, id_: str) -> int:
        """Return the number of an end of a link."""
        return self._ends[id_]

    def names(self) -> dict[int, str]:
        """Return the ids of the persons by number."""
        return {number: id_ for id_, number in self._persons.items()}


class Question(NamedTuple):
    """What the statements read.

    Attributes
    ----------
    kin : KinTables
    triggers, punishments, takings : pyarrow.Table
        In the shape of :data:`app.analysis.bulk.spans.SPANS`; takings are those that share date, kind and place.
    documented : pyarrow.Table
        The documented links that are asked for.
    stated : pyarrow.Table
        ``src, dst`` of every documented link with an event on both sides.
    asked, told : Asked
        Whose kinship is asked for, within the degree; and that of the documented links.
    """

    kin: KinTables
    triggers: pa.Table
    punishments: pa.Table
    takings: pa.Table
    documented: pa.Table
    stated: pa.Table
    asked: Asked
    told: Asked


class Ends(NamedTuple):
    """What the numbers of a question stand for."""

    numbers: Numbers
    triggers: dict[str, Trigger]
    takings: dict[str, Taking]
    stated: dict[tuple[str, str], Link]


def ask_in_numbers(inquiry: Inquiry, asked: LinkFilter, session: Session) -> tuple[Question, Ends]:
    """Write a question down as tables. O(persons + ties + events); kinship is read once a casebook.

    Parameters
    ----------
    inquiry : Inquiry
    asked : LinkFilter
        Kind, reason, place, agency and days are looked at here; person, family, class and chon are not.
    session : Session

    Returns
    -------
    tuple of Question and Ends
    """
    book = inquiry.book
    kin = book.once(read_kin, session)
    triggers = [trigger for person in inquiry.actors() for trigger in inquiry.triggers(person)]
    punishments = [taking for person in book.takings for taking in inquiry.punishments(person)]
    takings = list({taking.id: taking for taking in sharing(book, None)}.values())
    stated = stated_links(book)
    ends = {each.id for listed in (triggers, punishments, takings) for each in listed}
    ends.update(id_ for link in stated for id_ in (link.trigger_key[1], link.event.id))
    people = {each.person for listed in (triggers, punishments, takings) for each in listed}
    people.update(person for link in stated for person in (link.person, link.punished) if person is not None)
    numbers = Numbers(kin, people, ends)
    spans = SpanTables(numbers)
    wanted = [taking for taking in punishments if asked.wants_taking(book, taking.first, taking)]
    documented = [link for link in stated if asked.wants_ends(book, link)]
    acted = spans.table((t.person, t.event) for t in triggers if asked.trigger_kind in (None, t.event.kind))
    punished, taken = (spans.table((t.person, t.first) for t in listed) for listed in (wanted, takings))
    question = Question(
        kin=kin,
        triggers=acted,
        punishments=punished,
        takings=taken,
        documented=_documented(numbers, documented),
        stated=_stated(numbers, stated),
        asked=Asked.everyone(_persons(acted, taken), _persons(punished, taken)),
        told=Asked.pairs((_person(numbers, link), numbers.person(link.punished)) for link in documented),
    )
    by_id = {taking.id: taking for taking in [*punishments, *takings]}
    by_key = {(link.trigger_key[1], link.event.id): link for link in stated}
    return question, Ends(numbers, {trigger.id: trigger for trigger in triggers}, by_id, by_key)


def _persons(*spans: pa.Table) -> pa.ChunkedArray:
    return pa.chunked_array([chunk for table in spans for chunk in table.column("person").chunks], pa.int32())


def _person(numbers: Numbers, link: Link) -> int | None:
    return None if link.person is None else numbers.person(link.person)


def _documented(numbers: Numbers, links: Sequence[Link]) -> pa.Table:
    columns = [
        list(range(len(links))),
        [numbers.end(link.trigger_key[1]) for link in links],
        [_person(numbers, link) for link in links],
        [numbers.end(link.event.id) for link in links],
        [numbers.person(link.punished) for link in links],
        [link.delay[0] for link in links],
        [link.delay[1] for link in links],
    ]
    arrays = [pa.array(column, pa.int32()) for column in columns]
    return pa.table([*arrays, pa.array([link.trigger is not None for link in links])], schema=DOCUMENTED)


def _stated(numbers: Numbers, links: Sequence[Link]) -> pa.Table:
    listed = [link for link in links if link.trigger is not None]
    src = pa.array([numbers.end(link.trigger_key[1]) for link in listed], pa.int32())
    return pa.table({"src": src, "dst": pa.array([numbers.end(link.event.id) for link in listed], pa.int32())})
