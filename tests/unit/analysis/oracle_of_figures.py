"""Published figures by the enumeration of all worlds: every value that what is not told can have.

What a figure asks of a person or event stands here in words of its own; the file of rules is not read.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from itertools import product
from typing import Any

from tests.unit.analysis import oracle_of_records as records
from tests.unit.analysis import oracle_of_trails as trails
from tests.unit.analysis.histories import AGENCIES, MOVES, PLACES, Happening, History

World = dict[str, Any]
Holds = Callable[[World], bool]
#: Bodies that no history names; who is not named can be one of them.
_OTHERS = {"their own": ("intelligence", "CN"), "the Russian": ("police", "RU"), "somebody else": ("court", "US")}
_BODIES = (*AGENCIES, *_OTHERS)
_COUNTRIES = ("CN", "KP", "RU", "VN", "elsewhere")
_ESCAPING = ("escape_repatriated", "escape_attempt", "escape_prepare", "assist")
_OWN = ("outside_contact", "regime_criticism", "religion", "smuggling", "something else")
_REASONS = (*_ESCAPING, "guilt_by_association", *_OWN)
_MSS, _MPS = ("secret_police", "KP"), ("police", "CN")
_FAR = (date(1900, 1, 1).toordinal(), date(2100, 1, 1).toordinal())


def _is_of(agency: str, kind: tuple[str, str]) -> bool:
    """Of a kind and country, or part of such a one; the same for every name of a body."""
    wholes = [AGENCIES[whole][:2] for whole in AGENCIES if agency in AGENCIES and trails.lies_in(agency, whole)]
    return kind in wholes or _OTHERS.get(agency) == kind


def _days(first: str, last: str) -> tuple[int, int]:
    return date.fromisoformat(first).toordinal(), date.fromisoformat(last).toordinal()


def _in(first: str, last: str) -> Holds:
    low, high = _days(first, last)
    return lambda world: low <= world["day"] <= high


def _for(*reasons: str) -> Holds:
    return lambda world: bool(world["reasons"] & set(reasons))


def _both(one: Holds, other: Holds) -> Holds:
    return lambda world: one(world) and other(world)


_OTHER_COUNTRIES = _COUNTRIES[:1] + _COUNTRIES[2:]
_BEFORE = _in("1948-09-09", "2011-12-16")


def _foreign(world: World) -> bool:
    return world["nationality"] not in ("KP", "KR")


#: Figure to the facts it asks for and what a whole world says of the first taking of a person.
OF_PERSONS: dict[str, tuple[str, Holds]] = {
    "tjwg24-victims": ("", lambda w: True),
    "tjwg24-arrest-nk": ("country", lambda w: w["country"] == "KP"),
    "tjwg24-arrest-abroad": ("country", lambda w: w["country"] in _OTHER_COUNTRIES),
    "tjwg24-arrest-cn": ("country", lambda w: w["country"] == "CN"),
    "tjwg24-arrest-ru": ("country", lambda w: w["country"] == "RU"),
    "tjwg24-arrest-vn": ("country", lambda w: w["country"] == "VN"),
    "tjwg24-first-mss": ("first", lambda w: _is_of(w["first"], _MSS)),
    "tjwg24-handed-to-mss": ("first last", lambda w: not _is_of(w["first"], _MSS) and _is_of(w["last"], _MSS)),
    "tjwg24-last-mss": ("last", lambda w: _is_of(w["last"], _MSS)),
    "tjwg24-last-other": ("last", lambda w: not _is_of(w["last"], _MSS)),
    "tjwg24-cn-by-mps": ("country first", lambda w: w["country"] == "CN" and _is_of(w["first"], _MPS)),
    "tjwg24-cn-by-cnmss": (
        "country first",
        lambda w: w["country"] == "CN" and _is_of(w["first"], ("intelligence", "CN")),
    ),
    "tjwg24-cn-by-dprkmss": ("country first", lambda w: w["country"] == "CN" and _is_of(w["first"], _MSS)),
    "tjwg24-ru-by-state": ("country first", lambda w: w["country"] == "RU" and _is_of(w["first"], ("police", "RU"))),
    "tjwg24-ru-unknown": ("country silent", lambda w: w["country"] == "RU" and w["silent"]),
    "tjwg24-period-kji-s": ("day", _in("1948-09-09", "1994-07-07")),
    "tjwg24-period-kji": ("day", _in("1994-07-08", "2011-12-16")),
    "tjwg24-period-kju": ("day", _in("2011-12-17", "2021-04-30")),
    "tjwg24-period-unknown": ("undated", lambda w: w["undated"]),
    "tjwg24-reason-escape": ("reasons", _for(*_ESCAPING)),
    **{
        f"tjwg24-reason-escape-{name}": ("reasons", _for(reason))
        for name, reason in zip(("repatriated", "attempt", "prepare", "assist"), _ESCAPING, strict=True)
    },
    "tjwg24-reason-gba": ("reasons", _for("guilt_by_association")),
    "tjwg24-reason-contact-n": ("reasons", _for("outside_contact")),
    "tjwg24-reason-criticism-n": ("reasons", _for("regime_criticism")),
    "tjwg24-reason-religion-n": ("reasons", _for("religion")),
    "tjwg24-reason-rest-n": ("reasons", lambda w: w["reasons"] <= {"smuggling", "something else"} | {"disability"}),
    "tjwg24-age-20-30s": ("age", lambda w: 20 <= w["age"] < 40),
    "tjwg24-age-under10": ("age", lambda w: w["age"] < 10),
    "tjwg24-age-under10-gba": ("age reasons", _both(lambda w: w["age"] < 10, _for("guilt_by_association"))),
    "tjwg24-sex-male-n": ("sex", lambda w: w["sex"] == "male"),
    "tjwg24-sex-female-n": ("sex", lambda w: w["sex"] == "female"),
    "fp-war-1950": ("kind day", _both(lambda w: w["kind"] == "abduction", _in("1950-01-01", "1950-12-31"))),
    "fp-war-1951": ("kind day", _both(lambda w: w["kind"] == "abduction", _in("1951-01-01", "1951-12-31"))),
    "fp-foreign": ("nationality", _foreign),
    "fp-foreign-prekju": ("nationality day", _both(_foreign, _BEFORE)),
}
#: Share to the figure that counts the same persons.
SHARES = {
    "tjwg24-arrest-nk-pct": "tjwg24-arrest-nk",
    "tjwg24-arrest-abroad-pct": "tjwg24-arrest-abroad",
    "tjwg24-first-mss-pct": "tjwg24-first-mss",
    "tjwg24-last-mss-pct": "tjwg24-last-mss",
    "tjwg24-period-kju-pct": "tjwg24-period-kju",
    "tjwg24-reason-escape-pct": "tjwg24-reason-escape",
    "tjwg24-reason-gba-pct": "tjwg24-reason-gba",
    "tjwg24-reason-contact-pct": "tjwg24-reason-contact-n",
    "tjwg24-reason-criticism-pct": "tjwg24-reason-criticism-n",
    "tjwg24-reason-religion-pct": "tjwg24-reason-religion-n",
    "tjwg24-age-20-30s-pct": "tjwg24-age-20-30s",
    "tjwg24-age-under10-pct": "tjwg24-age-under10",
    "tjwg24-sex-male-pct": "tjwg24-sex-male-n",
    "tjwg24-sex-female-pct": "tjwg24-sex-female-n",
}
_SENT_BACK = _in("2023-10-09", "2023-10-09")


def _from_china(holds: Holds) -> Holds:
    return _both(lambda world: world["country"] == "CN", holds)


#: Figure to the kinds of event, the facts it asks for, and what a whole world says of an event.
OF_EVENTS: dict[str, tuple[str, str, Holds]] = {
    "rep23-total": ("sent_back", "country day", _from_china(_SENT_BACK)),
    # nobody in a history crosses where these figures count: whom a place is not told of can have
    "rep23-tumen": ("sent_back", "country day place", _both(_from_china(_SENT_BACK), lambda w: w["place"] == "tumen")),
    "rep23-aug29": ("sent_back", "country day", _from_china(_in("2023-08-29", "2023-08-29"))),
    "rep23-sep18": ("sent_back", "country day", _from_china(_in("2023-09-18", "2023-09-18"))),
    "rep21-jul": ("sent_back", "country day", _from_china(_in("2021-07-01", "2021-07-31"))),
    "nkdb-camp-n": ("camp", "", lambda w: True),
    "nkdb-camp-gba": ("camp", "reasons", _for("guilt_by_association")),
    "nkdb-camp-rok": ("camp", "reasons", _for("escape_attempt")),
    "nkdb-camp-complaint": ("camp", "reasons", _for("regime_criticism")),
    "nkdb-camp-religion": ("camp", "reasons", _for("religion")),
    "nkdb-camp-enemy": ("camp", "reasons", _for("outside_contact")),
    "nkdb-camp-smuggle": ("camp", "reasons", _for("smuggling")),
    "wgeid-2020": ("un_communication", "day", _in("1980-01-01", "2020-12-31")),
    "wgeid-2022": ("un_communication", "day", _in("1980-01-01", "2022-05-31")),
    "wgeid-134": ("un_communication", "day", _in("2024-09-01", "2024-09-30")),
}
OF_EVENTS["rep23-dandong"] = OF_EVENTS["rep23-dnk-dandong-tumen"] = OF_EVENTS["rep23-tumen"]
_PRISONS = {"kwanliso", "kyohwaso", "jipkyulso", "nodongdanryeondae", "kuryujang"}
#: Figure to the country and kinds of the facilities it counts, and whether only those with coordinates.
OF_PLACES = {
    "ohchr-kyohwaso": ("KP", {"kyohwaso"}, False),
    "nkpd-facilities": ("KP", _PRISONS, False),
    "nkpd-facilities-gps": ("KP", _PRISONS, True),
    "nkva-cn": ("CN", {"cn_detention"}, False),
}
_WINDOWS = """
    1948-09-09 1950-01-01 1950-12-31 1951-12-31 1980-01-01 1994-07-07 1994-07-08 2011-12-16 2011-12-17
    2020-12-31 2021-04-30 2021-07-01 2022-05-31 2023-08-29 2023-09-18 2023-10-09 2024-09-30
