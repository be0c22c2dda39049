"""What a query file says about its query."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from app.catalogue.types import PARAMETER_TYPES, ParameterType, read_parameter
from app.errors import InvalidParameter

#: Declared for every query: how many rows at most.
LIMIT = "limit"
LIMIT_DEFAULT = 100
LIMIT_MOST = 1_000


@dataclass(frozen=True, slots=True)
class Parameter:
    """One declared parameter of a query."""

    name: str
    type: ParameterType
    doc: str
    default: Any = None
    required: bool = True
    least: int | None = None
    most: int | None = None
    unit: str = ""


@dataclass(frozen=True, slots=True)
class QuerySpec:
    """One named query.

    Attributes
    ----------
    name : str
        Area and name, such as ``kinship.ancestors``: the path of its file.
    summary : str
        One sentence.
    parameters : tuple of Parameter
    returns : dict of str to str
        Column to what it holds: a label (the id of such a node) or ``Label.property``.
    cypher : str
        The text that is sent, without the header.
    example : dict
        Parameters of the example; ``expect_rows`` is how many rows it gives on the published cases.
    """

    name: str
    summary: str
    parameters: tuple[Parameter, ...]
    returns: Mapping[str, str]
    cypher: str
    example: Mapping[str, Any] = field(default_factory=dict)
    expect_rows: int = 0

    def check(self, given: Mapping[str, Any]) -> dict[str, Any]:
        """Return the parameters to send: checked, with defaults.

        Parameters
        ----------
        given : mapping of str to object
            Texts or values by name.

        Raises
        ------
        InvalidParameter
            One is unknown, missing or not allowed.
        """
        known = {parameter.name: parameter for parameter in self.parameters}
        for name in given:
            if name not in known:
                raise InvalidParameter(name, ", ".join(known), "no such parameter")
        values: dict[str, Any] = {}
        for name, parameter in known.items():
            value = given.get(name)
            if value is None and parameter.required:
                raise InvalidParameter(name, parameter.type.doc, "missing")
            values[name] = (
                parameter.default
                if value is None
                else read_parameter(name, parameter.type, value, parameter.least, parameter.most)
            )
        return values

    def rows(self, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """Return rows with the declared columns only, in their order."""
        return [{column: row.get(column) for column in self.returns} for row in rows]


def limit_parameter(max_rows: int = LIMIT_MOST) -> Parameter:
    """Return the parameter that every query has; ``max_rows`` of the header raises its upper end."""
    kind, default = PARAMETER_TYPES["int"], min(LIMIT_DEFAULT, max_rows)
    return Parameter(LIMIT, kind, "how many rows at most", default, required=False, least=1, most=max_rows)
