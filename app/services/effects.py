"""What a withdrawal would do to the answers: the analyses with and without some claims, compared."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from typing import Any

from app.domain.claims import Claim, Source, canonical_json
from app.domain.snapshot import Snapshot
from app.errors import NotFound, TooLarge
from app.evidence.columns import snapshot_of_graph
from app.evidence.projection import Graph, project
from app.services.analyst import Analysis, Analyst
from app.services.loaded import Fixed
from app.store.base import Reader

#: What makes an entry of an answer the same before and after; the other keys may change with the evidence.
_LISTS: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "chains": ("links", ("trigger.event", "trigger.person", "punishment.event", "punishment.person", "class")),
    "handovers": ("paths", ("person", "taking", "handover")),
}
_MOST_PERSONS = 100
_MOST_CLAIMS = 500_000


class Effects:
    """Compares answers with and without claims.

    Parameters
    ----------
    reader : Reader
    analyst : Analyst
        Answers as things stand.
    analyses : mapping of str to callable
    prepare : callable
        Both as for the analyst.
    """

    def __init__(
        self,
        reader: Reader,
        analyst: Analyst,
        analyses: Mapping[str, Analysis],
        prepare: Callable[[Snapshot], Any],
    ) -> None:
        self._reader = reader
        self._analyst = analyst
        self._analyses = analyses
        self._prepare = prepare

    def without(self, claims: Collection[str], persons: Collection[str]) -> dict[str, Any] | None:
        """Return how the answers would change without some claims.

        Parameters
        ----------
        claims : collection of str
            Ids of the claims that would be withdrawn.
        persons : collection of str
            The persons whose status is compared.

        Returns
        -------
        dict or None
            ``links`` and ``handover_paths``, each with what would ``fall`` and what would ``appear`` (without a
            release, a taking lasts longer), and ``statuses`` that change. None when the data are too many for it.

        Notes
        -----
        Everything is projected once without the claims: O(all claims).
        """
        return self._compared(persons, gone=frozenset(claims))

    def adding(
        self, claims: Collection[Claim], sources: Collection[Source], persons: Collection[str]
    ) -> dict[str, Any] | None:
        """Return how the answers would change with some more claims; as :meth:`without`.

        Parameters
        ----------
        claims : collection of Claim
        sources : collection of Source
            New sources that they name.
        persons : collection of str
            The persons whose status is compared.

        Returns
        -------
        dict or None
        """
        return self._compared(persons, more=claims, sources=sources)

    def in_trails(
        self, graph: Graph, sources: list[Source], derivations: list[tuple[str, str]], persons: Collection[str]
    ) -> set[tuple[str, str, str, str]]:
        """Return what cannot be in the trails of some persons of a graph.

        Parameters
        ----------
        graph : Graph
        sources : list of Source
        derivations : list of (str, str)
        persons : collection of str

        Returns
        -------
        set of (label, person, events, kind)
        """
        snapshot = snapshot_of_graph(graph, sources, derivations)
        analyst = Analyst(Fixed(snapshot), self._analyses, self._prepare)
        found = set()
        for person in sorted(persons)[:_MOST_PERSONS]:
            for each in analyst.answer("trail", person=person)["contradictions"]:
                found.add(("Person", person, " ".join(each["events"]), f"{each['kind']}: {' '.join(each['claims'])}"))
        return found

    def _compared(
        self,
        persons: Collection[str],
        *,
        gone: frozenset[str] = frozenset(),
        more: Collection[Claim] = (),
        sources: Collection[Source] = (),
    ) -> dict[str, Any] | None:
        try:
            before = {name: self._analyst.answer(name) for name in _LISTS}
            other = self._other(gone, more, sources)
            if other is None:
                return None
            after = {name: other.answer(name) for name in _LISTS}
        except TooLarge:
            return None
        named = {"chains": "links", "handovers": "handover_paths"}
        found: dict[str, Any] = {named[name]: _compare(name, before[name], after[name]) for name in _LISTS}
        pairs = [(id, _status(self._analyst, id), _status(other, id)) for id in sorted(persons)[:_MOST_PERSONS]]
        found["statuses"] = [{"person": id, "before": a, "after": b} for id, a, b in pairs if a != b]
        return found

    def _other(self, gone: frozenset[str], more: Collection[Claim], new: Collection[Source]) -> Analyst | None:
        kept = {claim.id: claim for claim in more}
        for claim in self._reader.claims():
            if claim.withdrawn_at is None and claim.id not in gone:
                kept[claim.id] = claim
            if len(kept) > _MOST_CLAIMS:
                return None
        sources = [*{each.id: each for each in (*self._reader.sources(), *new)}.values()]
        derivations = self._reader.derivations()
        graph = project(kept.values(), sources, derivations)
        snapshot = replace(snapshot_of_graph(graph, sources, derivations), data_version=self._reader.data_version())
        return Analyst(Fixed(snapshot), self._analyses, self._prepare)


def _compare(name: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, list[dict[str, Any]]]:
    part, keys = _LISTS[name]
    old, new = (
        {canonical_json(shown): shown for each in answer[part] if (shown := _key(each, keys))}
        for answer in (before, after)
    )
    return {
        "fall": [old[key] for key in sorted(old.keys() - new.keys())],
        "appear": [new[key] for key in sorted(new.keys() - old.keys())],
    }


def _key(entry: Mapping[str, Any], names: tuple[str, ...]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name in names:
        outer, dot, inner = name.partition(".")
        found[name] = entry[outer][inner] if dot else entry[outer]
    return found


def _status(analyst: Analyst, person: str) -> str | None:
    try:
        status: str = analyst.answer("trail", person=person)["status"]
    except NotFound:
        return None
    return status
