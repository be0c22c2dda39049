"""What holds for every picture. A view that is added later must be named here, and then meets the same rules."""

import re
from xml.etree import ElementTree

import pytest

from app.api.drawing import draw_file, views
from app.api.pages.map import MARKS
from tests.api.test_views import TABLES, VIEWS, form
from tests.picture_texts import SVG, covered, texts

PICTURES = (*VIEWS, "/explore?focus=t:son")
#: Pictures that a record or another picture shows in small, and where each stands alone.
SMALL = {
    "/": "/arrests",
    "/persons/t:son": "/persons/t:son/trail",
    "/persons/t:mother": "/persons/t:mother/relatives",
    "/agencies/t:police": "/agencies/t:police/counts",
    "/places/t:bridge": "/places/t:bridge/moves",
    "/handovers": "/handovers/taken",
}
LEAST_TEXT = 11.0
#: How many of how many; of one there is no more to say.
COUNTED = re.compile(r"\b(\d+ of \d+ (rows|records)|1 row)\b")
COLOUR = re.compile(r"#[0-9a-fA-F]{6}\b")


def path_of(address):
    """Return the address of a view as its route has it."""
    return re.sub(r"/t:[a-z]+", "/{id}", address.partition("?")[0])


def asked(client, address, suffix, language="en"):
    answer = client.get(form(language, address, suffix))
    assert answer.status_code == 200, (address, suffix, answer.text[:200])
    return answer.text


def legend(page):
    """Return the mark and the words of each line of a legend."""
    block = page.partition('class="legend"')[2].partition("</details>")[0]
    return [re.sub(r"\s+", " ", each) for each in re.findall(r"<li>(.*?)</li>", block, re.DOTALL)]


def test_every_view_is_looked_at():
    assert {path_of(address) for address in (*PICTURES, *TABLES)} == set(views().values())


@pytest.mark.parametrize("language", ["en", "ko"])
@pytest.mark.parametrize("address", PICTURES)
def test_texts_can_be_read_and_each_link_says_where_it_leads(client, address, language):
    drawn = asked(client, address, "svg", language)
    svg = ElementTree.fromstring(drawn)
    assert [each for each in texts(drawn) if each.size < LEAST_TEXT] == []
    assert covered(drawn) == []
    links = list(svg.iter(f"{SVG}a"))
    assert all(link.get("href").startswith(f"/{language}/") for link in links)
    assert all(any(each.text for each in link.iter(f"{SVG}title")) for link in links)
    assert svg.find(f"{SVG}title").text and drawn == asked(client, address, "svg", language)


@pytest.mark.parametrize("address", PICTURES)
def test_a_file_says_how_many_of_how_many_of_which_version_and_that_cases_are_no_sample(client, address):
    drawn = " ".join("".join(ElementTree.fromstring(asked(client, address, "svg")).itertext()).split())
    assert re.search(COUNTED, drawn) and "data version" in drawn
    assert re.search(r"made on \d{1,2} [A-Z][a-z]+ \d{4}", drawn)
    assert "Documented cases are no sample of all cases." in drawn
    said = asked(client, address, "csv")
    assert re.search(COUNTED, said) and "no sample of all cases" in said
    assert "(invented)" not in said or "invented" in drawn


@pytest.mark.parametrize("address", PICTURES)
def test_a_page_has_legend_table_copy_print_and_a_switch_of_names(client, address):
    page = asked(client, address, "")
    lines = legend(page)
    marks = [COLOUR.sub("", each.partition("</svg>")[0]) for each in lines]
    assert lines and all("<svg" in each for each in lines)
    assert len(set(marks)) == len(marks), [each for each in lines if marks.count(COLOUR.sub("", each)) > 1]
    assert "data-copy-link" in page and "data-print" in page and "names=hidden" in page
    assert all(f">{each}<" in page for each in ("SVG", "PNG", "CSV", "JSON"))
    rows = page.partition("<tbody>")[2].partition("</tbody>")[0]
    assert rows.count("<tr") >= 1


@pytest.mark.parametrize("address", [each for each in PICTURES if "figures" not in each])
def test_marks_and_rows_lead_to_what_they_rest_on(client, address):
    links = [each.get("href") for each in ElementTree.fromstring(asked(client, address, "svg")).iter(f"{SVG}a")]
    rows = asked(client, address, "").partition("<tbody>")[2].partition("</tbody>")[0].split("<tr")[1:]
    assert links and sum('href="/en/' in row for row in rows) >= len(rows) - 2  # what is not known, and the sum


@pytest.mark.parametrize("address", PICTURES)
def test_a_picture_is_drawn_without_a_browser_too(client, address):
    path, _, query = address.partition("?")
    name = next(each for each, route in views().items() if route == path_of(address))
    id = "".join(re.findall(r"/(t:[a-z]+)", path))
    given = dict(pair.split("=") for pair in query.split("&") if pair)
    for suffix in ("svg", "csv", "json", *(["html"] if ">HTML<" in asked(client, address, "") else [])):
        drawn = draw_file(client.app, name, id, suffix, language="en", parameters=given)
        assert drawn.decode() == asked(client, address, suffix)


@pytest.mark.parametrize("address", PICTURES)
def test_what_is_drawn_as_a_network_is_one_file_too(client, address):
    page = asked(client, address, "")
    saved = client.get(form("en", address, "html"))
    assert (saved.status_code == 200) == ('id="graph"' in page) == (">HTML<" in page)
    assert saved.status_code != 200 or ("Content-Security-Policy" in saved.text and "<tbody>" in saved.text)


def test_no_two_kinds_of_legs_and_places_of_the_map_differ_by_their_colour_alone():
    assert len({COLOUR.sub("", mark) for mark in MARKS.values()}) == len(MARKS)


@pytest.mark.parametrize(("address", "alone"), SMALL.items())
def test_a_small_picture_leads_to_itself_alone_with_files(client, address, alone):
    assert f'href="/en{alone}' in asked(client, address, "")


def test_the_caption_of_figures_says_how_many_there_are_without_the_filter(client):
    rows = len(client.get("/en/figures.json").json()["rows"])
    some = client.get("/en/figures.json?report=rep").json()
    assert 0 < len(some["rows"]) < rows and f"{len(some['rows'])} of {rows} rows" in some["caption"]
