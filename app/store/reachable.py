"""Whether anything that speaks Bolt answers at an address; the driver takes much longer to find out that none does."""

import socket
import time
from urllib.parse import urlsplit

#: How long a database may take to greet.
GREETING_SECONDS = 1.2
_PORT = 7687
_PLAIN = ("bolt", "neo4j")
#: The greeting of the Bolt protocol and the versions that the driver speaks.
_GREETING = bytes.fromhex("6060b017 00000000 00000805 00020404 00000003".replace(" ", ""))
_ANSWER_BYTES = 4


def answers_bolt(uri: str, seconds: float) -> bool:
    """Say whether a database answers at an address.

    Parameters
    ----------
    uri : str
        As for a driver. Over an encrypted scheme only the connection is tried.
    seconds : float
        Longest time, all together.

    Returns
    -------
    bool
        False when the host is unknown, the port refuses, or nothing comes back in time.
    """
    place = urlsplit(uri)
    limit = time.monotonic() + seconds
    try:
        with socket.create_connection((place.hostname or "", place.port or _PORT), seconds) as connection:
            if place.scheme not in _PLAIN:
                return True
            connection.settimeout(max(limit - time.monotonic(), 0.05))
            connection.sendall(_GREETING)
            return len(connection.recv(_ANSWER_BYTES)) == _ANSWER_BYTES
    except OSError:
        return False
