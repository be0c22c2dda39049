"""One testimony is entered: source, persons, kinship and events in the words of the witness; checked, then recorded.

Nothing is kept between the steps: what was typed travels with the form.
"""

from http import HTTPStatus
from typing import Annotated, Any

from fastapi import APIRouter, Depends
from fastapi.responses import HTMLResponse

from app.api.pages.changes import shown_changes, shown_contradictions
from app.api.pages.frame import Page, PageFrame
from app.api.pages.testimony_faults import faults_of, missing, warned
from app.api.pages.testimony_form import PARTS, TestimonyForm, read_form
from app.api.pages.testimony_readings import read_as
from app.api.pages.testimony_rows import Entry, event_ids, rows_of
from app.api.problems import status_of
from app.api.strict import StrictRoute
from app.domain.claims import Tier
from app.domain.custody import event_kinds, reasons
from app.domain.tables import SEXES, TABLES
from app.errors import Invalid, StoreError
from app.services.importing import ImportOptions
from app.services.testimony import foresee_rows, record_rows

router = APIRouter(route_class=StrictRoute)


@router.get("/testimony", response_class=HTMLResponse)
def show_testimony(page: PageFrame) -> HTMLResponse:
    """Show the empty form. Nobody is shown to everyone unless that was chosen."""
    return _render(page, TestimonyForm(values={"dataset": "testimony", "kind": "interview", "tier": Tier.TEAM.value}))


@router.post("/testimony", response_class=HTMLResponse)
def enter_testimony(page: PageFrame, form: Annotated[TestimonyForm, Depends(read_form)]) -> HTMLResponse:
    """Give more fields, say how the testimony is read and what it contradicts, or record it."""
    if form.do not in ("check", "record"):
        return _render(page, form)
    try:
        return _checked(page, form)
    except (Invalid, StoreError) as error:
        told = page.words.reasons.of_error(error, str(error))
        return _render(page, form, faults={"": told}, status=status_of(error))


def _checked(page: Page, form: TestimonyForm) -> HTMLResponse:
    """Check what was told; record it when it is what was checked before."""
    entries = rows_of(form)
    told = [each.told() for each in entries]
    report = record_rows(page.services.ledger, told, ImportOptions(dry_run=True))
    faults = {**faults_of(page, entries, report["problems"]), **missing(page, form)}
    if faults:
        return _render(page, form, report=report, faults=faults)
    if form.do == "record" and form.checked == form.mark():
        done = record_rows(page.services.ledger, told, ImportOptions())
        return _recorded(page, form, entries, done)
    foreseen = foresee_rows(page.services.ledger, told)
    contradictions = shown_contradictions(page, foreseen, _new(form))
    changes = shown_changes(page, **{name: foreseen[name] for name in ("falls", "appears", "changes", "values")})
    warnings = [(_place(page, entries, each), warned(page, each)) for each in report["warnings"]]
    return _render(page, form, report=report, contradictions=contradictions, changes=changes, warnings=warnings)


def _place(page: Page, entries: list[Entry], warning: dict[str, Any]) -> str:
    """Return which part of the form a warning is about, in its words."""
    prefix = entries[warning["row"] - 1].prefix if warning["row"] else ""
    _ = page.words
    words = {"p": _("Person %(n)s"), "f": _("Family %(n)s"), "k": _("Kinship %(n)s"), "e": _("Event %(n)s")}
    return words[prefix[0]] % {"n": prefix[1:-1]} if prefix else _("The source")


def _new(form: TestimonyForm) -> dict[str, str]:
    """Return the ids that are new, and what they are called."""
    kinds = event_kinds()
    events = {id: form.get(f"e{n}_kind") for n in form.used("e") for id, _ in event_ids(form, n)}
    return {form.id_of(part, n): form.get(f"{part}{n}_name") for part in ("p", "f") for n in form.used(part)} | {
        id: kinds[kind].name.replace("_", " ") for id, kind in events.items() if kind in kinds
    }


def _recorded(page: Page, form: TestimonyForm, entries: list[Entry], done: dict[str, Any]) -> HTMLResponse:
    persons = [each.row["id"] for each in entries if each.table == "persons"]
    events = [each.row["id"] for each in entries if each.table == "events"]
    faults = faults_of(page, entries, done["problems"])
    if faults:
        return _render(page, form, report=done, faults=faults)
    names = page.services.reader.called([*persons, *events])
    return page.render("testimony_done.html", report=done, form=form, persons=persons, events=events, names=names)


def _render(
    page: Page,
    form: TestimonyForm,
    *,
    report: dict[str, Any] | None = None,
    faults: dict[str, str] | None = None,
    status: int = 422,
    **told: Any,
) -> HTMLResponse:
    start: dict[str, Any] = {"contradictions": None, "changes": None, "warnings": []}
    reads = form.do in ("check", "record") and status < HTTPStatus.INTERNAL_SERVER_ERROR
    readings = read_as(page, form) if reads else {}
    return page.render(
        "testimony.html",
        http_status=status if faults else HTTPStatus.OK,
        form=form,
        report=report,
        faults=faults or {},
        ready=report is not None and not faults,
        readings=readings,
        unsaid=[n for n in form.used("p") if readings.get(f"p{n}_name") and not form.get(f"p{n}_is")],
        limits={part: most for part, (_, most) in PARTS.items()},
        options=_options(page),
        **{**start, **told},
    )


def _options(page: Page) -> dict[str, list[tuple[str, str]]]:
    """Return the values of the fields that are chosen, with their words."""
    words = page.words
    sources = TABLES["sources"].column("kind")
    tiers = {Tier.PARTNER: words("partner organisations")}
    kinds = sorted(event_kinds().values(), key=lambda kind: words.kind(kind.name))
    return {
        "source_kinds": [
            (kind, words.code(kind)) for kind in (sources.allowed if sources else ()) if kind != "invented"
        ],
        "tiers": [(tier.value, tiers.get(tier) or words.code(tier)) for tier in Tier if tier != Tier.PUBLIC],
        "sexes": [(sex, words.code(sex)) for sex in SEXES],
        "kinds": [(kind.name, words.kind(kind.name)) for kind in kinds],
        "reasons": [(reason, words.reason(reason)) for reason in reasons()],
    }
