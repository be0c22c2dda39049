"""Two persons are chosen by name. The names travel in the form; the address that follows has their ids."""

from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Form, Query, Response
from fastapi.responses import HTMLResponse, RedirectResponse
from pydantic import BaseModel, ConfigDict, Field

from app.api.deps import Text
from app.api.pages.frame import Page, PageFrame, with_query
from app.api.pages.view import ViewQuery
from app.api.strict import StrictRoute
from app.domain.identifiers import is_id
from app.services.name_search import search_names

router = APIRouter(route_class=StrictRoute)
_MOST_HITS = 12
#: How a name matches that is not all of it.
_PARTLY = ("near", "part")


class PairForm(BaseModel):
    """What the form sends: a name or an id of each, and who of those found is meant."""

    model_config = ConfigDict(extra="forbid")

    a: Text = Field(min_length=1, max_length=200)
    b: Text = Field(min_length=1, max_length=200)
    a_is: str = Field("", max_length=1000)
    b_is: str = Field("", max_length=1000)


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two: what was typed, who can be meant, and who is."""

    field: str
    title: str
    text: str
    hits: list[dict[str, Any]]
    id: str


@router.post("/kinship", response_class=HTMLResponse)
def choose_pair(page: PageFrame, query: Annotated[ViewQuery, Query()], form: Annotated[PairForm, Form()]) -> Response:
    """Lead to the answer about two persons, or ask who is meant."""
    _ = page.words
    sides = [_side(page, "a", _("First person"), form), _side(page, "b", _("Second person"), form)]
    if all(side.id for side in sides):
        hidden = {"names": query.names} if query.names else {}
        ids = {side.field: side.id for side in sides}
        return RedirectResponse(with_query(f"/{page.language}/kinship", {**ids, **hidden}), 303)
    return page.render("pair.html", sides=sides)


def _side(page: Page, field: str, title: str, form: PairForm) -> Side:
    """Return who can be meant; the single one is whose whole name it is, however it is spelt."""
    text, chosen = getattr(form, field), getattr(form, f"{field}_is")
    found = search_names(page.services.reader, text, types=("Person",), limit=_MOST_HITS)["hits"]
    hits = [hit for hit in found if hit["label"] == "Person"]
    if not is_id(chosen):
        whole = [hit for hit in hits if hit["matched"]["how"] not in _PARTLY] or hits
        chosen = whole[0]["id"] if len(whole) == 1 else ""
    return Side(field, title, text, hits, chosen if chosen in {hit["id"] for hit in hits} else "")
