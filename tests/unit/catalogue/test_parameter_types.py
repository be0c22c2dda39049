"""What each type of query parameter allows, and that nothing else gets through."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.catalogue.types import PARAMETER_TYPES, read_parameter
from app.errors import InvalidParameter

CLAIM = "A" * 26
ALLOWED = [
    ("PersonId", "published:x", "published:x"),
    ("ids", "a:1,a:2", ["a:1", "a:2"]),
    ("ids", ["a:1"], ["a:1"]),
    ("text", "가족", "가족"),
    ("texts", "one,two,", ["one", "two"]),
    ("ClaimId", CLAIM, CLAIM),
    ("int", "3", 3),
    ("day", "2009-06-30", "2009-06-30"),
    ("country", "CN", "CN"),
    ("event_kind", "arrest", "arrest"),
]
REFUSED = [
    ("PersonId", "no id"),
    ("ids", "a:1,b"),
    ("ids", 7),
    ("text", "a\x00b"),
    ("text", "x" * 1_001),
    ("texts", [1]),
    ("ClaimId", "A" * 25),
    ("ClaimId", "-" * 26),
    ("int", "three"),
    ("int", True),
    ("int", 1.5),
    ("day", "2009-02-30"),
    ("day", 2009),
    ("country", "cn"),
    ("country", "CHN"),
    ("event_kind", "dancing"),
    ("event_kind", ["arrest"]),
]
values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=30),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=5,
)


@pytest.mark.parametrize(("kind", "value", "read"), ALLOWED)
def test_an_allowed_value_is_read(kind, value, read):
    assert read_parameter("x", PARAMETER_TYPES[kind], value, None, None) == read


@pytest.mark.parametrize(("kind", "value"), REFUSED)
def test_another_value_is_refused_with_what_is_allowed(kind, value):
    with pytest.raises(InvalidParameter) as refused:
        read_parameter("x", PARAMETER_TYPES[kind], value, None, None)
    assert refused.value.allowed == PARAMETER_TYPES[kind].doc


@given(st.sampled_from(sorted(PARAMETER_TYPES)), values)
def test_any_value_is_read_or_refused(kind, value):
    try:
        read = read_parameter("x", PARAMETER_TYPES[kind], value, None, None)
    except InvalidParameter as refused:
        assert refused.name == "x"
    else:
        assert isinstance(read, str | int | list)


def test_every_type_has_an_example_here():
    assert {kind for kind, _, _ in ALLOWED} | {name for name in PARAMETER_TYPES if name.endswith("Id")} == set(
        PARAMETER_TYPES
    )
