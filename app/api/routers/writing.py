"""Writing: files in, claims and sources out."""

from base64 import b64encode
from typing import Annotated, Any, BinaryIO, Literal

from fastapi import APIRouter, File, Query, Request, Response, UploadFile
from pydantic import BaseModel, ConfigDict, Field

from app.api.answers import plain
from app.api.deps import Services, Text
from app.api.guard import Limits
from app.api.problems import MEDIA_TYPE, document
from app.api.strict import StrictRoute
from app.formats.archives import ArchiveLimits
from app.services.importing import ImportOptions
from app.services.testimony import record_rows
from app.services.upload_import import import_uploads

router = APIRouter(route_class=StrictRoute, tags=["writing"])


class ImportQuery(BaseModel):
    """How uploaded files are imported."""

    model_config = ConfigDict(extra="forbid")

    as_: str | None = Field(
        None, alias="as", max_length=40, pattern="^[a-z0-9_-]+$", description="format; else it is recognised"
    )
    dry_run: bool = Field(False, description="say what would happen, write nothing")
    dataset: str = Field("", max_length=100, pattern=r"^[A-Za-z0-9._-]*$", description="data set of ids made here")
    correct: bool = Field(False, description="rows with other content replace the claims on record")
    complete: bool = Field(False, description="with correct: claims that the files no longer have are withdrawn")
    quarantine: bool = Field(False, description="record the good rows; the answer holds the others in `quarantine_zip`")


class WithdrawalBody(BaseModel):
    """What is withdrawn, and why."""

    model_config = ConfigDict(extra="forbid", strict=True)

    target: Text = Field(min_length=1, max_length=1000, description="id of a source or of a claim")
    because: Text = Field("", max_length=1000, description="the reason, kept with the claim")
    dry_run: bool = Field(False, description="list what would fall, change nothing")


class TableRow(BaseModel):
    """One row of a table of a data set."""

    model_config = ConfigDict(extra="forbid", strict=True)

    table: str = Field(max_length=40, description="persons, kinship, events …: the tables of a data set")
    row: dict[str, str | int | float | list[str] | None] = Field(
        max_length=64, description="column to value; several values of a cell as a list"
    )


class ClaimsBody(BaseModel):
    """What one testimony, or any other source, says."""

    model_config = ConfigDict(extra="forbid", strict=True)

    rows: list[TableRow] = Field(min_length=1, max_length=5_000, description="rows; each names its source_id")
    dry_run: bool = Field(False, description="say what would happen, write nothing")
    correct: bool = Field(False, description="rows with other content replace the claims on record")


class JudgementBody(BaseModel):
    """Whether two records are the same, and who says so."""

    model_config = ConfigDict(extra="forbid", strict=True)

    kind: Literal["person", "family", "event", "case"] = Field("person", description="what the two records are")
    record_a: str = Field(max_length=1000, description="id of one record")
    record_b: str = Field(max_length=1000, description="id of the other record")
    judgement: Literal["same", "different"]
    source_id: str = Field(max_length=1000, description="the source that says it; it must be on record")
    citation: str = Field("", max_length=1000, description="where in the source")
    quote: str = Field("", max_length=20_000)
    note: str = Field("", max_length=20_000)
    grade: str = Field("", max_length=40)
    tier: str = Field("", max_length=40)
    dry_run: bool = Field(False, description="say what would happen, write nothing")


@router.post("/imports", summary="Import files", response_class=Response)
def import_files(
    request: Request,
    services: Services,
    query: Annotated[ImportQuery, Query()],
    files: Annotated[
        list[UploadFile], File(description="`<table>.csv` or a `.zip` of them; files of other formats; a mapping")
    ],
) -> Response:
    """Import files. Every row is checked before the first is written; with a wrong row nothing is recorded.

    With `quarantine` the good rows are recorded; the answer then has the rejected rows, word for word, as a `.zip` of
    tables in base64 (`quarantine_zip`).
    """
    limits: Limits = request.app.state.limits
    options = ImportOptions(**query.model_dump(exclude={"quarantine"}), most_rows=limits.rows)
    uploads = [(file.filename or "", file.file) for file in files]
    inflated = ArchiveLimits(inflated=limits.inflated)
    done = import_uploads(services.ledger, uploads, options, inflated, quarantine=query.quarantine)
    if query.quarantine and (options.dry_run or done.rejected is not None):
        return plain({**done.report, "quarantine_zip": _in_base64(done.rejected)})
    return _reported(request, done.report)


def _in_base64(file: BinaryIO | None) -> str | None:
    if file is None:
        return None
    with file:
        return b64encode(file.read()).decode()


@router.post("/claims", summary="Record what a source says", response_class=Response)
def record_claims(request: Request, services: Services, body: ClaimsBody) -> Response:
    """Record rows by the same rules as files: every row is checked before the first is written."""
    options = ImportOptions(dry_run=body.dry_run, correct=body.correct)
    return _reported(request, record_rows(services.ledger, [(each.table, each.row) for each in body.rows], options))


@router.post("/judgements", summary="Judge whether two records are the same", response_class=Response)
def judge(request: Request, services: Services, body: JudgementBody) -> Response:
    """Record that two records are the same, or are different: an identity claim of a source."""
    row = body.model_dump(exclude={"dry_run"})
    return _reported(request, record_rows(services.ledger, [("identities", row)], ImportOptions(dry_run=body.dry_run)))


def _reported(request: Request, report: dict[str, Any]) -> Response:
    if not report["problems"]:
        return plain(report)
    detail = f"{len(report['problems']) + report['problems_left_out']} problems in {report['rows_read']} rows."
    body = document(422, "rejected", f"{detail} Nothing was recorded.", request_id=request.scope["request_id"])
    response = plain({**body, "report": report}, 422)
    response.headers["content-type"] = MEDIA_TYPE
    return response


@router.post("/withdrawals", summary="Withdraw a source or a claim", response_class=Response)
def withdraw(services: Services, body: WithdrawalBody) -> Response:
    """Withdraw a source with all its claims, or one claim; with `dry_run` list what rests on it."""
    return plain(dict(services.ledger.withdraw(body.target, body.because, dry_run=body.dry_run)))
