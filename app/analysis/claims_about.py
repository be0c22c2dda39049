"""The claims that can matter to an answer: those that it rests on, and those about whatever it names."""

from collections.abc import Iterable
from typing import Any

from app.analysis.casebook import Casebook
from app.domain.claims import Claim, ClaimKind


def claims_about(book: Casebook, answer: dict[str, Any], person: str, record: Iterable[Claim]) -> set[str]:
    """Return the claims that an answer rests on, and every claim about a person in it.

    Parameters
    ----------
    book : Casebook
    answer : dict
    person : str
        One more person.
    record : iterable of Claim
        The accepted claims.

    Returns
    -------
    set of str

    Notes
    -----
    About a person are also the claims about the person's events, about the agencies and places of these and what they
    are part of, and the judgements by which records are, or are not, one of these. O(claims).
    """
    told: set[str] = set()
    claims: set[str] = set()
    waiting: list[Any] = [answer]
    for each in waiting:
        if isinstance(each, dict):
            claims.update(each.get("claims") or ())
            waiting += [value for name, value in each.items() if name not in ("claims", "parameters")]
        elif isinstance(each, list):
            waiting += each
        elif isinstance(each, str):
            told.add(each)
    persons = {person, *(told & book.persons.keys())}
    events = [event for event in book.events.values() if event.person in persons]
    where = {id_ for event in events for ties in (event.all_agencies, event.all_places) for _, id_, _ in ties}
    named = {event.id for event in events} | persons | told
    return claims | _claims_of(book, persons, {event.id for event in events}, where) | _judgements(named, record)


def _claims_of(book: Casebook, persons: set[str], events: set[str], where: set[str]) -> set[str]:
    """Return the claims of the rows that are about some persons, their events, and the agencies and places of these."""
    tables = book.snapshot.tables
    where = where | _wholes(book, where)
    wanted = {"Person": persons, "Event": events, "kinship": persons, "memberships": persons}
    wanted |= {"event_ties": events, "because_of": events | persons}
    wanted |= {"Agency": where, "Place": where, "structure": where}
    found: set[str] = set()
    for name, ids in wanted.items():
        table = tables[name]
        ends = [table[each].to_pylist() for each in ("id", "a", "b") if each in table.column_names]
        for at, listed in zip(zip(*ends, strict=True), table["claims"].to_pylist(), strict=True):
            if listed and not ids.isdisjoint(at):
                found.update(listed)
    return found


def _wholes(book: Casebook, parts: set[str]) -> set[str]:
    """Return what some agencies and places are part of, and the other names of their bodies."""
    table = book.snapshot.tables["structure"]
    ties = list(zip(*(table[name].to_pylist() for name in ("type", "a", "b")), strict=True))
    found, grown = set(parts), True
    while grown:
        more = {b for _, a, b in ties if a in found} | {
            a for type_, a, b in ties if type_ == "SAME_BODY" and b in found
        }
        grown = not more <= found
        found |= more
    return found


def _judgements(named: set[str], record: Iterable[Claim]) -> set[str]:
    """Return the identity claims about the records that some names stand for."""
    judged = [claim for claim in record if claim.kind == ClaimKind.IDENTITY]
    pairs = [{claim.statement["record_a"], claim.statement["record_b"]} for claim in judged]
    known, grown = set(named), True
    while grown:
        more = set().union(*(pair for pair in pairs if pair & known))
        grown = not more <= known
        known |= more
    return {claim.id for claim, pair in zip(judged, pairs, strict=True) if pair & known}
