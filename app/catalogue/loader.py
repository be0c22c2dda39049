"""Loads ``queries/<area>/<name>.cypher``: a TOML header in a comment, then the query.

A file that breaks a rule is refused when it is loaded, with its name: an undeclared or unused parameter, a query that
writes, has no order or no limit.
"""

import re
import tomllib
from collections.abc import Mapping
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from app.catalogue.spec import LIMIT, LIMIT_MOST, Parameter, QuerySpec, limit_parameter
from app.catalogue.types import PARAMETER_TYPES
from app.errors import InvalidQuery

_HEADER = re.compile(r"\A/\*\n(.*?)\n\*/\n", re.DOTALL)
_PARAMETER = re.compile(r"\$(\w+)")
_WRITES = re.compile(
    r"\b(CREATE|MERGE|SET|DELETE|REMOVE|FOREACH|DROP|LOAD\s+CSV|ALTER|GRANT|TERMINATE|IN\s+TRANSACTIONS)\b",
    re.IGNORECASE,
)
_TEXT = re.compile(r"'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\"|//[^\n]*")
_PARAMETER_KEYS = frozenset({"type", "doc", "default", "ge", "le", "unit", "optional"})
_HEADER_KEYS = frozenset({"summary", "max_rows", "params", "returns", "example"})


def load_catalogue(package: str = "queries") -> dict[str, QuerySpec]:
    """Load all named queries.

    Parameters
    ----------
    package : str
        The package whose folders are the areas.

    Returns
    -------
    dict of str to QuerySpec
        By name, sorted.

    Raises
    ------
    InvalidQuery
        A file breaks a rule.
    """
    areas = [entry for entry in _sorted(files(package)) if entry.is_dir() and not entry.name.startswith(("_", "."))]
    specs = [_read(area.name, file) for area in areas for file in _sorted(area) if file.name.endswith(".cypher")]
    return {spec.name: spec for spec in specs}


def _sorted(folder: Traversable) -> list[Traversable]:
    return sorted(folder.iterdir(), key=lambda entry: entry.name)


def _read(area: str, file: Traversable) -> QuerySpec:
    return parse_query(f"{area}.{file.name.removesuffix('.cypher')}", file.read_text(encoding="utf-8"))


def parse_query(name: str, text: str) -> QuerySpec:
    """Parse one query file.

    Parameters
    ----------
    name : str
        Area and name.
    text : str
        The whole file.

    Returns
    -------
    QuerySpec

    Raises
    ------
    InvalidQuery
        The file breaks a rule; the message names the file and the rule.
    """
    file = name.replace(".", "/") + ".cypher"
    header, cypher = _split(file, text)
    unknown = header.keys() - _HEADER_KEYS
    if unknown:
        raise InvalidQuery(file, f"unknown entry {', '.join(sorted(unknown))}", ", ".join(sorted(_HEADER_KEYS)))
    for needed in ("summary", "returns", "example"):
        if needed not in header:
            raise InvalidQuery(file, f"no {needed}", "summary, [params.<name>], [returns] and [example]")
    parameters = [_parameter(file, key, given) for key, given in header.get("params", {}).items()]
    parameters.append(limit_parameter(header.get("max_rows", LIMIT_MOST)))
    _check_text(file, cypher, {parameter.name for parameter in parameters})
    example = dict(header["example"])
    rows = example.pop("expect_rows", None)
    if not isinstance(rows, int) or rows < 1:
        raise InvalidQuery(file, "the example finds nothing", "expect_rows = the number of rows, at least 1")
    return QuerySpec(name, header["summary"], tuple(parameters), header["returns"], cypher, example, rows)


def _split(file: str, text: str) -> tuple[dict[str, Any], str]:
    match = _HEADER.match(text)
    if match is None:
        raise InvalidQuery(file, "no header", "a comment /* … */ in TOML on the first lines")
    try:
        return tomllib.loads(match.group(1)), text[match.end() :].strip()
    except tomllib.TOMLDecodeError as error:
        raise InvalidQuery(file, f"the header is no TOML: {error}") from error


def _parameter(file: str, name: str, given: Mapping[str, Any]) -> Parameter:
    unknown = given.keys() - _PARAMETER_KEYS
    if unknown:
        raise InvalidQuery(file, f"{name}: unknown entry {', '.join(unknown)}", ", ".join(sorted(_PARAMETER_KEYS)))
    if given.get("type") not in PARAMETER_TYPES:
        raise InvalidQuery(file, f"{name}: no such type", ", ".join(PARAMETER_TYPES))
    return Parameter(
        name=name,
        type=PARAMETER_TYPES[given["type"]],
        doc=given.get("doc", ""),
        default=given.get("default"),
        required="default" not in given and not given.get("optional", False),
        least=given.get("ge"),
        most=given.get("le"),
        unit=given.get("unit", ""),
    )


def _check_text(file: str, cypher: str, declared: set[str]) -> None:
    plain = _TEXT.sub("''", cypher)
    used = set(_PARAMETER.findall(plain))
    if used != declared:
        odd = ", ".join(sorted(used ^ declared))
        raise InvalidQuery(file, f"declared and used parameters differ: {odd}", "each declared once and used")
    write = _WRITES.search(plain)
    if write:
        raise InvalidQuery(file, f"{write.group(1)} writes", "queries only read")
    if "ORDER BY" not in plain or f"LIMIT ${LIMIT}" not in plain:
        raise InvalidQuery(file, "no order or no limit", f"ORDER BY … LIMIT ${LIMIT} at the end")
