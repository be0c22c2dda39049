"""One claim: what one source says at one place in it, how sure it is, where it is drawn."""

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from app.api.deps import ClaimId
from app.api.pages.frame import PageFrame
from app.api.strict import StrictRoute

router = APIRouter(route_class=StrictRoute)


@router.get("/evidence/{id}", response_class=HTMLResponse)
def show_claim(page: PageFrame, id: ClaimId) -> HTMLResponse:
    """Show one claim."""
    claim = page.services.reader.claim(id)
    parts = page.parts(claim, complete=True)
    names = page.services.reader.names(each for part in parts for each in part.ids)
    return page.render("evidence.html", claim=claim, parts=parts, names=names)
