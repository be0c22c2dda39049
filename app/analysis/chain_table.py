"""The links of chains as one table of columns, for files: who, whom, how near, how long after. No words, no paths."""

from typing import Any

import pyarrow as pa

from app.analysis.answer_table import with_about
from app.analysis.answering import NO_SAMPLE, cut, guarded, placeholder_notes
from app.analysis.bulk import LINKS, BulkLinks, BulkTable
from app.analysis.casebook import Casebook
from app.analysis.chains import ChainOptions, engine_of, in_bulk, known, searched_links
from app.analysis.inquiry import Inquiry
from app.analysis.links import Link
from app.analysis.options import shown_options


def chain_table(book: Casebook, options: ChainOptions | None = None) -> pa.Table:
    """Return the links of guilt by association as a table.

    Parameters
    ----------
    book : Casebook
    options : ChainOptions, optional
        With the engine ``auto``, DuckDB joins unless one person or a family is asked for.

    Returns
    -------
    pyarrow.Table
        In the shape of :data:`app.analysis.bulk.LINKS` and in the order of ``chains``; the links are the same. What
        was asked, what to bear in mind and how many links the limit left out stand in the metadata of the schema.

    Raises
    ------
    NotFound
        No such person, named family, place or agency.

    Notes
    -----
    Relation words, paths and claims are left out: ``chains`` and ``kin`` give them for one person at once.

    Examples
    --------
    >>> from app.analysis.sample import sample_case
    >>> chain_table(sample_case()).select(["class", "punishment_person", "chon", "most_days"]).to_pylist()
    [{'class': 'certain', 'punishment_person': 'x:ben', 'chon': 1, 'most_days': 59}]
    """
    asked = known(book, options or ChainOptions())
    inquiry = Inquiry(book, asked)
    if in_bulk(book, asked, 0):
        by_every_event = (asked.reason, asked.place, asked.agency) != (None, None, None)
        found = (BulkLinks if by_every_event else BulkTable)(inquiry, asked, engine_of(asked))
        table, notes = found.table(), placeholder_notes(found.crowded, found.overmarried)
    else:
        links = [link for link in searched_links(inquiry, asked) if asked.wants_link(book, link)]
        wanted = [link for link in links if asked.link_class in (None, link.link_class)]
        table, notes = pa.Table.from_pylist([_row(link) for link in wanted], schema=LINKS), guarded(book)
    _, truncated = cut([None] * table.num_rows, asked.limit)
    about = {
        "data_version": book.data_version,
        "parameters": shown_options(asked),
        "notes": [NO_SAMPLE, *notes],
        "truncated": truncated,
    }
    return with_about(table.slice(0, asked.limit), about)


def _row(link: Link) -> dict[str, Any]:
    relation = link.relation
    by_marriage = relation is not None and relation.affinity and not relation.spouse
    return {
        "class": link.link_class,
        "trigger_event": link.trigger.id if link.trigger else None,
        "trigger_person": link.person,
        "punishment_event": link.event.id,
        "punishment_person": link.punished,
        "chon": relation.chon if relation else None,
        "affinity": relation.chon if relation and by_marriage else None,
        "least_days": link.delay[0],
        "most_days": link.delay[1],
    }
