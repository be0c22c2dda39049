"""A testimony that names more: from and to, together with whom, for whose act, groups and families."""

import re

import pytest

from tests.api.test_pages import assert_harmless, parsed
from tests.api.test_testimony_page import mark, near

FORM = {
    "dataset": "told",
    "code": "talk-7",
    "kind": "interview",
    "told_on": "2024-05",
    "p1_name": "한수진",
    "p1_is": "t:mother",
    "p2_name": "younger son",
    "p2_sex": "male",
    "p3_name": "six neighbours",
    "p3_count_least": "6",
    "p3_count_most": "8",
    "p4_name": "a teacher",
    "p4_among": "3",
    "p_count": "4",
    "f1_name": "Han family of the hill",
    "f1_members": ["1", "2"],
    "k1_a": "1",
    "k1_term": "mother",
    "k1_b": "2",
    "e1_person": "2",
    "e1_kind": "handover",
    "e1_begin": "2009-08",
    "e1_from_agency": "a patrol of the county",
    "e1_to_agency": "t:bowibu",
    "e1_from_place": "a town",
    "e1_to_place": "t:camp",
    "e1_with": ["3"],
    "e1_because": "1",
    "e1_because_is": "t:escape",
    "e1_because_words": "because their mother had left",
}
DOCUMENTED = ("told:talk-7-e1", "told:talk-7-e1-p3")


def send(client, language="en", **changed):
    return client.post(f"/{language}/testimony", data={**FORM, "do": "check", **changed})


def record(client, **changed):
    return send(client, do="record", checked=mark(send(client, **changed)), **changed)


@pytest.fixture(scope="module")
def recorded(client):
    acted = {"e2_person": "1", "e2_kind": "border_crossing", "e2_begin": "2009-03"}
    third = {"e3_person": "4", "e3_kind": "arrest", "e3_because": "1", "e3_because_act": "2", "e_count": "3"}
    response = record(client, **acted, **third)
    assert response.status_code == 200 and "statements were recorded" in response.text
    assert_harmless(parsed(response))
    return lambda id: client.get(f"/api/v1/claims?about={id}").json()["claims"]


def said(claims, kind):
    return [claim["statement"] for claim in claims if claim["kind"] == kind]


def test_an_event_names_who_gave_up_and_who_received_from_where_and_to_where(client, recorded):
    (event,) = said(recorded("told:talk-7-e1"), "event")
    assert (event["from_agency_id"], event["to_agency_id"]) == (["told:talk-7-from_agency1"], ["t:bowibu"])
    assert (event["from_place_id"], event["to_place_id"]) == (["told:talk-7-from_place1"], ["t:camp"])
    (agency,) = said(recorded("told:talk-7-from_agency1"), "agency")
    assert agency["name"] == "a patrol of the county"


def test_those_taken_together_have_an_event_each_with_the_same_words(client, recorded):
    own, other = (said(recorded(id), "event")[0] for id in DOCUMENTED)
    assert own["person_id"] == "told:talk-7-p2" and other["person_id"] == "told:talk-7-p3"
    same = ("kind", "begin", "from_agency_id", "to_agency_id", "to_place_id")
    assert [own[name] for name in same] == [other[name] for name in same]


def because(client, event):
    ties = client.get(f"/api/v1/events/{event}").json()["ties"]
    return [each["other"]["id"] for each in ties if (each["type"], each["direction"]) == ("BECAUSE_OF", "out")]


def test_a_punishment_is_said_to_be_for_the_act_of_the_relative(client, recorded):
    assert [because(client, event) for event in DOCUMENTED] == [["t:escape"], ["t:escape"]]
    assert because(client, "told:talk-7-e3") == ["told:talk-7-e2"]


def test_where_no_act_is_chosen_only_the_person_is_named(client):
    assert record(client, code="talk-8", e1_because_is="person").status_code == 200
    assert because(client, "told:talk-8-e1") == ["t:mother"]


def test_a_group_has_its_size_and_its_members(client, recorded):
    (group,) = said(recorded("told:talk-7-p3"), "person")
    assert (group["count_least"], group["count_most"]) == (6, 8)
    ties = client.get("/api/v1/persons/told:talk-7-p4").json()["ties"]
    assert [each["other"]["id"] for each in ties if each["type"] == "AMONG"] == ["told:talk-7-p3"]