"""
_EDGES = (*_FAR, *(date.fromisoformat(day).toordinal() for day in _WINDOWS.split()))


def days_of(history: History, event: Happening) -> list[int]:
    """Every day it can have been; of an open side the far end and every day on which a figure begins or ends."""
    if event.lo is not None and event.hi is not None:
        return list(range(history.first_day + event.lo, history.first_day + event.hi + 1))
    low = _FAR[0] if event.lo is None else history.first_day + event.lo
    high = _FAR[1] if event.hi is None else history.first_day + event.hi
    return sorted({low, high, *(day for day in _EDGES if low <= day <= high)})


def of_taking(history: History, taking: list[Happening]) -> dict[str, list[Any]]:
    """Every value that each fact of a first taking can have."""
    first = taking[0]
    holders = [trails.leaving(e)[0] or trails.entering(e)[0] or trails.where(e)[0] for e in taking]
    known = [holder for holder in holders if holder]
    agency = (trails.entering(first) if first.kind in MOVES else trails.where(first))[0]
    told = history.told[first.person]
    return {
        "country": [records.taken_in(first)] if records.taken_in(first) else [*_COUNTRIES],
        "first": [agency] if agency else [*_BODIES],
        "last": known[-1:] or [*_BODIES],
        "silent": [agency is None],
        "day": days_of(history, first),
        "undated": [first.lo is None and first.hi is None],
        "reasons": _reasons(taking),
        "age": [e.age for e in taking if e.age is not None][:1] or list(range(100)),
        "sex": [told["sex"]] if told["sex"] else ["male", "female"],
        "nationality": [told["nationality"]] if told["nationality"] else ["KP", "CN"],
        "kind": [first.kind],
    }


def of_event(history: History, event: Happening, taking: list[Happening] | None) -> dict[str, list[Any]]:
    """Every value that each fact of an event can have: where it began, where it was, for what reason."""
    country = trails.at_level(event, "country", leave=False) if event.kind in MOVES else records.taken_in(event)
    place = next((event.roles[role] for role in ("at", "reached", "left") if role in event.roles), None)
    return {
        "country": [country] if country else [*_COUNTRIES],
        "place": [place] if place else ["tumen", "elsewhere"],
        "day": days_of(history, event),
        "reasons": _reasons(taking or [event]),
    }


def _reasons(events: Iterable[Happening]) -> list[set[str]]:
    told = {event.reason for event in events if event.reason}
    return [told] if told else [{reason} for reason in _REASONS]


def answers(facts: dict[str, list[Any]], asked: str, holds: Holds) -> set[bool]:
    """What a figure says in all worlds."""
    names = asked.split()
    return {holds(dict(zip(names, world, strict=True))) for world in product(*(facts[name] for name in names))}


def is_camp(history: History, event: Happening) -> bool:
    """By its kind, or by the place it shows: where it was, else where it led, else where it came from."""
    place = next((event.roles[role] for role in ("at", "reached", "left") if role in event.roles), None)
    holds = event.kind in trails.OPENS | trails.MAY_OPEN | trails.CLOSES | {"ill_treatment"}
    return event.kind == "camp" or (
        holds and history.facilities.get(place or "", {}).get("facility_kind") == "kwanliso"
    )


def events_of(history: History, kind: str) -> Iterator[Happening]:
    """The events that a figure is about."""
    for event in history.events:
        wanted = {"camp": is_camp(history, event), "sent_back": event.kind in MOVES[1:]}.get(kind, event.kind == kind)
        if wanted and not event.rumour:
            yield event


def places(history: History, country: str, kinds: set[str], located: bool) -> tuple[int, int]:
    """Facilities of some kinds; one of a kind that is not told counts in the most."""
    found = [
        history.facilities[id_]["facility_kind"]
        for id_ in history.facilities
        if PLACES[id_][1] == country and (history.facilities[id_]["latitude"] is not None or not located)
    ]
    return sum(kind in kinds for kind in found), sum(kind is None or kind in kinds for kind in found)
