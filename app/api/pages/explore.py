"""Explore: follow the links around a record one step at a time. pyvis builds the network, our own page draws it."""

import json
from collections.abc import Mapping
from typing import Annotated, Any

from fastapi import APIRouter, Query, Response
from fastapi.responses import HTMLResponse
from markupsafe import Markup
from pydantic import BaseModel, ConfigDict, Field

from app.api.answers import plain
from app.api.pages.frame import Page, PageFrame
from app.api.problems import Refused
from app.api.strict import StrictRoute
from app.domain.identifiers import is_id
from app.services.explorer import Picture, explore_around
from app.views import draw_network
from app.views.network import NetworkWords
from app.views.network_fold import LINE_KINDS

router = APIRouter(route_class=StrictRoute)
_MOST_OPENED = 14


class ExploreQuery(BaseModel):
    """The state of the picture; a copied address opens the same one."""

    model_config = ConfigDict(extra="forbid")

    focus: str = Field("", max_length=1010, description="id or Label/id of the record in the middle")
    open: str = Field("", max_length=6000, description="records that were expanded, with commas between them")

    def opened(self) -> tuple[str, ...]:
        """Return the records that were expanded."""
        keys = tuple(dict.fromkeys(each for each in self.open.split(",") if each))
        if len(keys) > _MOST_OPENED:
            detail = f"open: at most {_MOST_OPENED} records. Start again from one of them."
            raise Refused(422, "invalid_parameter", detail, loc=("query", "open"))
        return tuple(_checked(each, "open") for each in keys)


def _checked(key: str, name: str) -> str:
    if not is_id(key.rpartition("/")[2]):
        raise Refused(422, "invalid_parameter", f"{name}: an id, or a label and an id.", loc=("query", name))
    return key


@router.get("/explore", response_class=HTMLResponse)
def show_explore(page: PageFrame, query: Annotated[ExploreQuery, Query()]) -> HTMLResponse:
    """Show the network around a record; without one, around the person with most links."""
    starts = page.services.reader.most_tied_persons()
    focus = query.focus or (f"Person/{starts[0]['id']}" if starts else "")
    if not focus:
        return page.render("explore.html", starts=starts, network=None)
    picture = explore_around(page.services.reader, _checked(focus, "focus"), query.opened())
    network = _network(page, picture)
    return page.render("explore.html", starts=starts, network=network, picture=picture, **_texts(page, network))


@router.get("/explore.json", response_class=Response)
def read_explore(page: PageFrame, query: Annotated[ExploreQuery, Query()]) -> Response:
    """Return the same network as data: what the page asks for when a record is expanded."""
    picture = explore_around(page.services.reader, _checked(query.focus, "focus"), query.opened())
    return plain(_network(page, picture))


def _network(page: Page, picture: Picture) -> dict[str, Any]:
    words = NetworkWords(
        name=lambda node: "\n".join(part for part in page.words.names(node) if part),
        line=lambda kind, code: line_word(page, kind, code),
        invented=page.words("invented"),
        address=lambda node: page.address(node["label"], node["id"]),
        what=lambda node: _what(page, node),
        marks={
            "trigger": page.words("others were punished because of this person"),
            "punished": page.words("punished because of another person"),
            "lost": page.words("whereabouts not known"),
        },
    )
    network = draw_network(picture.folded, words, focus=picture.focus)
    facts = {"focus": picture.focus, "opened": list(picture.opened), "beyond": picture.beyond, "full": picture.full}
    return {**network, **facts, "truncated": picture.truncated}


def _what(page: Page, node: Mapping[str, Any]) -> str:
    """Return what a node is, in words; empty for a person."""
    if node["label"] == "Person":
        return ""
    return page.words.code(node.get("facility_kind") or node.get("kind") or node["label"].lower())


def line_word(page: Page, kind: str, code: str) -> str:
    """Return the words for one code on a line."""
    if kind in ("custody", "dealt", "handover", "place", "punished") or (kind == "acted" and code not in _ROLES):
        return page.words.kind(code)
    return page.words.code(code)


_ROLES = frozenset({"informer", "officer", "judge", "helper", "companion", "inquirer", "witness", "guard", "broker"})


def _texts(page: Page, network: Mapping[str, Any]) -> dict[str, Any]:
    _ = page.words
    kinds = {
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
    present = {edge["facts"]["kind"] for edge in network["edges"]}
    return {
        "kinds": {kind: kinds[kind] for kind in LINE_KINDS if kind in present},
        "kind_words": kinds,
        "island": _island({"network": network, "kinds": kinds, "texts": _script_texts(page)}),
        "by_key": {node["id"]: node["facts"] for node in network["nodes"]},
    }


def _script_texts(page: Page) -> dict[str, str]:
    _ = page.words
    return {
        "links": _("links"),
        "open": _("Open page"),
        "picture": _("In the picture"),
        "expanding": _("Looking for more …"),
        "nothing": _("Nothing more is on record around it."),
        "added": _("%(n)s records added."),
        "beyond": _("%(n)s more are not shown: the most connected come first."),
        "full": _("The picture is full (600 records). Start again from one of them, or use the table."),
        "failed": _("This could not be read. Try again."),
        "hidden": _("hidden"),
        "invented": _("invented"),
        "weak": _("weak"),
        "none": _("Choose a record in the picture or in the list."),
        "copied": _("Copied"),
    }


def _island(data: Mapping[str, Any]) -> Markup:
    """Return data as JSON that is inert inside a script element: no character can end it."""
    text = json.dumps(data, ensure_ascii=False)
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return Markup(text)  # every character that HTML reads was replaced
