"""Explore: follow the links around a record one step at a time. pyvis builds the network, our own page draws it."""

from collections.abc import Mapping, Sequence
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Response
from fastapi.responses import HTMLResponse
from pydantic import Field

from app.api.answers import plain
from app.api.pages.cells import Cell, in_order, noted, table_as_csv
from app.api.pages.explore_colours import colours_of
from app.api.pages.explore_words import claim_text, finding_text, kind_words, line_word, node_words, script_texts
from app.api.pages.frame import FORMS, Page, PageFrame
from app.api.pages.island import island
from app.api.pages.network_file import network_file
from app.api.pages.network_words import network_legend, picture_words
from app.api.pages.view import ViewQuery, caption_line, file_caption
from app.api.problems import Refused
from app.api.strict import StrictRoute
from app.domain.identifiers import is_id
from app.services.claims import get_claim
from app.services.explorer import Explorer, Picture
from app.views import draw_network, draw_network_picture
from app.views.network import NetworkWords
from app.views.network_fold import LINE_KINDS
from app.views.network_pack import PAGE_FACTS, YEAR_LINES, pack_network
from app.views.network_svg import line_mark
from app.views.page_svg import captioned

router = APIRouter(route_class=StrictRoute)
#: An address can say so many.
_MOST_OPENED = 30
#: Lines of the table as the page comes; its script shows more.
_MOST_LINES = 60


class ExploreQuery(ViewQuery):
    """The state of the picture; a copied address opens the same one."""

    focus: str = Field("", max_length=1010, description="id or Label/id of the record in the middle")
    open: str = Field("", max_length=6000, description="records that were expanded, with commas between them")
    off: str = Field("", max_length=200, pattern="^[a-z,]*$", description="kinds of lines that are left out")
    hide: str = Field("", max_length=6000, description="records that are hidden")
    first: int | None = Field(None, alias="from", ge=1, le=9999, description="without what was over before this year")
    last: int | None = Field(None, alias="to", ge=1, le=9999, description="without what began after this year")
    colour: Literal["", "status", "agency"] = Field("", description="what the colours of persons tell")
    pin: str = Field("", max_length=12000, description="records that stand still, each with its place: key!x!y")

    def meets(self, edge: Mapping[str, Any]) -> bool:
        """Return whether a line may lie between the years asked for; one without a date may."""
        over = self.first and edge["last"] and edge["last"] < self.first
        return not (over or (self.last and edge["first"] > self.last))

    def opened(self) -> tuple[str, ...]:
        """Return the records that were expanded."""
        keys = tuple(dict.fromkeys(each for each in self.open.split(",") if each))
        if len(keys) > _MOST_OPENED:
            detail = f"open: at most {_MOST_OPENED} records. Start again from one of them."
            raise Refused(422, "invalid_parameter", detail, loc=("query", "open"))
        return tuple(_checked(each, "open") for each in keys)


def _around(page: Page, focus: str, query: ExploreQuery) -> Picture:
    explorer: Explorer = page.request.app.state.explorer
    return explorer.around(_checked(focus, "focus"), query.opened())


def _checked(key: str, name: str) -> str:
    if not is_id(key.rpartition("/")[2]):
        raise Refused(422, "invalid_parameter", f"{name}: an id, or a label and an id.", loc=("query", name))
    return key


@router.get("/explore", response_class=HTMLResponse)
def show_explore(page: PageFrame, query: Annotated[ExploreQuery, Query()]) -> HTMLResponse:
    """Show the network around a record; without one, around the person with most links."""
    starts = page.services.reader.most_tied_persons()
    focus = query.focus or _first(starts)
    if not focus:
        return page.render("explore.html", starts=starts, network=None)
    picture = _around(page, focus, query)
    network = _network(page, picture, query.colour)
    facts = {"query": query, "bounds": _bounds(network), "picture": picture, **_texts(page, network)}
    # the script has all lines and leaves out what the address says; the table of a page without scripts does at once
    left = _left(network, query)
    facts["caption"] = _caption(page, left, len(left["nodes"]), query)
    facts["lines"] = len(left["edges"])
    facts["finding"] = finding_text(page, len(left["nodes"]), facts["lines"], _middle(network))
    return page.render(
        "explore.html", starts=starts, network={**network, "edges": left["edges"][:_MOST_LINES]}, **facts
    )


