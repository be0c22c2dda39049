"""Files out: the graph, or what lies around some records, as a download."""

from typing import Annotated

from fastapi import APIRouter, Path, Query, Request, Response
from fastapi.responses import StreamingResponse
from pydantic import BaseModel, ConfigDict, Field

from app.api.answers import tag_matches, tag_of
from app.api.deps import Day, Services, split_list
from app.api.problems import Refused
from app.api.strict import StrictRoute
from app.services.downloads import open_download
from app.services.exporter import ExportRequest
from app.services.neighbourhood import KINDS

router = APIRouter(route_class=StrictRoute, tags=["graph"])
_MOST_SEEDS = 50
FormatName = Annotated[str, Path(description="name of a format", max_length=40, pattern="^[a-z0-9_-]+$")]


class ExportQuery(BaseModel):
    """What is given out."""

    model_config = ConfigDict(extra="forbid")

    seed: str = Field("", max_length=4000, description="only around these records: ids, or `Label/id`, with commas")
    depth: int = Field(1, ge=0, le=4, description="how many ties away from the seeds")
    kinds: str = Field(
        "",
        max_length=500,
        description="labels and tie types to keep, with commas, and the sources these rest on; empty: all",
    )
    from_: Day | None = Field(None, alias="from", description="leave out events certainly before this day")
    to: Day | None = Field(None, description="leave out events certainly after this day")
    archive: bool = Field(False, description="an archive with the manifest, also where the format is one file")

    def request(self, format: str) -> ExportRequest:
        """Return what the service is asked for."""
        seeds = tuple(each for each in self.seed.split(",") if each)
        if len(seeds) > _MOST_SEEDS:
            raise Refused(422, "invalid_parameter", f"seed: at most {_MOST_SEEDS} ids.", loc=("query", "seed"))
        kinds = frozenset(split_list(self.kinds, "kinds", KINDS))
        return ExportRequest(format, seeds, self.depth, kinds, self.from_, self.to)


@router.get("/exports/{format}", summary="Download the graph or a part of it", response_class=Response)
def download(
    request: Request, services: Services, format: FormatName, query: Annotated[ExportQuery, Query()]
) -> Response:
    """Download the graph in a format; formats of several files come as an archive with a manifest."""
    tag = tag_of(request, services.reader.data_version())
    if tag_matches(request, tag):
        return Response(status_code=304, headers={"ETag": tag})
    made = open_download(services.exporter, query.request(format), archive=query.archive)
    headers = {
        "ETag": tag_of(request, made.data_version),
        "Content-Length": str(made.size),
        "Content-Disposition": f'attachment; filename="{made.name}"',
    }
    return StreamingResponse(made.pieces(), headers=headers, media_type="application/octet-stream")
