"""Which form a search matched, and real pairs of spellings: the same person, or another with one syllable changed."""

import re
from time import process_time

import pytest

from app.domain.name_hangul import INITIALS, take_apart
from app.domain.name_initials import initials_of, initials_query
from app.domain.names import compare_names, index_query, match_form, match_keys

FAMILY = (
    "리영희", "이영희", "李英姬", "Ri Yong Hui", "Lee Young-hee", "Ли Ён Хи", "Ri Yŏng-hŭi", "Yong Hui Ri",
    "Young-hee Lee", "Lee Younghee", "LEE YOUNG HEE", "Lee, Young-hee", "Ri Yonghui", "리 영희", "李 英姬",
    "ri-yong-hui", "Ли Ёнхи", "Rhee Young Hee", "Yi Yŏnghŭi", "Ён Хи Ли",
)  # fmt: skip
#: Spellings of one name as newspapers, passports and lists of sanctions have them.
SAME = """
김정은|Kim Jong Un, 김정은|Kim Jong-un, 김정은|Ким Чен Ын, 김정은|金正恩, 김정은|Gim Jeong-eun, 김정일|Ким Чен Ир,
김일성|Ким Ир Сен, 김일성|Kim Il-sung, 박정희|Park Chung-hee, 노무현|Roh Moo-hyun, 문재인|Moon Jae-in,
이명박|Lee Myung-bak, 윤석열|Yoon Suk-yeol, 김대중|Kim Dae-jung, 전두환|Chun Doo-hwan, 최룡해|Choe Ryong Hae,
최룡해|최용해, 장성택|Jang Song Thaek, 장성택|Чан Сон Тхэк, 리설주|Ri Sol-ju, 이설주|Ri Sol Ju, 리선권|Ri Son Gwon,
태영호|Thae Yong-ho, 황장엽|Hwang Jang-yop, 신동혁|Shin Dong-hyuk, 박연미|Park Yeon-mi, 강철환|Kang Chol-hwan,
이현서|Lee Hyeon-seo, 김여정|Kim Yo Jong, 김경희|Kim Kyong Hui, 최선희|Choe Son Hui, 김영남|Kim Yong Nam,
반기문|Ban Ki-moon, 손흥민|Son Heung-min, 박찬호|Park Chan-ho, 김연아|Kim Yuna, 이건희|Lee Kun-hee,
정주영|Chung Ju-yung, 류경수|Ryu Kyong Su, 유경수|Ryu Kyong-su, 렴철성|Ryom Chol Song, 염철성|Ryom Chol-song,
림동원|Lim Dong-won, 남궁옥분|Namgung Ok-bun, 황보인|Hwangbo In, Pak Yong Sik|Park Young-sik,
Choi Min-ho|Choe Min Ho, Пак Чон Ын|Park Jong-eun, O Kuk-ryol|Oh Kuk Ryol, 오극렬|O Kuk Ryol, 김철수|Kim Chul-soo,
김철수|Ким Чхоль Су, Jung Sung-ok|정성옥, Ju-ae Kim|김주애, 金元鳳|김원봉, 张成泽|Jang Song-thaek, 张成泽|장성택,
金英男|Kim Yong-nam, 강반석|Kang Pan Sok, Ким Чер Ок|김철옥, Kim Cheol-ok|Kim Chol Ok, 청진|Chongjin,
청진|Cheongjin, Chongjin|Cheongjin, 청진|Чхонджин, 회령|Hoeryong, 함흥|Hamhung, 신의주|Sinuiju, 온성|Onsong,
량강도|Ryanggang-do
"""
DIFFERENT = """
Kim Chol Su|Kim Chol Ho, Chol Su|Chol Ho, 김철수|김철호, Kim Yong Nam|Kim Yong Chol, Kim Jong Il|Kim Jong Un,
Kim Jong Un|Kim Jong Nam, Kim Yo Jong|Kim Jong Un, Ri Son Gwon|Ri Sol Ju, Park Chung-hee|Park Geun-hye,
이명박|이명희, Choe Ryong Hae|Choe Son Hui, 최선희|최성희, Kim Kyong Hui|Kim Kyong Ok, Pak Pong Ju|Pak Pong Nam,
Kim Il Sung|Kim Il Chol, Kang Chol Hwan|Kang Chol Su, Shin Dong-hyuk|Shin Dong-bin, Jang Song Thaek|Jang Song Chol,
Kim Chol Ok|Kim Chol Su, Hoeryong|Hamhung, Chongjin|Chongju, 청진|청주, Ли Ён Хи|Ли Ён Су, Ri Yong Ho|Ri Yong Hui,
Ri Yong Gil|Ri Yong Ho, Park Min-su|Kim Min-su, 李英姬|李英爱, Kim Jong Il|김정은, Ким Чен Ир|Kim Jong-un,
Lee Kun-hee|Lee Jae-yong
"""


