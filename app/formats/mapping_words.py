"""Words of headers, and what a column under them usually holds; for first proposals only.

English and Korean; of Chinese, Japanese and Russian the most usual.
"""

from __future__ import annotations

import re
import unicodedata

_PLAIN = re.compile(r"[\W_]+")

#: Column of ``persons`` (``id`` first) to words that stand for it, without blanks and signs.
PERSON_WORDS: dict[str, tuple[str, ...]] = {
    "id": (
        "id", "no", "number", "nr", "code", "personid", "caseno", "casenumber", "registrationnumber", "recordid",
        "번호", "연번", "순번", "일련번호", "등록번호", "编号", "編號", "序号", "番号", "номер",
    ),
    "name": ("name", "fullname", "personname", "victim", "victimname", "이름", "성명", "성함", "피해자", "피해자명",
             "姓名", "名字", "氏名", "名前", "имя", "фио"),
    "names": ("alias", "aliases", "othername", "othernames", "aka", "별명", "이명", "가명"),
    "sex": ("sex", "gender", "성별", "性别", "性別", "пол"),
    "birth": (
        "birth", "born", "dob", "birthdate", "dateofbirth", "birthyear", "yearofbirth", "생년월일", "생년", "출생",
        "출생일", "출생년도", "出生日期", "出生", "生日", "生年月日", "датарождения",
    ),
    "death": ("death", "died", "dateofdeath", "deathdate", "사망", "사망일", "死亡", "датасмерти"),
    "nationality": ("nationality", "citizenship", "국적", "国籍", "國籍", "гражданство"),
    "occupation": ("occupation", "job", "profession", "직업", "职业", "職業", "профессия"),
    "note": ("note", "notes", "remark", "remarks", "comment", "comments", "비고", "메모"),
    "citation": ("page", "citation", "reference", "쪽", "페이지"),
}  # fmt: skip
#: Kind of event to words that a header about it holds; longer ones come first.
EVENT_WORDS: dict[str, tuple[str, ...]] = {
    "repatriation": ("repatriat", "송환", "북송", "遣返", "送還"),
    "disappearance": ("disappear", "missing", "실종", "失踪", "失蹤"),
    "abduction": ("abduct", "kidnap", "납치", "拉致"),
    "execution": ("execut", "처형"),
    "transfer": ("transfer", "이송"),
    "detention": ("detention", "detained", "구금", "수감"),
    "arrest": ("arrest", "체포", "연행", "逮捕", "арест"),
    "release": ("release", "석방", "释放", "釈放"),
    "escape": ("escape", "defect", "탈북"),
}
PLACE_WORDS = ("place", "location", "where", "town", "city", "장소", "지역", "곳", "지")
AGENCY_WORDS = ("agency", "bywhom", "organisation", "organization", "기관", "부서")
#: Relation of the person named in the column to the person of the line.
RELATIVE_WORDS: dict[str, tuple[str, ...]] = {
    "father": ("father", "fathername", "fathersname", "아버지", "부친", "부"),
    "mother": ("mother", "mothername", "mothersname", "어머니", "모친", "모"),
    "spouse": ("spouse", "spousename", "husband", "wife", "배우자", "남편", "아내"),
}
#: Attributes of a graph's nodes that say what a node is, and what they say of persons.
TYPE_WORDS = frozenset({"what", "type", "kind", "entity", "class", "category", "유형", "종류"})
PERSON_VALUES = frozenset({"person", "persons", "people", "individual", "human", "victim", "사람", "인물"})
#: What values of a column usually mean.
SEX_VALUES = {
    "m": "male", "male": "male", "man": "male", "남": "male", "남자": "male", "남성": "male",
    "f": "female", "female": "female", "woman": "female", "여": "female", "여자": "female", "여성": "female",
    "男": "male", "女": "female", "м": "male", "муж": "male", "ж": "female", "жен": "female",
}  # fmt: skip
COUNTRY_VALUES = {
    "dprk": "KP", "northkorea": "KP", "nkorea": "KP", "북한": "KP", "조선": "KP", "rok": "KR", "southkorea": "KR",
    "korea": "KR", "한국": "KR", "대한민국": "KR", "china": "CN", "prc": "CN", "중국": "CN", "russia": "RU",
    "russianfederation": "RU", "러시아": "RU", "japan": "JP", "일본": "JP", "usa": "US", "미국": "US",
}  # fmt: skip


def plain(text: str) -> str:
    """Return a header or value without blanks, signs and capitals.

    Examples
    --------
    >>> plain("Date of birth "), plain("생년월일(양력)")
    ('dateofbirth', '생년월일양력')
    """
    return _PLAIN.sub("", unicodedata.normalize("NFC", text)).casefold()


def person_column(header: str) -> str | None:
    """Return the column of ``persons`` that a header names, or None."""
    word = plain(header)
    return next((column for column, words in PERSON_WORDS.items() if word in words), None)


def relative_of(header: str) -> str | None:
    """Return the relation of the person whom a header names, or None."""
    word = plain(header)
    return next((relation for relation, words in RELATIVE_WORDS.items() if word in words), None)


def event_column(header: str) -> tuple[str, str] | None:
    """Return the kind of event a header is about, and what of it: ``begin``, ``place`` or ``agency``.

    Examples
    --------
    >>> event_column("Date of arrest"), event_column("체포 장소"), event_column("Name")
    (('arrest', 'begin'), ('arrest', 'place'), None)
    """
    word = plain(header)
    for kind, starts in EVENT_WORDS.items():
        if any(start in word for start in starts):
            return kind, _part(word)
    return None


def _part(word: str) -> str:
    if any(each in word for each in AGENCY_WORDS):
        return "agency"
    if any(word.endswith(each) or word.startswith(each) for each in PLACE_WORDS) and not word.endswith("일"):
        return "place"
    return "begin"
