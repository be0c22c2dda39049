"""Published figures counted again equal the enumeration of all worlds on 1,000 random histories."""

from collections import Counter
from itertools import product

import pytest

from app.analysis import ANALYSES, Casebook
from tests.unit.analysis import oracle_of_trails as trails
from tests.unit.analysis.histories import AGENCIES, MOVES, PLACES, as_snapshot, random_history

_BLOCKS = [range(start, start + 250) for start in range(0, 1000, 250)]
_BODIES = [*AGENCIES, "somebody else"]
_COUNTRIES = ["CN", "KP", "RU", "VN", "elsewhere"]
_MSS, _MPS = ("secret_police", "KP"), ("police", "CN")


def is_of(agency, kind):
    """Of a kind and country, or part of such a one; the same for every name of a body."""
    return agency in AGENCIES and any(
        AGENCIES[whole][:2] == kind for whole in AGENCIES if trails.lies_in(agency, whole)
    )


#: Figure to what a whole world says of one person: country and agency of the taking, agency known last.
FIGURES = {
    "tjwg24-victims": lambda country, first, last: True,
    "tjwg24-arrest-nk": lambda country, first, last: country == "KP",
    "tjwg24-arrest-abroad": lambda country, first, last: country != "KP",
    "tjwg24-arrest-cn": lambda country, first, last: country == "CN",
    "tjwg24-arrest-ru": lambda country, first, last: country == "RU",
    "tjwg24-first-mss": lambda country, first, last: is_of(first, _MSS),
    "tjwg24-handed-to-mss": lambda country, first, last: not is_of(first, _MSS) and is_of(last, _MSS),
    "tjwg24-last-mss": lambda country, first, last: is_of(last, _MSS),
    "tjwg24-last-other": lambda country, first, last: not is_of(last, _MSS),
    "tjwg24-cn-by-mps": lambda country, first, last: country == "CN" and is_of(first, _MPS),
    "tjwg24-cn-by-dprkmss": lambda country, first, last: country == "CN" and is_of(first, _MSS),
}
#: Share to the figure that counts the same persons.
SHARES = {"tjwg24-arrest-nk-pct": "tjwg24-arrest-nk", "tjwg24-last-mss-pct": "tjwg24-last-mss"}


def told(taking):
    """Every value that country, agency of the taking and agency known last can have."""
    holders = [trails.leaving(e)[0] or trails.entering(e)[0] or trails.where(e)[0] for e in taking]
    known = [holder for holder in holders if holder]
    first = taking[0]
    taken = trails.entering(first) if first.kind in MOVES else trails.where(first)
    country = taken_in(first, *taken)
    return (
        [country] if country else _COUNTRIES,
        [taken[0]] if taken[0] else _BODIES,
        known[-1:] or _BODIES,
    )


def taken_in(first, agency, place):
    """The country of the place, else as told, else the agency's; a handover tells that of its other end."""
    own = PLACES[place][1] if place else None
    there = trails.where(first)[1] if first.kind == "transfer" else None
    told = None if first.kind in MOVES[1:] else first.country
    if first.kind == "transfer" and not own:
        reached = (PLACES[there][1] if there else None) or told
        to = trails.where(first)[0]
        return (AGENCIES[agency][1] if agency else None) or reached or (AGENCIES[to][1] if to else None)
    return own or told or (AGENCIES[agency][1] if agency else None)


@pytest.mark.parametrize("seeds", _BLOCKS, ids=[f"from {seeds[0]}" for seeds in _BLOCKS])
def test_ranges_equal_the_enumeration_of_all_worlds(seeds):
    open_ = Counter()
    for seed in seeds:
        history = random_history(seed)
        firsts = {p: t[0] for p in history.persons if (t := trails.trail_of(history, p).takings)}
        sized = {p: told(t) for p, t in firsts.items() if history.groups.get(p, (1, 1))[1] is not None}
        answer = ANALYSES["figures"].run(Casebook.of(as_snapshot(history)), report="tjwg24")
        found = {row["id"]: (row["least"], row["most"]) for row in answer["figures"]}
        assert answer["persons"] == len(sized)
        assert answer["left_out"]["groups"] == sorted(firsts.keys() - sized.keys())
        if not sized:
            continue
        for figure, holds in FIGURES.items():
            least, most = counted(history, sized, holds)
            assert found[figure] == (least, most), (seed, figure)
            open_[figure] += least != most
        whole = counted(history, sized, FIGURES["tjwg24-victims"])
        for share, figure in SHARES.items():
            least, most = found[figure]
            assert found[share] == (round(100 * least / whole[1], 1), min(100, round(100 * most / whole[0], 1)))
    assert open_["tjwg24-arrest-cn"] and open_["tjwg24-cn-by-mps"]


def counted(history, sized, holds):
    """Persons of whom it holds in every world, and in some world; a group with its bounds."""
    answers = {person: {holds(*world) for world in product(*values)} for person, values in sized.items()}
    sizes = {person: history.groups.get(person, (1, 1)) for person in sized}
    least = sum(sizes[person][0] for person, found in answers.items() if found == {True})
    return least, sum(sizes[person][1] for person, found in answers.items() if True in found)
