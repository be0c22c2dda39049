"""Every page in both languages renders, is well formed, keeps data as text and loads nothing from elsewhere."""

import base64
import hashlib
import re
from collections import Counter
from html.parser import HTMLParser

import pytest

from tests.api.sample import HOSTILE

PAGES = (
    "/",
    "/search",
    "/search?was=taken",
    "/search?was=arrested&from=2009&to=2009",
    "/search?agency=t:police&from=2009",
    "/search?was=taken&country=CN",
    "/search?was=punished",
    "/search?type=place&country=KP&origin=recorded",
    "/search?status=disappeared&period=kim_jong_il",
    "/persons/t:son",
    "/persons/t:son/relatives",
    "/persons/t:mother",
    "/persons/t:daughter",
    "/persons/t:group",
    "/families",
    "/families/t:family/chart",
    "/families/t:family",
    "/families/t:family/cascade",
    "/timeline",
    "/timeline?family=t:family",
    "/timeline?facility=t:camp",
    "/agencies/t:police",
    "/places/t:bridge",
    "/events/t:held",
    "/sources/t:report",
    "/handovers",
    "/map",
    "/map?ext=region&kind=crossing&from=2009&to=2012-06",
    "/agencies",
    "/agencies?every=yes&from=2009&to=2012",
    "/agencies/t:police/organisation",
    "/comparisons",
    "/comparisons?by=leader&what=handovers&country=KP&invented=without&from=1990",
    "/figures",
    "/figures?report=rep&invented=with",
    "/kinship",
    "/families/t:family/network",
    "/sources",
    "/add",
    "/import",
    "/testimony",
    "/judgements",
    "/judgements?a=t:mother&b=t:uncle",
    "/withdrawals?target=t:report",
    "/persons/t:son/rests-on",
    "/persons/t:son/rests-on?answer=chains",
    "/kinship?a=t:son&b=t:uncle",
    "/handovers?count=records",
    "/handovers?crossing=unknown",
    "/handovers?taking_agency=t:police&invented=without",
    "/arrests",
    "/persons/t:son/trail",
    "/agencies/transfers",
    "/families?sort=-2",
    "/explore",
    "/explore?focus=t:son&open=Agency/t:police",
    "/about",
)
VOID = {"meta", "link", "input", "br", "img", "hr"}


class Strict(HTMLParser):
    """Collects what a page holds; remembers tags that do not match."""

    def __init__(self):
        super().__init__()
        self.open, self.wrong, self.tags, self.attributes = [], [], [], []

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += [(tag, name, value or "") for name, value in attrs]
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += [(tag, name, value or "") for name, value in attrs]

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.wrong.append(tag)


def parsed(response):
    page = Strict()
    page.feed(response.text)
    page.close()
    assert page.wrong == [] and page.open == []
    return page


def assert_harmless(page):
    assert "img" not in page.tags and "style" not in page.tags and "iframe" not in page.tags
    for tag, name, value in page.attributes:
        assert name != "style" and not name.startswith("on"), (tag, name)
        if name in ("href", "src", "action"):
            assert value.startswith(("/", "?", "#")) and not value.startswith("//"), (tag, name, value)
    scripts = [value for tag, name, value in page.attributes if tag == "script" and name == "src"]
    assert page.tags.count("script") == len(scripts) + sum(
        1 for tag, name, value in page.attributes if value == "application/json"
    )


@pytest.mark.parametrize("language", ["en", "ko"])
@pytest.mark.parametrize("address", PAGES)
def test_a_page_renders_and_its_data_stay_text(client, language, address):
    response = client.get(f"/{language}{address}")
    assert response.status_code == 200, response.text[:300]
    assert len(response.content) <= 150_000
    page = parsed(response)
    assert_harmless(page)
    assert page.tags.count("h1") == 1
    assert f'<html lang="{language}">' in response.text
    assert "<script>alert" not in response.text
    assert str(7191 * 7) not in response.text


