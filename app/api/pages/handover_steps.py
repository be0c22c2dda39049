"""The numbers of the handover flow as tables: each step from one column to the next, and whole paths."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from app.api.pages.cells import Cell
from app.api.pages.frame import Page
from app.views.handover_flow import FlowWords
from app.views.handover_layout import COLUMNS

_MOST_STEPS, _MOST_WAYS = 40, 20
#: The address of the paths with some values; None: not known.
Address = Callable[[Mapping[str, str | None]], str]


class Table(NamedTuple):
    """Columns, the rows below them, and how many there are in all."""

    columns: list[str]
    rows: list[list[Cell]]
    total: int


def step_table(page: Page, paths: Sequence[Mapping[str, Any]], words: FlowWords, address: Address) -> Table:
    """Return how many persons came from each value of a column to each of the next, most first in each column.

    Parameters
    ----------
    page : Page
    paths : sequence of mapping
        As in the handovers answer.
    words : FlowWords
    address : callable
        Where a row leads: to the paths it counts.
    """
    _ = page.words
    counts: Counter[tuple[int, str | None, str | None]] = Counter()
    for path in paths:
        for number, (start, end) in enumerate(pairwise(COLUMNS)):
            counts[number, path[start], path[end]] += path["persons"] or 0
    whole = sum(path["persons"] or 0 for path in paths) or 1
    most = sorted(((each, persons) for each, persons in counts.items() if persons), key=lambda each: -each[1])
    ranked = sorted(most[:_MOST_STEPS], key=lambda each: (each[0][0], -each[1], str(each[0])))
    columns = [_("Step"), _("From"), _("To"), _("Persons"), _("Share")]
    rows = [
        [
            Cell(
                f"{words.columns[number]} → {words.columns[number + 1]}",
                address({COLUMNS[number]: start, COLUMNS[number + 1]: end}),
            ),
            Cell(_value(words, number, start)),
            Cell(_value(words, number + 1, end)),
            Cell(str(persons), number=True),
            Cell(f"{100 * persons / whole:.0f}%" if persons * 200 >= whole else "<1%", number=True),
        ]
        for (number, start, end), persons in ranked
    ]
    return Table(columns, rows, len(most))


def whole_path_table(page: Page, paths: Sequence[Mapping[str, Any]], words: FlowWords, address: Address) -> Table:
    """Return how many persons came each way through all columns, most first.

    Parameters
    ----------
    page : Page
    paths : sequence of mapping
        As in the handovers answer.
    words : FlowWords
    address : callable
        Where a row leads: to the paths it counts.
    """
    counts: Counter[tuple[str | None, ...]] = Counter()
    for path in paths:
        counts[tuple(path[column] for column in COLUMNS)] += path["persons"] or 0
    ranked = sorted(((way, n) for way, n in counts.items() if n), key=lambda each: (-each[1], str(each[0])))
    rows = [
        [
            *(Cell(_value(words, number, value)) for number, value in enumerate(values)),
            Cell(str(persons), address(dict(zip(COLUMNS, values, strict=True))), number=True),
        ]
        for values, persons in ranked[:_MOST_WAYS]
    ]
    return Table([*words.columns, page.words("Persons")], rows, len(ranked))


def _value(words: FlowWords, column: int, value: str | None) -> str:
    """Return a value of a column; one that is not known is an empty cell, which says so."""
    return "" if value is None else words.name(COLUMNS[column], value)
