"""Search through Neo4j's full-text index: every form finds the person, ranked by how its name matches."""

from datetime import UTC, datetime

import pytest

from app.catalogue import load_catalogue
from app.services.ledger import Ledger
from app.services.name_search import search_names
from app.services.reader import Reader

#: Id to the name as recorded. Those of the family are one name in seven forms; the others are not.
NAMES = {
    "t:hangul": "리영희",
    "t:south": "이영희",
    "t:hanja": "李英姬",
    "t:north": "Ri Yong Hui",
    "t:press": "Lee Young-hee",
    "t:russian": "Ли Ён Хи",
    "t:mccune": "Ri Yŏng-hŭi",
    "t:other": "Lee Young-ho",
    "t:chol-su": "Kim Chol Su",
    "t:chol-ho": "Kim Chol Ho",
}
FAMILY = {id for id in NAMES if id not in ("t:other", "t:chol-su", "t:chol-ho")}


@pytest.fixture(scope="module")
def reader(store, tmp_path_factory):
    store.wipe()
    folder = tmp_path_factory.mktemp("tables")
    (folder / "sources.csv").write_text("id,title,kind\nt:s,A list,register\n", encoding="utf-8")
    rows = "".join(f"{id},{name},t:s\n" for id, name in NAMES.items())
    (folder / "persons.csv").write_text(f"id,name,source_id\n{rows}", encoding="utf-8")
    cities = "t:city,청진,city,t:s\nt:north-city,Hoeryong,city,t:s\n"
    (folder / "places.csv").write_text(f"id,name,kind,source_id\n{cities}", encoding="utf-8")
    report = Ledger(store, lambda: datetime.now(UTC), "test").import_paths([folder])
    assert not report.rejected
    return Reader(store, load_catalogue())


@pytest.mark.parametrize("text", [*(NAMES[id] for id in sorted(FAMILY)), "Young Hee Lee", "yonghui ri", "LEE YOUNGHEE"])
def test_every_form_finds_every_record_of_the_family_before_any_other(reader, text):
    hits = search_names(reader, text)["hits"]
    assert {hit["id"] for hit in hits[: len(FAMILY)]} == FAMILY


def test_the_form_that_was_typed_comes_first_then_the_script_then_another_script_then_another_spelling(reader):
    hits = search_names(reader, "Lee Young-hee")["hits"]
    assert hits[0]["id"] == "t:press"
    assert hits[0]["matched"] == {"form": "Lee Young-hee", "script": "Latn", "how": "exact"}
    order = [hit["matched"]["how"] for hit in hits]
    assert order == sorted(order, key=["exact", "same_system", "other_script", "spelling", "part"].index)
    assert [hit["matched"]["how"] for hit in search_names(reader, "이영희")["hits"][:3]] == [
        "exact",
        "same_system",
        "other_script",
    ]


def test_one_other_syllable_is_only_a_part_of_the_name(reader):
    hits = {hit["id"]: hit["matched"]["how"] for hit in search_names(reader, "Kim Chol Su")["hits"]}
    assert hits["t:chol-su"] == "exact"
    assert hits.get("t:chol-ho", "part") == "part"


@pytest.mark.parametrize("text", ["Chongjin", "Cheongjin", "청진", "Чхонджин"])
def test_a_city_is_found_by_every_spelling(reader, text):
    (hit,) = search_names(reader, text)["hits"]
    assert (hit["label"], hit["id"]) == ("Place", "t:city")


def test_an_id_is_found_as_an_id(reader):
    (hit,) = search_names(reader, "t:north")["hits"]
    assert hit["matched"] == {"form": "t:north", "script": "Latn", "how": "id"}
    assert search_names(reader, "---") == {"hits": [], "truncated": False}


@pytest.mark.parametrize("text", ["ㄹㅇㅎ", "ㅇㅇㅎ", "리ㅇㅎ"])
def test_first_letters_find_the_names_in_hangul_of_either_spelling_and_no_other(reader, text):
    hits = search_names(reader, text)["hits"]
    assert {hit["matched"]["how"] for hit in hits} == {"initials"}
    assert {hit["id"] for hit in hits} == ({"t:hangul"} if text[0] == "리" else {"t:hangul", "t:south"})
    assert [hit["id"] for hit in search_names(reader, "ㅊㅈ")["hits"]] == ["t:city"]


@pytest.mark.parametrize(("text", "how"), [("Hoeryomg", "near"), ("Hoeryong", "exact"), ("Hoerjo", "")])
def test_a_name_with_one_wrong_letter_is_found(reader, text, how):
    hits = search_names(reader, text, types=("Place",))["hits"]
    assert [(hit["id"], hit["matched"]["how"]) for hit in hits] == ([("t:north-city", how)] if how else [])


def test_a_surname_alone_is_found_in_hangul(reader):
    assert [hit["id"] for hit in search_names(reader, "리")["hits"]] == ["t:hangul"]
