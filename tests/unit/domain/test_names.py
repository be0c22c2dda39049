"""Folding, scripts, generated forms and search keys of names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.name_hangul import Syllable, put_together, south_initial, take_apart
from app.domain.names import compare_names, detect_script, fold, fold_query, match_keys, name_forms, search_text

GIVEN_NAMES = [
    "영희",
    "철수",
    "혜숙",
    "련희",
    "룡해",
    "은",
    "정은",
    "성택",
    "국렬",
    "예림",
    "웅",
    "의찬",
    "래원",
    "녀진",
]
SURNAMES = [
    "김",
    "리",
    "이",
    "박",
    "최",
    "정",
    "조",
    "장",
    "한",
    "오",
    "서",
    "권",
    "황",
    "류",
    "남궁",
    "로",
    "여",
    "위",
]


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("  Ri Yŏng-hŭi ", "ri yong hui"),
        ("Ch'oe", "choe"),
        ("Ch’oe", "choe"),
        ("ＫＩＭ", "kim"),
        ("Ким Чен Ын", "ким чен ын"),
        ("Алексей Ёлкин", "алексеи елкин"),
        ("리영희", "리영희"),
        ("이영희(李英姬)", "이영희 李英姬"),
        ("Łódź Straße", "lodz strasse"),
        ("Kim\u200b Chol", "kim chol"),
        ("", ""),
    ],
)
def test_folding_leaves_letters_and_digits(text, folded):
    assert fold(text) == folded


@given(st.text(max_size=30))
def test_folding_twice_changes_nothing(text):
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("text", "script"),
    [
        ("리영희", "Hang"), ("李英姬", "Hani"), ("Ли Ён Хи", "Cyrl"), ("Lee Young-hee", "Latn"), ("이(李)", "Hang"),
        ("Kim 金哲秀洙", "Hani"), ("123", "Latn"), ("", "Latn"), ("ᄀ", "Hang"),
    ],
)  # fmt: skip
def test_the_script_is_that_of_most_letters(text, script):
    assert detect_script(text) == script


@given(st.integers(0xAC00, 0xD7A3))
def test_syllables_are_taken_apart_and_put_together(number):
    assert put_together(take_apart(chr(number))) == chr(number)


def test_syllables_agree_with_the_names_of_unicode():
    import unicodedata

    for syllable in "가힣영희룡됨":
        parts = take_apart(syllable)
        assert isinstance(parts, Syllable)
        jamo = unicodedata.normalize("NFD", syllable)
        assert len(jamo) == 2 + bool(parts.final)


@pytest.mark.parametrize(
    ("north", "south"), [("리", "이"), ("량", "양"), ("녀", "여"), ("로", "노"), ("룡", "용"), ("김", "김")]
)
def test_the_initial_sound_rule(north, south):
    assert south_initial(north) == south


@pytest.mark.parametrize(
    ("name", "system", "text"),
    [
        ("리영희", "southern", "이영희"), ("리영희", "revised", "Ri Yeonghui"), ("리영희", "mccune", "Ri Yŏng-hŭi"),
        ("리영희", "north", "Ri Yong Hui"), ("이영희", "press", "Lee Young-hee"), ("리영희", "kontsevich",
        "Ли Ён Хи"),
        ("김정은", "mccune", "Kim Chŏng-ŭn"), ("김정은", "north", "Kim Jong Un"), ("김정은", "press", "Kim Jung-eun"),
        ("박정희", "press", "Park Jung-hee"), ("최룡해", "mccune", "Ch'oe Ryong-hae"), ("최룡해", "north",
        "Choe Ryong Hae"),
        ("장성택", "north", "Jang Song Thaek"), ("김철수", "kontsevich", "Ким Чхоль Су"), ("류현", "kontsevich",
        "Лю Хён"),
        ("김혜숙", "press", "Kim Hye-sook"), ("남궁옥", "revised", "Namgung Ok"), ("김길동", "mccune",
        "Kim Kil-tong"),
        ("박대기", "mccune", "Pak Tae-gi"), ("김을렬", "revised", "Gim Eullyeol"), ("안현서", "press",
        "Ahn Hyun-seo"),
        ("최의예", "kontsevich", "Чхве Ый Йе"), ("청진", "revised", "Cheongjin"), ("청진", "mccune", "Ch'ŏngjin"),
    ],
)  # fmt: skip
def test_forms_of_a_name_in_other_systems(name, system, text):
    assert {form.system: form.text for form in name_forms(name)}[system] == text


def test_forms_of_a_name_say_where_they_come_from():
    forms = name_forms("리영희", "李英姬")
    assert forms[0].origin == "given" and forms[2].origin == "generated"
    assert (forms[-2].text, forms[-2].origin) == ("李英姬", "given")
    assert (forms[-1].text, forms[-1].system) == ("Li Yingji", "pinyin")


def test_a_name_in_another_script_has_no_generated_forms():
    assert [form.text for form in name_forms("Lee")] == ["Lee"]
    assert [form.system for form in name_forms("리 영희", "〇")][-1] == "hanja"


def test_a_space_after_the_surname_decides():
    assert name_forms("남 궁옥")[2].text == "Nam Gungok"
    assert name_forms("영희")[2].text == "Yeonghui"


@pytest.mark.parametrize(
    "text",
    ["리영희", "이영희", "李英姬", "Ri Yong Hui", "Lee Young-hee", "Ли Ён Хи", "Ri Yŏng-hŭi", "Young-hee Lee",
     "Younghee Lee",
     "LEE, Young Hee", "Yi Yonghui", "Rhee Young Hee", "YONG-HUI RI", "리 영희", "Ли Ен Хи", "이영희(李英姬)"],
)  # fmt: skip
def test_all_spellings_of_one_name_find_each_other(text):
    assert "k0iyonkhi" in match_keys([(text, "")])


@pytest.mark.parametrize("text", ["Chongjin", "Cheongjin", "청진", "Ch'ŏngjin", "Ch'ongjin", "Чхонджин", "清津"])
def test_all_spellings_of_one_place_find_each_other(text):
    assert set(match_keys([(text, "")])) & set(match_keys([("청진", "Hang")]))


@given(st.sampled_from(SURNAMES), st.sampled_from(GIVEN_NAMES))
def test_every_generated_form_shares_a_key_with_its_name(surname, given_name):
    name = surname + given_name
    keys = set(match_keys([(name, "Hang")]))
    for form in name_forms(name):
        assert keys & set(match_keys([(form.text, form.script)])), form
        assert keys & set(match_keys([(form.text, "")])), form


initials = st.sampled_from("ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ")
vowels = st.sampled_from("ㅏㅐㅑㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ")
finals = st.sampled_from(["", *"ㄱㄴㄹㅁㅂㅇㅅ"])
syllables = st.builds(put_together, st.builds(Syllable, initials, vowels, finals))


@given(st.sampled_from(SURNAMES), st.lists(syllables, min_size=1, max_size=2).map("".join))
def test_the_northern_and_mccune_forms_of_any_syllables_share_a_key(surname, given_name):
    name = f"{surname} {given_name}"
    keys = set(match_keys([(name, "Hang")]))
    for form in name_forms(name):
        if form.system in ("north", "mccune", "southern"):
            assert keys & set(match_keys([(form.text, form.script)])), form


def test_labels_give_no_keys_and_are_found_by_their_words():
    label = [("mother of Mr J", "label")]
    assert match_keys(label) == ()
    assert search_text(label) == "mother of mr j"


def test_one_other_syllable_gives_other_keys():
    assert not set(match_keys([("Kim Chol Su", "Latn")])) & set(match_keys([("Kim Chol Ho", "Latn")]))
    assert not set(match_keys([("김철수", "Hang")])) & set(match_keys([("김수철", "Hang")]))


def test_names_that_are_no_korean_have_a_key_free_of_order():
    assert match_keys([("John Smith", "Latn")]) == match_keys([("SMITH, John", "Latn")]) == ("k2johnsmith",)
    assert match_keys([("", "Latn")]) == match_keys([("!?", "")]) == ()
    assert match_keys([("Hohenzollernsigmaringen", "")]) == ("k2hohenzollernsigmaringen",)


def test_chinese_names_are_found_by_pinyin_in_both_orders():
    for text in ("王秀英", "Wang Xiuying", "Xiuying Wang", "Wang Xiu Ying"):
        assert "k3wangxiuying" in match_keys([(text, "")])
    assert match_keys([("〇〇", "Hani")]) == ("k2〇〇",)
    assert match_keys([("込", "Hani")])[0] == "k2込"


def test_a_given_name_alone_is_searched_but_is_no_match_key():
    person = search_text([("리영희", "Hang")]).split()
    assert set(fold_query("Young-hee").split()) & set(person)
    assert not set(match_keys([("Young-hee", "Latn")])) & set(match_keys([("리영희", "Hang")]))


@given(st.text(max_size=40))
def test_a_query_holds_letters_and_digits_only(text):
    assert all(word.isalnum() for word in fold_query(text).split())


def test_long_and_hostile_words_take_no_time():
    for word in ("aekk" * 70 + "q", "a" * 300, "ngng" * 70, "пык" * 90):
        assert match_keys([(word, "")])
    assert match_keys([("-" * 300, "")]) == ()
    assert len(match_keys([("kaka-" * 50, "")])) <= 40


def test_a_name_written_as_one_word_is_read_with_and_without_surname():
    assert "k0kimcolsu" in match_keys([("Kimcheolsu", "Latn")])
    assert compare_names("Kimcheolsu", "김철수").match == "same"


@pytest.mark.parametrize("text", ["Kwu", "Ch", "Kng"])
def test_what_cannot_be_a_syllable_is_no_korean(text):
    assert match_keys([(text, "Latn")]) == (f"k2{text.lower()}",)
