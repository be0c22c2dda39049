"""Search and lists. The text travels by POST; addresses carry codes, years and ids only."""

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Form, Query
from fastapi.responses import HTMLResponse
from pydantic import BaseModel, ConfigDict, Field

from app.api.deps import Text
from app.api.pages.frame import Page, PageFrame
from app.api.strict import StrictRoute
from app.domain.custody import event_kinds
from app.services.reader import SEARCHED

router = APIRouter(route_class=StrictRoute)
Was = Literal["", "taken", "arrested", "punished", "handed_over", "fate_unknown", "died"]


#: Language tags of the scripts of names, for the page's readers-aloud and fonts.
_LANGUAGES = {"Hang": "ko", "Hani": "zh-Hani", "Cyrl": "ru"}


class ListQuery(BaseModel):
    """Which list is shown."""

    model_config = ConfigDict(extra="forbid")

    was: Was = ""
    country: str = Field("", pattern="^([A-Z]{2})?$")
    year: int = Field(0, ge=0, le=2100)
    after: str = Field("", max_length=1000, pattern=r"^[A-Za-z0-9._~:-]*$")


class SearchForm(BaseModel):
    """What the form sends."""

    model_config = ConfigDict(extra="forbid")

    text: Text = Field(min_length=1, max_length=200)
    type: Literal["", "Person", "Agency", "Place"] = ""


def _kinds(was: str) -> list[str]:
    kinds = event_kinds().values()
    chosen = {
        "taken": [kind.name for kind in kinds if kind.taking == "opens"],
        "arrested": ["arrest", "abduction", "disappearance"],
        "punished": [kind.name for kind in kinds],
        "handed_over": [kind.name for kind in kinds if kind.crosses],
        "fate_unknown": ["fate_unknown"],
        "died": ["death", "execution"],
    }
    return chosen[was]


def _lists(page: Page) -> dict[str, str]:
    _ = page.words
    return {
        "taken": _("persons taken"),
        "punished": _("punished because of another person"),
        "handed_over": _("handed over or sent back"),
        "fate_unknown": _("fate not known"),
        "died": _("died or executed"),
    }


def _found_as(page: Page) -> dict[str, str]:
    """Return the words for how a name was found."""
    _ = page.words
    return {
        "exact": _("found by this form"),
        "same_system": _("the same name in the same script"),
        "other_script": _("the same name in another script"),
        "spelling": _("another spelling of it"),
        "part": _("a part of the name"),
        "id": _("found by its id"),
    }


@router.get("/search", response_class=HTMLResponse)
def show_search(page: PageFrame, query: Annotated[ListQuery, Query()]) -> HTMLResponse:
    """Show the empty form, or a list."""
    listed = _listed(page, query) if query.was else None
    return _render(page, list=listed)


@router.post("/search", response_class=HTMLResponse)
def show_hits(page: PageFrame, form: Annotated[SearchForm, Form()]) -> HTMLResponse:
    """Show what a search finds."""
    types = (form.type,) if form.type else SEARCHED
    found = page.services.reader.search(form.text, types=types, limit=50)
    return _render(page, hits=found["hits"], truncated=found["truncated"], text=form.text, type=form.type)


def _listed(page: Page, query: ListQuery) -> dict[str, Any]:
    found = page.services.reader.persons_with_event(
        _kinds(query.was),
        country=query.country,
        year=query.year,
        because=query.was == "punished",
        after=query.after,
    )
    title = _lists(page).get(query.was) or page.words("persons arrested")
    parts = [title, page.words.country(query.country), str(query.year) if query.year else ""]
    same = {"was": query.was, "country": query.country, "year": query.year}
    address = "&".join(f"{name}={value}" for name, value in same.items() if value)
    text = " · ".join(part for part in parts if part)
    return {**found, "title": text[0].upper() + text[1:], "query": address}


def _render(page: Page, **values: Any) -> HTMLResponse:
    start: Mapping[str, Any] = {"hits": None, "list": None, "truncated": False, "text": "", "type": ""}
    words: Mapping[str, Any] = {"lists": _lists(page), "found_as": _found_as(page), "tongues": _LANGUAGES}
    return page.render("search.html", **{**words, **start, **values})
