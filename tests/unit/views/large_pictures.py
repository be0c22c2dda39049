"""Pictures of the largest size that a page shows: what the guard in the tests and ``benchmarks.pictures`` draw."""

import random
from collections.abc import Callable

from app.views.agency_tree import MEASURES, TreeWords, draw_tree
from app.views.cascade_chart import draw_cascade
from app.views.family_chart import draw_family_chart
from app.views.handover_flow import draw_flow
from app.views.route_map import draw_map
from app.views.timeline import draw_timeline
from tests.unit.views import test_cascade_chart as cascade
from tests.unit.views import test_family_chart as family
from tests.unit.views import test_handover_flow as flow
from tests.unit.views import test_route_map as route
from tests.unit.views import test_timeline as timeline

Draw = Callable[[], str]


def family_of_sixty() -> Draw:
    """Draw sixty persons, twenty of them punished."""
    tree = family.large(60)
    shown = {id: family.person(id) for id in tree.births}
    arrows = [family.arrow("p0", each) for each in list(tree.births)[5:25]]
    return lambda: draw_family_chart(tree, shown, arrows, family.WORDS)


def five_hundred_paths() -> Draw:
    """Draw five hundred handover paths, no two alike."""
    rng = random.Random(1)
    cells = {tuple(rng.choice((None, *"abcdefgh")) for _ in range(6)) for _ in range(700)}
    rows = [flow.path(*each, persons=rng.randrange(1, 9)) for each in sorted(cells, key=str)[:500]]
    assert len(rows) == 500
    return lambda: draw_flow(rows, flow.WORDS)


def sixty_lanes() -> Draw:
    """Draw the custody of sixty persons with eight events each."""
    lanes = [
        timeline.lane(
            *(timeline.stay("camp", f"{1990 + n}-01-01", f"{1990 + n}-12-31") for n in range(0, 8, 2)),
            *(timeline.stage("arrest", f"{1990 + n}-03-01") for n in range(1, 8, 2)),
            name=f"P{number}",
        )
        for number in range(60)
    ]
    return lambda: draw_timeline(lanes, timeline.WORDS)


def five_hundred_legs() -> Draw:
    """Draw five hundred legs between a hundred places."""
    rng = random.Random(1)
    ends = [f"place{number}" for number in range(100)]
    pairs = {(rng.choice(ends), rng.choice(ends)) for _ in range(800)}
    legs = [route.leg("inside", a, b, 1 + number % 7) for number, (a, b) in enumerate(sorted(pairs)) if a != b][:500]
    places = {
        end: {"longitude": rng.uniform(124, 131), "latitude": rng.uniform(39, 43), "kind": "city", "precision": "point"}
        for end in ends
    }
    assert len(legs) == 500
    return lambda: draw_map({"legs": legs, "facilities": [], "places": places}, "border", route.WORDS)


def hundred_agencies() -> Draw:
    """Draw the tree of a hundred agencies with their bars."""
    counted = {"own": {"persons": 3, "persons_most": 3}, "all": {"persons": 9, "persons_most": None}}
    rows = [
        {"id": f"a{number}", "level": number % 4, "parent": None if number % 4 == 0 else f"a{number - 1}"}
        | dict.fromkeys(MEASURES, counted)
        for number in range(100)
    ]
    words = TreeWords("Agencies", "Bars", ["A", "B", "C"], lambda row: row["id"], lambda own, whole: f"{own}, {whole}")
    return lambda: draw_tree(rows, words)


def sixty_punishments() -> Draw:
    """Draw sixty punishments after three acts."""
    days = [f"{1990 + number}-03-01" for number in range(20)]
    links = [cascade.link(f"p{number}", number % 5, day) for number, day in enumerate(days)]
    panels = [cascade.panel(*links, earliest=f"{year}-04-01", latest=f"{year}-04-30") for year in (1988, 1989, 1992)]
    return lambda: draw_cascade(panels, cascade.WORDS)


#: What is drawn, by what it is called.
LARGE = {
    "family chart, 60 persons": family_of_sixty,
    "handover paths, 500": five_hundred_paths,
    "timeline, 60 lanes of 8 events": sixty_lanes,
    "map, 500 legs": five_hundred_legs,
    "agencies, 100": hundred_agencies,
    "cascade, 60 punishments": sixty_punishments,
}
