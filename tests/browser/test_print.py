"""On A4 across, every picture fits on one page and is no higher than 150 mm, but for long lists."""

import re

import pytest

from tests.api.test_pictures import PICTURES

pytestmark = pytest.mark.browser
#: A4 across, without margins of 12 mm: pixels of CSS, 96 to the inch.
MM = 96 / 25.4
WIDTH, MOST_HEIGHT, PAGE_HEIGHT = int(273 * MM), 150 * MM, 186 * MM
#: What leads elsewhere or does something. Buttons in a head of a table are only its words there.
NOT_ON_PAPER = ".top, .tools, .crumbs, .cards, .foot, .alone, main button:not(.sort), details:not([open]):not(.legend)"


@pytest.mark.parametrize("address", PICTURES)
def test_a_picture_fits_on_a_printed_page(page, address):
    page.set_viewport_size({"width": WIDTH, "height": 900})
    page.goto(f"/en{address}")
    if page.locator("#canvas").count():
        page.wait_for_selector('[data-ready="true"]')
    page.emulate_media(media="print")
    box = page.locator(".picture svg, #canvas").first.bounding_box()
    # a list of a hundred lines goes over several pages: on one nobody could read it
    long = page.locator(".picture.long").count()
    assert (long or box["height"] <= MOST_HEIGHT) and box["x"] >= 0 and box["x"] + box["width"] <= WIDTH + 1
    # beside its title: a picture pushed to the next page leaves the first one empty
    assert long or box["y"] + box["height"] <= PAGE_HEIGHT
    assert page.locator(NOT_ON_PAPER).filter(visible=True).count() == 0
    printed = page.pdf(prefer_css_page_size=True)
    assert 1 <= len(re.findall(rb"/Type\s*/Page\b", printed)) <= (15 if long else 5)


def test_a_tall_network_is_printed_whole(page):
    page.goto("/en/agencies/transfers")
    page.wait_for_selector('[data-ready="true"]')
    page.evaluate("document.getElementById('canvas').style.height = '1500px'")
    page.emulate_media(media="print")
    assert page.locator("#canvas").bounding_box()["height"] <= MOST_HEIGHT
    drawn = page.locator("#canvas canvas")
    assert drawn.evaluate("each => getComputedStyle(each).objectFit") == "contain"


def test_what_is_folded_on_the_screen_has_its_legend_and_its_heads_on_paper(page):
    page.goto("/en/explore")
    page.wait_for_selector('[data-ready="true"]')
    page.locator(".legend summary").click()
    assert not page.locator(".legend li").first.is_visible()
    page.emulate_media(media="print")
    assert page.locator(".legend li").first.bounding_box()["height"] > 0
    # of a head that is repeated on each page, a button is drawn on the first alone
    assert page.locator("th .sort").first.evaluate("each => getComputedStyle(each).display") == "contents"
