"""Judging and withdrawing from the page: a preview, a reason, the change, the way back."""

import re

import pytest

from app.catalogue import load_catalogue
from app.services.explorer import Explorer
from app.services.reader import Reader
from tests.api.test_entrance import bearing
from tests.api.test_pages import assert_harmless, parsed

PAIR = {"record_a": "t:mother", "record_b": "t:uncle", "judgement": "same", "source_id": "t:report"}


def judge(client, language="en", **changed):
    return client.post(f"/{language}/judgements", data={"do": "check", **PAIR, **changed})


class NotingReader(Reader):
    """A reader that keeps which queries it ran."""

    def __init__(self, store):
        super().__init__(store, load_catalogue())
        self.asked = []

    def rows(self, name, **parameters):
        self.asked.append(name)
        return super().rows(name, **parameters)


def mark(response):
    return re.search(r'name="checked" value="([^"]*)"', response.text)[1]


def claim_of(client, id, kind):
    claims = client.get(f"/api/v1/claims?about={id}").json()["claims"]
    return next(claim["id"] for claim in claims if claim["kind"] == kind)


def test_a_judgement_is_foreseen_with_its_contradictions_and_writes_nothing(client):
    version = client.get("/api/v1/health").json()["data_version"]
    response = judge(client)
    assert response.status_code == 200
    assert "nothing was recorded yet" in response.text and "would appear" in response.text
    table = response.text[response.text.index("What would contradict") :]
    assert "/en/evidence/" in table and "sex" in table
    assert "What falls" in table and "/en/persons/t:uncle" in table
    assert_harmless(parsed(response))
    assert client.get("/api/v1/health").json()["data_version"] == version


def test_a_judgement_is_foreseen_with_the_values_and_ties_that_come_and_go(client):
    text = re.sub(r"<[^>]+>|\s+", " ", judge(client).text)
    shown = re.sub(" +", " ", text[text.index("What would change") :])
    stays = shown[shown.index("What stays with other values") : shown.index("The judgement")]
    assert "contradictions: sex" in stays and "claims: 1 → 3" in stays
    falls = shown[shown.index("What falls") : shown.index("What stays with other values")]
    assert "sibling of: 한수진 Han Su-jin → 한동호" in falls and "nature: full" in falls
    assert "stands under the id of the other" in shown
    assert "stands under the id of the other" not in judge(client, judgement="different").text


def test_answers_that_would_change_are_worked_out_on_request(client):
    text = judge(client, do="answers").text
    assert "Answers that would change" in text


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"record_a": "no id"}, "record_a"),
        ({"record_b": "t:nobody"}, "record_b"),
        ({"record_b": "t:mother"}, "record_b"),
        ({"judgement": ""}, "judgement"),
        ({"source_id": ""}, "source_id"),
        ({"source_id": "t:nothing"}, "source_id"),
        ({"grade": "very"}, "grade"),
    ],
)
def test_a_wrong_judgement_is_told_at_its_field_and_stays(client, typed, field):
    response = judge(client, do="record", **typed)
    assert response.status_code == 422 and f'id="{field}-fault"' in response.text
    assert 'value="t:mother"' in response.text or "record_a" in typed
    assert '<option value="t:report">' in response.text and "sources.csv" not in response.text
    assert_harmless(parsed(response))


def test_a_judgement_is_recorded_only_as_it_was_foreseen(client):
    pair = {"record_a": "t:daughter", "record_b": "t:mother", "judgement": "different"}
    mixed = judge(client, do="record", checked=mark(judge(client, **pair)), **{**pair, "judgement": "same"})
    assert "nothing was recorded yet" in mixed.text
    done = judge(client, do="record", checked=mark(judge(client, **pair)), **pair)
    assert "The judgement was recorded." in done.text and "/en/persons/t:mother" in done.text
    again = judge(client, do="record", checked=mark(judge(client, **pair)), **pair)
    assert "on record already" in again.text


def test_events_and_families_are_meant_by_words_and_chosen(client):
    pair = {"kind": "event", "record_a": "Han Su-jin", "record_b": "t:arrest", "judgement": "different"}
    one = judge(client, **pair)
    assert one.status_code == 200 and 'name="record_a" required maxlength="1000" value="t:escape"' in one.text
    several = judge(client, "ko", **{**pair, "record_b": "보위부"})
    assert several.status_code == 422 and "이 이름의 사람이 속한 것도 없습니다" in several.text
    family = judge(client, **{**pair, "kind": "family", "record_a": "han FAM", "record_b": "t:mother"})
    assert "This id is one of another kind: person." in family.text and 'value="t:family"' in family.text


