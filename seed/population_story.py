"""What happens to an invented population over 24 years: acts, takings for them, takings of relatives, and chance."""

import heapq
from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random

from seed.population_custody import LAST_DAY, NEVER, Custody, Stay
from seed.population_dates import day_of, recorded
from seed.population_kin import relatives
from seed.population_people import People
from seed.population_records import Cause, Happening
from seed.population_world import County, World

_FIRST_DAY = day_of(1995)
_LAST_ACT = day_of(2018)
_YEAR = 365.25
#: Chance to be taken for a relative, by chon; half of it through a marriage.
_PUNISHED = (0.20, 0.15, 0.08, 0.03, 0.01)
_MEAN_DELAY_DAYS = 400.0
_DOCUMENTED = 0.15
_FREED_ACT_AGAIN = 0.35
_MOST_GENERATIONS = 4
#: Of the acts that are found out at home: no source tells the act, only the arrest and its reason.
_UNTOLD_ACT = 0.3
#: Acts: kind, weight, the reason that a taking for it has.
_ACTS: tuple[tuple[str, int, str], ...] = (
    ("escape", 40, "escape"),
    ("escape_attempt", 15, "escape_attempt"),
    ("outside_contact", 14, "outside_contact"),
    ("regime_criticism", 10, "regime_criticism"),
    ("helping_escape", 8, "assist"),
    ("religion", 7, "religion"),
    ("asylum_request", 8, "asylum"),
    ("smuggling", 2, "smuggling"),
)
_ACT_WEIGHTS = [weight for _, weight, _ in _ACTS]
_REASON_OF = {kind: reason for kind, _, reason in _ACTS}
_FOUND_AT_HOME = ("outside_contact", "regime_criticism", "religion", "escape_attempt")


@dataclass(frozen=True, slots=True)
class Rates:
    """How much happens: shares of the people who act on their own, and who are taken for reasons not told here."""

    acts: float
    background: float


@dataclass(slots=True)
class Story:
    """All that happened, and why.

    Attributes
    ----------
    happenings : list of Happening
    causes : list of Cause
        One for each taking.
    first_acts : list of Happening
        Acts that did not follow from an earlier punishment.
    """

    happenings: list[Happening] = field(default_factory=list)
    causes: list[Cause] = field(default_factory=list)
    first_acts: list[Happening] = field(default_factory=list)


def tell_story(rng: Random, people: People, world: World, rates: Rates) -> Story:
    """Let everything happen in the order of days.

    Parameters
    ----------
    rng : Random
    people : People
    world : World
    rates : Rates

    Returns
    -------
    Story

    Notes
    -----
    O(people + acts x relatives within four chon).
    """
    teller = _Teller(rng, people, world)
    teller.schedule(rates)
    teller.run()
    return teller.story


