"""The description of the JSON interface: OpenAPI 3.1, with the one shape that every error has."""

from collections.abc import Callable, Iterator
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from app.api.problems import MEDIA_TYPE

_PROBLEM = {
    "type": "object",
    "description": "What went wrong (RFC 9457). Never repeats the input.",
    "required": ["type", "title", "status", "code", "detail", "loc", "request_id"],
    "properties": {
        "type": {"type": "string", "format": "uri-reference"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "code": {"type": "string", "description": "one fixed word for programs"},
        "detail": {"type": "string", "description": "what is wrong, what is allowed, what to do"},
        "loc": {"type": "array", "items": {"type": "string"}, "description": "where"},
        "request_id": {"type": "string"},
    },
}
_REFERENCE = {"schema": {"$ref": "#/components/schemas/Problem"}}
_FAILURES = {
    "4XX": "The request was refused.",
    "503": "The database does not answer, or too much is asked at once; Retry-After says when to try again.",
    "504": "The answer took too long; narrow the question.",
}
_FRAMEWORK_SCHEMAS = ("HTTPValidationError", "ValidationError")


def describe(app: FastAPI) -> Callable[[], dict[str, Any]]:
    """Return what gives the description of an application, made when it is first asked for."""

    def openapi() -> dict[str, Any]:
        if app.openapi_schema is None:
            app.openapi_schema = _described(app)
        return app.openapi_schema

    return openapi


def _described(app: FastAPI) -> dict[str, Any]:
    schema = get_openapi(title=app.title, version=app.version, description=app.description, routes=app.routes)
    for operation in _operations(schema):
        success = {"description": "The answer.", "content": {"application/json": {"schema": {"type": "object"}}}}
        failures = {
            code: {"description": text, "content": {MEDIA_TYPE: _REFERENCE}} for code, text in _FAILURES.items()
        }
        operation["responses"] = {"200": success, **failures}
    schemas = schema.setdefault("components", {}).setdefault("schemas", {})
    for name in _FRAMEWORK_SCHEMAS:
        schemas.pop(name, None)
    schemas["Problem"] = _PROBLEM
    return schema


def _operations(schema: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for methods in schema.get("paths", {}).values():
        yield from methods.values()
