import csv
import io
import re
from importlib.resources import files
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from app.analysis.figure_rules import published_figures
from app.api.pages.findings import person_finding
from app.api.pages.particles import fit_particles
from app.api.pages.statements import claim_order, statement_parts, statement_title
from app.api.pages.words import LANGUAGES, Words, load_translations
from app.views.page_svg import invented_name

KEYWORDS = {"_": None, "words": None, "self": None, "gettext": None, "ngettext": (1, 2)}
METHODS = [("**/templates/**.html", "jinja2"), ("**.py", "python")]
OPTIONS = {"**/templates/**.html": {"trimmed": "true", "extensions": "jinja2.ext.i18n"}}
EN, KO = Words("en"), Words("ko")


def texts():
    folder = str(files("app.api"))
    for _, _, message, _, _ in extract_from_dir(folder, METHODS, OPTIONS, KEYWORDS, callback=None):
        yield message if isinstance(message, str) else message[0]


def test_every_text_of_the_pages_is_translated():
    korean = load_translations("ko")
    found = set(texts())
    assert len(found) > 250
    assert (
        sorted(text for text in found if korean.gettext(text) == text and korean.ngettext(text, text, 2) == text) == []
    )


def test_english_is_the_text_in_the_code():
    assert EN("persons taken") == "persons taken"
    assert KO("persons taken") == "붙잡힌 사람"


@pytest.mark.parametrize(
    ("least", "most", "english", "korean"),
    [
        (1, 30, "1–30 days", "1–30일"),
        (5, 5, "5 days", "5일"),
        (200, 260, "6–9 months", "6–9개월"),
        (-20, 30, "−20 to 30 days", "−20에서 30일"),
    ],
)
def test_a_delay_is_a_range_never_one_false_number(least, most, english, korean):
    assert EN.delay(least, most) == english
    assert KO.delay(least, most) == korean


def test_a_person_is_shown_korean_first_and_a_body_in_the_language_of_the_page():
    person = {"id": "x:1", "label": "Person", "name": "Han Su-jin", "names": ["한수진"]}
    agency = {"id": "x:2", "label": "Agency", "name": "보위부", "names": ["State Security"]}
    assert EN.names(person) == KO.names(person) == ("한수진", "Han Su-jin")
    assert EN.names(agency) == ("State Security", "보위부")
    assert KO.names(agency) == ("보위부", "State Security")


def test_a_label_is_no_name_and_an_undescribed_record_is_shown_by_its_id():
    assert EN.names({"id": "x:1", "name": "wife of Mr J", "names": ["Mrs J"], "name_script": "label"}) == (
        "wife of Mr J",
        "",
    )
    assert EN.names({"id": "x:1"}) == ("x:1", "")
    assert EN.names({"id": "x:1", "title": "Case 4"}) == ("Case 4", "")


def test_codes_countries_and_dates_have_words():
    assert (EN.kind("fate_unknown"), KO.kind("fate_unknown")) == ("fate unknown", "생사 불명")
    assert (EN.country("KP"), KO.country("KP"), EN.country("CN")) == ("North Korea", "북한", "China")
    assert (EN.code("secret_police"), EN.kind(None), EN.country(None), EN.date(None)) == ("secret police", "", "", "")
    assert EN.date("no date at all") == "no date at all"
    assert (EN.chon(3), KO.chon(3)) == ("3 chon", "3촌")
    assert EN.relation({"words": {"en": ["uncle", "aunt"], "ko": []}}) == "uncle / aunt"
    assert EN.relation({"words": {"en": [], "ko": []}, "relation": None}) == "relative"


def test_a_statement_is_told_in_the_order_of_its_table_without_what_the_line_says():
    claim = {
        "kind": "event",
        "id": "c",
        "statement": {"reason": "religion", "kind": "arrest", "begin": "2009-06", "id": "x:e"},
    }
    assert statement_title(claim, EN) == "arrest"
    assert [(part.label, part.text) for part in statement_parts(claim, EN)] == [
        ("begin", "June 2009"),
        ("reason", "religious activity"),
    ]
    assert [part.label for part in statement_parts(claim, EN, complete=True)][:2] == ["id", "kind"]


