"""Everyone within four degrees of some persons of an invented pedigree: plain frontiers over arrays."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
_CHON = 4
#: Persons whose kin is found at one time: bounds the memory.
_AT_ONCE = 20_000


class Family(NamedTuple):
    """True parents by person (-1: none) and the couples."""

    persons: int
    men: npt.NDArray[np.bool_]
    father: Ints
    mother: Ints
    husbands: Ints
    wives: Ints


class _Steps(NamedTuple):
    """Neighbours of every person: where they start in ``to``."""

    starts: Ints
    to: Ints

    @classmethod
    def of(cls, origin: Ints, to: Ints, persons: int) -> "_Steps":
        order = np.argsort(origin, kind="stable")
        return cls(np.searchsorted(origin[order], np.arange(persons + 1)), to[order])

    def take(self, keys: Ints, persons: int) -> Ints:
        """Return all (source, neighbour) of some (source, person), as sorted keys without repeats."""
        source, person = np.divmod(keys, persons)
        begin, count = self.starts[person], self.starts[person + 1] - self.starts[person]
        total = int(count.sum())
        within = np.arange(total) - np.repeat(np.cumsum(count) - count, count)
        return np.unique(np.repeat(source * persons, count) + self.to[np.repeat(begin, count) + within])


def relatives_of(family: Family, sources: Ints) -> tuple[Ints, Ints, Ints]:
    """Return who is kin of each source, by blood or over marriage steps at start and end.

    Parameters
    ----------
    family : Family
    sources : numpy.ndarray
        Persons; one that stands twice is answered twice.

    Returns
    -------
    position, relative, rank : tuple of numpy.ndarray
        Position in ``sources``, the relative, ``4 chon + 2 start + end`` of the nearest way.
    """
    child = np.flatnonzero(family.father >= 0)
    ups = np.concatenate([family.father[child], family.mother[child]])
    steps = (
        _Steps.of(np.concatenate([child, child]), ups, family.persons),
        _Steps.of(ups, np.concatenate([child, child]), family.persons),
        _Steps.of(
            np.concatenate([family.husbands, family.wives]),
            np.concatenate([family.wives, family.husbands]),
            family.persons,
        ),
    )
    parts = [
        _near(steps, np.arange(start, min(start + _AT_ONCE, len(sources))), sources, family.persons)
        for start in range(0, len(sources), _AT_ONCE)
    ]
    keys, ranks = (np.concatenate([part[side] for part in parts]) for side in (0, 1))
    position, relative = np.divmod(keys, family.persons)
    return position, relative, ranks


def _near(steps: tuple[_Steps, _Steps, _Steps], positions: Ints, sources: Ints, persons: int) -> tuple[Ints, Ints]:
    up, down, marriage = steps
    own = positions * persons + sources[positions]
    keys, ranks = [], []

    def offer(found: Ints, rank: int) -> None:
        keys.append(found)
        ranks.append(np.full(len(found), rank))

    for start, seeds in ((0, own), (1, marriage.take(own, persons))):
        above = seeds
        for ups in range(_CHON + 1):
            level = above
            for downs in range(_CHON + 1 - ups):
                rank = 4 * (ups + downs) + 2 * start
                if rank:
                    offer(level, rank)
                    offer(marriage.take(level, persons), rank + 1)
                level = down.take(level, persons)
            above = up.take(above, persons)
    found, rank = np.concatenate(keys), np.concatenate(ranks)
    order = np.lexsort((rank, found))
    found, rank = found[order], rank[order]
    first = np.concatenate([[True], found[1:] != found[:-1]]) & (found % persons != sources[found // persons])
    return found[first], rank[first]
