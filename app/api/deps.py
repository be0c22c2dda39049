"""Shared inputs of handlers as annotated types: a handler's signature is its documentation."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, Protocol

from fastapi import Depends, Path, Query, Request
from pydantic import AfterValidator

from app.api.problems import Refused
from app.domain.identifiers import check_id, is_id
from app.services.analyst import Analyst
from app.services.exporter import Exporter
from app.services.ledger import Ledger
from app.services.reader import Reader


class Kintrace(Protocol):
    """The services that the HTTP edge stands on; ``app.bootstrap`` builds them."""

    @property
    def reader(self) -> Reader:
        """Records, neighbourhoods, search, named queries."""
        ...

    @property
    def analyst(self) -> Analyst:
        """The analyses on the current snapshot."""
        ...

    @property
    def ledger(self) -> Ledger:
        """Import and withdrawal."""
        ...

    @property
    def exporter(self) -> Exporter:
        """Files out."""
        ...


def kintrace(request: Request) -> Kintrace:
    """Return the services of this application."""
    found: Kintrace = request.app.state.kintrace
    return found


def _id(text: str) -> str:
    return check_id(text, "id")


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise Refused(422, "invalid", "A day is written YYYY-MM-DD.", loc=("query",)) from error


def _visible(text: str) -> str:
    """Refuse texts that no one can type; surrogates and control characters among them."""
    if any(ord(each) < 32 or 0x7F <= ord(each) <= 0x9F or 0xD800 <= ord(each) <= 0xDFFF for each in text):
        raise Refused(422, "invalid_text", "The text holds control characters.", loc=("body",))
    return text


def split_list(text: str, name: str, allowed: Mapping[str, Any] | frozenset[str] | None = None) -> tuple[str, ...]:
    """Return the values of a parameter that holds several with commas between them."""
    values = tuple(each for each in text.split(",") if each)
    wrong = [each for each in values if not (each in allowed if allowed is not None else is_id(each))]
    if wrong:
        words = ", ".join(sorted(allowed)) if allowed is not None else "ids (dataset:local) with commas between them"
        raise Refused(422, "invalid_parameter", f"{name}: not allowed. Allowed: {words}.", loc=("query", name))
    return values


Services = Annotated[Kintrace, Depends(kintrace)]
RecordId = Annotated[str, Path(description="id of the record, `dataset:local`", max_length=1000), AfterValidator(_id)]
IdQuery = Annotated[str, Query(description="id of a record, `dataset:local`", max_length=1000), AfterValidator(_id)]
Day = Annotated[str, AfterValidator(lambda text: _day(text).isoformat())]
Text = Annotated[str, AfterValidator(_visible)]
Limit = Annotated[int, Query(ge=1, le=100, description="most entries")]
ClaimId = Annotated[str, Path(description="id of a claim", min_length=26, max_length=26, pattern="^[a-z2-7]+$")]
