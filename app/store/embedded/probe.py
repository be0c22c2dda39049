"""Ask a running engine whether it answers and knows the password."""

from enum import Enum

_SECONDS = 5.0


class Answer(Enum):
    """What came back."""

    YES = "yes"
    WRONG_PASSWORD = "wrong password"
    SILENT = "silent"


def ask(uri: str, user: str, password: str) -> Answer:
    """Run ``RETURN 1`` once.

    Parameters
    ----------
    uri, user, password : str

    Returns
    -------
    Answer
        SILENT when the port refuses, is no Bolt port, or does not answer in time.
    """
    # Imported here: the child process loads this package too and has no use for the driver.
    from neo4j import GraphDatabase
    from neo4j.exceptions import AuthError, DriverError, Neo4jError

    driver = GraphDatabase.driver(
        uri,
        auth=(user, password),
        max_transaction_retry_time=0,
        connection_timeout=_SECONDS,
        connection_acquisition_timeout=_SECONDS,
        notifications_min_severity="OFF",
    )
    with driver:
        try:
            driver.execute_query("RETURN 1", database_="neo4j")
        except AuthError:
            return Answer.WRONG_PASSWORD
        except (DriverError, Neo4jError):
            return Answer.SILENT
    return Answer.YES
