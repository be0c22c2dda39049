"""The fold: the claims at one key become what is shown of one node or tie.

Values compete; the rule of :mod:`app.evidence.weighing` picks one. Dates are cut at the day on which their source
was told
and intersected; names are collected. What differs is listed as a contradiction with its claims, never dropped.
"""

from collections.abc import Callable, Sequence
from typing import Any

from app.domain.cells import read_day
from app.domain.claims import GRADE_RANK
from app.domain.custody import event_kinds, reasons
from app.domain.dates import PartialDate, cut_at, intersect
from app.evidence.keys import NodeKey, TieKey
from app.evidence.weighing import Weighed, best_grade, by_value, deciding, independent_sources, winner
from app.evidence.words import DATES, NAMED, forms, read_names

Properties = dict[str, Any]

#: Single values of each label that compete.
_PLAIN: dict[str, tuple[str, ...]] = {
    "Person": ("sex", "nationality", "occupation", "note"),
    "Family": ("name", "note"),
    "Case": ("title", "summary"),
    "Agency": ("kind", "country", "note"),
    "Place": ("kind", "facility_kind", "country", "note"),
    "Event": ("kind", "reason", "agency_kind", "place_kind", "country", "age", "manner", "note"),
}
#: Values that belong together and compete as one.
_JOINT: dict[str, tuple[tuple[str, ...], ...]] = {
    "Person": (("count_least", "count_most"),),
    "Place": (("latitude", "longitude", "coordinate_precision"),),
    "Event": (("duration_least", "duration_most"),),
}
#: Where a difference is a contradiction, not a matter of wording.
_CONTRADICTORY = frozenset({"sex", "kind"})


def evidence(weighed: Sequence[Weighed]) -> Properties:
    """Return what every node and tie carries: claims, grade, independent sources and the invented mark.

    Parameters
    ----------
    weighed : sequence of Weighed
        The claims that support it, at least one.

    Returns
    -------
    dict of str to object
        ``invented`` is there only when every claim is from an invented source.
    """
    if len(weighed) == 1:  # most nodes and ties rest on one claim
        claims, grade, sources = [weighed[0].claim.id], str(weighed[0].claim.grade), 1
    else:
        claims, grade = sorted(each.claim.id for each in weighed), best_grade(weighed)
        sources = independent_sources(weighed)
    properties: Properties = {"claims": claims, "grade": grade, "independent_sources": sources}
    if all(each.standing.invented for each in weighed):
        properties["invented"] = True
    return properties


def fold_node(
    key: NodeKey, weighed: Sequence[Weighed], *, self_ties: Sequence[str] = (), records: Sequence[str] = ()
) -> Properties:
    """Fold the claims that describe one node.

    Parameters
    ----------
    key : NodeKey
    weighed : sequence of Weighed
        The accepted claims that describe it, in any order; none for a node that only ties need.
    self_ties : sequence of str
        Ids of claims whose tie became a tie of this node to itself.
    records : sequence of str
        Ids of the records joined into it, when more than one.

    Returns
    -------
    dict
        Properties without nulls; ``id`` is always there.

    Notes
    -----
    The order of the claims does not matter. Claims of grade unlikely decide only where there are no others.
    """
    properties: Properties = {"id": key.id}
    if self_ties:
        properties["self_ties"] = sorted(self_ties)
    if len(records) > 1:
        properties["records"] = sorted(records)
    if not weighed:
        return properties
    claims = deciding(sorted(weighed, key=lambda each: each.claim.id))
    properties.update(evidence(weighed))
    differences = _fold_values(properties, claims, _PLAIN[key.label], _JOINT.get(key.label, ()))
    if key.label == "Event":
        differences += _fold_event(properties, claims)
    else:
        for name in DATES.get(key.label, ()):
            differences += _fold_date(properties, name, [(each, _date_of(each, name)) for each in claims])
    if key.label in NAMED:
        _fold_names(properties, claims)
    if key.label == "Person" and not {"count_least", "count_most"} & set(properties):
        properties.update(count_least=1, count_most=1)
    if differences:
        properties["contradictions"] = sorted(differences)
    return properties


def fold_tie(key: TieKey, stated: Sequence[tuple[Weighed, Properties]]) -> Properties:
    """Fold the claims that state one tie.

    Parameters
    ----------
    key : TieKey
    stated : sequence of (Weighed, properties)
        Accepted claims with the properties that each gives the tie; at least one.

    Returns
    -------
    dict
        Properties without nulls.
    """
    ordered = sorted(stated, key=lambda pair: pair[0].claim.id)
    weighed = [each for each, _ in ordered]
    properties = evidence(weighed)
    strong = {each.claim.id for each in deciding(weighed)}
    given = [(each, told) for each, told in ordered if told and each.claim.id in strong]
    differences: list[str] = []
    for name in ("nature", "term", "role"):
        pairs = [(told[name], each) for each, told in given if name in told]
        if name == "nature":
            pairs = [pair for pair in pairs if pair[0] != "unknown"] or pairs
        if pairs:
            differences += _choose(properties, name, pairs, contradictory=name == "nature")
    for name in ("since", "until"):
        dates = [(each, read_day(told[name])) for each, told in given if name in told]
        if dates:
            differences += _fold_date(properties, name, dates)
    if differences:
        properties["contradictions"] = sorted(differences)
    return properties


