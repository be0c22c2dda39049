"""What the invented sources tell: who is named, which ties are lost, which events are told."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from random import Random

from seed.population_names import Given, draw_given, draw_surname, hangul, latin
from seed.population_people import People
from seed.population_records import Happening
from seed.population_story import Story
from seed.population_world import Row, World, gazetteer_id

_BOTH_LOST, _FATHER_LOST, _MOTHER_LOST = 0.03, 0.08, 0.13
_TOLD = 0.85
_FAMILIES_OF_A_WITNESS = 4
_REPORT_OF = 10
_SYLLABLES = 16


@dataclass(slots=True)
class Record:
    """A population with all that its sources say fixed.

    Attributes
    ----------
    numbers : list of int
        The number in the id of each person, in random order.
    surnames, givens : list of int
    lost : bytearray
        1: no source tells the father; 2: the mother; 3: neither.
    interviews : int
        Number of invented interviews.
    teller : list of int
        Which of them tells of each person.
    exact : bool
        True: nothing is lost or left to chance.
    told : list of Happening
        The recorded ones in the order of their numbers.
    """

    seed: int
    people: People
    world: World
    story: Story
    numbers: list[int] = field(default_factory=list)
    surnames: list[int] = field(default_factory=list)
    givens: list[int] = field(default_factory=list)
    lost: bytearray = field(default_factory=bytearray)
    interviews: int = 1
    teller: list[int] = field(default_factory=list)
    told: list[Happening] = field(default_factory=list)
    exact: bool = False

    def rng(self, purpose: str) -> Random:
        """Return a source of chance that depends on the seed and the purpose alone."""
        return Random(f"{self.seed}/{purpose}")

    def id(self, person: int) -> str:
        """Return the id of a person."""
        return f"{self.world.dataset}:p{self.numbers[person]:06d}"

    def name(self, person: int, *, southern: bool = False) -> str:
        """Return the name of a person in Latin letters."""
        return latin(self.surnames[person], self._given(person), southern=southern)

    def korean(self, person: int) -> str:
        """Return the name of a person in Hangul."""
        return hangul(self.surnames[person], self._given(person))

    def _given(self, person: int) -> Given:
        return Given(self.people.female[person], *divmod(self.givens[person], _SYLLABLES))

    def source(self, person: int) -> str:
        """Return the id of the interview that tells of a person."""
        return self.interview_id(self.teller[person])

    def second_source(self, person: int, rng: Random) -> str:
        """Return the id of another source: a report that repeats the interview, or another witness."""
        number = self.teller[person]
        if rng.random() < 0.5:
            return self.report_id(number // _REPORT_OF)
        return self.interview_id((number + 1) % self.interviews)

    def interview_id(self, number: int) -> str:
        """Return the id of an invented interview."""
        return f"{self.world.dataset}:interview-{number + 1}"

    def report_id(self, number: int) -> str:
        """Return the id of an invented report."""
        return f"{self.world.dataset}:report-{number + 1}"

    def event_id(self, happening: Happening) -> str:
        """Return the id of a recorded event."""
        return f"{self.world.dataset}:e{happening.number:06d}"


def make_record(seed: int, people: People, world: World, story: Story, *, teller: Sequence[int] = ()) -> Record:
    """Fix names, lost ties and which events are told.

    Parameters
    ----------
    seed : int
    people : People
    world : World
    story : Story
    teller : sequence of int
        The interview that tells of each person; then nothing is lost or left to chance. Empty: one for a few families,
        and ties, names and events are lost here and there.

    Returns
    -------
    Record

    Notes
    -----
    O(people + happenings).
    """
    record = Record(seed, people, world, story, exact=bool(teller))
    record.interviews = max(teller) + 1 if teller else max(6, max(people.family) // _FAMILIES_OF_A_WITNESS + 1)
    record.teller = list(teller) or [family // _FAMILIES_OF_A_WITNESS for family in people.family]
    rng = record.rng("people")
    record.numbers = list(range(1, len(people) + 1))
    rng.shuffle(record.numbers)
    _name_all(record, rng)
    record.lost = bytearray(0 if record.exact else _lost(rng) for _ in range(len(people)))
    _settle_reasons(story)
    _number(record)
    return record


def _name_all(record: Record, rng: Random) -> None:
    people = record.people
    for person in range(len(people)):
        father = people.father[person]
        record.surnames.append(draw_surname(rng))
        given = draw_given(rng, female=people.female[person], shared=father if father >= 0 else rng.randrange(997))
        record.givens.append(given.first * _SYLLABLES + given.second)
    for person in range(len(people)):
        ancestor = person
        while people.father[ancestor] >= 0:
            ancestor = people.father[ancestor]
        record.surnames[person] = record.surnames[ancestor]


def _lost(rng: Random) -> int:
    draw = rng.random()
    if draw < _BOTH_LOST:
        return 3
    return 1 if draw < _FATHER_LOST else 2 if draw < _MOTHER_LOST else 0


def _settle_reasons(story: Story) -> None:
    """Let the reason be told where an own act would otherwise look like one: no source leaves that open here."""
    acting = {each.person for each in story.first_acts}
    acting |= {cause.trigger.person for cause in story.causes if cause.trigger is not None}
    for cause in story.causes:
        if cause.cause in ("association", "together") and cause.punishment.person in acting:
            cause.punishment.reason = "guilt_by_association"


def _number(record: Record) -> None:
    """Number the events that are told, and their steps in each person's trail."""
    rng = record.rng("told")
    trails: dict[int, list[Happening]] = defaultdict(list)
    for happening in record.story.happenings:
        if record.exact or happening.kept or happening.helper >= 0 or rng.random() < _TOLD:
            trails[happening.person].append(happening)
    for person in sorted(trails, key=record.numbers.__getitem__):
        for step, happening in enumerate(sorted(trails[person], key=_day), start=1):
            record.told.append(happening)
            happening.step, happening.number = step, len(record.told)


def _day(happening: Happening) -> int:
    return happening.day


def source_rows(record: Record) -> list[Row]:
    """Return the rows of ``sources``: the gazetteer, interviews told after all events, reports made from them."""
    rng = record.rng("sources")
    rows: list[Row] = [{"id": gazetteer_id(record.world.dataset), "title": "Invented gazetteer", "kind": "invented"}]
    if not record.world.rows["places"]:
        rows.clear()
    witness = 0
    for number in range(record.interviews):
        witness += rng.random() < 0.9 or number == 0
        told = date(2021, 1, 1).toordinal() + rng.randrange(1200)
        row = {"id": record.interview_id(number), "title": f"Invented interview {number + 1}", "kind": "invented"}
        rows.append(
            row | {"told_on": date.fromordinal(told).isoformat(), "witness": f"w{witness:05d}", "language": "ko"}
        )
    for number in range(reports(record)):
        row = {"id": record.report_id(number), "title": f"Invented report {number + 1}", "kind": "invented"}
        rows.append(row | {"published": f"2024-{1 + number % 12:02d}", "language": "en"})
    return rows


def reports(record: Record) -> int:
    """Return the number of invented reports."""
    return (record.interviews - 1) // _REPORT_OF + 1


def derivation_rows(record: Record) -> list[Row]:
    """Return the rows of ``derivations``: each report repeats some of its interviews."""
    rng = record.rng("derivations")
    rows = []
    for number in range(reports(record)):
        members = range(number * _REPORT_OF, min((number + 1) * _REPORT_OF, record.interviews))
        for member in sorted(rng.sample(members, min(3, len(members)))):
            rows.append({"source_id": record.report_id(number), "from_source_id": record.interview_id(member)})
    return rows
