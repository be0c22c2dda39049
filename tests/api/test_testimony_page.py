"""One testimony: how it is read, what it contradicts, that the check writes nothing, and what is recorded."""

import re

import pytest

from app.api.pages.testimony_readings import read_kinship
from tests.api.test_pages import assert_harmless, parsed

FORM = {
    "dataset": "told",
    "code": "talk-1",
    "kind": "interview",
    "told_on": "2024-05",
    "p1_name": "한동호",
    "p1_sex": "male",
    "p1_birth": "about 1955",
    "p2_name": "<img src=x onerror=alert(1)>",
    "k1_a": "1",
    "k1_term": "외삼촌",
    "k1_b": "2",
    "e1_person": "1",
    "e1_kind": "arrest",
    "e1_begin": "2009년 여름",
    "e1_place": "Camp",
    "e1_agency": "보위부",
}


def send(client, language="en", **changed):
    return client.post(f"/{language}/testimony", data={**FORM, "do": "check", **changed})


def mark(response):
    return re.search(r'name="checked" value="([^"]*)"', response.text)[1]


def near(text, name, length=900):
    at = text.index(f'name="{name}"')
    return text[at : at + length]


def on_record(client, source="told:talk-1"):
    return client.get(f"/en/sources/{source}").status_code == 200


def test_the_check_tells_how_it_is_read_and_writes_nothing(client):
    response = send(client)
    text = response.text
    assert response.status_code == 200 and not on_record(client)
    assert "1979" not in near(text, "p1_name", 300)
    assert "1954-01-01 – 1956-12-31" in near(text, "p1_birth") and "approximate" in near(text, "p1_birth")
    assert "2009-06-01 – 2009-08-31" in near(text, "e1_begin") and "season" in near(text, "e1_begin")
    assert "uncle" in near(text, "k1_term", 3000) and "3 chon" in near(text, "k1_term", 3000)
    assert_harmless(parsed(response))


def test_records_that_may_be_the_same_are_offered_and_none_is_chosen(client):
    text = send(client).text
    chosen = re.findall(r'<input type="radio"[^>]*name="p1_is" value="([^"]+)"( checked)?', text)
    assert ("new", "") in chosen and ("t:uncle", "") in chosen, "silence is no answer to who is meant"
    assert re.findall(r'name="e1_place_is" value="t:camp"', text)
    assert re.findall(r'name="e1_agency_is" value="t:bowibu"', text)


def test_a_contradiction_with_the_record_is_shown_before_anything_is_written(client):
    fitting = send(client, p1_is="t:uncle", p2_is="new").text
    assert "Nothing contradicts what is on record" in fitting
    text = send(client, p1_name="한수진", p1_sex="male", p1_birth="1970", p1_is="t:mother").text
    assert "contradictions with what is on record" in text and not on_record(client)
    table = text[text.index("What contradicts") :]
    assert "sex" in table and "birth" in table and "/en/evidence/" in table


@pytest.mark.parametrize(
    ("language", "asks", "none"),
    [
        ("en", "On record already is the name of person 1.", "Nothing contradicts"),
        ("ko", "사람 1의 이름이 이미 기록에", "어긋나는 것이 없습니다"),
    ],
)
def test_nothing_is_said_to_fit_before_it_is_said_who_is_meant(client, language, asks, none):
    typed = {"p1_name": "한수진", "p1_birth": "1985", "p2_is": "new"}
    asked = send(client, language, **typed).text
    assert asks in asked and none not in asked
    new = send(client, language, **typed, p1_is="new").text
    assert asks not in new and none in new
    same = send(client, language, **typed, p1_is="t:mother").text
    assert asks not in same and none not in same and "/evidence/" in same


def test_who_may_see_a_testimony_is_no_word_of_kinship(client):
    assert '<option value="partner">협력 단체</option>' in client.get("/ko/testimony").text


def test_what_is_told_stands_beside_what_is_on_record(client):
    typed = {"p1_name": "한수진", "p1_sex": "male", "p1_birth": "1970", "p1_is": "t:mother"}
    table = send(client, **typed).text.partition("What contradicts")[2]
    (row,) = [row for row in table.split("<tr>") if "<td>birth</td>" in row]
    here, recorded = (re.sub(r"<[^>]+>|\s+", " ", cell) for cell in row.split("<td>")[2:4])
    here, recorded = re.sub(" +", " ", here), re.sub(" +", " ", recorded)
    assert "birth 1970" in here and "1960" not in here
    assert "birth 1960" in recorded and "Report" in recorded and "sex" not in recorded


def test_the_check_says_which_values_change_from_what_to_what_and_what_is_new(client):
    text = send(client, p1_is="t:uncle", p1_birth="1955-03").text
    changes = re.sub(r"<[^>]+>|\s+", " ", text[text.index("What would change") :])
    assert re.search(r"한동호 .*birth: +1 March 1955|birth: +March 1955", changes)
    assert re.search(r"claims: +2 → +3", changes) and "independent sources: 1 → 2" in re.sub(" +", " ", changes)
    assert "What is new" in changes and "arrest" in changes


