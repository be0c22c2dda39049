"""A delay is said as the range that two uncertain dates allow."""

import pytest

from app.api.pages.cascade_words import class_text, degree_text, delay_text
from app.api.pages.words import Words

EN, KO = Words("en"), Words("ko")


@pytest.mark.parametrize(
    ("days", "said"),
    [
        ([250, 630], "+8–21 months"),
        ([1, 60], "+1–60 days"),
        ([59, 59], "+59 days"),
        ([-577, 214], "19 months before to 8 months after"),
        ([-90, -20], "20–90 days before"),
        ([400, None], "at least 13 months"),
        ([None, 400], "at most 14 months"),
        ([None, 40], "at most 40 days"),
        ([None, None], "delay not known"),
    ],
)
def test_a_delay_is_a_range_and_open_sides_are_said(days, said):
    assert delay_text(EN, days) == said


def test_a_delay_in_korean():
    assert delay_text(KO, [250, 630]) == "+8–21개월"


def test_a_spouse_is_no_degree_of_none_and_a_degree_not_told_is_said():
    link = {"chon": 2, "affinity": 2}
    assert degree_text(EN, link) == "2 chon · by marriage"
    assert degree_text(KO, link, marriage=False) == "2촌"
    assert degree_text(EN, {"chon": 0, "affinity": None}) == "spouse"
    assert degree_text(EN, {"chon": None, "affinity": None}) == "degree not told"


def test_only_a_source_makes_a_link_documented():
    assert [class_text(EN, name) for name in ("documented", "certain", "possible", "undated")] == [
        "documented",
        "order certain",
        "order possible",
        "order not known",
    ]
