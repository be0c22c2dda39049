"""The picture of the explore page: what lies around some records, as people see it, within what one can read."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import orjson

from app.services.answer_cache import AnswerCache
from app.services.neighbourhood import SubgraphRequest, read_subgraph
from app.services.reader import Reader
from app.views.network_fold import Folded, Line, fold_events, keep_nodes, nearest, neighbours

FIRST_NODES = 80
EXPAND_NODES = 40
MOST_NODES = 600
_FIRST_DEPTH, _EXPAND_DEPTH = 3, 2
_FIRST_RAW, _EXPAND_RAW = 320, 1_200
#: Event kinds after which a person counts as not seen again, as long as the picture shows no later sign.
_LOST = frozenset({"fate_unknown", "non_return", "disappearance"})
_FOUND = frozenset({"release", "proof_of_life", "death", "execution", "escape_from_custody"})


@dataclass(frozen=True, slots=True)
class Picture:
    """A network and what is not in it.

    Attributes
    ----------
    focus : str
        Key of the record in the middle.
    opened : tuple of str
        Keys of the records that were expanded.
    folded : Folded
    beyond : int
        How many neighbours of the opened records were read and are not shown.
    truncated : bool
        Whether more lies around than was read at all.
    full : bool
        Whether the picture has reached its limit of 600.
    """

    focus: str
    opened: tuple[str, ...]
    folded: Folded
    beyond: int
    truncated: bool
    full: bool


class Explorer:
    """Follows the links around a record one step at a time.

    Each expansion asks for the walks of those before it again, so walks are kept as long as the data stay.

    Parameters
    ----------
    reader : Reader
    """

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._kept = (-1, AnswerCache())

    def around(self, focus: str, opened: Sequence[str] = ()) -> Picture:
        """Return the picture around a record.

        Parameters
        ----------
        focus : str
            Id, or ``Label/id``, of the record in the middle.
        opened : sequence of str
            Records that were expanded, in that order; each adds at most 40 of its neighbours, the most connected first.

        Returns
        -------
        Picture
            At most 80 nodes around the focus within two lines, at most 600 in all. The same request gives the same
            picture.

        Raises
        ------
        InvalidParameter, NotFound

        Notes
        -----
        One walk for the focus and one for each opened record.
        """
        walks = [self._walk(SubgraphRequest((focus,), _FIRST_DEPTH, max_nodes=_FIRST_RAW, counted=False))]
        walks += [
            self._walk(SubgraphRequest((each,), _EXPAND_DEPTH, max_nodes=_EXPAND_RAW, counted=False)) for each in opened
        ]
        return _picture(walks)

    def _walk(self, request: SubgraphRequest) -> dict[str, Any]:
        version = self._reader.data_version()
        kept_of, kept = self._kept
        if kept_of != version:
            kept = AnswerCache()
            self._kept = (version, kept)
        held = kept.get(request)
        if held is not None:
            found: dict[str, Any] = orjson.loads(held)
            return found
        walk = read_subgraph(self._reader, request)
        if walk["data_version"] == version:
            kept.put(request, orjson.dumps(walk))
        return walk


def _picture(walks: Sequence[Mapping[str, Any]]) -> Picture:
    """Return the picture of the walk around the focus and of those around the records that were opened."""
    nodes = {node["key"]: node for walk in reversed(walks) for node in walk["nodes"]}
    links = {(link["source"], link["type"], link["target"]): link for walk in walks for link in walk["links"]}
    folded = fold_events(list(nodes.values()), [links[key] for key in sorted(links)])
    centre = walks[0]["seeds"][0]
    kept = _first(folded, centre)
    beyond = 0
    for walk in walks[1:]:
        added, left = _neighbours(folded, walk["seeds"][0], kept, MOST_NODES - len(kept))
        kept |= added
        beyond += left
    shown = keep_nodes(folded, kept)
    lost = _lost(nodes, links.values())
    return Picture(
        centre,
        tuple(walk["seeds"][0] for walk in walks[1:]),
        Folded({key: _marked(node, shown.lines, lost) for key, node in shown.nodes.items()}, shown.lines),
        beyond,
        any(walk["truncated"] for walk in walks),
        len(kept) >= MOST_NODES,
    )


def _first(folded: Folded, centre: str) -> set[str]:
    """Return the first nodes: not over what agencies and places are part of, unless nothing else leads on."""
    people = Folded(folded.nodes, [line for line in folded.lines if line.kind != "structure"])
    kept = set(nearest(people, [centre], most=FIRST_NODES, steps=2).nodes)
    return kept if len(kept) > 1 else set(nearest(folded, [centre], most=FIRST_NODES, steps=2).nodes)


def _neighbours(folded: Folded, seed: str, kept: set[str], room: int) -> tuple[set[str], int]:
    """Return the neighbours that an expansion adds, most connected first, and how many it leaves out."""
    around = neighbours(folded)
    fresh = sorted(around[seed] - kept, key=lambda key: (-folded.nodes[key].get("total", 0), key))
    added = set(fresh[: max(0, min(EXPAND_NODES, room))])
    return added | {seed}, len(fresh) - len(added)


def _marked(node: Mapping[str, Any], lines: Sequence[Line], lost: set[str]) -> dict[str, Any]:
    punished = [line for line in lines if line.kind == "punished"]
    marks = {
        "trigger": any(line.start == node["key"] for line in punished),
        "punished": any(line.end == node["key"] for line in punished),
        "lost": node["key"] in lost,
    }
    return {**node, "marks": [name for name, holds in marks.items() if holds]}


def _lost(nodes: Mapping[str, Mapping[str, Any]], links: Iterable[Mapping[str, Any]]) -> set[str]:
    """Return the persons with an event after which they were not seen, and none in which they were found."""
    kinds: dict[str, set[str]] = {}
    for link in links:
        if link["type"] == "SUBJECT_OF" and link["target"] in nodes:
            kinds.setdefault(link["source"], set()).add(nodes[link["target"]].get("kind") or "")
    return {person for person, found in kinds.items() if found & _LOST and not found & _FOUND}
