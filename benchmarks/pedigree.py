"""The invented pedigree of the chain benchmarks: families, acts and punishments of any size, the same for one seed.

Four generations, each 1.15 times the one before, in counties of 5,000 persons. 88 % marry inside their generation,
three in four within their county; 5 % of the husbands marry again; children fall to couples by Gamma(3) weights; the
father of 8 % is unknown, the mother of 8 %, both of 3 %; siblings without a recorded parent in common are told as
siblings. Acts and two rounds of punishments follow the *true* kinship; dates are told as day, month, year or three
years. Everything is columns: ten million persons take a few minutes.
"""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from benchmarks.pedigree_closure import Family, relatives_of

Ints = npt.NDArray[np.int64]
#: Kinds of ``ev``.
ACT, PUNISHMENT = 0, 1
#: Kinds of agency of ``custody``; the last two end an itinerary.
STAGES = (
    "cn_police",
    "ru_police",
    "cn_detention",
    "ru_detention",
    "border",
    "security_agency",
    "military_security",
    "interrogation",
    "camp",
    "release",
    "execution",
)
PLACES = 300
_GENERATIONS, _GROWTH, _COUNTY = 4, 1.15, 5_000
_MARRIED, _AT_HOME, _AGAIN = 0.88, 0.75, 0.05
_FATHER_LOST, _MOTHER_LOST, _BOTH_LOST, _TOLD_TWICE = 0.08, 0.08, 0.03, 0.05
_FIRST_DAY, _DAYS = 726_468, 10_957  # thirty years from 1990-01-01
#: Share of relatives punished, by chon; half for relatives by marriage but the spouse.
_PUNISHED = np.array([0.20, 0.15, 0.08, 0.03, 0.01])
_SECOND_ROUND, _DELAY, _LEAST_DELAY, _DOCUMENTED = 0.15, 400.0, 3, 0.15
_EPOCH = 719_163
#: Where each stage leads; rows of the last two are not used.
_NEXT = np.array(
    [
        [0.0, 0.0, 0.7, 0.0, 0.2, 0.0, 0.0, 0.0, 0.0, 0.1, 0.0],
        [0.0, 0.0, 0.0, 0.7, 0.2, 0.0, 0.0, 0.0, 0.0, 0.1, 0.0],
        [0.0, 0.0, 0.2, 0.0, 0.7, 0.0, 0.0, 0.0, 0.0, 0.1, 0.0],
        [0.0, 0.0, 0.0, 0.2, 0.7, 0.0, 0.0, 0.0, 0.0, 0.1, 0.0],
        [0.0, 0.0, 0.0, 0.0, 0.0, 0.7, 0.3, 0.0, 0.0, 0.0, 0.0],
        [0.0, 0.0, 0.0, 0.0, 0.0, 0.1, 0.0, 0.6, 0.1, 0.2, 0.0],
        [0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.1, 0.6, 0.2, 0.1, 0.0],
        [0.0, 0.0, 0.0, 0.0, 0.0, 0.2, 0.0, 0.1, 0.4, 0.25, 0.05],
        [0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.3, 0.55, 0.15],
        [0.0] * 11,
        [0.0] * 11,
    ]
)


class Pedigree(NamedTuple):
    """Columns; persons are the numbers from 0 to ``persons``, days are proleptic Gregorian ordinals.

    Attributes
    ----------
    persons : int
    men : numpy.ndarray of bool
    par : pyarrow.Table
        ``c, p``: child and recorded parent.
    sp : pyarrow.Table
        ``a, b``: each marriage once.
    sib : pyarrow.Table
        ``a, b``: told siblings.
    ev : pyarrow.Table
        ``id, person, lo, hi, kind`` (0 act, 1 punishment).
    doc : pyarrow.Table
        ``src, dst``: act and punishment that a source joins.
    custody : pyarrow.Table
        ``person, event, position, stage, place, lo, hi`` of what followed each punishment.
    """

    persons: int
    men: npt.NDArray[np.bool_]
    par: pa.Table
    sp: pa.Table
    sib: pa.Table
    ev: pa.Table
    doc: pa.Table
    custody: pa.Table


