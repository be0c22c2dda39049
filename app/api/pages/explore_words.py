"""Words of the explore page: kinds of lines and of records, what its script says."""

from collections.abc import Mapping
from typing import Any

from app.api.pages.frame import Page
from app.api.pages.network_words import evidence_texts


def line_word(page: Page, kind: str, code: str) -> str:
    """Return the words for one code on a line."""
    if kind in ("custody", "dealt", "handover", "place", "punished") or (kind == "acted" and code not in _ROLES):
        return page.words.kind(code)
    return page.words("parent of") if code == "parent" else page.words.code(code)


#: Roles of persons in an event: they stand on a line as they are.
_ROLES = frozenset({"informer", "officer", "judge", "helper", "companion", "inquirer", "witness", "guard", "broker"})


def kind_words(page: Page) -> dict[str, str]:
    """Return what each kind of line is called."""
    _ = page.words
    return {
        "kinship": _("kinship"),
        "marriage": _("marriage"),
        "punished": _("punished because of"),
        "handover": _("handed over by or to"),
        "custody": _("in the hands of"),
        "dealt": _("dealt with by"),
        "place": _("at a place"),
        "acted": _("acted against or for"),
        "acquaintance": _("knows"),
        "membership": _("belongs to"),
        "structure": _("part of"),
    }


def node_words(page: Page) -> dict[str, str]:
    """Return what each kind of record is called."""
    _ = page.words
    return {
        "Person": _("person"),
        "Agency": _("agency"),
        "Place": _("place"),
        "Facility": _("facility"),
        "Family": _("family"),
        "Case": _("case"),
    }


def finding_text(page: Page, records: int | str, lines: int | str, name: str) -> str:
    """Return the sentence of the page: how many records and lines there are around the record in the middle.

    Parameters
    ----------
    page : Page
    records, lines : int or str
        Numbers, or what stands for them.
    name : str
    """
    return page.words(
        "%(records)s records and %(lines)s lines around %(name)s.", records=records, lines=lines, name=name
    )


def script_texts(page: Page, title: str, caption: str, finding: str) -> dict[str, str]:
    """Return what the script of the page says.

    Parameters
    ----------
    page : Page
    title : str
        Of the picture.
    caption : str
        What :func:`told_caption` gives with places for the numbers.
    finding : str
        What :func:`finding_text` gives with ``%(n)s`` for the records and ``%(b)s`` for the lines.
    """
    _ = page.words
    return {
        **evidence_texts(_),
        "links": _("links"),
        "title": title,
        "caption": caption,
        "finding": finding,
        "without": _("without: %(what)s", what="%(n)s"),
        "years": _("years: %(years)s", years="%(n)s"),
        "cut": _("The first %(a)s of %(b)s lines; the CSV file has all.", a="%(n)s", b="%(b)s"),
        "pinned": _("pinned"),
        "picture": _("In the picture"),
        "expanding": _("Looking for more …"),
        "nothing": _("Nothing more is on record around it."),
        "added": _("%(n)s records added."),
        "beyond": _("%(n)s more are not shown: the most connected come first."),
        "opened": _(
            "%(n)s records are expanded, which is as many as can be. Start again from one of them, or use the table.",
            n="%(n)s",
        ),
        "full": _("The picture is full (600 records). Start again from one of them, or use the table."),
        "failed": _("This could not be read. Try again."),
        "none": _("Choose a record in the picture or in the list."),
        "chosen": _("%(n)s records are chosen; Hide and Pin hold for all of them."),
    }


def claim_text(page: Page, claim: Mapping[str, Any]) -> str:
    """Return what a claim rests on: its source, where in it, when it was told or published, and its grade.

    Parameters
    ----------
    page : Page
    claim : mapping
        As ``reader.claim`` gives it.
    """
    _, source = page.words, claim["source"]
    day = _.date(source.get("told_on") or source.get("published"))
    title = _.names({**source, "label": "Source"})[0]
    said = (title, claim.get("citation"), day, _.code(claim.get("grade") or "ungraded"))
    withdrawn = _("withdrawn") if claim.get("withdrawn_at") else ""
    return " · ".join(str(each) for each in (*said, withdrawn) if each)
