"""Text within XML: escaped, and what XML cannot hold replaced and counted."""

from __future__ import annotations

import re

from app.formats.base import Loss

#: Characters that no XML 1.0 document can hold, escaped or not.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_IN_TEXT = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"})
_IN_ATTRIBUTE = str.maketrans(
    {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\t": "&#9;", "\n": "&#10;", "\r": "&#13;"}
)


class XmlText:
    """Escapes text for one document.

    Attributes
    ----------
    replaced : int
        How many texts held a character that XML cannot hold; the sign U+FFFD stands in its place.

    Examples
    --------
    >>> XmlText().attribute('<b>"A"</b>')
    '&lt;b&gt;&quot;A&quot;&lt;/b&gt;'
    """

    def __init__(self) -> None:
        self.replaced = 0

    def text(self, value: str) -> str:
        """Return a text as the content of an element."""
        return self._holdable(value).translate(_IN_TEXT)

    def attribute(self, value: str) -> str:
        """Return a text as the value of an attribute, without its quotes."""
        return self._holdable(value).translate(_IN_ATTRIBUTE)

    def losses(self) -> list[Loss]:
        """Return the characters that were replaced, as a loss."""
        why = "XML cannot hold this control character; U+FFFD stands in its place"
        return [Loss("characters", self.replaced, why)] if self.replaced else []

    def _holdable(self, value: str) -> str:
        if value.isprintable() or not _FORBIDDEN.search(value):
            return value
        self.replaced += 1
        return _FORBIDDEN.sub("\ufffd", value)
