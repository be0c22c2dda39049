"""A long table in parts: nothing is lost between them, files have all."""

from types import SimpleNamespace

from app.api.pages.parts import MOST_ROWS, part_rows, parts_of


def asked(form=""):
    return SimpleNamespace(request=SimpleNamespace(path_params={"form": form} if form else {}))


def test_the_parts_hold_every_row_once_and_a_file_holds_all():
    rows = list(range(2 * MOST_ROWS + 5))
    parts = [part_rows(asked(), rows, part) for part in (1, 2, 3, 4)]
    assert [*parts[0], *parts[1], *parts[2]] == rows and parts[3] == []
    assert part_rows(asked("csv"), rows, 2) == rows


def test_a_part_says_which_rows_it_has_and_leads_to_the_next_and_the_one_before():
    total = 2 * MOST_ROWS + 5
    found = [parts_of(total, part, str) for part in (1, 2, 3)]
    assert [(each.first, each.last, each.before, each.after) for each in found] == [
        (1, MOST_ROWS, "", "2"),
        (MOST_ROWS + 1, 2 * MOST_ROWS, "1", "3"),
        (2 * MOST_ROWS + 1, total, "2", ""),
    ]
    assert parts_of(MOST_ROWS, 1, str) is None
