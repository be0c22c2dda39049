"""One claim: what one source says at one place in it, how sure it is, where it is drawn."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from app.api.deps import ClaimId
from app.api.pages.frame import FOLDERS, Page, PageFrame
from app.api.strict import StrictRoute
from app.domain.custody import event_kinds
from app.services.claims import get_claim

router = APIRouter(route_class=StrictRoute)
_CROSSING = frozenset(kind.name for kind in event_kinds().values() if kind.crosses)


class Drawn(NamedTuple):
    """Where a claim shows: the record, none for what is drawn of everyone, and its pages as text and address."""

    record: Mapping[str, Any] | None
    links: list[tuple[str, str]]


@router.get("/evidence/{id}", response_class=HTMLResponse)
def show_claim(page: PageFrame, id: ClaimId) -> HTMLResponse:
    """Show one claim."""
    claim = get_claim(page.services.reader, id)
    parts = page.parts(claim, complete=True)
    ids = [each for part in parts for each in part.ids] + ([claim["about"]["id"]] if claim.get("about") else [])
    names = page.services.reader.called(ids)
    said = next((part for part in page.parts(claim) if part.sentence), None)
    drawn = list(_drawn(page, claim, names))
    return page.render("evidence.html", claim=claim, parts=parts, said=said, names=names, drawn=drawn)


def _drawn(page: Page, claim: Mapping[str, Any], names: Mapping[str, Mapping[str, Any]]) -> Iterator[Drawn]:
    """Yield the pages and pictures on which a claim that stands shows, record by record."""
    if claim.get("withdrawn_at"):
        return
    _, language = page.words, page.language
    subjects = page.services.reader.rows(
        "records.subjects", events=[id for id in names if _label(names, id) == "Event"]
    )
    persons = {row["node"]["id"] for row in subjects} | {id for id in names if _label(names, id) == "Person"}
    called = {**names, **page.services.reader.names(persons - names.keys())}
    chosen = {id: _label(called, id) for id in sorted(called) if _label(called, id) in FOLDERS}
    for id, label in chosen.items():
        links = [(text, page.keeping_names(address)) for text, address in _links(page, id, label)]
        yield Drawn(called[id], [(_("its page"), page.address(label, id)), *links])
    if claim["kind"] == "event" and (claim["statement"] or {}).get("kind") in _CROSSING:
        yield Drawn(None, [(_("Handover paths"), f"/{language}/handovers"), (_("Map"), f"/{language}/map")])


def _label(names: Mapping[str, Mapping[str, Any]], id: str) -> str:
    return str(names[id]["label"]) if id in names else ""


def _links(page: Page, id: str, label: str) -> Iterator[tuple[str, str]]:
    """Yield the pictures of a record."""
    _, language = page.words, page.language
    timeline = f"/{language}/timeline"
    if label == "Person":
        yield _("Custody timeline"), f"{timeline}?person={id}"
        if page.services.analyst.answer("kin", a=id, max_chon=1)["kin"]:
            yield _("Family chart"), f"/{language}/persons/{id}/family"
    elif label == "Family":
        yield _("Family chart"), f"/{language}/families/{id}/chart"
        yield _("Punishment cascade"), f"/{language}/families/{id}/cascade"
        yield _("Custody timeline"), f"{timeline}?family={id}"
    elif label == "Agency":
        yield _("Organisation over time"), f"/{language}/agencies/{id}/organisation"
    elif label == "Place":
        yield _("Custody timeline"), f"{timeline}?facility={id}"
        yield _("Map"), f"/{language}/map"
    if label in ("Person", "Agency", "Place"):
        yield _("Explore the links"), f"/{language}/explore?focus={label}/{id}"
