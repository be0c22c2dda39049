"""What lies around a record, as node-link, Cytoscape or picture JSON."""

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from app.api.answers import answer
from app.api.deps import Day, Services, split_list
from app.api.problems import Refused
from app.api.strict import StrictRoute
from app.services.neighbourhood import KINDS, SubgraphRequest, read_subgraph
from app.services.subgraph_shapes import generate_subgraph

router = APIRouter(route_class=StrictRoute, tags=["graph"])


class SubgraphQuery(BaseModel):
    """The parameters of a subgraph."""

    model_config = ConfigDict(extra="forbid")

    seed: str = Field(description="id of a record, or `Label/id`; several with commas between them", max_length=4000)
    depth: int = Field(1, ge=0, le=4, description="how many ties away")
    kinds: str = Field("", max_length=500, description="labels and tie types to follow, with commas; empty: all")
    from_: Day | None = Field(None, alias="from", description="leave out events certainly before this day")
    to: Day | None = Field(None, description="leave out events certainly after this day")
    max_nodes: int = Field(500, ge=1, le=2000, description="most nodes; what is left out is counted by kind")
    format: Literal["node_link", "cytoscape"] = Field("node_link", description="shape of the answer")

    def request(self) -> SubgraphRequest:
        """Return what the service is asked for."""
        seeds = tuple(each for each in self.seed.split(",") if each)
        if not 1 <= len(seeds) <= 50:
            raise Refused(422, "invalid_parameter", "seed: 1 to 50 ids with commas.", loc=("query", "seed"))
        kinds = frozenset(split_list(self.kinds, "kinds", KINDS))
        return SubgraphRequest(seeds, self.depth, kinds, self.from_, self.to, self.max_nodes)


@router.get("/subgraph", summary="What lies around records", response_class=Response)
def read_graph_around(request: Request, services: Services, query: Annotated[SubgraphQuery, Query()]) -> Response:
    """Return what lies within a few ties of records; `truncated` and `left_out` say what is not in it."""

    def build() -> dict[str, Any]:
        return generate_subgraph(read_subgraph(services.reader, query.request()), query.format)

    return answer(request, services.reader.data_version(), build)