def test_several_events_of_one_person_are_offered_in_words(client):
    pair = {"kind": "event", "record_a": "t:escape", "record_b": "forty others", "judgement": "same"}
    page = judge(client, **pair)
    assert page.status_code == 200 and 'value="t:passed"' in page.text
    rows = [{"table": "events", "row": {"id": "t:more", "person_id": "t:group", "kind": "camp", "begin": "2011"}}]
    rows[0]["row"]["source_id"] = "t:report"
    assert client.post("/api/v1/claims", json={"rows": rows}).json()["recorded"] == 1
    offered = judge(client, **pair)
    assert offered.status_code == 422 and "Several records can be meant. Choose one." in offered.text
    assert "political prison camp (forty others, 2011)" in offered.text
    chosen = judge(client, **pair, record_b_is="t:more")
    assert chosen.status_code == 200 and 'value="t:more"' in chosen.text
    assert_harmless(parsed(offered))


def test_a_withdrawal_shows_what_falls_needs_a_reason_and_is_done(client):
    id = claim_of(client, "t:camp", "place")
    before = client.get(f"/en/withdrawals?target={id}&answers=yes")
    assert before.status_code == 200 and "1 claim would be withdrawn" in before.text
    assert "/en/places/t:camp" in before.text and "Answers that would change" in before.text
    assert re.search(r"facility kind:</span> +<del>", before.text)
    assert_harmless(parsed(before))
    for reason in ("", "  ", "a\x00b"):
        refused = client.post("/en/withdrawals", data={"target": id, "because": reason})
        assert refused.status_code == 422 and "Reason:" in refused.text
    assert "withdrawn_at" not in client.get(f"/en/evidence/{id}").text
    assert f"/en/withdrawals?target={id}" in client.get(f"/en/evidence/{id}").text
    done = client.post("/en/withdrawals", data={"target": id, "because": "told in error"})
    assert "1 claim was withdrawn." in done.text and f"/en/evidence/{id}" in done.text
    assert "told in error" in client.get(f"/en/evidence/{id}").text
    assert f"/en/withdrawals?target={id}" not in client.get(f"/en/evidence/{id}").text


def test_a_source_is_withdrawn_with_its_claims_and_what_was_explored_is_read_anew(client, store):
    reader = NotingReader(store)
    explorer = Explorer(reader)
    before = explorer.around("t:mother", ["t:son"])
    first, reader.asked = reader.asked, []
    assert first and explorer.around("t:mother", ["t:son"]) == before and reader.asked == []
    preview = client.get("/en/withdrawals?target=t:invented")
    assert re.search(r"[2-9] claims would be withdrawn", preview.text)
    done = client.post("/ko/withdrawals", data={"target": "t:invented", "because": "시험"})
    assert done.status_code == 200
    assert "withdrawn" in client.get("/en/sources/t:invented").text
    after = explorer.around("t:mother", ["t:son"])
    assert "Person/t:daughter" in before.folded.nodes and "Person/t:daughter" not in after.folded.nodes


@pytest.mark.parametrize("target", ["t:nothing", "a" * 26, "what"])
def test_what_is_not_there_is_told(client, target):
    response = client.get(f"/en/withdrawals?target={target}")
    assert response.status_code in (404, 422) and "Nothing was withdrawn." in response.text
    assert "kintrace query" not in response.text, "a reader of pages has no command at hand"
    assert_harmless(parsed(response))


@pytest.mark.parametrize(
    ("path", "right"),
    [
        ("/en/import", "record"),
        ("/ko/testimony", "record"),
        ("/en/judgements", "record"),
        ("/en/withdrawals", "administer"),
    ],
)
def test_on_a_network_a_page_that_writes_needs_the_right_to(api, keys, path, right):
    below = {"record": "read", "administer": "record"}[right]
    assert api.post(path, data={}, headers=bearing(keys, below)).status_code == 403
    assert api.post(path, data={}, headers=bearing(keys, right)).status_code in (404, 422)
    nobody = api.post(path, data={})
    assert nobody.status_code == 303 and "/sign-in" in nobody.headers["location"]


@pytest.mark.parametrize("path", ["/en/import", "/en/testimony", "/en/judgements", "/en/withdrawals"])
def test_another_site_cannot_write_through_a_reader(idle, path):
    response = idle.post(path, data={}, headers={"sec-fetch-site": "cross-site"})
    assert response.status_code == 403
