"""A view is a page and files with the same facts; a picture without names shows ids only."""

import csv
import html
import io
from xml.etree import ElementTree

import pytest

from app.api.drawing import draw_file, views
from app.api.pages import PAGES

#: Every view; a new one is one line.
VIEWS = (
    "/timeline?family=t:family",
    "/timeline?person=t:son",
    "/timeline?facility=t:camp",
    "/families/t:family/cascade",
    "/handovers",
    "/map",
    "/agencies",
    "/agencies/t:police/organisation",
    "/comparisons",
    "/comparisons?by=leader",
    "/figures",
    "/families/t:family/chart",
    "/kinship?a=t:son&b=t:uncle",
    "/persons/t:son/relatives",
    "/families/t:family/network",
    "/persons/t:son/rests-on",
    "/persons/t:son/trail",
    "/arrests",
    "/agencies/transfers",
    "/agencies/t:police/counts",
    "/places/t:bridge/moves",
    "/handovers/taken",
)
#: Views that are a table alone.
TABLES = ("/timeline", "/families", "/sources")
NAMES = ("한수진", "한동호", "오하늘", "Han Su-jin", "Han Tong-ho", "O Ha-nul", "Han family")


def form(language, address, suffix):
    """Return the address of a file of a view."""
    path, mark, query = address.partition("?")
    return f"/{language}{path}{'.' if suffix else ''}{suffix}{mark}{query}"


@pytest.mark.parametrize("language", ["en", "ko"])
@pytest.mark.parametrize("address", VIEWS)
def test_every_view_has_its_files(client, language, address):
    page = client.get(f"/{language}{address}").text
    picture = client.get(form(language, address, "svg"))
    ElementTree.fromstring(picture.text)
    assert picture.headers["content-type"] == "image/svg+xml" and "style=" not in picture.text
    told = " ".join("".join(ElementTree.fromstring(picture.text).itertext()).split())
    assert ("data version" if language == "en" else "자료 판") in told
    table = client.get(form(language, address, "csv")).content.decode("utf-8-sig")
    data = client.get(form(language, address, "json")).json()
    rows = list(csv.reader(io.StringIO(table)))
    assert rows[0] == data["columns"] and len(rows) == len(data["rows"]) + 3
    linked = [html.escape(form(language, address, each)) for each in ("csv", "svg")]
    assert f'href="{linked[0]}"' in page and f'data-png="{linked[1]}"' in page
    assert client.get(form(language, address, "exe")).status_code == 404


def test_every_view_can_be_drawn_by_a_name_of_its_own():
    routes = [route.path for module in PAGES for route in module.router.routes if route.path.endswith(".{form}")]
    assert len(views()) == len(routes) > 15
    assert views()["explore"] == "/explore" and views()["transfers"] == "/agencies/transfers"


@pytest.mark.parametrize("address", TABLES)
def test_a_table_alone_has_no_picture(client, address):
    page = client.get(f"/en{address}").text
    assert "data-png" not in page and 'class="picture' not in page
    assert client.get(form("en", address, "svg")).status_code == 404
    assert len(client.get(form("en", address, "json")).json()["rows"]) >= 1


def test_what_an_answer_rests_on_is_counted(client):
    shown = client.get("/en/persons/t:son/rests-on?answer=chains").text
    assert "would fall with a single source" in shown and "/en/sources/t:report" in shown
    none = client.get("/en/persons/t:daughter/rests-on?answer=handovers").text
    assert "nothing rests on a source" in none


@pytest.mark.parametrize("address", VIEWS)
def test_hidden_names_are_in_no_form_of_a_view(client, address):
    for each in ("", "svg", "csv"):
        hidden = form("en", address, each)
        shown = client.get(f"{hidden}{'&' if '?' in hidden else '?'}names=hidden").text
        assert not [name for name in NAMES if name in shown], each


def test_a_view_shows_names_until_they_are_hidden(client):
    first = [client.get(f"/en/handovers.json{query}").json()["rows"][0][0] for query in ("", "?names=hidden")]
    assert "onerror" in first[0] and first[1] == "t:son"


def test_a_cell_that_looks_like_a_formula_is_text(client):
    text = client.get("/en/handovers.csv").text
    assert all(not cell.startswith(("=", "+", "@")) for row in csv.reader(io.StringIO(text)) for cell in row)


