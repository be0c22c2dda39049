"""Handovers: from the country of taking to the last known stage, as paths, flows, variants and corridors."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from app.analysis.answering import cut
from app.analysis.bounds import can_meet, iso
from app.analysis.casebook import Casebook
from app.analysis.corridors import corridors
from app.analysis.handover_paths import COLUMNS, HandoverPath, find_paths
from app.analysis.known_ids import refuse_unknown
from app.analysis.options import option, shown_options
from app.analysis.path_counts import SMALL, Tally, Value, grouped_by
from app.analysis.positions import AGENCY, LEVELS
from app.analysis.records import grade_name, weakest
from app.analysis.stage_paths import Stage, stage_path
from app.analysis.stage_sums import closures, days_per_stage, directly_follows, frequent_paths, variants


@dataclass(frozen=True, slots=True)
class HandoverOptions:
    """Which handover paths are asked for.

    Attributes
    ----------
    person, country, agency, crossing : str or None
        Only paths of this person, from this country of taking, with this taking or receiving agency (any name
        period), over this crossing.
    first_day, last_day : int or None
        Only paths whose handover can lie between these days.
    level : str
        Level of detail of variants, directly-follows, days per stage, closures and ways between two ends.
    start, end : str or None
        Two stages at that level (an agency, a place, a kind or a country): the most frequent ways between them.
    most_paths : int
        At most so many of them.
    limit : int or None
        At most so many paths are listed; flows and counts stay whole.
    """

    person: str | None = option(None, "person", "only paths of this person")
    country: str | None = option(None, "country", "only takings in this country (ISO alpha-2)")
    agency: str | None = option(None, "id", "only paths with this taking or receiving agency")
    crossing: str | None = option(None, "id", "only paths over this border crossing")
    first_day: int | None = option(None, "day", "only handovers that can lie on or after this day", name="from")
    last_day: int | None = option(None, "day", "only handovers that can lie on or before this day", name="to")
    level: str = option(AGENCY, "choice", "level of detail of the stages", allowed=LEVELS)
    start: str | None = option(None, "text", "with `end`: the most frequent ways from this stage of the level")
    end: str | None = option(None, "text", "with `start`: the most frequent ways to this stage of the level")
    most_paths: int = option(10, "int", "at most so many ways from `start` to `end`", least=1, most=1_000)
    limit: int | None = option(None, "int", "at most so many paths", least=1, most=1_000_000)


def handovers(book: Casebook, options: HandoverOptions | None = None) -> dict[str, Any]:
    """Return the handover paths, and what they add up to.

    Parameters
    ----------
    book : Casebook
    options : HandoverOptions, optional

    Returns
    -------
    dict
        ``data_version, parameters, persons, persons_most, distinct_persons, paths, flows, variants, directly_follows,
        corridors, agency_corridors, country_corridors, closures, between, stage_days, small, truncated``; what the
        three corridors hold stands in :mod:`app.analysis.corridors`, what is summed over stages in
        :mod:`app.analysis.stage_sums`. ``persons`` counts along paths, so
        that between any two neighbouring columns the flows add up to it: a person sent back twice counts twice, a
        group with its least number, less its members with paths of their own. Unknown is None.

    Raises
    ------
    NotFound
        No such person, agency or crossing.

    Notes
    -----
    A path starts with a taking in one country and holds a handover, or custody in another country, up to release or
    last known. Variants, directly-follows and days per stage are of the stage paths of the same paths: a gap is a
    stage that is not known, and pairs of stages that nothing puts in order are not counted as following. O(events of
    the persons taken).

    Examples
    --------
    >>> from app.analysis.sample import sample_case
    >>> path = handovers(sample_case())["paths"][0]
    >>> [path[column] for column in COLUMNS]
    ['CN', 'x:police', 'x:bridge', 'x:bureau', 'x:jail', 'detention']
    """
    asked = options or HandoverOptions()
    refuse_unknown(book, person=asked.person, place=asked.crossing, agency=asked.agency)
    persons = [asked.person] if asked.person is not None else list(book.takings)
    paths = [path for person in persons for path in find_paths(book, person) if _wanted(book, path, asked)]
    paths.sort(key=lambda path: (path.person, path.events[0].id))
    staged = [(path, stage_path(book, path.taking, path.events, asked.level)) for path in paths]
    tally = Tally(book, paths)
    shown, truncated = cut(paths, asked.limit)
    return {
        "data_version": book.data_version,
        "parameters": shown_options(asked),
        **tally.count(paths),
        "distinct_persons": len({path.person for path in paths}),
        "paths": [_path(tally, path) for path in shown],
        "flows": _flows(tally, paths),
        "variants": variants(tally, staged),
        "directly_follows": directly_follows(staged),
        **corridors(tally, paths),
        "closures": closures(tally, [(path, _passed(path, stages)) for path, stages in staged]),
        "between": frequent_paths(tally, staged, (asked.start, asked.end), asked.most_paths),
        "stage_days": days_per_stage(staged),
        "small": SMALL,
        "truncated": truncated,
    }


def _wanted(book: Casebook, path: HandoverPath, asked: HandoverOptions) -> bool:
    country, taking_agency, crossing, receiving_agency = path.columns[:4]
    body = book.agencies.body(asked.agency) if asked.agency else None
    return (
        asked.country in (None, country)
        and body in (None, taking_agency, receiving_agency)
        and asked.crossing in (None, crossing)
        and can_meet(path.crossed, asked.first_day, asked.last_day)
    )


def _path(tally: Tally, path: HandoverPath) -> dict[str, Any]:
    support = weakest(event.support for event in path.events)
    return {
        "person": path.person,
        **dict(zip(COLUMNS, path.columns, strict=True)),
        "days": list(path.days),
        "days_to_handover": list(path.days_to_handover),
        **tally.count([path]),
        "taking": path.events[0].id,
        "handover": path.handover.id if path.handover else None,
        "earliest": iso(path.events[0].begin.earliest),
        "latest": iso(path.events[0].begin.latest),
        "claims": list(support.claims),
        "grade": grade_name(support.rank),
        "independent_sources": support.sources,
    }


def _flows(tally: Tally, paths: Sequence[HandoverPath]) -> list[dict[str, Any]]:
    """Return how many persons go from one column's value to the next one's; by column and values, unknown last."""
    rows = []
    for column, following in pairwise(range(len(COLUMNS))):
        cells = grouped_by(paths, lambda path, i=column, j=following: (path.columns[i], path.columns[j]))  # type: ignore[misc]  # bound now
        rows += [
            {
                "from_column": COLUMNS[column],
                "from": start,
                "to_column": COLUMNS[following],
                "to": end,
                **tally.marked(found),
            }
            for (start, end), found in cells
        ]
    return rows


def _passed(path: HandoverPath, stages: Sequence[Stage]) -> dict[str, set[Value]]:
    return {"crossing": {path.columns[COLUMNS.index("crossing")]}, "stage": {stage.value for stage in stages}}
