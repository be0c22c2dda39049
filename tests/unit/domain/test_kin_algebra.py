"""Inverse and composition of relations."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.kin_algebra import SELF, SPOUSE, Shape, compose, inverse, inverse_pattern, join, shape_of
from app.domain.kin_patterns import KinPattern, chain, parse_notation
from app.domain.kinship import KinshipGraph, KinTie
from tests.unit.domain.kin_families import build

SEX = st.sampled_from(["", "male", "female"])
SHAPES = st.builds(Shape, st.booleans(), st.integers(0, 5), st.integers(0, 5), st.booleans()).filter(
    lambda shape: shape.up or shape.down or not shape.end
)


@st.composite
def patterns(draw):
    shape = draw(SHAPES)
    return KinPattern(
        start=shape.start,
        ups=tuple(draw(SEX) for _ in range(shape.up)),
        downs=tuple(draw(SEX) for _ in range(shape.down)),
        end=shape.end,
        ego_sex=draw(SEX),
        start_sex=draw(SEX) if shape.start else "",
        end_sex=draw(SEX) if shape.end else "",
        seniority=draw(st.sampled_from(["", "elder", "younger"])),
    )


@given(SHAPES)
def test_the_inverse_of_the_inverse_is_the_relation(shape):
    assert inverse(inverse(shape)) == shape


@given(patterns())
def test_the_inverse_of_the_inverse_keeps_sex_and_age(pattern):
    assert inverse_pattern(inverse_pattern(pattern)) == pattern
    assert shape_of(inverse_pattern(pattern)) == inverse(shape_of(pattern))


@given(SHAPES, SHAPES)
def test_the_inverse_of_a_composition_is_the_composition_of_the_inverses_turned_round(r, s):
    turned = {inverse(shape) if shape else None for shape in compose(r, s)}
    assert turned == compose(inverse(s), inverse(r))


@given(SHAPES)
def test_composing_with_oneself_changes_nothing(shape):
    assert shape in compose(SELF, shape)
    assert shape in compose(shape, SELF)


P, C, G, E = Shape(False, 1, 0, False), Shape(False, 0, 1, False), Shape(False, 1, 1, False), SPOUSE
COMPOSED = [
    (P, P, {"u2"}),
    (P, C, {"self", "u1d1"}),
    (C, P, {"self", "[s]", None}),
    (C, Shape(False, 1, 0, True), {"self", "[s]", None}),
    (Shape(True, 0, 1, False), P, {"self", "[s]", None}),
    (G, G, {"self", "u1d1", None}),
    (P, G, {"u2d1"}),
    (G, P, {"u1", "u1[s]", None}),
    (C, G, {"d1", "[s]d1", None}),
    (G, C, {"u1d2"}),
    (P, E, {"u1", "u1[s]"}),
    (E, C, {"d1", "[s]d1"}),
    (E, E, {"self", None}),
    (C, E, {"d1[s]"}),
    (Shape(False, 0, 1, True), P, {None}),
    (Shape(False, 1, 1, True), E, {"u1d1", None}),
    (Shape(False, 1, 1, True), C, {"u1d2", None}),
    (G, Shape(True, 1, 1, False), {None}),
    (P, Shape(True, 1, 0, False), {"u2", None}),
    (Shape(False, 1, 0, True), Shape(True, 0, 1, False), {"self", "u1d1", None}),
    (Shape(False, 2, 2, False), G, {"u2d2", None}),
]


@pytest.mark.parametrize(("r", "s", "words"), COMPOSED)
def test_composition(r, s, words):
    assert {shape.word() if shape else None for shape in compose(r, s)} == words


def test_what_holds_in_a_family_is_among_what_composition_allows():
    graph = build()
    people = random.Random(7).sample(graph.persons, 12)
    near = {a: {b: shape_of(relation) for b, relation in graph.within(a, 8).items()} for a in graph.persons}
    for a in people:
        for c in people:
            held = {shape_of(relation) for relation in graph.relations(a, c, 16)}
            for b in near[a]:
                if a != c and c in near[b]:
                    allowed = compose(near[a][b], near[b][c])
                    assert None in allowed or held & allowed, (a, b, c)


def test_a_pattern_is_a_chain_of_steps():
    assert [kind for kind, _ in chain(parse_notation("WeZH"))] == ["spouse", "up", "down", "spouse"]


@pytest.mark.parametrize("text", ["", "Q", "FS?", "SF", "SB", "EBWS", "f", "WHB"])
def test_what_is_no_relation_is_refused(text):
    with pytest.raises(ValueError, match=r"notation|relation|marriage"):
        parse_notation(text)


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("M", "eB", "MeB"),
        ("W", "Z", "WZ"),
        ("eB", "W", "eBW"),
        ("G", "m:S", "BS"),
        ("P", "w:H", "MH"),
        ("C", "w:H", "DH"),
        ("E", "w:F", "WF"),
        ("E", "w:H", None),
        ("F", "w:H", None),
        ("S", "F", None),
        ("EG", "E", "EGE"),
        ("EGE", "C", None),
        ("B", "WZ", None),
    ],
)
def test_joining_patterns(first, second, expected):
    joined = join(parse_notation(first), parse_notation(second))
    assert joined == (parse_notation(expected) if expected else None)


def test_the_inverse_of_what_is_found_holds_the_other_way():
    ties = [KinTie("parent", "x:g", "x:p"), KinTie("parent", "x:p", "x:a"), KinTie("spouse", "x:g", "x:h")]
    graph = KinshipGraph.build([], ties)
    for a in graph.persons:
        for b in graph.persons:
            assert {inverse(shape_of(r)) for r in graph.relations(a, b)} == {shape_of(r) for r in graph.relations(b, a)}
