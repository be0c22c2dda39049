import json
from datetime import date

import pytest

from app.access.keys import RIGHTS, Keys
from app.errors import ConfigurationError, InvalidParameter, NotFound


class Day:
    """A calendar that a test turns."""

    def __init__(self):
        self.now = date(2025, 3, 1)

    def __call__(self):
        return self.now


@pytest.fixture
def day():
    return Day()


@pytest.fixture
def keys(tmp_path, day):
    return Keys(tmp_path / "home" / "keys.json", day)


def test_a_key_is_shown_once_and_kept_hashed_where_only_its_user_can_read(keys, tmp_path):
    made, text = keys.create(" office ", "record", 30)
    file = tmp_path / "home" / "keys.json"
    assert (made.name, made.until, made.created) == ("office", "2025-03-31", "2025-03-01")
    assert text.rpartition("_")[2] not in file.read_text()
    assert file.stat().st_mode & 0o077 == 0
    assert [path.name for path in file.parent.iterdir()] == ["keys.json"]
    assert keys.all() == [made] == [keys.check(text)]


def test_no_two_keys_are_alike(keys):
    assert len({keys.create("a", "read", 1)[1] for _ in range(20)}) == len(keys.all()) == 20


def test_a_key_ends_with_its_last_day(keys, day):
    _, text = keys.create("a", "read", 1)
    day.now = date(2025, 3, 2)
    assert keys.check(text) and keys.any_good()
    day.now = date(2025, 3, 3)
    assert not keys.check(text) and not keys.any_good()


def test_a_revoked_key_is_no_longer_good_and_stays_listed(keys, day):
    made, text = keys.create("a", "read", 9)
    _, other = keys.create("b", "read", 9)
    keys.revoke(made.id)
    day.now = date(2025, 3, 2)
    assert keys.revoke(made.id).revoked == "2025-03-01"
    assert keys.check(text) is None and keys.check(other) is not None
    assert len(keys.all()) == 2
    with pytest.raises(NotFound):
        keys.revoke("none")


def test_only_the_whole_key_opens(keys):
    made, text = keys.create("a", "read", 9)
    wrong = ["", "kt", "kt_", f"kt_{made.id}", f"kt_{made.id}_", text[:-1], text + "0", text.replace("kt_", "xx_")]
    wrong += [f"kt_{made.id}_{made.digest}", text.upper(), "\ud800", "é" * 300]
    assert [keys.check(each) for each in wrong] == [None] * len(wrong)


def test_a_right_includes_those_before_it(keys):
    made = {right: keys.create("a", right, 9)[0] for right in RIGHTS}
    assert [[made[own].may(right) for right in RIGHTS] for own in RIGHTS] == [
        [True, False, False],
        [True, True, False],
        [True, True, True],
    ]


@pytest.mark.parametrize(
    ("name", "right", "days"),
    [("", "read", 9), ("a\nb", "read", 9), ("a", "all", 9), ("a", "read", 0), ("a", "read", 400)],
)
def test_what_is_no_key_is_not_made(keys, name, right, days):
    with pytest.raises(InvalidParameter):
        keys.create(name, right, days)
    assert keys.all() == []


@pytest.mark.parametrize("text", ["{", "[1]", json.dumps([{"id": "a"}])])
def test_a_damaged_file_is_said_and_opens_nothing(keys, tmp_path, text):
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "keys.json").write_text(text)
    with pytest.raises(ConfigurationError):
        keys.check("kt_a_b")
