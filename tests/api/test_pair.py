"""How two people are related: asked by name, without a name in an address."""

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
    assert "Several persons can be meant" in page and page.count('name="a_is"') == 2
    assert 'name="b_is" value="t:daughter" checked' in page
    answer = asked(client, a="한", a_is="t:uncle", b="오하늘", b_is="t:daughter")
    assert answer.headers["location"] == "/en/kinship?a=t:uncle&b=t:daughter"


def test_a_name_that_nobody_has_is_said_with_what_to_do(client):
    page = asked(client, "ko", a="없는 이름", b="오하늘").text
    assert "이 이름을 가진 사람이 기록에 없습니다" in page and "성만으로" in page
    assert 'aria-invalid="true"' in page


def test_no_agency_is_a_relative(client):
    page = asked(client, a="t:police", b="오하늘")
    assert page.status_code == 200 and "Nobody on record has this name" in page.text


def test_a_straight_line_needs_no_common_ancestor(client):
    straight = client.get("/en/kinship?a=t:son&b=t:mother").text
    assert 'class="unknown"' not in straight[straight.index("<tbody>") :]
