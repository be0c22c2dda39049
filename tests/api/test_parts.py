"""A long table in parts: nothing is lost between them, files have all."""

from types import SimpleNamespace

from app.api.pages.cells import Cell, in_order
from app.api.pages.parts import MOST_ROWS, part_rows, parts_of, shown_rows


def asked(form="", **query):
    request = SimpleNamespace(path_params={"form": form} if form else {}, query_params=query)
    return SimpleNamespace(request=request)


def test_the_parts_hold_every_row_once_and_a_file_holds_all():
    rows = list(range(2 * MOST_ROWS + 5))
    parts = [part_rows(asked(), rows, part) for part in (1, 2, 3, 4)]
    assert [*parts[0], *parts[1], *parts[2]] == rows and parts[3] == []
    assert part_rows(asked("csv"), rows, 2) == rows


def test_a_table_with_long_rows_has_fewer_on_a_page():
    assert part_rows(asked(), list(range(90)), 2, 40) == list(range(40, 80))
    found = parts_of(90, 3, str, 40)
    assert (found.first, found.last, found.before, found.after) == (81, 90, "2", "")
    assert parts_of(40, 1, str, 40) is None


def test_a_table_is_sorted_as_a_whole_before_its_part_is_shown():
    rows = list(range(2 * MOST_ROWS + 5))
    page = asked(sort="-1")
    assert part_rows(page, rows, 2) == rows
    shown = shown_rows(page, rows[::-1], parts_of(len(rows), 2, str))
    assert shown == rows[::-1][MOST_ROWS : 2 * MOST_ROWS]
    assert shown_rows(page, rows, None) == rows == shown_rows(asked(), rows, parts_of(len(rows), 2, str))


def test_numbers_are_sorted_as_numbers_dates_as_dates_and_what_is_not_known_last():
    def column(*cells):
        return [[cell] for cell in cells]

    def texts(rows):
        return [row[0].text for row in rows]

    numbers = column(*(Cell(text, number=True) for text in ("9", "10+", "", "1,200")))
    assert texts(in_order(numbers, "1")) == ["9", "10+", "1,200", ""]
    assert texts(in_order(numbers, "-1")) == ["1,200", "10+", "9", ""]
    dates = column(Cell("June 2009", order="2009-06"), Cell("2008", order="2008"), Cell("–"))
    assert texts(in_order(dates, "1")) == ["2008", "June 2009", "–"]
    assert in_order(numbers, "2") == numbers and in_order([], "1") == []


def test_a_part_says_which_rows_it_has_and_leads_to_the_next_and_the_one_before():
    total = 2 * MOST_ROWS + 5
    found = [parts_of(total, part, str) for part in (1, 2, 3)]
    assert [(each.first, each.last, each.before, each.after) for each in found] == [
        (1, MOST_ROWS, "", "2"),
        (MOST_ROWS + 1, 2 * MOST_ROWS, "1", "3"),
        (2 * MOST_ROWS + 1, total, "2", ""),
    ]
    assert parts_of(MOST_ROWS, 1, str) is None
