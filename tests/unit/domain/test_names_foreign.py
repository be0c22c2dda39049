"""Names of Koreans abroad: a Korean surname with a foreign given name, and spellings that no system has."""

from itertools import combinations

import pytest

from app.domain.name_foreign import read_foreign, skeleton
from app.domain.name_search import How, match_form
from app.domain.names import compare_names, match_keys

GROUPS = [
    ["Syngman Rhee", "Rhee Syngman", "이승만", "Yi Sŭng-man", "李承晩", "리승만", "Ли Сын Ман"],
    ["Choi Viktor", "Viktor Tsoi", "Victor Choi", "Цой Виктор", "Виктор Цой", "Цой Виктор Робертович", "최 빅토르",
     "최빅토르"],
    ["Pak Elena", "Elena Park", "Пак Елена", "박 엘레나"],
    ["Ten Sergei", "Тен Сергей", "정 세르게이"],
    ["Kim Vladimir", "Ким Владимир", "김 블라디미르"],
    ["Lee Nikolai", "Ли Николай", "리 니콜라이", "이 니콜라이"],
    ["Yugai Maria", "Югай Мария", "유 마리아"],
]  # fmt: skip


@pytest.mark.parametrize("names", GROUPS, ids=[group[0] for group in GROUPS])
def test_all_forms_of_one_name_find_each_other(names: list[str]) -> None:
    for a, b in combinations(names, 2):
        assert compare_names(a, b).match.value in ("same", "plausible"), (a, b)
        assert compare_names(b, a).match is compare_names(a, b).match
        assert set(match_keys([(a, "")])) & set(match_keys([(b, "")])), (a, b)
        found = match_form(a, [b])
        assert found is not None and found.how is not How.PART


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Choi Viktor", "Цой Виталий"), ("Цой Виктор", "Цой Виктория"), ("Choi Viktor", "Ким Виктор"),
        ("최 빅토르", "Цой Владимир"), ("Kim Chol Su", "Kim Chol Ho"), ("김철수", "Kim Chol Ho"),
        ("Ким Чхоль Су", "Kim Chol Ho"), ("Syngman Rhee", "Syngho Rhee"), ("Kim Taesik", "김대식 태"),
        ("Pak Elena", "Пак Ирина"), ("Viktor Hugo", "Виктор Гюго"),
    ],
)  # fmt: skip
def test_another_name_stays_another(a: str, b: str) -> None:
    assert compare_names(a, b).match.value == "different"


def test_a_match_over_a_foreign_name_says_why() -> None:
    assert compare_names("Choi Viktor", "Цой Виктор").reasons == (
        "same Korean surname, and a foreign given name in another script",
    )
    assert compare_names("Choi Aleksandr", "Alexander Choi").match.value == "different"
    assert compare_names("Choi Ekaterina", "Yekaterina Tsoy").reasons == (
        "same Korean surname, and a foreign given name in another spelling",
    )


@pytest.mark.parametrize(
    ("text", "given"),
    [("Kim", []), ("김철수", []), ("Kim Il-sung", []), ("李承晩", []), ("Kim Ann", []), ("Choi Yang Viktor", []),
     ("Цой Виктор Робертович", ["piktol"])],
)  # fmt: skip
def test_only_a_surname_with_one_long_word_is_such_a_name(text: str, given: list[str]) -> None:
    assert [reading.given for reading in read_foreign(text)] == given


@pytest.mark.parametrize(
    ("cyrillic", "latin", "hangul"),
    [
        ("александр", "aleksandr", "알렉산드르"), ("дмитрий", "dmitri", "드미트리"), ("юрий", "yuri", "유리"),
        ("николай", "nikolai", "니콜라이"), ("георгий", "georgi", "게오르기"), ("михаил", "mikhail", "미하일"),
        ("наталья", "natalia", "나탈리아"), ("федор", "fedor", "페도르"), ("светлана", "svetlana", "스베틀라나"),
    ],
)  # fmt: skip
def test_three_scripts_have_one_skeleton(cyrillic: str, latin: str, hangul: str) -> None:
    assert skeleton(cyrillic, "Cyrl") == skeleton(latin, "Latn") == skeleton(hangul, "Hang")


def test_what_is_no_whole_hangul_has_no_skeleton() -> None:
    assert skeleton("ㄱ빅", "Hang") == ""


def test_foreign_words_in_any_order_are_one_name() -> None:
    found = compare_names("Anna Maria Louise Smith", "Louise Anna Smith Maria")
    assert (found.match.value, found.reasons) == ("same", ("same words in another order",))


def test_a_shared_key_alone_is_only_a_part() -> None:
    assert set(match_keys([("김재수", "")])) & set(match_keys([("김제수", "")]))
    found = match_form("김재수", ["김제수"])
    assert found is not None and found.how is How.PART
