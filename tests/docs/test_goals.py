"""The page of goals names figures that there are, and says of each goal that was missed why."""

import re

from benchmarks.__main__ import FIGURES
from tests.architecture.tree import ROOT

PAGE = (ROOT / "benchmarks" / "goals.md").read_text(encoding="utf-8")
ROWS = [[cell.strip() for cell in row.strip("| ").split("|")] for row in re.findall(r"^\| .*$", PAGE, re.MULTILINE)[2:]]


def test_every_goal_stands_in_a_figure_that_is_measured():
    assert {row[2].strip("`") for row in ROWS} <= set(FIGURES)


def test_every_goal_that_is_missed_has_a_reason():
    reasons = {name.lower() for name in re.findall(r"^- \*\*(\w+)\.\*\*", PAGE, re.MULTILINE)}
    missed = {row[0].split()[0].lower() for row in ROWS if row[3] != "yes"}
    assert missed
    assert missed == reasons
