"""What an analysis is: a name, a function and its parameters."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from app.analysis.answer_table import answer_table
from app.analysis.casebook import Casebook
from app.analysis.options import Parameter, parameters_of, read_options
from app.domain.snapshot import Snapshot

if TYPE_CHECKING:
    import networkx as nx


@dataclass(frozen=True, slots=True)
class Analysis:
    """One analysis, ready to be called by name.

    Attributes
    ----------
    name : str
    summary : str
        One sentence.
    function : callable
        Casebook and options to an answer.
    options : type
        The class of its options; its fields are the parameters.
    lists : tuple of str
        The list of the answer that is its table; of several the first that an answer has.
    columns : callable or None
        Casebook and options to a table of its own, where there is one that needs no answer first.
    """

    name: str
    summary: str
    function: Callable[[Casebook, Any], dict[str, Any]]
    options: type
    lists: tuple[str, ...]
    columns: Callable[[Casebook, Any], pa.Table] | None = None

    @property
    def parameters(self) -> tuple[Parameter, ...]:
        """The parameters, in order."""
        return parameters_of(self.options)

    def run(self, data: "Snapshot | nx.MultiDiGraph | Casebook", **values: Any) -> dict[str, Any]:
        """Answer the question of this analysis.

        Parameters
        ----------
        data : Casebook, Snapshot or networkx.MultiDiGraph
            Keep the casebook of a snapshot when asking more than once.
        **values
            By public name, as text or typed; None means not given. ``from`` and the like go in as ``**{"from":
            day}``.

        Returns
        -------
        dict
            Plain values: dates as ISO text, unknown as None.

        Raises
        ------
        InvalidParameter
            A parameter is not known, or its value is not allowed.
        NotFound
            No such person.

        Examples
        --------
        >>> from app.analysis import ANALYSES
        >>> from app.analysis.sample import sample_case
        >>> ANALYSES["kin"].run(sample_case(), a="x:ben", b="x:dan", max_chon="4")["chon"]
        2
        """
        options: object = read_options(self.options, values)
        return self.function(Casebook.of(data), options)

    def table(self, data: "Snapshot | nx.MultiDiGraph | Casebook", **values: Any) -> pa.Table:
        """Answer as one table of columns; parameters and errors as for :meth:`run`.

        Returns
        -------
        pyarrow.Table
            The rows of the answer's main list; see :mod:`app.analysis.answer_table`.
        """
        if self.columns is None:
            return answer_table(self.run(data, **values), self.lists)
        options: object = read_options(self.options, values)
        return self.columns(Casebook.of(data), options)
