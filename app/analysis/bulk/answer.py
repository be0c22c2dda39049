"""The links of everyone in one go, as a table of numbers, with the way back to what stands behind each row."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from app.analysis.bulk.kin_reading import read_kin
from app.analysis.bulk.kin_tables import find_kin
from app.analysis.bulk.question import Ends, Numbers, Question, ask_in_numbers, ends_by_columns, ends_by_rules
from app.analysis.engines import DUCKDB, Session, Tell, silent
from app.analysis.inquiry import Inquiry
from app.analysis.link_filters import LinkFilter
from app.analysis.links import CLASSES, DOCUMENTED, Link, stated_links
from app.analysis.takings import Taking, Trigger
from app.domain.kinship import PAIR_CHON

#: What a table of links holds: one row for each link, best first. A delay is in days, null is open; ``chon`` is null
#: where the kinship is not told, ``affinity`` is the degree where the kinship runs through a marriage.
LINKS = pa.schema(
    [
        ("class", pa.string()),
        ("trigger_event", pa.string()),
        ("trigger_person", pa.string()),
        ("punishment_event", pa.string()),
        ("punishment_person", pa.string()),
        ("chon", pa.int32()),
        ("affinity", pa.int32()),
        ("least_days", pa.int32()),
        ("most_days", pa.int32()),
    ]
)
#: Tables of numbers, kin, links, who was taken together.
_STEPS = 4
Read = Callable[[Inquiry, LinkFilter], Ends]
_TOGETHER = pa.schema([("one", pa.int32()), ("other", pa.int32())])
_TOLD = pa.schema([("key", pa.int32()), ("nearness", pa.int32())])


class Rows(NamedTuple):
    """What the statements answer, in numbers.

    Attributes
    ----------
    links : pyarrow.Table
        ``class, src, named, a, dst, b, least, most, chon, marriages, spouses``, in the order of links.
    together : pyarrow.Table
        ``one, other``: takings of kin at one time, in one way, at one place.
    """

    links: pa.Table
    together: pa.Table


def run(question: Question, session: Session, *, max_chon: int, window_days: int, tell: Tell = silent) -> Rows:
    """Answer a question in numbers.

    Parameters
    ----------
    question : Question
    session : Session
        Of the engine that answers.
    max_chon, window_days : int
    tell : callable
        Told of each step.

    Returns
    -------
    Rows
    """
    tell("looking for kin", 1, _STEPS)
    if question.documented.num_rows:
        find_kin(session, question.kin, question.told, PAIR_CHON, name="told")
    else:
        session.give(told=_TOLD.empty_table())
    find_kin(session, question.kin, question.asked, max_chon)
    session.give(triggers=question.triggers, punishments=question.punishments, takings=question.takings)
    session.give(documented=question.documented, stated=question.stated)
    tell("joining links", 2, _STEPS)
    links = session.ask("links", window_days=window_days)
    if not question.takings.num_rows:
        return Rows(links, _TOGETHER.empty_table())
    tell("joining who was taken together", 3, _STEPS)
    return Rows(links, session.ask("together"))


class BulkTable:
    """The links of everyone that are asked for, as a table.

    Parameters
    ----------
    inquiry : Inquiry
    asked : LinkFilter
    engine : str
        ``duckdb`` or ``spark``.
    read : callable
        Reads what can be joined.

    Attributes
    ----------
    counts : dict of str to int
        Links of each class.
    crowded, overmarried : list of str
        Placeholders, over whom no kinship was followed from child to child, or from spouse to spouse.

    Notes
    -----
    The same links in the same order as :func:`app.analysis.links.find_links` gives. Their class is chosen last.
    """

    def __init__(
        self, inquiry: Inquiry, asked: LinkFilter, engine: str = DUCKDB, *, read: Read = ends_by_columns
    ) -> None:
        engines = inquiry.book.engines
        with engines.open(engine) as session:
            engines.tell("reading events and kinship", 0, _STEPS)
            with ThreadPoolExecutor(1) as beside:  # kinship and events take as long as each other
                kin = beside.submit(inquiry.book.once, read_kin, session)
                ends = read(inquiry, asked)
                kin.result()
            question, self._numbers = ask_in_numbers(inquiry, ends, session)
            terms = {"max_chon": asked.max_chon, "window_days": asked.window_days}
            self._rows = run(question, session, tell=engines.tell, **terms)
        self.crowded, self.overmarried = question.kin.crowded, question.kin.overmarried
        links = _wanted(inquiry, asked, self._rows.links, self._numbers)
        numbers = {row["values"]: row["counts"] for row in pc.value_counts(links.column("class")).to_pylist()}
        self.counts = {name: numbers.get(number, 0) for number, name in enumerate(CLASSES)}
        if asked.link_class is not None:
            links = links.filter(pc.equal(links.column("class"), CLASSES.index(asked.link_class)))
        self._links = links

    def table(self) -> pa.Table:
        """Return the links as a table in the shape of :data:`LINKS`."""
        rows, numbers = self._links, self._numbers
        by_marriage = pc.and_(pc.greater(rows.column("marriages"), 0), pc.invert(rows.column("spouses")))
        columns = {
            "class": pa.array(CLASSES).take(rows.column("class")),
            "trigger_event": pc.if_else(rows.column("named"), numbers.ends.take(rows.column("src")), None),
            "trigger_person": numbers.named(rows.column("a")),
            "punishment_event": numbers.ends.take(rows.column("dst")),
            "punishment_person": numbers.named(rows.column("b")),
            "chon": rows.column("chon"),
            "affinity": pc.if_else(by_marriage, rows.column("chon"), None),
            "least_days": rows.column("least"),
            "most_days": rows.column("most"),
        }
        return pa.table([columns[field.name] for field in LINKS], names=LINKS.names).cast(LINKS)


class BulkLinks(BulkTable):
    """The same with what stands behind each row, and who was taken together; parameters as for the table."""

    def __init__(self, inquiry: Inquiry, asked: LinkFilter, engine: str = DUCKDB) -> None:
        super().__init__(inquiry, asked, engine, read=ends_by_rules)
        self._book = inquiry.book
        self._stated = {(link.trigger_key[1], link.event.id): link for link in inquiry.book.once(stated_links)}
        self._alike: dict[str, list[Taking]] = {}
        pairs = (self._numbers.ends.take(self._rows.together[name]).to_pylist() for name in ("one", "other"))
        for one, other in zip(*pairs, strict=True):
            self._alike.setdefault(one, []).append(self._taking(other))

    def links(self) -> list[Link]:
        """Return the links, their relation not looked for."""
        numbers = self._numbers
        columns = (numbers.ends.take(self._links[name]).to_pylist() for name in ("src", "dst"))
        names = (numbers.named(self._links[name]).to_pylist() for name in "ab")
        plain = (self._links[name].to_pylist() for name in ("class", "least", "most"))
        found = []
        for source, target, a, b, number, least, most in zip(*columns, *names, *plain, strict=True):
            if CLASSES[number] == DOCUMENTED:
                found.append(self._stated[source, target])
                continue
            event, taking = self._book.event(source), self._taking(target)
            trigger = Trigger(a, event, None if event.category == "act" else self._taking(source))
            found.append(Link(CLASSES[number], a, trigger, b, taking.first, taking, (least, most), None, None))
        return found

    def together(self, taking: Taking) -> list[Taking]:
        """Return the takings of kin that belong together with one."""
        return self._alike.get(taking.id, [])

    def _taking(self, first: str) -> Taking:
        return next(each for each in self._book.takings[self._book.event(first).person or ""] if each.id == first)


def _wanted(inquiry: Inquiry, asked: LinkFilter, links: pa.Table, numbers: Numbers) -> pa.Table:
    """Return the links of the person, the family and the degree asked for."""
    if asked.chon is not None:
        links = links.filter(pc.equal(links.column("chon"), asked.chon))
    members = [] if asked.family is None else inquiry.book.families[asked.family].members
    for people in ([asked.person] if asked.person is not None else None, members if asked.family is not None else None):
        if people is not None:
            known = numbers.persons(people).drop_null()
            sides = (pc.is_in(links.column(side), value_set=known) for side in ("a", "b"))
            links = links.filter(pc.or_(*sides))
    return links
