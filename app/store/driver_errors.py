"""Errors of the driver become errors of Kintrace; here and nowhere else."""

from collections.abc import Iterator
from contextlib import contextmanager

from neo4j.exceptions import (
    AuthError,
    ClientError,
    ConstraintError,
    DriverError,
    Neo4jError,
    ServiceUnavailable,
    SessionExpired,
    TransientError,
)

from app.errors import Conflict, KintraceError, StoreError, StoreTimeout, StoreUnavailable, TooLarge

_TIMEOUT = "TransactionTimedOut"
#: The disk was full, or gone, when a transaction was to be written; the database then takes no more writes.
_NOT_WRITTEN = "TransactionCommitFailed"
_MEMORY = "MemoryPoolOutOfMemory"


@contextmanager
def translated(seconds: float) -> Iterator[None]:
    """Raise errors of Kintrace in place of errors of the driver.

    Parameters
    ----------
    seconds : float
        Time limit of the work inside, for the message.

    Raises
    ------
    StoreUnavailable
        The database cannot be reached, or went away.
    StoreTimeout
        The work took too long.
    TooLarge
        The work needed more memory than a transaction may have.
    Conflict
        A unique key was there already: two writers met.
    StoreError
        Anything else; the driver's words are left out, since they quote values.
    """
    try:
        yield
    except KintraceError:
        raise
    except AuthError as error:
        raise StoreUnavailable(
            "the database refused the user or password",
            "Check KINTRACE_NEO4J_USER and the file named by KINTRACE_NEO4J_PASSWORD_FILE",
        ) from error
    except (ServiceUnavailable, SessionExpired) as error:
        raise StoreUnavailable() from error
    except ConstraintError as error:
        raise Conflict("a record", "one on record with the same key", "Try again") from error
    except (ClientError, TransientError) as error:
        raise _of_code(error, seconds) from error
    except Neo4jError as error:
        raise _of_code(error, seconds) from error
    except DriverError as error:
        raise StoreUnavailable() from error


def out_of_memory(error: Neo4jError) -> bool:
    """Say whether the transaction ran out of memory; the driver would repeat it in vain."""
    return _MEMORY in (error.code or "")


def _of_code(error: Neo4jError, seconds: float) -> KintraceError:
    code = error.code or ""
    if _TIMEOUT in code or "Terminated" in code:
        return StoreTimeout(seconds)
    if _MEMORY in code:
        return TooLarge("the memory of one transaction", "Ask for fewer records at once")
    if "AccessMode" in code:
        return StoreError("the query tried to write, but queries only read")
    if isinstance(error, TransientError):
        return StoreUnavailable("the database was busy")
    if _NOT_WRITTEN in code:
        return StoreError("the database could not write to its disk", "Free space on the disk, start again, and repeat")
    return StoreError(f"the database refused the query ({code})")