def pairs(text: str) -> list[tuple[str, str]]:
    """Return the pairs of a list."""
    split = [pair.strip().split("|") for pair in text.strip().split(",")]
    return [(one, other) for one, other in split]


@pytest.mark.parametrize("searched", FAMILY)
def test_every_form_of_the_family_finds_every_other(searched: str) -> None:
    keys = set(match_keys([(searched, "")]))
    for form in FAMILY:
        assert keys & set(match_keys([(form, "")])), form
        assert compare_names(searched, form).match != "different", form
        found = match_form(searched, [form])
        assert found is not None and found.how != "part", form


@pytest.mark.parametrize(("a", "b"), pairs(SAME))
def test_spellings_of_one_name_match(a: str, b: str) -> None:
    assert compare_names(a, b).match in ("same", "plausible")
    assert set(match_keys([(a, "")])) & set(match_keys([(b, "")]))


@pytest.mark.parametrize(("a", "b"), pairs(DIFFERENT))
def test_other_people_do_not_match(a: str, b: str) -> None:
    assert compare_names(a, b).match == "different"


@pytest.mark.parametrize(
    ("form", "how", "script"),
    [
        ("Lee Young-hee", "exact", "Latn"),
        ("lee young hee", "exact", "Latn"),
        ("Young-hee Lee", "same_system", "Latn"),
        ("Lee Younghee", "same_system", "Latn"),
        ("리영희", "other_script", "Hang"),
        ("李英姬", "other_script", "Hani"),
        ("Ли Ён Хи", "other_script", "Cyrl"),
        ("Ri Yong Hui", "spelling", "Latn"),
        ("Lee Young-ho", "part", "Latn"),
        ("Kang Chol", "part", "Latn"),
    ],
)
def test_how_a_form_matches(form: str, how: str, script: str) -> None:
    found = match_form("Lee Young-hee", [form])
    assert found is not None
    assert (found.form, found.how, found.script) == (form, how, script)


def test_forms_rank_by_letters_then_system_then_script_then_spelling() -> None:
    forms = ["Lee Young-ho", "Ri Yong Hui", "리영희", "Young-hee Lee", "Lee Young-hee"]
    ranked = sorted((match for form in forms if (match := match_form("lee young hee", [form]))), key=lambda m: m.rank)
    assert [match.form for match in ranked] == forms[::-1]
    best = match_form("lee young hee", forms)
    assert best is not None and best.form == "Lee Young-hee"
    assert match_form("Kim", []) is None


def test_part_of_a_name_that_has_the_word_is_nearer_than_one_that_has_not() -> None:
    word, letters = match_form("Kim", ["Kim Chol Ho"]), match_form("Kim", ["Pak Chol Ho"])
    assert word is not None and letters is not None
    assert word.rank < letters.rank


def test_a_thousand_pairs_are_compared_in_less_than_five_seconds() -> None:
    begin = process_time()
    for number in range(1_000):
        compare_names(FAMILY[number % len(FAMILY)], FAMILY[number * 7 % len(FAMILY)])
    assert process_time() - begin < 5


