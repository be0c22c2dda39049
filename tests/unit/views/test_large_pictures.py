"""Pictures of the largest size that a page shows: at most five times the 100 ms of a quiet machine, in processor time.

The family chart of sixty persons has the same guard beside its own tests.
"""

import random
import sys
from itertools import pairwise
from time import process_time

import pytest

from app.views.agency_tree import MEASURES, TreeWords, draw_tree
from app.views.cascade_chart import draw_cascade
from app.views.handover_flow import draw_flow
from app.views.page_svg import is_long
from app.views.route_map import draw_map
from app.views.timeline import draw_timeline
from tests.picture_texts import covered, texts
from tests.unit.views import test_cascade_chart as cascade
from tests.unit.views import test_handover_flow as flow
from tests.unit.views import test_route_map as route
from tests.unit.views import test_timeline as timeline

MOST_SECONDS = 0.5


def seconds(draw):
    """Return the least processor time of three drawings (while coverage is measured, a fifth) and what was drawn."""
    spent = []
    for _ in range(3):
        begin = process_time()
        drawn = draw()
        spent.append(process_time() - begin)
    return min(spent) / (1 if sys.gettrace() is None else 5), drawn


def test_five_hundred_different_handover_paths():
    rng = random.Random(1)
    cells = {tuple(rng.choice((None, *"abcdefgh")) for _ in range(6)) for _ in range(700)}
    rows = [flow.path(*each, persons=rng.randrange(1, 9)) for each in sorted(cells, key=str)[:500]]
    assert len(rows) == 500
    spent, drawn = seconds(lambda: draw_flow(rows, flow.WORDS))
    assert drawn.startswith("<svg") and spent < MOST_SECONDS
    assert covered(drawn) == [] and drawn == draw_flow(rows, flow.WORDS)


def test_sixty_lanes_of_a_timeline_with_eight_events_each():
    lanes = [
        timeline.lane(
            *(timeline.stay("camp", f"{1990 + n}-01-01", f"{1990 + n}-12-31") for n in range(0, 8, 2)),
            *(timeline.stage("arrest", f"{1990 + n}-03-01") for n in range(1, 8, 2)),
            name=f"P{number}",
        )
        for number in range(60)
    ]
    spent, drawn = seconds(lambda: draw_timeline(lanes, timeline.WORDS))
    assert drawn.count("P59") and spent < MOST_SECONDS
    names = [each for each in texts(drawn) if each.left < 100]
    assert len(names) == 120 and not any(one.covers(other) for one, other in pairwise(names))
    assert drawn == draw_timeline(lanes, timeline.WORDS)


def test_five_hundred_legs_between_a_hundred_places_on_a_map():
    rng = random.Random(1)
    ends = [f"place{number}" for number in range(100)]
    pairs = {(rng.choice(ends), rng.choice(ends)) for _ in range(800)}
    legs = [route.leg("inside", a, b, 1 + number % 7) for number, (a, b) in enumerate(sorted(pairs)) if a != b][:500]
    places = {
        end: {"longitude": rng.uniform(124, 131), "latitude": rng.uniform(39, 43), "kind": "city", "precision": "point"}
        for end in ends
    }
    assert len(legs) == 500
    spent, drawn = seconds(lambda: draw_map({"legs": legs, "facilities": [], "places": places}, "border", route.WORDS))
    assert drawn.startswith("<svg") and spent < MOST_SECONDS
    assert drawn == draw_map({"legs": legs, "facilities": [], "places": places}, "border", route.WORDS)


def test_a_hundred_agencies_with_their_bars():
    counted = {"own": {"persons": 3, "persons_most": 3}, "all": {"persons": 9, "persons_most": None}}
    rows = [
        {"id": f"a{number}", "level": number % 4, "parent": None if number % 4 == 0 else f"a{number - 1}"}
        | dict.fromkeys(MEASURES, counted)
        for number in range(100)
    ]
    words = TreeWords("Agencies", "Bars", ["A", "B", "C"], lambda row: row["id"], lambda own, whole: f"{own}, {whole}")
    spent, drawn = seconds(lambda: draw_tree(rows, words))
    assert drawn.count("a99") and spent < MOST_SECONDS
    assert covered(drawn) == [] and drawn == draw_tree(rows, words)


def test_sixty_punishments_after_three_acts():
    days = [f"{1990 + number}-03-01" for number in range(20)]
    links = [cascade.link(f"p{number}", number % 5, day) for number, day in enumerate(days)]
    panels = [cascade.panel(*links, earliest=f"{year}-04-01", latest=f"{year}-04-30") for year in (1988, 1989, 1992)]
    spent, drawn = seconds(lambda: draw_cascade(panels, cascade.WORDS))
    assert drawn.count('class="connector"') == 60 and spent < MOST_SECONDS
    assert covered(drawn) == [] and drawn == draw_cascade(panels, cascade.WORDS)


def test_a_picture_is_long_when_one_printed_page_would_make_its_texts_too_small():
    assert not is_long('<svg viewBox="0 0 1130 700"></svg>')
    assert is_long('<svg viewBox="0 0 1130 2400"></svg>')
    with pytest.raises(ValueError, match="viewBox"):
        is_long("<svg></svg>")
