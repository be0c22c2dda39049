"""Two records are judged to be the same or different: what would change, then the judgement as a claim of a source."""

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Form, Query
from fastapi.responses import HTMLResponse
from pydantic import BaseModel, ConfigDict, Field

from app.api.pages.changes import shown_answers, shown_changes, shown_contradictions
from app.api.pages.frame import Page, PageFrame
from app.api.pages.meant import Meant, find_meant, find_of_persons
from app.api.pages.statements import claim_order
from app.api.strict import StrictRoute
from app.domain.claims import Grade
from app.domain.identifiers import is_id
from app.domain.tables import IDENTITY_KINDS
from app.errors import Invalid, NotFound
from app.services.claims import claims_about
from app.services.importing import ImportOptions
from app.services.name_search import MOST_SEARCH_CHARACTERS
from app.services.testimony import foresee_rows, record_rows

router = APIRouter(route_class=StrictRoute)
_MOST_PAIRS = 50
_MOST_CLAIMS = 20
#: Sources that are offered; others are typed.
_MOST_SOURCES = 100


class JudgementForm(BaseModel):
    """What the form sends. A wrong value is told in the page, so that nothing typed is lost."""

    model_config = ConfigDict(extra="forbid")

    do: Literal["check", "answers", "record"] = "check"
    kind: Literal["person", "family", "event", "case"] = "person"
    record_a: str = Field("", max_length=1000)
    record_b: str = Field("", max_length=1000)
    record_a_is: str = Field("", max_length=1000)
    record_b_is: str = Field("", max_length=1000)
    judgement: Literal["", "same", "different"] = ""
    source_id: str = Field("", max_length=1000)
    citation: str = Field("", max_length=1000)
    grade: str = Field("", max_length=40)
    note: str = Field("", max_length=20_000)
    checked: str = Field("", max_length=4_000)

    def row(self) -> dict[str, Any]:
        """Return the row of the table of identities."""
        cells = self.model_dump(exclude={"do", "checked", "record_a_is", "record_b_is"})
        return {name: value.strip() for name, value in cells.items() if value.strip()}

    def mark(self) -> str:
        """Return what was judged, to see that what is recorded is what was checked."""
        return "|".join((self.kind, self.record_a, self.record_b, self.judgement, self.source_id, self.grade))


@router.get("/judgements", response_class=HTMLResponse)
def show_judgements(
    page: PageFrame,
    a: Annotated[str, Query(max_length=1000)] = "",
    b: Annotated[str, Query(max_length=1000)] = "",
) -> HTMLResponse:
    """Show pairs that may be one person, and the form."""
    return _render(page, JudgementForm(record_a=a, record_b=b))


@router.post("/judgements", response_class=HTMLResponse)
def judge(page: PageFrame, form: Annotated[JudgementForm, Form()]) -> HTMLResponse:
    """Show what a judgement would change, or record it."""
    meant = _meant(page, form)
    form = form.model_copy(update={field: side.id for field, side in meant.items() if side.id})
    faults = _faults(page, form, meant)
    if faults:
        return _render(page, form, faults=faults, meant={name: meant[name] for name in meant if name in faults})
    try:
        return _judged(page, form)
    except Invalid as error:
        return _render(page, form, faults={"": page.words.reasons.of_error(error, str(error))})


def _judged(page: Page, form: JudgementForm) -> HTMLResponse:
    """Foresee what a judgement changes; record it when it is what was foreseen before."""
    told = [("identities", form.row())]
    ledger = page.services.ledger
    report = record_rows(ledger, told, ImportOptions(dry_run=True))
    if report["problems"]:
        return _render(page, form, faults=_of(page, report["problems"]))
    if form.do == "record" and form.checked == form.mark():
        done = record_rows(ledger, told, ImportOptions())
        return _render(page, form, done=done, faults=_of(page, done["problems"]))
    return _render(page, form, report=report, foreseen=foresee_rows(ledger, told, answers=form.do == "answers"))


def _of(page: Page, problems: list[dict[str, Any]]) -> dict[str, str]:
    told = page.words.told
    found = {each["column"] or "": f"{told(each['reason'])}. {told(each['allowed'])}".strip() for each in problems}
    if "source_id" in found:
        found["source_id"] = page.words("No source on record has this id. Choose one from the list.")
    return found


