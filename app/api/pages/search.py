"""Search and lists. The text travels by POST; addresses carry codes, years and ids only."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Form, Query
from fastapi.responses import HTMLResponse
from pydantic import BaseModel, ConfigDict, Field

from app.api.deps import Text
from app.api.pages.comparisons import period_names
from app.api.pages.findings import status_words
from app.api.pages.frame import Page, PageFrame, with_query
from app.api.strict import StrictRoute
from app.services.name_search import SEARCHED, search_names

router = APIRouter(route_class=StrictRoute)
_ID = r"^[A-Za-z0-9._~:-]*$"
_MOST_HITS, _MOST_SHOWN = 200, 50
Was = Literal["", "taken", "arrested", "punished", "handed_over", "fate_unknown", "died"]
Status = Literal[
    "", "executed", "died_in_custody", "dead", "free", "in_custody", "disappeared", "missing", "abroad", "unknown"
]

#: Language tags of the scripts of names, for the page's readers-aloud and fonts.
_LANGUAGES = {"Hang": "ko", "Hani": "zh-Hani", "Cyrl": "ru"}


class ListQuery(BaseModel):
    """What is chosen of the records; it stands in the address, also beside a search."""

    model_config = ConfigDict(extra="forbid")

    kind: Literal["", "person", "group", "agency", "facility", "crossing", "place"] = Field("", alias="type")
    was: Was = ""
    country: str = Field("", pattern="^([A-Z]{2})?$")
    period: Literal["", "before", "kim_il_sung", "kim_jong_il", "kim_jong_un", "undated"] = ""
    status: Status = ""
    agency: str = Field("", max_length=1000, pattern=_ID)
    first: int | None = Field(None, alias="from", ge=1, le=9999)
    last: int | None = Field(None, alias="to", ge=1, le=9999)
    origin: Literal["", "recorded", "invented"] = ""
    source_kind: str = Field("", max_length=60, pattern=r"^[\w-]*$")
    after: str = Field("", max_length=1000, pattern=_ID)
    names: Literal["", "hidden"] = ""

    def chosen(self) -> dict[str, Any]:
        """Return what is chosen, for the analysis."""
        days = {
            "from": f"{self.first:04}-01-01" if self.first else "",
            "to": f"{self.last:04}-12-31" if self.last else "",
        }
        asked = {**self.model_dump(exclude={"after", "names", "first", "last"}), **days}
        return {name: value for name, value in asked.items() if value}

    def address(self, language: str, **changed: str | None) -> str:
        """Return the address of the first page with some values changed."""
        values = self.model_copy(update={"after": "", **changed}).model_dump(by_alias=True)
        return with_query(f"/{language}/search", {name: str(value) for name, value in values.items() if value})


class SearchForm(BaseModel):
    """What the form sends."""

    model_config = ConfigDict(extra="forbid")

    text: Text = Field(min_length=1, max_length=200)
    type: Literal["", "Person", "Agency", "Place"] = ""


def _found_as(page: Page) -> dict[str, str]:
    """Return the words for how a name was found."""
    _ = page.words
    return {
        "exact": _("found by this form"),
        "same_system": _("the same name in the same script"),
        "other_script": _("the same name in another script"),
        "spelling": _("another spelling of it"),
        "initials": _("by the first letters of its syllables"),
        "near": _("one letter apart"),
        "part": _("a part of the name"),
        "id": _("found by its id"),
    }


@router.get("/search", response_class=HTMLResponse)
def show_search(page: PageFrame, query: Annotated[ListQuery, Query()]) -> HTMLResponse:
    """Show the form and what can be chosen; with something chosen, the records that fit."""
    answer = page.services.analyst.answer("directory", **query.chosen(), after=query.after or None)
    listed = None
    if query.chosen():
        rows = _rows(page, answer["records"])
        following = query.address(page.language, after=answer["next"]) if answer["next"] else ""
        listed = {"rows": rows, "title": _title(page, query), "total": answer["total"], "next": following}
    return _render(page, query, answer, list=listed)


@router.post("/search", response_class=HTMLResponse)
def show_hits(
    page: PageFrame, query: Annotated[ListQuery, Query()], form: Annotated[SearchForm, Form()]
) -> HTMLResponse:
    """Show what a search finds, as far as it fits what is chosen."""
    types = (form.type,) if form.type else SEARCHED
    found = search_names(page.services.reader, form.text, types=types, limit=_MOST_HITS)
    ids = ",".join(hit["id"] for hit in found["hits"])
    # an id that cannot be: of no hits nothing is counted
    answer = page.services.analyst.answer("directory", **query.chosen(), ids=ids or "-", limit=1000)
    known = {record["id"]: record for record in answer["records"]}
    hits = [hit for hit in found["hits"] if hit["id"] in known or not query.chosen()]
    shown = _rows(page, [{**hit, **known.get(hit["id"], {})} for hit in hits[:_MOST_SHOWN]])
    return _render(
        page, query, answer, hits=shown, truncated=found["truncated"] or len(hits) > _MOST_SHOWN,
        text=form.text, type=form.type,
    )  # fmt: skip


def _rows(page: Page, records: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return what a table says of records: names, kinds of events, status, where last known."""
    names = page.services.reader.names(
        record[key] for record in records for key in ("id", "last_place") if record.get(key)
    )
    return [
        {**names.get(record["id"], {}), **record, "last": names.get(record.get("last_place") or "")}
        for record in records
    ]


