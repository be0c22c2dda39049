"""One record by its id, and the claims behind it."""

from collections.abc import Callable
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import RedirectResponse

from app.api.answers import answer
from app.api.deps import IdQuery, Limit, RecordId, Services
from app.api.strict import StrictRoute
from app.services.claims import claims_about, get_source

router = APIRouter(route_class=StrictRoute, tags=["records"])
#: Folder of an address -> label of the record.
FOLDERS = {
    "persons": "Person",
    "families": "Family",
    "cases": "Case",
    "agencies": "Agency",
    "places": "Place",
    "events": "Event",
}


def _handler(folder: str, label: str) -> Callable[..., Response]:
    def read(request: Request, services: Services, id: RecordId) -> Response:
        version = services.reader.data_version()
        record = services.reader.record(label, id)
        if record["id"] != id:
            return RedirectResponse(f"/api/v1/{folder}/{record['id']}", 308)
        return answer(request, version, lambda: {"data_version": version, **record})

    read.__doc__ = f"Return one {label.lower()} with its ties; a record joined into another is redirected to it."
    return read


for _folder, _label in FOLDERS.items():
    router.add_api_route(
        f"/{_folder}/{{id}}",
        _handler(_folder, _label),
        methods=["GET"],
        summary=f"One {_label.lower()}",
        name=f"read_{_label.lower()}",
        response_class=Response,
    )


After = Annotated[str, Query(max_length=26, pattern="^[a-z2-7]*$", description="go on after this claim")]


@router.get("/sources/{id}", summary="One source", response_class=Response)
def read_source(request: Request, services: Services, id: RecordId, after: After = "", limit: Limit = 25) -> Response:
    """Return one source: what it repeats and what it says."""
    version = services.reader.data_version()
    return answer(
        request, version, lambda: {"data_version": version, **get_source(services.reader, id, after=after, limit=limit)}
    )


@router.get("/claims", summary="The claims behind a record", response_class=Response)
def read_claims(request: Request, services: Services, about: IdQuery, after: After = "", limit: Limit = 25) -> Response:
    """Return the claims behind a record and its ties, each with its source and grade."""
    version = services.reader.data_version()
    return answer(
        request,
        version,
        lambda: {"data_version": version, **claims_about(services.reader, about, after=after, limit=limit)},
    )
