"""Ids: their shape, and a file's own ids escaped into it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.identifiers import check_id, escape_local, is_id, make_id, unescape_local
from app.errors import InvalidParameter


@pytest.mark.parametrize(
    "text", ["published:un-kim-cheol-ok", "royal:I1", "a:b", "A.b_-9:~7E", "x:abc~2", "x:~E3~84~B1~12", "x:a~20"]
)
def test_the_form_of_ids(text):
    assert is_id(text)
    assert check_id(text) == text
    dataset, _, local = text.partition(":")
    assert make_id(dataset, local) == text


@pytest.mark.parametrize(
    "text",
    ["", ":", "a:", ":b", "ab", "a:b:c", "a b:c", "a:b c", "a:~7e", "a:~", "a:~G1", "a:~2", "a:b~0", "가:b",
     "a:가", "a/b:c",
     "a:b\n", "a:" + "b" * 1000],
)  # fmt: skip
def test_what_is_no_id(text):
    assert not is_id(text)
    with pytest.raises(InvalidParameter) as refusal:
        check_id(text, "person_id")
    assert refusal.value.name == "person_id" and "~XX" in refusal.value.allowed


def test_ids_of_a_file_are_escaped_by_their_bytes():
    assert escape_local("I1") == "I1"
    assert escape_local("~") == "~7E"
    assert escape_local("I 1:ㄱ") == "I~201~3A~E3~84~B1"


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=40))
def test_escaping_can_be_undone_and_makes_ids(text):
    local = escape_local(text)
    assert unescape_local(local) == text
    assert is_id(make_id("d", local))


@given(st.text(max_size=8), st.text(max_size=8))
def test_different_ids_of_a_file_stay_different(a, b):
    if a and b and a != b:
        assert escape_local(a) != escape_local(b)


@pytest.mark.parametrize("text", ["", "\ud800"])
def test_what_cannot_be_escaped_is_refused(text):
    with pytest.raises(InvalidParameter):
        escape_local(text)


@pytest.mark.parametrize("local", ["~FF", "~E3~84", "가"])
def test_escapes_that_are_no_text_are_refused(local):
    with pytest.raises(InvalidParameter):
        unescape_local(local)


def test_a_wrong_data_set_makes_no_id():
    with pytest.raises(InvalidParameter):
        make_id("two words", "x")
