"""Ticks of a scale of time."""

from datetime import date
from itertools import pairwise

import pytest

from app.views.time_scale import TimeScale


@pytest.mark.parametrize("years", [1, 2, 3, 8, 40])
@pytest.mark.parametrize("width", [240.0, 400.0, 900.0])
def test_the_labels_of_two_ticks_never_touch(years, width):
    days = [float(date(2008, 1, 1).toordinal()), float(date(2008 + years, 3, 1).toordinal())]
    marks = [x for x, _label in TimeScale(days, 0.0, width).ticks()]
    assert all(b - a >= 49 for a, b in pairwise(marks))
    assert marks
