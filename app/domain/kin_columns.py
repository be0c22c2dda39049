"""The steps of a kinship net as columns of numbers, for engines that join tables."""

from typing import NamedTuple

from app.domain.kin_build import build_base
from app.domain.kin_net import Net
from app.domain.kin_rows import PersonRows, TieRows
from app.domain.kin_terms import is_acquaintance_term, parse_term


class StepColumns(NamedTuple):
    """Every step of kinship, each a pair of person numbers.

    Attributes
    ----------
    numbers : dict of str to int
        Recorded person to number; unrecorded persons have greater numbers and no id.
    persons : int
        How many numbers there are.
    children, parents : list of int
        One row for each parent step.
    ones, others : list of int
        One row for each marriage step and direction.
    crowded : set of int
        Placeholders: more children than anyone has.
    """

    numbers: dict[str, int]
    persons: int
    children: list[int]
    parents: list[int]
    ones: list[int]
    others: list[int]
    crowded: set[int]


def step_columns(net: Net) -> StepColumns:
    """Return the steps of a net that is closed.

    Parameters
    ----------
    net : Net

    Returns
    -------
    StepColumns
        In the order of the first of the two numbers. O(steps).
    """
    parent_steps = [(child, parent) for child, row in enumerate(net.parents) for parent in row]
    marriages = [(one, other) for one, row in enumerate(net.spouses) for other in row]
    return StepColumns(
        net.index,
        len(net.parents),
        [child for child, _ in parent_steps],
        [parent for _, parent in parent_steps],
        [one for one, _ in marriages],
        [other for _, other in marriages],
        net.crowded,
    )


class MadeSteps(NamedTuple):
    """The steps that sibling and step ties make; an unrecorded person is a number from 0 on, a recorded one an id.

    Attributes
    ----------
    parents : list of (str or int, str or int)
        Child and parent.
    marriages : list of (str or int, str or int)
        Each once.
    """

    parents: list[tuple[str | int, str | int]]
    marriages: list[tuple[str | int, str | int]]


def made_steps(ties: TieRows) -> MadeSteps:
    """Return what the sibling and step ties among some ties make.

    Parameters
    ----------
    ties : TieRows
        Sibling and step ties, the parent ties of the persons in them as children, and their marriages; no terms.

    Returns
    -------
    MadeSteps
        The same steps as in the graph of all ties: these rules look no farther than parents and spouses.
    """
    net, _ = build_base(PersonRows.of(()), ties, foster=False)

    def named(person: int) -> str | int:
        return net.ids[person] if person < net.recorded else person - net.recorded

    return MadeSteps(
        [(named(child), named(parent)) for child, parent in net.made_parents],
        [(named(one), named(other)) for one, other in net.made_spouses],
    )


def makes_steps(term: str) -> bool:
    """Say whether a term of kinship makes steps, so that only the whole graph can tell which."""
    return not is_acquaintance_term(term) and bool(parse_term(term))