def test_an_explored_network_is_a_fixed_picture_too(client):
    page = client.get("/ko/explore?focus=t:son&names=hidden").text
    assert 'data-file="svg"' in page
    given = client.get("/ko/explore.svg?focus=t:son&off=kinship&hide=Person/t:mother&names=hidden")
    drawn = ElementTree.fromstring(given.text)
    links = [each.get("href") for each in drawn.iter("{http://www.w3.org/2000/svg}a")]
    assert "/ko/persons/t:son?names=hidden" in links and not [each for each in links if "t:mother" in each]
    assert any(each.startswith("/ko/evidence/") for each in links)
    assert not [name for name in NAMES if name in given.text] and "뺀 것: 친족" in given.text
    assert client.get("/en/explore.exe?focus=t:son").status_code == 404
    asked = {"focus": "t:son", "off": "kinship", "hide": "Person/t:mother", "names": "hidden"}
    drawn = ElementTree.fromstring(draw_file(client.app, "explore", "", "svg", language="ko", parameters=asked))
    assert [each.get("href") for each in drawn.iter("{http://www.w3.org/2000/svg}a")] == links


def test_colours_of_persons_tell_their_status_or_who_had_them_first_by_a_letter_and_in_words(client):
    def drawn(by):
        given = client.get(f"/en/explore.json?focus=t:son&colour={by}").json()
        return {each["id"]: each for each in given["nodes"]}, given["styles"]["nodes"]

    for by, said in (("status", "disappeared"), ("agency", 'Police "')):
        nodes, styles = drawn(by)
        son, mother = nodes["Person/t:son"], nodes["Person/t:mother"]
        assert said in son["what"] and mother["what"] and mother["what"] != son["what"]
        signs = [styles[each["group"]]["sign"] for each in (son, mother)]
        assert len(set(signs)) == 2 and "sign" not in styles[nodes["Agency/t:police"]["group"]]
        page = client.get(f"/en/explore?focus=t:son&colour={by}").text
        lines = page.partition('class="legend"')[2].partition("</details>")[0].split("</li>")
        trigger = next(each for each in lines if "others were punished because of this person" in each)
        assert "<text" not in trigger  # the letter belongs to the colour, not to the mark
        assert f">{signs[0]}</text>" in page.partition('class="legend"')[2] and 'aria-current="true"' in page
        assert f">{signs[0]}</text>" in client.get(f"/en/explore.svg?focus=t:son&colour={by}").text
    plain, styles = drawn("")
    assert "sign" not in styles[plain["Person/t:son"]["group"]] and plain["Person/t:son"]["what"] == ""
    assert client.get("/en/explore?focus=t:son&colour=x").status_code == 422


def test_years_leave_out_what_is_dated_and_keep_what_is_not(client):
    def told(years):
        return client.get(f"/en/explore.csv?focus=t:son{years}").text

    whole, late, early = told(""), told("&from=2012"), told("&to=2008")
    assert "10 June 2009" in whole and "10 June 2009" not in late and "10 June 2009" not in early
    assert all("kinship" in each for each in (whole, late, early)) and "years: 2012–…" in late
    page = client.get("/en/explore?focus=t:son&from=2012").text
    assert "10 June 2009" not in page.partition("<tbody>")[2].partition("</tbody>")[0]
    assert 'type="range"' in page and client.get("/en/explore?focus=t:son&from=x").status_code == 422


def test_a_table_is_sorted_by_the_column_asked_for_in_every_form(client):
    plain = client.get("/en/timeline.json?family=t:family").json()["rows"]
    up, down = (client.get(f"/en/timeline.json?family=t:family&sort={each}2").json()["rows"] for each in ("", "-"))
    assert sorted(map(tuple, up)) == sorted(map(tuple, plain)) and [row[1] for row in up] == sorted(
        row[1] for row in plain
    )
    assert [row[1] for row in down] == [row[1] for row in up][::-1]
    page = client.get("/en/timeline?family=t:family&sort=2").text
    assert 'aria-sort="ascending"' in page and "sort=-2" in page and "sort=3" in page
    assert client.get("/en/timeline?family=t:family&sort=x").status_code == 422


def test_a_family_network_is_one_file_and_a_table(client):
    page = client.get("/en/families/t:family/network").text
    assert 'href="/en/families/t:family/network.html"' in page
    saved = client.get("/en/families/t:family/network.html?names=hidden").text
    assert "t:son" in saved and not [name for name in NAMES if name in saved]
    data = client.get("/en/families/t:family/network.json").json()
    assert [row[1] for row in data["rows"]] == ["punished because of", "parent of"]
    assert all(evidence for *_row, evidence in data["rows"])
    assert client.get("/en/families/t:nobody/network").status_code == 404


