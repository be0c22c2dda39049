"""The agencies as a network: what each is part of, and to whom it handed people over."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Annotated, Any

from fastapi import APIRouter, Query

from app.api.pages.cells import Cell, count_invented, date_cell, record_cell
from app.api.pages.frame import Page, PageFrame
from app.api.pages.network_words import network_legend, picture_words
from app.api.pages.parts import Part, part_address, part_rows, parts_of
from app.api.pages.view import Tab, View, ViewQuery, view_route
from app.api.strict import StrictRoute
from app.views import draw_network, draw_network_picture
from app.views.agency_places import agency_places
from app.views.agency_tree import MEASURES
from app.views.network import NetworkWords
from app.views.network_fold import Folded, Line

router = APIRouter(route_class=StrictRoute)
#: More agencies than these cannot be told apart in one picture; those with the most transfers are drawn.
_MOST_DRAWN = 120
#: A row has the evidence of a tie, which can be long.
_MOST_ROWS = 60
Agency = Mapping[str, Any]
Names = Mapping[str, Mapping[str, Any]]


class AgencyNetworkQuery(ViewQuery):
    """Which part of the table."""

    part: Part = 1


@view_route(router, "/agencies/transfers")
def show_agency_network(page: PageFrame, query: Annotated[AgencyNetworkQuery, Query()]) -> View:
    """Show agencies with the organisation and the transfers between them."""
    _ = page.words
    answer = page.services.analyst.answer("agencies")
    ties: Sequence[Mapping[str, Any]] = page.services.analyst.answer("network")["ties"]
    bodies = _drawn(answer["agencies"], ties)
    names = page.services.reader.names(body["id"] for body in answer["agencies"])
    lines = [*_transfers(page, bodies, ties), *_structure(page, bodies)]
    network = _network(page, bodies, names, lines)
    title = _("Agencies as a network")
    rows = [*_transfer_rows(page, ties, answer["agencies"], names), *_structure_rows(page, bodies, names)]
    return View(
        name="agency-network",
        title=title,
        finding=_finding(page, ties, names),
        picture=draw_network_picture(network, picture_words(page, title, _line_text)),
        network=network,
        columns=[_("From"), _("Relation"), _("To"), _("Persons"), _("First year"), _("Last year"), _("Claims")],
        rows=part_rows(page, rows, query.part, _MOST_ROWS),
        data={"data_version": answer["data_version"], "ties": ties, "agencies": bodies},
        legend=_legend(page, network),
        tabs=agencies_tabs(page, "network"),
        crumbs=[(_("Agencies"), "/agencies"), (title, "")],
        note=_note(page, len(answer["agencies"]) - len(bodies)),
        template="network.html",
        whole=len(rows),
        values={
            "records": len(bodies),
            "invented": count_invented(names, [body["id"] for body in bodies]),
            "parts": parts_of(len(rows), query.part, lambda part: part_address(page, part), _MOST_ROWS),
        },
    )


def agencies_tabs(page: Page, current: str) -> list[Tab]:
    """Return the views of all agencies.

    Parameters
    ----------
    page : Page
    current : str
        ``tree`` or ``network``.
    """
    _ = page.words
    root = f"/{page.language}/agencies"
    return [
        Tab(_("Tree with counts"), root, current == "tree"),
        Tab(_("Network"), f"{root}/transfers", current == "network"),
    ]


def _drawn(agencies: Sequence[Agency], ties: Sequence[Mapping[str, Any]]) -> list[Agency]:
    """Return the agencies with transfers or counts, those with most first taken, and what they are part of."""
    by_id = {row["id"]: row for row in agencies}
    moved: dict[str, int] = {}
    for tie in ties:
        for end in ("from", "to"):
            moved[tie[end]] = moved.get(tie[end], 0) + tie["persons"]
    counted = {row["id"]: sum(row[each]["all"]["persons"] for each in MEASURES) for row in agencies}
    kept: set[str] = set()
    for id_ in sorted(by_id, key=lambda each: (-moved.get(each, 0), -counted[each], each)):
        chain = {id_}
        while (above := by_id[min(chain, key=lambda each: by_id[each]["level"])]["parent"]) is not None:
            chain.add(above)
        if (moved.get(id_) or counted[id_]) and len(kept | chain) <= _MOST_DRAWN:
            kept |= chain
    return [row for row in agencies if row["id"] in kept]


def _country(bodies: Sequence[Agency]) -> dict[str, str | None]:
    return {row["id"]: row["country"] for row in bodies}


def transfer_kind(country: Mapping[str, str | None], tie: Mapping[str, Any]) -> str:
    """Return the kind of line of a transfer: whether it went over a border.

    Parameters
    ----------
    country : mapping of str to str
        Agency to its country, None where it is not known.
    tie : mapping
        ``from`` and ``to``, two agencies.

    Returns
    -------
    str
        ``handover`` between two countries, ``custody`` inside one, ``unclear`` where one of them is not known.
    """
    start, end = country.get(tie["from"]), country.get(tie["to"])
    if start is None or end is None:
        return "unclear"
    return "custody" if start == end else "handover"


def _transfers(page: Page, bodies: Sequence[Agency], ties: Sequence[Mapping[str, Any]]) -> Iterator[Line]:
    country = _country(bodies)
    for tie in ties:
        if tie["from"] in country and tie["to"] in country:
            years = "–".join(dict.fromkeys(day[:4] for day in (tie["first"], tie["last"]) if day))
            text = " · ".join(part for part in (page.words("%(n)s persons", n=tie["persons"]), years) if part)
            ends = (f"Agency/{tie['from']}", f"Agency/{tie['to']}")
            yield Line(*ends, transfer_kind(country, tie), [text], claims=tie["claims"], ties=1, weak=False,
                       invented=False)  # fmt: skip


def _structure(page: Page, bodies: Sequence[Agency]) -> Iterator[Line]:
    inside = _country(bodies)
    for row in bodies:
        if row["parent"] in inside:
            claims = [claim for tie in row["part_of"] if tie["id"] == row["parent"] for claim in tie["claims"]]
            yield Line(f"Agency/{row['id']}", f"Agency/{row['parent']}", "structure", [page.words("part of")],
                       claims=claims, ties=1, weak=False, invented=False)  # fmt: skip


def _network(page: Page, bodies: Sequence[Agency], names: Names, lines: Sequence[Line]) -> dict[str, Any]:
    nodes: dict[str, Mapping[str, Any]] = {
        f"Agency/{row['id']}": {
            **names.get(row["id"], {"id": row["id"]}), "label": "Agency", "key": f"Agency/{row['id']}",
        }
        for row in bodies
    }  # fmt: skip
    _ = page.words
    words = NetworkWords(
        name=lambda node: page.words.names(node)[0],
        line=lambda kind, text: text,
        address=lambda node: page.address("Agency", node["id"]),
        what=lambda node: page.words.country(node["country"]) if node.get("country") else _("country not known"),
    )
    places = {f"Agency/{id_}": at for id_, at in agency_places(bodies).items()}
    return draw_network(Folded(nodes, list(lines)), words, places=places)


def _line_text(edge: Mapping[str, Any], ends: Sequence[str]) -> str:
    return f"{' → '.join(ends)}: {edge['text']}"


def _transfer_rows(
    page: Page, ties: Sequence[Mapping[str, Any]], agencies: Sequence[Agency], names: Names
) -> Iterator[list[Cell]]:
    _ = page.words
    country = _country(agencies)
    said = {
        "handover": _("handed over to"),
        "custody": _("transferred to"),
        "unclear": _("passed on to (whether over a border is not known)"),
    }
    for tie in ties:
        kind = transfer_kind(country, tie)
        yield [
            record_cell(page, names, tie["from"]),
            Cell(said[kind], red=kind == "handover"),
            record_cell(page, names, tie["to"]),
            Cell(str(tie["persons"]), number=True),
            Cell((tie["first"] or "")[:4]),  # first and last possible days: no more than a year is said
            Cell((tie["last"] or "")[:4]),
            Cell("", claims=tie["claims"]),
        ]


def _structure_rows(page: Page, bodies: Sequence[Agency], names: Names) -> Iterator[list[Cell]]:
    for row in bodies:
        for tie in row["part_of"]:
            yield [
                record_cell(page, names, row["id"]),
                Cell(page.words("part of")),
                record_cell(page, names, tie["id"]),
                Cell("–", number=True),
                date_cell(page, tie["since"], "–"),
                date_cell(page, tie["until"], "–"),
                Cell("", claims=tie["claims"]),
            ]


def _finding(page: Page, ties: Sequence[Mapping[str, Any]], names: Names) -> str:
    _ = page.words
    if not ties:
        return _("No transfer between two agencies is on record.")
    most = ties[0]
    start, end = (_.names(names[most[side]])[0] if most[side] in names else most[side] for side in ("from", "to"))
    return _(
        "Transfers between %(n)s pairs of agencies are on record; most persons went from %(start)s to %(end)s: "
        "at least %(persons)s.",
        n=len(ties), start=start, end=end, persons=most["persons"],
    )  # fmt: skip


def _legend(page: Page, network: Mapping[str, Any]) -> list[tuple[str, str]]:
    _ = page.words
    lines = {
        "handover": _("handed over to an agency of another country"),
        "custody": _("transferred to an agency of the same country"),
        "unclear": _("passed on; the country of one of the two is not known"),
        "structure": _("part of"),
    }
    return network_legend(network, {"Agency": _("agency")}, lines)


def _note(page: Page, left_out: int) -> str:
    _ = page.words
    said = [_("North Korean agencies stand to the right, others to the left. A transfer of which one end is not known "
              "has no line.")]  # fmt: skip
    if left_out:
        said.append(_("%(n)s agencies without transfers or counts, or beyond the room of a picture, are not drawn.",
                      n=left_out))  # fmt: skip
    said.append(_("Documented cases are no sample of all cases."))
    return " ".join(said)
