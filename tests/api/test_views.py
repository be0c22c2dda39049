"""A view is a page and files with the same facts; a picture without names shows ids only."""

import csv
import io
from xml.etree import ElementTree

import pytest

#: Every view; a new one is one line.
VIEWS = ("/handovers",)
NAMES = ("한수진", "한동호", "오하늘", "Han Su-jin", "Han Tong-ho", "O Ha-nul", "Han family")


@pytest.mark.parametrize("language", ["en", "ko"])
@pytest.mark.parametrize("address", VIEWS)
def test_every_view_has_its_files(client, language, address):
    page = client.get(f"/{language}{address}").text
    picture = client.get(f"/{language}{address}.svg")
    ElementTree.fromstring(picture.text)
    assert picture.headers["content-type"] == "image/svg+xml"
    assert ("style=" not in picture.text and "data version" in picture.text) or language == "ko"
    table = client.get(f"/{language}{address}.csv").content.decode("utf-8-sig")
    data = client.get(f"/{language}{address}.json").json()
    rows = list(csv.reader(io.StringIO(table)))
    assert rows[0] == data["columns"] and len(rows) == len(data["rows"]) + 3
    assert f'href="/{language}{address}.csv"' in page and f'data-png="/{language}{address}.svg"' in page
    assert client.get(f"/{language}{address}.exe").status_code == 404


@pytest.mark.parametrize("address", VIEWS)
def test_hidden_names_are_in_no_form_of_a_view(client, address):
    for form in ("", ".svg", ".csv"):
        shown = client.get(f"/en{address}{form}?names=hidden").text
        assert not [name for name in NAMES if name in shown], form


def test_a_view_shows_names_until_they_are_hidden(client):
    first = [client.get(f"/en/handovers.json{query}").json()["rows"][0][0] for query in ("", "?names=hidden")]
    assert "onerror" in first[0] and first[1] == "t:son"


def test_a_cell_that_looks_like_a_formula_is_text(client):
    text = client.get("/en/handovers.csv").text
    assert all(not cell.startswith(("=", "+", "@")) for row in csv.reader(io.StringIO(text)) for cell in row)
