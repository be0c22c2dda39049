"""What happened in one family: who was taken, when, by whom, for whose act; who is left; who was separated."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from app.analysis.answering import dated
from app.analysis.casebook import Casebook
from app.analysis.headcount import Count, count_persons
from app.analysis.links import Link
from app.analysis.positions import taken_at
from app.analysis.status import ABROAD, DEAD, DIED_IN_CUSTODY, DISAPPEARED, EXECUTED, FREE, MISSING, UNKNOWN, is_abroad
from app.analysis.takings import Taking

_GONE = frozenset({EXECUTED, DIED_IN_CUSTODY, DEAD})
_LEFT = frozenset({FREE, UNKNOWN, ABROAD})
_FATE_UNKNOWN = frozenset({DISAPPEARED, MISSING})


def family_story(
    book: Casebook,
    members: Sequence[str],
    *,
    statuses: Mapping[str, str],
    links_of: Callable[[str], Iterable[Link]],
) -> dict[str, Any]:
    """Return what happened in a family.

    Parameters
    ----------
    book : Casebook
    members : sequence of str
    statuses : mapping of str to str
        The status of each member.
    links_of : callable
        Person to the links that end at the person's takings, in link order.

    Returns
    -------
    dict
        ``takings``: one row for each taking, in trail order of each member by id: ``person, event, kind, date,
        earliest, latest, agency, place, country, because_of`` (the first link to it: ``person, event, class,
        relation``; None when there is none), ``status``. ``left``: members not taken whose status is free, unknown
        or abroad. ``separated``: see :func:`separated`. ``sentence``: the counts in words, ``en`` and ``ko``.

    Notes
    -----
    An inferred link is never called a cause: ``because_of`` holds its class, and the sentence says *after* unless a
    source says *because of*.
    """
    rows = [_taking(book, taking, statuses, links_of) for each in members for taking in book.takings.get(each, ())]
    left = [each for each in members if each not in book.takings and statuses[each] in _LEFT]
    apart = separated(book, members)
    counts = {
        "persons": count_persons(book, members),
        "taken": count_persons(book, [each for each in members if each in book.takings]),
        "documented": _linked(book, rows, documented=True),
        "inferred": _linked(book, rows, documented=False),
        "left": count_persons(book, left),
        "unknown": count_persons(book, [each for each in members if statuses[each] in _FATE_UNKNOWN]),
        "dead": count_persons(book, [each for each in members if statuses[each] in _GONE]),
        "abroad": count_persons(book, [each for each in members if is_abroad(book, each)]),
        "apart": Count(len(apart), len(apart)),
    }
    return {"takings": rows, "left": left, "separated": apart, "sentence": _sentence(counts)}


def _taking(
    book: Casebook, taking: Taking, statuses: Mapping[str, str], links_of: Callable[[str], Iterable[Link]]
) -> dict[str, Any]:
    first = taking.first
    position = taken_at(book, first)
    link = next((link for link in links_of(taking.person) if link.event.id == first.id), None)
    return {
        "person": taking.person,
        "event": first.id,
        "kind": first.kind,
        **dated(first.begin_text, first.begin),
        "agency": position.agency,
        "place": position.place,
        "country": position.country,
        "because_of": None if link is None else _because(link),
        "status": statuses[taking.person],
    }


def _because(link: Link) -> dict[str, Any]:
    return {
        "person": link.person,
        "event": link.trigger.id if link.trigger else None,
        "class": link.link_class,
        "relation": link.relation.word() if link.relation else None,
    }


def _linked(book: Casebook, rows: Iterable[dict[str, Any]], *, documented: bool) -> Count:
    """Count the persons with a taking whose first link is documented, or is not."""
    because = [(row["person"], row["because_of"]) for row in rows if row["because_of"]]
    return count_persons(book, {who for who, link in because if (link["class"] == "documented") == documented})


def separated(book: Casebook, members: Sequence[str]) -> list[dict[str, Any]]:
    """Return the siblings, and the parents and children, who were parted.

    Parameters
    ----------
    book : Casebook
    members : sequence of str

    Returns
    -------
    list of dict
        ``a, b, tie`` (``siblings``, or ``parent`` with a the parent), by ids.

    Notes
    -----
    Two members are *separated* when one of them was taken into custody and the other was not with them: no taking of
    the other begins at the same time and in the same kind and place. Whether both came together again is not asked.
    Parents and children by recorded ties (birth, adoptive and unknown); siblings by a shared recorded parent or a
    recorded sibling tie. O(parents, children and siblings of the members taken).
    """
    inside = set(members)
    taken = [each for each in members if each in book.takings]
    found = set()
    for a in taken:
        found |= {(min(a, b), max(a, b), "siblings") for b in book.kinship.siblings(a)}
        found |= {(parent, a, "parent") for parent in book.kinship.parents(a)}
        found |= {(a, child, "parent") for child in book.kinship.children(a)}
    kept = sorted((a, b, tie) for a, b, tie in found if a != b and {a, b} <= inside and _parted(book, a, b))
    return [{"a": a, "b": b, "tie": tie} for a, b, tie in kept]


def _parted(book: Casebook, a: str, b: str) -> bool:
    takings = [[each for each in book.takings.get(who, ()) if each.in_custody] for who in (a, b)]
    own, others = ({_when_and_where(each) for each in listed} for listed in takings)
    return own != others


def _when_and_where(taking: Taking) -> tuple[Any, ...]:
    first = taking.first
    return first.begin, first.begin_text if first.begin.undated else "", first.kind, first.place


_KO = {
    "persons": "기록된 가족 {n}",
    "taken": "{n}이 붙잡힘",
    "documented": "{n}은 친족의 행위 때문이라고 출처가 밝힘",
    "inferred": "{n}은 친족의 행위 뒤에 붙잡힘(원인이라는 뜻은 아님)",
    "left": "{n}이 남음",
    "unknown": "{n}의 생사나 행방을 알 수 없음",
    "dead": "{n}이 사망",
    "abroad": "{n}이 마지막으로 국외에 있었음",
    "apart": "형제자매나 부모와 자녀 {n}이 헤어짐",
}
_EN = {
    "persons": ("{n} person of this family is on record", "{n} persons of this family are on record"),
    "taken": ("{n} was taken", "{n} were taken"),
    "documented": (
        "{n} because of a relative's act, as a source says",
        "{n} because of a relative's act, as sources say",
    ),
    "inferred": (
        "{n} after a relative's act (which is not called its cause)",
        "{n} after a relative's act (which is not called the cause)",
    ),
    "left": ("{n} is left", "{n} are left"),
    "unknown": ("the fate of {n} is unknown", "the fate of {n} is unknown"),
    "dead": ("{n} is dead", "{n} are dead"),
    "abroad": ("{n} was last known abroad", "{n} were last known abroad"),
    "apart": (
        "{n} pair of siblings, or of parent and child, was separated",
        "{n} pairs of siblings, or of parent and child, were separated",
    ),
}


def _sentence(counts: dict[str, Count]) -> dict[str, str]:
    """Return the counts in words; what is zero is left out but for the persons taken."""
    told = {name: count for name, count in counts.items() if count != Count(0, 0) or name in ("persons", "taken")}
    english = [_EN[name][count != Count(1, 1)].format(n=_english(count)) for name, count in told.items()]
    korean = [_KO[name].format(n=_korean(count, "쌍" if name == "apart" else "명")) for name, count in told.items()]
    return {"en": f"{'; '.join(english)}.", "ko": f"{', '.join(korean)}."}


def _english(count: Count) -> str:
    least, most = count
    if least == most:
        return f"{least}"
    return f"{least} or more" if most is None else f"{least} to {most}"


def _korean(count: Count, unit: str) -> str:
    least, most = count
    if most is None:
        return f"{least}{unit} 이상"
    return f"{least}{unit}" if least == most else f"{least}–{most}{unit}"
