"""The graph's schema in the store: constraints and indexes made from :mod:`graph_schema`, and its version.

Names are those that neomodel would give, so that its classes can check what is installed. Every statement says
``IF NOT EXISTS``: installing twice changes nothing.
"""

from collections.abc import Iterable, Mapping

from neo4j import Driver
from neo4j.exceptions import ClientError

from app.errors import ConfigurationError
from graph_schema import ANALYSER, FULL_TEXT, Shapes, describe

#: Moves when the stored form changes; with each move comes an entry of MIGRATIONS.
SCHEMA_VERSION = 1
#: Statements that bring a store to a version from the one before.
MIGRATIONS: Mapping[int, tuple[str, ...]] = {}

_AWAIT = "CALL db.awaitIndexes(300)"
_VERSION = "MATCH (m:Meta {id: 'meta'}) RETURN m.schema_version AS version"
_STAMP = """
MERGE (m:Meta {id: 'meta'})
ON CREATE SET m.data_version = 0
SET m.schema_version = $version
"""


def schema_statements(shapes: Shapes | None = None) -> list[str]:
    """Return the statements that make constraints and indexes, in a fixed order.

    Parameters
    ----------
    shapes : Shapes, optional
        The schema; the product's own unless given.

    Returns
    -------
    list of str
    """
    shapes = shapes or describe()
    unique = [
        f"CREATE CONSTRAINT constraint_unique_{label}_{name} IF NOT EXISTS FOR (n:{label}) REQUIRE n.{name} IS UNIQUE"
        for label, shape in shapes.nodes.items()
        for name in sorted(shape.unique)
    ]
    ranges = [
        f"CREATE INDEX index_{label}_{name} IF NOT EXISTS FOR (n:{label}) ON (n.{name})"
        for label, shape in shapes.nodes.items()
        for name in sorted(shape.indexed)
    ]
    texts = [
        f"CREATE FULLTEXT INDEX {each.name} IF NOT EXISTS FOR (n:{each.label}) "
        f"ON EACH [{', '.join(f'n.{name}' for name in each.properties)}] "
        f"OPTIONS {{indexConfig: {{`fulltext.analyzer`: '{ANALYSER}'}}}}"
        for each in FULL_TEXT
    ]
    return [*unique, *ranges, *texts]


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
    found = _stored_version(driver)
    if found > SCHEMA_VERSION:
        raise ConfigurationError(
            "the database",
            f"it was written by a newer Kintrace (schema {found}, this one knows {SCHEMA_VERSION})",
            "Use that newer Kintrace, or set KINTRACE_HOME to another folder and restore a backup there",
        )
    if found:
        for version in range(found + 1, SCHEMA_VERSION + 1):
            _run_all(driver, MIGRATIONS[version])
    _run_all(driver, schema_statements())
    driver.execute_query(_AWAIT)
    if found != SCHEMA_VERSION:
        driver.execute_query(_STAMP, version=SCHEMA_VERSION)


def _stored_version(driver: Driver) -> int:
    """Return the version of the schema in the store, 0 for a new store."""
    rows = driver.execute_query(_VERSION).records
    return int(rows[0]["version"] or 0) if rows else 0


def _run_all(driver: Driver, statements: Iterable[str]) -> None:
    for statement in statements:
        try:
            driver.execute_query(statement)
        except ClientError as error:
            # Another process installs the same schema at this moment and was faster.
            if "AlreadyExists" not in (error.code or ""):
                raise
