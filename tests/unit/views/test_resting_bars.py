"""What rests on each source: a bar for each effect, as long as its count, on one scale."""

from app.views.resting_bars import EFFECTS, RestingWords, draw_resting, resting_layout

WORDS = RestingWords("Rests on", "bars", lambda id_: f"<{id_}>" * 30, lambda id_: f"/s/{id_}", lambda row: "2 & more")
SOURCES = [
    {"source": "a", "falls": ["e 1", "e 2"], "changes": ["e 3"], "weakens": ["e 4"], "appears": []},
    {"source": "b", "falls": [], "changes": [], "weakens": ["e 1"], "appears": ["g 1"]},
    {"source": "c", "falls": [], "changes": [], "weakens": [], "appears": []},
]


def test_bars_follow_each_other_and_are_as_long_as_their_counts():
    rows = resting_layout(SOURCES)
    assert [[bar["effect"] for bar in row["bars"]] for row in rows] == [
        ["falls", "changes", "weakens"],
        ["weakens", "appears"],
        [],
    ]
    first = rows[0]["bars"]
    assert first[0]["width"] == 2 * first[1]["width"] == 2 * rows[1]["bars"][0]["width"]
    for row in rows:
        ends = [bar["x"] + bar["width"] for bar in row["bars"]]
        assert ends[:-1] == [bar["x"] for bar in row["bars"]][1:] and row["end"] == (ends or [rows[2]["end"]])[-1]
    assert len({row["y"] for row in rows}) == 3


def test_the_picture_is_escaped_and_the_same_each_time():
    drawn = draw_resting(SOURCES, WORDS)
    assert drawn == draw_resting(SOURCES, WORDS) and "<a>" not in drawn and "2 &amp; more" in drawn
    assert drawn.count('class="source"') == 3 and drawn.count("<rect") == 5
    assert draw_resting([], WORDS) == ""


def test_no_two_effects_look_the_same():
    assert len({(look["fill"], look["dash"]) for look in EFFECTS.values()}) == len(EFFECTS)