def test_ids_in_a_statement_are_kept_as_ids():
    claim = {
        "kind": "kinship",
        "id": "c",
        "statement": {"person_a": "x:1", "relation": "half_sibling", "person_b": "x:2"},
    }
    parts = statement_parts(claim, EN, complete=True)
    assert [(part.text, part.ids) for part in parts] == [("", ("x:1",)), ("half sibling", ()), ("", ("x:2",))]
    [said] = statement_parts(claim, EN)
    assert said.text % {"a": "A", "b": "B"} == "A is the half sibling of B" and said.ids == ("x:1", "x:2")
    [told] = statement_parts(claim, KO)
    assert told.text % {"a": "A", "b": "B"} == "A: B의 이복·이부 형제자매"


def test_a_word_of_kinship_with_a_percent_sign_is_no_place_for_a_value():
    statement = {"person_a": "x:1", "relation": "100%(a)s", "person_b": "x:2"}
    [said] = statement_parts({"kind": "kinship", "id": "c", "statement": statement}, EN)
    assert said.text % {"a": "A", "b": "B"} == "A is the 100%(a)s of B"


def test_whom_a_claim_is_about_is_left_out_on_its_own_page_alone():
    claim = {"kind": "event", "id": "c", "statement": {"person_id": "x:1", "kind": "arrest", "by_agency_id": "x:a"}}
    everywhere, person, agency = (
        [part.ids for part in statement_parts(claim, EN, of=of) if part.ids] for of in ("", "x:1", "x:a")
    )
    assert (everywhere, person, agency) == ([("x:1",), ("x:a",)], [("x:a",)], [("x:1",), ("x:a",)])


def test_an_erased_claim_says_so_and_claims_are_ordered_by_kind_and_day():
    erased = {"kind": "event", "id": "z", "statement": None}
    assert statement_parts(erased, EN)[0].label == "erased"
    event = {"kind": "event", "id": "a", "statement": {"begin": "2009"}}
    person = {"kind": "person", "id": "b", "statement": {}}
    assert [claim["id"] for claim in sorted([erased, event, person], key=claim_order)] == ["b", "a", "z"]


def test_both_languages_are_offered():
    assert set(LANGUAGES) == {"en", "ko"}


def test_korean_sentences_are_all_in_the_polite_style():
    plain = re.compile(r"(?<![습입됩합립집])(?<!니)다(?=[.?!:…(]|$)|보라(?=[.!]|$)|(세요|나요|까요)(?=[.?]|$)")
    told = korean_texts("ko.po")
    assert len(told) > 500
    assert [text for text in told if plain.search(text)] == []


def korean_texts(file):
    catalogue = read_po(io.BytesIO((files("app.api") / "locale" / file).read_bytes()), locale="ko")
    return [
        each for entry in catalogue if entry.id for each in ([*entry.string] if entry.pluralizable else [entry.string])
    ]


#: A word or form that was used beside another for one thing -> the one that stands.
ONE_TERM = {
    r"(?<![A-Za-z_%(\"])(id|ID)(?=[가-힣]| [가-힣])": "식별자",
    r"통과지|통로": "통과 지점",
    r"(?<!친족 )무리": "집단",
    r"적어도 %|많아야": "최소, 최대",
    r"하위 ": "산하",
    r"까닭": "이유",
    r"면접|면담자": "면담, 면담 대상자",
    r"들여오|들여온": "가져오다",
    r"없어지|없어질|없어짐|달라지|달라짐": "사라지다, 바뀌다",
    r"빈틈|번짐": "공백, 연좌 처벌",
    r"사건철|사건 묶음": "사례",
    r"증거": "근거",
    r"남한": "한국",
    r"원인이 아님|원인이 아닙|원인이라는 말": "원인이라는 뜻은 아님",
    r"날짜가 (맞|허락)": "날짜상 가능",
    r"보기: ": "예: ",
    r"(기록|진술|출처|경로) [%{][^ ]*개": "건",
    r"[0-9}sd]~[0-9%{]": "a range has a dash",
    r"[가-힣] \((?!$)": "no blank before a bracket",
}


