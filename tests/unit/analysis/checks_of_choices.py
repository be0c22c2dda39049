"""Which links, groups and cascades are listed when some are asked for: by who, why, where, by whom, when, how near."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random
from typing import Any, NamedTuple

from app.analysis import ANALYSES, Casebook
from tests.unit.analysis import oracle, oracle_of_ties
from tests.unit.analysis.oracle import AT_PLACE, OF_AGENCY, Case, Event, Linked
from tests.unit.analysis.random_cases import REASONS, as_day

Values = dict[str, Any]


class Told(NamedTuple):
    """A link with whose act it was, the event that was one if it is named, and the events of the taking."""

    link: Linked
    actor: str
    trigger: Event | None
    taking: list[Event]

    @property
    def persons(self) -> set[str]:
        return {self.actor, self.taking[0].person}


@dataclass
class Choice:
    """What is asked for: values as an analysis takes them, and what they say of a taking and of a link."""

    values: Values
    of_taking: Callable[[list[Event]], bool] = lambda taking: True
    of_link: Callable[[Told], bool] = lambda told: True


@dataclass
class Chosen:
    """Choices that hold together, beside the person who is asked for."""

    case: Case
    person: str | None
    choices: list[Choice] = field(default_factory=list)

    @property
    def values(self) -> Values:
        return {name: value for choice in self.choices for name, value in choice.values.items()}

    def wants_taking(self, taking: list[Event]) -> bool:
        return all(choice.of_taking(taking) for choice in self.choices)

    def wants(self, told: Told, *, of_any_class: bool = False) -> bool:
        grade = None if of_any_class else self.values.get("class")
        fits = all(choice.of_link(told) for choice in self.choices) and grade in (None, told.link[2])
        return fits and self.wants_taking(told.taking)

    def family(self) -> set[str]:
        return self.case.families[self.values["family"]] if "family" in self.values else set(self.case.persons)


def random_choice(case: Case, rng: Random, most: int = 2) -> Chosen:
    """One or two of all that can be asked for, and perhaps a person."""
    every = _by_taking(case, rng) + _by_link(case, rng)
    return Chosen(case, rng.choice([None, rng.choice(case.persons)]), rng.sample(every, rng.randint(1, most)))


def _by_taking(case: Case, rng: Random) -> list[Choice]:
    reason, place, agency = rng.choice([*REASONS][1:]), rng.choice([*AT_PLACE]), rng.choice([*OF_AGENCY])
    kind, first, more = rng.choice(["arrest", "detention", "camp"]), rng.randint(0, 14), rng.randint(0, 5)
    days = set(range(first, first + more + 1))
    return [
        Choice({"kind": kind}, lambda taking: taking[0].kind == kind),
        Choice({"reason": reason}, lambda taking: any(event.reason == REASONS[reason] for event in taking)),
        Choice({"place": place}, lambda taking: any(event.place in AT_PLACE[place] for event in taking)),
        Choice({"agency": agency}, lambda taking: any(event.by in OF_AGENCY[agency] for event in taking)),
        Choice({"from": as_day(min(days)), "to": as_day(max(days))}, lambda taking: bool({*taking[0].days()} & days)),
    ]


def _by_link(case: Case, rng: Random) -> list[Choice]:
    cause, chon = rng.choice(["escape", "religion", "arrest"]), rng.choice([0, 1, 2])
    found = [
        Choice({"trigger_kind": cause}, of_link=lambda told: told.trigger is not None and told.trigger.kind == cause),
        Choice({"chon": chon}, of_link=lambda told: told.link[3] is not None and told.link[3][0] == chon),
        Choice({"class": rng.choice(oracle.CLASSES)}),
    ]
    if case.families:
        family = rng.choice(sorted(case.families))
        members = case.families[family]
        found.append(Choice({"family": family}, of_link=lambda told: bool(told.persons & members)))
    return found


def every_link(case: Case, links: set[Linked]) -> list[Told]:
    by_id = {event.id: event for event in case.events}
    takings = {taking[0].id: taking for person in case.persons for taking in oracle.takings(case, person)}
    found = []
    for link in sorted(links, key=oracle.link_order(case)):
        trigger = by_id.get(link[0])
        actor = trigger.person if trigger else link[0]
        found.append(Told(link, actor, trigger, takings.get(link[1], [by_id[link[1]]])))
    return found


def check_choices(
    book: Casebook, case: Case, terms: Values, links: set[Linked], rng: Random, compared: Counter[str]
) -> None:
    chosen, told = random_choice(case, rng), every_link(case, links)
    check_chosen_links(book, terms, told, chosen, rng)
    check_chosen_cascades(book, terms, told, chosen, rng)
    check_chosen_chains(book, terms, told, chosen)
    compared["links chosen"] += 0 < sum(map(chosen.wants, told)) < len(told)


def check_chosen_links(book: Casebook, terms: Values, told: list[Told], chosen: Chosen, rng: Random) -> None:
    person, limit = chosen.person, rng.choice([None, None, 1, 2])
    answer = ANALYSES["chains"].run(book, **terms, **chosen.values, person=person, limit=limit)
    of_person = [each for each in told if person is None or person in each.persons]
    listed = [each for each in of_person if chosen.wants(each)]
    assert list(map(ends, answer["links"])) == [each.link[:2] for each in listed][:limit]
    left_out = max(0, len(listed) - (limit or len(listed)))
    assert answer["truncated"] == ({"limit": limit, "left_out": left_out} if left_out else None)
    counts = Counter(each.link[2] for each in of_person if chosen.wants(each, of_any_class=True))
    assert answer["counts"] == {name: counts[name] for name in oracle.CLASSES}
    check_groups(answer, chosen, terms["max_chon"])
    check_spared(answer, chosen, listed, terms)


def ends(link: Values) -> tuple[str, str]:
    return link["trigger"]["event"] or link["trigger"]["person"], link["punishment"]["event"]


def check_groups(answer: Values, chosen: Chosen, chon: int) -> None:
    """Groups of takings with the person and the family, of which one is asked for."""
    case = chosen.case
    takings = {taking[0].id: taking for person in case.persons for taking in oracle.takings(case, person)}
    wanted = set()
    for group in oracle.groups(case, chon):
        who = {takings[event][0].person for event in group}
        if chosen.person in (None, *who) and who & chosen.family():
            wanted |= {group} if any(chosen.wants_taking(takings[event]) for event in group) else set()
    assert {frozenset(group["events"]) for group in answer["together"]} == wanted


def check_spared(answer: Values, chosen: Chosen, listed: list[Told], terms: Values) -> None:
    """Beside the links: relatives who were not taken, for every trigger of who is asked for and of the links."""
    actors = chosen.family() if chosen.person is None else chosen.family() & {chosen.person}
    cause = chosen.values.get("trigger_kind")
    acts = {
        event.id
        for actor in actors
        for event in oracle.triggers(chosen.case, actor, terms["trigger"])
        if cause in (None, event.kind)
    }
    acts |= {each.trigger.id for each in listed if each.trigger}
    found = {(row["person"], row["event"]): (row["least"], row["most"]) for row in answer["not_taken"]}
    assert found == oracle_of_ties.not_taken(chosen.case, acts, terms["max_chon"], terms["window_days"])


def check_chosen_cascades(book: Casebook, terms: Values, told: list[Told], chosen: Chosen, rng: Random) -> None:
    """Cascades with the person, with a link that is asked for, of one root or with so many punishments."""
    hanging = oracle.cascade(chosen.case, [each.link for each in told])
    trees = trees_of(hanging, told)
    root, least = rng.choice([None, None, *sorted(trees)]), rng.choice([None, None, 2])
    asked = {**chosen.values, "person": chosen.person, "root": root, "least_size": least}
    answer = ANALYSES["cascade"].run(book, **terms, **asked)
    wanted = {
        top: len(links)
        for top, (persons, links) in trees.items()
        if (root in (None, top) and len(links) >= (least or 1) and any(map(chosen.wants, links)))
        and chosen.person in (None, *persons)
    }
    found = [(row["trigger"]["event"] or row["trigger"]["person"], row["size"]) for row in answer["roots"]]
    assert dict(found) == wanted and len(found) == len(wanted)
    kept = {(up, node) for node, (step, up) in hanging.items() if step == "link"}
    shown = {each.link[:2] for top in wanted for each in trees[top][1]}
    beside = {each.link[:2] for each in told} - kept
    assert set(map(ends, answer["alternatives"])) == {pair for pair in beside if pair[1] in {end for _, end in shown}}


def trees_of(hanging: dict[str, tuple[str, str]], told: list[Told]) -> dict[str, tuple[set[str], list[Told]]]:
    """The persons and the links of each cascade, by its root."""
    by_ends = {each.link[:2]: each for each in told}
    trees: dict[str, tuple[set[str], list[Told]]] = {}
    for node, (step, up) in hanging.items():
        top = up
        while top in hanging:
            top = hanging[top][1]
        persons, links = trees.setdefault(top, (set(), []))
        if step == "link":
            links.append(by_ends[up, node])
            persons |= links[-1].persons
    return trees


def check_chosen_chains(book: Casebook, terms: Values, told: list[Told], chosen: Chosen) -> None:
    """Of the chains of several links those of which every link is asked for, and that the person is in."""
    by_ends = {each.link[:2]: each for each in told}

    def links_of(chain: Values) -> list[Told]:
        events = [step["event"] or step["person"] for step in chain["steps"]]
        return [by_ends[pair] for pair in zip(events[::2], events[1::2], strict=True)]

    everything = ANALYSES["cascade"].run(book, **terms)["transitive"]
    answer = ANALYSES["cascade"].run(book, **terms, **chosen.values, person=chosen.person)
    assert answer["transitive"] == [
        chain
        for chain in everything
        if all(map(chosen.wants, links_of(chain))) and chosen.person in (None, *chain["persons"])
    ]
