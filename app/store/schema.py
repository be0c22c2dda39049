"""The graph's schema in the store: constraints and indexes made from :mod:`graph_schema`, and its version.

Names are those that neomodel would give, so that its classes can check what is installed. Only what is missing is
made, and every statement says ``IF NOT EXISTS``: installing twice, or in two processes at once, changes nothing.
"""

from collections.abc import Iterable, Mapping
from functools import cache

from neo4j import Driver
from neo4j.exceptions import ClientError

from app.errors import ConfigurationError, StoreError
from graph_schema import ANALYSER, FULL_TEXT, Shapes, describe

#: Moves when the stored form changes; with each move comes an entry of MIGRATIONS.
SCHEMA_VERSION = 1
#: Statements that bring a store to a version from the one before.
MIGRATIONS: Mapping[int, tuple[str, ...]] = {}

_AWAIT = "CALL db.awaitIndexes(300)"
_VERSION = "MATCH (m:Meta {id: 'meta'}) RETURN m.schema_version AS version"
_ONLINE = "SHOW INDEXES YIELD name, state WHERE state = 'ONLINE' RETURN name"
_STAMP = """
MERGE (m:Meta {id: 'meta'})
ON CREATE SET m.data_version = 0
SET m.schema_version = $version
"""


def schema_statements(shapes: Shapes | None = None) -> dict[str, str]:
    """Return the statements that make constraints and indexes, in a fixed order.

    Parameters
    ----------
    shapes : Shapes, optional
        The schema; the product's own unless given.

    Returns
    -------
    dict of str to str
        Name of the index to its statement; a constraint has an index of its own name.
    """
    shapes = shapes or describe()
    statements: dict[str, str] = {}
    for label, shape in shapes.nodes.items():
        for name in sorted(shape.unique):
            key = f"constraint_unique_{label}_{name}"
            statements[key] = f"CREATE CONSTRAINT {key} IF NOT EXISTS FOR (n:{label}) REQUIRE n.{name} IS UNIQUE"
        for name in sorted(shape.indexed):
            key = f"index_{label}_{name}"
            statements[key] = f"CREATE INDEX {key} IF NOT EXISTS FOR (n:{label}) ON (n.{name})"
    for index in FULL_TEXT:
        properties = ", ".join(f"n.{name}" for name in index.properties)
        statements[index.name] = (
            f"CREATE FULLTEXT INDEX {index.name} IF NOT EXISTS FOR (n:{index.label}) ON EACH [{properties}] "
            f"OPTIONS {{indexConfig: {{`fulltext.analyzer`: '{ANALYSER}'}}}}"
        )
    return statements


@cache
def known_properties() -> Mapping[str, frozenset[str]]:
    """Return the names of the stored properties of every label and type of tie."""
    shapes = describe()
    nodes = {label: shape.properties for label, shape in shapes.nodes.items()}
    return {**nodes, **{kind: shape.properties for kind, shape in shapes.ties.items()}}


def refuse_unknown(kind: str, properties: Iterable[str]) -> None:
    """Refuse names of properties that the schema does not have; neither neomodel nor Neo4j would say anything.

    Parameters
    ----------
    kind : str
        A label or a type of tie.
    properties : iterable of str
        The names that are to be written; a dictionary will do.

    Raises
    ------
    StoreError
        One is unknown, or there is no such label or type. Costs one look at a set where all are known.
    """
    known = known_properties().get(kind)
    if known is None:
        raise StoreError(f"the schema has no label or tie {kind}", "Declare it in graph_schema")
    if not known.issuperset(properties):
        unknown = ", ".join(sorted(set(properties) - known))
        raise StoreError(f"{kind} has no property {unknown}", "Declare it in graph_schema, or correct the name")


def seek(variable: str, label: str, name: str = "id") -> str:
    """Return the hint by which a statement finds a node in the index of one of its properties.

    Parameters
    ----------
    variable : str
        As the statement calls the node.
    label, name : str
        An indexed property of a label.

    Returns
    -------
    str

    Notes
    -----
    Plans are kept, and one made while the store was empty can be to read the whole index for each row: of nothing, that
    is as cheap as to look up one. The first import then takes many times as long.

    Examples
    --------
    >>> seek("n", "Person")
    'USING INDEX SEEK n:Person(id)'
    """
    return f"USING INDEX SEEK {variable}:{label}({name})"


def install_schema(driver: Driver) -> None:
    """Bring the schema of a store up to date; nothing changes when it is.

    Parameters
    ----------
    driver : Driver
        A driver with the right to change the schema.

    Raises
    ------
    ConfigurationError
        The store was made by a newer Kintrace.
    """
    found, online = _found(driver)
    if found > SCHEMA_VERSION:
        raise ConfigurationError(
            "the database",
            f"it was written by a newer Kintrace (schema {found}, this one knows {SCHEMA_VERSION})",
            "Use that newer Kintrace, or set KINTRACE_HOME to another folder and restore a backup there",
        )
    if found:
        for version in range(found + 1, SCHEMA_VERSION + 1):
            _run_all(driver, MIGRATIONS[version])
    missing = [text for name, text in schema_statements().items() if name not in online]
    if missing:
        _run_all(driver, missing)
        driver.execute_query(_AWAIT)
    if found != SCHEMA_VERSION:
        driver.execute_query(_STAMP, version=SCHEMA_VERSION)


def _found(driver: Driver) -> tuple[int, set[str]]:
    """Return the version of the schema in the store (0: a new store) and the names of the indexes that are online."""
    rows = driver.execute_query(_VERSION).records
    online = {str(row["name"]) for row in driver.execute_query(_ONLINE).records}
    return int(rows[0]["version"] or 0) if rows else 0, online


def _run_all(driver: Driver, statements: Iterable[str]) -> None:
    for statement in statements:
        try:
            driver.execute_query(statement)
        except ClientError as error:
            # Another process installs the same schema at this moment and was faster.
            if "AlreadyExists" not in (error.code or ""):
                raise
