"""Two persons are chosen by name. The names travel in the form; the address that follows has their ids."""

from typing import Annotated

from fastapi import APIRouter, Form, Response
from fastapi.responses import HTMLResponse, RedirectResponse
from pydantic import BaseModel, ConfigDict, Field

from app.api.deps import Text
from app.api.pages.frame import PageFrame, with_query
from app.api.pages.meant import find_meant
from app.api.strict import StrictRoute

router = APIRouter(route_class=StrictRoute)


class PairForm(BaseModel):
    """What the form sends: a name or an id of each, and who of those found is meant."""

    model_config = ConfigDict(extra="forbid")

    a: Text = Field(min_length=1, max_length=200)
    b: Text = Field(min_length=1, max_length=200)
    a_is: str = Field("", max_length=1000)
    b_is: str = Field("", max_length=1000)


@router.post("/kinship", response_class=HTMLResponse)
def choose_pair(page: PageFrame, form: Annotated[PairForm, Form()]) -> Response:
    """Lead to the answer about two persons, or ask who is meant."""
    _ = page.words
    sides = [
        find_meant(page, "a", _("First person"), (form.a, form.a_is), ("Person",)),
        find_meant(page, "b", _("Second person"), (form.b, form.b_is), ("Person",)),
    ]
    if all(side.id for side in sides):
        address = with_query(f"/{page.language}/kinship", {side.field: side.id for side in sides})
        return RedirectResponse(page.keeping_names(address), 303)
    return page.render(
        "meant.html",
        sides=sides,
        title=_("How two people are related"),
        address="/kinship",
        does=_("Show how they are related"),
    )
