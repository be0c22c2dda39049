"""One question as tables: what can be joined in words, then in numbers, with the way back from numbers to ids."""

from collections.abc import Iterable
from typing import NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from app.analysis.bulk.event_reading import read_events
from app.analysis.bulk.kin_reading import read_kin
from app.analysis.bulk.kin_tables import Asked, KinTables
from app.analysis.bulk.spans import WORDS, in_numbers, in_words
from app.analysis.bulk.stated_reading import STATED
from app.analysis.engines import Session
from app.analysis.inquiry import TAKINGS, Inquiry
from app.analysis.link_filters import LinkFilter
from app.analysis.links import Link, stated_links
from app.analysis.together import sharing

#: Documented links; ``key`` is their place, ``named`` whether the source names an event.
DOCUMENTED = pa.schema(
    [*((name, pa.int32()) for name in ("key", "src", "a", "dst", "b", "least", "most")), ("named", pa.bool_())]
)


class Numbers:
    """Numbers for everyone and everything that can be joined.

    Parameters
    ----------
    kin : KinTables
        Numbers the persons of kinship.
    persons : pyarrow.Array
        Who is asked about; one without kinship gets a number that is free.
    ends : pyarrow.Array
        Ids that stand for the two ends of a link, in order: events, and persons where a source names no event.
    """

    def __init__(self, kin: KinTables, persons: pa.Array, ends: pa.Array) -> None:
        # everyone is looked for among those asked about, who are far fewer
        place = pc.index_in(kin.ids, value_set=persons)
        known = pc.indices_nonzero(pc.is_valid(place)).cast(pa.int32())
        places = pa.array(range(len(persons)), pa.int32())
        found = known.take(pc.index_in(places, value_set=place.drop_null()))
        alone = pc.add(pc.cumulative_sum(pc.is_null(found).cast(pa.int32())), pa.scalar(kin.persons - 1, pa.int32()))
        self._people = persons
        self._numbers = pc.coalesce(found, alone)
        self.ends = ends

    def persons(self, ids: Iterable[str | None]) -> pa.Array:
        """Return the numbers of some persons; null for one who is not asked about."""
        return self._numbers.take(_places(ids, self._people))

    def named(self, numbers: pa.ChunkedArray) -> pa.ChunkedArray:
        """Return the ids of some persons."""
        return self._people.take(pc.index_in(numbers, value_set=self._numbers, skip_nulls=True))

    def events(self, ids: Iterable[str | None]) -> pa.Array:
        """Return the numbers of some ends of links."""
        return _places(ids, self.ends)


def _places(ids: Iterable[str | None], known: pa.Array) -> pa.Array:
    column = ids if isinstance(ids, pa.ChunkedArray) else pa.array(ids, pa.string())
    return pc.index_in(column, value_set=known, skip_nulls=True)


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
    """What can be joined, in words.

    Attributes
    ----------
    triggers, punishments, takings : pyarrow.Table
        In the shape of :data:`app.analysis.bulk.spans.WORDS`.
    stated, documented : pyarrow.Table
        All documented links, and those that are asked for, in the shape of
        :data:`app.analysis.bulk.stated_reading.STATED`.
    """

    triggers: pa.Table
    punishments: pa.Table
    takings: pa.Table
    stated: pa.Table
    documented: pa.Table


def ends_by_rules(inquiry: Inquiry, asked: LinkFilter) -> Ends:
    """Return what can be joined from the records of a casebook. O(events).

    Parameters
    ----------
    inquiry : Inquiry
    asked : LinkFilter
        Kind, reason, place, agency and days are looked at here; person, family, class and chon are not.

    Returns
    -------
    Ends
    """
    book = inquiry.book
    stated = book.once(stated_links)
    return Ends(
        *_sides_by_rules(inquiry, asked),
        in_words((t.person, t.first) for t in {taking.id: taking for taking in sharing(book, None)}.values()),
        _stated_in_words(stated),
        _stated_in_words(link for link in stated if asked.wants_ends(book, link)),
    )


def _sides_by_rules(inquiry: Inquiry, asked: LinkFilter) -> tuple[pa.Table, pa.Table]:
    book = inquiry.book
    triggers = [each for person in inquiry.actors() for each in inquiry.triggers(person)]
    punishments = [each for person in book.takings for each in inquiry.punishments(person)]
    return (
        in_words((t.person, t.event) for t in triggers if asked.trigger_kind in (None, t.event.kind)),
        in_words((t.person, t.first) for t in punishments if asked.wants_taking(book, t.first, t)),
    )


