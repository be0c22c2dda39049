"""Words and legend of networks, the same for every page that shows one."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from app.api.pages.frame import Page
from app.api.pages.words import Words
from app.views.network_svg import NetworkPictureWords, line_mark, node_mark


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
        line=line,
        evidence=lambda claim: page.address("Claim", claim),
    )


def evidence_texts(words: Words) -> dict[str, str]:
    """Return what a script says of what a record or a line of a network leads to.

    Parameters
    ----------
    words : Words
    """
    return {
        "open": words("Open page"),
        "evidence": words("Evidence"),
        "claim": words("claim %(id)s", id="%(n)s"),
        "weak": words("weak"),
        "invented": words("invented"),
        "larger": words("The picture is larger than its frame: drag it, or choose Fit to see all of it."),
    }


def network_legend(
    network: Mapping[str, Any], nodes: Mapping[str, str], lines: Mapping[str, str], weak: str = ""
) -> list[tuple[str, str]]:
    """Return what the marks and lines mean that are in a network.

    Parameters
    ----------
    network : mapping
        What the views of networks give.
    nodes : mapping of str to str
        What the name of a group of nodes may hold, a kind or a mark, to words; in the order of the legend.
    lines : mapping of str to str
        Kinds of lines to words.
    weak : str
        What a line means that rests on weak claims alone.
    """
    styles = network["styles"]
    shown = []
    for name, text in nodes.items():
        groups = [group for group in styles["nodes"] if name in group.split()]
        if groups:
            shown.append((node_mark(styles["nodes"][min(groups, key=len)]), text))
    kinds = {edge["kind"] for edge in network["edges"]}
    shown += [(line_mark(styles["lines"][kind]), text) for kind, text in lines.items() if kind in kinds]
    faint = next((edge["kind"] for edge in network["edges"] if edge["weak"]), None)
    return shown + ([(line_mark(styles["lines"][faint], weak=True), weak)] if faint and weak else [])
