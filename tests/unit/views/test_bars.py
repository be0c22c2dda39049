import itertools

import pytest

from app.views.bars import bar_layout, draw_bars


def test_every_year_between_has_its_place_and_only_years_with_a_count_are_drawn():
    bars = bar_layout({2009: 3, 2012: 1})
    assert [bar["year"] for bar in bars] == [2009, 2010, 2011, 2012]
    assert [bar["count"] for bar in bars] == [3, 0, 0, 1]
    svg = draw_bars({2009: 3, 2012: 1}, title="t", description="d")
    assert svg.count("<rect") == 2


def test_height_is_in_proportion_and_bars_do_not_overlap():
    bars = bar_layout({2000: 10, 2001: 5, 2030: 1})
    assert bars[0]["height"] == pytest.approx(2 * bars[1]["height"])
    assert all(a["x"] + a["width"] <= b["x"] for a, b in itertools.pairwise(bars))


def test_no_count_is_no_bar():
    assert bar_layout({}) == []


def test_texts_and_addresses_are_escaped():
    svg = draw_bars({2009: 1}, title="<b>", description='"&', links={2009: '/x?a=1&b="'})
    assert "<b>" not in svg and "&lt;b&gt;" in svg
    assert "/x?a=1&amp;b=&#34;" in svg
    assert "style=" not in svg


def test_those_without_a_year_have_a_hatched_bar_apart_and_are_never_left_out():
    bars = bar_layout({2009: 3, 2012: 1}, 6)
    assert [bar["year"] for bar in bars] == [2009, 2010, 2011, 2012, None]
    assert bars[-1]["height"] == pytest.approx(2 * bars[0]["height"])
    assert all(a["x"] + a["width"] <= b["x"] for a, b in itertools.pairwise(bars))
    svg = draw_bars({2009: 3}, title="t", description="d", unknown=(6, "not certain"))
    assert "not certain: 6" in svg and 'fill="url(#unknown-year)"' in svg
    assert draw_bars({}, title="t", description="d", unknown=(2, "not certain")).count("<rect") == 2
    assert draw_bars({}, title="t", description="d") == ""


def test_the_bar_apart_stays_inside_the_picture_however_many_years_there_are():
    last = bar_layout({1950: 1, 2025: 1}, 1)[-1]
    assert last["x"] + last["width"] <= 1040
