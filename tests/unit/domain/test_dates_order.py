"""Order, overlap and combination against enumeration of all worlds, written another way than the code."""

from datetime import date, timedelta
from itertools import pairwise, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.dates import (
    Order,
    PartialDate,
    before,
    chain_order,
    cut_at,
    delay_days,
    duration_days,
    intersect,
    overlaps,
    read_date,
)

START = date(2009, 6, 1)
SPAN = 6
HORIZON = range(-SPAN, 3 * SPAN)  # an open side reaches beyond every bound that is drawn


def day(number):
    return START + timedelta(days=number)


@st.composite
def partial_dates(draw, allow_open=True, allow_end=False):
    low, high = sorted(draw(st.tuples(st.integers(0, SPAN), st.integers(0, SPAN))))
    earliest, latest = day(low), day(high)
    if allow_open:
        earliest = None if draw(st.integers(0, 5)) == 0 else earliest
        latest = None if draw(st.integers(0, 5)) == 0 else latest
    end = None
    if allow_end and draw(st.booleans()):
        lowest = low if earliest is not None else 0
        begin, stop = sorted(draw(st.tuples(st.integers(lowest, 9), st.integers(max(lowest, high), 9))))
        end = PartialDate("e", None, day(begin), day(stop), "interval")
        latest = latest if latest is not None else day(stop)
    return PartialDate(draw(st.sampled_from("abc")), None, earliest, latest, "interval", end=end)


def worlds(d):
    """All day numbers that a date can be."""
    low = HORIZON[0] if d.earliest is None else (d.earliest - START).days
    high = HORIZON[-1] if d.latest is None else (d.latest - START).days
    return range(low, high + 1)


def periods(d, lasts=False):
    """All (begin, end) that a date can be."""
    if d.end is not None:
        return [(b, e) for b in worlds(d) for e in worlds(d.end) if b <= e]
    if lasts:
        return [(b, e) for b in worlds(d) for e in range(b, HORIZON[-1] + SPAN)]
    return [(b, b) for b in worlds(d)]


def answer(truths):
    truths = set(truths)
    return {(True,): Order.CERTAIN, (False,): Order.IMPOSSIBLE}.get(tuple(truths), Order.POSSIBLE)


@given(partial_dates(), partial_dates())
def test_before_holds_in_all_some_or_no_worlds(a, b):
    assert before(a, b) is answer(x < y for x, y in product(worlds(a), worlds(b)))


@given(st.lists(partial_dates(allow_open=False), min_size=2, max_size=4))
def test_a_chain_holds_in_all_some_or_no_worlds(dates):
    assert chain_order(dates) is answer(
        all(x < y for x, y in pairwise(world)) for world in product(*(worlds(d) for d in dates))
    )


@given(st.lists(partial_dates(), min_size=2, max_size=3))
def test_a_chain_with_open_ends_holds_in_all_some_or_no_worlds(dates):
    assert chain_order(dates) is answer(
        all(x < y for x, y in pairwise(world)) for world in product(*(worlds(d) for d in dates))
    )


def test_a_chain_cannot_pass_the_last_day_that_can_be_held():
    last, open_end = read_date("9999-12-31"), read_date("2009/..")
    assert chain_order([last, open_end]) is Order.IMPOSSIBLE


@given(partial_dates(allow_end=True), partial_dates(allow_end=True), st.booleans(), st.booleans())
def test_overlap_holds_in_all_some_or_no_worlds(a, b, a_lasts, b_lasts):
    truths = (b1 <= e2 and b2 <= e1 for (b1, e1), (b2, e2) in product(periods(a, a_lasts), periods(b, b_lasts)))
    assert overlaps(a, b, a_lasts=a_lasts, b_lasts=b_lasts) is answer(truths)


@given(partial_dates(allow_open=False), partial_dates(allow_open=False))
def test_a_delay_is_the_range_of_all_differences(a, b):
    differences = [y - x for x, y in product(worlds(a), worlds(b))]
    assert delay_days(a, b) == (min(differences), max(differences))


