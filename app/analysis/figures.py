"""Published figures beside the same counts from the data, with the differences."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.analysis.casebook import Casebook
from app.analysis.columns import column
from app.analysis.figure_counts import EVENT_COUNTS, counted_again
from app.analysis.figure_rules import figure_gaps, figure_rules, fits, published_figures
from app.analysis.options import option, shown_options
from app.analysis.takings import Taking

#: Half of the last digit of a published share, and what its rounding leaves.
_ROUNDING = 0.06
Range = tuple[float, float | None]


@dataclass(frozen=True, slots=True)
class FigureOptions:
    """Of which data the figures are counted again.

    Attributes
    ----------
    ids : str or None
        Only persons whose id begins so: a data set, or the cases of one report in it.
    report : str or None
        Only figures whose id begins so.
    recorded_only : bool
        Leaves invented persons out.
    """

    ids: str | None = option(None, "text", "only persons whose id begins so, such as published:tjwg24")
    report: str | None = option(None, "text", "only figures of this report, such as tjwg24")
    recorded_only: bool = option(False, "flag", "leave out invented persons")

    def counts(self, book: Casebook, person: str) -> bool:
        """Say whether a person is counted."""
        wanted = self.ids is None or person.startswith(self.ids)
        return wanted and not (self.recorded_only and book.person(person).invented)


def figures(book: Casebook, options: FigureOptions | None = None) -> dict[str, Any]:
    """Return the published figures with what the data give for each.

    Parameters
    ----------
    book : Casebook
    options : FigureOptions, optional

    Returns
    -------
    dict
        ``data_version, parameters, persons, left_out, figures, counted, agree``. A figure has ``id, statement,
        published, unit, source_url, least, most, difference, compares, agrees, why, gap``: ``least`` and ``most`` from
        the data (None: not counted again; a most of None: no source says at most how many), ``difference`` ([least -
        published, most - published]), ``compares`` (the published value lies *within* what the data allow, or the data
        hold *fewer* or *more*; pages say it in words), ``agrees`` (it lies within), ``why`` (``counted``; ``no_rule``:
        nothing in a graph can say it, and ``gap`` says why; ``no_persons``: nobody's id begins as asked).

    Notes
    -----
    Persons taken into custody are counted, by their first taking; a group with its bounds. Groups of unknown size are
    ``left_out`` of these. Figures of events count whom they befell, figures of places the facilities on record. What
    is not told - no reason, no date - counts in the most only, so the range says how much is not known. A share is of
    all these persons. The published cases are a small part of what reports counted: a difference says how much of a
    report the data hold, not that the report is wrong. O(figures * (persons + events)).

    Examples
    --------
    >>> from app.analysis.sample import sample_case
    >>> {each["id"]: (each["least"], each["most"]) for each in figures(sample_case())["figures"]}["tjwg24-arrest-cn"]
    (1, 2)
    """
    asked = options or FigureOptions()
    everyone = _first_takings(book, asked)
    takings = [taking for taking in everyone if book.person(taking.person).count_most is not None]
    unsized = [taking.person for taking in everyone if book.person(taking.person).count_most is None]
    counter = _Counter(book, asked, takings, _ages(book))
    rows = [
        counter.figure(figure)
        for figure in published_figures()
        if asked.report is None or figure["figure_id"].startswith(asked.report)
    ]
    counted = [row for row in rows if row["why"] == "counted"]
    return {
        "data_version": book.data_version,
        "parameters": shown_options(asked),
        "persons": len(takings),
        "left_out": {"groups": unsized, "persons_least": sum(book.person(each).count_least for each in unsized)},
        "figures": rows,
        "counted": len(counted),
        "agree": sum(row["agrees"] for row in counted),
    }


def _first_takings(book: Casebook, asked: FigureOptions) -> list[Taking]:
    found = []
    for person, takings in book.takings.items():
        first = next((taking for taking in takings if taking.in_custody), None)
        if first is not None and asked.counts(book, person):
            found.append(first)
    return found


def _ages(book: Casebook) -> dict[str, int]:
    table = book.snapshot.tables["Event"]
    told = zip(column(table, "id"), column(table, "age"), strict=True)
    return {event: int(age) for event, age in told if age is not None and age.isdecimal()}


@dataclass(frozen=True, slots=True)
class _Counter:
    """Counts figures again, one by one."""

    book: Casebook
    asked: FigureOptions
    takings: list[Taking]
    ages: Mapping[str, int]

    def figure(self, figure: Mapping[str, str]) -> dict[str, Any]:
        """Return one figure with its counts."""
        id_ = figure["figure_id"]
        rule = figure_rules().get(id_)
        shown = {
            "id": id_,
            "statement": figure["statement"],
            "published": figure["value"],
            "unit": figure["unit"],
            "source_url": figure["source_url"],
            "gap": figure_gaps().get(id_),
        }
        if rule is None or not (self.takings or rule["count"] in EVENT_COUNTS):
            why = "no_rule" if rule is None else "no_persons"
            unknown = dict.fromkeys(("least", "most", "difference", "compares"))
            return {**shown, **unknown, "agrees": False, "why": why}
        least, most = self._counted(rule)
        published, slack = float(figure["value"]), _ROUNDING if rule["count"].endswith("percent") else 0.0
        difference = [round(least - published, 1), None if most is None else round(most - published, 1)]
        agrees = least - slack <= published and (most is None or published <= most + slack)
        compares = "within" if agrees else "more" if least > published else "fewer"
        return {
            **shown,
            "least": least,
            "most": most,
            "difference": difference,
            "compares": compares,
            "agrees": agrees,
            "why": "counted",
        }

    def _counted(self, rule: Mapping[str, str]) -> Range:
        if rule["count"] in EVENT_COUNTS:
            only = self.asked.recorded_only
            return counted_again(
                self.book, rule, lambda person: self.asked.counts(self.book, person), recorded_only=only
            )
        if rule["count"] == "cases":
            cases = _cases(self.book, {taking.person for taking in self.takings})
            return cases, cases
        answers = [(taking, fits(self.book, taking, self.ages, rule)) for taking in self.takings]
        least = _persons(self.book, [taking for taking, answer in answers if answer])[0]
        most = _persons(self.book, [taking for taking, answer in answers if answer is not False])[1]
        if rule["count"] == "persons":
            return least, most
        lowest, highest = _persons(self.book, self.takings)
        return round(_share(least, highest), 1), round(_share(most, lowest), 1)


def _share(part: float, whole: float) -> float:
    return min(100.0, 100 * part / whole) if whole else 0.0


def _persons(book: Casebook, takings: list[Taking]) -> tuple[int, int]:
    records = [book.person(taking.person) for taking in takings]
    return sum(record.count_least for record in records), sum(record.count_most or 0 for record in records)


def _cases(book: Casebook, persons: set[str]) -> int:
    rows = book.snapshot.rows("memberships")
    return len({row["b"] for row in rows if row["type"] == "IN_CASE" and row["a"] in persons})