def _fold_values(
    properties: Properties, claims: Sequence[Weighed], plain: Sequence[str], joint: Sequence[tuple[str, ...]]
) -> list[str]:
    differences: list[str] = []
    for name in plain:
        pairs = [(each.claim.statement[name], each) for each in claims if name in each.claim.statement]
        if pairs:
            differences += _choose(properties, name, pairs, contradictory=name in _CONTRADICTORY)
    for names in joint:
        groups = [
            ([each.claim.statement.get(name) for name in names], each)
            for each in claims
            if any(name in each.claim.statement for name in names)
        ]
        if groups:
            chosen, _ = _shown(groups)
            properties.update({name: value for name, value in zip(names, chosen, strict=True) if value is not None})
    return differences


def _choose(properties: Properties, name: str, pairs: list[tuple[Any, Weighed]], *, contradictory: bool) -> list[str]:
    properties[name], others = _shown(pairs)
    return [_difference(name, [each for _, each in pairs])] if contradictory and others else []


def _shown(pairs: Sequence[tuple[Any, Weighed]]) -> tuple[Any, bool]:
    """Return the value that is shown, and whether there are others."""
    if len(pairs) == 1:
        return pairs[0][0], False
    supporters, values = by_value(pairs)
    return values[winner(supporters)], len(values) > 1


def _difference(name: str, weighed: Sequence[Weighed]) -> str:
    return f"{name}: {','.join(sorted(each.claim.id for each in weighed))}"


def _fold_names(properties: Properties, claims: Sequence[Weighed]) -> None:
    """Show the winning name first and keep every form with its script."""
    pairs = [([each.claim.statement["name"], each.claim.statement.get("name_script", "")], each) for each in claims]
    (name, script), _ = _shown(pairs)
    named = forms(name, script, [each.claim.statement for each in claims])
    text, keys = read_names(named)
    properties.update(name=name, name_script=named[0][1], names=[form for form, _ in named], search_text=text)
    if keys:
        properties["match_keys"] = list(keys)


def _date_of(each: Weighed, name: str) -> PartialDate | None:
    text = each.claim.statement.get(name)
    return read_day(text) if text else None


def _begin_of(each: Weighed) -> PartialDate | None:
    text = each.claim.statement.get("begin")
    return read_day(text, _lasts(each)) if text else None


def _end_of(each: Weighed) -> PartialDate | None:
    """The end that a claim gives: its own column, or the second half of a period."""
    text = each.claim.statement.get("end")
    if text:
        return read_day(text)
    begin = _begin_of(each)
    return begin.end if begin is not None else None


def _lasts(each: Weighed) -> bool:
    return event_kinds()[each.claim.statement["kind"]].lasts


def _fold_event(properties: Properties, claims: Sequence[Weighed]) -> list[str]:
    properties["category"] = event_kinds()[properties["kind"]].category
    if "reason" in properties:
        properties["reason_class"] = reasons()[properties["reason"]].reason_class
    steps = {
        (each.claim.grade, each.claim.source, each.claim.statement["step"])
        for each in claims
        if "step" in each.claim.statement
    }
    if steps:
        ordered = sorted(steps, key=lambda step: (GRADE_RANK[step[0]], step[1], step[2]))
        properties["steps"] = [f"{grade}|{source}|{number}" for grade, source, number in ordered]
    readers: tuple[tuple[str, Callable[[Weighed], PartialDate | None]], ...] = (("begin", _begin_of), ("end", _end_of))
    return [
        difference
        for name, read in readers
        for difference in _fold_date(properties, name, [(each, read(each)) for each in claims])
    ]


def _fold_date(properties: Properties, name: str, given: Sequence[tuple[Weighed, PartialDate | None]]) -> list[str]:
    """Cut each claim's bounds at the day it was told, intersect the best-graded ones, else let the rule decide."""
    differences: list[str] = []
    dated: list[tuple[Weighed, PartialDate]] = []
    for each, value in given:
        if value is None:
            continue
        cut = cut_at(value, each.standing.told_latest) if each.standing.told_latest else value
        if cut is None:
            differences.append(_difference(f"{name} later than told", [each]))
        dated.append((each, cut or value))
    if not dated:
        return differences
    grade = best_grade([each for each, _ in dated])
    best = [(each, value) for each, value in dated if each.claim.grade == grade]
    shown = best[0][1] if len(best) == 1 else intersect([value for _, value in best])
    if shown is None:
        supporters, _ = by_value((value.text, each) for each, value in best)
        chosen = winner(supporters)
        shown = next(value for each, value in best if each in supporters[chosen])
    if len(dated) > 1 and intersect([value for _, value in dated]) is None:
        differences.append(_difference(name, [each for each, _ in dated]))
    _put_date(properties, name, shown)
    return differences


def _put_date(properties: Properties, name: str, value: PartialDate) -> None:
    text = value.text
    properties[name] = text
    for bound, limit in (("earliest", value.earliest), ("latest", value.latest)):
        if limit is not None:
            properties[f"{name}_{bound}"] = limit.isoformat()
    if value.approximate:
        properties[f"{name}_approximate"] = True
    if value.uncertain:
        properties[f"{name}_uncertain"] = True