class _Teller:
    """Keeps the queue of what is to come and who is free."""

    def __init__(self, rng: Random, people: People, world: World) -> None:
        self.rng = rng
        self.people = people
        self.world = world
        self.custody = Custody(rng, world)
        self.story = Story()
        self.free_from: dict[int, int] = {}
        self.acted: set[int] = set()
        self.untold: set[int] = set()
        self.queue: list[tuple[int, int, Callable[[int], None]]] = []
        self.queued = 0

    def schedule(self, rates: Rates) -> None:
        """Draw who acts on his own and who is taken by chance, and when."""
        size = len(self.people)
        for share, what in ((rates.acts, self._acts_alone), (rates.background, self._by_chance)):
            left = round(size * share)
            for person in self.rng.sample(range(size), size):
                days = (self.rng.randrange(_FIRST_DAY, _LAST_ACT) for _ in range(3))
                day = next((day for day in days if self._adult(person, day)), 0)
                if left and day:
                    self._later(day, what(person))
                    left -= 1

    def run(self) -> None:
        """Take what is to come, day by day, until nothing is left."""
        while self.queue:
            day, _, happen = heapq.heappop(self.queue)
            if day < LAST_DAY:
                happen(day)

    def _later(self, day: int, happen: Callable[[int], None]) -> None:
        heapq.heappush(self.queue, (day, self.queued, happen))
        self.queued += 1

    def _adult(self, person: int, day: int) -> bool:
        age = (day - self.people.birth[person]) / _YEAR
        return 16 <= age <= 62 and self._here(person, day)

    def _here(self, person: int, day: int) -> bool:
        """Say whether a person is born, alive, free and in the country."""
        death = self.people.death[person]
        born = self.people.birth[person] < day
        return born and not (death and death <= day) and self.free_from.get(person, 0) <= day

    def _home(self, person: int) -> County:
        return self.world.counties[self.people.family[person] % len(self.world.counties)]

    def _take(self, stay: Stay, cause: Cause) -> None:
        person = stay.opening.person
        near = [*self.people.spouses.get(person, ()), *self.people.parents(person)]
        asking = next((other for other in near if self._here(other, stay.opening.day)), -1)
        self.story.happenings += stay.events + self.custody.concealed(stay, asking)
        self.story.causes.append(cause)
        self.free_from[person] = stay.free_from

    def _acts_alone(self, person: int) -> Callable[[int], None]:
        return lambda day: self._act(person, day, generation=0)

    def _by_chance(self, person: int) -> Callable[[int], None]:
        def happen(day: int) -> None:
            if not self._here(person, day):
                return
            draw = self.rng.random()
            reason = self.rng.choice(_ACTS)[2] if draw < 0.5 else "other" if draw < 0.65 else ""
            stay = self.custody.at_home(person, day, self._home(person), reason)
            self._take(stay, Cause(stay.opening, "background"))

        return happen

    def _act(self, person: int, day: int, *, generation: int) -> None:
        """Let a person act: it may succeed or end in custody, and relatives may be taken for it."""
        if not self._adult(person, day) or person in self.untold:
            return
        kind = self.rng.choices(_ACTS, _ACT_WEIGHTS)[0][0]
        act = Happening(person, kind, day, kept=True)
        self._place(act)
        if kind in _FOUND_AT_HOME and person not in self.acted and self.rng.random() < _UNTOLD_ACT:
            self.untold.add(person)
            trigger = self._arrest_without_act(person, day, _REASON_OF[kind])
        else:
            self.acted.add(person)
            self.story.happenings.append(act)
            self._own_fate(act)
            trigger = act
        if generation == 0:
            self.story.first_acts.append(trigger)
        self._punish_relatives(trigger, generation + 1)

    def _place(self, act: Happening) -> None:
        home = self._home(act.person).place
        if act.kind == "escape":
            act.leaves, act.enters = home, self.rng.choice(self.world.crossings).town
        elif act.kind == "asylum_request":
            act.at = self.world.places["ru-port"]
        else:
            act.at = home

    def _arrest_without_act(self, person: int, day: int, reason: str) -> Happening:
        """Take someone for an act that no source tells; sometimes with the household, at one time."""
        home = self._home(person)
        stay = self.custody.at_home(person, day, home, reason)
        opening = stay.opening
        self._take(stay, Cause(opening, "own_act"))
        household = [*self.people.spouses.get(person, ()), *self.people.children.get(person, ())]
        if household and self.rng.random() < 0.6:
            opening.said = recorded(self.rng, day)
            for other in household:
                if self._here(other, day):
                    along = self.custody.along(other, opening, home)
                    kin = relatives(self.people, person, 1)[other]
                    self._take(along, Cause(along.opening, "together", opening, kin.chon, kin.affinal, 1))
        return opening

    def _own_fate(self, act: Happening) -> None:
        person, day, rng = act.person, act.day, self.rng
        reason = _REASON_OF[act.kind] if rng.random() < 0.8 else ""
        later = day + 1 + int(rng.expovariate(1 / 60))
        if act.kind == "escape":
            self._escaped(act, later, reason and "escape_repatriated")
            return
        if act.kind == "asylum_request":
            stay = self.custody.in_russia(person, later, reason)
        elif rng.random() < 0.8:
            if act.kind != "escape_attempt" and rng.random() < 0.4:
                informer = self._neighbour(person)
                self.story.happenings.append(
                    Happening(person, "denunciation", later, helper=informer, role="informer" if informer >= 0 else "")
                )
            stay = self.custody.at_home(person, later + 1, self._home(person), reason)
        else:
            return
        self._take(stay, Cause(stay.opening, "own_act", act))

    def _escaped(self, act: Happening, day: int, reason: str) -> None:
        draw, person = self.rng.random(), act.person
        self.free_from[person] = NEVER
        if draw < 0.35:
            arrival = min(LAST_DAY, day + int(self.rng.expovariate(1 / 500)))
            south = self.world.places["kr"]
            self.story.happenings.append(Happening(person, "migration", arrival, enters=south))
        elif draw < 0.75:
            stay = self.custody.in_china(person, day, reason)
            self._take(stay, Cause(stay.opening, "own_act", act))
        elif draw < 0.78:
            far = self.world.places["vn"]
            arrest = Happening(person, "arrest", day, reason=reason, at=far, kept=True)
            self._take(Stay([arrest, Happening(person, "fate_unknown", day + 20)]), Cause(arrest, "own_act", act))

    def _neighbour(self, person: int) -> int:
        """Return someone of another family in the same county, or -1."""
        families, counties = self.people.family, len(self.world.counties)
        for _ in range(20):
            other = self.rng.randrange(len(self.people))
            if families[other] != families[person] and (families[other] - families[person]) % counties == 0:
                return other
        return -1

    def _punish_relatives(self, trigger: Happening, generation: int) -> None:
        for other, kin in relatives(self.people, trigger.person).items():
            chance = _PUNISHED[kin.chon] * (0.5 if kin.affinal and kin.chon else 1.0)
            if self.rng.random() < chance:
                day = trigger.day + 3 + int(self.rng.expovariate(1 / _MEAN_DELAY_DAYS))
                cause = Cause(trigger, "association", trigger, kin.chon, kin.affinal, generation)
                self._later(day, self._punishment(other, cause))

    def _punishment(self, person: int, cause: Cause) -> Callable[[int], None]:
        def happen(day: int) -> None:
            if not self._here(person, day):
                return
            reason = "guilt_by_association" if self.rng.random() < 0.5 else ""
            stay = self.custody.for_another(person, day, self._home(person), reason)
            cause.punishment = stay.opening
            if self.rng.random() < _DOCUMENTED:
                cause.documented = "event" if self.rng.random() < 0.75 else "person"
            self._take(stay, cause)
            again = stay.free_from + 1 + int(self.rng.expovariate(1 / 200))
            if again < _LAST_ACT and cause.generation < _MOST_GENERATIONS and self.rng.random() < _FREED_ACT_AGAIN:
                self._later(again, lambda when: self._act(person, when, generation=cause.generation))

        return happen
