"""One source: what it is, what it repeats, what it says."""

from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import HTMLResponse

from app.api.deps import RecordId
from app.api.pages.frame import PageFrame
from app.api.strict import StrictRoute
from app.services.claims import get_source

router = APIRouter(route_class=StrictRoute)
After = Annotated[str, Query(max_length=26, pattern="^[a-z2-7]*$")]


@router.get("/sources/{id}", response_class=HTMLResponse)
def show_source(page: PageFrame, id: RecordId, after: After = "") -> HTMLResponse:
    """Show one source."""
    reader = page.services.reader
    source = get_source(reader, id, after=after, limit=50)
    ids = {each for claim in source["claims"] for part in page.parts(claim) for each in part.ids}
    names = reader.called([*ids, *source["repeats"], *source["repeated_by"]])
    for claim in source["claims"]:
        claim["source"] = {"id": id, "title": source.get("title"), "kind": source.get("kind")}
    return page.render("source.html", source=source, names=names)