def _stated_in_words(links: Iterable[Link]) -> pa.Table:
    rows = [
        (each.trigger_key[1], each.person, each.event.id, each.punished, *each.delay, each.trigger is not None)
        for each in links
    ]
    columns = zip(*rows, strict=True) if rows else [()] * len(STATED)
    return pa.table([pa.array(column, field.type) for column, field in zip(columns, STATED, strict=True)], STATED)


def ends_by_columns(inquiry: Inquiry, asked: LinkFilter) -> Ends:
    """Return the same from the columns of the snapshot, without the takings: who was taken together is not asked.

    Parameters
    ----------
    inquiry : Inquiry
    asked : LinkFilter
        Without reason, place and agency, which are asked of every event of a taking.

    Returns
    -------
    Ends
    """
    acts, takings, stated, rest = inquiry.book.once(read_events)
    other_triggers, other_punishments = _sides_by_rules(Inquiry(rest, inquiry.terms), asked)
    triggers = [acts, takings if inquiry.terms.trigger == TAKINGS else takings.filter(takings["act"])]
    if asked.trigger_kind is not None:
        triggers = [each.filter(pc.equal(each["kind"], asked.trigger_kind)) for each in triggers]
    if not inquiry.terms.own_reason:
        takings = takings.filter(pc.invert(pc.or_(takings["act"], takings["other"])))
    documented = _as_asked(stated, asked)
    if asked.trigger_kind is not None:
        documented = documented.filter(pc.equal(documented["trigger_kind"], asked.trigger_kind))
    return Ends(
        _joined(*triggers, other_triggers),
        _joined(_as_asked(takings, asked), other_punishments),
        WORDS.empty_table(),
        stated.select(STATED.names),
        documented.select(STATED.names),
    )


def _as_asked(punishments: pa.Table, asked: LinkFilter) -> pa.Table:
    """Return the punishments of the kind and the days asked for."""
    if asked.kind is not None:
        punishments = punishments.filter(pc.equal(punishments["kind"], asked.kind))
    if asked.first_day is not None:
        punishments = punishments.filter(pc.fill_null(pc.greater_equal(punishments["hi"], asked.first_day), True))
    if asked.last_day is not None:
        punishments = punishments.filter(pc.fill_null(pc.less_equal(punishments["lo"], asked.last_day), True))
    return punishments


def _joined(*tables: pa.Table) -> pa.Table:
    return pa.concat_tables([table.select(WORDS.names).cast(WORDS) for table in tables])


def ask_in_numbers(inquiry: Inquiry, ends: Ends, session: Session) -> tuple[Question, Numbers]:
    """Write a question down as tables of numbers. Kinship is read once a casebook.

    Parameters
    ----------
    inquiry : Inquiry
    ends : Ends
    session : Session

    Returns
    -------
    tuple of Question and Numbers
    """
    kin = inquiry.book.once(read_kin, session)
    numbers = _numbers(kin, ends)
    tables = in_numbers([ends.triggers, ends.punishments, ends.takings], numbers)
    acted, punished, taken = tables
    documented, stated = _linked(ends.documented, numbers), _linked(ends.stated, numbers)
    question = Question(
        kin=kin,
        triggers=acted,
        punishments=punished,
        takings=taken,
        documented=documented,
        stated=stated.filter(stated["named"]).select(["src", "dst"]),
        asked=Asked.everyone(_people(acted, taken), _people(punished, taken)),
        told=Asked.pairs(documented["a"], documented["b"]),
    )
    return question, numbers


def _linked(links: pa.Table, numbers: Numbers) -> pa.Table:
    """Return documented links in numbers."""
    columns = {name: numbers.events(links[name]) for name in ("src", "dst")}
    columns |= {name: numbers.persons(links[name]) for name in ("a", "b")}
    columns["key"] = pa.array(range(links.num_rows), pa.int32())
    told = {name: links[name] for name in ("least", "most", "named")}
    return pa.table({name: {**columns, **told}[name] for name in DOCUMENTED.names})


def _numbers(kin: KinTables, ends: Ends) -> Numbers:
    """Give everyone and everything that can be joined a number; whoever has no kin gets one after all others."""
    tables = (ends.triggers, ends.punishments, ends.takings)
    people = [*(table["person"] for table in tables), ends.stated["a"], ends.stated["b"]]
    known = [*(table["id"] for table in tables), ends.stated["src"], ends.stated["dst"]]
    persons, ids = (
        pc.unique(pa.chunked_array([each for one in some for each in one.chunks])) for some in (people, known)
    )
    return Numbers(kin, persons.drop_null(), ids.take(pc.sort_indices(ids)))


def _people(*spans: pa.Table) -> pa.ChunkedArray:
    return pa.chunked_array([chunk for table in spans for chunk in table.column("person").chunks], pa.int32())
