"""Errors as problem documents (RFC 9457): one table from error to status, one body for every failure.

A body never repeats the input, a person's data, a query, a trace or a version.
"""

from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any

import orjson
from fastapi import Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException

from app import errors
from app.errors import KintraceError

MEDIA_TYPE = "application/problem+json"
#: Seconds after which a client may try again.
RETRY_AFTER_SECONDS = 2
#: Error class to status. A test walks the whole tree of errors: a class that is not listed fails it.
STATUS: dict[type[KintraceError], int] = {
    errors.KintraceError: 500,
    errors.ConfigurationError: 500,
    errors.InvalidQuery: 500,
    errors.Invalid: 422,
    errors.InvalidDocument: 422,
    errors.InvalidParameter: 422,
    errors.NotFound: 404,
    errors.Forbidden: 403,
    errors.Conflict: 409,
    errors.TooLarge: 422,
    errors.StoreError: 503,
    errors.StoreUnavailable: 503,
    errors.StillReading: 503,
    errors.StillWorking: 503,
    errors.StoreTimeout: 504,
    errors.EngineFailed: 503,
}
#: Status to code and words, for failures that HTTP itself has.
HTTP_PROBLEMS: dict[int, tuple[str, str]] = {
    400: ("malformed", "The request is malformed."),
    401: ("no_key", "An access key is needed: Authorization: Bearer KEY. Make one with: kintrace key create."),
    403: ("forbidden", "This is not allowed."),
    404: ("not_found", "There is nothing at this address. The addresses are listed at /api/docs."),
    405: ("method_not_allowed", "This address does not take this method. The header Allow names those it takes."),
    413: ("body_too_large", "The body is larger than this address takes."),
    414: ("url_too_long", "The address is too long. Send long input in a body."),
    415: ("unsupported_media_type", "This address does not take this content type."),
    422: ("invalid", "The input is not valid."),
    431: ("headers_too_large", "The headers are too large."),
    500: ("internal", "The request failed in Kintrace. The request id is in the log of the server."),
    503: ("unavailable", "The service is not ready. Try again in a moment."),
}


class Refused(HTTPException):
    """A request that is refused before any service is asked.

    Parameters
    ----------
    status : int
    code : str
        One fixed word for programs.
    detail : str
        What is wrong, what is allowed; never the input.
    loc : sequence of str
        Where: ``query``, ``body``, ``path`` or ``headers``, then the name of the field.
    """

    def __init__(
        self,
        status: int,
        code: str,
        detail: str = "",
        *,
        loc: Sequence[str] = (),
        headers: Mapping[str, str] | None = None,
    ) -> None:
        words = detail or HTTP_PROBLEMS[status][1]
        super().__init__(status_code=status, detail=words, headers=dict(headers) if headers else None)
        self.code = code
        self.loc = tuple(loc)


def document(status: int, code: str, detail: str, *, loc: Sequence[str] = (), request_id: str = "") -> dict[str, Any]:
    """Return the body of a problem."""
    return {
        "type": f"urn:kintrace:problem:{code}",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "code": code,
        "detail": detail,
        "loc": list(loc),
        "request_id": request_id,
    }


def status_of(error: KintraceError) -> int:
    """Return the status of an error: that of its class or of the nearest listed ancestor."""
    return next(STATUS[kind] for kind in type(error).__mro__ if kind in STATUS)


def problem_of(error: Exception) -> tuple[dict[str, Any], dict[str, str]]:
    """Return body (without request id) and headers for any error."""
    if isinstance(error, KintraceError):
        return _own(error)
    if isinstance(error, RequestValidationError):
        return _invalid(error), {}
    if isinstance(error, Refused):
        headers = dict(error.headers or {})
        return document(error.status_code, error.code, str(error.detail), loc=error.loc), headers
    if isinstance(error, HTTPException) and error.status_code in HTTP_PROBLEMS:
        code, words = HTTP_PROBLEMS[error.status_code]
        return document(error.status_code, code, words), dict(error.headers or {})
    code, words = HTTP_PROBLEMS[500]
    return document(500, code, words), {}


def answer_problem(request: Request, error: Exception) -> Response:
    """Return any error as a problem document; the handler of every error of the JSON interface."""
    body, headers = problem_of(error)
    body["request_id"] = request.scope.get("request_id", "")
    return Response(orjson.dumps(body), body["status"], headers, MEDIA_TYPE)


def _own(error: KintraceError) -> tuple[dict[str, Any], dict[str, str]]:
    status = status_of(error)
    detail = error.reason if isinstance(error, errors.EngineFailed) else str(error)
    if status == 500:
        detail = HTTP_PROBLEMS[500][1]
    headers = {"Retry-After": str(RETRY_AFTER_SECONDS)} if status == 503 else {}
    return document(status, error.code, detail, loc=_loc(error)), headers


def _loc(error: KintraceError) -> list[str]:
    if isinstance(error, errors.InvalidParameter):
        return [error.name]
    if isinstance(error, errors.InvalidDocument):
        row = [str(error.row)] if error.row is not None else []
        return [error.file, *row, *([error.column] if error.column else [])]
    return []


def _invalid(error: RequestValidationError) -> dict[str, Any]:
    """Describe the first fault; names that the client made up and values stay out."""
    first = error.errors()[0]
    where = [str(part) for part in first["loc"]]
    if first["type"] == "extra_forbidden":
        return document(422, "unknown_field", "A field is not known here.", loc=where[:1])
    if first["type"] == "json_invalid":
        return document(400, "malformed", "The body is not valid JSON.", loc=where[:1])
    if first["type"] == "missing":
        return document(422, "missing", f"{where[-1]} is needed.", loc=where)
    return document(422, "invalid", f"{where[-1]}: {_words(first)}.", loc=where)


def _words(fault: Mapping[str, Any]) -> str:
    allowed = fault.get("ctx", {})
    known = {
        key: allowed[key] for key in ("ge", "gt", "le", "lt", "min_length", "max_length", "expected") if key in allowed
    }
    limits = ", ".join(f"{_LIMIT_WORDS[key]} {value}" for key, value in known.items())
    return f"not allowed. Allowed: {limits}" if limits else _TYPE_WORDS.get(str(fault["type"]), "not valid here")


_LIMIT_WORDS = {
    "ge": "at least",
    "gt": "more than",
    "le": "at most",
    "lt": "less than",
    "min_length": "characters or items, at least",
    "max_length": "characters or items, at most",
    "expected": "one of",
}
_TYPE_WORDS = {
    "int_parsing": "a whole number is needed",
    "int_type": "a whole number is needed",
    "int_from_float": "a whole number is needed",
    "int_parsing_size": "the number is too large",
    "float_parsing": "a number is needed",
    "bool_parsing": "true or false is needed",
    "bool_type": "true or false is needed",
    "string_type": "a text is needed",
    "string_unicode": "the text holds characters that are no valid Unicode",
    "list_type": "a list is needed",
    "dict_type": "an object is needed",
    "model_attributes_type": "an object is needed",
    "value_error": "not valid",
}
