"""Chains: who was taken after whose act, as kin, and how sure the link is."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from app.analysis.answering import NO_SAMPLE, cut, link_answer
from app.analysis.bounds import can_meet
from app.analysis.casebook import Casebook
from app.analysis.exposure import degree_unknown, not_taken
from app.analysis.inquiry import Inquiry, Terms
from app.analysis.links import CLASSES, Link, find_links
from app.analysis.options import option, shown_options
from app.analysis.records import EventRecord
from app.analysis.takings import Trigger
from app.analysis.together import together_groups


@dataclass(frozen=True, slots=True)
class ChainOptions(Terms):
    """Which links are asked for.

    Attributes
    ----------
    person : str or None
        Whose act it was, or who was punished.
    link_class : str or None
        documented, certain, possible or undated.
    kind : str or None
        Event kind of the punishment.
    first_day, last_day : int or None
        The punishment can have begun between these days.
    limit : int or None
        At most so many links.
    """

    person: str | None = option(None, "person", "only links of this person, on either side")
    link_class: str | None = option(None, "choice", "only links of this class", name="class", allowed=CLASSES)
    kind: str | None = option(None, "text", "only punishments of this event kind")
    first_day: int | None = option(
        None, "day", "only punishments that can have begun on or after this day", name="from"
    )
    last_day: int | None = option(None, "day", "only punishments that can have begun on or before this day", name="to")
    limit: int | None = option(None, "int", "at most so many links", least=1, most=1_000_000)

    def wants(self, event: EventRecord) -> bool:
        """Say whether a punishment is asked for."""
        return self.kind in (None, event.kind) and can_meet(event.begin, self.first_day, self.last_day)


def chains(book: Casebook, options: ChainOptions | None = None) -> dict[str, Any]:
    """Return the links of guilt by association, with what stands beside them.

    Parameters
    ----------
    book : Casebook
        Persons, kinship, events, because_of; rumours decide nothing.
    options : ChainOptions, optional

    Returns
    -------
    dict
        ``data_version, parameters, links, together, not_taken, degree_unknown, counts, notes, truncated``. The links
        come in the order (class, chon, marriage steps, middle of the delay without its sign and null last, trigger
        id, punishment id). ``counts`` holds how many links of each class there are before the limit.

    Raises
    ------
    NotFound
        No such person.

    Notes
    -----
    A link joins a trigger of a and a punishment of b, kin within ``max_chon``. *documented*: a source says because
    of; *certain*: every possible delay lies in [1, W]; *possible*: some delay lies in [0, W]; *undated*: the same
    with an open end. An inferred link is never called a cause. Takings at one time, of one kind, at one place are
    listed under ``together``, never linked. Cost: one closure of kin for each person with a trigger.

    References
    ----------
    .. [1] Korean Civil Act, articles 770 and 771 (degrees).

    Examples
    --------
    >>> from app.analysis.sample import sample_case
    >>> found = chains(sample_case())["links"]
    >>> [(link["trigger"]["event"], link["punishment"]["event"], link["class"], link["delay_days"]) for link in found]
    [('x:e1', 'x:e2', 'certain', [59, 59])]
    """
    asked = options or ChainOptions()
    if asked.person is not None:
        book.known_person(asked.person)
    inquiry = Inquiry(book, asked)
    found = [link for link in find_links(inquiry, asked.person) if asked.wants(link.event)]
    links = [link for link in found if asked.link_class in (None, link.link_class)]
    triggers = _triggers(inquiry, asked.person, links)
    shown, truncated = cut(links, asked.limit)
    return {
        "data_version": book.data_version,
        "parameters": shown_options(asked),
        "links": [link_answer(link) for link in shown],
        "together": together_groups(inquiry, asked.person, asked.wants),
        "not_taken": not_taken(inquiry, triggers),
        "degree_unknown": degree_unknown(book, {trigger.person for trigger in triggers if trigger.person}),
        "counts": {name: sum(link.link_class == name for link in found) for name in CLASSES},
        "notes": [NO_SAMPLE],
        "truncated": truncated,
    }


def _triggers(inquiry: Inquiry, person: str | None, links: Iterable[Link]) -> list[Trigger]:
    """Return the triggers whose relatives are counted: those of the links, and all of the person or of everyone."""
    found = [trigger for each in ([person] if person else inquiry.actors()) for trigger in inquiry.triggers(each)]
    return found + [link.trigger for link in links if link.trigger is not None]
