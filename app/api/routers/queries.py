"""The named queries: one address for each file in ``queries/``, made when the application starts."""

from collections.abc import Callable, Mapping
from typing import Any

from fastapi import APIRouter, Request, Response

from app.api.answers import answer, plain
from app.api.deps import Services
from app.api.strict import OpenRoute, StrictRoute, query_pairs
from app.catalogue.spec import Parameter, QuerySpec


def query_router(catalogue: Mapping[str, QuerySpec]) -> APIRouter:
    """Return the routes ``/queries`` and ``/queries/{area}/{name}``, documented from the headers of the files."""
    router = APIRouter(route_class=OpenRoute, tags=["queries"])
    listing = APIRouter(route_class=StrictRoute, tags=["queries"])
    listed = [_described(spec) for spec in catalogue.values()]

    @listing.get("/queries", summary="All named queries", response_class=Response)
    def list_queries() -> Response:
        """Return all named queries with their parameters."""
        return plain({"queries": listed})

    for spec in catalogue.values():
        router.add_api_route(
            f"/queries/{spec.name.replace('.', '/')}",
            _handler(spec.name),
            methods=["GET"],
            summary=spec.summary,
            name=f"query_{spec.name}",
            response_class=Response,
            openapi_extra={"parameters": [_documented(parameter) for parameter in spec.parameters]},
        )
    router.include_router(listing)
    return router


def _handler(name: str) -> Callable[..., Response]:
    def run(request: Request, services: Services) -> Response:
        version = services.reader.data_version()
        given = dict(query_pairs(request.scope.get("query_string", b"")))
        return answer(request, version, lambda: {"data_version": version, **services.reader.query(name, given)})

    return run


def _described(spec: QuerySpec) -> dict[str, Any]:
    return {
        "name": spec.name,
        "summary": spec.summary,
        "address": f"/api/v1/queries/{spec.name.replace('.', '/')}",
        "parameters": [
            {
                "name": each.name,
                "type": each.type.name,
                "doc": each.doc,
                "required": each.required,
                "default": each.default,
                "least": each.least,
                "most": each.most,
                "unit": each.unit,
            }
            for each in spec.parameters
        ],
        "columns": dict(spec.returns),
    }


def _documented(parameter: Parameter) -> dict[str, Any]:
    whole = parameter.type.name == "int"
    schema: dict[str, Any] = {"type": "integer" if whole else "string"}
    bounds = {"minimum": parameter.least, "maximum": parameter.most}
    schema.update({key: value for key, value in bounds.items() if value is not None})
    if parameter.default is not None and not isinstance(parameter.default, list):
        schema["default"] = parameter.default
    words = f"{parameter.doc} ({parameter.type.doc})" if parameter.doc else parameter.type.doc
    return {
        "name": parameter.name,
        "in": "query",
        "required": parameter.required,
        "description": words,
        "schema": schema,
    }
