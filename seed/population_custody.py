"""Itineraries: how a taken person passes from hand to hand until release, death, or silence."""

from dataclasses import dataclass
from random import Random

from seed.population_records import Happening
from seed.population_world import County, Crossing, World

NEVER = 10_000_000
#: Nothing happens after this day; every source was told later.
LAST_DAY = 737_790  # 2020-12-31
_OUTCOMES = ("camp", "prison", "release", "execution", "death", "silence")
_HARD = (40, 20, 12, 6, 7, 15)
_MILD = (12, 28, 45, 1, 4, 10)
#: Where an own act is found out, by the act.
_FIRST_BODIES = ("office", "office", "office", "police", "border", "army", "inspection")


@dataclass(slots=True)
class Stay:
    """What became of a taking: its events in true order, and the day on which the person is free."""

    events: list[Happening]
    free_from: int = NEVER

    @property
    def opening(self) -> Happening:
        """The first event of the taking."""
        return self.events[0]


class Custody:
    """Draws itineraries.

    Parameters
    ----------
    rng : Random
    world : World
    """

    def __init__(self, rng: Random, world: World) -> None:
        self.rng = rng
        self.world = world

    def at_home(self, person: int, day: int, county: County, reason: str) -> Stay:
        """Taken inside the country by some body, questioned by State Security."""
        office = self.rng.choice(_FIRST_BODIES)
        by = {"office": county.security, "police": county.police}.get(office) or self.world.bodies[office]
        stay = Stay([Happening(person, "arrest", day, reason=reason, by=by, at=county.place, kept=True)])
        day = self._after(day, 2)
        if by != county.security:
            move = Happening(person, "transfer", day, giver=by, taker=county.security, enters=county.jail)
            stay.events.append(move)
        self._questioned(stay, person, day, county)
        return stay

    def for_another(self, person: int, day: int, county: County, reason: str) -> Stay:
        """Taken for what a relative did: by night to a camp, to a far county, or first to the office."""
        draw = self.rng.random()
        if draw < 0.25:
            far = self.rng.choice(self.world.counties)
            exile = Happening(
                person, "internal_exile", day, reason=reason, by=county.police, enters=far.place, kept=True
            )
            stay = Stay([exile])
            self._released(stay, person, self._after(day, 1200), far.place, share=0.4)
            return stay
        stay = Stay([Happening(person, "arrest", day, reason=reason, by=county.security, at=county.place, kept=True)])
        if draw < 0.6:
            self._camp(stay, person, self._after(day, 10), county.security)
            return stay
        self._questioned(stay, person, self._after(day, 2), county)
        return stay

    def in_china(self, person: int, day: int, reason: str) -> Stay:
        """Caught in China, handed over at a crossing, held on the other side."""
        crossing = self.rng.choice(self.world.crossings)
        stay = Stay([Happening(person, "arrest", day, reason=reason, by=crossing.police, at=crossing.town, kept=True)])
        handed = self._after(day, 40)
        stay.events.append(Happening(person, "detention", day, handed, by=crossing.police, at=crossing.jail))
        self._handed_over(stay, person, handed, crossing)
        return stay

    def in_russia(self, person: int, day: int, reason: str) -> Stay:
        """Seized in Russia, held in the consulate, then brought home or not heard of again."""
        bodies, places = self.world.bodies, self.world.places
        stay = Stay(
            [Happening(person, "arrest", day, reason=reason, by=bodies["ru-police"], at=places["ru-port"], kept=True)]
        )
        given = self._after(day, 10)
        over = Happening(
            person,
            "handover",
            given,
            giver=bodies["ru-police"],
            taker=bodies["consulate"],
            leaves=places["ru-port"],
            country="KP",
        )
        sent = self._after(given, 60)
        held = Happening(person, "detention", given, sent, by=bodies["consulate"], at=places["consulate"])
        stay.events += [over, held]
        if self.rng.random() < 0.5:
            stay.events.append(Happening(person, "fate_unknown", sent))
            return stay
        home = Happening(person, "transfer", sent, giver=bodies["consulate"], taker=bodies["security"])
        home.enters = places["capital"]
        stay.events.append(home)
        self._outcome(stay, person, self._after(sent, 60), bodies["security"], places["capital"], _HARD)
        return stay

    def along(self, person: int, opening: Happening, county: County) -> Stay:
        """Taken together with someone: the same day, kind and place, then the same way."""
        first = Happening(person, "arrest", opening.day, by=opening.by, at=opening.at, said=opening.said, kept=True)
        stay = Stay([first])
        self._camp(stay, person, self._after(opening.day, 20), county.security)
        return stay

    def concealed(self, stay: Stay, asking: int) -> list[Happening]:
        """What the family is not told, asks, and is answered; ``asking`` is a relative, or -1."""
        opening, events = stay.opening, []
        person, day = opening.person, opening.day
        if self.rng.random() < 0.25:
            events.append(Happening(person, "non_notification", day, by=opening.by))
        if asking >= 0 and self.rng.random() < 0.2:
            asked = self._after(day, 60)
            office = opening.by or self.world.bodies["security"]
            asks = Happening(person, "family_inquiry", asked, self._after(asked, 60), taker=office)
            asks.helper, asks.role = asking, "inquirer"
            events.append(asks)
            if self.rng.random() < 0.6:
                events.append(Happening(person, "denial", self._after(asked, 30), by=office))
        return [each for each in events if each.day < stay.free_from]

    def _handed_over(self, stay: Stay, person: int, day: int, crossing: Crossing) -> None:
        county = self.world.counties[crossing.county]
        guard = self.rng.random() < 0.25
        over = Happening(
            person,
            "handover",
            day,
            giver=crossing.police,
            taker=self.world.bodies["border"] if guard else county.security,
            at=crossing.place if self.rng.random() < 0.8 else "",
            country="KP",
        )
        stay.events.append(over)
        if guard:
            day = self._after(day, 2)
            move = Happening(person, "transfer", day, giver=self.world.bodies["border"], taker=county.security)
            move.enters = county.jail
            stay.events.append(move)
        self._questioned(stay, person, day, county)

    def _questioned(self, stay: Stay, person: int, day: int, county: County) -> None:
        """Held by the county office, perhaps by the province, then the outcome."""
        until = self._after(day, 50)
        stay.events.append(Happening(person, "detention", day, until, by=county.security, at=county.jail))
        holder, place, weights = county.security, county.jail, _MILD
        if self.rng.random() < 0.5:
            province = self.world.provinces[county.province]
            up = Happening(person, "transfer", until, giver=holder, taker=province.security, enters=province.jail)
            holder, place, weights = province.security, province.jail, _HARD
            leaves = self._after(until, 70)
            stay.events += [up, Happening(person, "interrogation", until, leaves, by=holder, at=place)]
            until = leaves
        self._outcome(stay, person, until, holder, place, weights)

    def _outcome(self, stay: Stay, person: int, day: int, holder: str, place: str, weights: tuple[int, ...]) -> None:
        outcome = self.rng.choices(_OUTCOMES, weights)[0]
        if outcome == "camp":
            self._camp(stay, person, day, holder)
        elif outcome == "prison":
            prison = self.rng.choice(self.world.prisons)
            sentence = Happening(person, "sentence", day, by=holder)
            stay.events += [sentence, Happening(person, "transfer", self._after(day, 10), giver=holder, enters=prison)]
            self._released(stay, person, self._after(day, 900), prison, share=0.7)
        elif outcome == "release":
            self._released(stay, person, day, place, share=1.0)
        elif outcome == "execution":
            stay.events.append(Happening(person, "execution", day, by=holder, at=place))
        elif outcome == "death":
            manner = self.rng.choice(("hunger", "illness", "beating", "cold"))
            stay.events.append(Happening(person, "death", day, at=place, manner=manner))
        else:
            stay.events.append(Happening(person, "fate_unknown", day))

    def _camp(self, stay: Stay, person: int, day: int, holder: str) -> None:
        move = Happening(person, "transfer", day, giver=holder, country="KP", place_kind="kwanliso")
        if self.rng.random() < 0.6:
            move.enters = self.rng.choice(self.world.camps)
        stay.events.append(move)
        if self.rng.random() < 0.1:
            self._released(stay, person, self._after(day, 2500), move.enters, share=1.0)
        elif self.rng.random() < 0.6:
            stay.events.append(Happening(person, "fate_unknown", day))

    def _released(self, stay: Stay, person: int, day: int, place: str, *, share: float) -> None:
        if day < LAST_DAY and self.rng.random() < share:
            stay.events.append(Happening(person, "release", day, at=place, kept=True))
            stay.free_from = day + 1

    def _after(self, day: int, mean: float) -> int:
        """Return a later day: gamma-distributed with a long tail, at least one day on."""
        return min(LAST_DAY, day + 1 + int(self.rng.gammavariate(2.0, mean / 2.0)))
