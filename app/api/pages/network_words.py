"""Words of a network as a fixed picture, the same for every page that shows a network."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from app.api.pages.frame import Page
from app.views.network_svg import NetworkPictureWords


def picture_words(
    page: Page, title: str, line: Callable[[Mapping[str, Any], Sequence[str]], str]
) -> NetworkPictureWords:
    """Return the words of a network as a fixed picture.

    Parameters
    ----------
    page : Page
    title : str
    line : callable
        A line, and what its two ends are called, to what it says.
    """
    _ = page.words
    return NetworkPictureWords(
        title=title,
        description=_("Each mark is a record, each line a tie; the table has the same facts."),
        invented=_("invented"),
        line=line,
        evidence=lambda claim: page.address("Claim", claim),
    )
