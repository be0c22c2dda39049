"""Ids of the form ``dataset:local``: ours, stable, the same in every file and answer."""

from __future__ import annotations

import re

from app.errors import InvalidParameter

_MOST_CHARACTERS = 1000
_PLAIN = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-")
_PLAIN_TEXT = re.compile(r"[A-Za-z0-9._-]+")
#: Two hex digits are a byte that was escaped; a number at the end (~2) tells repeats of one generated id apart.
_ID = re.compile(r"[A-Za-z0-9._-]+:(?:[A-Za-z0-9._-]++|~[0-9A-F]{2})+(?:~[1-9][0-9]*)?")
_ESCAPE = re.compile(r"~([0-9A-F]{2})")
_ALLOWED = (
    f"dataset:local, at most {_MOST_CHARACTERS} characters: ASCII letters, digits and ._- on both sides; "
    "any other character of a local id is written ~XX (UTF-8, hexadecimal)"
)


def is_id(text: str) -> bool:
    """Whether a text is an id.

    Parameters
    ----------
    text : str
        Any text.

    Returns
    -------
    bool

    Examples
    --------
    >>> is_id("published:un-kim-cheol-ok"), is_id("no colon")
    (True, False)
    """
    return len(text) <= _MOST_CHARACTERS and _ID.fullmatch(text) is not None


def check_id(text: str, name: str = "id") -> str:
    """The text itself, if it is an id.

    Parameters
    ----------
    text : str
        Any text.
    name : str
        The field or parameter it comes from, for the message.

    Returns
    -------
    str

    Raises
    ------
    InvalidParameter
        If it is none.
    """
    if not is_id(text):
        raise InvalidParameter(name, _ALLOWED)
    return text


def escape_local(text: str) -> str:
    """A file's own id as the local part of an id.

    Parameters
    ----------
    text : str
        The id as the file writes it, not yet escaped: ``~`` itself becomes ``~7E``.

    Returns
    -------
    str
        ASCII; `unescape_local` gives the text back.

    Raises
    ------
    InvalidParameter
        If the text is empty or no valid Unicode.

    Examples
    --------
    >>> escape_local("I 1~ㄱ")
    'I~201~7E~E3~84~B1'
    """
    if _PLAIN_TEXT.fullmatch(text):
        return text
    if not text:
        raise InvalidParameter("local id", "at least one character")
    try:
        data = text.encode()
    except UnicodeEncodeError as error:
        raise InvalidParameter("local id", "valid Unicode without unpaired surrogates") from error
    return "".join(chr(byte) if byte in _PLAIN else f"~{byte:02X}" for byte in data)


def unescape_local(local: str) -> str:
    """The file's own id, from the local part of an id.

    Parameters
    ----------
    local : str
        As `escape_local` gives it.

    Returns
    -------
    str

    Raises
    ------
    InvalidParameter
        If the escapes are no UTF-8.
    """
    try:
        return _ESCAPE.sub(lambda match: chr(int(match[1], 16)), local).encode("latin-1").decode()
    except UnicodeError as error:
        raise InvalidParameter("local id", "ASCII, with escapes ~XX that are valid UTF-8") from error


def make_id(dataset: str, local: str) -> str:
    """The id of a thing in a data set.

    Parameters
    ----------
    dataset : str
        Name of the data set: ASCII letters, digits and ``._-``.
    local : str
        Local part, already escaped.

    Returns
    -------
    str

    Raises
    ------
    InvalidParameter
        If the two make no id.
    """
    return check_id(f"{dataset}:{local}")
