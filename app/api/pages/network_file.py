"""A network as one file to keep or send: it opens without a server and without a network, and asks for nothing.

The file holds the drawing library, our script and the data. Its policy allows exactly these two scripts by their
SHA-256, so nothing that the data say can run.
"""

import base64
import hashlib
from collections.abc import Mapping, Sequence
from typing import Any

from fastapi import Response
from jinja2 import Environment
from markupsafe import Markup, escape

from app.api.assets import Asset
from app.api.pages.frame import Page
from app.api.pages.island import island
from app.api.pages.network_words import evidence_texts
from app.api.pages.words import Words
from app.views.network_pack import FILE_FACTS, PAGE_LINES, pack_network

#: Columns, and the rows below them.
Table = tuple[Sequence[str], Sequence[Sequence[str]]]
_SCRIPTS = ("vis-network.min.js", "network_data.js", "network_file.js")
#: Between cells and between rows until they are escaped: signs that no text has.
_CELL, _ROW = "\x1f", "\x1e"
_STYLES = ("vis-network.css", "network_file.css")


def network_file(page: Page, network: Mapping[str, Any], table: Table, caption: str) -> Response:
    """Return a network as one HTML file.

    Parameters
    ----------
    page : Page
    network : mapping
        What ``draw_network`` gives.
    table : (sequence of str, sequence of sequence of str)
        Columns and rows: the same facts as text.
    caption : str
        What is shown, how many, data version, day.

    Returns
    -------
    Response
        ``text/html`` to be saved; it carries its own policy and links to nothing.
    """
    text = network_html(page.templates, page.request.app.state.assets, network, table, caption)
    headers = {"Content-Disposition": 'attachment; filename="kintrace-network.html"'}
    return Response(text, headers=headers, media_type="text/html; charset=utf-8")


def network_html(
    templates: Environment,
    assets: Mapping[str, Asset],
    network: Mapping[str, Any],
    table: Table,
    caption: str,
) -> str:
    """Return the text of the file; parameters as for :func:`network_file`.

    Parameters
    ----------
    templates : jinja2.Environment
        Of the language of the file.
    assets : mapping of str to Asset
        Our own browser files and the allowed ones of installed packages.
    """
    _: Words = templates.globals["words"]  # type: ignore[assignment]
    scripts, styles = ([_text(assets[name]) for name in names] for names in (_SCRIPTS, _STYLES))
    return templates.get_template("network_file.html").render(
        policy=f"default-src 'none'; img-src data:; script-src {_hashes(scripts)}; style-src {_hashes(styles)}",
        scripts=[Markup(each) for each in scripts],  # our own file and the locked package's
        styles=[Markup(each) for each in styles],
        graph=network_island(_, network),
        records=sum(1 for node in network["nodes"] if node["name"]),
        columns=table[0],
        rows=_rows(table[1]),
        caption=caption,
    )


def network_island(words: Words, network: Mapping[str, Any], *, leads_on: bool = False) -> Markup:
    """Return what ``network_file.js`` draws, as data inside the page.

    Parameters
    ----------
    words : Words
    network : mapping
        As for :func:`network_file`.
    leads_on : bool
        With the addresses of the records and the claims of the lines, which a file apart from its server has no use of.
    """
    texts = {"invented": words("invented"), "none": words("Choose a record or a line in the picture.")}
    if not leads_on:
        return island({"network": pack_network(network), "texts": texts})
    packed = pack_network(network, (*FILE_FACTS, "address"), PAGE_LINES)
    return island({"network": packed, "texts": {**texts, **evidence_texts(words)}})


def _rows(rows: Sequence[Sequence[str]]) -> Markup:
    """Return the rows as HTML, escaped at once: a saved network may have tens of thousands."""
    text = escape(_ROW.join([_CELL.join(row) for row in rows]))
    return Markup(f"<tr><td>{text.replace(_CELL, Markup('<td>')).replace(_ROW, Markup('<tr><td>'))}") if rows else text


def _text(asset: Asset) -> str:
    """Return a file with the line ends that a browser makes of it before it takes the hash."""
    return asset.content.decode("utf-8").replace("\r\n", "\n").replace("\r", "\n")


def _hashes(texts: list[str]) -> str:
    digests = (base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in texts)
    return " ".join(f"'sha256-{digest}'" for digest in digests)
