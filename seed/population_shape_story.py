"""What happens to the 113 victims: an act, an arrest, perhaps a passing on to State Security, then silence."""

from dataclasses import dataclass, field
from datetime import date
from random import Random

from app.domain.dates import read_date
from seed.population_dates import recorded
from seed.population_kin import relatives
from seed.population_people import People
from seed.population_records import Cause, Happening
from seed.population_story import Story
from seed.population_world import County, World

#: The act that a reason names, for those who are accused of one.
ACT_OF = {
    "outside_contact": "outside_contact",
    "regime_criticism": "regime_criticism",
    "escape_prepare": "escape_preparation",
    "religion": "religion",
    "assist": "helping_escape",
}
_DOCUMENTED = 0.2


@dataclass(slots=True)
class Victim:
    """One of the 113; ``role`` is first, along (taken together) or association (taken for the first).

    ``period`` holds the first day and the day after the last; empty when no source tells the year.
    """

    role: str
    reason: str
    age: int = 0
    female: bool = False
    country: str = "KP"
    body: str = "security"
    passed_on: bool = False
    day: int = 0
    period: tuple[int, int] | tuple[()] = ()
    person: int = -1


@dataclass(slots=True)
class Case:
    """A case: its victims, the first of whom acted or was accused, and a witness who is kin, or -1."""

    victims: list[Victim] = field(default_factory=list)
    kin_of_witness: bool = False
    witness: int = -1


def shape_story(rng: Random, cases: list[Case], world: World, people: People) -> Story:
    """Return what happened in all cases.

    Parameters
    ----------
    rng : Random
    cases : list of Case
        With the persons of all victims.
    world : World
    people : People

    Returns
    -------
    Story
    """
    teller = _Teller(rng, world, people)
    for number, case in enumerate(cases):
        teller.tell(case, world.counties[number % len(world.counties)])
    return teller.story


class _Teller:
    def __init__(self, rng: Random, world: World, people: People) -> None:
        self.rng = rng
        self.world = world
        self.people = people
        self.story = Story()

    def tell(self, case: Case, county: County) -> None:
        first, *others = case.victims
        arrest = self._taken(first, case, county)
        trigger = arrest
        if others and first.reason in ACT_OF:
            act = Happening(first.person, ACT_OF[first.reason], first.day - 10, at=county.place, kept=True)
            self._date(act, first)
            self.story.happenings.append(act)
            trigger = act
        self.story.causes.append(Cause(arrest, "own_act", None if trigger is arrest else trigger))
        for victim in others:
            opening = self._taken(victim, case, county)
            kin = relatives(self.people, first.person)[victim.person]
            cause = Cause(opening, "together", trigger, kin.chon, kin.affinal, 1)
            if victim.role == "association":
                cause.cause = "association"
                cause.documented = "event" if self.rng.random() < _DOCUMENTED else ""
            else:
                opening.said, opening.hidden = arrest.said, arrest.hidden
                opening.at = arrest.at
            self.story.causes.append(cause)

    def _taken(self, victim: Victim, case: Case, county: County) -> Happening:
        """Let a victim be arrested, perhaps passed on, held, and not heard of again; return the arrest."""
        bodies, crossing = self.world.bodies, self.world.crossings[0]
        by = county.security if victim.body == "security" else bodies.get(victim.body, "")
        places = {"KP": county.place, "CN": crossing.town, "RU": self.world.places["ru-port"]}
        where = places.get(victim.country, self.world.places["vn"])
        arrest = Happening(victim.person, "arrest", victim.day, reason=victim.reason, by=by, at=where, kept=True)
        arrest.age = victim.age
        if case.witness >= 0:
            arrest.helper, arrest.role = case.witness, "witness"
        events = [arrest]
        if victim.passed_on:
            over = Happening(victim.person, "transfer", victim.day + 5, giver=by, taker=county.security)
            if victim.country == "CN":
                over.kind, over.at, over.country = "handover", crossing.place, "KP"
            else:
                over.enters = county.jail
            held = Happening(victim.person, "detention", victim.day + 6, by=county.security, at=county.jail)
            events += [over, held]
        events.append(Happening(victim.person, "fate_unknown", victim.day + 20))
        for event in events:
            self._date(event, victim)
        self.story.happenings += events
        return arrest

    def _date(self, happening: Happening, victim: Victim) -> None:
        """Let the date be told so that no other period is possible; the later events have their own dates."""
        if not victim.period:
            happening.hidden = True
            return
        first, last = victim.period
        for _ in range(40):
            happening.said = recorded(self.rng, happening.day)
            told = read_date(happening.said)
            if told.earliest and told.latest and first <= told.earliest.toordinal() and told.latest.toordinal() < last:
                return
        happening.said = date.fromordinal(happening.day).isoformat()
