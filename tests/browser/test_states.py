"""What appears while a page is used breaks no rule of accessibility: what is found, dialogs, faults, previews."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.test_pages import TAGS

pytestmark = pytest.mark.browser
PATIENCE = 150_000


def hits_open(page, language):
    page.goto(f"/{language}/about")
    page.keyboard.press("/")
    page.keyboard.type("한")
    page.wait_for_selector("#hits a")
    page.keyboard.press("ArrowDown")


def keys_open(page, language):
    page.goto(f"/{language}/families/t:family/chart")
    page.locator("h1").click()
    page.keyboard.press("?")
    page.get_by_role("dialog").wait_for()


def faulty_testimony(page, language):
    page.goto(f"/{language}/testimony")
    page.locator("#code").fill("a code")
    page.locator("#p1_name").fill("한수진")
    page.locator("#e1_kind").select_option("arrest")
    page.locator("#e1_begin").fill("2009-13")
    page.locator("button[value=check]").click()
    page.locator("[aria-invalid=true]").first.wait_for()


def previewed_testimony(page, language):
    page.goto(f"/{language}/testimony")
    page.locator("#code").fill("axe")
    page.locator("#p1_name").fill("한수진")
    page.locator("#p1_birth").fill("1971")
    page.locator("#e1_person").select_option("1")
    page.locator("#e1_kind").select_option("arrest")
    page.locator("#e1_begin").fill("summer 2009")
    page.locator("button[value=check]").click()
    page.locator('input[name="p1_is"][value="t:mother"]').check()
    page.locator("button[value=check]").click()
    page.locator("button[value=record]").wait_for()


def import_with_faults(page, language):
    page.goto(f"/{language}/import")
    table = {"name": "persons.csv", "mimeType": "text/csv", "buffer": b"id,name,birth,source_id\nx:1,B,1950-13,x:s\n"}
    page.locator("#files").set_input_files([table])
    page.locator("button[value=check]").click()
    page.locator("main tbody tr").first.wait_for()


def _judge_different(page, language, other, source):
    page.goto(f"/{language}/judgements?a=t:mother&b={other}")
    page.locator("#source_id").fill(source)
    page.locator("#judgement").select_option("different")
    page.locator("form.entry button").first.click()


def judgement_with_faults(page, language):
    _judge_different(page, language, "t:son", "no id")
    page.locator("[aria-invalid=true], .answer.wrong").first.wait_for()


def judgement_previewed(page, language):
    _judge_different(page, language, "t:daughter", "t:report")
    page.locator("button[value=record]").wait_for()


def withdrawal_previewed(page, language):
    page.goto(f"/{language}/withdrawals?target=t:report")
    page.locator("main h2").first.wait_for()


def several_are_meant(page, language):
    page.goto(f"/{language}/kinship")
    page.locator("input[name=a]").fill("한")
    page.locator("input[name=b]").fill("nobody at all")
    page.locator("main form button").first.click()
    page.locator("[aria-invalid=true]").wait_for()


def nothing_there(page, language):
    page.goto(f"/{language}/kinship?a=t:mother&b=t:no-one")
    page.locator("h1").wait_for()


STATES = (
    hits_open, keys_open, faulty_testimony, previewed_testimony, import_with_faults, judgement_with_faults,
    judgement_previewed, withdrawal_previewed, several_are_meant, nothing_there,
)  # fmt: skip


@pytest.mark.parametrize("language", ["en", "ko"])
@pytest.mark.parametrize("reach", STATES, ids=lambda reach: reach.__name__)
def test_a_state_breaks_no_rule_of_accessibility(browser, site, reach, language):
    context = browser.new_context(base_url=site, viewport={"width": 1200, "height": 900})
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    reach(page, language)
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": TAGS}}).response["violations"]
    assert [(each["id"], [node["html"][:160] for node in each["nodes"]][:3]) for each in found] == []
    context.close()


def test_on_a_phone_rows_of_a_record_are_lines_and_of_a_wide_table_the_first_column_stays(page):
    page.set_viewport_size({"width": 390, "height": 800})
    for address in ("/en/persons/t:uncle", "/ko/sources/t:report"):
        page.goto(address)
        frames = page.locator(".scroll:has(.lines)")
        assert frames.count() > 0
        assert frames.evaluate_all("all => all.every(each => each.scrollWidth <= each.clientWidth)")
    page.goto("/en/families/t:family/chart")
    table = page.get_by_role("region", name="Table")
    name = table.locator("tbody th").first
    before = name.bounding_box()["x"]
    table.evaluate("each => { each.scrollLeft = 200; }")
    assert table.evaluate("each => each.scrollLeft") > 0 and name.bounding_box()["x"] == before
