"""Writing: files in, claims and sources out."""

from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated, Any

from fastapi import APIRouter, File, Query, Request, Response, UploadFile
from pydantic import BaseModel, ConfigDict, Field

from app.api.answers import plain
from app.api.deps import Services, Text
from app.api.guard import Limits
from app.api.problems import MEDIA_TYPE, document
from app.api.strict import StrictRoute
from app.errors import InvalidDocument
from app.formats.archives import ArchiveLimits
from app.services.importing import ImportOptions
from app.services.uploads import unpack_uploads

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


class WithdrawalBody(BaseModel):
    """What is withdrawn, and why."""

    model_config = ConfigDict(extra="forbid", strict=True)

    target: Text = Field(min_length=1, max_length=1000, description="id of a source or of a claim")
    because: Text = Field("", max_length=1000, description="the reason, kept with the claim")
    dry_run: bool = Field(False, description="list what would fall, change nothing")


@router.post("/imports", summary="Import files", response_class=Response)
def import_files(
    request: Request,
    services: Services,
    query: Annotated[ImportQuery, Query()],
    files: Annotated[
        list[UploadFile], File(description="`<table>.csv` or a `.zip` of them; files of other formats; a mapping")
    ],
) -> Response:
    """Import files. Every row is checked before the first is written; with a wrong row nothing is recorded."""
    limits: Limits = request.app.state.limits
    options = ImportOptions(**query.model_dump(), most_rows=limits.rows)
    with TemporaryDirectory(prefix="kintrace-upload-") as folder:
        report = _imported(services, files, Path(folder), options, ArchiveLimits(inflated=limits.inflated))
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


def _imported(
    services: Services, files: list[UploadFile], folder: Path, options: ImportOptions, limits: ArchiveLimits
) -> dict[str, Any]:
    """Return the report of an import, with the names of files as they were uploaded."""
    found = unpack_uploads(((file.filename or "", file.file) for file in files), folder, limits)
    wanted = replace(options, mapping=found.mapping)
    try:
        report = services.ledger.import_paths(found.paths or [folder], wanted).to_dict()
    except InvalidDocument as error:
        name = found.named(error.file)
        raise InvalidDocument(name, error.row, error.column, error.problem, error.reason, error.allowed) from error
    report["files"] = [found.named(file) for file in report["files"]]
    for entry in (*report["problems"], *report["warnings"]):
        entry["file"] = found.named(entry["file"])
    return report