def test_it_is_recorded_as_checked_and_only_so(client):
    changed = send(client, do="record", checked=mark(send(client)), p1_birth="1966")
    assert "changed after the check" in changed.text and not on_record(client)
    choices = {"p1_is": "t:uncle", "e1_place_is": "t:camp", "e1_agency_is": "new"}
    done = send(client, do="record", checked=mark(send(client, **choices)), **choices)
    assert done.status_code == 200 and "statements were recorded" in done.text
    assert ">한동호</a>" in done.text and ">arrest (한동호, " in done.text and ">told:talk-1</a>" not in done.text
    told = client.get("/en/sources/told:talk-1").text
    assert re.search(r">한동호</a>[^|]{0,120}told:talk-1-p1</span>", told), (
        "a record that was joined is called by its name"
    )
    assert_harmless(parsed(done))
    claims = client.get("/api/v1/claims?about=told:talk-1-e1").json()["claims"]
    (said,) = [claim["statement"] for claim in claims if claim["kind"] == "event"]
    assert (said["begin"], said["at_place_id"]) == ("2009년 여름", ["t:camp"])
    assert said["by_agency_id"] == ["told:talk-1-agency1"]
    kin = client.get("/api/v1/kinship?a=told:talk-1-p2&b=t:uncle").json()
    assert (kin["chon"], kin["words"]["ko"]) == (3, ["외삼촌"])
    again = send(client, do="record", checked=mark(send(client, **choices)), **choices)
    assert "Nothing new" in again.text
    client.post("/api/v1/withdrawals", json={"target": "told:talk-1", "because": "test"})
    gone = send(client, do="record", checked=mark(send(client, **choices)), **choices).text
    assert "this was withdrawn before, and stays so" in gone and "on record already" not in gone


@pytest.mark.parametrize(
    ("typed", "field", "told"),
    [
        ({"code": ""}, "code", "short code"),
        ({"code": "with blank"}, "code", "without blanks"),
        ({"dataset": "내 자료"}, "dataset", "without blanks"),
        ({"k1_b": "1"}, "k1_b", "Choose another person."),
        ({"k1_term": ""}, "k1_term", "Write what the one is to the other."),
        ({"p1_count_least": "9", "p1_count_most": "3"}, "p1_count_most", "write a larger one"),
        ({"f1_where": "p. 3"}, "f1_name", "Write the name"),
        ({"e1_begin": "31 February 2009"}, "e1_begin", ""),
        ({"e1_begin": "03/04/2010"}, "e1_begin", "It can mean"),
        ({"k1_term": "zzzz"}, "k1_term", "in no list"),
        ({"k1_b": ""}, "k1_b", "Choose one of the persons"),
        ({"e1_person": "9"}, "e1_person", "Choose one of the persons"),
        ({"p1_birth": "2090"}, "p1_birth", ""),
        ({"e1_kind": ""}, "e1_kind", "Choose what happened."),
        ({"p1_sex": "mail"}, "p1_sex", "female, male"),
        ({"p1_name": "a" * 301}, "p1_name", ""),
    ],
)
def test_a_fault_stands_at_its_field_and_what_was_typed_stays(client, typed, field, told):
    response = send(client, do="record", **{"code": "talk-2", **typed})
    assert response.status_code == 422 and 'role="alert"' in response.text
    assert 'aria-invalid="true"' in near(response.text, field, 200)
    assert f'id="{field}-fault"' in response.text and told in response.text
    assert 'value="한동호"' in response.text or typed.get("p1_name")
    assert "2009년 여름" in response.text or typed.get("e1_begin")
    assert not on_record(client, "told:talk-2")


def test_a_wrong_code_is_told_once_and_not_at_every_id_that_is_made_from_it(client):
    faults = re.findall(r'id="(\w+)-fault"', send(client, code="with blank").text)
    assert faults == ["code"]


def test_a_warning_names_the_part_of_the_form_it_is_about(client):
    text = send(client, code="talk-3", e1_place="t:nowhere").text
    warnings = text[text.index("Warnings") :]
    assert "<strong>Event 1</strong>" in warnings and "at_place_id" not in warnings[:600]
    born = send(client, code="talk-3", p1_birth="2015", p1_is="new", e1_place="").text
    warnings = born[born.index("Warnings") :][:300]
    assert "</strong>: This was before the person" in warnings and "claims" not in warnings and "told:" not in warnings


def test_an_empty_form_and_more_fields_need_no_script(client):
    empty = client.post("/ko/testimony", data={"do": "check"})
    assert empty.status_code == 422
    more = send(client, do="more_p")
    assert 'id="p4_name"' in more.text and 'value="한동호"' in more.text
    assert 'id="p6_name"' in send(client, do="more_p", p_count="4").text


@pytest.mark.parametrize("wrong", [{"p1_colour": "red"}, {"e99_kind": "arrest"}, {"code": "a" * 20_001}])
def test_what_the_form_does_not_have_is_refused(client, wrong):
    assert send(client, **wrong).status_code == 422


def test_words_of_a_witness_are_read_step_by_step():
    (read,) = read_kinship("wife's elder sister's husband")["readings"]
    assert (read["chon"], read["marriage"]) == (2, True)
    assert read_kinship("friend") == {"known": True, "acquaintance": True, "readings": [], "more": 0}
    assert not read_kinship("xyzzy")["known"]
    assert len(read_kinship("uncle")["readings"][0]["words"]["ko"]) > 1


@pytest.mark.parametrize("language", ["en", "ko"])
def test_a_new_testimony_is_for_the_team_until_more_is_chosen(client, language):
    page = client.get(f"/{language}/testimony").text
    assert '<option value="team" selected>' in page
