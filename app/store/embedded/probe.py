"""Ask a running engine whether it answers and knows the password."""

import socket
from enum import Enum
from urllib.parse import urlsplit

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
    if not _listens(uri):
        return Answer.SILENT
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


def _listens(uri: str) -> bool:
    """Say whether anything listens; the driver would take longer to find out, and leave a socket open."""
    place = urlsplit(uri)
    try:
        socket.create_connection((place.hostname or "", place.port or 0), _SECONDS).close()
    except OSError:
        return False
    return True
