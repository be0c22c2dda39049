"""The page of the JSON interface, with the browser files of an installed package."""

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from app.api.pages.frame import page
from app.api.strict import StrictRoute

router = APIRouter(route_class=StrictRoute, include_in_schema=False)


@router.get("/api/docs", response_class=HTMLResponse)
def show_docs(request: Request) -> HTMLResponse:
    """Show the interface description."""
    return page(request).render("docs.html")
