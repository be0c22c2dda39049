"""Dates shown in English and Korean."""

import pytest

from app.domain.dates import PartialDate, read_date, show_date
from app.errors import InvalidParameter


@pytest.mark.parametrize(
    ("text", "english", "korean"),
    [
        ("2009", "2009", "2009년"),
        ("2009-06", "June 2009", "2009년 6월"),
        ("2009-06-03", "3 June 2009", "2009년 6월 3일"),
        ("2009-06-03T10:00", "3 June 2009", "2009년 6월 3일"),
        ("2009-06~", "about June 2009", "2009년 6월경"),
        ("2009-06?", "June 2009 (uncertain)", "2009년 6월(불확실)"),
        ("2009%", "about 2009 (uncertain)", "2009년경(불확실)"),
        ("199X", "1990s", "1990년대"),
        ("19XX", "1900–1999", "1900–1999년"),
        ("1X9X", "1X9X", "1X9X"),
        ("XXXX-05~", "about May, year unknown", "연도 미상 5월경"),
        ("XXXX-07-20", "20 July, year unknown", "연도 미상 7월 20일"),
        ("199X-03-05", "5 March, 1990s", "1990년대 3월 5일"),
        ("2010-24", "winter 2010", "2010년 겨울"),
        ("2009-33", "first quarter of 2009", "2009년 1분기"),
        ("2004-06-XX", "June 2004", "2004년 6월"),
        ("2004-XX-12", "2004-XX-12", "2004-XX-12"),
        ("2004-1X", "2004-1X", "2004-1X"),
        ("1950S2", "1950S2", "1950S2"),
        ("../2018", "2018 or earlier", "2018년까지"),
        ("2009/..", "2009 or later", "2009년 이후"),
        ("before 1976", "31 December 1975 or earlier", "1975년 12월 31일까지"),
        ("2009/2011", "between 2009 and 2011", "2009년에서 2011년 사이"),
        (
            "[1667, 1668, 1670..1672]",
            "1667 or 1668 or between 1670 and 1672",
            "1667년 또는 1668년 또는 1670년에서 1672년 사이",
        ),
        ("{1960,1961}", "1960 and 1961", "1960년 및 1961년"),
        ("unknown", "date unknown", "날짜 미상"),
    ],
)
def test_a_date_is_shown_as_told(text, english, korean):
    read = read_date(text)
    assert show_date(read, "en") == english
    assert show_date(read, "ko") == korean


@pytest.mark.parametrize(
    ("text", "english", "korean"),
    [
        ("2009~/2010-01", "from about 2009 to January 2010", "2009년경부터 2010년 1월까지"),
        ("../2018", "until 2018", "2018년까지"),
        ("2009/..", "2009", "2009년"),
    ],
)
def test_a_period_is_shown_with_its_known_ends(text, english, korean):
    read = read_date(text, period=True)
    assert show_date(read, "en") == english
    assert show_date(read, "ko") == korean


def test_a_date_without_a_reading_is_shown_by_its_text():
    assert show_date(PartialDate("the day of the flood", None, None, None, "interval"), "en") == "the day of the flood"


def test_another_language_is_refused():
    with pytest.raises(InvalidParameter):
        show_date(read_date("2009"), "tlh")