@given(partial_dates(allow_open=False, allow_end=True))
def test_a_duration_is_the_range_of_all_lengths(a):
    lengths = [e - b for b, e in periods(a)]
    assert duration_days(a) == ((None, None) if a.end is None else (min(lengths), max(lengths)))


def test_a_duration_with_an_open_begin_has_no_longest():
    assert duration_days(read_date("../2018", period=True)) == (0, None)


@given(partial_dates(allow_end=True), st.integers(-1, 10))
def test_a_cut_leaves_the_worlds_that_could_be_known(d, number):
    cut = cut_at(d, day(number))
    known = [w for w in worlds(d) if w <= number]
    ends_known = d.end is None or any(w <= number for w in worlds(d.end))
    assert (cut is not None) == (bool(known) and ends_known)
    if cut is not None:
        assert list(worlds(cut)) == known and cut.text == d.text


texts = st.sampled_from(
    ["2009", "2009-06", "2009-06-03", "2009~", "200X", "2009-06?", "../2010", "2009-05/..", "[2009-05..2009-07]",
     "2009-22", "June 2009", "2009/2010"]
)  # fmt: skip


@st.composite
def read_dates(draw):
    read = read_date(draw(texts), period=draw(st.booleans()))
    return cut_at(read, date(2009, 6, 20)) or read if draw(st.booleans()) else read


@given(st.lists(read_dates(), min_size=1, max_size=4), st.randoms(use_true_random=False))
def test_combining_does_not_depend_on_order(dates, random):
    shuffled = random.sample(dates, len(dates))
    assert intersect(dates) == intersect(shuffled)


@given(read_dates(), read_dates(), read_dates())
def test_combining_does_not_depend_on_grouping(a, b, c):
    left, right = intersect([a, b]), intersect([b, c])
    whole = intersect([a, b, c])
    assert (None if left is None else intersect([left, c])) == whole
    assert (None if right is None else intersect([a, right])) == whole


def test_an_open_begin_is_never_the_narrowest_text():
    year, until = read_date("2009"), read_date("../2010", period=True)
    since = cut_at(read_date("2009-05/.."), date(2009, 6, 20))
    assert since is not None
    both = intersect([until, since])
    assert both is not None and both.text == "../2010"
    stepwise = intersect([year, both])
    assert stepwise is not None and stepwise.text == "2009"
    assert stepwise == intersect([year, until, since])


@given(read_dates())
def test_combining_with_itself_changes_nothing(a):
    assert intersect([a, a]) == intersect([a]) == a


@given(st.lists(partial_dates(allow_open=False), min_size=1, max_size=4))
def test_combining_leaves_the_common_days(dates):
    common = set.intersection(*(set(worlds(d)) for d in dates))
    combined = intersect(dates)
    assert (combined is None) == (not common)
    if combined is not None:
        assert set(worlds(combined)) == common


def test_nothing_combines_to_nothing():
    assert intersect([]) is None


def test_the_narrowest_text_is_shown_with_the_common_bounds():
    combined = intersect([read_date("2009"), read_date("2009-06~"), read_date("../2009-06-10")])
    assert combined is not None and combined.text == "2009-06~"
    assert (combined.earliest, combined.latest) == (date(2009, 5, 1), date(2009, 6, 10))


def test_ends_without_a_common_day_leave_nothing():
    a, b = read_date("2009/2010", period=True), read_date("2009/2012", period=True)
    assert intersect([a, b]) is None


def test_a_reading_made_elsewhere_is_ranked_by_its_bounds():
    strange = PartialDate("?", "no edtf", date(2009, 6, 1), date(2009, 6, 2), "interval")
    combined = intersect([read_date("2009"), strange])
    assert combined is not None and combined.text == "?"


@pytest.mark.parametrize(("lasts", "expected"), [(False, Order.IMPOSSIBLE), (True, Order.POSSIBLE)])
def test_a_stay_without_a_known_end_can_still_go_on(lasts, expected):
    assert overlaps(read_date("2009"), read_date("2012"), a_lasts=lasts) is expected
