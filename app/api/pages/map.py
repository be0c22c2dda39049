"""The map: over which crossings, from where to where people were brought, and where they were held."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query
from pydantic import Field

from app.api.pages.cells import Cell, record_cell
from app.api.pages.frame import Page, PageFrame, with_query
from app.api.pages.parts import part_rows, parts_of
from app.api.pages.view import Tab, View, ViewQuery, view_route
from app.api.pages.years import of_years, year_bounds
from app.api.strict import StrictRoute
from app.views import draw_map
from app.views.map_layout import is_rough, map_layout
from app.views.route_map import MapWords

router = APIRouter(route_class=StrictRoute)
_KINDS = ("crossing", "handover", "abroad", "inside")
_DAY = r"^(\d{4}(-\d{2}(-\d{2})?)?)?$"


class MapQuery(ViewQuery):
    """Which part of the world, which legs, and between which days (a year is its first or last day)."""

    ext: Literal["border", "region"] = "border"
    kind: Literal["", "crossing", "handover", "abroad", "inside"] = ""
    first: str = Field("", alias="from", max_length=10, pattern=_DAY)
    last: str = Field("", alias="to", max_length=10, pattern=_DAY)
    part: int = Field(1, ge=1, le=10_000)

    def address(self, language: str, **changed: str) -> str:
        """Return the address of the map with some values changed."""
        values = {**self.model_dump(by_alias=True, exclude={"part"}), **changed}
        kept = {name: value for name, value in values.items() if value and (name, value) != ("ext", "border")}
        return with_query(f"/{language}/map", kept)


@view_route(router, "/map")
def show_map(page: PageFrame, query: Annotated[MapQuery, Query()]) -> View:
    """Show the moves of people on a map."""
    days = {"from": _day(query.first, "-01-01"), "to": _day(query.last, "-12-31")}
    answer = page.services.analyst.answer("moves", kind=query.kind or None, **days)
    if query.kind and query.kind != "inside":
        answer = {**answer, "facilities": []}
    shown = MovesShown(page, answer, page.services.reader.names(_ids(answer)))
    _ = page.words
    layout = map_layout(answer, query.ext)
    return View(
        name=f"map-{query.ext}",
        title=_("Transfer routes"),
        finding=of_years(page, shown.finding(), query.first, query.last),
        picture=shown.picture(query.ext),
        columns=shown.columns(),
        rows=[shown.row(leg) for leg in part_rows(page, answer["legs"], query.part)],
        data=answer,
        legend=list(shown.legend(layout)),
        filters=list(_filters(page, query)),
        tabs=[
            Tab(text, query.address(page.language, ext=ext), current=ext == query.ext)
            for ext, text in (("border", _("Border zone")), ("region", _("Northeast Asia")))
        ],
        crumbs=[(_("Map"), "")],
        note=shown.note(layout),
        template="map.html",
        whole=len(page.services.analyst.answer("moves")["legs"]),
        values={
            "query": query,
            "bounds": year_bounds(page),
            "invented": any(record.get("invented") for record in shown.names.values()),
            "kinds": [(kind, leg_kind(page, kind)) for kind in _KINDS],
            "parts": parts_of(
                len(answer["legs"]), query.part, lambda part: query.address(page.language, part=str(part))
            ),
        },
    )


def _day(text: str, rest: str) -> str | None:
    """Return a day; of a year or month the first or the last one, as ``rest`` says."""
    if not text:
        return None
    if len(text) == 4:
        return text + rest
    if len(text) == 7 and rest == "-01-01":
        return f"{text}-01"
    if len(text) == 7:
        year, month = int(text[:4]), int(text[5:])
        after = date(year + month // 12, month % 12 + 1, 1) if 1 <= month <= 12 else None
        return date.fromordinal(after.toordinal() - 1).isoformat() if after else text
    return text


def _ids(answer: Mapping[str, Any]) -> set[str]:
    return {*answer["places"], *(person for leg in answer["legs"] for person in leg["who"][:1])}


def leg_kind(page: Page, kind: str) -> str:
    """Return what kind of leg it is, in words."""
    _ = page.words
    return {
        "crossing": _("handover at a border crossing"),
        "handover": _("over a border elsewhere"),
        "abroad": _("transfer outside North Korea"),
        "inside": _("transfer inside North Korea"),
    }[kind]


def _filters(page: Page, query: MapQuery) -> Iterator[tuple[str, str]]:
    _ = page.words
    if query.kind:
        yield leg_kind(page, query.kind), query.address(page.language, kind="")
    if query.first:
        yield _("from %(day)s", day=_.date(query.first)), query.address(page.language, **{"from": ""})
    if query.last:
        yield _("to %(day)s", day=_.date(query.last)), query.address(page.language, to="")


@dataclass(frozen=True, slots=True)
class MovesShown:
    """The moves, and what the places are called."""

    page: Page
    answer: Mapping[str, Any]
    names: Mapping[str, Mapping[str, Any]]

    def picture(self, extent: str) -> str:
        """Return the map."""
        return draw_map(self.answer, extent, self._words(), self._link)

    def _link(self, kind: str, id_: str) -> str:
        return self.page.address({"place": "Place", "claim": "Claim"}[kind], id_)

    def _words(self) -> MapWords:
        _ = self.page.words

        def name(place: str) -> str:
            return _.drawn(self.names[place])[0] if place in self.names else place

        def crossings(number: int, river: str) -> str:
            if river:
                rivers = {"Tumen": _("Tumen river"), "Yalu": _("Yalu river")}
                return _("%(n)s crossings, %(river)s", n=number, river=rivers[river])
            return _("%(n)s crossings", n=number)

        return MapWords(
            title=_("Transfer routes"),
            description=_("Crossings with the number of persons handed over, and transfers; the table has the same."),
            name=name,
            country=_.country,
            crossings=crossings,
            persons=lambda number: _("%(n)s persons", n=number) if number != 1 else _("1 person"),
            precision=_.code,
        )

    def finding(self) -> str:
        """Return one sentence: how many were handed over, and where."""
        _ = self.page.words
        crossings = [leg for leg in self.answer["legs"] if leg["kind"] == "crossing"]
        unknown = sum(leg["persons"] for leg in self.answer["legs"] if leg["kind"] == "handover")
        if not self.answer["legs"]:
            return _("No move fits.")
        if not crossings:
            return _("No handover at a known crossing is among these moves.")
        counts = [leg["persons"] for leg in crossings]
        said = {
            "persons": sum(counts),
            "n": len(crossings),
            "place": _.names(self.names.get(crossings[0]["from"], {"id": crossings[0]["from"]}))[0],
            "most": counts[0],
        }
        if len(crossings) == 1:
            known = _("At least %(persons)s persons were handed over at one known crossing, %(place)s.", **said)
        elif counts[0] == counts[1]:  # the first are even: none has most
            known = _("At least %(persons)s persons were handed over at %(n)s known crossings.", **said)
        else:
            known = _(
                "At least %(persons)s persons were handed over at %(n)s known crossings, most at %(place)s (%(most)s).",
                **said,
            )
        if not unknown:
            return known
        rest = _(
            "At least %(unknown)s more were brought over a border elsewhere, or at a crossing that is not known.",
            unknown=unknown,
        )
        return f"{known} {rest}"

    def columns(self) -> list[str]:
        """Return the headings of the table of legs."""
        _ = self.page.words
        return [_("From"), _("To"), _("Kind"), _("Persons"), _("First year"), _("Last year"), _("Evidence")]

    def row(self, leg: Mapping[str, Any]) -> list[Cell]:
        """Return the row of a leg."""
        page, red = self.page, leg["kind"] in ("crossing", "handover")
        _ = page.words
        same = leg["kind"] == "crossing"
        most = leg["persons_most"]
        persons = f"{leg['persons']}+" if most is None else f"{leg['persons']}"
        return [
            record_cell(page, self.names, leg["from"]),
            Cell(_("over this crossing")) if same else record_cell(page, self.names, leg["to"]),
            Cell(leg_kind(page, leg["kind"]), red=red),
            Cell(persons if most in (None, leg["persons"]) else f"{persons}–{most}", number=True),
            Cell((leg["first"] or "")[:4]),  # the bounds are first and last possible days: no more than a year is said
            Cell((leg["last"] or "")[:4]),
            Cell("", claims=leg["claims"]),
        ]

    def legend(self, layout: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
        """Yield the marks that are in the picture."""
        _ = self.page.words
        kinds = {leg["kind"] for leg in layout["legs"]} | {mark["kind"] for mark in layout["marks"]}
        said = {
            "crossing": _("handover at a border crossing, with the number of persons"),
            "handover": leg_kind(self.page, "handover"),
            "abroad": _("transfer outside North Korea, width by persons"),
            "inside": leg_kind(self.page, "inside"),
            "facility": _("facility where people were held"),
            "town": _("other place on the way"),
        }
        yield from ((MARKS[kind], text) for kind, text in said.items() if kind in kinds)
        if any(mark["rough"] for mark in layout["marks"]):
            yield MARKS["rough"], _("point known only roughly, as the middle of a county or the nearest settlement")

    def note(self, layout: Mapping[str, Any]) -> str:
        """Return what the map leaves out."""
        _ = self.page.words
        lost = {why: (len(legs), sum(leg["persons"] for leg in legs)) for why, legs in layout["not_drawn"].items()}
        said = {
            "no_point": _("%(n)s of the legs (%(persons)s persons) have an end that is not known or has no recorded "
                          "coordinates; they are in the table and not on the map."),
            "outside": _("%(n)s legs (%(persons)s persons) lie outside this part."),
            "short": _("%(n)s legs (%(persons)s persons) are too short to be drawn here."),
        }  # fmt: skip
        parts = [said[why] % {"n": n, "persons": persons} for why, (n, persons) in lost.items() if n]
        rough = sum(is_rough(row["precision"]) for row in self.answer["places"].values())
        if rough:
            parts.append(_("%(n)s places have rough coordinates only; secret sites are shown no more exactly than "
                           "their source tells.", n=rough))  # fmt: skip
        parts.append(_("A number counts persons on one leg; who was moved twice is on two legs. Lines are drawn from "
                       "place to place; the road is not known."))  # fmt: skip
        parts.append(_("Outlines: Natural Earth 1:50m, public domain."))
        return " ".join(parts)


_LINE = (
    '<svg width="34" height="12" aria-hidden="true"><path d="M1 6H24" stroke="{0}" stroke-width="3"{1}/>'
    '<path d="M33 6L23 1.5V10.5Z" fill="{0}"/></svg>'
)
#: A leg over a border is a double line: no kind differs from the others by its colour alone.
MARKS = {
    "crossing": '<svg width="18" height="18" aria-hidden="true"><path d="M9 0L18 9L9 18L0 9Z" fill="#b3261e"/></svg>',
    "handover": _LINE.format("#b3261e", "").replace("</svg>", '<path d="M1 6H24" stroke="#ffffff"/></svg>'),
    "abroad": _LINE.format("#0b5cad", ""),
    "inside": _LINE.format("#374151", ' stroke-dasharray="5 3"'),
    "facility": '<svg width="12" height="12" aria-hidden="true"><rect x="2" y="2" width="8" height="8" '
    'fill="#1b1f24"/></svg>',
    "town": '<svg width="12" height="12" aria-hidden="true"><circle cx="6" cy="6" r="4" fill="#ffffff" '
    'stroke="#1b1f24" stroke-width="1.8"/></svg>',
    "rough": '<svg width="18" height="18" aria-hidden="true"><circle cx="9" cy="9" r="7.5" fill="none" '
    'stroke="#1b1f24" stroke-dasharray="2 2"/></svg>',
}
