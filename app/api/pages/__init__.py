"""The pages, one file each."""

from fastapi import APIRouter, Request, Response

from app.api.pages import (
    about,
    add,
    agencies,
    agency_network,
    cascade,
    comparisons,
    evidence,
    explore,
    families,
    family_chart,
    family_network,
    figures,
    handover_years,
    handovers,
    imports,
    judgement,
    kinship,
    map,
    organisation,
    overview,
    pair,
    person,
    place,
    record,
    relatives,
    resting,
    search,
    sign_in,
    source,
    sources,
    testimony,
    timeline,
    trail,
    withdrawal,
)
from app.api.pages.frame import page
from app.api.problems import problem_of
from app.errors import StillReading, StillWorking

#: Every page, in the order in which their addresses are matched.
PAGES = (
    overview,
    search,
    person,
    relatives,
    trail,
    families,
    family_network,
    family_chart,
    cascade,
    kinship,
    pair,
    handover_years,
    handovers,
    map,
    organisation,
    agency_network,
    agencies,
    place,
    timeline,
    comparisons,
    figures,
    explore,
    evidence,
    sources,
    source,
    resting,
    record,
    add,
    imports,
    testimony,
    judgement,
    withdrawal,
    sign_in,
    about,
)


def page_router() -> APIRouter:
    """Return the routes of all pages, without the language in front."""
    router = APIRouter()
    for module in PAGES:
        router.include_router(module.router)
    return router


def error_page(request: Request, error: Exception) -> Response:
    """Return any error as a page, with the same status and words as the problem document."""
    body, headers = problem_of(error)
    frame = page(request)
    if isinstance(error, StillReading):
        working = isinstance(error, StillWorking)
        answer = frame.render("reading.html", http_status=body["status"], seconds=round(error.seconds), working=working)
        headers["Refresh"] = headers["Retry-After"]
    else:
        told = {
            "detail": frame.words.reasons.of_error(error, body["detail"]),
            "request_id": request.scope["request_id"],
        }
        answer = frame.render("error.html", http_status=body["status"], problem=body, **told)
    answer.headers.update(headers)
    return answer
