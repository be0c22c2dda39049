"""A family chart: everyone once, nobody over another, children under their parents, arrows around people."""

import re
from itertools import pairwise
from xml.etree import ElementTree

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.views.family_chart import MOST_ARROWS, ChartWords, chart_layout, draw_family_chart
from app.views.family_fold import fold_family
from app.views.family_layout import family_layout, pooled_means
from app.views.family_marks import FATES, person_mark
from app.views.family_tree import Tree, generations

WORDS = ChartWords("Family <1>", "Rows")
SLOT = 100.0
names = st.sampled_from("abcdefghijkl")
pairs = st.lists(st.tuples(names, names), max_size=14)


def person(id, **more):
    blank = {"first": id, "second": "", "years": "", "full": id, "href": f"/{id}", "sex": "male", "fate": "unknown"}
    return {**blank, "trigger": "", "pill": None, "folded": "", **more}


def pill():
    return {"lines": ("1 chon · +1–3 mo", "camp"), "documented": True, "href": "/e", "full": "camp"}


def arrow(start, end, documented=True):
    return {"from": start, "to": end, "documented": documented, "href": "/e", "full": f"{end} because of {start}"}


def tree_of(births, **ties):
    blank = {"parents": [], "couples": [], "siblings": [], "kin": []}
    return Tree.of(births, {**blank, **ties})


def han():
    """Return three generations: grandparents, their two children, one of them married with two children."""
    births = {"gf": 1926, "gm": 1931, "son": 1954, "aunt": 1963, "wife": 1957, "girl": 1988, "boy": 1984}
    parents = [(up, down) for up in ("gf", "gm") for down in ("son", "aunt")]
    parents += [(up, down) for up in ("son", "wife") for down in ("girl", "boy")]
    return tree_of(births, parents=parents, couples=[("gf", "gm"), ("son", "wife")])


def large(persons):
    """Return a family of so many persons: couples with three children each, of whom every other marries."""
    births, parents, couples = {"p0": 1900, "q0": 1902}, [], [("p0", "q0")]
    waiting = [("p0", "q0", 1900)]
    while len(births) < persons:
        a, b, year = waiting.pop(0)
        for number in range(3):
            child = f"p{len(births)}"
            births[child] = year + 25 + number
            parents += [(a, child), (b, child)]
            if number < 2:
                births[f"q{len(births)}"] = year + 26
                spouse = list(births)[-1]
                couples.append((child, spouse))
                waiting.append((child, spouse, year + 25))
    return tree_of(births, parents=parents, couples=couples)


def drawn(tree, arrows=(), **changed):
    shown = {id: person(id, **changed.get(id, {})) for id in tree.births}
    return chart_layout(tree, shown, list(arrows))


@settings(max_examples=60)
@given(pairs, pairs, pairs, st.lists(st.tuples(names, names, st.integers(-2, 2)), max_size=4))
def test_everyone_stands_once_and_nobody_over_another_whatever_the_ties_say(parents, couples, siblings, kin):
    births = dict.fromkeys("abcdefghijkl")
    placed = family_layout(tree_of(births, parents=parents, couples=couples, siblings=siblings, kin=kin), SLOT)
    assert sorted(each for row in placed.order for each in row) == sorted(births)
    for row in placed.order:
        xs = [placed.x[each] for each in row]
        assert all(b - a >= SLOT - 0.01 for a, b in pairwise(xs))
    assert min(placed.x.values()) >= SLOT / 2 - 0.01
    assert max(placed.x.values()) <= placed.width - SLOT / 2 + 0.01


def test_generations_are_rows_and_siblings_stand_by_birth():
    placed = family_layout(han(), SLOT)
    rows = [sorted(row) for row in placed.order]
    assert rows == [["gf", "gm"], ["aunt", "son", "wife"], ["boy", "girl"]]
    assert placed.x["boy"] < placed.x["girl"]
    assert placed.x["son"] < placed.x["aunt"]
    assert abs(placed.x["son"] - placed.x["wife"]) == pytest.approx(SLOT)


def test_children_stand_under_the_middle_of_their_parents():
    placed = family_layout(han(), SLOT)
    middle = [(placed.x["son"] + placed.x["wife"]) / 2, (placed.x["boy"] + placed.x["girl"]) / 2]
    assert middle[0] == pytest.approx(middle[1], abs=2)


def test_a_family_without_a_tie_between_parts_is_set_by_years_of_birth():
    births = {"old": 1900, "child": 1927, "apart": 1954}
    assert generations(tree_of(births, parents=[("old", "child")])) == {"old": 0, "child": 1, "apart": 2}


def test_a_word_of_kinship_says_the_generation():
    assert generations(tree_of(dict.fromkeys("ab"), kin=[("a", "b", -2)])) == {"a": 2, "b": 0}


@settings(max_examples=60)
@given(st.lists(st.tuples(st.floats(-100, 100), st.floats(0.1, 5)), min_size=1, max_size=9))
def test_pooled_means_never_fall_and_keep_the_weighted_sum(wanted):
    wishes, weights = zip(*wanted, strict=True)
    found = pooled_means(wishes, weights)
    assert found == sorted(found)
    kept = [sum(x * w for x, w in zip(each, weights, strict=True)) for each in (found, wishes)]
    assert kept[0] == pytest.approx(kept[1], abs=1e-6)


