"""The steps of a kinship net as columns of numbers, for engines that join tables."""

from typing import NamedTuple

from app.domain.kin_net import Net


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
