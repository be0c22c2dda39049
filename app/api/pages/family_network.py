"""A family as a network to play with: the chart's places, who is tied to whom, after whose act each was punished."""

from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from typing import Annotated, Any

from fastapi import APIRouter, Query

from app.analysis.pedigree import pedigree, tie_claims
from app.api.deps import RecordId
from app.api.pages.cells import Cell, count_invented, record_cell
from app.api.pages.chart_words import fate_words, link_text
from app.api.pages.family_frame import family_links, family_of, family_tabs, middle_of, tree_of
from app.api.pages.frame import Page, PageFrame
from app.api.pages.network_words import network_legend, picture_words
from app.api.pages.parts import Part, part_address, part_rows, parts_of
from app.api.pages.view import View, ViewQuery, view_route
from app.api.strict import StrictRoute
from app.views import draw_family_network, draw_network_picture
from app.views.family_fold import MOST_DRAWN, fold_family, near_family
from app.views.family_tree import Tree

router = APIRouter(route_class=StrictRoute)
Names = Mapping[str, Mapping[str, Any]]
Link = Mapping[str, Any]
Pair = tuple[str, str]


class FamilyNetworkQuery(ViewQuery):
    """Which part of the table."""

    part: Part = 1


@view_route(router, "/families/{id}/network")
def show_family_network(page: PageFrame, id: RecordId, query: Annotated[FamilyNetworkQuery, Query()]) -> View:
    """Show the network of a family."""
    _ = page.words
    family = family_of(page, id)
    answer = family_links(page, family)
    people = page.services.analyst.apply(partial(pedigree, members=family.row["members"]))
    tree = tree_of(people)
    links = [link for link in answer["links"] if {*_ends(link)} <= tree.births.keys()]
    words = _tie_words(page, tree)
    near = _near(tree, links)
    listed = part_rows(page, [*links, *words], query.part)
    told = [pair for pair in listed if isinstance(pair, tuple)]
    pairs = dict.fromkeys([*told, *(pair for pair in words if near.births.keys() >= {*pair})])
    ends = [each for link in links for each in _ends(link) if each]
    names = page.services.reader.names({*near.births, *ends, *(each for pair in told for each in pair), id})
    ties = _ties(page, names, {pair: words[pair] for pair in pairs})
    drawn = [link for link in links if {*_ends(link)} <= near.births.keys()]
    network = draw_family_network(near, _persons(page, people, names, near, links), _lines(page, names, drawn), ties)
    title = _("Family network: %(family)s", family=family.title)
    return View(
        name="family-network",
        title=title,
        finding=_finding(page, tree, links),
        picture=draw_network_picture(network, picture_words(page, title, lambda edge, ends: edge["text"])),
        network=network,
        columns=[_("From"), _("Relation"), _("To"), _("Claims")],
        rows=[_row(page, names, ties, each) for each in listed],
        data={**answer, "pedigree": people},
        legend=_legend(page, network),
        tabs=family_tabs(page, family.id, "network"),
        crumbs=[(_("Families"), "/families"), (family.title, ""), (_("Family network"), "")],
        note=_note(page, names, tree, near, links),
        template="network.html",
        whole=len(links) + len(words),
        values={
            "records": len(near.births),
            "invented": count_invented(names, near.births),
            "parts": parts_of(len(links) + len(words), query.part, partial(part_address, page)),
        },
    )


def _finding(page: Page, tree: Tree, links: Sequence[Link]) -> str:
    _ = page.words
    return _(
        "%(persons)s persons, %(ties)s ties of kinship, %(links)s punishments after the act of a relative.",
        persons=len(tree.births),
        ties=len(tree.parents) + len(tree.couples) + len(tree.siblings) + len(tree.kin),
        links=len(links),
    )


def _near(tree: Tree, links: Sequence[Link]) -> Tree:
    """Return who is drawn: of a large family without branches in which nobody is at an end of a link."""
    if len(tree.births) <= MOST_DRAWN:
        return tree
    ends = {each for link in links for each in _ends(link) if each}
    folded, _hung = fold_family(tree, ends)
    return near_family(folded, middle_of(folded, links), MOST_DRAWN)


