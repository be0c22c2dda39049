"""From a walk through the net to the relation that is shown: side, half, nature, age, path, claims."""

from collections.abc import Iterable
from itertools import pairwise

from app.domain.claims import GRADE_RANK
from app.domain.kin_net import Net
from app.domain.kin_search import Walk
from app.domain.kin_steps import ADOPTIVE, FOSTER, ParentStep
from app.domain.kin_types import FEMALE, MALE, KinTie, Relation

_SIDES = {MALE: "paternal", FEMALE: "maternal", None: ""}


def describe(net: Net, walk: Walk) -> Relation:
    """Return the relation that a walk makes.

    Parameters
    ----------
    walk : Walk
        From a to b.

    Returns
    -------
    Relation

    Notes
    -----
    Cost is that of the path. Claims, grade and number of sources are those of the ties on it: the weakest and the
    least.
    """
    up, down = len(walk.up_leg) - 1, len(walk.down_leg) - 1
    start_bond = net.bond(walk.a, walk.start).bond if walk.start is not None else ""
    end_bond = net.bond(walk.down_leg[0], walk.end).bond if walk.end is not None else ""
    turns = bool(up and down)
    half = net.half(walk.top, walk.up_leg[-2], walk.down_leg[-2]) if turns else ""
    steps = _steps(net, walk)
    ties = _ties(net, walk, steps)
    persons = _persons(walk)
    path = tuple([net.ids[person] for person in persons])
    sideless = up == 0 or (up == 1 and (down == 0 or half == "full"))
    return Relation(
        a=path[0],
        b=path[-1],
        marriage_start=walk.start is not None,
        up=up,
        down=down,
        marriage_end=walk.end is not None,
        side="" if sideless else _SIDES[net.sexes[walk.up_leg[1]]],
        half=half,
        natures=_natures(steps, start_bond, end_bond),
        start_bond=start_bond,
        end_bond=end_bond,
        one_of=walk.one_of,
        or_nearer=turns and walk.top < net.recorded and _told(net, walk),
        seniority=_seniority(net, walk),
        path=path,
        sexes=tuple([net.sexes[person] for person in persons]),
        tops=(net.ids[walk.top],) if turns and walk.top < net.recorded else (),
        claims=tuple(dict.fromkeys([claim for tie in ties for claim in tie.claims])),
        grade=max([tie.grade for tie in ties], key=GRADE_RANK.__getitem__),
        independent_sources=min([tie.independent_sources for tie in ties]),
    )


def _persons(walk: Walk) -> list[int]:
    """Return the persons of a walk from a to b."""
    return [
        *([walk.a] if walk.start is not None else []),
        *walk.up_leg,
        *walk.down_leg[-2::-1],
        *([walk.end] if walk.end is not None else []),
    ]


def _steps(net: Net, walk: Walk) -> list[ParentStep]:
    """Return the parent steps of a walk, from a to b."""
    step = net.parent_step
    up = [step(child, parent) for child, parent in pairwise(walk.up_leg)]
    down = [step(child, parent) for child, parent in pairwise(walk.down_leg)]
    return up + down[::-1]


def _natures(steps: list[ParentStep], start_bond: str, end_bond: str) -> tuple[str, ...]:
    bits = 0
    for step in steps:
        bits |= step.bits
    partner = start_bond.endswith("partner") or end_bond.endswith("partner")
    if not (bits or partner):
        return ()
    return (
        *(("adoptive",) if bits & ADOPTIVE else ()),
        *(("foster",) if bits & FOSTER else ()),
        *(("partner",) if partner else ()),
    )


def _told(net: Net, walk: Walk) -> bool:
    return walk.up_leg[-2] in net.told or walk.down_leg[-2] in net.told


def _ties(net: Net, walk: Walk, steps: list[ParentStep]) -> list[KinTie]:
    """Return the ties a walk rests on, from a to b."""
    ties = [step.tie for step in steps if step.tie is not None]
    if len(ties) < len(steps):
        ties = list(_shared_ties(net, walk))
    if walk.start is not None:
        ties.insert(0, net.bond(walk.a, walk.start).tie)
    if walk.end is not None:
        ties.append(net.bond(walk.down_leg[0], walk.end).tie)
    return ties


def _shared_ties(net: Net, walk: Walk) -> Iterable[KinTie]:
    """Yield the ties of the parent steps where full siblings share a parent."""
    up_leg, down_leg = walk.up_leg, walk.down_leg
    turn = _sibling_turn(net, walk)
    if turn is not None:
        up_leg, down_leg = up_leg[:-1], down_leg[:-1]
    for child, parent in pairwise(up_leg):
        yield from net.ties_up(child, parent)
    yield from turn or ()
    for child, parent in reversed(list(pairwise(down_leg))):
        yield from net.ties_up(child, parent)


def _sibling_turn(net: Net, walk: Walk) -> list[KinTie] | None:
    """Return the full-sibling ties over which a walk turns, if it rests on them and not on a parent that both have."""
    if len(walk.up_leg) < 2 or len(walk.down_leg) < 2:
        return None
    c1, c2 = walk.up_leg[-2], walk.down_leg[-2]
    if c1 not in net.groups or net.groups[c1] != net.groups.get(c2):
        return None
    steps = (net.parent_step(c1, walk.top), net.parent_step(c2, walk.top))
    if all(step.tie is not None for step in steps):
        return None
    return net.full_route(c1, {c2})


def _seniority(net: Net, walk: Walk) -> str:
    """Compare the ages that the word depends on; empty unless the birth bounds decide."""
    up, down = len(walk.up_leg) - 1, len(walk.down_leg) - 1
    if min(up, down) == 1:
        one, other = walk.down_leg[-2], walk.up_leg[-2]
    elif up and up == down:
        one, other = walk.down_leg[0], walk.up_leg[0]
    else:
        return ""
    least, most = net.birth_earliest[one], net.birth_latest[one]
    other_least, other_most = net.birth_earliest[other], net.birth_latest[other]
    if most is not None and other_least is not None and most < other_least:
        return "elder"
    if least is not None and other_most is not None and other_most < least:
        return "younger"
    return ""