def _meant(page: Page, form: JudgementForm) -> dict[str, Meant]:
    """Return which records can be meant where a name was typed instead of an id."""
    chosen = {"record_a": form.record_a_is, "record_b": form.record_b_is}
    typed = {field: (getattr(form, field).strip(), each) for field, each in chosen.items()}
    named = {
        field: each
        for field, each in typed.items()
        if 0 < len(each[0]) <= MOST_SEARCH_CHARACTERS and not is_id(each[0])
    }
    if form.kind == "person":
        title = page.words("Which person is meant?")
        return {field: find_meant(page, field, title, each, ("Person",)) for field, each in named.items()}
    title, label = page.words("Which record is meant?"), IDENTITY_KINDS[form.kind]
    return {field: find_of_persons(page, field, title, each, label) for field, each in named.items()}


def _faults(page: Page, form: JudgementForm, meant: Mapping[str, Meant]) -> dict[str, str]:
    _ = page.words
    found: dict[str, str] = {}
    for name in ("record_a", "record_b"):
        id = getattr(form, name).strip()
        if name in meant and not meant[name].id:
            found[name] = _not_one(page, form.kind, meant[name])
        elif not is_id(id):
            found[name] = _("A name is needed, or the id of a record: it stands on its page.")
        elif not _stands(page, form.kind, id):
            other = page.services.reader.names([id]).get(id)
            found[name] = _("No record has this id.")
            if other:
                found[name] = _("This id is one of another kind: %(kind)s.", kind=_.code(other["label"].lower()))
    if not found and form.record_a.strip() == form.record_b.strip():
        found["record_b"] = _("Two different records are needed.")
    if not form.judgement:
        found["judgement"] = _("Choose: the same, or different.")
    if not is_id(form.source_id.strip()):
        found["source_id"] = _("The id of a source on record is needed: who says it.")
    return found


def _not_one(page: Page, kind: str, meant: Meant) -> str:
    """Say that none or several can be meant by what was typed."""
    _ = page.words
    if kind == "person":
        return _("Several persons can be meant. Choose one.") if meant.hits else _("Nobody on record has this name.")
    if meant.hits:
        return _("Several records can be meant. Choose one.")
    return _("Nothing on record has this name, and nobody of this name is in one.")


def _stands(page: Page, kind: str, id: str) -> bool:
    """Say whether an id is one of this kind on record, also one that was joined into another record."""
    try:
        page.services.reader.node(IDENTITY_KINDS[kind], id)
    except (Invalid, NotFound):
        return False
    return True


def _render(
    page: Page,
    form: JudgementForm,
    *,
    faults: dict[str, str] | None = None,
    foreseen: dict[str, Any] | None = None,
    **shown: Any,
) -> HTMLResponse:
    reader = page.services.reader
    told: dict[str, Any] = {"changes": None, "answers": None, "contradictions": None}
    told |= {"report": None, "done": None, "meant": {}, **shown}
    if foreseen is not None:
        keys = {name: foreseen[name] for name in ("falls", "appears", "changes", "values")}
        told["changes"] = shown_changes(page, **keys)
        told["answers"] = shown_answers(page, foreseen["answers"])
        told["contradictions"] = shown_contradictions(page, foreseen, {})
    ids = [id for id in (form.record_a.strip(), form.record_b.strip()) if is_id(id)]
    pairs = (
        reader.rows("quality.possible_duplicates", most=_MOST_PAIRS) if page.request.method == "GET" and not ids else []
    )
    names = reader.names([*ids, *(row[name] for row in pairs for name in ("person_a", "person_b"))])
    return page.render(
        "judgement.html",
        http_status=422 if faults else 200,
        form=form,
        faults=faults or {},
        pairs=pairs,
        names=names,
        sides=[_side(page, id, names) for id in ids],
        grades=list(Grade),
        kinds=list(IDENTITY_KINDS),
        sources=[row["source"] for row in reader.rows("records.sources", most=_MOST_SOURCES)] if ids else [],
        **told,
    )


def _side(page: Page, id: str, names: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """Return what is claimed of one of the two records, to be compared."""
    found = claims_about(page.services.reader, id, limit=_MOST_CLAIMS)["claims"] if id in names else []
    claims = sorted(found, key=claim_order)
    ids = {each for claim in claims for part in page.parts(claim) for each in part.ids}
    return {"id": id, "claims": claims, "names": page.services.reader.called([id, *ids])}
