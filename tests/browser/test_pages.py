"""What a person meets: no script but ours, the keyboard, a narrow screen, no script at all, accessibility."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.conftest import leave

pytestmark = pytest.mark.browser
PAGES = (
    "/",
    "/search?was=taken",
    "/persons/t:son",
    "/persons/t:son/relatives",
    "/persons/t:daughter",
    "/families",
    "/families/t:family/chart",
    "/families/t:family",
    "/families/t:family/cascade",
    "/timeline",
    "/timeline?family=t:family",
    "/timeline?facility=t:camp",
    "/agencies/t:police",
    "/places/t:camp",
    "/events/t:held",
    "/sources/t:report",
    "/handovers",
    "/map",
    "/agencies",
    "/agencies/t:police/organisation",
    "/agencies/transfers",
    "/arrests",
    "/persons/t:son/trail",
    "/comparisons",
    "/figures",
    "/sources",
    "/add",
    "/import",
    "/testimony",
    "/judgements",
    "/judgements?a=t:mother&b=t:uncle",
    "/withdrawals?target=t:report",
    "/families/t:family/network",
    "/persons/t:son/rests-on",
    "/kinship?a=t:son&b=t:uncle",
    "/explore?focus=t:son",
    "/about",
)
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def opened(page, address):
    page.goto(address)
    if any(part in address for part in ("explore", "network", "transfers")):
        page.wait_for_selector('[data-ready="true"]')
    return page


@pytest.mark.parametrize("language", ["en", "ko"])
@pytest.mark.parametrize("address", PAGES)
def test_a_page_breaks_no_rule_of_accessibility(page, language, address):
    opened(page, f"/{language}{address}")
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": TAGS}}).response["violations"]
    assert [(each["id"], [node["html"][:120] for node in each["nodes"]][:3]) for each in found] == []


@pytest.mark.parametrize("address", PAGES)
def test_nothing_of_the_data_runs_even_without_the_policy(unguarded, address):
    opened(unguarded, f"/en{address}")
    assert unguarded.locator("img").count() == 0
    assert unguarded.locator("script:not([src]):not([type='application/json'])").count() == 0


@pytest.mark.parametrize("address", PAGES)
def test_a_narrow_screen_does_not_scroll_sideways(page, address):
    page.set_viewport_size({"width": 390, "height": 800})
    opened(page, f"/en{address}")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.set_viewport_size({"width": 600, "height": 450})  # a screen of 1,200 dots at 200 %
    assert page.evaluate("document.documentElement.scrollWidth") <= 600


def test_a_search_needs_only_the_keyboard(page):
    opened(page, "/en/")
    page.keyboard.press("/")
    page.keyboard.type("han tong-ho")
    page.keyboard.press("Enter")
    page.wait_for_url("**/en/search")
    page.get_by_role("link", name="한동호").click()
    page.wait_for_url("**/en/persons/t:uncle")
    assert page.locator("h1").inner_text().startswith("한동호")


@pytest.mark.parametrize(
    ("typed", "steps", "found"), [("ㅎㄷㅎ", 1, "uncle"), ("Han Tong-hp", 1, "uncle"), ("한", 2, "")]
)
def test_arrows_walk_along_what_is_found_while_it_is_typed_and_enter_opens_it(page, typed, steps, found):
    opened(page, "/ko/about")
    page.keyboard.press("/")
    page.keyboard.type(typed)
    page.wait_for_selector("#hits:not([aria-busy]) a")
    assert page.url.endswith("/ko/about") and page.locator("#hits-told").inner_text()
    for _ in range(steps):
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/ko/persons/t:{found}*")


def test_arrows_do_not_walk_along_what_was_found_for_an_earlier_text(page):
    opened(page, "/ko/about")
    page.locator("#find").fill("한")
    page.wait_for_selector("#hits:not([aria-busy]) a")
    at_once = """field => {
        field.value = "Han Tong-hp";
        field.dispatchEvent(new Event("input", {bubbles: true}));
        field.dispatchEvent(new KeyboardEvent("keydown", {key: "ArrowDown", bubbles: true}));
        return document.activeElement === field;
    }"""
    assert page.locator("#find").evaluate(at_once)
    page.wait_for_selector("#hits:not([aria-busy]) a")
    page.locator("#find").press("ArrowDown")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "/ko/persons/t:uncle"


def test_escape_and_a_click_elsewhere_close_what_is_found(page):
    opened(page, "/en/about")
    for close in (lambda: page.keyboard.press("Escape"), lambda: page.locator("h1").click()):
        page.locator("#find").fill("한동호")
        page.wait_for_selector("#hits:not([aria-busy]) a")
        close()
        page.wait_for_selector("#hits", state="hidden")


def test_what_is_found_after_the_field_was_left_stays_closed(page):
    opened(page, "/en/about")
    page.locator("#find").fill("한동호")
    with page.expect_response("**/api/v1/search"):
        page.locator("h1").click()
    page.wait_for_selector("#hits:not([aria-busy])", state="attached")
    assert page.locator("#hits a").count() == 1 and page.locator("#hits").is_hidden()
    page.locator("#find").focus()
    assert page.locator("#hits").is_visible()


def test_the_language_switch_keeps_the_view(page):
    opened(page, "/en/handovers?count=records")
    leave(page.get_by_role("link", name="한국어"))
    assert page.url.endswith("/ko/handovers?count=records")
    assert page.locator("html").get_attribute("lang") == "ko"


@pytest.fixture
def plain(browser, site):
    """A page of a browser that runs no script."""
    context = browser.new_context(base_url=site, java_script_enabled=False)
    page = context.new_page()
    page.set_default_timeout(30_000)
    yield page
    context.close()


def test_without_a_script_a_network_is_expanded_and_gone_back(plain):
    plain.goto("/en/explore?focus=t:son")
    rows = plain.locator("#table tbody tr").count()
    assert rows > 8
    leave(plain.get_by_role("link", name="expand").first)
    assert "open=" in plain.url
    assert plain.locator("#table tbody tr").count() >= rows
    plain.go_back()
    assert "open=" not in plain.url and plain.locator("#table tbody tr").count() == rows


def test_without_a_script_names_are_searched_and_narrowed(plain):
    plain.goto("/en/")
    plain.locator("#find").fill("한")
    plain.keyboard.press("Enter")
    plain.wait_for_url("**/en/search")
    assert plain.locator("main tbody tr").count() == 2
    leave(plain.locator("main button.chip", has_text="recorded").first)
    assert "origin=recorded" in plain.url and plain.locator("main tbody tr").count() == 2
    plain.goto("/ko/kinship")
    plain.locator("main input[name=a]").fill("한동호")
    plain.locator("main input[name=b]").fill("오하늘")
    plain.keyboard.press("Enter")
    plain.wait_for_url("**/ko/kinship?a=t:uncle&b=t:daughter")
    assert "생질" in plain.locator(".lead").inner_text()


def test_without_a_script_a_view_is_narrowed_sorted_and_saved(plain):
    plain.goto("/en/comparisons")
    plain.locator("select[name=by]").select_option("leader")
    leave(plain.locator("main form button").first)
    assert "by=leader" in plain.url
    plain.goto("/en/timeline?family=t:family")
    leave(plain.locator("thead a", has_text="What").first)
    assert plain.url.endswith("sort=2") and plain.locator("th[aria-sort=ascending]").count() == 1
    for form in ("SVG", "CSV", "JSON"):
        with plain.expect_download() as started:
            plain.get_by_role("link", name=form, exact=True).click()
        assert started.value.suggested_filename == f"kintrace-timeline.{form.lower()}"
    leave(plain.get_by_role("link", name="Hide names"))
    assert "names=hidden" in plain.url and "한수진" not in plain.locator("main").inner_text()
    assert plain.locator("main button:visible", has_text="PNG").count() == 0


@pytest.mark.parametrize("address", PAGES)
def test_without_a_script_no_button_does_nothing(plain, address):
    plain.goto(f"/en{address}")
    for button in plain.locator("main button:visible").all():
        assert button.get_attribute("type") != "button", button.inner_text()


def test_a_printed_person_has_no_navigation(page):
    opened(page, "/en/persons/t:son")
    page.emulate_media(media="print")
    assert not page.locator(".top").is_visible()
    printed = page.pdf(prefer_css_page_size=True)
    assert len(printed) > 10_000 and 2 <= len(re.findall(rb"/Type\s*/Page\b", printed)) <= 5


def test_the_description_of_the_interface_is_shown(page):
    page.goto("/api/docs")
    page.get_by_text("/api/v1/persons/{id}/trail").wait_for()
