"""Whether two names can be one person's."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.names import Match, compare_names, name_answer, name_forms


@pytest.mark.parametrize(
    ("a", "b", "match"),
    [
        ("리영희", "리영희", "same"),
        ("리영희", "이영희", "same"),
        ("리영희", "李英姬", "same"),
        ("리영희", "Ri Yong Hui", "same"),
        ("리영희", "Lee Young-hee", "same"),
        ("리영희", "Ли Ён Хи", "same"),
        ("Ri Yŏng-hŭi", "Ri Yong Hui", "same"),
        ("Ri Yong Hui", "Lee Young-hee", "plausible"),
        ("Lee Young-hee", "Young Hee Lee", "same"),
        ("박정희", "Park Chung-hee", "same"),
        ("노무현", "Roh Moo-hyun", "same"),
        ("이명박", "Lee Myung-bak", "same"),
        ("김정은", "Ким Чен Ын", "same"),
        ("Kim Jong Un", "Ким Чен Ын", "same"),
        ("장성택", "Jang Song Thaek", "same"),
        ("최룡해", "최용해", "same"),
        ("Chongjin", "Cheongjin", "same"),
        ("청진", "Chongjin", "same"),
        ("Kim Chul-soo", "Chol Su Kim", "plausible"),
        ("Chol Su", "Kim Chol Su", "plausible"),
        ("李英姬", "李永熙", "plausible"),
        ("王秀英", "Wang Xiuying", "same"),
        ("John Smith", "SMITH John", "same"),
        ("Jean-Paul Durand", "Jeanpaul Durand", "same"),
        ("Aleksandr Petrov", "Alexandr Petrov", "plausible"),
        ("김", "Kim", "same"),
        ("최룡해", "Цой Рён Хэ", "same"),
        ("평양", "Пхеньян", "same"),
        ("태영호", "Thae Yong-ho", "same"),
        ("윤석열", "Yoon Suk-yeol", "same"),
        ("오극렬", "O Kuk Ryol", "same"),
        ("현영철", "Hyon Yong Chol", "same"),
        ("신동혁", "Shin Dong-hyuk", "same"),
        ("조명록", "Cho Myung-nok", "same"),
        ("오혜원", "Oh Hae-won", "plausible"),
        # different people
        ("Kim Chol Su", "Kim Chol Ho", "different"),
        ("Chol Su", "Chol Ho", "different"),
        ("김철수", "김철호", "different"),
        ("김철수", "김수철", "different"),
        ("Kim Chol Su", "Kim Chol So", "different"),
        ("Kim Chol Su", "Pak Chol Su", "different"),
        ("Kim Jong Il", "Kim Jong Un", "different"),
        ("리영희", "리용희", "different"),
        ("김영희", "Lee Young-hee", "different"),
        ("Ким Чен Ир", "Ким Чен Ын", "different"),
        ("Ким Чен Ир", "김정은", "different"),
        ("John Smith", "Jane Smythe", "different"),
        ("John Smith", "리영희", "different"),
        ("Su", "Kim Su", "different"),
        ("", "Kim", "different"),
        ("Kim", "?", "different"),
    ],
)
def test_pairs_of_names(a, b, match):
    assert compare_names(a, b).match == match
    assert compare_names(b, a).match == match


def test_one_other_syllable_is_named_as_the_reason():
    assert compare_names("Kim Chol Su", "Kim Chol Ho").reasons == ("differs in one syllable",)
    assert compare_names("Kim Chol Su", "Pak Yong Ho").reasons == ("different syllables",)


def test_a_rare_spelling_is_only_plausible():
    found = compare_names("김철수", "Cim Chol Su")
    assert found.match is Match.PLAUSIBLE and "rare" in found.reasons[0]


def test_scores_follow_the_grades():
    same = compare_names("리영희", "Ri Yong Hui").score
    plausible = compare_names("Ri Yong Hui", "Lee Young-hee").score
    assert 1 >= same > plausible > compare_names("Kim Chol Su", "Kim Chol Ho").score >= 0


def test_the_answer_has_the_keys_of_the_design():
    answer = name_answer("리영희", "Lee Young-hee")
    assert list(answer) == ["a", "b", "match", "score", "reasons"]
    assert answer["match"] == "same" and answer["reasons"] == ["same name in another script"]


@pytest.mark.parametrize("name", ["김철수", "박혜숙", "최룡해", "정은경", "한성택", "오국렬", "류현", "남궁옥"])
def test_all_forms_of_one_name_are_compatible(name):
    forms = [form.text for form in name_forms(name)]
    for a, b in combinations(forms, 2):
        assert compare_names(a, b).match != "different", (a, b)


given_syllables = st.sampled_from("영희철수정은룡해성일남혜숙옥광명진국호순금미향")


@given(given_syllables, given_syllables, given_syllables)
def test_an_exchanged_syllable_never_makes_the_same_name(first, second, other):
    if second != other:
        assert compare_names(f"김{first}{second}", f"김{first}{other}").match == "different"


@given(st.text(max_size=25), st.text(max_size=25))
def test_any_two_texts_can_be_compared_in_either_order(a, b):
    one, other = compare_names(a, b), compare_names(b, a)
    assert one.match == other.match
    assert 0 <= one.score <= 1 and one.reasons