def test_a_hostile_name_is_shown_as_it_is(client):
    text = client.get("/en/persons/t:son").text
    assert "&lt;img src=x onerror=alert(1)&gt;" in text
    assert "{{7191*7}}" in text


def test_search_hits_are_shown_and_the_text_is_in_no_address(client):
    response = client.post("/en/search", data={"text": "<img src=x onerror=alert(1)>"})
    page = parsed(response)
    assert response.status_code == 200
    assert_harmless(page)
    assert client.post("/en/search", data={"text": "han tong ho"}).text.count("/en/persons/t:uncle") == 1
    assert client.get("/en/search?text=han").status_code == 422


@pytest.mark.parametrize("form", [{}, {"text": ""}, {"text": "a" * 201}, {"text": "a", "more": "1"}, {"text": "a\x00"}])
def test_a_wrong_search_is_a_page_that_says_so(client, form):
    response = client.post("/en/search", data=form)
    assert response.status_code == 422
    assert_harmless(parsed(response))


def test_pages_carry_the_strict_policy(client):
    headers = client.get("/en/").headers
    policy = headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self'")
    assert "unsafe" not in policy and "frame-ancestors 'none'" in policy
    assert (headers["x-content-type-options"], headers["referrer-policy"]) == ("nosniff", "no-referrer")
    assert headers["cache-control"] == "no-store"


def test_invented_records_are_marked_wherever_they_are_shown(client):
    for address in ("/persons/t:daughter", "/persons/t:mother", "/explore?focus=t:daughter", "/search?was=taken"):
        assert "mark invented" in client.get(f"/en{address}").text, address
    assert "invented people" in client.get("/en/").text


def test_what_is_not_known_is_said(client):
    text = client.get("/en/persons/t:daughter").text
    assert 'class="unknown"' in text


def test_the_person_page_says_because_of_whom_and_how_sure(client):
    text = client.get("/en/persons/t:son").text
    because = text[text.index("Punished because of") :]
    assert "/en/persons/t:mother" in because[: because.index("Punished because of this person")]
    assert "documented" in because
    other = client.get("/en/persons/t:mother").text
    assert "/en/persons/t:son" in other[other.index("Punished because of this person") :]


def test_a_joined_person_is_redirected(client):
    response = client.get("/ko/persons/t:uncle2")
    assert (response.status_code, response.headers["location"]) == (308, "/ko/persons/t:uncle")


def test_every_claim_of_a_person_has_its_page(client):
    ids = set(re.findall(r"/en/evidence/([a-z2-7]{26})", client.get("/en/persons/t:son").text))
    assert len(ids) >= 6
    for id in ids:
        assert_harmless(parsed(client.get(f"/en/evidence/{id}")))


def test_links_of_the_pages_lead_somewhere(client):
    seen, waiting, kinds = set(), ["/en/"], Counter()
    while waiting:
        address = waiting.pop()
        # pictures of opened records and filters on filters are without number
        if address in seen or address.startswith(("/static/", "/vendor/", "/ko")) or re.search("open=|&.*&", address):
            continue
        # a few addresses of one page are enough, and one with its names hidden, sorted or narrowed
        kind = re.sub(r"t:[\w.~-]+|[a-z2-7]{26}|%[0-9A-F]{2}|=[^&]*", "*", address)
        kinds[kind] += 1
        if kinds[kind] > (1 if re.search("names=|sort=|&", address) else 3):
            continue
        seen.add(address)
        response = client.get(address)
        assert response.status_code in (200, 307, 308), (address, response.status_code)
        if response.headers.get("content-type", "").startswith("text/html"):
            page = Strict()
            page.feed(response.text)
            links = [value.partition("#")[0] for tag, name, value in page.attributes if tag == "a" and name == "href"]
            waiting += [link if link.startswith("/") else address.partition("?")[0] + link for link in links if link]
    assert len(seen) > 40


def test_the_language_switch_keeps_the_view(client):
    assert 'href="/ko/handovers?count=records"' in client.get("/en/handovers?count=records").text


