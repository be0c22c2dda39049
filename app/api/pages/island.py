"""Data for a script of a page, inside the page."""

from collections.abc import Mapping
from typing import Any

import orjson
from markupsafe import Markup


def island(data: Mapping[str, Any]) -> Markup:
    """Return data as JSON that is inert inside a script element: no character can end it.

    Parameters
    ----------
    data : mapping

    Returns
    -------
    Markup
    """
    text = orjson.dumps(data, option=orjson.OPT_NON_STR_KEYS).decode()
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return Markup(text)  # every character that HTML reads was replaced
