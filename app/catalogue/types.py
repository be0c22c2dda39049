"""Types of query parameters: how a text from a command or address becomes a checked value."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.domain.custody import event_kinds
from app.domain.identifiers import is_id
from app.errors import InvalidParameter

_ID_SHAPE = "an id such as published:un-kim-cheol-ok"
_DAY_SHAPE = "a day such as 2009-06-30"
_COUNTRY_SHAPE = "two capital letters such as CN (ISO 3166-1)"
_CLAIM_ID_LENGTH = 26
_MOST_CHARACTERS = 1_000


@dataclass(frozen=True, slots=True)
class ParameterType:
    """One type of parameter.

    Attributes
    ----------
    name : str
        As written in query files.
    doc : str
        What is allowed, in words.
    read : callable
        Takes a text or a value, returns the value for the driver; raises ValueError when it is not allowed.
    """

    name: str
    doc: str
    read: Callable[[Any], Any]


def _id(value: Any) -> str:
    if not isinstance(value, str) or not is_id(value):
        raise ValueError
    return value


def _claim_id(value: Any) -> str:
    if not isinstance(value, str) or len(value) != _CLAIM_ID_LENGTH or not value.isalnum():
        raise ValueError
    return value


def _whole(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int | str):
        raise ValueError
    return int(value)


def _day(value: Any) -> str:
    if not isinstance(value, str):
        raise ValueError
    return date.fromisoformat(value).isoformat()


def _country(value: Any) -> str:
    if not isinstance(value, str) or len(value) != len("CN") or not (value.isascii() and value.isupper()):
        raise ValueError
    return value


def _kind(value: Any) -> str:
    if not isinstance(value, str) or value not in event_kinds():
        raise ValueError
    return value


def _text(value: Any) -> str:
    if not isinstance(value, str) or len(value) > _MOST_CHARACTERS or any(ord(each) < 32 for each in value):
        raise ValueError
    return value


def _texts(value: Any) -> list[str]:
    """Read a list, or a text with commas between its parts."""
    parts = [each for each in value.split(",") if each] if isinstance(value, str) else value
    if not isinstance(parts, list | tuple):
        raise ValueError
    return [_text(each) for each in parts]


def _ids(value: Any) -> list[str]:
    return [_id(each) for each in _texts(value)]


#: Every type by name.
PARAMETER_TYPES: dict[str, ParameterType] = {
    one.name: one
    for one in (
        *(ParameterType(f"{label}Id", _ID_SHAPE, _id) for label in ("Person", "Family", "Case", "Agency", "Place")),
        *(ParameterType(f"{label}Id", _ID_SHAPE, _id) for label in ("Event", "Source")),
        ParameterType("RecordId", _ID_SHAPE, _id),
        ParameterType("ids", "ids with commas between them", _ids),
        ParameterType("text", f"a text of at most {_MOST_CHARACTERS} characters", _text),
        ParameterType("texts", "texts with commas between them", _texts),
        ParameterType("ClaimId", "26 letters and digits", _claim_id),
        ParameterType("int", "a whole number", _whole),
        ParameterType("day", _DAY_SHAPE, _day),
        ParameterType("country", _COUNTRY_SHAPE, _country),
        ParameterType("event_kind", "an event kind such as arrest", _kind),
    )
}


def read_parameter(name: str, kind: ParameterType, value: Any, least: int | None, most: int | None) -> Any:
    """Return a checked value.

    Parameters
    ----------
    name : str
        Name of the parameter, for the message.
    kind : ParameterType
    value : object
        Text from a command or address, or a value from a program.
    least, most : int or None
        Allowed range of a whole number.

    Returns
    -------
    object
        The value to send to the database.

    Raises
    ------
    InvalidParameter
        The value is not allowed; the message does not repeat it.
    """
    span = "" if least is None and most is None else f" from {least} to {most}"
    try:
        read = kind.read(value)
    except ValueError as error:
        raise InvalidParameter(name, f"{kind.doc}{span}") from error
    if isinstance(read, int) and not ((least is None or read >= least) and (most is None or read <= most)):
        raise InvalidParameter(name, f"{kind.doc}{span}")
    return read
