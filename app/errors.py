"""Every error that Kintrace raises on purpose.

KintraceError
|- ConfigurationError      start-up is refused
|- Invalid                 the input is wrong
|  |- InvalidQuery         a query file
|  |- InvalidDocument      a row of a file or form
|  `- InvalidParameter     a parameter of a command, page or program
|- NotFound
|- Forbidden
|- Conflict
|- TooLarge
`- StoreError              the database
   |- StoreUnavailable
   |  `- StillReading      the data, into memory
   |     `- StillWorking   the answer is being worked out
   |- StoreTimeout
   `- EngineFailed         the Neo4j that Kintrace runs itself

A message says what is wrong, where, what is allowed and what to do; the same facts are attributes. It may hold ids,
names of fields and limits, never a person's own data. Nothing here knows HTTP or exit codes: those are two tables, in
``app.api.problems`` and ``app.cli.main``.
"""

from typing import ClassVar


class KintraceError(Exception):
    """The root of all errors that Kintrace raises on purpose.

    Parameters
    ----------
    reason : str
        What is wrong, without anybody's data and without text of the driver.
    remedy : str
        What to do, or what is allowed.
    place : str
        Where it is wrong: a setting, file, row or parameter; it stands before the reason in the message.

    Attributes
    ----------
    code : str
        One fixed word for programs, the same in every surface.
    """

    code: ClassVar[str] = "error"

    def __init__(self, reason: str, remedy: str = "", *, place: str = "") -> None:
        parts = filter(None, (f"{place}: {reason}" if place else reason, remedy))
        super().__init__(" ".join(part if part.endswith((".", "!", "?")) else f"{part}." for part in parts))
        self.reason = reason
        self.remedy = remedy


class ConfigurationError(KintraceError):
    """A setting is wrong or missing, so nothing is started.

    Parameters
    ----------
    setting : str
        Name of the setting, such as ``KINTRACE_HOME``.
    """

    code = "configuration"

    def __init__(self, setting: str, reason: str, remedy: str = "") -> None:
        super().__init__(reason, remedy, place=setting)
        self.setting = setting


class Invalid(KintraceError):
    """The input is wrong. The reason and what is allowed are attributes of every kind of it."""

    code = "invalid"

    def __init__(self, reason: str, allowed: str = "", *, place: str = "") -> None:
        super().__init__(reason, f"Allowed: {allowed}" if allowed else "", place=place)
        self.allowed = allowed


class InvalidQuery(Invalid):
    """A query file breaks the rules of the catalogue.

    Parameters
    ----------
    file : str
        The query file.
    """

    code = "invalid_query"

    def __init__(self, file: str, reason: str, allowed: str = "") -> None:
        super().__init__(reason, allowed, place=file)
        self.file = file


class InvalidDocument(Invalid):
    """A row of a file or form is wrong.

    Parameters
    ----------
    file : str
        Name of the file as the user gave it.
    row : int or None
        Line of the file, the header is 1; None when the whole file is meant.
    column : str or None
        Name of the column; None when the whole row is meant.
    code : str
        One fixed word for the kind of problem, such as ``bad_date``.
    reason : str
        What is wrong, without the content of the cell.
    allowed : str
        What would be right.
    """

    code = "invalid_document"

    def __init__(
        self, file: str, row: int | None, column: str | None, code: str, reason: str, allowed: str = ""
    ) -> None:
        place = ", ".join([file, *([f"row {row}"] if row is not None else []), *([column] if column else [])])
        super().__init__(reason, allowed, place=place)
        self.file = file
        self.row = row
        self.column = column
        self.problem = code


class InvalidParameter(Invalid):
    """A parameter of a command, page or program is wrong.

    Parameters
    ----------
    name : str
        Name of the parameter.
    allowed : str
        What is allowed.
    """

    code = "invalid_parameter"

    def __init__(self, name: str, allowed: str, reason: str = "not allowed") -> None:
        super().__init__(reason, allowed, place=name)
        self.name = name


class NotFound(KintraceError):
    """No record of this kind has this id.

    Parameters
    ----------
    kind : str
        What was asked for: person, source, query ...
    id : str
        The id or name asked for.
    """

    code = "not_found"

    def __init__(self, kind: str, id: str, remedy: str = "") -> None:
        super().__init__(f"no {kind} with the id {id}", remedy)
        self.kind = kind
        self.id = id


class Forbidden(KintraceError):
    """The key lacks a right.

    Parameters
    ----------
    needed : str
        The right that is needed: read, record or administer.
    """

    code = "forbidden"

    def __init__(self, needed: str) -> None:
        super().__init__(f"this needs the right to {needed}", f"Use a key that has the right to {needed}")
        self.needed = needed


class Conflict(KintraceError):
    """The input does not fit what is on record.

    Parameters
    ----------
    what : str
        What was given, by id or place.
    with_what : str
        What it conflicts with, by id or place.
    """

    code = "conflict"

    def __init__(self, what: str, with_what: str, remedy: str = "") -> None:
        super().__init__(f"{what} conflicts with {with_what}", remedy)
        self.what = what
        self.with_what = with_what


class TooLarge(KintraceError):
    """The answer or input passes a limit.

    Parameters
    ----------
    limit : str
        The limit, with its number and unit.
    how : str
        How to narrow the question or split the input.
    file : str
        Name of the file as the user gave it; empty where it is none.
    """

    code = "too_large"

    def __init__(self, limit: str, how: str, file: str = "") -> None:
        super().__init__(f"above the limit of {limit}", how, place=file)
        self.limit = limit
        self.how = how
        self.file = file


class StoreError(KintraceError):
    """The database did not do what was asked."""

    code = "store"


class StoreUnavailable(StoreError):
    """The database cannot be reached now; asking again later may work."""

    code = "store_unavailable"

    def __init__(self, reason: str = "the database cannot be reached", remedy: str = "Try again in a moment") -> None:
        super().__init__(reason, remedy)


class StillReading(StoreUnavailable):
    """The data are being read into memory, and who asked does not wait for it.

    Parameters
    ----------
    seconds : float
        How long the reading takes already.
    """

    code = "still_reading"
    reason_told = "the data are still being read into memory"

    def __init__(self, seconds: float) -> None:
        super().__init__(self.reason_told)
        self.seconds = seconds


class StillWorking(StillReading):
    """The answer is being worked out, and who asked does not wait for it; ``seconds`` as for :class:`StillReading`."""

    code = "still_working"
    reason_told = "the answer is still being worked out"


class StoreTimeout(StoreError):
    """A query or an analysis took longer than its limit.

    Parameters
    ----------
    seconds : float
        The limit.
    what : str
        What took long.
    """

    code = "timeout"

    def __init__(
        self, seconds: float, remedy: str = "Ask for fewer steps, persons or days", what: str = "the query"
    ) -> None:
        super().__init__(f"{what} took longer than {seconds:g} s and was stopped", remedy)
        self.seconds = seconds


class EngineFailed(StoreError):
    """The Neo4j that Kintrace runs itself did not start, or ended.

    Parameters
    ----------
    log_file : str
        The file that tells why.
    log_tail : tuple of str
        The last lines of that file, for a terminal; not part of the message.
    """

    code = "engine_failed"

    def __init__(
        self, log_file: str, reason: str = "the database engine did not start", log_tail: tuple[str, ...] = ()
    ) -> None:
        super().__init__(reason, f"See {log_file}")
        self.log_file = log_file
        self.log_tail = log_tail
