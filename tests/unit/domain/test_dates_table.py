"""Dates as records write them, with the days worked out by hand: one row a text, first and last day, precision.

Behind the precision stand ``~`` (approximate), ``?`` (uncertain) and the calendar, where it is not the Gregorian one.
"""

import pytest

from app.domain.dates import DateRefused, read_date

#: Notes on the rows. EDTF: ~ widens by one unit of the smallest part. Thirds of a year are four months, of a decade
#: forty months, of a month 1-10, 11-20 and the rest. Julian days: 10 behind until 28 February 1700 (Julian), 11 until
#: 1800, 12 until 1900, 13 until 2100.
READ = """
1985-04-12                       | 1985-04-12 1985-04-12 day
1985-04                          | 1985-04-01 1985-04-30 month
1985                             | 1985-01-01 1985-12-31 year
1900-02                          | 1900-02-01 1900-02-28 month
2000-02                          | 2000-02-01 2000-02-29 month
1985-04-12T23:20:30Z             | 1985-04-12 1985-04-12 day
1985-04-12T00:30:00+09:00        | 1985-04-12 1985-04-12 day
1964/2008                        | 1964-01-01 2008-12-31 interval
2004-06/2006-08                  | 2004-06-01 2006-08-31 interval
2004-02-01/2005                  | 2004-02-01 2005-12-31 interval
1984?                            | 1984-01-01 1984-12-31 year ?
2004-06~                         | 2004-05-01 2004-07-31 month ~
2004-06-11%                      | 2004-06-10 2004-06-12 day ~?
201X                             | 2010-01-01 2019-12-31 decade
20XX                             | 2000-01-01 2099-12-31 century
2004-XX                          | 2004-01-01 2004-12-31 year
1985-04-XX                       | 1985-04-01 1985-04-30 month
1985-04-12/..                    | 1985-04-12 - interval
../1985-04-12                    | - 1985-04-12 interval
1985-04-12/                      | 1985-04-12 - interval
2001-21                          | 2001-03-01 2001-05-31 season
2001-24                          | 2001-01-01 2002-02-28 season
2003-24                          | 2003-01-01 2004-02-29 season
2001-34                          | 2001-04-01 2001-06-30 quarter
2001-37                          | 2001-01-01 2001-04-30 four months
2001-40                          | 2001-01-01 2001-06-30 half
156X-12-25                       | 1560-12-25 1569-12-25 day
1984-1X                          | 1984-10-01 1984-12-31 year
1985-XX-31                       | 1985-01-31 1985-12-31 day
[1667,1668,1670..1672]           | 1667-01-01 1672-12-31 set
{1960,1961-12}                   | 1960-01-01 1961-12-31 set
[1760-12..]                      | 1760-12-01 - interval
[..1760-12-03]                   | - 1760-12-03 interval
2004?-06-11                      | 2004-06-11 2004-06-11 day ?
2004-~06-11                      | 2004-05-11 2004-07-11 day ~
1950S2                           | 1900-01-01 1999-12-31 century ~
XXXX-12-XX                       | - - month
2008~/2010                       | 2007-01-01 2010-12-31 interval ~
2011-23~                         | 2011-06-01 2012-02-29 season ~
ABT 1980                         | 1979-01-01 1981-12-31 year ~
ABT MAR 1980                     | 1980-02-01 1980-04-30 month ~
CAL 5 MAR 1980                   | 1980-03-04 1980-03-06 day ~
EST 1980                         | 1979-01-01 1981-12-31 year ~
BEF 1980                         | - 1979-12-31 interval
BEF 3 JAN 1980                   | - 1980-01-02 interval
AFT 1980                         | 1981-01-01 - interval
AFT FEB 1980                     | 1980-03-01 - interval
BET 1980 AND 1982                | 1980-01-01 1982-12-31 interval
BET 1 JAN 1980 AND 3 FEB 1980    | 1980-01-01 1980-02-03 interval
FROM 1980 TO MAR 1982            | 1980-01-01 1982-03-31 interval
FROM 1980                        | 1980-01-01 - interval
TO MAR 1982                      | - 1982-03-31 interval
INT 1980 (about the war)         | 1980-01-01 1980-12-31 year ?
11 FEB 1731/32                   | 1732-02-11 1732-02-11 day
12 JAN 1699/00                   | 1700-01-12 1700-01-12 day
@#DGREGORIAN@ MAR 1980           | 1980-03-01 1980-03-31 month
@#DJULIAN@ 25 DEC 1699           | 1700-01-04 1700-01-04 day julian
JULIAN 1 MAR 1700                | 1700-03-12 1700-03-12 day julian
JULIAN 28 FEB 1800               | 1800-03-11 1800-03-11 day julian
JULIAN 1 JAN 1901                | 1901-01-14 1901-01-14 day julian
JULIAN JAN 1901                  | 1901-01-14 1901-02-13 month julian
BET JULIAN 1 JAN 1700 AND 5 JAN 1700 | 1700-01-11 1700-01-15 interval julian
1 марта 1918 по старому стилю    | 1918-03-14 1918-03-14 day julian
2009년 6월                       | 2009-06-01 2009-06-30 month
2009년 6월 3일                   | 2009-06-03 2009-06-03 day
2009년06월03일                   | 2009-06-03 2009-06-03 day
2009. 6. 3.                      | 2009-06-03 2009-06-03 day
2009. 6.                         | 2009-06-01 2009-06-30 month
2009년 6월 3일경                 | 2009-06-02 2009-06-04 day ~
2009년 6월경                     | 2009-05-01 2009-07-31 month ~
2009년 초                        | 2009-01-01 2009-04-30 interval
2009년 6월 말                    | 2009-06-21 2009-06-30 interval
2009년 초여름                    | 2009-06-01 2009-06-30 month
1997년 가을                      | 1997-09-01 1997-11-30 season
1990년대 중반                    | 1993-05-01 1996-08-31 interval
1990년대 후반                    | 1996-09-01 1999-12-31 interval
2000년대 초                      | 2000-01-01 2003-04-30 interval
20세기 70년대                    | 1970-01-01 1979-12-31 decade
2009년 6월에서 7월 사이          | 2009-06-01 2009-07-31 interval
2009년 6월 말부터 7월 초까지     | 2009-06-21 2009-07-10 interval
2009년 6-8월                     | 2009-06-01 2009-08-31 interval
2009년 6월 3~5일                 | 2009-06-03 2009-06-05 interval
2009. 6. 3. ~ 6. 5.              | 2009-06-03 2009-06-05 interval
2009.6.3 ~ 2009.8.5              | 2009-06-03 2009-08-05 interval
2009년 3월~현재                  | 2009-03-01 - interval
1976년 이전                      | - 1976-12-31 interval
1976년 이후                      | 1976-01-01 - interval
1976년 6월 전                    | - 1976-05-31 interval
2009년 6월 3일 새벽              | 2009-06-03 2009-06-03 day
2009년 6월 3일 오전 10시 30분    | 2009-06-03 2009-06-03 day
2009년 5월 또는 6월              | 2009-05-01 2009-06-30 set
날짜 미상                        | - - unknown
주체98(2009)년                   | 2009-01-01 2009-12-31 year juche
주체38(1949)년 5월               | 1949-05-01 1949-05-31 month juche
주체1년                          | 1912-01-01 1912-12-31 year juche
주체110(2021)년 12월 17일        | 2021-12-17 2021-12-17 day juche
주체89.6.15                      | 2000-06-15 2000-06-15 day juche
Juche 98                         | 2009-01-01 2009-12-31 year juche
Chuch'e 98                       | 2009-01-01 2009-12-31 year juche
чучхе 98 (2009) год              | 2009-01-01 2009-12-31 year juche
단기 4283년 6월 25일             | 1950-06-25 1950-06-25 day dangun
단기4283(1950)년                 | 1950-01-01 1950-12-31 year dangun
단기 4283. 6. 25.                | 1950-06-25 1950-06-25 day dangun
檀君4283年                       | 1950-01-01 1950-12-31 year dangun
民國38年10月1日                  | 1949-10-01 1949-10-01 day minguo
昭和二十年八月                   | 1945-08-01 1945-08-31 month japanese
平成元年                         | 1989-01-01 1989-12-31 year japanese
2009.5.5 (양력)                  | 2009-05-05 2009-05-05 day
음력 2010년                      | 2010-01-21 2011-02-20 year lunar
March 2009                       | 2009-03-01 2009-03-31 month
3 March 2009                     | 2009-03-03 2009-03-03 day
March 3rd, 2009                  | 2009-03-03 2009-03-03 day
2009 June 3                      | 2009-06-03 2009-06-03 day
Wed 3 Jun 2009                   | 2009-06-03 2009-06-03 day
Sept. 2009                       | 2009-09-01 2009-09-30 month
c. 2009                          | 2008-01-01 2010-12-31 year ~
in or about June 2009            | 2009-05-01 2009-07-31 month ~
on or about 3 June 2009          | 2009-06-02 2009-06-04 day ~
on or before 3 June 2009         | - 2009-06-03 interval
on or after 3 June 2009          | 2009-06-03 - interval
some time in 2009                | 2009-01-01 2009-12-31 year
before 1976                      | - 1975-12-31 interval
after June 1976                  | 1976-07-01 - interval
since June 1976                  | 1976-06-01 - interval
by March 2018                    | - 2018-03-31 interval
late 2009                        | 2009-09-01 2009-12-31 interval
early 1970s                      | 1970-01-01 1973-04-30 interval
spring 2010                      | 2010-03-01 2010-05-31 season
winter 2010                      | 2010-01-01 2011-02-28 season
the 1970s                        | 1970-01-01 1979-12-31 decade
1970s-80s                        | 1970-01-01 1989-12-31 interval
the seventies of the 20th century | 1970-01-01 1979-12-31 decade
20th c.                          | 1901-01-01 2000-12-31 century
early 20th century               | 1901-01-01 1934-04-30 interval
June to August 2009              | 2009-06-01 2009-08-31 interval
30 June - 2 July 2009            | 2009-06-30 2009-07-02 interval
night of 3 to 4 June 2009        | 2009-06-03 2009-06-04 interval
2009 - present                   | 2009-01-01 - interval
from 2009 to the present         | 2009-01-01 - interval
probably 2009                    | 2009-01-01 2009-12-31 year ?
unknown                          | - - unknown
март 2009                        | 2009-03-01 2009-03-31 month
3 марта 2009 г.                  | 2009-03-03 2009-03-03 day
13.04.2009 г.                    | 2009-04-13 2009-04-13 day
03.04.2009 г.                    | 2009-04-03 2009-04-03 day
5.VI.1937                        | 1937-06-05 1937-06-05 day
5/X/1937                         | 1937-10-05 1937-10-05 day
30 IX 1937                       | 1937-09-30 1937-09-30 day
около 1937 года                  | 1936-01-01 1938-12-31 year ~
до 1937 г.                       | - 1936-12-31 interval
после марта 1937                 | 1937-04-01 - interval
не позднее марта 1937            | - 1937-03-31 interval
между 1990 и 1995 годами         | 1990-01-01 1995-12-31 interval
в конце 2009 года                | 2009-09-01 2009-12-31 interval
в 1970-х гг.                     | 1970-01-01 1979-12-31 decade
1970-80-х годов                  | 1970-01-01 1989-12-31 interval
70-е годы XX века                | 1970-01-01 1979-12-31 decade
начало XX века                   | 1901-01-01 1934-04-30 interval
кон. XIX в.                      | 1867-09-01 1900-12-31 interval
ХХ век                           | 1901-01-01 2000-12-31 century
с 2009 по настоящее время        | 2009-01-01 - interval
утром 3 июня 2009                | 2009-06-03 2009-06-03 day
3 июня 2009 г. в 10 часов        | 2009-06-03 2009-06-03 day
2009年3月                        | 2009-03-01 2009-03-31 month
二〇〇九年三月五日               | 2009-03-05 2009-03-05 day
二〇〇九                         | 2009-01-01 2009-12-31 year
2009年6月至8月                   | 2009-06-01 2009-08-31 interval
2009年6月底                      | 2009-06-21 2009-06-30 interval
6-8月2009年                      | 2009-06-01 2009-08-31 interval
2009年6月3日上午                 | 2009-06-03 2009-06-03 day
2009年6月3日10时                 | 2009-06-03 2009-06-03 day
20世纪70年代                     | 1970-01-01 1979-12-31 decade
二十世纪七十年代                 | 1970-01-01 1979-12-31 decade
20世纪70年代初                   | 1970-01-01 1973-04-30 interval
20世纪90年代末                   | 1996-09-01 1999-12-31 interval
20世纪00年代                     | 1900-01-01 1909-12-31 decade
21世纪10年代                     | 2010-01-01 2019-12-31 decade
20世纪70至80年代                 | 1970-01-01 1989-12-31 interval
2009年至今                       | 2009-01-01 - interval
1976年以前                       | - 1976-12-31 interval
marzo de 2009                    | 2009-03-01 2009-03-31 month
24 de marzo de 1976              | 1976-03-24 1976-03-24 day
del 3 al 5 de marzo de 2009      | 2009-03-03 2009-03-05 interval
hacia 1976                       | 1975-01-01 1977-12-31 year ~
antes de marzo de 1976           | - 1976-02-29 interval
fines de 1976                    | 1976-09-01 1976-12-31 interval
verano de 1976                   | 1976-06-01 1976-08-31 season
entre marzo y mayo de 2009       | 2009-03-01 2009-05-31 interval
los años 70 del siglo XX         | 1970-01-01 1979-12-31 decade
los años setenta del siglo XX    | 1970-01-01 1979-12-31 decade
siglo XIX                        | 1801-01-01 1900-12-31 century
la noche del 3 de junio de 1976  | 1976-06-03 1976-06-03 day
20090603                         | 2009-06-03 2009-06-03 day
2009-6-3                         | 2009-06-03 2009-06-03 day
2009/6/3                         | 2009-06-03 2009-06-03 day
13/04/2009                       | 2009-04-13 2009-04-13 day
12-31-1999                       | 1999-12-31 1999-12-31 day
3-Mar-2009                       | 2009-03-03 2009-03-03 day
Mar-2009                         | 2009-03-01 2009-03-31 month
6/2009                           | 2009-06-01 2009-06-30 month
2009-06-03 00:00:00              | 2009-06-03 2009-06-03 day
06/13/2009 12:00:00 AM           | 2009-06-13 2009-06-13 day
2009-W01                         | 2008-12-29 2009-01-04 week
2008-366                         | 2008-12-31 2008-12-31 day
"""