def test_there_is_one_arrow_for_each_punishment_and_it_ends_where_the_guide_says():
    arrows = [arrow("boy", "gf", documented=False), arrow("boy", "girl"), arrow("son", "girl"), arrow("boy", "wife")]
    layout = drawn(han(), arrows, gf={"pill": pill()}, boy={"trigger": "T1"})
    found = {(each["from"], each["to"]): re.findall(r"-?[\d.]+", each["path"]) for each in layout["arrows"]}
    assert len(found) == 4
    at = {each["id"]: each for each in layout["persons"]}
    tips = {pair: (float(numbers[-2]), float(numbers[-1])) for pair, numbers in found.items()}
    assert tips["boy", "gf"] == (pytest.approx(at["gf"]["x"], abs=0.1), at["gf"]["pill_y"] + 31)
    assert tips["boy", "girl"][1] < at["girl"]["y"] and tips["son", "girl"][1] < at["girl"]["y"]
    assert tips["boy", "wife"][1] > at["wife"]["y"]


def test_an_arrow_over_two_rows_goes_through_a_free_lane():
    layout = drawn(han(), [arrow("boy", "gf")])
    lanes = [float(x) for x, _ in re.findall(r"([\d.]+) ([\d.]+)V", layout["arrows"][0]["path"])]
    assert len(lanes) == 1
    between = [each["x"] for each in layout["persons"] if each["id"] in ("son", "wife", "aunt")]
    assert all(abs(lanes[0] - x) >= 44 for x in between)


def test_many_arrows_are_drawn_on_demand_only():
    tree = large(40)
    others = [each for each in tree.births if each != "p0"][: MOST_ARROWS + 1]
    few, many = others[:MOST_ARROWS], others
    shown = {id: person(id) for id in tree.births}
    assert 'opacity="0"' not in draw_family_chart(tree, shown, [arrow("p0", each) for each in few], WORDS)
    picture = draw_family_chart(tree, shown, [arrow("p0", each) for each in many], WORDS)
    assert picture.count('class="because demand"') == picture.count('opacity="0"') == MOST_ARROWS + 1
    assert 'data-of="p0 ' in picture and 'data-id="p0"' in picture


def test_the_same_family_gives_the_same_picture_and_every_text_is_escaped():
    shown = {id: person(id, first="<b>&", fate=FATES[0], trigger="T1", pill=pill(), folded="+2") for id in han().births}
    once, again = (draw_family_chart(han(), shown, [arrow("boy", "gf")], WORDS) for _ in range(2))
    assert once == again and "<b>" not in once and "style=" not in once
    root = ElementTree.fromstring(once)
    assert sum(each.get("class") == "person" for each in root.iter()) == len(shown)
    assert min(float(size) for size in re.findall(r'font-size="([\d.]+)"', once)) >= 11


def test_inferred_is_broken_and_documented_is_not():
    picture = draw_family_chart(
        han(),
        {id: person(id) for id in han().births},
        [arrow("boy", "gf"), arrow("boy", "gm", documented=False)],
        WORDS,
    )
    paths = re.findall(r'<path class="because".*?>', picture)
    assert ["stroke-dasharray" in each for each in paths] == [False, True]


def test_parents_without_a_recorded_marriage_stand_side_by_side_with_a_broken_bar():
    tree = tree_of(dict.fromkeys("abc"), parents=[("a", "c"), ("b", "c")])
    layout = drawn(tree)
    assert [bar["married"] for bar in layout["bars"]] == [False]
    assert [bar["married"] for bar in drawn(han())["bars"]] == [True, True]


def test_unusual_ties_are_drawn_too():
    births = dict.fromkeys("abcdef")
    tree = tree_of(
        births,
        parents=[("a", "b")],
        couples=[("a", "c"), ("a", "d"), ("a", "e"), ("b", "a")],
        siblings=[("d", "f")],
        kin=[("c", "f", 1)],
    )
    layout = drawn(tree)
    assert len(layout["bars"]) == 4 and len(layout["loose"]) == 1 and len(layout["lines"]) >= 1
    assert draw_family_chart(tree_of({}), {}, [], WORDS) == ""


def test_every_fate_has_a_mark_of_its_own():
    for sex in ("male", "female", None):
        assert len({person_mark(sex, fate) for fate in FATES}) == len(FATES)


@settings(max_examples=60)
@given(pairs, pairs, st.sets(names, max_size=3))
def test_folding_keeps_the_harmed_and_what_joins_them_and_counts_the_rest(parents, couples, harmed):
    tree = tree_of(dict.fromkeys("abcdefghijkl"), parents=parents, couples=couples)
    folded, counts = fold_family(tree, harmed)
    left_out = len(tree.births) - len(folded.births)
    assert harmed <= folded.births.keys() and sum(counts.values()) == left_out
    assert counts.keys() <= folded.births.keys()
    whole, rest = (nx.Graph([*each.parents, *each.couples]) for each in (tree, folded))
    for graph, each in ((whole, tree), (rest, folded)):
        graph.add_nodes_from(each.births)
    for a in harmed:
        assert {b for b in harmed if nx.has_path(whole, a, b)} == {b for b in harmed if nx.has_path(rest, a, b)}


def test_nobody_is_folded_where_nobody_was_harmed():
    assert fold_family(han(), []) == (han(), {})
    folded, counts = fold_family(han(), ["boy", "aunt"])
    assert set(folded.births) == {"gf", "gm", "son", "wife", "aunt", "boy"} and counts == {"son": 1}