def _note(page: Page, names: Names, tree: Tree, near: Tree, links: Sequence[Link]) -> str:
    _ = page.words
    said = _(
        "Drag and zoom as you like: the picture is for looking, the table says the same. "
        "Click a line to see what it rests on."
    )
    if near is tree:
        return said
    middle = _name(page, names, middle_of(tree, links))
    cut = _("Drawn are the %(n)s of %(whole)s persons nearest to %(name)s; the table has all.",
            n=len(near.births), whole=len(tree.births), name=middle)  # fmt: skip
    return f"{cut} {said}"


def _ends(link: Link) -> tuple[str | None, str]:
    return link["trigger"]["person"], link["punishment"]["person"]


def _persons(
    page: Page, people: Mapping[str, Any], names: Names, near: Tree, links: Sequence[Link]
) -> dict[str, dict[str, Any]]:
    _ = page.words
    triggers = {_ends(link)[0] for link in links}
    punished = {_ends(link)[1] for link in links}
    found = {}
    for id in near.births:
        person = people["persons"][id]
        name = "\n".join(part for part in _.names(names.get(id, {"id": id})) if part)
        marks = [_("others were punished because of this person, or after an act of his")] if id in triggers else []
        marks += [_("punished because of a relative, or after an act of one")] if id in punished else []
        found[id] = {
            "label": name,
            "name": name,
            "what": fate_words(_)[person["fate"]],
            "sex": person["sex"],
            "fate": person["fate"],
            "address": page.address("Person", id),
            "marks": marks,
            "trigger": id in triggers,
            "invented": bool(names.get(id, {}).get("invented")),
        }
    return found


def _name(page: Page, names: Names, id: str | None) -> str:
    return page.words.drawn(names.get(id or "", {"id": id}))[0]


def _lines(page: Page, names: Names, links: Iterable[Link]) -> list[dict[str, Any]]:
    found = []
    for link in links:
        start, end = _ends(link)
        text = link_text(page, link, _name(page, names, end), _name(page, names, start))
        documented = link["class"] == "documented"
        found.append({"from": start, "to": end, "documented": documented, "text": text, "claims": link["claims"]})
    return found


def _tie_words(page: Page, tree: Tree) -> dict[Pair, str]:
    """Return the ties of kinship of a tree, and what each is."""
    _ = page.words
    return {
        **{(a, b): _("parent of") for a, b in tree.parents},
        **{(a, b): _("married to, or partner of") for a, b in tree.couples},
        **{(a, b): _("brother or sister of") for a, b in tree.siblings},
        **{(a, b): _("kin of") for a, b, _steps in tree.kin},
    }


def _ties(page: Page, names: Names, words: Mapping[Pair, str]) -> dict[Pair, dict[str, Any]]:
    """Return of some ties what each is, as a word and as a text, and the claims that it rests on."""
    claims = page.services.analyst.apply(partial(tie_claims, pairs=list(words)))
    return {
        (a, b): {"word": word, "text": f"{_name(page, names, a)} – {word} – {_name(page, names, b)}", "claims": found}
        for ((a, b), word), found in zip(words.items(), claims, strict=True)
    }


def _row(page: Page, names: Names, ties: Mapping[Pair, Mapping[str, Any]], told: Link | Pair) -> list[Cell]:
    """Return the row of a punishment, or of a tie of kinship."""
    _ = page.words
    if isinstance(told, tuple):
        a, b = told
        tie = ties[told]
        return [record_cell(page, names, a), Cell(tie["word"]), record_cell(page, names, b), _rests(tie)]
    start, end = _ends(told)
    text = _("punished because of") if told["class"] == "documented" else _("punished after the act of")
    event = page.address("Event", told["punishment"]["event"])
    cells = [record_cell(page, names, end), Cell(text, event, red=True), record_cell(page, names, start)]
    return [*cells, _rests(told)]


def _rests(told: Mapping[str, Any]) -> Cell:
    return Cell("", claims=told["claims"])


def _legend(page: Page, network: Mapping[str, Any]) -> list[tuple[str, str]]:
    _ = page.words
    nodes = {
        "square": _("man"),
        "dot": _("woman"),
        "diamond": _("sex not known"),
        "dead": _("dead"),
        "lost": _("whereabouts not known"),
        "trigger": _("others were punished after an act of this person"),
    }
    lines = {
        "couple": _("couple, or parents of one child"),
        "bar": _("parents and children, brothers and sisters"),
        "kin": _("kin, as a word tells"),
        "punished": _("punished because of, as a source says"),
        "after": _("punished after the act of; no cause"),
    }
    return network_legend(network, nodes, lines)
