"""Invented people: four generations of families who marry, part and have children.

Families are built county by county. In a small population nearly every spouse comes from outside, so families of 15 to
40 people stay apart. In a large one most people marry someone of their own county or of another, and almost all people
become one kin network.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from random import Random

from seed.population_dates import day_of

GENERATIONS = 4
FAMILIES_OF_A_COUNTY = 190
_MEAN_FAMILY = 27
_YEAR = 365.25
_MARRY = 0.88
_LEAVE_COUNTY = 0.25
_PARENTS_OF_SPOUSE = 0.3
_REMARRY = 0.05
_LAST_BIRTH = day_of(2018)
#: How many children a couple has, by the generation of the children.
_CHILDREN: tuple[tuple[int, ...], ...] = ((), (2, 3, 3, 4), (1, 2, 3, 3), (1, 2, 2, 3))


@dataclass(slots=True)
class Couple:
    """A marriage; ``until`` is 0 while it lasts."""

    man: int
    woman: int
    since: int
    until: int = 0


@dataclass(slots=True)
class People:
    """Columns, one entry for each person; -1 is no parent, 0 no death."""

    female: list[bool] = field(default_factory=list)
    birth: list[int] = field(default_factory=list)
    death: list[int] = field(default_factory=list)
    father: list[int] = field(default_factory=list)
    mother: list[int] = field(default_factory=list)
    family: list[int] = field(default_factory=list)
    generation: list[int] = field(default_factory=list)
    couples: list[Couple] = field(default_factory=list)
    spouses: dict[int, list[int]] = field(default_factory=dict)
    children: dict[int, list[int]] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.female)

    def parents(self, person: int) -> Iterator[int]:
        """Yield the true parents of a person."""
        for parent in (self.father[person], self.mother[person]):
            if parent >= 0:
                yield parent


def build_people(rng: Random, size: int, *, mixing: float) -> People:
    """Return exactly ``size`` people.

    Parameters
    ----------
    rng : Random
    size : int
    mixing : float
        Share of people who marry into another known family instead of someone from outside.

    Returns
    -------
    People

    Notes
    -----
    O(size).
    """
    people = People()
    builder = _Builder(people, rng, size, mixing)
    while not builder.full():
        left = size - len(people)
        builder.county(min(FAMILIES_OF_A_COUNTY, max(1, left // _MEAN_FAMILY)))
    return people


class _Builder:
    """Adds people until the size is reached."""

    def __init__(self, people: People, rng: Random, size: int, mixing: float) -> None:
        self.people = people
        self.rng = rng
        self.size = size
        self.mixing = mixing
        self.families = 0
        self.waiting: list[list[int]] = [[] for _ in range(GENERATIONS)]

    def full(self) -> bool:
        return len(self.people) >= self.size

    def county(self, families: int) -> None:
        """Build some families through all generations."""
        couples = [pair for pair in (self._founders() for _ in range(families)) if pair is not None]
        for generation in range(1, GENERATIONS):
            born: list[int] = []
            for couple in couples:
                for _ in range(self.rng.choice(_CHILDREN[generation])):
                    born += self._child(couple, generation)
            if generation < GENERATIONS - 1:
                couples = self._marry(born, generation)
                couples += self._remarry(couples)

    def _add(self, female: bool, birth: int, family: int, generation: int) -> int:
        people = self.people
        person = len(people)
        people.female.append(female)
        people.birth.append(birth)
        death = birth + int(self.rng.gauss(72, 9) * _YEAR)
        people.death.append(death if death < _LAST_BIRTH else 0)
        people.father.append(-1)
        people.mother.append(-1)
        people.family.append(family)
        people.generation.append(generation)
        return person

    def _founders(self) -> Couple | None:
        family, self.families = self.families, self.families + 1
        birth = day_of(1921) + self.rng.randrange(int(16 * _YEAR))
        man = self._add(False, birth, family, 0)
        if self.full():
            return None
        woman = self._add(True, birth + self.rng.randrange(int(5 * _YEAR)), family, 0)
        return self._couple(man, woman)

    def _couple(self, man: int, woman: int) -> Couple:
        births = self.people.birth
        couple = Couple(man, woman, max(births[man], births[woman]) + int((19 + 4 * self.rng.random()) * _YEAR))
        self.people.couples.append(couple)
        self.people.spouses.setdefault(man, []).append(woman)
        self.people.spouses.setdefault(woman, []).append(man)
        return couple

    def _child(self, couple: Couple, generation: int) -> list[int]:
        people = self.people
        first, last = couple.since + 250, people.birth[couple.woman] + int(43 * _YEAR)
        birth = first + int(self.rng.random() * min(max(last - first, 1), 11 * _YEAR))
        if self.full() or birth > _LAST_BIRTH:
            return []
        child = self._add(self.rng.random() < 0.49, birth, people.family[couple.man], generation)
        people.father[child], people.mother[child] = couple.man, couple.woman
        people.children.setdefault(couple.man, []).append(child)
        people.children.setdefault(couple.woman, []).append(child)
        return [child]

    def _marry(self, born: list[int], generation: int) -> list[Couple]:
        pool, couples = self.waiting[generation], []
        self.waiting[generation] = []
        for person in born:
            if self.rng.random() >= _MARRY:
                continue
            if self.rng.random() < self.mixing:
                pool.append(person)
            else:
                couples += self._from_outside(person, generation)
        self.rng.shuffle(pool)
        leaving = int(len(pool) * _LEAVE_COUNTY)
        self.waiting[generation] = pool[:leaving]
        men = [person for person in pool[leaving:] if not self.people.female[person]]
        women = [person for person in pool[leaving:] if self.people.female[person]]
        families = self.people.family
        return couples + [self._couple(m, w) for m, w in zip(men, women, strict=False) if families[m] != families[w]]

    def _from_outside(self, person: int, generation: int) -> list[Couple]:
        """Marry someone whose family is not known, or only the parents of whom are."""
        if self.full():
            return []
        people, rng = self.people, self.rng
        female = not people.female[person]
        birth = people.birth[person] + int((rng.gauss(-2 if female else -3, 2) + 2 * people.female[person]) * _YEAR)
        spouse = self._add(female, birth, people.family[person], generation)
        if rng.random() < _PARENTS_OF_SPOUSE and len(people) + 2 <= self.size:
            father = self._add(False, birth - int(rng.uniform(24, 36) * _YEAR), people.family[person], generation - 1)
            mother = self._add(True, birth - int(rng.uniform(22, 34) * _YEAR), people.family[person], generation - 1)
            self._couple(father, mother).since = birth - 400
            people.father[spouse], people.mother[spouse] = father, mother
            people.children.setdefault(father, []).append(spouse)
            people.children.setdefault(mother, []).append(spouse)
        return [self._couple(spouse, person) if not female else self._couple(person, spouse)]

    def _remarry(self, couples: list[Couple]) -> list[Couple]:
        """Let some men marry the wife of the next couple after both marriages have ended."""
        added = []
        for couple, other in pairwise(couples):
            apart = self.people.family[couple.man] == self.people.family[other.man]
            if apart or couple.until or other.until or self.rng.random() >= _REMARRY:
                continue
            ended = max(couple.since, other.since) + int((3 + 6 * self.rng.random()) * _YEAR)
            couple.until = other.until = ended
            second = self._couple(couple.man, other.woman)
            second.since = ended + 200
            added.append(second)
        return added
