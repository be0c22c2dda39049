"""Pages of single records: what an investigator needs of each to pass it on and to go on from it."""

import re
from urllib.parse import unquote

import pytest

from tests.api.test_pages import PAGES, parsed

NAMES = ("한수진", "Han Su-jin", "한동호", "Han Tong-ho", "오하늘", "O Ha-nul", "onerror")
PERSONS = NAMES[:-1]


@pytest.mark.parametrize(
    "address", ["persons/t:son", "families/t:family", "agencies/t:police", "places/t:camp", "events/t:held",
                "sources/t:report"]
)  # fmt: skip
def test_a_record_says_its_id_and_its_address_can_be_passed_on(client, address):
    page = client.get(f"/ko/{address}").text
    assert f"<code>{address.partition('/')[2]}</code>" in page
    assert "data-copy-link" in page and "data-print" in page


def test_a_claim_can_be_passed_on(client):
    claim = client.get("/api/v1/claims?about=t:son").json()["claims"][0]["id"]
    assert "data-copy-link" in client.get(f"/en/evidence/{claim}").text


def test_the_list_of_a_source_says_whom_each_event_befell(client):
    page = client.get("/en/sources/t:report").text
    lost = next(row for row in page.split("<tr") if ">fate unknown</a>" in row)
    assert "/en/persons/t:son" in lost
    own = client.get("/en/persons/t:son").text
    lost = next(row for row in own.split("<tr") if ">fate unknown</a>" in row and "/evidence/" in row)
    assert "/en/persons/t:son" not in lost


def test_a_family_leads_to_its_chart_and_says_who_belongs_to_it(client):
    page = client.get("/en/families/t:family").text
    assert 'href="/en/families/t:family/chart"' in page
    claims = page[page.index("Claims and their sources") :]
    assert "/en/persons/t:mother" in claims and "/en/persons/t:son" in claims


def test_an_inferred_link_stands_under_no_heading_that_calls_it_a_cause(client):
    page = client.get("/en/persons/t:mother").text
    assert "Punished because of this person, or after an act of this person" in page


def test_the_overview_says_its_days_in_words(client):
    assert "latest word from 31 May 2015" in client.get("/en/").text
    assert "가장 늦은 소식 2015년 5월 31일" in client.get("/ko/").text


@pytest.mark.parametrize("address", PAGES)
def test_no_name_stands_in_an_address(client, address):
    answer = client.get(f"/en{address}", follow_redirects=True)
    assert answer.status_code == 200
    page = parsed(answer)
    addresses = [unquote(value.replace("+", " ")) for _, name, value in page.attributes if name in ("href", "action")]
    assert addresses and not [each for each in addresses if any(name in each for name in NAMES)]


def test_a_hostile_name_typed_for_one_of_two_persons_stays_text(client):
    page = client.post("/en/kinship", data={"a": '"><qqq zzz>', "b": "오하늘"})
    assert page.status_code == 200
    assert "qqq" not in parsed(page).tags and 'value="&#34;&gt;&lt;qqq zzz&gt;' in page.text


@pytest.mark.parametrize("address", PAGES)
def test_names_are_hidden_on_every_page(client, address):
    hidden = f"/ko{address}{'&' if '?' in address else '?'}names=hidden"
    answer = client.get(hidden, follow_redirects=True)
    assert answer.status_code == 200
    assert not [name for name in PERSONS if name in answer.text]


@pytest.mark.parametrize(
    "address", ["persons/t:son", "families/t:family", "agencies/t:police", "places/t:camp", "events/t:held",
                "sources/t:report", "evidence"]
)  # fmt: skip
def test_a_record_hides_its_names_at_the_reader_s_wish_and_they_stay_hidden_on_the_way(client, address):
    if address == "evidence":
        claims = client.get("/api/v1/claims?about=t:mother").json()["claims"]
        address = f"evidence/{next(each['id'] for each in claims if each['kind'] == 'person')}"
    shown, hidden = (client.get(f"/en/{address}{query}").text for query in ("", "?names=hidden"))
    assert f'href="/en/{address}?names=hidden">Hide names' in shown and f'href="/en/{address}">Show names' in hidden
    assert not [name for name in PERSONS if name in hidden]
    assert [name for name in PERSONS if name in shown] or address.startswith(("agencies", "places", "events"))
    records = ("/en/persons/", "/en/evidence/", "/en/sources/", "/en/families/")
    links = [value for _, name, value in parsed(client.get(f"/en/{address}?names=hidden")).attributes if name == "href"]
    own = f"/en/{address}"
    assert not [each for each in links if each.startswith(records) and "names=hidden" not in each and each != own]


def test_names_are_shown_or_hidden_and_nothing_else(client):
    assert client.get("/en/persons/t:son?names=some").status_code == 422


@pytest.mark.parametrize(
    ("language", "address", "said"),
    [
        ("en", "persons/t:son", "한수진 Han Su-jin is the parent of"),
        ("ko", "persons/t:daughter", "한수진 Han Su-jin: 오하늘 O Ha-nul 가상의 부모"),
        ("en", "families/t:family", "한수진 Han Su-jin belongs to Han family"),
        ("ko", "sources/t:report", "한동호 Han Dong-ho: 한수진 Han Su-jin의 형제자매"),
    ],
)
def test_a_tie_of_two_records_is_said_as_a_sentence(client, language, address, said):
    text = re.sub(r"\s+", " ", re.sub("<[^>]+>", "", client.get(f"/{language}/{address}").text))
    assert said in text and "person a" not in text


def test_a_claim_of_a_tie_begins_with_its_sentence(client):
    claims = client.get("/api/v1/claims?about=t:uncle").json()["claims"]
    tie = next(each["id"] for each in claims if each["kind"] == "kinship")
    text = re.sub(r"\s+", " ", re.sub("<[^>]+>", "", client.get(f"/en/evidence/{tie}").text))
    assert re.search("한동호 Han Dong-ho is the sibling of 한수진 Han Su-jin. Report", text)


def test_a_reason_names_its_events_by_what_happened_to_whom_and_when(client):
    claims = client.get("/api/v1/claims?about=t:held").json()["claims"]
    because = next(claim["id"] for claim in claims if claim["kind"] == "because_of")
    page = client.get(f"/en/evidence/{because}").text
    assert ">escape (한수진, April 2009)</a>" in page and "because of" in page and ">t:escape<" not in page
    assert "<h1>reason told · as one source says" in page
    assert "escape (t:mother, April 2009)" in client.get(f"/en/evidence/{because}?names=hidden").text


@pytest.mark.parametrize(
    ("address", "title"),
    [("persons/t:uncle", "한동호"), ("places/t:camp", "Camp"), ("events/t:arrest", "arrest"), ("sources/t:report", "")],
)
def test_a_printed_record_says_of_which_data_and_day_it_is(client, address, title):
    footer = client.get(f"/en/{address}").text.partition("<footer>")[2]
    assert re.search(rf"Kintrace · {title}.* · data version \d+ · made on \d", footer)
    if address.startswith("persons"):
        hidden = client.get(f"/en/{address}?names=hidden").text.partition("<footer>")[2]
        assert "data version" in hidden and title not in hidden


def test_first_and_last_possible_days_of_transfers_are_told_as_years(client):
    answer = client.get("/en/agencies/transfers.json").json()
    at = answer["columns"].index("First year")
    told = {row[at] for row in answer["rows"]} - {"", None}
    assert told and all(re.fullmatch(r"\d{4}|–", each) for each in told)
