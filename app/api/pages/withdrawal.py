"""A claim or a source is withdrawn: what would fall, the reason, then what fell."""

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Form, Query
from fastapi.responses import HTMLResponse
from pydantic import BaseModel, ConfigDict, Field

from app.api.pages.changes import shown_answers, shown_changes
from app.api.pages.frame import Page, PageFrame
from app.api.problems import status_of
from app.api.strict import StrictRoute
from app.domain.identifiers import is_id
from app.errors import Conflict, Invalid, NotFound
from app.services.claims import get_claim, get_source

router = APIRouter(route_class=StrictRoute)
_MOST_REASON = 1_000


class WithdrawalForm(BaseModel):
    """What the form sends. A wrong value is told in the page."""

    model_config = ConfigDict(extra="forbid")

    target: str = Field("", max_length=1000)
    because: str = Field("", max_length=20_000)


@router.get("/withdrawals", response_class=HTMLResponse)
def show_withdrawal(
    page: PageFrame,
    target: Annotated[str, Query(max_length=1000)] = "",
    answers: Literal["", "yes"] = "",
) -> HTMLResponse:
    """Show what would fall with a source or a claim."""
    if not target:
        return page.render("withdrawal.html", target="", **_nothing())
    return _preview(page, target, answers=bool(answers))


@router.post("/withdrawals", response_class=HTMLResponse)
def withdraw(page: PageFrame, form: Annotated[WithdrawalForm, Form()]) -> HTMLResponse:
    """Withdraw a source or a claim."""
    _ = page.words
    reason = form.because.strip()
    if not reason:
        return _preview(page, form.target, fault=_("Reason: it is needed. It is kept with the claims."))
    if len(reason) > _MOST_REASON or not reason.replace("\n", " ").replace("\r", " ").replace("\t", " ").isprintable():
        fault = _("Reason: at most 1,000 characters, without control characters.")
        return _preview(page, form.target, reason=reason[:_MOST_REASON], fault=fault)
    try:
        report = page.services.ledger.withdraw(form.target, reason)
    except (Invalid, NotFound, Conflict) as error:
        return _refused(page, form.target, error)
    return page.render("withdrawal.html", target=form.target, **{**_nothing(), **_told(page, report), "done": True})


def _preview(page: Page, target: str, *, reason: str = "", fault: str = "", answers: bool = False) -> HTMLResponse:
    try:
        report = page.services.ledger.withdraw(target, dry_run=True, answers=answers)
    except (Invalid, NotFound, Conflict) as error:
        return _refused(page, target, error)
    told = {**_nothing(), **_told(page, report), "reason": reason, "fault": fault, "asked": answers}
    return page.render("withdrawal.html", http_status=422 if fault else 200, target=target, **told)


def _refused(page: Page, target: str, error: Invalid | NotFound | Conflict) -> HTMLResponse:
    _ = page.words
    text = _.reasons.of_error(error, str(error))
    if isinstance(error, NotFound):
        text = _("No source and no claim on record has this id. See the list of sources.")
    told = {**_nothing(), "error": text}
    return page.render("withdrawal.html", http_status=status_of(error), target=target, **told)


def _nothing() -> dict[str, Any]:
    empty: dict[str, Any] = {"groups": [], "names": {}}
    return {
        "report": None,
        "shown": None,
        "changes": empty,
        "answers": None,
        "done": False,
        "asked": False,
        "error": "",
        "reason": "",
        "fault": "",
    }


def _told(page: Page, report: dict[str, Any]) -> dict[str, Any]:
    reader = page.services.reader
    falls = [*report["nodes"], *report["events"], *report["ties"]]
    target = report["target"]
    shown = get_source(reader, target, limit=1) if is_id(target) else get_claim(reader, target)
    return {
        "report": report,
        "shown": shown,
        "changes": shown_changes(page, falls=falls, appears=[], changes=report["changed"], values=report["values"]),
        "answers": shown_answers(page, report["answers"]),
        "sources": reader.names(report["derived_sources"]),
    }
