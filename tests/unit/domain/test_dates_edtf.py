"""EDTF levels 0 to 2, from the examples of the specification."""

import calendar
from datetime import date
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.date_edtf import read_edtf
from app.domain.dates import DateRefused, read_date


@pytest.mark.parametrize(
    ("text", "earliest", "latest", "precision"),
    [
        ("1985-04-12", "1985-04-12", "1985-04-12", "day"),
        ("1985-04", "1985-04-01", "1985-04-30", "month"),
        ("1985", "1985-01-01", "1985-12-31", "year"),
        ("1985-04-12T23:20:30", "1985-04-12", "1985-04-12", "day"),
        ("1985-04-12T23:20:30Z", "1985-04-12", "1985-04-12", "day"),
        ("1985-04-12T23:20:30-04", "1985-04-12", "1985-04-12", "day"),
        ("1985-04-12T23:20:30+14:00", "1985-04-12", "1985-04-12", "day"),
        ("1964/2008", "1964-01-01", "2008-12-31", "interval"),
        ("2004-02-01/2005-02-08", "2004-02-01", "2005-02-08", "interval"),
        ("2001-34", "2001-04-01", "2001-06-30", "quarter"),
        ("2001-39", "2001-09-01", "2001-12-31", "four months"),
        ("2001-41", "2001-07-01", "2001-12-31", "half"),
        ("2001-29", "2001-09-01", "2001-11-30", "season"),
        ("201X", "2010-01-01", "2019-12-31", "decade"),
        ("20XX", "2000-01-01", "2099-12-31", "century"),
        ("1XXX", "1000-01-01", "1999-12-31", "millennium"),
        ("2004-XX", "2004-01-01", "2004-12-31", "year"),
        ("1985-04-XX", "1985-04-01", "1985-04-30", "month"),
        ("1985-XX-XX", "1985-01-01", "1985-12-31", "year"),
        ("1985-04-12/..", "1985-04-12", "None", "interval"),
        ("1985/", "1985-01-01", "None", "interval"),
        ("/1985-04-12", "None", "1985-04-12", "interval"),
        ("156X-12-25", "1560-12-25", "1569-12-25", "day"),
        ("15XX-12-25", "1500-12-25", "1599-12-25", "day"),
        ("1XXX-12", "1000-12-01", "1999-12-31", "month"),
        ("1984-1X", "1984-10-01", "1984-12-31", "year"),
        ("1985-XX-31", "1985-01-31", "1985-12-31", "day"),
        ("199X-02-29", "1992-02-29", "1996-02-29", "day"),
        ("X005", "0005-01-01", "9005-12-31", "interval"),
        ("[1667,1668,1670..1672]", "1667-01-01", "1672-12-31", "set"),
        ("[..1760-12-03]", "None", "1760-12-03", "interval"),
        ("[1760-12..]", "1760-12-01", "None", "interval"),
        ("[1667,1760-12]", "1667-01-01", "1760-12-31", "set"),
        ("{1960,1961-12}", "1960-01-01", "1961-12-31", "set"),
        ("[2009]", "2009-01-01", "2009-12-31", "year"),
        ("2004-06-XX/2004-07-03", "2004-06-01", "2004-07-03", "interval"),
        ("2004-06-~01/2004-06-~20", "2004-05-31", "2004-06-21", "interval"),
        ("2004-06~-11", "2004-05-11", "2004-07-11", "day"),
        ("?2004-06-~11", "2004-06-10", "2004-06-12", "day"),
        ("2004~-06-11", "2003-06-11", "2005-06-11", "day"),
        ("2009-XX~", "2008-01-01", "2010-12-31", "year"),
        ("2009-06-XX~", "2009-05-01", "2009-07-31", "month"),
        ("2009-21~", "2008-12-01", "2009-08-31", "season"),
        ("19XX~", "1800-01-01", "2099-12-31", "century"),
        ("1950S2", "1900-01-01", "1999-12-31", "century"),
        ("1950S4", "1950-01-01", "1950-12-31", "year"),
        ("0001", "0001-01-01", "0001-12-31", "year"),
        ("0001~", "0001-01-01", "0002-12-31", "year"),
        ("9999~", "9998-01-01", "9999-12-31", "year"),
        ("9999-24", "9999-01-01", "9999-12-31", "season"),
        ("XXXX", "None", "None", "unknown"),
        ("XXXX-21", "None", "None", "season"),
        ("2009 / 2010", "2009-01-01", "2010-12-31", "interval"),
        ("2009-06-03T10:00/2009", "2009-06-03", "2009-12-31", "interval"),
        ("199x", "1990-01-01", "1999-12-31", "decade"),
    ],
)
def test_bounds_are_the_first_and_last_possible_day(text, earliest, latest, precision):
    read = read_date(text)
    assert (str(read.earliest), str(read.latest), read.precision) == (earliest, latest, precision)


