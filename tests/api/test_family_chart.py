"""The chart of a family: short texts that tell a range, and what is called a reason and what is not."""

import pytest

from app.api.pages.chart_words import short_delay, years_text
from app.api.pages.words import Words

EN, KO = Words("en"), Words("ko")


@pytest.mark.parametrize(
    ("days", "english", "korean"),
    [
        ([180, 240], "+5–8 mo", "+5–8개월"),
        ([3, 60], "+3–60 d", "+3–60일"),
        ([-200, 900], "−7…30 mo", "−7…30개월"),
        ([40, None], "≥40 d", "≥40일"),
        ([None, 40], "≤40 d", "≤40일"),
        ([-40, None], "delay ?", "간격 ?"),
        ([None, None], "delay ?", "간격 ?"),
    ],
)
def test_a_delay_in_a_pill_is_a_range_and_an_open_side_is_said_so(days, english, korean):
    assert (short_delay(EN, days), short_delay(KO, days)) == (english, korean)


@pytest.mark.parametrize(
    ("birth", "death", "text"),
    [
        (["1950-01-01", "1950-12-31"], None, "1950"),
        (["1953-01-01", "1955-12-31"], ["1999-01-01", "2001-12-31"], "1953…1955–1999…2001"),
        ([None, None], None, ""),
        (["1950-01-01", None], [None, None], "≥1950–?"),
        ([None, "1950-01-01"], None, "≤1950"),
    ],
)
def test_years_that_are_not_certain_are_not_made_certain(birth, death, text):
    assert years_text(birth, death) == text


def test_the_chart_marks_who_acted_who_was_punished_and_why(client):
    page = client.get("/en/families/t:family/chart").text
    assert "2 relatives over 2 generations, 1 of them taken. After the act of a relative: 1." in page
    assert "For 1 of these a source says that it was because of it." in page
    assert page.count('data-of="t:mother t:son"') == 1 and ">T1</text>" in page
    assert "because of T1" in page and 'href="/en/families/t:family/cascade"' in page


def test_one_person_asked_twice_and_nobody_are_told_so(client):
    assert "Both are one person." in client.get("/en/kinship?a=t:son&b=t:son").text
    missing = client.get("/en/persons/t:nobody")
    assert missing.status_code == 404 and ">No person with the id" in missing.text


def test_a_person_leads_to_the_chart_of_the_family(client):
    answer = client.get("/ko/persons/t:son/family", follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (307, "/ko/families/t:family/chart")
    nobody = client.get("/ko/persons/t:group/family", follow_redirects=False)
    assert nobody.headers["location"] == "/ko/explore?focus=t:group"
    assert 'href="/en/persons/t:son/family"' in client.get("/en/persons/t:son").text


def test_each_family_of_the_list_leads_to_its_chart(client):
    page = client.get("/en/families").text
    assert 'href="/en/families/t:family/chart"' in page and "someone was punished after a relative" in page


def test_who_was_punished_outside_of_the_family_is_said_and_one_person_has_one_badge_in_both_pictures(client):
    chart = client.get("/en/families/t:family/chart.json").json()
    assert chart["finding"].endswith("Punished outside of it, after the act of one in it: 1; the cascade has them.")
    assert ">T1</text>" in client.get("/en/families/t:family/cascade?trigger=t:escape").text


def test_everyone_who_was_taken_has_a_row_also_after_the_act_of_nobody(client):
    told = {"source_id": "t:report", "person_id": "t:uncle", "kind": "arrest"}
    rows = [
        {"table": "events", "row": {"id": "t:prayed", "begin": "2001", "reason": "religion", **told}},
        {"table": "events", "row": {"id": "t:unsaid", "begin": "1999", **told}},
        {"table": "events", "row": {"id": "t:freed", "begin": "2000", **told, "kind": "release"}},
    ]
    assert client.post("/api/v1/claims", json={"rows": rows}).json()["recorded"] == 3
    families = client.get("/api/v1/families?person=t:uncle").json()["families"]
    chart = client.get(f"/en/families/{families[0]['id']}/chart.json").json()
    assert [row[2:6] for row in chart["rows"][-2:]] == [
        ["arrest", "1999", "–", "no reason told; no act of a relative fits"],
        ["arrest", "2001", "–", "reason told: religious activity"],
    ]
    assert {taking["event"] for taking in chart["data"]["takings"]} >= {"t:prayed", "t:unsaid", "t:arrest"}


def test_where_nothing_is_on_record_every_start_says_so(client, store):
    store.wipe()  # the last test here: nothing of the sample is left
    for path in ("explore", "sources"):
        page = client.get(f"/en/{path}")
        assert page.status_code == 200 and "is on record yet. Import a data set first." in page.text
