"""Search over HTTP and on the page says which form of a name matched, and how."""


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