def pedigree(persons: int, seed: int = 1, *, dense: bool = False) -> Pedigree:
    """Invent a pedigree.

    Parameters
    ----------
    persons : int
        At least 100.
    seed : int
    dense : bool
        One person in twenty acts and one in two is punished without a recorded reason, as in a curated list of victims.

    Returns
    -------
    Pedigree
    """
    rng = np.random.default_rng(seed)
    family = _families(rng, persons)
    par, sib = _recorded(rng, family)
    ev, doc = _events(rng, family, (0.05, 0.5) if dense else (0.005, 0.03))
    new = rng.permutation(persons)
    men = np.empty(persons, np.bool_)
    men[new] = family.men
    ev["person"] = new[ev["person"]]
    return Pedigree(
        persons,
        men,
        pa.table({"c": new[par[0]], "p": new[par[1]]}),
        pa.table({"a": new[family.husbands], "b": new[family.wives]}),
        pa.table({"a": new[sib[0]], "b": new[sib[1]]}),
        pa.table({"id": np.arange(len(ev["person"])), **ev}),
        pa.table({"src": doc[0], "dst": doc[1]}),
        _custody(rng, ev),
    )


def _families(rng: np.random.Generator, persons: int) -> Family:
    shares = _GROWTH ** np.arange(_GENERATIONS)
    ends = np.round(np.cumsum(shares) / shares.sum() * persons).astype(np.int64)
    counties = max(1, persons // _COUNTY)
    men = rng.random(persons) < 0.5
    county = rng.integers(0, counties, persons)
    father, mother = np.full(persons, -1), np.full(persons, -1)
    husbands, wives = [], []
    start = 0
    for end in ends:
        if start:
            couple = _couples_of(rng, len(husbands[-1]), end - start)
            father[start:end], mother[start:end] = husbands[-1][couple], wives[-1][couple]
            county[start:end] = county[father[start:end]]
        his, hers = _marry(rng, np.arange(start, end), men, county)
        husbands.append(his)
        wives.append(hers)
        start = end
    return Family(persons, men, father, mother, np.concatenate(husbands), np.concatenate(wives))


def _couples_of(rng: np.random.Generator, couples: int, children: int) -> Ints:
    """Return the couple of each child."""
    weights = np.cumsum(rng.gamma(3.0, size=couples))
    return np.searchsorted(weights / weights[-1], rng.random(children))


def _marry(rng: np.random.Generator, people: Ints, men: npt.NDArray[np.bool_], county: Ints) -> tuple[Ints, Ints]:
    """Marry men and women who look in the same county; some husbands marry their neighbour's wife as well."""
    looking = people[rng.random(len(people)) < _MARRIED]
    away = rng.random(len(looking)) >= _AT_HOME
    where = np.where(away, rng.integers(0, county.max() + 1, len(looking)), county[looking])
    sides = []
    for side in (men[looking], ~men[looking]):
        who, place = looking[side], where[side]
        order = np.lexsort((rng.random(len(who)), place))
        who, place = who[order], place[order]
        rank = np.arange(len(place)) - np.searchsorted(place, place)
        sides.append((who, place * len(people) + rank))
    _, one, other = np.intersect1d(sides[0][1], sides[1][1], assume_unique=True, return_indices=True)
    husbands, wives = sides[0][0][one], sides[1][0][other]
    again = np.flatnonzero(rng.random(max(0, len(husbands) - 1)) < _AGAIN)
    return np.concatenate([husbands, husbands[again]]), np.concatenate([wives, wives[again + 1]])


def _recorded(rng: np.random.Generator, family: Family) -> tuple[tuple[Ints, Ints], tuple[Ints, Ints]]:
    """Return the parent ties and the sibling ties that sources tell."""
    children = np.flatnonzero(family.father >= 0)
    lost = rng.random(len(children))
    no_father = (lost < _FATHER_LOST) | ((lost >= _FATHER_LOST + _MOTHER_LOST) & (lost < 0.19))
    no_mother = (lost >= _FATHER_LOST) & (lost < _FATHER_LOST + _MOTHER_LOST + _BOTH_LOST)
    par = (
        np.concatenate([children[~no_father], children[~no_mother]]),
        np.concatenate([family.father[children[~no_father]], family.mother[children[~no_mother]]]),
    )
    order = np.lexsort((children, family.mother[children], family.father[children]))
    one, other = order[:-1], order[1:]
    siblings = (family.father[children[one]] == family.father[children[other]]) & (
        family.mother[children[one]] == family.mother[children[other]]
    )
    apart = (no_father[one] | no_father[other]) & (no_mother[one] | no_mother[other])
    told = siblings & (apart | (rng.random(len(one)) < _TOLD_TWICE))
    return par, (children[one[told]], children[other[told]])


def _events(
    rng: np.random.Generator, family: Family, shares: tuple[float, float]
) -> tuple[dict[str, npt.NDArray[np.generic]], tuple[Ints, Ints]]:
    """Return acts and punishments with their told dates, and the pairs that a source joins."""
    acting = rng.permutation(family.persons)[: max(1, round(family.persons * shares[0]))]
    days = rng.integers(_FIRST_DAY, _FIRST_DAY + _DAYS, len(acting))
    people, when, kinds, causes = [acting], [days], [np.full(len(acting), ACT)], [np.full(len(acting), -1)]
    first = 0
    for factor in (1.0, _SECOND_ROUND):
        source, relative, rank = relatives_of(family, people[-1])
        share = _PUNISHED[rank >> 2] * np.where((rank & 3 > 0) & (rank >> 2 > 0), 0.5, 1.0) * factor
        hit = rng.random(len(relative)) < share
        delay = (rng.exponential(_DELAY, hit.sum()) + _LEAST_DELAY).astype(np.int64)
        causes.append(first + source[hit])
        first += len(people[-1])
        when.append(when[-1][source[hit]] + delay)
        people.append(relative[hit])
        kinds.append(np.full(hit.sum(), PUNISHMENT))
    others = rng.permutation(family.persons)[: round(family.persons * shares[1])]
    people.append(others)
    when.append(rng.integers(_FIRST_DAY, _FIRST_DAY + _DAYS, len(others)))
    kinds.append(np.full(len(others), PUNISHMENT))
    causes.append(np.full(len(others), -1))
    cause = np.concatenate(causes)
    told = np.flatnonzero((cause >= 0) & (rng.random(len(cause)) < _DOCUMENTED))
    lo, hi = _told_dates(rng, np.concatenate(when))
    found = {"person": np.concatenate(people), "lo": lo, "hi": hi, "kind": np.concatenate(kinds).astype(np.int8)}
    return found, (cause[told], told)


def _told_dates(rng: np.random.Generator, days: Ints) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.int32]]:
    """Return first and last possible day: as day 25 %, month 30 %, year 35 %, three years 10 %."""
    exact = (days - _EPOCH).astype("datetime64[D]")
    month, year = exact.astype("datetime64[M]"), exact.astype("datetime64[Y]")
    precision = np.searchsorted([0.25, 0.55, 0.9], rng.random(len(days)), side="right")
    firsts = [exact, month.astype("datetime64[D]"), year.astype("datetime64[D]"), (year - 1).astype("datetime64[D]")]
    ends = [exact + 1, (month + 1).astype("datetime64[D]"), (year + 1).astype("datetime64[D]")]
    ends.append((year + 2).astype("datetime64[D]"))
    lo = np.choose(precision, [day.astype(np.int64) for day in firsts]) + _EPOCH
    hi = np.choose(precision, [day.astype(np.int64) for day in ends]) + _EPOCH - 1
    return lo.astype(np.int32), hi.astype(np.int32)


