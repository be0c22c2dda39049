"""Files in: they are checked first, the report says what is wrong and where, then the same files are recorded."""

from dataclasses import replace
from tempfile import TemporaryFile
from typing import Annotated, Any, BinaryIO, Literal, cast

from fastapi import APIRouter, Form, Path, Request, UploadFile
from fastapi.responses import HTMLResponse, StreamingResponse
from pydantic import BaseModel, ConfigDict, Field

from app.api.guard import Limits
from app.api.pages.frame import Page, PageFrame
from app.api.problems import status_of
from app.api.strict import StrictRoute
from app.errors import Invalid, InvalidDocument, KintraceError, StoreError, TooLarge
from app.formats import FORMATS
from app.formats.archives import ArchiveLimits
from app.services.held_files import HeldFiles
from app.services.importing import ImportOptions
from app.services.upload_import import (
    OTHER_SHAPES,
    QUARANTINE,
    Upload,
    UploadedImport,
    fingerprint,
    first_mapping,
    import_uploads,
)

router = APIRouter(route_class=StrictRoute)
#: What an event log calls an event, and what is wrong where that is no kind of event.
_LOG_NAME, _OWN_WORDS = "concept:name", frozenset({"unknown_kind"})


class ImportForm(BaseModel):
    """What the form sends. A wrong value is told in the page, so that nothing typed is lost."""

    model_config = ConfigDict(extra="forbid", arbitrary_types_allowed=True)

    do: Literal["check", "record"] = "check"
    as_: str = Field("", alias="as", max_length=40)
    dataset: str = Field("", max_length=200)
    correct: Literal["", "on"] = ""
    quarantine: Literal["", "on"] = ""
    checked: str = Field("", max_length=64)
    files: list[UploadFile] = Field(default_factory=list)


@router.get("/import", response_class=HTMLResponse)
def show_import(page: PageFrame) -> HTMLResponse:
    """Show the empty form."""
    return _render(page)


@router.post("/import", response_class=HTMLResponse)
def import_files(request: Request, page: PageFrame, form: Annotated[ImportForm, Form()]) -> HTMLResponse:
    """Check files, or record files that were checked."""
    uploads = [(each.filename, each.file) for each in form.files if each.filename]
    if not uploads:
        return _render(page, form, error=page.words("Files: none was chosen. Choose one or more files."), status=422)
    try:
        return _answered(request, page, form, uploads)
    except InvalidDocument as error:
        if error.problem not in OTHER_SHAPES:
            return _refused(page, form, error)
        told = page.words("%(file)s: of a shape of its own.", file=error.file)
        return _render(page, form, error=told, status=422, **_mapping(request, uploads, form))
    except (Invalid, TooLarge, StoreError) as error:
        return _refused(page, form, error)


def _refused(page: Page, form: ImportForm, error: KintraceError) -> HTMLResponse:
    return _render(page, form, error=page.words.reasons.of_error(error, str(error)), status=status_of(error))


@router.get("/import/wrong-rows/{word}", response_class=StreamingResponse)
def download_wrong_rows(request: Request, word: Annotated[str, Path(max_length=100)]) -> StreamingResponse:
    """Give the wrong rows of an import that was made a short time ago."""
    return _download(request, word, QUARANTINE, "application/zip")


@router.get("/import/mapping/{word}", response_class=StreamingResponse)
def download_mapping(request: Request, word: Annotated[str, Path(max_length=100)]) -> StreamingResponse:
    """Give the first mapping for a file that was chosen a short time ago."""
    return _download(request, word, "mapping.toml", "application/toml")


def _download(request: Request, word: str, name: str, kind: str) -> StreamingResponse:
    held = held_files(request).get(word)
    headers = {"Content-Length": str(held.size), "Content-Disposition": f'attachment; filename="{name}"'}
    return StreamingResponse(held.pieces(), headers=headers, media_type=kind)


def _mapping(request: Request, uploads: list[Upload], form: ImportForm) -> dict[str, Any]:
    """Return a first mapping for a file of another shape, and the word under which it is kept."""
    text = first_mapping(uploads, form.dataset)
    if not text:
        return {"other_shape": True}
    file = cast(BinaryIO, TemporaryFile(prefix="kintrace-"))  # noqa: SIM115 -- kept under its word
    file.write(text.encode())
    return {"other_shape": True, "mapping": text, "mapping_word": held_files(request).keep(file)}


def held_files(request: Request) -> HeldFiles:
    """Return the files that wait to be fetched."""
    held: HeldFiles = request.app.state.held
    return held


def _answered(request: Request, page: Page, form: ImportForm, uploads: list[Upload]) -> HTMLResponse:
    limits: Limits = request.app.state.limits
    options = ImportOptions(
        as_=form.as_ or None, dataset=form.dataset, correct=bool(form.correct), most_rows=limits.rows, dry_run=True
    )
    aside = bool(form.quarantine)
    mark = fingerprint(uploads, options, quarantine=aside)
    records = form.do == "record" and form.checked == mark
    options = replace(options, dry_run=not records)
    inflated = ArchiveLimits(inflated=limits.inflated)
    done = import_uploads(page.services.ledger, uploads, options, inflated, quarantine=aside)
    changed = form.do == "record" and not records
    wrong = bool(done.report["problems"]) and not aside
    wrong_rows = held_files(request).keep(done.rejected) if done.rejected is not None else ""
    shapes = OTHER_SHAPES | _OWN_WORDS if any(map(_is_own_word, done.report["problems"])) else OTHER_SHAPES
    other = any(each["code"] in shapes for each in done.report["problems"])
    told = {**_mapping(request, uploads, form), "other_shapes": shapes} if other else {}
    if other and not done.report["rows_read"]:
        error = page.words("%(file)s: of a shape of its own.", file=done.report["problems"][0]["file"])
        return _render(page, form, error=error, status=422, **told)
    return _render(
        page, form, done=done, mark=mark, changed=changed, wrong_rows=wrong_rows, status=422 if wrong else 200, **told
    )


def _is_own_word(problem: dict[str, Any]) -> bool:
    """Say whether a log calls its events by words of its own, which a mapping can explain."""
    return problem["code"] in _OWN_WORDS and problem["column"] == _LOG_NAME


def _render(
    page: Page,
    form: ImportForm | None = None,
    *,
    done: UploadedImport | None = None,
    error: str = "",
    status: int = 200,
    **told: Any,
) -> HTMLResponse:
    start: dict[str, Any] = {"mark": "", "changed": False, "wrong_rows": "", "other_shape": False, "mapping": ""}
    start["other_shapes"] = OTHER_SHAPES
    formats = [each for each in FORMATS if each.read is not None]
    return page.render(
        "import.html",
        http_status=status,
        form=form or ImportForm.model_validate({}),
        formats=formats,
        written=[each for each in FORMATS if each.is_written],
        error=error,
        report=done.report if done else None,
        counts=_counts(done),
        **{**start, **told},
    )


def _counts(done: UploadedImport | None) -> dict[str, int]:
    return {name: count for name, count in done.report["counts"].items() if count} if done else {}
