"""Words that say that a marriage has ended: the tie counts, and is shown as a former one."""

from datetime import date

import pytest

from app.domain.kin_algebra import inverse_pattern
from app.domain.kin_answer import kin_answer
from app.domain.kin_patterns import parse_notation
from app.domain.kinship import KinPerson, KinshipGraph, KinTie, parse_term, words
from app.domain.row_rules import Bodies
from app.domain.rows import RowChecker
from app.domain.tables import TABLES

WIVES = ["ex-wife", "former wife", "divorced wife", "전처", "전 부인", "이혼한 아내", "exesposa", "ex mujer",
         "бывшая жена", "бывшая супруга", "前妻"]  # fmt: skip
HUSBANDS = ["ex-husband", "former husband", "전남편", "전 남편", "exmarido", "exesposo", "бывший муж", "前夫", "前丈夫"]
PARTNERS = ["former partner", "전 동거인"]


def checked(relation: str, **cells: str) -> dict[str, object]:
    row = {"person_a": "x:1", "relation": relation, "person_b": "x:2", "source_id": "x:s", **cells}
    answer = RowChecker(date(2025, 6, 1), bodies=Bodies()).check(TABLES["kinship"], row)
    assert answer.problems == ()
    return dict(answer.statement)


@pytest.mark.parametrize(
    ("word", "english", "korean"),
    [
        *((word, "former wife", "전처") for word in WIVES),
        *((word, "former husband", "전남편") for word in HUSBANDS),
        *((word, "former partner", "전 동거인") for word in PARTNERS),
        ("exsuegro", "former husband's father", "전남편의 아버지"),
        ("전 장모", "former wife's mother", "전처의 어머니"),
        ("前岳父", "former wife's father", "전처의 아버지"),
        ("sister's ex-husband", "sister's former husband", "누나의 전남편"),
        ("ex-wife's brother", "former wife's brother", "전처의 오빠"),
        ("former daughter-in-law", "son's former wife", "아들의 전처"),
    ],
)
def test_the_word_keeps_that_the_marriage_ended(word: str, english: str, korean: str) -> None:
    readings = [words(reading) for reading in parse_term(word) or []]
    assert english in [each for reading in readings for each in reading["en"]]
    assert korean in [each for reading in readings for each in reading["ko"]]
    assert all("former" in each for reading in readings for each in reading["en"])


@pytest.mark.parametrize("word", [*WIVES, *HUSBANDS])
def test_a_row_becomes_a_marriage_that_has_ended(word: str) -> None:
    statement = checked(word)
    assert (statement["relation"], statement["until"], statement["words"]) == ("spouse", "unknown", word)
    assert checked(word, until="1976")["until"] == "1976"


def test_a_standing_marriage_has_no_end() -> None:
    assert "until" not in checked("아내")
    assert checked("전 동거인")["relation"] == "partner"


def test_a_former_marriage_counts_as_kinship_and_is_no_kin_in_law() -> None:
    ties = [KinTie("spouse", "x:h", "x:w", until="unknown"), KinTie("parent", "x:m", "x:w")]
    graph = KinshipGraph.build([KinPerson("x:w", "female"), KinPerson("x:m", "female")], ties)
    answer = kin_answer(graph, "x:h", "x:m")
    assert (answer["chon"], answer["former"], answer["legal_kin"]) == (1, True, False)
    assert answer["words"] == {"en": ["former wife's mother"], "ko": ["전처의 어머니"]}


@pytest.mark.parametrize(
    ("word", "english"),
    [("ex-wife's mother", "former wife's mother"), ("brother's ex-wife", "brother's former wife")],
)
def test_a_told_term_is_a_former_marriage_in_the_graph(word: str, english: str) -> None:
    people = [KinPerson("x:a", "female"), KinPerson("x:b", "male")]
    graph = KinshipGraph.build(people, [KinTie("kin", "x:a", "x:b", term=word)])
    (relation,) = graph.relations("x:b", "x:a")
    assert relation.former and words(relation)["en"] == [english]


def test_the_mark_is_on_the_other_end_seen_from_there() -> None:
    seen = inverse_pattern(parse_notation("WZxH"))
    assert (seen.start_ended, seen.end_ended) == (True, False)
    assert inverse_pattern(seen) == parse_notation("WZxH")
    assert inverse_pattern(parse_notation("xW")).start_ended


def test_a_mark_alone_is_no_word() -> None:
    assert parse_term("ex") is None and parse_term("전") is None and parse_term("extra brother") is None
