"""Inverse and composition of relations.

If b is r to a, then a is ``inverse(r)`` to b. If moreover c is s to b, then what c is to a is one of ``compose(r, s)``.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from app.domain.kin_patterns import KinPattern
from app.domain.kin_types import Relation, compact_word

_FLIPPED = {"elder": "younger", "younger": "elder", "": ""}


class Shape(NamedTuple):
    """The steps of a relation: ``[spouse] up^i down^j [spouse]``. A spouse alone has its step at the start."""

    start: bool
    up: int
    down: int
    end: bool

    def word(self) -> str:
        """Return it in short, such as ``u2d1[s]``; ``self`` for no step.

        Returns
        -------
        str
        """
        return compact_word(*self)


SELF = Shape(False, 0, 0, False)
SPOUSE = Shape(True, 0, 0, False)


def shape_of(relation: Relation | KinPattern) -> Shape:
    """Return the steps of a relation that was found or read.

    Parameters
    ----------
    relation : Relation or KinPattern

    Returns
    -------
    Shape
    """
    if isinstance(relation, KinPattern):
        return Shape(relation.start, relation.up, relation.down, relation.end)
    return Shape(relation.marriage_start, relation.up, relation.down, relation.marriage_end)


def inverse(shape: Shape) -> Shape:
    """Return what a is to b, if b is this to a.

    Parameters
    ----------
    shape : Shape

    Returns
    -------
    Shape

    Examples
    --------
    >>> inverse(Shape(False, 2, 1, True)).word()
    '[s]u1d2'
    """
    return shape if shape == SPOUSE else Shape(shape.end, shape.down, shape.up, shape.start)


def inverse_pattern(pattern: KinPattern) -> KinPattern:
    """Return the pattern read from the other end; doing it twice gives the pattern again.

    Parameters
    ----------
    pattern : KinPattern
        The relation from a to b.

    Returns
    -------
    KinPattern
        The relation from b to a.

    Examples
    --------
    >>> from app.domain.kin_patterns import parse_notation
    >>> inverse_pattern(parse_notation("m:FeB")).downs
    ('male', 'male')
    """
    p = pattern
    line = [p.ego_sex, *([p.start_sex] if p.start else []), *p.ups, *p.downs, *([p.end_sex] if p.end else [])]
    line.reverse()
    if p.start and not p.chon:
        return replace(p, ego_sex=line[0], start_sex=line[1])
    first = 1 + p.end
    return replace(
        p,
        start=p.end,
        ups=tuple(line[first : first + p.down]),
        downs=tuple(line[first + p.down : first + p.chon]),
        end=p.start,
        ego_sex=line[0],
        start_sex=line[1] if p.end else "",
        end_sex=line[-1] if p.start else "",
        seniority=_FLIPPED[p.seniority],
        start_ended=p.end_ended,
        end_ended=p.start_ended,
    )


def compose(r: Shape, s: Shape) -> set[Shape | None]:
    """Return what c can be to a, if b is r to a and c is s to b.

    Parameters
    ----------
    r, s : Shape

    Returns
    -------
    set of (Shape or None)
        ``SELF`` where c can be a; None where c need not be kin of a: two parents of one child are none by it, nor are
        the relatives of the spouses of relatives.

    Notes
    -----
    Persons on the two walks are taken as different but where the second can go back along the first. Marriages between
    relatives can make further relations; they are found in the graph, not here.

    Examples
    --------
    >>> sorted(shape.word() for shape in compose(Shape(False, 1, 0, False), Shape(False, 0, 1, False)) if shape)
    ['self', 'u1d1']
    """
    if SELF in (r, s):
        return {s if r == SELF else r}
    if r == SPOUSE:
        return _after_spouse(s)
    if s == SPOUSE:
        return _before_spouse(r)
    found: set[Shape | None] = set()
    if r.end and s.start:
        found |= {None, *_blood(r._replace(end=False), s._replace(start=False))}
    elif r.end or s.start:
        found.add(None)
        if s.up == 0 or r.down == 0:  # the two spouses can have a child in common on the way
            found |= _blood(r._replace(end=False), s._replace(start=False))
    else:
        found |= _blood(r, s)
    return found


def _after_spouse(s: Shape) -> set[Shape | None]:
    """The spouse's spouse is oneself or no kin; the spouse's child can be one's own."""
    if s.start:
        own = s._replace(start=False)
        return {None, _tidy(own)}
    found: set[Shape | None] = {_tidy(s._replace(start=True))}
    if s.up == 0:
        found.add(_tidy(s))
    return found