@router.get("/explore.{form}", response_class=Response)
def save_explore(page: PageFrame, form: str, query: Annotated[ExploreQuery, Query()]) -> Response:
    """Return the same network as a file; as data it is also what the page asks for when a record is expanded."""
    if form not in FORMS:
        raise Refused(404, "not_found", f"There is no such file. There are {', '.join(FORMS)}.")
    focus = query.focus or _first(page.services.reader.most_tied_persons())
    drawn = _network(page, _around(page, focus, query), query.colour)
    left = _left(drawn, query)
    if form == "json":
        return plain({**left, "caption": _caption(page, left, len(left["nodes"]), query)})
    return _file(page, left, query, form)


@router.get("/explore/told", response_class=Response)
def tell_claims(
    page: PageFrame, claims: Annotated[str, Query(max_length=200, pattern="^[a-z2-7]{26}(,[a-z2-7]{26})*$")]
) -> Response:
    """Return in words what each of some claims rests on: its source, where in it, when it was told, and its grade."""
    return plain({"claims": [claim_text(page, get_claim(page.services.reader, id)) for id in claims.split(",")]})


def _file(page: Page, network: Mapping[str, Any], query: ExploreQuery, form: str) -> Response:
    """Return a network as a page that opens without a server, as a fixed picture, or its lines as a table."""
    caption = _caption(page, network, len(network["nodes"]), query)
    headers = {"Content-Disposition": f'attachment; filename="kintrace-explore.{form}"'}
    if form == "html":
        return network_file(page, network, _table(page, network), caption)
    if form == "svg":
        return Response(_picture(page, network, caption), headers=headers, media_type="image/svg+xml")
    columns, rows = _table(page, network)
    cells = [[Cell(text) for text in row] for row in rows]
    text = table_as_csv(columns, in_order(cells, query.sort) if query.sort else cells, caption)
    return Response(text, headers=headers, media_type="text/csv; charset=utf-8")


def _caption(page: Page, network: Mapping[str, Any], records: int | str, query: ExploreQuery | None = None) -> str:
    """Return what a file shows: how many records of those around, which kinds of lines are left out, and the years."""
    _, kinds = page.words, kind_words(page)
    shown = [_("Explore"), _("%(n)s of %(whole)s records", n=records, whole=network["whole"])]
    if any(node["invented"] for node in network["nodes"]):
        shown.append(_("with invented people and events, marked ※"))
    if query and (without := [kinds[kind] for kind in query.off.split(",") if kind in kinds]):
        shown.append(_("without: %(what)s", what=", ".join(without)))
    if query and (query.first or query.last):
        shown.append(_("years: %(years)s", years=f"{query.first or '…'}–{query.last or '…'}"))
    return file_caption(page, caption_line(page, shown, page.services.reader.data_version()))


def _title(page: Page, network: Mapping[str, Any]) -> str:
    return page.words("Links around %(name)s", name=_middle(network))


def _middle(network: Mapping[str, Any]) -> str:
    name: str = next((node["name"] for node in network["nodes"] if node["id"] == network["focus"]), "")
    return name.replace("\n", " ")


def _bounds(network: Mapping[str, Any]) -> tuple[int, int] | None:
    """Return the first and the last year of the lines; None where no line has a date."""
    years = [edge[side] for edge in network["edges"] for side in ("first", "last") if edge[side]]
    return (min(years), max(years)) if years else None


def _first(starts: Sequence[Mapping[str, Any]]) -> str:
    return f"Person/{starts[0]['id']}" if starts else ""


def _picture(page: Page, network: Mapping[str, Any], caption: str) -> str:
    """Return the network as a fixed picture, with the places that the server gives."""
    kinds = kind_words(page)
    title = _title(page, network)

    def line(edge: Mapping[str, Any], ends: Sequence[str]) -> str:
        return f"{' → '.join(ends)} · {kinds[edge['kind']]} · {edge['text']}"

    return captioned(draw_network_picture(network, picture_words(page, title, line)), title, caption)