def test_the_data_of_the_network_cannot_end_their_element(client):
    text = client.get("/en/explore?focus=t:son").text
    island = text[text.index('id="graph">') + len('id="graph">') :]
    island = island[: island.index("</script>")]
    assert "<" not in island and HOSTILE[:4] not in island
    assert "onerror" in island


def test_the_same_network_comes_as_data(client):
    data = client.get("/en/explore.json?focus=t:son").json()
    assert data["focus"] == "Person/t:son"
    assert {node["id"].partition("/")[0] for node in data["nodes"]} >= {"Person", "Agency", "Place"}
    assert any(edge["kind"] == "punished" for edge in data["edges"])
    assert client.get("/en/explore.json?focus=t:nobody").status_code == 404


def test_each_line_of_the_network_leads_to_its_evidence_and_comes_as_a_table(client):
    edges = client.get("/en/explore.json?focus=t:son").json()["edges"]
    page = client.get("/en/explore?focus=t:son").text
    assert all(edge["claims"] for edge in edges)
    assert all(f'href="/en/evidence/{claim}"' in page for edge in edges for claim in edge["claims"])
    told = client.get(f"/en/evidence/{edges[0]['claims'][0]}")
    assert told.status_code == 200
    table = client.get("/en/explore.csv?focus=t:son").text
    assert table.startswith("\ufeffFrom,Relation,To") and table.count("\r\n") >= len(edges) + 3
    assert "한수진" not in client.get("/en/explore.csv?focus=t:son&names=hidden").text


def test_files_for_the_browser_are_kept_by_the_browser(client):
    page = client.get("/en/explore").text
    for address in set(re.findall(r'(?:src|href)="(/(?:static|vendor)/[^"]+)"', page)):
        response = client.get(address)
        assert response.status_code == 200, address
        assert "immutable" in response.headers["cache-control"]
        assert client.get(address, headers={"if-none-match": response.headers["etag"]}).status_code == 304


def test_the_root_leads_to_the_language_of_the_reader(client):
    assert client.get("/").headers["location"] == "/en/"
    assert client.get("/", headers={"accept-language": "ko-KR,ko;q=0.9"}).headers["location"] == "/ko/"


def test_the_api_page_loads_only_from_here(client):
    page = parsed(client.get("/api/docs"))
    assert_harmless(page)


def test_a_saved_network_asks_for_nothing_and_runs_only_its_own_scripts(client):
    saved = client.get("/en/explore.html?focus=t:son").text
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', saved)[1].replace("&#39;", "'")
    scripts = re.findall(r"<script>(.*?)</script>", saved, re.DOTALL)
    hashes = ["'sha256-" + base64.b64encode(hashlib.sha256(each.encode()).digest()).decode() + "'" for each in scripts]
    assert policy.startswith("default-src 'none'") and len(scripts) == 3
    assert all(each in policy for each in hashes)
    assert not re.findall(r'(?:src|href|action)="', saved.replace(scripts[0], ""))
    assert "onerror" in saved and "<img" not in saved


def test_a_saved_network_leaves_out_what_was_hidden_and_names_on_request(client):
    def rows(query):
        return client.get(f"/en/explore.html?focus=t:son{query}").text.count("<tr><td>")

    assert rows("&off=kinship") < rows("") and rows("&hide=Person/t:mother") < rows("")
    assert "한수진" in client.get("/en/explore.html?focus=t:son").text
    assert "한수진" not in client.get("/en/explore.html?focus=t:son&names=hidden").text


def test_a_claim_says_where_it_is_drawn(client):
    (claim,) = client.get("/api/v1/claims?about=t:held").json()["claims"][:1]
    page = client.get(f"/en/evidence/{claim['id']}").text
    assert "Where it is drawn" in page and 'href="/en/events/t:held"' in page
    assert "/en/timeline?person=t:" in page and "/en/explore?focus=Person/t:" in page
