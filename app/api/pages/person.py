"""One person: names, status, trail, punishments because of relatives, kin, claims and their sources."""

from collections.abc import Iterable, Mapping
from typing import Any

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from app.api.deps import RecordId
from app.api.pages.findings import person_finding, status_words
from app.api.pages.frame import Page, PageFrame
from app.api.pages.relatives import KIN_CHON, draw_around
from app.api.pages.statements import claim_order
from app.api.pages.trail import draw_person_trail, trail_legend
from app.api.strict import StrictRoute
from app.domain.claims import decides
from app.services.claims import find_claims

router = APIRouter(route_class=StrictRoute)


@router.get("/persons/{id}", response_class=HTMLResponse)
def show_person(page: PageFrame, id: RecordId) -> Response:
    """Show one person."""
    record = page.services.reader.record("Person", id)
    if record["id"] != id:
        return RedirectResponse(page.address("Person", record["id"]), 308)
    return page.render("person.html", **_facts(page, record))


def _facts(page: Page, record: Mapping[str, Any]) -> dict[str, Any]:
    id = record["id"]
    analyst, reader = page.services.analyst, page.services.reader
    trail = analyst.answer("trail", person=id)
    chains = analyst.answer("chains", person=id)
    kin = analyst.answer("kin", a=id, max_chon=KIN_CHON)
    links = {side: _links(chains, id, side) for side in ("punishment", "trigger")}
    claims = sorted(find_claims(reader, _claim_ids(record, trail)), key=claim_order)
    names = reader.called([*_ids(trail, chains, kin, record), *_claim_record_ids(page, claims)])
    return {
        "record": record,
        "other_names": _other_names(page, record),
        "trail": trail,
        "picture": draw_person_trail(page, trail["stages"], names),
        "legend": trail_legend(page, trail["stages"]),
        "because_of": links["punishment"],
        "because_of_this": links["trigger"],
        "together": [each for each in chains["together"] if id in each["persons"]],
        "kin": kin,
        "around": draw_around(page, id, kin, chains, {**names, id: {**record, "label": "Person"}}),
        "names": {**names, id: {**record, "label": "Person"}},
        "claims": claims,
        "status": status_words(page.words).get(trail["status"], trail["status"]),
        "elements": _elements(page, trail),
        "finding": person_finding(page.words, trail, names),
        "kin_chon": KIN_CHON,
        "memberships": [tie for tie in record["ties"] if tie["type"] in ("MEMBER_OF", "IN_CASE", "AMONG")],
        "rumoured": not decides(record.get("grade") or "ungraded"),
    }


def _elements(page: Page, trail: Mapping[str, Any]) -> list[tuple[str, list[str]]]:
    """Return the elements of enforced disappearance with the events that show them; one without is not recorded."""
    _ = page.words
    words = {
        "deprivation_of_liberty": _("deprivation of liberty"),
        "state_agents": _("by agents of a state"),
        "concealment": _("refusal to acknowledge, or concealment"),
    }
    return [(words.get(name, name), events) for name, events in (trail.get("elements") or {}).items()]


def _links(chains: Mapping[str, Any], person: str, side: str) -> list[dict[str, Any]]:
    """Return the links whose one side is this person, documented first."""
    order = {"documented": 0, "certain": 1, "possible": 2, "undated": 3}
    found = [link for link in chains["links"] if link[side]["person"] == person]
    return sorted(found, key=lambda link: (order.get(link["class"], 4), link["chon"] is None, link["chon"] or 0))


def _ids(*parts: Any) -> Iterable[str | None]:
    """Yield every text in answers that may be the id of a record."""
    for part in parts:
        if isinstance(part, str):
            yield part
        elif isinstance(part, Mapping):
            yield from _ids(*part.values())
        elif isinstance(part, list):
            yield from _ids(*part)


def _other_names(page: Page, record: Mapping[str, Any]) -> list[str]:
    """Return the names that the heading does not show."""
    return [name for name in record.get("names") or () if name not in page.words.names(record)]


def _claim_ids(record: Mapping[str, Any], trail: Mapping[str, Any]) -> set[str]:
    own = set(record.get("claims") or ())
    for tie in record["ties"]:
        own.update(tie["tie"].get("claims") or ())
    for stage in trail["stages"]:
        own.update(stage.get("claims") or ())
    return own


def _claim_record_ids(page: Page, claims: Iterable[Mapping[str, Any]]) -> Iterable[str]:
    for claim in claims:
        for part in page.parts(claim):
            yield from part.ids
