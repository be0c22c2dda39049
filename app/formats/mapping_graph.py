"""A first mapping for a graph of another program: which nodes are persons, and which edges say how two are related."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from app.domain.kinship import is_acquaintance_term, is_kin_term
from app.formats.mapping_guess import Guess, quoted, rule
from app.formats.mapping_words import PERSON_VALUES, TYPE_WORDS, plain

Record = dict[str, str]
#: What the readers of graph files call their own.
_OF_NODES, _OF_EDGES = ("element", "id"), ("element", "source", "target", "id", "key", "directed")
#: Where no attribute of a node is a name.
_CALLED = ("label", "gexf_label", "title", "id")
_MOST_VALUES = 40
_LITTLE_WORDS = re.compile(r"^(is|was) | (of|to)$")


class GraphGuess(Guess):
    """What nodes and edges of a graph are taken for.

    Parameters
    ----------
    records : sequence of dict
        Nodes and edges, as the readers of graph files give them.
    dataset : str
        First part of the ids.
    """

    def __init__(self, records: Sequence[Record], dataset: str) -> None:
        nodes = [each for each in records if each["element"] == "node"]
        self._edges = [each for each in records if each["element"] == "edge"]
        headers = [name for name in _names(nodes) if name not in _OF_NODES]
        self._kind = next((name for name in headers if plain(name) in TYPE_WORDS), "")
        super().__init__([name for name in headers if name != self._kind], nodes, dataset)
        self._person["id"] = "id"
        if not self.knows_persons:
            self._person["name"] = next(name for name in _CALLED if name in {"id", *headers})
            self._unknown = [name for name in self._unknown if name != self._person["name"]]
        self._kinds = sorted({each[self._kind] for each in nodes if each.get(self._kind)})
        self._tie = self._relation_column()

    def _relation_column(self) -> str:
        """Return the attribute of edges of which most values are words of relation; empty when none has any."""
        counts = {
            name: sum(bool(relation_in(each.get(name, ""))) for each in self._edges) for name in _names(self._edges)
        }
        return max((name for name in counts if counts[name]), key=lambda name: counts[name], default="")

    def _who(self) -> str:
        persons = ", ".join(quoted(kind) for kind in self._kinds if plain(kind) in PERSON_VALUES)
        only = f", {quoted(self._kind)} = [{persons}]" if persons else ""
        return f'{{ element = "node"{only} }}'

    def _ties(self) -> Iterator[str]:
        values = Counter(each[self._tie] for each in self._edges if each.get(self._tie))
        known = {text: word for text, _ in values.most_common(_MOST_VALUES) if (word := relation_in(text))}
        if known:
            yield from ("", "[values.relation]  # what an edge says = the word for what its source is of its target")
            yield from (f"{quoted(text)} = {quoted(word)}" for text, word in known.items())
            when = f'{{ element = "edge", {quoted(self._tie)} = [{", ".join(map(quoted, known))}] }}'
            ends = (f'{end} = {{ column = "{column}", id = "person-" }}' for end, column in _ENDS)
            relation = f'relation = {{ column = {quoted(self._tie)}, values = "relation" }}'
            yield from rule("kinship", when, *ends, relation)
        named = [name for name in _names(self._edges) if name not in (*_OF_EDGES, self._tie)]
        left = [f"edge: {name}" for name in named] + [
            f"edge: {self._tie} = {text}" for text, _ in values.most_common(_MOST_VALUES) if text not in known
        ]
        others = [f"node: {self._kind} = {kind}" for kind in self._kinds if plain(kind) not in PERSON_VALUES]
        self._unknown += [*(others if len(others) < len(self._kinds) else ()), *left]


_ENDS = (("person_a", "source"), ("person_b", "target"))


def relation_in(text: str) -> str:
    """Return the word of relation that an edge says, or nothing.

    Parameters
    ----------
    text : str

    Returns
    -------
    str

    Examples
    --------
    >>> relation_in("MOTHER_OF"), relation_in("is teacher of"), relation_in("arrested at")
    ('mother', 'teacher', '')
    """
    word = _LITTLE_WORDS.sub("", " ".join(re.split(r"[\W_]+", text.casefold())).strip())
    word = _LITTLE_WORDS.sub("", word)
    return word if word and (is_kin_term(word) or is_acquaintance_term(word)) else ""


def _names(records: Iterable[Record]) -> list[str]:
    return list(dict.fromkeys(name for each in records for name in each))
