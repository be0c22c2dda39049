"""Published figures drawn: the bar goes from least to most, in parts of what was published."""

from app.views.figure_ranges import FigureWords, draw_figures, range_layout

WORDS = FigureWords(
    title="Figures", description="one line each", axis=lambda percent: f"{percent}%", shown=lambda each: "shown"
)


def figure(least, most, agrees=False, published="100"):
    return {"statement": "Persons <b>", "published": published, "least": least, "most": most, "agrees": agrees}


def test_bars_are_true_to_the_published_figure():
    layout = range_layout([figure(50, 100), figure(None, None), figure(100, 140)])
    first, second = layout["rows"]
    assert first["x2"] == second["x1"] == layout["published"]
    assert second["y"] > first["y"]


def test_what_is_more_than_the_axis_shows_ends_in_an_arrow():
    many, unbounded, within = range_layout([figure(400, 500), figure(1, None), figure(1, 150)])["rows"]
    assert (many["beyond"], unbounded["beyond"], within["beyond"]) == (True, True, False)
    assert many["x1"] == many["x2"] == unbounded["x2"]


def test_the_picture_is_escaped_and_none_is_drawn_without_counts():
    drawn = draw_figures([figure(1, 2, agrees=True)], WORDS)
    assert "<b>" not in drawn and "&lt;b&gt;" in drawn and "shown" in drawn
    assert draw_figures([figure(None, None)], WORDS) == ""
