"""The analyses: one address each, made from their declared parameters when the application starts."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter, Request, Response

from app.analysis import ANALYSES, Parameter
from app.api.answers import answer
from app.api.deps import RecordId, Services
from app.api.problems import Refused
from app.api.strict import OpenRoute, query_pairs

#: Entries of a list when the request names no limit; what was left out is told.
_LIMIT = 1_000


@dataclass(frozen=True, slots=True)
class Address:
    """Where an analysis answers.

    Attributes
    ----------
    path : str
    analysis : str
        Name in ``ANALYSES``.
    person : str
        The parameter that the id in the path gives; empty when there is none.
    left_out : tuple of str
        Parameters that this address does not take.
    required : tuple of str
        Parameters that only this address needs.
    """

    path: str
    analysis: str
    person: str = ""
    left_out: tuple[str, ...] = ()
    required: tuple[str, ...] = ()

    def parameters(self) -> list[Parameter]:
        """Return the parameters of the query string."""
        hidden = {self.person, *self.left_out}
        return [each for each in ANALYSES[self.analysis].parameters if each.name not in hidden]


ADDRESSES = (
    Address("/persons/{id}/kin", "kin", person="a", left_out=("b",)),
    Address("/persons/{id}/trail", "trail", person="person"),
    Address("/kinship", "kin", left_out=("limit",), required=("b",)),
    Address("/connections", "connect"),
    Address("/chains", "chains"),
    Address("/cascades", "cascade"),
    Address("/handovers", "handovers"),
    Address("/stages", "stages"),
    Address("/families", "families"),
    Address("/network", "network"),
    Address("/moves", "moves"),
    Address("/agencies", "agencies"),
    Address("/presence", "presence"),
    Address("/comparisons", "compare"),
    Address("/figures", "figures"),
    Address("/directory", "directory"),
    Address("/persons/{id}/rests_on", "rests_on", person="person"),
    Address("/rests_on", "rests_on", left_out=("person",)),
)


def analysis_router() -> APIRouter:
    """Return the routes of all analyses."""
    router = APIRouter(route_class=OpenRoute, tags=["analyses"])
    for address in ADDRESSES:
        router.add_api_route(
            address.path,
            _of_person(address) if address.person else _of_all(address),
            methods=["GET"],
            summary=ANALYSES[address.analysis].summary,
            name=f"analysis {address.path}",
            response_class=Response,
            openapi_extra={"parameters": [_documented(each, address) for each in address.parameters()]},
        )
    return router


def _of_all(address: Address) -> Callable[..., Response]:
    def run(request: Request, services: Services) -> Response:
        return _answer(request, services, address, {})

    return run


def _of_person(address: Address) -> Callable[..., Response]:
    def run(request: Request, services: Services, id: RecordId) -> Response:
        return _answer(request, services, address, {address.person: id})

    return run


def _answer(request: Request, services: Services, address: Address, fixed: Mapping[str, Any]) -> Response:
    given = dict(query_pairs(request.scope.get("query_string", b"")))
    for name in address.required:
        if not given.get(name):
            raise Refused(422, "missing", f"{name} is needed.", loc=("query", name))
    limit = next((each for each in address.parameters() if each.name == "limit"), None)
    if limit is not None:
        given.setdefault("limit", str(_default_limit(limit)))
    version = services.analyst.data_version()
    return answer(request, version, lambda: services.analyst.answer_bytes(address.analysis, **{**given, **fixed}))


def _default_limit(limit: Parameter) -> int:
    return min(_LIMIT, limit.most or _LIMIT)


def _documented(parameter: Parameter, address: Address) -> dict[str, Any]:
    kinds = {"int": "integer", "flag": "boolean"}
    schema: dict[str, Any] = {"type": kinds.get(parameter.type, "string")}
    default = _default_limit(parameter) if parameter.name == "limit" else parameter.default
    known = {"default": default, "minimum": parameter.least, "maximum": parameter.most}
    schema.update({key: value for key, value in known.items() if value is not None})
    if parameter.allowed:
        schema["enum"] = list(parameter.allowed)
    return {
        "name": parameter.name,
        "in": "query",
        "required": parameter.required or parameter.name in address.required,
        "description": f"{parameter.doc} ({parameter.says()})",
        "schema": schema,
    }
