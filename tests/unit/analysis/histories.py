"""Random custody histories in a small world of agencies and places, for the oracles of trails and paths."""

import random
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from typing import Any

from app.domain.custody import event_kinds

#: First days of histories: one leader, year or published day follows another within the two weeks after each.
FIRST_DAYS = [date(*day).toordinal() for day in ((2011, 12, 14), (2023, 9, 28), (1950, 12, 25))]
#: First and last day that is asked for; None asks nothing.
Span = tuple[int | None, int | None]
FAR = 90  # days on which nothing in a history lies

#: place: (kind, country, within)
PLACES = {
    "x:china": ("country", "CN", ""),
    "x:jilin": ("province", "CN", "x:china"),
    "x:cell": ("facility", "CN", "x:jilin"),
    "x:lockup": ("facility", "CN", "x:jilin"),
    "x:bridge": ("border_crossing", None, ""),
    "x:ferry": ("border_crossing", None, ""),
    "x:north": ("province", "KP", ""),
    "x:jail": ("facility", "KP", "x:north"),
    "x:camp": ("facility", "KP", "x:north"),
    "x:port": ("city", "RU", ""),
}
#: agency: (kind, country, part of, same body as)
AGENCIES = {
    "x:mps": ("police", "CN", "", ""),
    "x:county": ("police", "CN", "x:mps", ""),
    "x:border": ("border_guard", "CN", "", ""),
    "x:mss": ("secret_police", "KP", "", ""),
    "x:mss-old": ("secret_police", "KP", "", "x:mss"),
    "x:office": ("secret_police", "KP", "x:mss", ""),
    "x:guards": ("border_guard", "KP", "", ""),
}
MOVES = ("transfer", "handover", "repatriation")
_KINDS = (
    *("arrest", "arrest", "detention", "detention", "interrogation", "camp", "transfer", "handover", "handover"),
    *("release", "escape_from_custody", "last_seen", "ill_treatment", "sentence", "fate_unknown", "escape"),
    *("residence", "public_confession", "abduction", "denial"),
)
#: Once in some events: what ends a life, what shows one, and what belongs to no trail.
_SELDOM = ("death", "execution", "proof_of_life", "un_communication")
_REASONS = ("guilt_by_association", "escape_attempt", "religion", "smuggling", "disability")


@dataclass(frozen=True)
class Happening:
    """An event with first and last possible day (None is open), its end, and who and where by role."""

    id: str
    person: str
    kind: str
    lo: int | None
    hi: int | None
    end: tuple[int, int] | None = None
    roles: dict[str, str] = field(default_factory=dict)  # by, from, to; at, left, reached
    country: str | None = None
    grade: str = "likely"
    steps: tuple[tuple[str, str, int], ...] = ()  # grade, source, number
    duration: tuple[int, int] | None = None
    second: str = ""  # another agency that another, weaker claim names as the one it was done by
    reason: str = ""
    age: int | None = None
    manner: str = ""

    @property
    def rumour(self) -> bool:
        return self.grade == "unlikely"

    @property
    def lasts(self) -> bool:
        return event_kinds()[self.kind].lasts

    def days(self) -> range:
        """Every day on which it can have begun; an open side reaches beyond all others."""
        return range(-FAR if self.lo is None else self.lo, (FAR if self.hi is None else self.hi) + 1)


@dataclass
class History:
    persons: list[str]
    groups: dict[str, tuple[int, int | None]]
    among: set[tuple[str, str]]
    events: list[Happening]
    first_day: int = FIRST_DAYS[0]
    told: dict[str, dict[str, Any]] = field(default_factory=dict)  # of a person: sex, nationality, invented, case
    facilities: dict[str, dict[str, Any]] = field(default_factory=dict)  # of a facility: facility_kind, latitude
    because: set[tuple[str, str]] = field(default_factory=set)  # (event, person)
    heard: int | None = None  # the last day on which a source was told
    described: set[tuple[str, str, str]] = field(default_factory=set)  # (kind of a source, label, id)

    def of(self, person: str) -> list[Happening]:
        """The events of a person that belong to a trail."""
        return [event for event in self.events if event.person == person and event.kind != "un_communication"]

    def random_span(self, rng: random.Random) -> Span:
        """Two days, or one, or none, between which something can be asked for."""
        first = rng.randint(0, 18)
        return rng.choice([(first, None), (None, first), (first, first + rng.choice([0, 2, 6])), (None, None)])

    def described_by(self) -> list[tuple[str, str, list[str]]]:
        """As the record of claims says it."""
        return [(kind, label, [id_]) for kind, label, id_ in sorted(self.described)]

    def can_lie(self, event: Happening, span: Span) -> bool:
        """Whether an event can lie on one of these days."""
        first, last = span
        return any((first is None or first <= day) and (last is None or day <= last) for day in event.days())

    def day(self, number: int | None) -> date | None:
        return None if number is None else date.fromordinal(self.first_day + number)

    def iso(self, number: int | None) -> str | None:
        day = self.day(number)
        return None if day is None else day.isoformat()