def _custody(rng: np.random.Generator, ev: dict[str, npt.NDArray[np.generic]]) -> pa.Table:
    """Return an itinerary for every punishment: stages drawn one after another, days of Gamma length."""
    event = np.flatnonzero(ev["kind"] == PUNISHMENT)
    stage = rng.choice(8, len(event), p=[0.45, 0.1, 0.0, 0.0, 0.05, 0.3, 0.05, 0.05])
    day = ev["lo"][event].astype(np.int64)
    steps: list[dict[str, npt.NDArray[np.generic]]] = []
    chances = np.cumsum(_NEXT, axis=1)
    while len(event):
        width = np.where(rng.random(len(event)) < 0.7, 0, 30)
        place = stage * (PLACES // len(STAGES)) + rng.integers(0, PLACES // len(STAGES), len(event))
        position = np.full(len(event), len(steps))
        steps.append(
            {"event": event, "position": position, "stage": stage, "place": place, "lo": day, "hi": day + width}
        )
        going = stage < len(STAGES) - 2
        event, day = event[going], day[going] + rng.gamma(2.0, 60.0, going.sum()).astype(np.int64) + 1
        stage = (chances[stage[going]] < rng.random((going.sum(), 1))).sum(axis=1)
    joined = {name: np.concatenate([step[name] for step in steps]) for name in steps[0]}
    order = np.lexsort((joined["position"], joined["event"]))
    columns = {name: column[order] for name, column in joined.items()}
    return pa.table({"person": ev["person"][columns["event"]], **columns})
