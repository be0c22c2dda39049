"""Whether Kintrace answers."""

from importlib.metadata import PackageNotFoundError, version

from fastapi import APIRouter, Response

from app.api.answers import plain
from app.api.deps import Services
from app.api.strict import StrictRoute

router = APIRouter(route_class=StrictRoute, tags=["service"])


def product_version() -> str:
    """Return the version of the installed package."""
    try:
        return version("kintrace")
    except PackageNotFoundError:
        return "0"


@router.get("/health", summary="Whether it answers", response_class=Response)
def read_health(services: Services) -> Response:
    """Say that the database answers; 503 while it does not."""
    return plain({"status": "ok", "data_version": services.reader.data_version()})
