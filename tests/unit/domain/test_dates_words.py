"""Dates in words and numbers, as records write them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.dates import DateRefused, delay_days, read_date, show_date


def bounds(text):
    read = read_date(text)
    return str(read.earliest), str(read.latest)


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        # Korean
        ("2009년", "2009"), ("2009년 6월", "2009-06"), ("2009년6월3일", "2009-06-03"), ("2009. 6. 3.", "2009-06-03"),
        ("2009.6.3", "2009-06-03"), ("2009.06", "2009-06"), ("2009년 6월 3일(수)", "2009-06-03"),
        ("2009년 6월 3일 수요일", "2009-06-03"), ("약 2009년", "2009~"), ("2009년경", "2009~"), ("2009년 6월쯤",
        "2009-06~"),
        ("2009년 봄", "2009-21"), ("2009년 하반기", "2009-41"), ("2009년 3분기", "2009-35"), ("1970년대", "197X"),
        ("1976년 이전", "../1976"), ("1976년 전", "[..1975-12-31]"), ("1976년 이후", "1976/.."),
        ("1976년 후", "[1977-01-01..]"), ("2009년부터", "2009/.."), ("2009년까지", "../2009"),
        ("2009년부터 2011년까지", "2009/2011"), ("2009년 6월~8월", "2009-06/2009-08"), ("2009년 ~ 2011년",
        "2009/2011"),
        ("2009년에서 2011년 사이", "[2009..2011]"), ("2009년 5월 또는 6월", "[2009-05,2009-06]"),
        ("2009년 여름부터 2010년 봄까지", "2009-22/2010-21"), ("아마 2009년", "2009?"), ("2009년 추정", "2009?"),
        ("2009년 6월 초순", "[2009-06-01..2009-06-10]"), ("2009년 말", "[2009-09..2009-12]"),
        # English
        ("3 March 2009", "2009-03-03"), ("March 3, 2009", "2009-03-03"), ("3rd of March, 2009", "2009-03-03"),
        ("Mar 2009", "2009-03"), ("3-Mar-2009", "2009-03-03"), ("03MAR2009", "2009-03-03"), ("Mar-2009", "2009-03"),
        ("c. 2009", "2009~"),
        ("circa June 2009", "2009-06~"), ("before 1976", "[..1975-12-31]"), ("after March 1976", "[1976-04-01..]"),
        ("before about 1976", "[..1976-12-31]"), ("after about 1976", "[1976-01-01..]"), ("by 2018", "../2018"),
        ("since 2010", "2010/.."), ("from 2010 on", "2010/.."), ("no later than June 2009", "../2009-06"),
        ("spring 2010", "2010-21"), ("winter of 2010", "2010-24"), ("late winter 2010", "2010-24"),
        ("the 1970s", "197X"), ("the 2000s", "200X"), ("early 1970s", "[1970-01..1973-04]"),
        ("mid-1980s", "[1983-05..1986-08]"), ("mid-June 2009", "[2009-06-11..2009-06-20]"), ("late 2009",
        "[2009-09..2009-12]"), ("early spring 2010", "2010-03"),
        ("first half of 2009", "2009-40"), ("Q3 2009", "2009-35"), ("20th century", "[1901..2000]"),
        ("late 19th century", "[1867-09..1900-12]"), ("between June and August 2009", "[2009-06..2009-08]"),
        ("between 1980 and about 1985", "[1980..1985~]"), ("June-August 2009", "2009-06/2009-08"),
        ("3-5 March 2009", "2009-03-03/2009-03-05"), ("June 2009?", "2009-06?"), ("probably about 2009", "2009%"),
        ("May or June 2009", "[2009-05,2009-06]"), ("early 2009 or late 2010", "[2009-01..2009-04,2010-09..2010-12]"),
        ("Wednesday, 3 June 2009", "2009-06-03"), ("2009-2011", "2009/2011"), ("since 199X", "199X/.."),
        ("about 1999-12", "1999-12~"), ("decade 1970", "197X"), ("century 20", "[1901..2000]"),
        # Russian
        ("март 2009", "2009-03"), ("3 марта 2009 г.", "2009-03-03"), ("03.04.2009 г.", "2009-04-03"),
        ("около 2009 года", "2009~"), ("до 1976", "[..1975-12-31]"), ("после 1976 г.", "[1977-01-01..]"),
        ("с 1990 по 1995 г.", "1990/1995"), ("с 1990 до 1995", "1990/1995"), ("с 1990 по 2000 годы", "1990/2000"),
        ("1990-е годы", "199X"), ("1990 годы", "199X"), ("конец 1990-х", "[1996-09..1999-12]"),
        ("весной 2010 года", "2010-21"), ("в начале 2009 года", "[2009-01..2009-04]"), ("20-й век", "[1901..2000]"),
        ("в мае 2009", "2009-05"), ("Май 2009", "2009-05"),
        # Chinese
        ("2009年3月", "2009-03"), ("2009年3月5日", "2009-03-05"), ("二〇〇九年三月五日", "2009-03-05"),
        ("二〇〇九年十二月三十一日", "2009-12-31"), ("二〇〇九年十月廿三日", "2009-10-23"), ("2009年初",
        "[2009-01..2009-04]"),
        ("2009年左右", "2009~"), ("约2009年", "2009~"), ("2009年以前", "../2009"), ("从2009年到2011年", "2009/2011"),
        ("2009年至2011年", "2009/2011"), ("20世纪", "[1901..2000]"), ("2010年春", "2010-21"), ("1970年代", "197X"),
        # Spanish
        ("marzo de 2009", "2009-03"), ("3 de marzo de 2009", "2009-03-03"), ("hacia 2009", "2009~"),
        ("antes de 1976", "[..1975-12-31]"), ("después de 1976", "[1977-01-01..]"), ("desde 1990 hasta 1995",
        "1990/1995"),
        ("entre los años 1990 y 2000", "[1990..2000]"), ("los años 1990", "199X"), ("década de 1970", "197X"),
        ("siglo 20", "[1901..2000]"), ("principios de 2009", "[2009-01..2009-04]"), ("primavera de 2010", "2010-21"),
        # GEDCOM
        ("ABT 1980", "1980~"), ("CAL 1980", "1980~"), ("EST 3 MAR 1980", "1980-03-03~"), ("BEF 1976",
        "[..1975-12-31]"),
        ("AFT 3 MAR 1976", "[1976-03-04..]"), ("BET 1980 AND 1982", "[1980..1982]"), ("FROM 1980 TO 1982",
        "1980/1982"),
        ("FROM 1980", "1980/.."), ("TO 1982", "../1982"), ("INT 1900 (turn of the century)", "1900?"),
        ("11 FEB 1731/32", "1732-02-11"), ("@#DGREGORIAN@ 3 MAR 2009", "2009-03-03"),
        # numbers
        ("20090603", "2009-06-03"), ("2009-6-3", "2009-06-03"), ("2009/6/3", "2009-06-03"), ("2009/03", "2009-03"),
        ("6/2009", "2009-06"), ("13/04/2009", "2009-04-13"), ("04/13/2009", "2009-04-13"), ("04/04/2009",
        "2009-04-04"),
        ("2009-W23", "[2009-06-01..2009-06-07]"), ("2009-W23-3", "2009-06-03"), ("2009-154", "2009-06-03"),
        ("2009-06-03 00:00:00", "2009-06-03"), ("3 March 2009 10:00", "2009-03-03"), ("3 March 2009, 5 pm",
        "2009-03-03"),
    ],
)  # fmt: skip
def test_words_and_numbers_have_one_reading(text, edtf):
    read, meant = read_date(text), read_date(edtf)
    assert (read.earliest, read.latest, read.approximate, read.uncertain) == (
        meant.earliest, meant.latest, meant.approximate or "about 1976" in text, meant.uncertain,
    )  # fmt: skip
    assert read.text == text
    assert read.edtf in (edtf, edtf.removesuffix("?"))


@pytest.mark.parametrize(
    ("text", "readings"),
    [
        ("03/04/2009", ("2009-04-03", "2009-03-04")),
        ("03.04.2009", ("2009-04-03", "2009-03-04")),
        ("3 March 09", ("1909-03-03", "2009-03-03")),
        ("3-Mar-09", ("1909-03-03", "2009-03-03")),
        ("03/04/09", ("1909-04-03", "2009-04-03", "1909-03-04", "2009-03-04", "1903-04-09", "2003-04-09")),
        ("98년 3월", ("1998-03", "2098-03", "2009-03")),
        ("987년", ("0987", "2898")),
        ("00년", ("1900", "2000")),
        ("98", ("1998", "2098")),
        ("2009/10", ("2009-10", "2009/2010")),
        ("200906", ("2009-06", "1920-09-06", "2020-09-06")),
        ("03062009", ("2009-06-03", "2009-03-06")),
        ("1900s", ("190X", "19XX")),
        ("the 70s", ("187X", "197X", "207X")),
        ("~2009년", ("2009~", "../2009")),
        ("2009년~", ("2009~", "2009/..")),
        ("주체97(2009)년", ("2008", "2009")),
        ("11 FEB 1731/35", ("1731",)),
    ],
)
def test_an_ambiguous_text_is_refused_with_its_readings(text, readings):
    with pytest.raises(DateRefused) as refusal:
        read_date(text)
    assert refusal.value.readings == readings
    for one in readings:
        read_date(one)


@pytest.mark.parametrize(
    "text",
    [
        "31 June 2009", "2009년 2월 30일", "2009.2.29", "13/13/2009", "2009/13", "2009-W54", "2009-366", "0000-001",
        "40000", "40000.125", "1234567", "June", "March 9", "3.4.", "겨울", "arrested 2009", "soon", "2009 BC",
        "до н.э. 5 год",
        "1980 and 1981", "1980, 1981, 1982", "from 1980 to 1982 to 1984", "1980 1981", "before after 1980",
        "and 1980",
        "이후", "before", "경 2009년", "unknown 2009", "3 2009", "00월 2009년", "June 2009 June", "3 spring 2009",
        "early 3 March 2009",
        "early 20th century 1950", "150th century", "1975s", "the decade", "13월 2009년", "윤5월 2009년",
        "7 8 June 2009 9",
        "after 31.12.9999", "before 0001", "before XXXX", "JULIAN 30 FEB 1700", "JULIAN 5 MAR 20XX",
        "JULIAN early 1700",
        "JULIAN 31 DEC 9999", "JULIAN 1 JAN 0001", "JULIAN 13월 1700년", "음력 1850년 1월", "음력 2009년 6월 31일",
        "음력 197X", "@#DFRENCH R@ 5 VEND 3", "@#DHEBREW@ 2 TVT 5758", "@#DROMAN@ 2009", "1430 AH", "5 VEND 3",
        "(about then)", "[2009", "주체0년", "단기 100년", "until since 2009", "between 2009 and 2010 or 2011",
        "early XXXX",
        "2009 10 11", "20090231", "99/2009", "early 2009-06-03",
    ],
)  # fmt: skip
def test_what_is_no_date_is_refused_with_a_reason(text):
    with pytest.raises(DateRefused) as refusal:
        read_date(text)
    assert refusal.value.reason.endswith(".")


@pytest.mark.parametrize(
    ("text", "earliest", "latest", "calendar"),
    [
        ("주체98(2009)년", "2009-01-01", "2009-12-31", "juche"),
        ("주체98년 6월 3일", "2009-06-03", "2009-06-03", "juche"),
        ("2009(주체98)년 6월", "2009-06-01", "2009-06-30", "juche"),
        ("Juche 98 (2009)", "2009-01-01", "2009-12-31", "juche"),
        ("단기 4342년", "2009-01-01", "2009-12-31", "dangun"),
        ("民國98年3月", "2009-03-01", "2009-03-31", "minguo"),
        ("民國元年", "1912-01-01", "1912-12-31", "minguo"),
        ("昭和15年", "1940-01-01", "1940-12-31", "japanese"),
        ("@#DJULIAN@ 5 MAR 1700", "1700-03-16", "1700-03-16", "julian"),
        ("JULIAN 29 FEB 1700", "1700-03-11", "1700-03-11", "julian"),
        ("JULIAN FEB 1700", "1700-02-11", "1700-03-11", "julian"),
        ("JULIAN 1900", "1900-01-13", "1901-01-13", "julian"),
        ("25 октября 1917 (ст. ст.)", "1917-11-07", "1917-11-07", "julian"),
        ("25 October 1917 O.S.", "1917-11-07", "1917-11-07", "julian"),
        ("음력 2009년", "2009-01-21", "2010-02-20", "lunar"),
    ],
)
def test_other_calendars_are_converted_and_named(text, earliest, latest, calendar):
    assert bounds(text) == (earliest, latest)
    assert read_date(text).calendar == calendar and read_date(text).text == text


def test_an_approximate_julian_year_is_widened_before_it_is_converted():
    read = read_date("JULIAN ABT 1900")
    assert read.earliest is not None and read.earliest <= date(1899, 1, 13)
    assert read.latest is not None and read.latest >= date(1902, 1, 13)
    assert read.approximate


#: Lunar dates with their Gregorian day, from the calendar of the Korea Astronomy and Space Science Institute.
LUNAR = [
    ("음력 2009년 1월 1일", date(2009, 1, 26)), ("음력 2009년 5월 5일", date(2009, 5, 28)),
    ("음력 2009년 윤5월 1일", date(2009, 6, 23)), ("음력 2009년 8월 15일", date(2009, 10, 3)),
    ("음력 1985년 1월 1일", date(1985, 2, 20)), ("음력 2015년 12월 30일", date(2016, 2, 7)),
    ("农历2020年正月初一", date(2020, 1, 25)), ("农历2020年腊月三十日", date(2021, 2, 11)),
    ("음력 1966년 1월 1일", date(1966, 1, 21)),
]  # fmt: skip


@pytest.mark.parametrize(("text", "day"), LUNAR)
def test_a_lunar_day_lies_within_its_bounds(text, day):
    read = read_date(text)
    assert read.earliest is not None and read.latest is not None
    assert read.earliest <= day <= read.latest
    assert (read.latest - read.earliest).days <= 36 and read.calendar == "lunar"


@pytest.mark.parametrize("text", ["unknown", "미상", "неизвестно", "不详", "desconocida", "날짜 미상"])
def test_unknown_is_a_value(text):
    read = read_date(text)
    assert (read.precision, read.earliest, read.latest, read.edtf) == ("unknown", None, None, None)


def test_a_phrase_of_two_dates_is_a_period_in_a_kind_that_lasts():
    read = read_date("2009년부터 2011년까지", period=True)
    assert read.end is not None and read.end.latest == date(2011, 12, 31)
    assert read_date("between 2009 and 2011", period=True).end is None


def test_thirds_of_a_unit_leave_no_gap():
    for unit in ("2009", "1970s", "June 2009", "20th century", "spring 2009"):
        early, mid, late = (read_date(f"{part} {unit}") for part in ("early", "mid", "late"))
        whole = read_date(unit)
        assert (early.earliest, late.latest) == (whole.earliest, whole.latest)
        assert delay_days(early, mid)[0] == delay_days(mid, late)[0] == 1


pieces = st.sampled_from(
    ["2009", "199X", "98", "6", "31", "XX", "-", "/", ".", "..", "~", "?", "%", "[", "]", ",", " ", " ", "년", "월",
     "일", "March", "марта", "mayo", "봄", "early", "말", "before", "이후", "from", "to", "between", "and", "c.",
     "주체", "음력", "윤", "(", ")", "s", "th", "century", "BET", "AND", "INT", "JULIAN", "unknown", "T10:00",
     "十", "二〇〇九年", "E", "S2"]
)  # fmt: skip


@given(st.one_of(st.lists(pieces, max_size=9).map("".join), st.text(max_size=30)))
def test_every_text_is_read_or_refused(text):
    try:
        read = read_date(text)
    except DateRefused as refusal:
        assert refusal.reason.endswith((".", ")."))
    else:
        assert read.text == text
        assert read.earliest is None or read.latest is None or read.earliest <= read.latest
        if read.edtf is not None:
            again = read_date(read.edtf)
            assert again.edtf == read.edtf
            assert show_date(read, "en") and show_date(read, "ko")
