"""Kinship as algebra: how two people are related, in which degree, and who is kin of one person.

A relation is ``[spouse] up^i down^j [spouse]``; its degree, chon, is i + j. Ties are made into such steps by
``kin_build``; ``kin_search`` finds all relations of two persons, ``kin_closure`` the nearest relation to everyone
around one person.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from app.domain.claims import GRADE_RANK
from app.domain.garbage import uncollected
from app.domain.kin_build import add_terms, build_base
from app.domain.kin_checks import contradictions
from app.domain.kin_closure import Circle
from app.domain.kin_columns import StepColumns, step_columns
from app.domain.kin_describe import describe
from app.domain.kin_net import Net
from app.domain.kin_patterns import KinPattern
from app.domain.kin_rows import PersonRows, TieRows
from app.domain.kin_search import PairSearch
from app.domain.kin_terms import is_acquaintance_term, parse_term
from app.domain.kin_types import CIRCLE_CHON, PAIR_CHON, KinContradiction, KinPerson, KinTie, Relation, UnknownKin

_Kind = tuple[bool, int, int, bool, str, str, tuple[str, ...]]


class KinshipGraph:
    """The kinship ties of a data set, ready for questions. Never changed after it is built.

    Examples
    --------
    >>> graph = KinshipGraph.build([], [KinTie("parent", "x:m", "x:a"), KinTie("parent", "x:m", "x:b")])
    >>> graph.nearest("x:a", "x:b").word()
    'u1d1'
    """

    def __init__(self, net: Net, unknown: list[KinTie]) -> None:
        self._net = net
        self._unknown: dict[str, list[UnknownKin]] = {}
        for tie in unknown:
            for person, other in ((tie.a, tie.b), (tie.b, tie.a)):
                self._unknown.setdefault(person, []).append(
                    UnknownKin(other, tie.term, tie.b, tie.claims, tie.grade, tie.independent_sources)
                )

    @classmethod
    def build(cls, persons: Iterable[KinPerson], ties: Iterable[KinTie], *, foster: bool = False) -> "KinshipGraph":
        """Build the graph of some ties.

        Parameters
        ----------
        persons : iterable of KinPerson
            Sex and birth bounds; a person that only a tie names is added without them.
        ties : iterable of KinTie
            In any order. Leave out what is only rumoured.
        foster : bool
            Whether foster parents count as parents.

        Notes
        -----
        O(persons + ties), and one search per term tie.
        """
        return cls.of_rows(PersonRows.of(persons), TieRows.of(ties), foster=foster)

    @classmethod
    def of_rows(cls, persons: PersonRows, ties: TieRows, *, foster: bool = False) -> "KinshipGraph":
        """Build the graph of persons and ties that are columns: no object is made for a person or a tie.

        Parameters
        ----------
        persons : PersonRows
        ties : TieRows
            In any order, kept for the life of the graph.
        foster : bool
            Whether foster parents count as parents.

        Notes
        -----
        The same graph as :meth:`build` of the same persons and ties. O(persons + ties), and one search per term tie.

        Examples
        --------
        >>> rows = TieRows.of([KinTie("parent", "x:m", "x:a")])
        >>> KinshipGraph.of_rows(PersonRows.of([]), rows).children("x:m")
        ['x:a']
        """
        with uncollected():
            net, told = build_base(persons, ties, foster=foster)
            net.close()

        def read(term: str) -> list[KinPattern] | None:
            readings = [] if is_acquaintance_term(term) else parse_term(term)
            return readings and [reading for reading in readings if foster or "foster" not in reading.natures]

        unknown = add_terms(net, told, read, lambda a, b, reading: _is_given(net, a, b, reading))
        if len(unknown) < len(told):
            net.close()
        return cls(net, unknown)

    def __contains__(self, person: object) -> bool:
        return person in self._net.index

    @property
    def persons(self) -> tuple[str, ...]:
        """Ids of all recorded persons, in order."""
        return tuple(self._net.ids[: self._net.recorded])

    def relations(self, a: str, b: str, max_chon: int = PAIR_CHON) -> list[Relation]:
        """Return every relation of b to a, nearest first.

        Parameters
        ----------
        max_chon : int
            The greatest degree, >= 0.

        Returns
        -------
        list of Relation
            One for each (marriage steps, up, down, side, half, nature), with one path: standing marriages before former
            ones, told without alternatives before ``one_of``. Empty for no kin, unknown ids, or a person with himself.

        Notes
        -----
        The work is bounded by the degree, not by the number of paths.
        """
        return self.relations_to(a, b, max_chon)[0]

    def relations_to(self, a: str, b: str, max_chon: int = PAIR_CHON) -> tuple[list[Relation], int]:
        """Return every relation of b to a, and the degree to which the list is complete.

        Notes
        -----
        That degree is ``max_chon`` but for pedigrees in which two people share thousands of ancestors, or circles of
        them; there the nearest relation and all relations to that degree are in the list.
        """
        net = self._net
        if a == b or a not in net.index or b not in net.index:
            return [], max_chon
        start, goal = net.index[a], net.index[b]
        search = PairSearch(net, start, goal, max_chon)
        found: dict[_Kind, Relation] = {}
        ways = list(search.walks())
        if search.reached < max_chon:
            ways += Circle(net, start, max_chon).walks(goal)
        for walk in ways:
            _keep(found, describe(net, walk))
        straight = {(r.up, r.down) for r in found.values() if not r.affinity and not (r.up and r.down)}
        relations = [
            replace(r, lineal_twice=True) if r.affinity and r.chon and (r.up, r.down) in straight else r
            for r in found.values()
        ]
        return sorted(relations, key=_nearness), search.reached

    def nearest(self, a: str, b: str, max_chon: int = PAIR_CHON) -> Relation | None:
        """Return the nearest relation of b to a, or None; a spouse counts, kin of unknown degree does not."""
        return next(iter(self.relations(a, b, max_chon)), None)

    def within(self, a: str, max_chon: int = CIRCLE_CHON) -> Mapping[str, Relation]:
        """Return everyone within a degree of a, with the nearest relation of each; a is not among them.

        Returns
        -------
        mapping
            Person -> relation, by rank, then id. Spouses are in it with chon 0. A relation is described when it is
            read.
        """
        net = self._net
        return KinCircle(Circle(net, net.index[a], max_chon)) if a in net.index else {}

    def ranks_within(self, a: str, max_chon: int = CIRCLE_CHON) -> dict[str, int]:
        """Return everyone within a degree of a with the rank of the nearest relation: ``4 chon + 2 start + end``."""
        net = self._net
        ranks = Circle(net, net.index[a], max_chon).ranks() if a in net.index else {}
        return {net.ids[person]: rank for person, rank in ranks.items()}

    def steps(self) -> StepColumns:
        """Return every step of kinship as columns of numbers."""
        return step_columns(self._net)

    def unknown_degree(self, a: str) -> list[UnknownKin]:
        """Return the kin of a that a source names with a term that has no steps, such as relative."""
        return list(self._unknown.get(a, ()))

    def parents(self, a: str) -> list[str]:
        """Return the recorded parents of a, those shared by full siblings included; no step-parents."""
        return self._recorded(self._net.parents, a)

    def children(self, a: str) -> list[str]:
        """Return the recorded children of a."""
        return self._recorded(self._net.children, a)

    def spouses(self, a: str) -> list[str]:
        """Return the recorded spouses and partners of a, former ones included."""
        return self._recorded(self._net.spouses, a)

    def siblings(self, a: str) -> list[str]:
        """Return who shares a parent with a, and told siblings; a placeholder with many children joins none of them."""
        net = self._net
        if a not in net.index:
            return []
        person = net.index[a]
        found = {child for parent in net.parents[person] if parent not in net.crowded for child in net.children[parent]}
        return [net.ids[other] for other in sorted(found) if other != person and other < net.recorded]

    def step_siblings(self, a: str) -> list[str]:
        """Return the children of the spouses of a's parents who are not a's siblings: a word, and no degree."""
        net = self._net
        if a not in net.index:
            return []
        person = net.index[a]
        parents = set(net.parents[person])
        mates = {mate for parent in parents for mate in net.spouses[parent]} - parents
        others = {child for mate in mates for child in net.children[mate] if parents.isdisjoint(net.parents[child])}
        return [net.ids[other] for other in sorted(others) if other != person and other < net.recorded]

    def sex(self, a: str) -> str | None:
        """Return the sex of a person: female, male, or None where no source tells it."""
        return self._net.sexes[self._net.index[a]] if a in self._net.index else None

    def crowded(self) -> list[str]:
        """Return the persons with so many children that no relation is drawn sideways over them."""
        return [self._net.ids[person] for person in sorted(self._net.crowded) if person < self._net.recorded]

    def overmarried(self) -> list[str]:
        """Return the persons with more spouses than anyone has; their spouses are no kin of one another."""
        return [self._net.ids[person] for person in sorted(self._net.overmarried) if person < self._net.recorded]

    def contradictions(self) -> list[KinContradiction]:
        """Return what cannot be in the recorded ties, and the placeholders that are guarded against."""
        return contradictions(self._net)

    def _recorded(self, rows: list[list[int]], a: str) -> list[str]:
        net = self._net
        if a not in net.index:
            return []
        return [net.ids[person] for person in rows[net.index[a]] if person < net.recorded]


class KinCircle(Mapping[str, Relation]):
    """The persons within a degree of one person, nearest first; a relation is described when it is read."""

    def __init__(self, circle: Circle) -> None:
        self._circle = circle
        self._index = circle.net.index

    def __getitem__(self, person: str) -> Relation:
        number = self._index.get(person, -1)
        if number not in self._circle.found:
            raise KeyError(person)
        return describe(self._circle.net, self._circle.walk(number))

    def __iter__(self) -> Iterator[str]:
        return iter([self._circle.net.ids[person] for person in self._circle.nearest_first()])

    def __len__(self) -> int:
        return len(self._circle.found)


def _is_given(net: Net, a: int, b: int, reading: KinPattern) -> bool:
    """Say whether recorded ties give a reading of a term: its relation word, and no sex on the path against it."""
    for walk in PairSearch(net, a, b, reading.chon).walks():
        relation = describe(net, walk)
        if relation.word() == reading.word() and _fits(relation, reading):
            return True
    return False


def _fits(relation: Relation, reading: KinPattern) -> bool:
    told = ["", *([reading.start_sex] if reading.start else []), *reading.ups, *reading.downs]
    told += [reading.end_sex] if reading.end else []
    return all(not sex or known is None or sex == known for sex, known in zip(told, relation.sexes, strict=True))


def _keep(found: dict[_Kind, Relation], relation: Relation) -> None:
    """Keep one relation of each kind, the best supported one, with the common ancestors of all."""
    key = _kind(relation)
    known = found.get(key)
    if known is None:
        found[key] = relation
    else:
        best = min(known, relation, key=_preference)
        found[key] = replace(best, tops=tuple(sorted({*known.tops, *relation.tops})))


def _kind(relation: Relation) -> _Kind:
    r = relation
    return r.marriage_start, r.up, r.down, r.marriage_end, r.side, r.half, r.natures


def _preference(relation: Relation) -> tuple[bool, bool, bool, int, int, tuple[str, ...]]:
    r = relation
    return r.one_of, r.former, r.or_nearer, r.path.count(""), GRADE_RANK[r.grade], r.path


def _nearness(relation: Relation) -> tuple[int, bool, int, str, str, tuple[str, ...]]:
    r = relation
    return r.rank, r.one_of, r.up, r.side, r.half, r.natures