def random_history(seed: int, many: int = 0) -> History:
    """Make a few persons, one of them at times a group, with three to seven events each."""
    rng = random.Random(seed)
    persons = [f"x:p{number}" for number in range(many or rng.choice([1, 1, 2, 3]))]
    groups: dict[str, tuple[int, int | None]] = {}
    among = set()
    if len(persons) > 1 and rng.random() < 0.3:
        groups[persons[-1]] = rng.choice([(3, 3), (2, 7), (4, None)])
        if rng.random() < 0.5:
            among.add((persons[0], persons[-1]))
    ids = iter(rng.sample(range(100 * (1 + many)), 40 * (1 + many)))
    events = [
        _random_happening(rng, f"x:e{next(ids):02}", person) for person in persons for _ in range(rng.randint(3, 7))
    ]
    history = History(persons, groups, among, events, FIRST_DAYS[seed % len(FIRST_DAYS)])
    _tell_more(history, rng)
    return history


def _tell_more(history: History, rng: random.Random) -> None:
    for person in history.persons:
        history.told[person] = {
            "sex": rng.choice(["male", "female", None]),
            "nationality": rng.choice(["KP", "CN", None]),
            "invented": rng.random() < 0.2,
            "case": rng.choice(["x:case", "x:trial", ""]),
        }
    for place in (id_ for id_, (kind, _, _) in PLACES.items() if kind == "facility"):
        kind = rng.choice(["kwanliso", "kyohwaso", "cn_detention", "other", None])
        history.facilities[place] = {"facility_kind": kind, "latitude": rng.choice([41.0, None])}
    for event in history.events:
        if not event.rumour and rng.random() < 0.1:
            history.because.add((event.id, rng.choice(history.persons)))
    history.heard = rng.choice([None, 380, 400, 800])
    known = [("Person", person) for person in history.persons] + [("Event", event.id) for event in history.events]
    known += [("Place", "x:jail"), ("Agency", "x:mss"), ("Agency", "x:unheard-of")]
    history.described = {(rng.choice(["interview", "report"]), *rng.choice(known)) for _ in range(4)}


def _random_happening(rng: random.Random, id_: str, person: str) -> Happening:
    kind = rng.choice(_SELDOM) if rng.random() < 0.06 else rng.choice(_KINDS)
    lo = rng.randint(0, 18)
    hi = lo + rng.choice([0, 0, 0, 1, 4])
    ends: tuple[int | None, int | None] = (lo, hi)
    if rng.random() < 0.12:
        ends = rng.choice([(None, hi), (lo, None), (None, None)])
    end = None
    if event_kinds()[kind].lasts and None not in ends and rng.random() < 0.6:
        over = hi + rng.choice([0, 2, 5])
        end = (over, over + rng.choice([0, 0, 3]))
    lasted = (1, 4) if end is None and event_kinds()[kind].lasts and rng.random() < 0.4 else None
    grade = rng.choice(["likely", "likely", "likely", "possible", "unlikely"])
    steps = [("unlikely", "x:r", rng.randint(1, 4))] if rng.random() < 0.2 else []
    if grade != "unlikely":
        told = (("likely", "x:s"), ("possible", "x:a"), ("likely", "x:t"))
        steps += [(*each, rng.randint(1, 4)) for each in told if rng.random() < 0.3]
    roles = _random_roles(rng, kind)
    second = rng.choice(sorted(AGENCIES)) if "by" in roles and grade != "unlikely" and rng.random() < 0.1 else ""
    country = "KP" if kind == "handover" and rng.random() < 0.8 else rng.choice([None, None, "KP", "CN"])
    reason = rng.choice(_REASONS) if kind not in ("escape", "residence") and rng.random() < 0.3 else ""
    age = rng.choice([5, 9, 10, 20, 39, 40]) if rng.random() < 0.3 else None
    manner = rng.choice(["", "executed in public"]) if kind == "death" else ""
    return Happening(
        id_,
        person,
        kind,
        *ends,
        end,
        roles,
        country,
        grade,
        tuple(steps),
        lasted,
        second,
        reason=reason,
        age=age,
        manner=manner,
    )


def _random_roles(rng: random.Random, kind: str) -> dict[str, str]:
    def some(*known: str) -> str:
        return rng.choice([*known, "", ""])

    chinese, northern = ("x:mps", "x:county", "x:border"), ("x:mss", "x:mss-old", "x:office", "x:guards")
    if kind in ("fate_unknown", "escape", "denial", "un_communication"):
        roles = {}
    elif kind == "handover":
        roles = {
            "from": some(*chinese),
            "to": some(*northern),
            "at": some("x:bridge", "x:bridge", "x:ferry", "x:lockup"),
        }
        roles |= {"left": some("x:cell"), "reached": some("x:jail", "x:north")}
    elif kind == "transfer":
        side = rng.choice([0, 1])
        roles = {"from": some(*(chinese, northern)[side]), "to": some(*(chinese, northern)[side])}
        places = (("x:cell", "x:lockup"), ("x:jail", "x:camp"))[side]
        roles |= {"left": some(*places), "reached": some(*places)}
    else:
        side = rng.choice([0, 1])
        roles = {"by": some(*(chinese, northern)[side])}
        roles |= {
            "at": some(*(("x:cell", "x:lockup", "x:jilin", "x:china", "x:port"), ("x:jail", "x:camp", "x:north"))[side])
        }
    return {role: other for role, other in roles.items() if other}


def neighbours(row: list[Any]) -> list[tuple[Any, Any]]:
    return list(pairwise(row))