@pytest.mark.parametrize(
    "text",
    [
        "2009-13", "2009-00", "2009-06-31", "2009-02-29", "2009-06-00", "1985-02-3X", "2009-XX-32", "2009-99",
        "2009-21-03", "0000", "-1985", "~0000-26", "?0000", "Y17000000002", "Y-17E7", "Y171010000S3", "2009/2008",
        "../..", "/..",
        "[2009", "[2010..2009]", "[..,2009]", "[2009..2010..]", "[..]", "{}", "1950S0", "1950S5",
        "2009-06-03T25:00", "2009-06-03T24:01", "2009-06-03T23:60", "2009/2010/2011", "XXXX-02-30", "2009-4X",
        "..", "/", "2009/2010-02-30", "/2009/2010", "2009-06-", "2009-6X-03~~", "2009-X4-31",
    ],
)  # fmt: skip
def test_what_is_no_possible_date_is_refused_with_a_reason(text):
    with pytest.raises(DateRefused) as refusal:
        read_date(text)
    assert refusal.value.reason.endswith((".", ")."))


@pytest.mark.parametrize("text", ["2009/2010/2011", "../..", "/", "2009.."])
def test_the_edtf_reader_alone_refuses_what_is_no_edtf(text):
    with pytest.raises(DateRefused):
        read_edtf(text)


def test_an_impossible_day_is_told_with_the_length_of_the_month():
    with pytest.raises(DateRefused, match="June 2009 has 30 days"):
        read_date("2009-06-31")


digit = st.sampled_from("0123456789X")


@given(st.tuples(st.sampled_from(["19", "20"]), digit, digit), st.tuples(st.sampled_from("01X"), digit),
       st.tuples(st.sampled_from("0123X"), digit))  # fmt: skip
def test_masks_agree_with_a_walk_over_every_day(year, month, day):
    """Oracle: every day from 1900 to 2099, matched as text."""
    text = f"{''.join(year)}-{''.join(month)}-{''.join(day)}"
    months = [
        (y, m)
        for y, m in product(range(1900, 2100), range(1, 13))
        if _like(f"{y:04d}", text[:4]) and _like(f"{m:02d}", text[5:7])
    ]
    fitting = [
        date(y, m, d)
        for y, m in (*months[:60], *months[-60:])
        for d in range(1, calendar.monthrange(y, m)[1] + 1)
        if _like(f"{d:02d}", text[8:])
    ]
    try:
        read = read_date(text)
    except DateRefused:
        assert not fitting
    else:
        assert (read.earliest, read.latest) == (min(fitting), max(fitting))


def _like(text, mask):
    return all(m in ("X", t) for t, m in zip(text, mask, strict=True))


def _shifted(day, months):
    number = day.year * 12 + day.month - 1 + months
    return number // 12, number % 12 + 1


@given(st.dates(date(1000, 1, 1), date(2999, 12, 31)), st.sampled_from(["year", "month", "day"]))
def test_about_is_the_hull_of_the_unit_before_and_after(day, unit):
    """Oracle: read the neighbours themselves."""
    if unit == "day":
        neighbours = [date.fromordinal(day.toordinal() + step).isoformat() for step in (-1, 0, 1)]
        text = day.isoformat()
    elif unit == "month":
        neighbours = ["{:04d}-{:02d}".format(*_shifted(day, step)) for step in (-1, 0, 1)]
        text = day.isoformat()[:7]
    else:
        neighbours = [f"{day.year + step:04d}" for step in (-1, 0, 1)]
        text = f"{day.year:04d}"
    read = read_date(text + "~")
    around = [read_date(one) for one in neighbours]
    assert (read.earliest, read.latest) == (around[0].earliest, around[2].latest)
    assert read.approximate
