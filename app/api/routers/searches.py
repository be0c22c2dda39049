"""Search by name. The text travels in the body: no name stands in an address or a log."""

from typing import Literal

from fastapi import APIRouter, Response
from pydantic import BaseModel, ConfigDict, Field

from app.api.answers import plain
from app.api.deps import Services, Text
from app.api.strict import StrictRoute
from app.services.name_search import search_names

router = APIRouter(route_class=StrictRoute, tags=["records"])


class SearchBody(BaseModel):
    """What is searched."""

    model_config = ConfigDict(extra="forbid", strict=True)

    text: Text = Field(min_length=1, max_length=200, description="a name in any script or romanisation, or an id")
    types: list[Literal["Person", "Agency", "Place"]] = Field(
        ["Person", "Agency", "Place"], min_length=1, max_length=3, description="kinds of record"
    )
    limit: int = Field(25, ge=1, le=100, description="most hits")


@router.post("/search", summary="Records by name", response_class=Response)
def search(services: Services, body: SearchBody) -> Response:
    """Return records whose names match, best first."""
    return plain(search_names(services.reader, body.text, types=body.types, limit=body.limit))
