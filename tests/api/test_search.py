"""Search over HTTP and on the page says which form of a name matched, and how."""

import pytest


def test_the_answer_says_which_form_matched(client):
    hits = client.post("/api/v1/search", json={"text": "han tong ho", "types": ["Person"]}).json()["hits"]
    assert hits[0]["id"] == "t:uncle"
    assert set(hits[0]["matched"]) == {"form", "script", "how"}
    assert hits[0]["matched"]["how"] in ("exact", "same_system", "other_script", "spelling")


def test_the_page_says_how_a_name_was_found_in_both_languages(client):
    english = client.post("/en/search", data={"text": "han tong ho", "type": "Person"}).text
    korean = client.post("/ko/search", data={"text": "han tong ho", "type": "Person"}).text
    assert "the same name in another script" in english or "found by this form" in english
    assert "다른 문자로 쓴 같은 이름" in korean or "이 표기로 찾음" in korean


def test_an_id_is_found_by_its_id(client):
    (hit,) = client.post("/api/v1/search", json={"text": "t:uncle"}).json()["hits"]
    assert hit["matched"] == {"form": "t:uncle", "script": "Latn", "how": "id"}
    assert "found by its id" in client.post("/en/search", data={"text": "t:uncle"}).text


def test_choices_stand_in_the_address_with_what_would_remain(client):
    page = client.get("/en/search?was=arrested").text
    assert 'href="/en/search?type=person&amp;was=arrested"' in page
    assert 'href="/en/search" aria-current="true">persons arrested' in page  # choosing it again takes it away
    narrowed = client.get("/en/search?was=arrested&type=agency").text
    assert "No record fits all that is chosen." in narrowed
    assert client.get("/en/search?status=lost").status_code == 422


def test_the_count_beside_a_choice_is_what_it_gives(client):
    counts = client.get("/api/v1/directory?was=taken").json()["facets"]
    for name in ("kind", "country", "period", "status", "origin", "source_kind"):
        assert counts[name]
        for value, count in counts[name].items():
            assert client.get(f"/api/v1/directory?was=taken&{name}={value}").json()["total"] == count


@pytest.mark.parametrize(
    ("asked", "title", "korean"),
    [
        ("from=2009&to=2009", "2009", "2009년"),
        ("from=2009&to=2011", "2009–2011", "2009–2011년"),
        ("from=2009", "from 2009", "2009년부터"),
        ("to=2009", "to 2009", "2009년까지"),
    ],
)
def test_years_are_one_choice_that_can_be_taken_back(client, asked, title, korean):
    for language, said in (("en", title), ("ko", korean)):
        page = client.get(f"/{language}/search?was=arrested&{asked}").text
        assert f'href="/{language}/search?was=arrested" aria-current="true">{said} <span' in page
        assert said in page[page.index("<h1>") : page.index("</h1>")]


def test_years_choose_what_can_have_happened_in_them(client):
    def listed(asked):
        return client.get(f"/en/search?was=arrested&{asked}").text.count('<th scope="row">')

    assert listed("") == listed("from=1900") == listed("from=2009&to=2009") > 0
    assert listed("from=2011") < listed("") and listed("to=2008") == 0
    said = "The first year is after the last one: nothing can lie between them."
    assert said in client.get("/en/search?from=2010&to=2009").text and said not in client.get("/en/search?to=2009").text
    assert [client.get(f"/en/search?{asked}").status_code for asked in ("year=2009", "from=x", "kind=person")] == [
        422
    ] * 3


@pytest.mark.parametrize("language", ["en", "ko"])
def test_an_agency_chooses_who_was_in_its_hands_and_can_be_taken_back(client, language):
    address = f"/{language}/search?agency=t:police"
    assert f'href="{address}"' in client.get(f"/{language}/agencies/t:police").text
    page = client.get(address).text
    assert f'href="/{language}/search" aria-current="true">Police' in page and "<h1>Police" in page
    assert "/persons/t:son" in page and page.count('<th scope="row">') < client.get(
        f"/{language}/search?was=taken"
    ).text.count('<th scope="row">')
    searched = client.post(f"{address}&from=2009", data={"text": "t:son"}).text
    assert f'formaction="/{language}/search?from=2009" aria-pressed="true">Police' in searched
    assert f'formaction="/{language}/search?agency=t:police" aria-pressed="true">' in searched
    assert client.get(f"{address}x").status_code == 404


@pytest.mark.parametrize("language", ["en", "ko"])
def test_a_row_says_years_status_and_where_last_known(client, language):
    status, born = {"en": ("disappeared", "1985"), "ko": ("강제실종", "1985년")}[language]
    for page in (
        client.get(f"/{language}/search?was=taken"),
        client.post(f"/{language}/search", data={"text": "t:son"}),
    ):
        row = next(part for part in page.text.split("<tr>") if "/persons/t:son" in part)
        assert status in row and born in row and f"/{language}/places/t:camp" in row
    group = client.post(f"/{language}/search", data={"text": "forty others"}).text
    assert {"en": "group", "ko": "집단"}[language] in group[group.index("<tbody>") :]


def test_a_search_keeps_the_choices_and_its_text_stands_in_no_address(client):
    every = client.post("/en/search", data={"text": "han tong ho"}).text
    assert 'formaction="/en/search?type=person"' in every and 'value="han tong ho"' in every
    assert client.post("/en/search?type=person", data={"text": "han tong ho"}).text.count("/en/persons/t:uncle") == 1
    assert "/en/persons/t:uncle" not in client.post("/en/search?type=agency", data={"text": "han tong ho"}).text


def test_where_nothing_fits_the_choices_can_be_taken_back(client):
    none = client.get("/en/search?type=agency&was=died&period=before").text
    assert "No record fits all that is chosen." in none and "In the order of their ids" not in none
    for taken_back in ("was=died&amp;period=before", "type=agency&amp;period=before", "type=agency&amp;was=died"):
        assert f'href="/en/search?{taken_back}" aria-current="true"' in none
    searched = client.post("/en/search?type=agency", data={"text": "han tong ho", "type": "Person"}).text
    assert "Only what is chosen below was searched." in searched
    assert 'formaction="/en/search" aria-pressed="true">agencies <span class="count">0</span>' in searched
