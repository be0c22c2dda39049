"""What is wrong with a wish for a picture is said in one line; what is right is drawn in test_round_trip.py."""

import pytest


@pytest.mark.parametrize(
    ("given", "code", "told"),
    [
        (("chart of", "x.svg"), 2, "handovers"),
        (("handovers", "published:x", "x.svg"), 2, "no id"),
        (("handovers", "x.png"), 2, ".svg"),
        (("handovers", "x.svg", "--param", "colour"), 2, "NAME=VALUE"),
    ],
    ids=["view", "id", "form", "pair"],
)
def test_a_wrong_wish_is_said_in_one_line(published, tmp_path, monkeypatch, given, code, told):
    monkeypatch.chdir(tmp_path)
    ended = published("draw", *given)
    assert (ended.code, told in ended.err, ended.err.count("\n")) == (code, True, 1), ended
    assert not list(tmp_path.iterdir())


def test_a_filter_that_the_page_refuses_is_refused(published, tmp_path):
    ended = published("draw", "handovers", tmp_path / "x.svg", "--param", "colour=red")
    assert ended.code == 2 and "not known here" in ended.err and "crossing" in ended.err
