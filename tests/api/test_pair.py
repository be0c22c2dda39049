"""How two people are related, whose timeline, which records are the same: asked by name, none in an address."""

import pytest


def asked(client, language="en", **form):
    return client.post(f"/{language}/kinship", data=form)


@pytest.mark.parametrize("text", ["t:mother", "한수진", "Han Su-jin"], ids=["id", "hangul", "romanised"])
def test_two_persons_with_names_of_their_own_lead_to_their_kinship(client, text):
    answer = asked(client, a=text, b="오하늘")
    assert (answer.status_code, answer.headers["location"]) == (303, "/en/kinship?a=t:mother&b=t:daughter")
    shown = client.get(answer.headers["location"]).text
    assert "daughter" in shown and 'value="t:mother"' in shown and "Han Su-jin" in shown


def test_hidden_names_stay_hidden(client):
    answer = client.post("/ko/kinship?names=hidden", data={"a": "t:mother", "b": "t:daughter"})
    assert answer.headers["location"] == "/ko/kinship?a=t:mother&b=t:daughter&names=hidden"


def test_who_is_meant_is_asked_where_several_can_be(client):
    page = asked(client, a="한", b="오하늘").text
    assert "Several records can be meant" in page and page.count('name="a_is"') == 2
    assert 'name="b_is" value="t:daughter" checked' in page
    answer = asked(client, a="한", a_is="t:uncle", b="오하늘", b_is="t:daughter")
    assert answer.headers["location"] == "/en/kinship?a=t:uncle&b=t:daughter"


def test_a_name_that_nobody_has_is_said_with_what_to_do(client):
    page = asked(client, "ko", a="없는 이름", b="오하늘").text
    assert "이 이름으로 된 기록이 없습니다" in page and "성만으로" in page
    assert 'aria-invalid="true"' in page


def test_no_agency_is_a_relative(client):
    page = asked(client, a="t:police", b="오하늘")
    assert page.status_code == 200 and "Nothing on record has this name" in page.text


def test_a_straight_line_needs_no_common_ancestor(client):
    straight = client.get("/en/kinship?a=t:son&b=t:mother").text
    assert 'class="unknown"' not in straight[straight.index("<tbody>") :]


@pytest.mark.parametrize(
    ("text", "leads"),
    [
        ("한수진", "person=t:mother"),
        ("Camp", "facility=t:camp"),
        ("t:family", "family=t:family"),
        ("O Ha-nul", "person=t:daughter"),
    ],
)
def test_a_timeline_is_asked_by_the_name_of_a_person_or_a_facility(client, text, leads):
    asks = client.get("/ko/timeline").text
    assert 'method="post" action="/ko/timeline"' in asks and 'name="of"' in asks
    answer = client.post("/ko/timeline?names=hidden", data={"of": text})
    assert (answer.status_code, answer.headers["location"]) == (303, f"/ko/timeline?{leads}&names=hidden")
    assert client.get(answer.headers["location"]).status_code == 200


def test_whose_timeline_is_asked_where_several_can_be_meant(client):
    page = client.post("/en/timeline", data={"of": "Han"}).text
    assert "Several records can be meant" in page and 'name="of_is" value="t:mother"' in page
    answer = client.post("/en/timeline", data={"of": "Han", "of_is": "t:uncle"})
    assert answer.headers["location"] == "/en/timeline?person=t:uncle"
    assert "Nothing on record has this name" in client.post("/en/timeline", data={"of": "nobody at all"}).text


def test_two_records_are_judged_by_name(client):
    asked = {"do": "check", "judgement": "different", "source_id": "t:report"}
    page = client.post("/en/judgements", data={**asked, "record_a": "한수진", "record_b": "한"})
    assert page.status_code == 422 and "Several persons can be meant" in page.text
    assert 'name="record_a" value="t:mother"' in page.text.replace('required maxlength="1000" ', "")
    assert 'name="record_b_is" value="t:uncle"' in page.text and 'name="record_a_is"' not in page.text
    chosen = {**asked, "record_a": "t:mother", "record_b": "한", "record_b_is": "t:uncle"}
    assert "nothing was recorded yet" in client.post("/en/judgements", data=chosen).text
    unknown = client.post("/ko/judgements", data={**asked, "record_a": "없는 이름", "record_b": "한수진"}).text
    assert "이 이름을 가진 사람이 기록에 없습니다" in unknown