def _before_spouse(r: Shape) -> set[Shape | None]:
    """The spouse of a spouse of a relative is that relative or no kin; a parent's spouse can be the other parent."""
    if r.end:
        return {None, _tidy(r._replace(end=False))}
    found: set[Shape | None] = {_tidy(r._replace(end=True))}
    if r.down == 0:
        found.add(_tidy(r))
    return found


def _tidy(shape: Shape) -> Shape | None:
    """Write a lone marriage step at the start; a spouse's other spouse is no relative."""
    if shape.up or shape.down:
        return shape
    if shape.start and shape.end:
        return None
    return SPOUSE if shape.start or shape.end else SELF


def _blood(r: Shape, s: Shape) -> set[Shape | None]:
    """Compose over a common blood relative: the climb of s may go back some steps along the descent of r."""
    found: set[Shape | None] = set()
    for back in range(min(r.down, s.up)):
        found |= {None, *_over_other_parent(r, s, back)}
    if s.up < r.down:
        found.add(_tidy(Shape(r.start, r.up, r.down - s.up + s.down, s.end)))
        return found
    up = r.up + s.up - r.down
    most = min(r.up, s.down) if s.up == r.down else 0
    for shared in range(most + 1):
        found.add(_tidy(Shape(r.start, up - shared, s.down - shared, s.end)))
    return found


def _over_other_parent(r: Shape, s: Shape, back: int) -> Iterator[Shape | None]:
    """Yield what follows if the two parents, where the walks part, are spouses: a spouse's spouse can be oneself."""
    if r.up == 0 and r.down - back == 1:
        yield _tidy(Shape(not r.start, s.up - back - 1, s.down, s.end))
    if s.down == 0 and s.up - back == 1:
        yield _tidy(Shape(r.start, r.up, r.down - back - 1, not s.end))


def join(first: KinPattern, second: KinPattern) -> KinPattern | None:
    """Return "the second of the first" as one pattern: mother + elder brother = mother's elder brother.

    Parameters
    ----------
    first, second : KinPattern
        From the start to a middle person, and from that one on.

    Returns
    -------
    KinPattern or None
        None if the steps do not make one relation (son's uncle), or a sex is against it.

    Examples
    --------
    >>> from app.domain.kin_patterns import parse_notation
    >>> join(parse_notation("W"), parse_notation("eZH")) == parse_notation("WeZH")
    True
    """
    sex = first.relative_sex
    if first == KinPattern():
        return second
    if first.end or (sex and second.ego_sex and sex != second.ego_sex):
        return None
    if second.start and not second.chon:
        if first.start and not first.chon:
            return None
        told = _with_relative_sex(first, second.ego_sex)
        natures = _natures(first, second)
        return replace(told, end=True, end_sex=second.start_sex, natures=natures, end_ended=second.start_ended)
    if second.start or (first.downs and second.ups):
        return None
    told = _with_relative_sex(first, second.ego_sex)
    ups, downs = (*told.ups, *second.ups), (*told.downs, *second.downs)
    keeps_age = len(downs) == 1 or not first.chon
    return KinPattern(
        start=told.start,
        ups=ups,
        downs=downs,
        end=second.end,
        ego_sex=told.ego_sex,
        start_sex=told.start_sex,
        end_sex=second.end_sex,
        seniority=second.seniority if keeps_age else "",
        half=second.half or first.half,
        natures=_natures(first, second),
        start_ended=told.start_ended,
        end_ended=second.end_ended,
    )


def _natures(first: KinPattern, second: KinPattern) -> tuple[str, ...]:
    return tuple(sorted({*first.natures, *second.natures}))


def _with_relative_sex(pattern: KinPattern, sex: str) -> KinPattern:
    """Return the pattern with the sex of the relative, if it was not told."""
    if not sex or pattern.relative_sex:
        return pattern
    if pattern.downs:
        return replace(pattern, downs=(*pattern.downs[:-1], sex))
    if pattern.ups:
        return replace(pattern, ups=(*pattern.ups[:-1], sex))
    return replace(pattern, start_sex=sex)