def _table(page: Page, network: Mapping[str, Any]) -> tuple[list[str], list[list[str]]]:
    """Return the lines of a network as text."""
    _, kinds = page.words, kind_words(page)
    facts = {node["id"]: node for node in network["nodes"]}
    shown = {id: each["name"].replace("\n", " ") for id, each in facts.items()}
    names = {id: noted(name, _("invented") if facts[id]["invented"] else "") for id, name in shown.items()}
    rows = [[names[edge["from"]], kinds[edge["kind"]], names[edge["to"]], edge["text"]] for edge in network["edges"]]
    return [_("From"), _("Relation"), _("To"), _("What and when")], rows


def _left(network: dict[str, Any], query: ExploreQuery) -> dict[str, Any]:
    """Return a network without the records that are hidden, and without lines of some kinds or of other years."""
    off, hidden = set(query.off.split(",")), set(query.hide.split(","))
    nodes = [node for node in network["nodes"] if node["id"] not in hidden]
    shown = {node["id"] for node in nodes}
    edges = [edge for edge in network["edges"] if edge["kind"] not in off and {edge["from"], edge["to"]} <= shown]
    return {**network, "nodes": nodes, "edges": [edge for edge in edges if query.meets(edge)]}


def _network(page: Page, picture: Picture, colour: str) -> dict[str, Any]:
    tints, told = colours_of(page, picture.folded, colour)
    words = NetworkWords(
        name=lambda node: "\n".join(part for part in page.words.names(node) if part),
        line=lambda kind, code: line_word(page, kind, code),
        address=lambda node: page.address(node["label"], node["id"]),
        what=lambda node: _what(page, node) or (told[tints[node["key"]]] if node["key"] in tints else ""),
        marks={
            "trigger": page.words("others were punished because of this person"),
            "punished": page.words("punished because of another person"),
            "lost": page.words("whereabouts not known"),
        },
        day=page.words.date,
    )
    network = draw_network(picture.folded, words, focus=picture.focus, tints=tints)
    facts = {"focus": picture.focus, "opened": list(picture.opened), "beyond": picture.beyond, "full": picture.full}
    return {
        **network,
        **facts,
        "truncated": picture.truncated,
        "tints": told,
        "whole": len(network["nodes"]) + picture.beyond,
    }


def _what(page: Page, node: Mapping[str, Any]) -> str:
    """Return what a node is, in words; empty for a person."""
    if node["label"] == "Person":
        return ""
    return page.words.code(node.get("facility_kind") or node.get("kind") or node["label"].lower())


def _texts(page: Page, network: Mapping[str, Any]) -> dict[str, Any]:
    kinds, _ = kind_words(page), page.words
    present = {edge["kind"] for edge in network["edges"]}
    groups = {node["group"].partition(" ")[0] for node in network["nodes"]}
    state = {name: network[name] for name in ("focus", "opened", "whole")}
    state |= {"kinds": kinds, "most_opened": _MOST_OPENED}
    return {
        "kinds": {kind: kinds[kind] for kind in LINE_KINDS if kind in present},
        "kind_words": kinds,
        "colours": {"": _("kind"), "status": _("status"), "agency": _("agency that had them first")},
        "line_marks": {kind: line_mark(network["styles"]["lines"][kind]) for kind in present},
        "node_kinds": {kind: text for kind, text in node_words(page).items() if kind in groups},
        "legend": _legend(page, network),
        "invented_shown": any(node["invented"] for node in network["nodes"]),
        "island": island(
            {
                "network": pack_network(network, PAGE_FACTS, YEAR_LINES),
                **state,
                "texts": script_texts(
                    page,
                    _title(page, network),
                    _caption(page, {**network, "whole": "%(whole)s"}, "%(n)s"),
                    finding_text(page, "%(n)s", "%(b)s", _middle(network)),
                ),
            }
        ),
        "by_key": {node["id"]: node for node in network["nodes"]},
    }


def _legend(page: Page, network: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return what the marks and lines mean that are in the first picture."""
    _ = page.words
    nodes = {
        **node_words(page),
        "trigger": _("others were punished because of this person"),
        "lost": _("whereabouts not known, or a group of unknown size"),
    }
    tints = {f"tint{number}": text for number, text in enumerate(network["tints"])}
    return network_legend(network, {**nodes, **tints}, kind_words(page), _("only weak claims"))
