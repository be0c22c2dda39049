"""What of a trail cannot all be true, by the words of design section 8, day by day; no code of the product."""

from itertools import combinations

from tests.unit.analysis.histories import MOVES, Happening, History
from tests.unit.analysis.oracle_of_trails import ARRESTS, CLOSES, Trail, apart, over, stays, surely


def contradictions(history: History, trail: Trail) -> set[tuple[str, tuple[str, ...]]]:
    found: set[tuple[str, tuple[str, ...]]] = {
        ("different_agencies", (e.id,)) for e in trail.events if e.second and apart(e.roles["by"], e.second)
    }
    for taking in trail.takings:
        if taking[0].kind in MOVES[1:]:
            found |= {
                ("handover_before_arrest", (taking[0].id, e.id))
                for e in taking
                if e.kind in ARRESTS and surely(taking[0], e)
            }
    moving = [d for e in trail.events if e.kind in MOVES or e.kind in CLOSES | {"escape"} for d in e.days()]
    for e, f in combinations(sorted(trail.events, key=lambda event: event.id), 2):
        if trail.events[0].person in history.groups or not apart(_stayed_at(e), _stayed_at(f)):
            continue
        days = set(_stay(e)) & set(_stay(f))
        nights = {d for d in days if d + 1 in days}
        if nights or any(not (_is_edge(e, d) or _is_edge(f, d)) for d in days - set(moving)):
            found.add(("two_places", (e.id, f.id)))
    return found


def _stayed_at(event: Happening) -> str | None:
    travel = event.kind in MOVES or event.kind in CLOSES
    return event.roles.get("at") if stays(event) and not travel else None


def _stay(event: Happening) -> range:
    """The days on which it surely went on."""
    if event.lo is None or event.hi is None:
        return range(0)
    if event.lasts and (event.end or event.duration):
        return range(event.hi, (over(event)[0] or 0) + 1)
    return range(event.lo, event.hi + 1) if event.lo == event.hi else range(0)


def _is_edge(event: Happening, day: int) -> bool:
    days = _stay(event)
    return len(days) > 1 and day in (days[0], days[-1])
