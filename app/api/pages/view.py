"""A view page: one finding, one picture, its legend and the table with the same facts; and the files made of them.

A view is one function that returns a :class:`View`. :func:`view_route` serves it as a page and, under the same address
with ``.svg``, ``.csv`` and ``.json``, as files.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import wraps
from typing import Any, Literal

from fastapi import APIRouter, Response
from fastapi.responses import HTMLResponse
from pydantic import BaseModel, ConfigDict, Field

from app.api.answers import plain
from app.api.pages.cells import Cell, in_order, noted, table_as_csv
from app.api.pages.frame import FORMS, Page, with_query
from app.api.pages.network_file import network_file, network_island
from app.api.pages.parts import shown_rows
from app.api.problems import Refused
from app.views.page_svg import INVENTED_SIGN, captioned, is_long


class ViewQuery(BaseModel):
    """What every view takes; a view adds its own filters. A copied address opens the same view.

    Attributes
    ----------
    names : str
        ``hidden`` shows persons by their ids.
    sort : str
        Number of the column, from 1, that the table is sorted by; with a minus the other way round. Without it the
        table has the order of the picture.
    """

    model_config = ConfigDict(extra="forbid")

    names: Literal["", "hidden"] = ""
    sort: str = Field("", pattern=r"^(-?[1-9]\d?)?$", max_length=3)


@dataclass(frozen=True, slots=True)
class Tab:
    """Another view of the same thing."""

    text: str
    address: str
    current: bool = False


@dataclass(frozen=True, slots=True)
class View:
    """What a view page shows.

    Attributes
    ----------
    name : str
        Stem of the names of its files: ASCII, without any person's name.
    title, finding : str
        The heading, and one sentence that says what the picture shows.
    picture : str
        An ``svg`` element; empty when there is nothing to draw, then ``finding`` says why.
    columns, rows
        The table: the same facts in the same order.
    data : mapping
        The answer behind it, for the file in JSON; it has ``data_version``.
    legend : sequence of (str, str)
        A small ``svg`` element and what it means; only what is in the picture.
    filters : sequence of (str, str)
        What is filtered, in words, and the address without that filter.
    tabs : sequence of Tab
    crumbs : sequence of (str, str)
        Text and address (without the language; empty for none) of the pages above.
    note : str
        What the picture leaves out or how it counts, in words.
    network : mapping, optional
        Instead of a picture: a network to play with, as the views of networks give it.
    template : str
        A template that extends ``view.html``.
    values : mapping
        What that template needs besides; ``invented`` says whether any of what is shown is invented.
    whole : int, optional
        How many rows there are without filters and limits; left out, those that are shown beside a picture.
    """

    name: str
    title: str
    finding: str
    picture: str
    columns: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    data: Mapping[str, Any]
    legend: Sequence[tuple[str, str]] = ()
    filters: Sequence[tuple[str, str]] = ()
    tabs: Sequence[Tab] = ()
    crumbs: Sequence[tuple[str, str]] = ()
    note: str = ""
    network: Mapping[str, Any] | None = None
    template: str = "view.html"
    values: Mapping[str, Any] = field(default_factory=dict)
    whole: int | None = None

    @property
    def signed(self) -> bool:
        """Whether a name in the picture, or in what stands above it, bears the sign of what is invented."""
        texts = (self.picture, self.title, *(text for text, _address in self.filters))
        return any(INVENTED_SIGN in text for text in texts)


def view_route(router: APIRouter, path: str) -> Callable[[Callable[..., View]], Callable[..., Response]]:
    """Return a decorator that serves a function as a page and as files.

    Parameters
    ----------
    router : APIRouter
    path : str
        Address without the language; the files have ``.svg``, ``.csv`` or ``.json`` behind it.

    Returns
    -------
    callable
        The function takes ``page`` and what its route needs, and returns a :class:`View`.
    """

    def register(build: Callable[..., View]) -> Callable[..., Response]:
        @wraps(build)
        def serve(page: Page, **given: Any) -> Response:
            form = page.request.path_params.get("form", "")
            if form and form not in FORMS:
                raise Refused(404, "not_found", f"There is no such file. There are {', '.join(FORMS)}.")
            view = build(page=page, **given)
            if sort := page.request.query_params.get("sort"):
                view = replace(view, rows=in_order(view.rows, sort))
            return _file(page, view, form) if form else _page(page, view)

        # the annotation of the wrapped function names View, which is no answer of HTTP
        serve.__annotations__ = {**build.__annotations__, "return": Response}
        router.add_api_route(path, serve, response_class=HTMLResponse)
        router.add_api_route(f"{path}.{{form}}", serve, response_class=Response)
        return serve

    return register


def _page(page: Page, view: View) -> Response:
    address = page.request.url.path
    query = page.request.url.query
    files = {form: f"{address}.{form}{'?' if query else ''}{query}" for form in FORMS}
    if not view.picture:
        del files["svg"]
    if view.network is None:
        del files["html"]
    frame: dict[str, Any] = {"caption": caption_of(page, view), "hidden": page.words.hides_names}
    frame["long"] = bool(view.picture) and is_long(view.picture)
    frame["heads"] = _heads(page, view)
    frame["shown"] = shown_rows(page, view.rows, view.values.get("parts"))
    if view.network is not None:
        frame["island"] = network_island(page.words, view.network, leads_on=True)
    return page.render(view.template, view=view, files=files, **frame, **view.values)


def _heads(page: Page, view: View) -> list[tuple[str, str, str]]:
    """Return the headings of the table: text, address that sorts by it, and how it is sorted now (as ARIA calls it).

    A heading sorts upwards, then downwards, then gives the order of the picture again.
    """
    given = dict(page.request.query_params)
    now = given.pop("sort", "")
    heads = []
    for number, text in enumerate(view.columns, 1):
        state = {f"{number}": "ascending", f"-{number}": "descending"}.get(now, "none")
        following = {"none": f"{number}", "ascending": f"-{number}", "descending": ""}[state]
        kept = {name: value for name, value in given.items() if name != "part"}
        kept |= {"sort": following} if following else {}
        heads.append((text, with_query(page.request.url.path, kept), state))
    return heads


def caption_of(page: Page, view: View) -> str:
    """Return the line below every view: filter, count of those there are, data version, day.

    Parameters
    ----------
    page : Page
    view : View
    """
    _, rows = page.words, len(view.rows)
    shown = [view.title, *(text for text, address in view.filters)]
    whole = rows if view.whole is None and view.picture else view.whole
    if whole is None or max(rows, whole) <= 1:  # of one row nothing is left to tell
        shown.append(_("1 row") if rows == 1 else _("%(n)s rows", n=rows))
    else:
        shown.append(_("%(n)s of %(whole)s rows", n=rows, whole=whole))
    if view.signed:
        shown.append(_("with invented people and events, marked ※"))
    elif view.values.get("invented"):
        shown.append(_("with invented people and events"))
    return caption_line(page, shown, view.data.get("data_version", ""))


def caption_line(page: Page, shown: Sequence[str], data_version: int | str) -> str:
    """Return what is shown, of which data version, and the day on which it was made.

    Parameters
    ----------
    page : Page
    shown : sequence of str
        What is shown, and how much of it.
    data_version : int or str
    """
    return page.caption(shown, data_version)


def file_caption(page: Page, line: str) -> str:
    """Return the line for a file, which goes about without the page: cases are no sample.

    Parameters
    ----------
    page : Page
    line : str
        What :func:`caption_of` or :func:`caption_line` gives.
    """
    return f"{line} · {page.words('Documented cases are no sample of all cases.')}"


def _file(page: Page, view: View, form: str) -> Response:
    caption = file_caption(page, caption_of(page, view))
    name = f"kintrace-{view.name}.{form}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    if form == "html":
        if view.network is None:
            raise Refused(404, "not_found", "This view is no network.")
        return network_file(page, view.network, _texts(view), caption)
    if form == "svg":
        if not view.picture:
            raise Refused(404, "not_found", view.finding)
        return Response(captioned(view.picture, view.title, caption), headers=headers, media_type="image/svg+xml")
    if form == "csv":
        return Response(
            table_as_csv(view.columns, view.rows, caption), headers=headers, media_type="text/csv; charset=utf-8"
        )
    rows = [[cell.plain for cell in row] for row in view.rows]
    said = {"title": view.title, "finding": view.finding, "caption": caption, "columns": list(view.columns)}
    answer = plain({**said, "rows": rows, "data": view.data})
    answer.headers.update(headers)
    return answer


def _texts(view: View) -> tuple[Sequence[str], list[list[str]]]:
    """Return the table as text, what is invented marked."""
    return view.columns, [[noted(cell.plain, cell.note) for cell in row] for row in view.rows]
