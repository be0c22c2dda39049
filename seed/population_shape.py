"""66 invented cases with 113 victims whose totals are those of ``published/figures.csv``.

The totals say nothing of how the numbers hang together; here they are joined in one possible way. Whoever tells is one
of 62 invented witnesses.
"""

from collections.abc import Iterable, Iterator
from random import Random

from seed.population_dates import day_of
from seed.population_people import Couple, People
from seed.population_recording import Record, make_record
from seed.population_shape_story import ACT_OF, Case, Victim, shape_story
from seed.population_world import build_world

DATASET = "invented-shape"
INTERVIEWS = 62
_YEAR = 365.25
#: Cases in which all are taken together, for one reason: the victims of each.
_ALONG = (("escape_repatriated", (2, 2, 2, 2, 3, 4, 4)), ("escape_attempt", (2, 2, 2, 2, 3)))
#: Cases in which the others are taken for the first: the victims of each.
_ASSOCIATION = (2, 2, 2, 2, 2, 2, 2, 3, 3, 3, 3, 4, 5, 8)
#: Reasons of the first victims of all other cases.
_REASONS_OF_FIRST = (
    ("outside_contact", 10),
    ("regime_criticism", 8),
    ("escape_prepare", 7),
    ("religion", 6),
    ("assist", 5),
    ("escape_repatriated", 2),
    ("escape_attempt", 1),
    ("other", 8),
    ("disability", 1),
    ("", 6),
)
#: First arrests inside the country: body, persons, how many of them were passed on to State Security.
_BODIES = (("security", 61, 0), ("border", 11, 8), ("army", 8, 4), ("police", 6, 3), ("inspection", 4, 1))
_CHINA = (("cn-police", 17, 13), ("cn-security", 1, 1), ("abroad", 1, 0))
#: Ages: children under ten and grown-ups of 20 to 39, among those taken along, those taken for another, and the first.
_YOUNG = {"along": (8, 4), "association": (5, 8), "first": (0, 32)}
#: Periods of disappearance: first day, day after the last, persons. Three more have no date.
_PERIODS = (
    (day_of(1972), day_of(1994, 7, 8), 7),
    (day_of(1994, 7, 8), day_of(2011, 12, 17), 68),
    (day_of(2011, 12, 17), day_of(2021, 4), 35),
)
_UNDATED = 3
_WOMEN = 47
_KIN_OF_WITNESS = 54


def shape_record(seed: int = 1) -> Record:
    """Return 66 invented cases with the published totals.

    Parameters
    ----------
    seed : int

    Returns
    -------
    Record
    """
    rng = Random(seed)
    cases = _draw_cases(rng)
    victims = [victim for case in cases for victim in case.victims]
    _give_ages(rng, victims)
    _give_bodies(rng, cases)
    _give_days(rng, cases)
    _choose_kin_cases(cases)
    world = build_world(rng, 8, DATASET)
    cast = _Cast(rng)
    for number, case in enumerate(cases):
        cast.add(case, number)
    story = shape_story(rng, cases, world, cast.people)
    return make_record(seed, cast.people, world, story, teller=cast.teller)


def _draw_cases(rng: Random) -> list[Case]:
    reasons = [reason for reason, count in _REASONS_OF_FIRST for _ in range(count)]
    acted = [reason for reason in reasons if reason in ACT_OF]
    rng.shuffle(acted)
    cases = []
    for reason, sizes in _ALONG:
        for size in sizes:
            others = [Victim("along", reason) for _ in range(size - 1)]
            cases.append(Case([Victim("first", reason), *others]))
    for size in _ASSOCIATION:
        reason = acted.pop()
        reasons.remove(reason)
        others = [Victim("association", "guilt_by_association") for _ in range(size - 1)]
        cases.append(Case([Victim("first", reason), *others]))
    cases += [Case([Victim("first", reason)]) for reason in reasons]
    rng.shuffle(cases)
    return cases


def _give_ages(rng: Random, victims: list[Victim]) -> None:
    for role, (children, adults) in _YOUNG.items():
        members = [victim for victim in victims if victim.role == role]
        rng.shuffle(members)
        for position, victim in enumerate(members):
            if position < children:
                victim.age = rng.randrange(1, 10)
            elif position < children + adults:
                victim.age = rng.randrange(28, 40) if role == "first" else rng.randrange(20, 40)
            else:
                victim.age = rng.randrange(40, 62) if role == "first" else rng.randrange(10, 19)
    women = rng.sample(victims, _WOMEN)
    for victim in women:
        victim.female = True