@pytest.mark.parametrize("file", ["ko.po", "ko_reasons.po"])
def test_one_thing_has_one_korean_word(file):
    found = {form: [text for text in korean_texts(file) if re.search(form, text)] for form in ONE_TERM}
    assert {form: texts for form, texts in found.items() if texts} == {}


def test_what_published_figures_say_is_translated():
    assert [each["statement"] for each in published_figures() if KO(each["statement"]) == each["statement"]] == []


def test_every_kind_in_the_published_cases_has_korean_words():
    kinds = {
        row[column]
        for file in sorted((Path(__file__).parents[2] / "seed" / "published").glob("*.csv"))
        for row in csv.DictReader(io.StringIO(file.read_text("utf-8-sig")))
        for column in row.keys() & {"facility_kind", "agency_kind", "place_kind", "kind"}
    }
    assert len(kinds) > 90
    assert sorted(kind for kind in kinds if kind and not re.search("[가-힣]", KO.kind(kind))) == []


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("한수진", "한수진은 A의 이모입니다(3촌)."),
        (invented_name("한수진"), f"{invented_name('한수진')}은 A의 이모입니다(3촌)."),
        ("어머니", "어머니는 A의 이모입니다(3촌)."),
        ("어머니(Han)", "어머니(Han)는 A의 이모입니다(3촌)."),
        ("딸 2", "딸 2는 A의 이모입니다(3촌)."),
        ("딸 3", "딸 3은 A의 이모입니다(3촌)."),
        ("Han", "Han은(는) A의 이모입니다(3촌)."),
    ],
)
def test_a_particle_fits_the_end_of_the_name_before_it(name, said):
    assert KO("%(b)s is %(a)s's %(relation)s: %(degree)s.", a="A", b=name, relation="이모", degree="3촌") == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("서울(으)로", "서울로"),
        ("신의주(으)로", "신의주로"),
        ("도문(으)로", "도문으로"),
        ("7(으)로", "7로"),
        ("3(으)로", "3으로"),
    ],
)
def test_the_particle_of_a_way_knows_the_sound_l(text, said):
    assert fit_particles(text) == said


def test_a_tie_of_kin_and_a_cluster_of_kin_have_words_of_their_own():
    assert (KO.code("kin_of"), KO("kin of %(name)s", name="한수진")) == ("친족", "한수진의 친족 무리")


def test_the_sentence_of_a_person_sets_days_apart_from_places():
    arrest = {"stage": "event", "kind": "arrest", "begin": "2003", "agency": "x:a", "place": "x:p"}
    trail = {"stages": [arrest, {"stage": "event", "kind": "death", "begin": "2004"}], "last_known": None}
    names = {"x:a": {"id": "x:a", "name": "Office"}, "x:p": {"id": "x:p", "name": "Town"}}
    assert person_finding(EN, trail, names) == "Arrest by Office at Town, 2003; death, 2004."
    assert person_finding(KO, trail, names) == "2003년 Office에 의해 Town에서 체포; 2004년 사망."


def test_a_handover_says_from_whom_and_to_which_country_and_a_country_is_no_spot():
    handed = {"stage": "event", "kind": "handover", "begin": "2003", "from_agency": "x:a", "country": "KP"}
    lost = {"stage": "event", "kind": "fate_unknown", "begin": "2003", "place": "x:p"}
    known = {"agency": None, "place": None, "country": "KP"}
    trail = {"stages": [handed, lost], "last_known": known, "status": "disappeared"}
    names = {"x:a": {"id": "x:a", "name": "Office"}, "x:p": {"id": "x:p", "name": "Mesan", "kind": "county"}}
    told = person_finding(EN, trail, names)
    assert told.startswith("Handover from Office to North Korea, 2003; fate unknown in Mesan, 2003. Last known")
    assert "in the hands of: not known; where: North Korea." in told
    assert person_finding(KO, trail, names).startswith("2003년 Office에서 북한으로 인계; 2003년 Mesan에서")
    moved = {**trail, "stages": [{**handed, "kind": "transfer"}], "last_known": None}
    assert person_finding(KO, moved, names) == "2003년 Office에서 이송."
