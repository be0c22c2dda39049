"""Bars over time: one scale, no two overlap, unknown drawn, the same input the same picture."""

from itertools import pairwise

from app.views.period_bars import PeriodWords, draw_periods, period_layout

NONE = {"least": 0, "most": 0}
WORDS = PeriodWords(
    title="Over time",
    description="one bar a period",
    name=lambda period: period or "no date",
    under=lambda period: "",
    counted=lambda least, most: f"{least}+" if most is None else f"{least}–{most}",
    said=lambda least, most: f"at least {least}",
    nothing=lambda first, last: f"{first} to {last}: nothing",
)


def years(counts, first=1998):
    return [
        {"period": str(first + number), "least": least, "most": most, "small": most is not None and most < 5}
        for number, (least, most) in enumerate(counts)
    ]


def test_years_stand_in_lines_that_begin_with_a_decade_and_no_two_bars_overlap():
    layout = period_layout(years([(1, 2)] * 50), {"least": 3, "most": 3}, years=True)
    assert len(layout["bars"]) == 51 and len(layout["bases"]) == 2
    lines = {}
    for bar in layout["bars"]:
        lines.setdefault(bar["base"], []).append(bar)
    for line in lines.values():
        assert all(a["x"] + a["width"] < b["x"] for a, b in pairwise(line))
        assert all(bar["x"] >= 0 and bar["x"] + bar["width"] <= 1040 for bar in line)
    assert next(iter(lines.values()))[0]["x"] > 8 * layout["step"]  # 1998 stands where an eighth year stands


def test_heights_have_one_scale_and_what_is_not_bounded_is_open():
    layout = period_layout(years([(1, 4), (2, 2), (3, None)]), NONE, years=True)
    first, second, third = layout["bars"]
    assert first["possible"] == 4 * first["sure"] == 2 * second["possible"]
    assert third["open"] and third["possible"] > third["sure"] == 3 * first["sure"]


def test_a_line_without_anything_is_said_in_words():
    layout = period_layout(years([(1, 1), *[(0, 0)] * 60, (1, 1)], first=1950), NONE, years=True)
    assert [(line["first"], line["last"]) for line in layout["empty"]] == [("1980", "2009")]
    assert "1980 to 2009: nothing" in draw_periods(
        years([(1, 1), *[(0, 0)] * 60, (1, 1)], first=1950), NONE, WORDS, years=True
    )


def test_unknown_is_drawn_small_is_marked_and_periods_lead_somewhere():
    rows = years([(1, 3), (0, 0), (120, 1480)])
    drawn = draw_periods(rows, {"least": 2, "most": 2}, WORDS, years=True, links=lambda year: f"/y/{year}")
    assert "url(#undated)" in drawn and "no date: at least 2" in drawn
    assert "1–3*" in drawn and "1480*" not in drawn
    assert 'href="/y/1998"' in drawn and 'href="/y/1999"' not in drawn
    assert ">120–</text>" in drawn and ">1480</text>" in drawn  # a long range stands in two lines
    assert drawn == draw_periods(rows, {"least": 2, "most": 2}, WORDS, years=True, links=lambda year: f"/y/{year}")


def test_leaders_are_one_line_of_wide_bars_and_nothing_gives_no_picture():
    rows = [{"period": name, "least": 1, "most": 6, "small": False} for name in ("before", "kim_il_sung")]
    assert len(period_layout(rows, {"least": 1, "most": None}, years=False)["bases"]) == 1
    assert draw_periods([], NONE, WORDS, years=True) == ""
    assert "no date" in draw_periods([], {"least": 1, "most": 1}, WORDS, years=True)
