"""The tree of errors: what a message says and which facts it carries."""

import inspect
import re

import pytest

from app import errors
from app.errors import (
    ConfigurationError,
    Conflict,
    EngineFailed,
    Forbidden,
    InvalidDocument,
    InvalidParameter,
    InvalidQuery,
    KintraceError,
    NotFound,
    StoreTimeout,
    StoreUnavailable,
    TooLarge,
)


def every_error() -> list[type[KintraceError]]:
    return [kind for _, kind in inspect.getmembers(errors, inspect.isclass) if issubclass(kind, KintraceError)]


@pytest.mark.parametrize(
    ("error", "message"),
    [
        (
            ConfigurationError("KINTRACE_HOME", "not a folder", "Name a folder"),
            "KINTRACE_HOME: not a folder. Name a folder.",
        ),
        (InvalidQuery("kin.cypher", "$x is not declared"), "kin.cypher: $x is not declared."),
        (
            InvalidDocument("a.csv", 3, "begin", "bad_date", "there is no day 32", "days are 01 to 31"),
            "a.csv, row 3, begin: there is no day 32. Allowed: days are 01 to 31.",
        ),
        (InvalidDocument("a.csv", None, None, "no_header", "the file is empty"), "a.csv: the file is empty."),
        (InvalidParameter("depth", "1 to 4"), "depth: not allowed. Allowed: 1 to 4."),
        (
            NotFound("person", "x:1", "List them with `kintrace queries`"),
            "no person with the id x:1. List them with `kintrace queries`.",
        ),
        (Forbidden("record"), "this needs the right to record. Use a key that has the right to record."),
        (
            Conflict("events row ev1", "claim abc", "Use --correct"),
            "events row ev1 conflicts with claim abc. Use --correct.",
        ),
        (TooLarge("2,000 nodes", "Ask for fewer steps"), "above the limit of 2,000 nodes. Ask for fewer steps."),
        (StoreUnavailable(), "the database cannot be reached. Try again in a moment."),
        (StoreTimeout(5), "the query took longer than 5 s and was stopped. Ask for fewer steps, persons or days."),
        (EngineFailed("engine.log"), "the database engine did not start. See engine.log."),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, Exception) else "",
)
def test_a_message_says_what_is_wrong_and_what_to_do(error: KintraceError, message: str) -> None:
    assert str(error) == message


def test_the_facts_of_a_message_are_attributes() -> None:
    error = InvalidDocument("a.csv", 3, "begin", "bad_date", "there is no day 32", "days are 01 to 31")
    assert (error.file, error.row, error.column, error.problem) == ("a.csv", 3, "begin", "bad_date")
    assert (error.reason, error.allowed) == ("there is no day 32", "days are 01 to 31")
    assert Conflict("a", "b").with_what == "b"


def test_every_error_has_its_own_code() -> None:
    codes = [kind.code for kind in every_error()]
    assert len(set(codes)) == len(codes)
    assert all(re.fullmatch("[a-z_]+", code) for code in codes)


def test_the_drawn_tree_is_the_tree_of_classes() -> None:
    drawn = re.findall(r"^[|` -]*([A-Z]\w+)", (errors.__doc__ or "").split("A message says")[0], re.MULTILINE)
    assert set(drawn) - {"Every"} == {kind.__name__ for kind in every_error()}
