from itertools import pairwise
from xml.etree import ElementTree

from app.views.agency_tree import MEASURES, TreeWords, draw_tree, tree_layout

WORDS = TreeWords(
    "Agencies", "Bars", list(MEASURES), lambda row: f"<{row['id']}>", lambda own, whole: f"{own} of {whole}"
)


def agency(id_, parent=None, level=0, own=0, whole=0, most=0):
    counted = {"own": {"persons": own, "persons_most": most}, "all": {"persons": whole, "persons_most": most}}
    return {"id": id_, "parent": parent, "level": level, **dict.fromkeys(MEASURES, counted)}


TREE = [
    agency("ministry", own=1, whole=12),
    agency("bureau", "ministry", 1, own=3, whole=11),
    agency("county", "bureau", 2, own=8, whole=8),
    agency("police", own=2, whole=2),
]


def test_every_agency_has_one_row_in_order_and_rows_do_not_overlap():
    rows = tree_layout(TREE)["rows"]
    assert [row["id"] for row in rows] == ["ministry", "bureau", "county", "police"]
    assert all(one["y"] + 14 < other["y"] for one, other in pairwise(rows))
    assert [row["x"] for row in rows] == [*sorted(row["x"] for row in rows[:3]), 0]


def test_a_line_joins_each_office_to_the_one_above():
    layout = tree_layout(TREE)
    assert len(layout["lines"]) == 2
    assert tree_layout(TREE[1:])["rows"][0]["x"] == 0  # its whole is not among the rows: it stands at the top


def test_bars_are_true_to_the_numbers_and_fit_their_column():
    rows = tree_layout(TREE)["rows"]
    bars = [row["bars"][0] for row in rows]
    assert bars[0]["all"] == max(bar["all"] for bar in bars)
    assert [round(bar["own"] / bars[0]["all"] * 12) for bar in bars] == [1, 3, 8, 2]
    assert all(bar["own"] <= bar["all"] for bar in bars)


def test_the_picture_says_numbers_own_ones_where_they_differ_and_links():
    svg = draw_tree([*TREE, agency("open", own=1, whole=1, most=None)], WORDS, lambda id_: f"/agencies/{id_}")
    assert ">12</text>" in svg
    assert "(1)" in svg
    assert "(8)" not in svg
    assert "1+" in svg
    assert 'href="/agencies/county"' in svg
    assert "&lt;county&gt;: arrests 8; " in svg and "&lt;bureau&gt;: arrests 3 of 11; " in svg
    assert svg == draw_tree([*TREE, agency("open", own=1, whole=1, most=None)], WORDS, lambda id_: f"/agencies/{id_}")


def test_without_agencies_or_persons_nothing_breaks():
    assert draw_tree([], WORDS) == ""
    assert "href" not in draw_tree([agency("idle")], WORDS)


def test_a_hundred_agencies_with_all_numbers_stay_small():
    rows = [agency(f"invented:station-{n}", "top", 1, own=1 + n % 9, whole=1 + n % 9 + n % 2) for n in range(99)]
    words = TreeWords("t", "d", ["Persons arrested", "Handovers received", "Persons held"], lambda row: "County " * 8,
                      lambda own, whole: f"{own} itself, {whole} with the offices below")  # fmt: skip
    drawn = draw_tree([agency("top", own=9, whole=99), *rows], words, lambda id_: f"/en/agencies/{id_}")
    assert len(drawn.encode()) < 85_000 and len(ElementTree.fromstring(drawn)[2].findall("{*}a")) == 100
