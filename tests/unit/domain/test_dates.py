"""The rules of the design about time, each with its worked example."""

from datetime import date

import pytest

from app.domain.dates import DateRefused, Order, chain_order, cut_at, date_answer, delay_days, order_answer, read_date


def bounds(text, **options):
    read = read_date(text, **options)
    return str(read.earliest), str(read.latest)


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("2009~", "2008-01-01", "2010-12-31"),
        ("2009-08~", "2009-07-01", "2009-09-30"),
        ("197X~", "1960-01-01", "1989-12-31"),
        ("2011-04-08~", "2011-04-07", "2011-04-09"),
        ("2009?", "2009-01-01", "2009-12-31"),
        ("2009%", "2008-01-01", "2010-12-31"),
        ("199X-03", "1990-03-01", "1999-03-31"),
        ("../2018", "None", "2018-12-31"),
        ("2010-21", "2010-03-01", "2010-05-31"),
        ("2010-22", "2010-06-01", "2010-08-31"),
        ("2010-23", "2010-09-01", "2010-11-30"),
        ("2010-24", "2010-01-01", "2011-02-28"),
        ("winter 2011", "2011-01-01", "2012-02-29"),
        ("late 2009", "2009-09-01", "2009-12-31"),
        ("mid June 2009", "2009-06-11", "2009-06-20"),
    ],
)
def test_worked_examples_of_the_design(text, earliest, latest):
    assert bounds(text) == (earliest, latest)


def test_a_mark_at_an_end_of_an_interval_moves_only_that_end():
    assert bounds("2009~/2010-01") == ("2008-01-01", "2010-01-31")
    assert bounds("2009/2010-01~") == ("2009-01-01", "2010-02-28")
    assert bounds("[2009~..2010]") == ("2008-01-01", "2010-12-31")


def test_a_question_mark_marks_and_does_not_widen():
    assert read_date("2009-06?").uncertain
    assert not read_date("2009-06?").approximate
    assert read_date("2009-06%").uncertain and read_date("2009-06%").approximate


def test_an_interval_is_a_period_only_in_a_kind_that_lasts():
    period = read_date("2009~/2010-01", period=True)
    assert (str(period.earliest), str(period.latest)) == ("2008-01-01", "2010-01-31")
    assert period.end is not None and period.end.edtf == "2010-01"
    assert read_date("2009/2010").end is None


def test_square_brackets_are_one_unknown_day_in_every_kind():
    read = read_date("[2009..2011]", period=True)
    assert read.end is None
    assert (str(read.earliest), str(read.latest)) == ("2009-01-01", "2011-12-31")


@pytest.mark.parametrize("text", ["2022-02-12/..", "2022-02-12/"])
def test_an_open_end_of_a_period_is_no_end(text):
    read = read_date(text, period=True)
    assert read.end is None
    assert read.earliest == read.latest == date(2022, 2, 12)


def test_begin_and_end_of_a_period_never_lie_beyond_each_other():
    read = read_date("2009/2009-06", period=True)
    assert read.latest == date(2009, 6, 30)
    late_begin = read_date("2009-06/2009", period=True)
    assert late_begin.end is not None and late_begin.end.earliest == date(2009, 6, 1)
    open_begin = read_date("../2018", period=True)
    assert open_begin.earliest is None and open_begin.latest == date(2018, 12, 31)


def test_an_unknown_year_has_no_place_in_time_and_keeps_its_text():
    read = read_date("XXXX-05~")
    assert read.earliest is None and read.latest is None
    assert read.text == "XXXX-05~" and read.precision == "month"


def test_a_source_cannot_know_what_came_after_it_was_told():
    read = read_date("2009")
    cut = cut_at(read, date(2009, 3, 4))
    assert cut is not None and cut.latest == date(2009, 3, 4) and cut.text == "2009"
    assert cut_at(read, date(2008, 12, 31)) is None


def test_a_chain_is_stricter_than_its_pairs():
    two_days = read_date("2009-06-01/2009-06-02")
    assert chain_order([two_days, two_days]) is Order.POSSIBLE
    assert chain_order([two_days, two_days, two_days]) is Order.IMPOSSIBLE


def test_one_day_is_not_before_itself():
    day = read_date("2009-06-03")
    assert chain_order([day, day]) is Order.IMPOSSIBLE
    assert chain_order([day]) is Order.CERTAIN and chain_order([]) is Order.CERTAIN


def test_an_open_end_of_a_delay_is_unknown():
    assert delay_days(read_date("2009-06-01"), read_date("2009-06")) == (0, 29)
    assert delay_days(read_date("../2018"), read_date("2019-01-01")) == (1, None)


def test_answers_have_the_keys_of_the_design():
    answer = date_answer("2009-06~")
    assert list(answer) == [
        "text", "edtf", "earliest", "latest", "end", "precision", "approximate", "uncertain", "calendar", "refused",
        "readings",
    ]  # fmt: skip
    assert answer["earliest"] == "2009-05-01" and answer["refused"] is None
    refused = date_answer("03/04/2009")
    assert refused.keys() == answer.keys()
    assert refused["readings"] == ["2009-04-03", "2009-03-04"] and refused["edtf"] is None


def test_an_answer_shows_the_end_of_a_period():
    assert date_answer("2009/2010", period=True)["end"]["latest"] == "2010-12-31"
    assert date_answer("2009/2010")["end"] is None


def test_the_answer_about_order_reads_each_date_once():
    assert order_answer(["2009", "2010", "2011"])["order"] == "certain"
    assert order_answer(["2011", "2010"])["order"] == "impossible"
    assert order_answer(["2009", "2009"])["order"] == "possible"
    assert order_answer(["2009", "31 June 2009"])["order"] is None


@pytest.mark.parametrize("text", ["", "   ", "2009\x00", "9" * 400, "2009\n2010"])
def test_what_is_no_text_for_a_date_is_refused(text):
    with pytest.raises(DateRefused):
        read_date(text)


def test_the_text_is_kept_as_given():
    assert read_date(" 2009 ").text == " 2009 "
    assert read_date("２００９").text == "２００９"
