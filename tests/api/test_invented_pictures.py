"""Where all data are invented, each record that a picture names bears the sign of it; where one is, that one alone."""

import csv
import re
from xml.etree import ElementTree

import pytest

from app.views.page_svg import INVENTED_SIGN
from tests.api.conftest import client_on, services_on
from tests.api.sample import TABLES, write_sample
from tests.api.test_pictures import PICTURES
from tests.api.test_views import form
from tests.picture_texts import SVG

#: What the records of the sample are called first; the second name stands below it.
NAMES = ("한수진", "한동호", "오하늘", "forty others", "Han family", "State Security", "Unit 9", "Police", "Bridge")


@pytest.fixture(scope="module")
def client(store, tmp_path_factory):
    """The sample, as if nothing in it were true."""
    folder = write_sample(tmp_path_factory.mktemp("invented"))
    with (folder / "sources.csv").open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, ["id", "title", "kind"], extrasaction="ignore")
        writer.writeheader()
        writer.writerows({**row, "kind": "invented"} for row in TABLES["sources"])
    store.wipe()
    assert services_on(store).ledger.import_paths([folder]).problems.entries == []
    with client_on(store) as made:
        yield made


def said(picture):
    """Return what each mark says: the texts and the title of a link, and each text that is in none."""
    inside = {text for link in picture.iter(f"{SVG}a") for text in link.iter()}
    alone = [each for each in picture.iter(f"{SVG}text") if each not in inside]
    return ["".join(each.itertext()) for each in (*picture.iter(f"{SVG}a"), *alone)]


@pytest.mark.parametrize("address", PICTURES)
def test_each_invented_record_bears_its_sign_and_legend_and_file_say_what_it_means(client, address):
    drawn = ElementTree.fromstring(client.get(form("en", address, "svg")).text)
    named = [each for each in said(drawn.find(f"{SVG}svg")) if any(name in each for name in NAMES)]
    assert [each for each in named if INVENTED_SIGN not in each] == []
    legend = client.get(f"/en{address}").text.partition('class="legend"')[2].partition("</details>")[0]
    told = re.sub(r"\s+", " ", " ".join(drawn.itertext()))
    assert bool(named) <= ("invented, for demonstration" in legend)
    assert bool(named) <= ("marked ※" in told)


@pytest.mark.parametrize(
    ("page", "signed"),
    [("/persons/t:son", 2), ("/agencies/t:bowibu", 1), ("/places/t:camp", 0), ("/places/t:bridge", 1)],
)
def test_each_small_picture_on_the_page_of_a_record_has_the_sign_in_its_legend(client, page, signed):
    parts = client.get(f"/en{page}").text.split('class="picture"')[1:]
    legends = [rest for picture, _, rest in (part.partition("</svg>") for part in parts) if INVENTED_SIGN in picture]
    assert len(legends) == signed
    assert all("invented, for demonstration" in each.partition("</details>")[0] for each in legends)
