"""Stages: how custody went on, stage by stage, in any data: with or without a border on the way."""

from dataclasses import dataclass
from typing import Any

from app.analysis.answering import cut
from app.analysis.bounds import can_meet, iso
from app.analysis.casebook import Casebook
from app.analysis.options import option, shown_options
from app.analysis.path_counts import SMALL, Tally
from app.analysis.positions import AGENCY, LEVELS
from app.analysis.records import grade_name, weakest
from app.analysis.stage_paths import Stage, stage_path
from app.analysis.stage_sums import closures, days_per_stage, directly_follows, flows_by_step, frequent_paths, variants
from app.analysis.takings import Taking


@dataclass(frozen=True, slots=True)
class StageOptions:
    """Whose custody, when, and at which level of detail.

    Attributes
    ----------
    person : str or None
    first_day, last_day : int or None
        Only takings that can have begun between these days.
    level : str
        Level of detail of the stages.
    start, end : str or None
        Two stages at that level: the most frequent ways between them.
    most_paths : int
        At most so many of them.
    limit : int or None
        At most so many paths are listed; counts stay whole.
    """

    person: str | None = option(None, "person", "only custody of this person")
    first_day: int | None = option(None, "day", "only takings that can have begun on or after this day", name="from")
    last_day: int | None = option(None, "day", "only takings that can have begun on or before this day", name="to")
    level: str = option(AGENCY, "choice", "level of detail of the stages", allowed=LEVELS)
    start: str | None = option(None, "text", "with `end`: the most frequent ways from this stage of the level")
    end: str | None = option(None, "text", "with `start`: the most frequent ways to this stage of the level")
    most_paths: int = option(10, "int", "at most so many ways from `start` to `end`", least=1, most=1_000)
    limit: int | None = option(None, "int", "at most so many paths", least=1, most=1_000_000)


def stages(book: Casebook, options: StageOptions | None = None) -> dict[str, Any]:
    """Return the stage paths of all takings, and what they add up to.

    Parameters
    ----------
    book : Casebook
    options : StageOptions, optional

    Returns
    -------
    dict
        ``data_version, parameters, persons, persons_most, distinct_persons, paths, flows, variants, directly_follows,
        closures, between, stage_days, small, truncated``. A path has ``person, taking, stages, earliest, latest,
        persons, persons_most, claims, grade, independent_sources``; what the lists before ``small`` hold stands in
        :mod:`app.analysis.stage_sums`. ``persons`` counts along paths: a person taken twice counts twice, a group
        with its least number, less its members with paths of their own. Unknown is None.

    Raises
    ------
    NotFound
        No such person.

    Notes
    -----
    A path is a taking from its first to its last stage; ``handovers`` has the parts that lead over a border, with
    the columns that only they have. A gap is a stage that is not known, and pairs of stages that nothing puts in
    order are not counted as following. O(events of the persons taken).

    Examples
    --------
    >>> from app.analysis.sample import sample_case
    >>> [(path["person"], path["stages"]) for path in stages(sample_case())["paths"]]
    [('x:ben', ['x:police', None, 'x:bureau']), ('x:dan', [None])]
    """
    asked = options or StageOptions()
    if asked.person is not None:
        book.known_person(asked.person)
    persons = [asked.person] if asked.person is not None else sorted(book.takings)
    takings = [taking for person in persons for taking in book.takings.get(person, ()) if _wanted(taking, asked)]
    staged = [(taking, stage_path(book, taking, taking.events, asked.level)) for taking in takings]
    tally = Tally(book, takings)
    shown, truncated = cut(staged, asked.limit)
    return {
        "data_version": book.data_version,
        "parameters": shown_options(asked),
        **tally.count(takings),
        "distinct_persons": len({taking.person for taking in takings}),
        "paths": [_path(tally, taking, found) for taking, found in shown],
        "flows": flows_by_step(tally, staged),
        "variants": variants(tally, staged),
        "directly_follows": directly_follows(staged),
        "closures": closures(
            tally, [(taking, {"stage": {stage.value for stage in found}}) for taking, found in staged]
        ),
        "between": frequent_paths(tally, staged, (asked.start, asked.end), asked.most_paths),
        "stage_days": days_per_stage(staged),
        "small": SMALL,
        "truncated": truncated,
    }


def _wanted(taking: Taking, asked: StageOptions) -> bool:
    return can_meet(taking.begin, asked.first_day, asked.last_day)


def _path(tally: Tally, taking: Taking, found: list[Stage]) -> dict[str, Any]:
    support = weakest(event.support for event in taking.events)
    return {
        "person": taking.person,
        "taking": taking.id,
        "stages": [stage.value for stage in found],
        "earliest": iso(taking.begin.earliest),
        "latest": iso(taking.begin.latest),
        **tally.count([taking]),
        "claims": list(support.claims),
        "grade": grade_name(support.rank),
        "independent_sources": support.sources,
    }