#: Text, what the reason must say, the readings.
REFUSED = """
03/04/2009       | exchanged                       | 2009-04-03 2009-03-04
3.6.2009         | exchanged                       | 2009-06-03 2009-03-06
6/3/2009 0:00    | exchanged                       | 2009-03-06 2009-06-03
03/04/09         | two digits                      | 1909-04-03 2009-04-03 1909-03-04 2009-03-04 1903-04-09 2003-04-09
'76              | two digits                      | 1976 2076
’76              | two digits                      | 1976 2076
June '76         | two digits                      | 1976-06 2076-06
June 76          | two digits                      | 1976-06 2076-06
spring '76       | two digits                      | 1976-21 2076-21
spring 76        | two digits                      | 1976-21 2076-21
3 March '09      | two digits                      | 1909-03-03 2009-03-03
June '76 to May 1977 | two digits                  | 1976-06 2076-06
'98년 3월        | two digits                      | 1998-03 2098-03
the '70s         | two digits                      | 187X 197X 207X
80년대           | two digits                      | 188X 198X 208X
los años setenta | two digits                      | 187X 197X 207X
Mar-09           | month of a year of two digits, or a day without its year | 1909-03 2009-03 XXXX-03-09
March 09         | month of a year of two digits, or a day without its year | 1909-03 2009-03 XXXX-03-09
March 09 to May 2010 | month of a year of two digits, or a day without its year | 1909-03 2009-03 XXXX-03-09
09-Mar           | year is missing                 | XXXX-03-09
March 9          | year is missing                 | XXXX-03-09
6월 3일          | year is missing                 | XXXX-06-03
June             | year is missing                 | XXXX-06
31 February      | year is missing                 |
음력 5월 5일     | year is missing                 |
98년             | four digits                     | 1998 2098 2009
2009/10          | two years or a month            | 2009-10 2009/2010
2009-06..2009-08 | one day between                 | [2009-06..2009-08] 2009-06/2009-08
~2009년          | about, or up to                 | 2009~ ../2009
1900s            | ten or a hundred                | 190X 19XX
31 June 2009     | June 2009 has 30 days           |
29 February 1900 | February 1900 has 28 days       |
2009-13          | no month 13                     |
13/13/2009       | no such day                     |
2009-W54         | no such week                    |
2009-366         | no such day of that year        |
2009/2008        | ends before it begins           |
주체97(2009)년   | do not agree                    | 2008 2009
주체0년          | no such juche year              |
40000            | spreadsheet                     |
5 VEND 3         | French Republican               |
@#DHEBREW@ 2 TVT 5758 | Hebrew                     |
1430 AH          | Islamic                         |
음력 1850년 1월  | Lunar dates                     |
5 B.C.           | common era                      |
Y17000000002     | exponential                     |
two years ago    | day of telling                  |
작년             | day of telling                  |
2년 전           | day of telling                  |
上世纪70年代     | day of telling                  |
'03' March 2009  | told twice                      |
2009,6,3         | do not make a date              |
(unknown)        | brackets                        |
soon             | not known                       |
"""


def rows(table):
    return [[cell.strip() for cell in line.split("|")] for line in table.strip().splitlines()]


@pytest.mark.parametrize(("text", "meant"), rows(READ))
def test_a_text_means_these_days(text, meant):
    read = read_date(text)
    marks = ("~" if read.approximate else "") + ("?" if read.uncertain else "")
    calendar = "" if read.calendar == "gregorian" else read.calendar
    days = [str(day or "-") for day in (read.earliest, read.latest)]
    assert " ".join(word for word in (*days, read.precision, marks, calendar) if word) == meant
    assert read.text == text


@pytest.mark.parametrize(("text", "reason", "readings"), rows(REFUSED))
def test_a_text_is_refused_with_its_reason_and_all_readings(text, reason, readings):
    with pytest.raises(DateRefused) as refusal:
        read_date(text)
    assert reason in refusal.value.reason
    assert refusal.value.readings == tuple(readings.split())
    for one in refusal.value.readings:
        read_date(one)


def test_the_table_is_broad():
    assert len(rows(READ)) >= 150
