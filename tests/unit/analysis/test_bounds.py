"""Order on day numbers says what the dates say, and what an enumeration of all days says."""

from datetime import date
from itertools import pairwise, product

from hypothesis import given
from hypothesis import strategies as st

from app.analysis import bounds
from app.analysis.bounds import UNDATED, Bounds
from app.analysis.links import CERTAIN, OPEN, POSSIBLE, chain_of, class_of
from app.domain.dates import Order, PartialDate, before, delay_days

DAY = st.none() | st.integers(1, 12)
_FAR = 40


@st.composite
def known(draw, day=DAY):
    earliest, latest = draw(day), draw(day)
    if earliest is not None and latest is not None and latest < earliest:
        earliest, latest = latest, earliest
    return Bounds(earliest, latest)


CLOSED = known(st.integers(1, 9))


def days(dates):
    """Every day that a date can be; an open side reaches beyond all others."""
    return range(
        -_FAR if dates.earliest is None else dates.earliest, (_FAR if dates.latest is None else dates.latest) + 1
    )


def as_date(dates):
    ends = [None if day is None else date.fromordinal(day) for day in dates]
    return PartialDate("", None, ends[0], ends[1], "interval")


@given(known(), known())
def test_order_and_delay_are_those_of_the_dates(a, b):
    order = before(as_date(a), as_date(b))
    assert bounds.surely_before(a, b) is (order is Order.CERTAIN)
    assert bounds.delay_between(a, b) == delay_days(as_date(a), as_date(b))


@given(known(), known())
def test_one_can_come_by_another_if_some_days_say_so(a, b):
    assert bounds.can_come_by(a, b) is any(one <= other for one, other in product(days(a), days(b)))


@given(known(), known(), known())
def test_lying_between_needs_one_choice_of_all_three_days(start, a, end):
    worlds = product(days(start), days(a), days(end))
    assert bounds.can_lie_between(start, a, end) is any(one <= two <= three for one, two, three in worlds)


@given(CLOSED, CLOSED, st.integers(1, 6))
def test_the_class_of_a_link_is_what_all_worlds_say(a, b, window):
    delays = [two - one for one, two in product(days(a), days(b))]
    certain = all(1 <= delay <= window for delay in delays)
    possible = any(0 <= delay <= window for delay in delays)
    wanted = CERTAIN if certain else POSSIBLE if possible else None
    assert class_of(bounds.delay_between(a, b), window) == wanted


@given(known(), known(), st.integers(1, 6))
def test_an_open_end_makes_a_link_undated_or_none(a, b, window):
    delay = bounds.delay_between(a, b)
    if None in delay:
        meets = any(0 <= two - one <= window for one, two in product(days(a), days(b)))
        assert class_of(delay, window) == (OPEN if meets else None)


@given(st.lists(CLOSED, min_size=1, max_size=4))
def test_a_chain_is_possible_only_if_one_choice_of_days_fits_all_of_it(chain):
    worlds = list(product(*(days(each) for each in chain)))
    certain = all(all(one < two for one, two in pairwise(world)) for world in worlds)
    possible = any(all(one <= two for one, two in pairwise(world)) for world in worlds)
    assert chain_of(chain) == ("certain" if certain else "possible" if possible else "impossible")


def test_a_chain_can_be_impossible_though_every_pair_is_possible():
    chain = [Bounds(2, 2), Bounds(1, 2), Bounds(1, 1)]
    assert [chain_of(pair) for pair in (chain[:2], chain[1:])] == ["possible", "possible"]
    assert chain_of(chain) == "impossible"


def test_undated_sorts_last_and_an_open_begin_first():
    dates = [UNDATED, Bounds(3, 3), Bounds(3, None), Bounds(None, 9)]
    assert sorted(dates, key=bounds.time_key) == [Bounds(None, 9), Bounds(3, 3), Bounds(3, None), UNDATED]


def test_a_date_meets_a_period_unless_it_lies_wholly_beside_it():
    assert bounds.can_meet(Bounds(3, 5), 5, 9)
    assert not bounds.can_meet(Bounds(3, 5), 6, 9)
    assert not bounds.can_meet(Bounds(3, 5), None, 2)
    assert bounds.can_meet(UNDATED, 6, 9)