def test_years_of_paths_say_their_filters_and_lead_to_the_paths_of_a_year(client):
    page = client.get("/en/handovers/taken?receiving_agency=t:bowibu&from=2009").text
    assert "Receiving agency: State Security" in page and "taken from 2009" in page
    assert 'href="/en/handovers?receiving_agency=t:bowibu&amp;from=2009&amp;to=2009"' in page
    drawn = client.get("/en/handovers/taken.svg?receiving_agency=t:bowibu").text
    assert "Receiving agency: State Security" in " ".join(drawn.split())
    assert "took or received: " in client.get("/en/handovers?agency=t:police").text
    paths = client.get("/en/handovers.json?agency=t:police").json()["data"]["paths"]
    assert paths and {path["taking_agency"] for path in paths} == {"t:police"}
    none = client.get("/en/handovers/taken?from=2030")
    assert none.status_code == 200 and 'class="picture' not in none.text
    assert client.get("/en/handovers/taken.svg?from=2030").status_code == 404


def test_a_transfer_to_an_agency_of_no_known_country_is_no_handover(client):
    page = client.get("/en/agencies/transfers").text
    rows = client.get("/en/agencies/transfers.json").json()["rows"]
    said = {(row[0], row[2]): row[1] for row in rows}
    assert said["State Security", "Unit 9"] == "passed on to (whether over a border is not known)"
    assert list(said.values()).count("handed over to") == 1
    drawn = client.get("/en/agencies/transfers.svg").text
    assert drawn.count('class="sign"') == 1 and "country not known" in drawn
    assert "passed on; the country of one of the two is not known" in page
    assert "the country of one of the two is not known" not in client.get("/en/explore?focus=t:son").text


def test_a_cascade_says_who_was_punished_for_whom_and_draws_each_link_once(client):
    page = client.get("/en/families/t:family/cascade").text
    data = client.get("/en/families/t:family/cascade.json").json()
    documented = [row for row in data["rows"] if row[7] == "documented"]
    assert [(row[1], row[3]) for row in documented] == [("1 chon", "arrest → political prison camp")]
    assert page.count('class="connector"') == len(data["rows"])
    assert "not taken as far as known" in page
    one = client.get("/en/families/t:family/cascade.json?trigger=t:escape").json()
    assert {link["trigger"]["event"] for link in one["data"]["links"]} == {"t:escape"}
    assert client.get("/en/families/t:nobody/cascade").status_code == 404


def test_a_timeline_has_one_lane_a_person_and_a_table_of_the_same_events(client):
    page = client.get("/en/timeline?person=t:son").text
    data = client.get("/en/timeline.json?person=t:son").json()
    told = [row[1] for row in data["rows"] if row[5]]
    assert told == ["arrest", "handover", "political prison camp", "fate unknown"]
    assert page.count('class="bar"') + page.count('class="point"') == len(told)
    held = client.get("/en/timeline.json?facility=t:camp").json()["data"]["trails"]
    assert [trail["person"] for trail in held] == ["t:son"]
    assert "?family=t:family" in client.get("/en/timeline").text
    assert client.get("/en/timeline?person=t:son&family=t:family").status_code == 422
    assert client.get("/en/timeline?person=t:nobody").status_code == 404


def test_without_a_path_there_is_a_way_back_and_no_empty_table(client):
    page = client.get("/en/handovers?from=2030&country=VN").text
    assert "No handover path fits." in page and '<a href="/en/handovers">Show all paths</a>' in page
    assert "<table" not in page and "Height = persons" not in page


@pytest.mark.parametrize(
    "address", ["/map{}from=2009&to=2009", "/agencies{}from=2009&to=2009", "/handovers{}from=2009&to=2009"]
)
def test_chosen_years_say_that_what_has_no_date_is_among_what_is_shown(client, address):
    said = "What may lie within the chosen years is shown, also where no date is told."
    assert said in client.get(f"/en{address.format('?')}").text
    assert client.get(f"/en{address.format('.json?')}").json()["finding"].endswith(said)
    assert said not in client.get(f"/en{address.partition('{')[0]}").text
    wrong_way = client.get(f"/en{address.format('?').replace('2009', '2010', 1)}").text
    assert "The first year is after the last one" in wrong_way and said not in wrong_way


def test_a_line_below_a_view_counts_the_rows_of_all_and_one_row_as_one(client):
    assert " · 1 row · " in client.get("/en/agencies/t:police/counts").text
    rows = len(client.get("/en/map.json").json()["rows"])
    assert f" · {rows} of {rows} rows · " in client.get("/en/map").text
    assert f" · transfer inside North Korea · 1 of {rows} rows · " in client.get("/en/map?kind=inside").text