@pytest.mark.parametrize(
    ("typed", "name", "score"),
    [
        ("ㅎㅅㅈ", "한수진", 1.0),
        ("ㅎㅅ", "한수진", 2 / 3),
        ("한ㅅㅈ", "한수진", 1.0),
        ("ㄱㅄ", "김사범", None),
        ("ㄱㅄ", "김보성", 1.0),
        ("ㅇㅅㅈ", "리수진", 1.0),
        ("ㄹㅅㅈ", "이수진", 1.0),
        ("ㄴㅁㅎ", "로무현", 1.0),
        ("ㄹㅁㅎ", "노무현", 1.0),
        ("ㅇㅁㅎ", "로무현", None),
        ("ㅎ ㅅ ㅈ", "한 수진", 1.0),
        ("ㅅㅈ", "한 수진", 1 / 3),
        ("ㄱㄱㅂㅇㅅ", "국가보위성", 1.0),
        ("ㅅㅈ", "한수진", 1 / 3),
        ("ㅎㅅㅈ", "Han Su-jin", None),
        ("ㅎㅅㅈ", "11호 교화소 (증산)", None),
        ("ㄱㅎㅅ", "11호 교화소 (증산)", 3 / 16),
    ],
)
def test_first_letters_of_syllables_find_a_name(typed, name, score):
    found = match_form(typed, [name])
    assert (found and pytest.approx(found.score)) == score
    assert found is None or (found.form, found.how.value) == (name, "initials")


def test_every_syllable_is_found_by_its_first_letter_and_by_no_other():
    syllables = [chr(code) for code in range(0xAC00, 0xD7A4)]
    for letter in INITIALS:
        begins = {each for each in syllables if take_apart(each).initial == letter}
        (expression,) = initials_of(f"가{letter}")[1:]
        assert {each for each in syllables if re.fullmatch(expression, each)} == begins


@pytest.mark.parametrize("text", ["한수진", "Han", "ㅏㅎ", "ㅎㅅㅈ/ OR x", "", "ㅎ1"])
def test_what_is_no_first_letters_is_searched_as_a_name(text):
    assert initials_of(text) == () and initials_query(text) == ""


def test_one_letter_is_looked_for_alone_and_letters_joined_by_the_keyboard_are_two():
    assert initials_query("ㅎ") == "/[하-힣].?/"
    assert initials_query("ㄳ") == initials_query("ㄱㅅ") == initials_query("\u1100\u1109")


@pytest.mark.parametrize(
    ("typed", "form", "how"),
    [
        ("Chongjn", "Chongjin", "near"),
        ("Chongjinn", "Chongjin", "near"),
        ("Chomgjin", "Chongjin", "near"),
        ("Chogjni", "Chongjin", "part"),
        ("Hoeryomg", "Hoeryong", "near"),
        ("Чхонджн", "Чхонджин", "near"),
        ("청전", "청진", "part"),
    ],
)
def test_one_wrong_letter_is_near_and_more_are_not(typed, form, how):
    assert match_form(typed, [form]).how.value == how


def test_what_the_index_is_asked():
    assert index_query("김") == "/김.?/" and index_query("김 영희").endswith("/김.?/")
    assert index_query("Kim Chongjn").endswith(" OR chongjn~1") and "kim~1" not in index_query("Kim Chongjn")
    assert index_query("ㅎㅅ") == initials_query("ㅎㅅ") and index_query(" -- ") == ""
    assert not set("~/") & set(index_query('a~2 OR "b" /x/ 리영희'))


def test_of_parts_the_one_with_the_nearest_letters_comes_first():
    near, far = (match_form("Han Sujn Ok", [form]) for form in ("Han Sujin", "Han Dongho"))
    assert near.how.value == far.how.value == "part" and near.rank < far.rank