def _title(page: Page, query: ListQuery) -> str:
    shown = [words[value] for name, words in _facet_words(page).items() if (value := getattr(query, name))]
    shown += [page.words.country(query.country)] if query.country else []
    shown += [page.words.code(query.source_kind)] if query.source_kind else []
    shown += [text for text, _ in _taken_back(page, query)]
    text = " · ".join(shown)
    return text[0].upper() + text[1:]


def _taken_back(page: Page, query: ListQuery) -> Iterator[tuple[str, str]]:
    """Yield what is chosen that stands in no list of choices, with the address without it."""
    if query.agency:
        record = page.services.reader.names([query.agency]).get(query.agency)
        name = page.words.drawn(record)[0] if record else query.agency
        yield name, query.address(page.language, agency="")
    if query.first or query.last:
        yield _years(page, query.first, query.last), query.address(page.language, first=None, last=None)


def _years(page: Page, first: int | None, last: int | None) -> str:
    """Return in words the years that are asked for."""
    _ = page.words
    if first is None or last is None:
        day = _.date(f"{first or last:04}")
        return _("to %(day)s", day=day) if first is None else _("from %(day)s", day=day)
    until = _.date(f"{last:04}")
    return until if first == last else f"{first}–{until}"


def _facet_words(page: Page) -> dict[str, dict[str, str]]:
    """Return the words for each value that can be chosen, countries and kinds of sources apart."""
    _ = page.words
    return {
        "kind": {
            "person": _("persons"),
            "group": _("groups"),
            "agency": _("agencies"),
            "facility": _("facilities"),
            "crossing": _("crossings"),
            "place": _("other places"),
        },
        "was": {
            "taken": _("persons taken"),
            "arrested": _("persons arrested"),
            "punished": _("punished because of another person"),
            "handed_over": _("handed over or sent back"),
            "fate_unknown": _("fate not known"),
            "died": _("died or executed"),
        },
        "period": {**period_names(_), "undated": _("no date told")},
        "status": status_words(_),
        "origin": {"recorded": _("recorded"), "invented": _("invented")},
    }


def _facets(page: Page, query: ListQuery, answer: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return everything that can be chosen, with how many records would remain."""
    _ = page.words
    titles = {
        "kind": _("What it is"),
        "was": _("What happened"),
        "country": _("Country"),
        "period": _("When"),
        "status": _("Status"),
        "origin": _("Recorded or invented"),
        "source_kind": _("Kind of source"),
    }
    words, spelt = _facet_words(page), {"country": _.country, "source_kind": _.code}
    facets = []
    for name, title in titles.items():
        current = getattr(query, name)
        counts = answer["facets"][name]
        values = counts if name != "period" else {each: counts[each] for each in words["period"] if each in counts}
        if current and current not in values:  # what leaves nothing can be taken back all the same
            values = {**values, current: 0}
        choices = [
            {
                "text": words[name][value] if name in words else spelt[name](value),
                "count": count,
                "current": value == current,
                "address": query.address(page.language, **{name: "" if value == current else value}),
            }
            for value, count in values.items()
        ]
        facets.append({"title": title, "choices": choices})
    return [facet for facet in facets if facet["choices"]]


def _render(page: Page, query: ListQuery, answer: Mapping[str, Any], **values: Any) -> HTMLResponse:
    start: Mapping[str, Any] = {"hits": None, "list": None, "truncated": False, "text": "", "type": ""}
    words = {
        "statuses": status_words(page.words),
        "found_as": _found_as(page),
        "tongues": _LANGUAGES,
        "taken_back": list(_taken_back(page, query)),
        "years_reversed": bool(query.first and query.last and query.first > query.last),
    }
    same = query.address(page.language)
    return page.render(
        "search.html", **{**words, **start, **values}, facets=_facets(page, query, answer), same=same,
        chosen=bool(query.chosen()),
    )  # fmt: skip