def test_a_family_that_the_source_names_holds_its_members(client, recorded):
    family = client.get("/api/v1/families/told:talk-7-f1").json()
    assert family["name"] == "Han family of the hill"
    members = {each["other"]["id"] for each in family["ties"] if each["type"] == "MEMBER_OF"}
    assert members == {"t:mother", "told:talk-7-p2"}


def test_acts_and_families_on_record_are_offered_and_none_is_chosen(client):
    text = send(client, e1_because_is="").text
    acts = re.findall(r'<input type="radio"[^>]*name="e1_because_is" value="([^"]+)"( checked)?', text)
    assert acts[0] == ("person", " checked") and ("t:escape", "") in acts
    assert [chosen for _, chosen in acts[1:]] == [""] * (len(acts) - 1)
    families = re.findall(r'<input type="radio"[^>]*name="f1_is" value="([^"]+)"( checked)?', text)
    assert families[0] == ("new", " checked") and ("t:family", "") in families
    agencies = send(client, e1_from_agency="보위부").text
    assert 'name="e1_from_agency_is" value="t:bowibu"' in agencies
    assert re.search(r"<details open><summary>From and to", text)


def test_a_contradiction_of_what_was_told_more_is_shown_before_recording(client):
    text = send(client, code="talk-9", p1_sex="male").text
    assert "contradiction" in text and "sex" in text[text.index("What contradicts") :]
    assert client.get("/en/sources/told:talk-9").status_code == 404


@pytest.mark.parametrize(
    ("typed", "field", "told"),
    [
        ({"p3_count_least": "many"}, "p3_count_least", "whole number"),
        ({"p3_count_most": "2"}, "p3_count_most", "less than the least"),
        ({"p3_among": "3"}, "p3_among", "another person"),
        ({"p4_among": "9"}, "p4_among", "persons above"),
        ({"f1_name": "", "f1_is": ""}, "f1_name", ""),
        ({"f1_members": ["1", "7"]}, "f1_members", "persons above"),
        ({"e1_with": ["8"]}, "e1_with", "persons above"),
        ({"e1_because": "2"}, "e1_because", "another person than"),
        ({"e1_because": ""}, "e1_because", "for whose act"),
        ({"e1_because_act": "1"}, "e1_because_act", "another event"),
        ({"e1_because_act": "9" * 5000}, "e1_because_act", "another event"),
        ({"e2_person": "3", "e2_kind": "escape", "e1_because_act": "2"}, "e1_because_act", "of another person"),
        ({"e1_from_agency": "", "e1_to_agency": "", "e1_agency": "t:none"}, "e1_agency", "from"),
        ({"e1_to_place": "a" * 301}, "e1_to_place", "too long"),
    ],
)
@pytest.mark.parametrize("language", ["en", "ko"])
def test_a_fault_stands_at_its_field_and_all_that_was_typed_stays(client, language, typed, field, told):
    response = send(client, language, do="record", **{"code": "talk-6", **typed})
    text = response.text
    assert response.status_code == 422 and f'id="{field}-fault"' in text
    assert language == "ko" or told in near(text, field, 1200) + text[text.index(f'id="{field}-fault"') :][:300]
    assert 'value="because their mother had left"' in text and 'value="six neighbours"' in text
    assert "f1_members" in typed or re.search(r'name="f1_members" value="2" checked', text)
    assert typed.get("e1_with") or re.search(r'name="e1_with" value="3" checked', text)


def test_the_degree_to_whose_act_it_was_for_is_proposed_from_the_record_and_from_what_is_told(client):
    known = {"p2_name": "한동호", "p2_is": "t:uncle", "k_count": "2"}
    page = send(client, **known).text
    assert re.search(r"On record: 한동호 is 한수진(&#39;|')s [^:]+: \d chon", page)
    assert "Told here: 한수진 is the mother of 한동호" in page
    assert "기록: 한동호" in send(client, "ko", **known).text
    nothing = send(client, k1_term="", k1_a="", k1_b="").text
    assert "No kinship of these two is on record or told here" in nothing
    assert "On record: " not in send(client, e1_because="").text
