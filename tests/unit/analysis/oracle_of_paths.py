"""Handover paths and what they add up to, by the words of design section 8; no code of the product.

The docstrings of ``app.analysis`` decide where the design is silent: a path that comes back to the country it had left
is two, the receiver that is not told is the first one of the receiving country, a group counts less its members.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from tests.unit.analysis import oracle_of_trails as trails
from tests.unit.analysis.histories import AGENCIES, MOVES, PLACES, Happening, History, neighbours
from tests.unit.analysis.oracle_of_trails import Stage, Trail

CROSSES = set(MOVES[1:])
COLUMNS = ("country_of_taking", "taking_agency", "crossing", "receiving_agency", "facility", "last_known")


@dataclass(frozen=True)
class Path:
    person: str
    taking: str
    handover: str | None
    columns: tuple[str | None, ...]
    days: tuple[int | None, int | None]
    days_to_handover: tuple[int | None, int | None]
    trail: Trail
    events: tuple[Happening, ...]
    turn: Happening


def country(event: Happening, *, leave: bool) -> str | None:
    return trails.at_level(event, "country", leave=leave) if trails.stays(event) else None


def parts(taking: list[Happening]) -> Iterator[list[Happening]]:
    """Cut a taking where the person was back in the country that was left by a handover."""
    part: list[Happening] = []
    left = received = now = None
    for event in taking:
        if part and _is_back(event, left, received):
            yield part
            part, left, received, now = [], None, None, None
        part.append(event)
        if event.kind in CROSSES:
            left, received = country(event, leave=False) or now, country(event, leave=True)
        now = country(event, leave=True) or now
    yield part


def _is_back(event: Happening, left: str | None, received: str | None) -> bool:
    """Handed over out of the country left, or into the same one again; taken in it by others than the receivers."""
    if event.kind in CROSSES:
        out, into = country(event, leave=False), country(event, leave=True)
        return out == left if out and left else not out and bool(into) and into == received
    holder = trails.leaving(event)[0]
    consulate = holder and AGENCIES[holder][1] == received
    return event.kind in trails.OPENS and bool(left) and country(event, leave=True) == left and not consulate


def paths(trail: Trail, person: str) -> list[Path]:
    found = []
    for taking in trail.takings:
        for part in parts(taking):
            foreign = _first_foreign(part)
            handover = next((event for event in part if event.kind in CROSSES), None)
            if handover or foreign:
                found.append(_path(person, trail, part, handover, handover or foreign))
    return found


def _start(first: Happening) -> str | None:
    """The country of the taking; a transfer stays in its state."""
    told = country(first, leave=False) if first.kind in MOVES else country(first, leave=True)
    return told or (country(first, leave=True) if first.kind == "transfer" else None)


def _first_foreign(part: list[Happening]) -> Happening | None:
    """The first custody that two countries make foreign to the one of the taking, or to the first one known."""
    held = [event for event in part if trails.stays(event)]
    known = [_start(event) for event in held[:1]] + [country(event, leave=True) for event in held]
    home = next((each for each in known if each), None)
    abroad = [e for e in held if e.kind not in trails.CLOSES and country(e, leave=True) not in (None, home)]
    return abroad[0] if abroad else None


def _path(person: str, trail: Trail, part: list[Happening], handover: Happening | None, turn: Happening | None) -> Path:
    assert turn is not None
    held = [event for event in part if trails.stays(event)]
    last = [event for event in part if event.kind not in trails.SEARCH][-1]
    after_all = [event for event in held if event.kind not in trails.CLOSES]
    after = [event for event in held[held.index(turn) :] if event.kind not in trails.CLOSES]
    columns = (
        _start(held[0]),
        None if held[0].kind in CROSSES else trails.leaving(held[0])[0],
        trails.crossing(handover) if handover else None,
        _receiver(_sides(trail, after_all, turn)[1], country(turn, leave=True), told=bool(handover)),
        _facility(after),
        last.kind,
    )
    to_handover = (None, None) if handover is None else _days(part[0], handover, handover.lo, handover.hi)
    to_last = _days(part[0], last, *(trails.over(last) if _ends(last) else (last.lo, last.hi)))
    return Path(
        person, part[0].id, handover.id if handover else None, columns, to_last, to_handover, trail, tuple(part), turn
    )


def _ends(event: Happening) -> bool:
    return bool(event.end or event.duration)


def _sides(trail: Trail, held: list[Happening], turn: Happening) -> tuple[list[Any], list[Any]]:
    """What is told before a crossing, latest first, and after it: (event, whether on leaving it); None: not known.

    A gap and a move that does not tell break the row; nothing is drawn across them.
    """
    broken = {gap.second for gap in trail.gaps}
    row: list[Any] = []
    for event in held:
        row += [None] * (event.id in broken)
        row += [(event, False)] * (event.kind in MOVES) + [(event, True)]
    here = row.index((turn, True))
    return row[:here][::-1], row[here:]


def _nearest(row: list[Any], what: int) -> Any:
    """The first that tells a holder (0) or place (1), up to a break."""
    for each in row:
        told = each and (trails.leaving(each[0]) if each[1] else trails.entering(each[0]))[what]
        if told:
            return each[0], each[1], told
        if not each or (each[0].kind in MOVES and not told):
            return None
    return None


def _receiver(later: list[Any], received: str | None, *, told: bool) -> str | None:
    """Who is named with the handover, else who held first, if that was in the country that received."""
    turn = later[0][0]
    if told and trails.leaving(turn)[0]:
        return trails.leaving(turn)[0]
    first = _nearest(later[:1], 0) or _nearest(later[1:], 0)
    return first[2] if first and received in (None, country(first[0], leave=first[1])) else None


def _facility(after: list[Happening]) -> str | None:
    places = [trails.leaving(after[0])[1]] if after else []
    places += [p for e in after[1:] for p in (trails.entering(e)[1], trails.leaving(e)[1])]
    return next((place for place in places if place and PLACES[place][0] == "facility"), None)


def _days(first: Happening, last: Happening, lo: int | None, hi: int | None) -> tuple[int | None, int | None]:
    """From the begin of the one to a day of the other; an event is as far from itself as it lasts."""
    if first is last:
        return trails.lasted(first) if _ends(first) and (lo, hi) != (first.lo, first.hi) else (0, 0)
    least = None if lo is None or first.hi is None else max(0, lo - first.hi)
    return least, None if hi is None or first.lo is None else max(0, hi - first.lo)


@dataclass(frozen=True)
class Sums:
    """Paths with their stage paths at one level, and how many persons each path counts for."""

    history: History
    level: str
    paths: list[Path]
    stages: list[list[Stage]]

    @classmethod
    def of(cls, history: History, trails_of: dict[str, Trail], level: str) -> "Sums":
        found = [path for person in history.persons for path in paths(trails_of[person], person)]
        return cls(history, level, found, [trails.stages(path.trail, list(path.events), level) for path in found])

    @classmethod
    def of_takings(cls, history: History, trails_of: dict[str, Trail], level: str) -> "Sums":
        """Of every taking from its first to its last stage, with or without a border on the way."""
        nothing, found = (None,) * len(COLUMNS), []
        for person, trail in sorted(trails_of.items()):
            for events in trail.takings:
                ends = nothing, (None, None), (None, None)
                found.append(Path(person, events[0].id, None, *ends, trail, tuple(events), events[0]))
        return cls(history, level, found, [trails.stages(path.trail, list(path.events), level) for path in found])

    def only(self, wanted: Callable[[Path], bool]) -> "Sums":
        """Of some of the paths, as if there were no others."""
        kept = [(path, row) for path, row in zip(self.paths, self.stages, strict=True) if wanted(path)]
        return replace(self, paths=[path for path, _ in kept], stages=[row for _, row in kept])

    def weight(self, path: Path) -> tuple[int, int | None]:
        """A group without its members that have paths of their own."""
        least, most = self.history.groups.get(path.person, (1, 1))
        members = {a for a, b in self.history.among if b == path.person} & {each.person for each in self.paths}
        return max(0, least - len(members)), None if most is None else max(0, most - len(members))

    def persons(self, found: Iterable[Path]) -> tuple[int, int | None]:
        weights = [self.weight(path) for path in found]
        mosts = [most for _, most in weights]
        return sum(least for least, _ in weights), None if None in mosts else sum(mosts)  # type: ignore[arg-type]

    def flows(self) -> dict[tuple[Any, ...], tuple[int, int | None]]:
        cells: set[Any] = {(i, *path.columns[i : i + 2]) for path in self.paths for i in range(len(COLUMNS) - 1)}
        return {
            cell: self.persons(p for p in self.paths if p.columns[cell[0] : cell[0] + 2] == cell[1:]) for cell in cells
        }

    def rows(self) -> list[tuple[Path, tuple[str | None, ...]]]:
        return [(p, tuple(stage.value for stage in row)) for p, row in zip(self.paths, self.stages, strict=True)]

    def variants(self) -> dict[tuple[str | None, ...], tuple[int, int | None]]:
        return {values: self.persons(p for p, other in self.rows() if other == values) for _, values in self.rows()}

    def flows_by_step(self) -> dict[tuple[Any, ...], tuple[int, int | None]]:
        """From the n-th stage of a path to its next."""
        cells = {(n, *pair) for _, values in self.rows() for n, pair in enumerate(neighbours(list(values)), 1)}
        return {
            cell: self.persons(p for p, values in self.rows() if values[cell[0] - 1 : cell[0] + 1] == cell[1:])
            for cell in cells
        }

    def follows(self) -> Counter[tuple[str | None, str | None]]:
        return Counter((a.value, b.value) for row in self.stages for a, b in neighbours(row) if b.ordered)

    def stage_days(self) -> dict[str | None, tuple[int, int | None, int]]:
        """Least and most days per stage, with the number of stays; every choice of days in which it was before."""
        found: dict[str | None, list[tuple[int, int | None]]] = {}
        for row in self.stages:
            for a, b in neighbours(row):
                (lo, hi), (least, most) = a.began, b.began
                if b.ordered and not (most is not None and lo is not None and most < lo):
                    shortest = 0 if least is None or hi is None else max(0, least - hi)
                    found.setdefault(a.value, []).append((shortest, None if most is None or lo is None else most - lo))
        return {
            value: (
                min(s for s, _ in spans),
                None if None in [m for _, m in spans] else max(m or 0 for _, m in spans),
                len(spans),
            )
            for value, spans in found.items()
        }

    def corridors(self) -> dict[str, dict[tuple[Any, ...], tuple[Any, ...]]]:
        kinds = {"corridors": _places, "agency_corridors": _agencies, "country_corridors": _countries}
        found = {}
        for name, ends in kinds.items():
            cells = {ends(path) for path in self.paths}
            found[name] = {cell: self._corridor([p for p in self.paths if ends(p) == cell]) for cell in cells}
        return found

    def _corridor(self, found: list[Path]) -> tuple[Any, ...]:
        turns = [_turn(path) for path in found]
        first = min((event.lo for event in turns if event.lo is not None), default=None)
        last = max((event.hi for event in turns if event.hi is not None), default=None)
        known = [path.days_to_handover for path in found if None not in path.days_to_handover]
        days = [min(d for d, _ in known), max(d for _, d in known)] if known else None  # type: ignore[type-var]
        return (*self.persons(found), sorted({path.person for path in found}), first, last, days, len(known))

    def closures(self) -> dict[tuple[str, str], tuple[int, float, float]]:
        over = [("crossing", [p.columns[2]]) for p in self.paths], [("stage", values) for _, values in self.rows()]
        found = {}
        for rows in over:
            for what, id_ in {(what, id_) for what, values in rows for id_ in values if id_}:
                surely = sum(id_ in values for _, values in rows)
                maybe = sum(id_ in values or None in values for _, values in rows)
                found[what, id_] = (surely, surely / len(rows), maybe / len(rows))
        return found

    def between(self, start: str, end: str) -> dict[tuple[str | None, ...], tuple[int, float, list[str]]]:
        ways: dict[tuple[str | None, ...], list[str]] = {}
        for path, values in self.rows():
            if start in values and end in values[values.index(start) + 1 :]:
                here = values.index(start)
                ways.setdefault(values[here : values.index(end, here + 1) + 1], []).append(path.person)
        total = sum(map(len, ways.values()))
        return {way: (len(who), len(who) / total, sorted(set(who))) for way, who in ways.items()}


def _turn(path: Path) -> Happening:
    """The handover, or the first custody in the other country."""
    found = next((e for e in path.events if e.id == path.handover), None) or _first_foreign(list(path.events))
    assert found is not None
    return found


def _row(path: Path) -> tuple[list[Any], list[Any]]:
    held = [event for event in path.events if trails.stays(event) and event.kind not in trails.CLOSES]
    return _sides(path.trail, held, _turn(path))


def _countries(path: Path) -> tuple[Any, ...]:
    turn = _turn(path)
    told = country(turn, leave=False) if turn.kind in MOVES else None
    earlier = path.events[: path.events.index(turn)][::-1]
    left = next((c for e in earlier if (c := country(e, leave=True))), None)
    return told or left, country(turn, leave=True)


def _agencies(path: Path) -> tuple[Any, ...]:
    left = _left(_row(path)[0], 0)
    return left and left[2], path.columns[3]


def _places(path: Path) -> tuple[Any, ...]:
    earlier, later = _row(path)
    left, reached = _left(earlier, 1), _reached(later)
    return left and left[2], reached and reached[2], *_countries(path)


def _left(earlier: list[Any], what: int) -> Any:
    """The last before the crossing; the handover itself need not tell one."""
    own = len(earlier) and earlier[0] is not None and not earlier[0][1]
    return _nearest(earlier[: int(own)], what) or _nearest(earlier[int(own) :], what)


def _reached(later: list[Any]) -> Any:
    """The first place after the crossing; the handover itself need not tell one."""
    return _nearest(later[:1], 1) or _nearest(later[1:], 1)
