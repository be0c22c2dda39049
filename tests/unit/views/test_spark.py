"""Small bars by year in the row of a table."""

from xml.etree import ElementTree

from app.views.spark import draw_spark


def bars(svg):
    return [each for each in ElementTree.fromstring(svg).iter() if each.tag.endswith("rect")]


def test_there_is_one_bar_a_year_on_one_scale():
    few, many = bars(draw_spark({2001: 1, 2003: 4}, 2000, 2009, 4))
    assert float(few.get("x")) < float(many.get("x")) < 46
    assert float(few.get("height")) < float(many.get("height")) == 18


def test_nothing_gives_no_picture():
    assert draw_spark({}, 2000, 2009, 1) == ""
