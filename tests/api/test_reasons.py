"""Reasons for refusing a row, a parameter or a request: each that the code can give is Korean on Korean pages."""

import ast
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import pytest

from app import errors
from app.analysis.options import Parameter
from app.api.pages.reasons import Reasons
from app.api.problems import HTTP_PROBLEMS
from app.domain.dates import DateRefused, read_date

KOREAN = Reasons("ko")
#: What is called with a reason -> which of its arguments are told.
CALLS = {
    "Problem": (2, 3),
    "CellRefused": (1, 2),
    "refuse": (2, 3),
    "warn": (2, 3),
    "DateRefused": (0,),
    "InvalidDocument": (4, 5),
    "Refused": (2,),
    "TooLarge": (0, 1),
    "StoreUnavailable": (0, 1),
    "note": (2, 3),
    "_bad": (1, 2),
    "_Refused": (1, 2),
    "BadValue": (0,),
}
#: What a reason is called in the formats before it is given.
NAMED = {"reason", "allowed"}
FOLDERS = ("analysis", "api", "domain", "formats", "services", "store")
#: Texts that are codes, the same in every language.
CODES = {"UTF-8", '{"name": ["…"]}', "at most 256", " (7)"}


def texts(node: ast.expr) -> Iterator[str]:
    """Yield the texts that an argument can be, with numbers in the place of values."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value:
        yield node.value
    elif isinstance(node, ast.JoinedStr):
        parts = [str(each.value) if isinstance(each, ast.Constant) else "7" for each in node.values]
        if any(part.strip(" ,.;:") not in ("", "7") for part in parts):
            yield "".join(parts)
    elif isinstance(node, ast.IfExp):
        yield from texts(node.body)
        yield from texts(node.orelse)


def reasons() -> Iterator[str]:
    app = Path(str(files("app")))
    for file in sorted(each for folder in FOLDERS for each in (app / folder).rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
                for at in CALLS.get(name, ()):
                    yield from texts(node.args[at]) if at < len(node.args) else ()
            elif isinstance(node, ast.Assign) and "formats" in file.parts and ast.unparse(node.targets[0]) in NAMED:
                yield from texts(node.value)
            elif isinstance(node, ast.AnnAssign | ast.Assign) and isinstance(node.value, ast.Dict):
                yield from damage(node.value) if "DAMAGE" in ast.unparse(node) else ()


def damage(table: ast.Dict) -> Iterator[str]:
    """Yield what a table of damage says: of each kind what is wrong, and what is allowed."""
    for value in table.values:
        if isinstance(value, ast.Tuple) and len(value.elts) == 2:
            told = [text for each in value.elts for text in texts(each) if " " in text]
            yield from told if len(told) == 2 else ()


def is_korean(text: str) -> bool:
    return any("가" <= sign <= "힣" for sign in text)


def test_every_reason_in_the_code_is_translated():
    found = set(reasons()) - CODES
    assert len(found) > 200
    assert sorted(text for text in found if not is_korean(KOREAN.told(text))) == []


@pytest.mark.parametrize("kind", ["flag", "day", "country", "int", "text"])
def test_what_a_parameter_takes_is_told_in_korean(kind):
    assert is_korean(KOREAN.told(Parameter("x", kind, "", least=1, most=2).says()))


def test_every_failure_of_http_is_translated():
    assert [words for _, words in HTTP_PROBLEMS.values() if not is_korean(KOREAN.told(words))] == []


@pytest.mark.parametrize("text", ["2009-13", "03/04/2010", "31 February 2009", "09-1", "xyzzy", "2011/2009"])
def test_a_refused_date_says_why_in_korean(text):
    with pytest.raises(DateRefused) as refused:
        read_date(text)
    assert is_korean(KOREAN.told(refused.value.reason))


def test_a_day_that_a_month_lacks_is_told_with_the_month():
    with pytest.raises(DateRefused) as refused:
        read_date("2009-02-30")
    assert KOREAN.told(refused.value.reason) == "2009년 2월은 28일까지임"


def test_values_stand_where_the_language_wants_them_and_are_told_themselves():
    assert KOREAN.told("it cannot be told what the agency did in a handover") == (
        "handover에서 기관이 무엇을 했는지 알 수 없음"
    )
    assert KOREAN.told("a whole number from 1 to 50,000") == "1에서 50,000까지의 정수"
    assert KOREAN.told("A parameter is not known here. Allowed: to.") == "여기에 없는 매개변수입니다. 허용: to"
    assert KOREAN.told("names: not allowed. Allowed: one of '' or 'hidden'.").endswith("빈 값 또는 'hidden'")
    assert KOREAN.told("one of 'person' or 'record'") == "다음 가운데 하나: 'person' 또는 'record'"


def test_codes_and_what_no_catalogue_has_stay_as_they_are():
    assert KOREAN.told("female, male") == "female, male"
    assert Reasons("en").told("is no id") == "is no id"


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (errors.NotFound("person", "x:1", "Search for a name, or see the id in a list"), ["x:1", "사람", "이름으로"]),
        (
            errors.InvalidDocument("a.csv", 3, "birth", "x", "is no id", "valid text"),
            ["a.csv", "행 3", "birth", "허용: "],
        ),
        (errors.InvalidParameter("depth", "0 to 4"), ["depth: 허용되지", "0 to 4"]),
        (errors.TooLarge("5 records", "is empty"), ["한도를 넘음: 5 records", "비어"]),
        (errors.StoreUnavailable(), ["데이터베이스", "잠시 뒤"]),
        (errors.StoreTimeout(5), ["5초", "줄여"]),
        (errors.Forbidden("record"), ["권한"]),
        (errors.Invalid("is no id"), ["식별자가 아님."]),
        (ValueError("x"), ["x"]),
    ],
    ids=lambda value: type(value).__name__,
)
def test_an_error_is_told_part_by_part(error, told):
    words = KOREAN.of_error(error, str(error))
    assert [part for part in told if part not in words] == []