def _give_bodies(rng: Random, cases: list[Case]) -> None:
    abroad = [
        v
        for case in cases
        if len(case.victims) > 1 and case.victims[0].reason == "escape_repatriated"
        for v in case.victims
    ]
    for victim, (body, passed_on) in zip(abroad, _dealt(_CHINA), strict=True):
        victim.country, victim.body, victim.passed_on = "CN", body, passed_on
    alone = [case.victims[0] for case in cases if len(case.victims) == 1]
    far = [v for v in alone if v.reason in ("other", "outside_contact")]
    for victim, (country, body) in zip(
        far, (("RU", "ru-police"), ("RU", "ru-police"), ("RU", ""), ("VN", "")), strict=False
    ):
        victim.country, victim.body = country, body
    home = [v for case in cases for v in case.victims if v.country == "KP"]
    bodies = list(_dealt(_BODIES))
    rng.shuffle(bodies)
    for victim, (body, passed_on) in zip(home, bodies, strict=True):
        victim.body, victim.passed_on = body, passed_on


def _dealt(bodies: Iterable[tuple[str, int, int]]) -> Iterator[tuple[str, bool]]:
    for body, count, passed_on in bodies:
        for number in range(count):
            yield body, number < passed_on


def _give_days(rng: Random, cases: list[Case]) -> None:
    """Put each case into one period, large cases first, so that every period gets its number of persons."""
    room = [_UNDATED, *(persons for *_, persons in _PERIODS)]
    for case in sorted(cases, key=lambda case: -len(case.victims)):
        size = len(case.victims)
        period = max((p for p in range(len(room)) if room[p] >= size), key=lambda p: room[p])
        room[period] -= size
        first, last, _ = _PERIODS[period - 1] if period else _PERIODS[1]
        day = rng.randrange(first, last - 600)
        for victim in case.victims:
            late = victim.role == "association"
            victim.day = day + (rng.randrange(20, 500) if late else 0)
            victim.period = (first, last) if period else ()


def _choose_kin_cases(cases: list[Case]) -> None:
    """Choose whose witness is a relative: large cases first, until the published number of persons is reached."""
    left = _KIN_OF_WITNESS
    for case in sorted(cases, key=lambda case: -len(case.victims)):
        if len(case.victims) <= left:
            case.kin_of_witness = True
            left -= len(case.victims)


class _Cast:
    """Makes people of victims, their parents and their witnesses."""

    def __init__(self, rng: Random) -> None:
        self.rng = rng
        self.people = People()
        self.teller: list[int] = []

    def add(self, case: Case, number: int) -> None:
        """Add one case; a witness who is a relative is a brother or sister of the first victim."""
        first, *others = case.victims
        teller = number % INTERVIEWS
        father = self._person(False, first.day - int((first.age + 33) * _YEAR), number, teller)
        mother = self._person(True, first.day - int((first.age + 30) * _YEAR), number, teller)
        self._marry(father, mother, first.day - int((first.age + 12) * _YEAR))
        first.person = self._victim(first, number, teller, (father, mother))
        spouse = -1
        for victim in others:
            child = victim.age <= first.age - 18
            if child and spouse < 0:
                spouse = self._person(not first.female, first.day - int(first.age * _YEAR), number, teller)
                man, woman = (spouse, first.person) if first.female else (first.person, spouse)
                self._marry(man, woman, first.day - int((first.age - 17) * _YEAR))
            parents = (
                ((spouse, first.person) if first.female else (first.person, spouse)) if child else (father, mother)
            )
            victim.person = self._victim(victim, number, teller, parents)
        if case.kin_of_witness:
            birth = first.day - int((first.age - 2) * _YEAR)
            case.witness = self._child(self._person(self.rng.random() < 0.5, birth, number, teller), (father, mother))

    def _victim(self, victim: Victim, family: int, teller: int, parents: tuple[int, int]) -> int:
        birth = victim.day - int((victim.age + 0.5) * _YEAR)
        return self._child(self._person(victim.female, birth, family, teller), parents)

    def _child(self, person: int, parents: tuple[int, int]) -> int:
        self.people.father[person], self.people.mother[person] = parents
        for parent in parents:
            self.people.children.setdefault(parent, []).append(person)
        return person

    def _marry(self, man: int, woman: int, since: int) -> None:
        self.people.couples.append(Couple(man, woman, since))
        self.people.spouses.setdefault(man, []).append(woman)
        self.people.spouses.setdefault(woman, []).append(man)

    def _person(self, female: bool, birth: int, family: int, teller: int) -> int:
        people = self.people
        people.female.append(female)
        people.birth.append(birth)
        people.death.append(0)
        people.father.append(-1)
        people.mother.append(-1)
        people.family.append(family)
        people.generation.append(0)
        self.teller.append(teller)
        return len(people) - 1
