"""Pages that write, as a person meets them: an upload with progress and report, one testimony, without a script."""

import re

import pytest

from tests.browser.conftest import leave

pytestmark = pytest.mark.browser
SOURCES = b"id,title,kind\nup:s,A talk,interview\n"
ROWS = b"".join(b"up:%d,Person %d,1950,up:s\n" % (number, number) for number in range(2_000))
MIXED = b"id,name,birth,source_id\nup:wrong,B,1950-13,up:s\n" + ROWS


def files(persons=MIXED):
    table = {"mimeType": "text/csv"}
    return [{"name": "sources.csv", "buffer": SOURCES, **table}, {"name": "persons.csv", "buffer": persons, **table}]


def opened(browser, site, **settings):
    """Return a page with time for the first check, which reads all data; a refused form is an answer, no fault."""
    page = browser.new_context(base_url=site, **settings).new_page()
    page.set_default_timeout(150_000)
    return page


def test_an_upload_tells_how_much_is_sent_and_keeps_the_files_for_the_second_step(browser, site, tmp_path):
    page = opened(browser, site)
    page.goto("/en/import")
    page.evaluate(
        """() => { window.told = []; const see = () => window.told.push(document.querySelector("progress").value);
        new MutationObserver(see).observe(document.querySelector("[data-progress]"), {childList: true}); }"""
    )
    page.locator("#files").set_input_files(files())
    page.get_by_role("button", name="Check, write nothing").click()
    page.locator("main h2", has_text="Problems").wait_for()
    told = page.evaluate("window.told")
    assert told and told[-1] == 100 and told == sorted(told)
    assert page.evaluate("document.activeElement.tagName") == "H1"
    row = page.locator("main tbody tr").first
    assert "persons.csv" in row.inner_text() and "birth" in row.inner_text()
    assert page.evaluate("document.querySelector('#files').files.length") == 2
    page.locator("input[name=quarantine]").check()
    page.get_by_role("button", name="Check, write nothing").click()
    page.get_by_role("button", name="Record it").click()
    page.get_by_text("rows were recorded").wait_for()
    with page.expect_download() as started:
        page.get_by_role("link", name="The wrong rows as a file to correct").click()
    assert started.value.suggested_filename == "quarantine.zip"
    started.value.save_as(tmp_path / "wrong.zip")
    assert (tmp_path / "wrong.zip").read_bytes()[:2] == b"PK"
    assert page.locator("main").count() == 1
    page.context.close()


def test_an_upload_that_breaks_off_says_so_and_can_be_sent_again(browser, site):
    page = opened(browser, site)
    page.goto("/ko/import")
    page.locator("#files").set_input_files(files())
    page.route("**/ko/import", lambda route: route.abort())
    page.locator("button[value=check]").click()
    page.locator("[data-progress]", has_text="끊").wait_for()
    assert page.locator("button[value=check]").is_enabled()
    page.unroute("**/ko/import")
    page.locator("button[value=check]").click()
    page.locator("main tbody tr").first.wait_for()
    page.context.close()


def test_files_are_imported_without_a_script(browser, site):
    page = opened(browser, site, java_script_enabled=False)
    good = b"id,name,source_id\nplain:1,A,up:s\n"
    page.goto("/en/import")
    page.locator("#files").set_input_files(files(good))
    leave(page.locator("button[value=check]"))
    page.locator("#files").set_input_files(files(good))
    leave(page.locator("button[value=record]"))
    assert re.match(r"\d rows? (was|were) recorded", page.locator('.answer[role="status"]').inner_text())
    page.context.close()


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_one_testimony_is_entered_from_the_source_to_the_record(browser, site, script):
    page = opened(browser, site, java_script_enabled=script)
    page.goto("/en/add")
    page.locator('main a[href="/en/testimony"]').first.click()
    page.locator("#code").fill(f"walk-{'a' if script else 'b'}")
    page.locator("#p1_name").fill("한수진")
    page.locator("#p2_name").fill("the younger daughter")
    page.locator("#k1_a").select_option("1")
    page.locator("#k1_term").fill("어머니")
    page.locator("#k1_b").select_option("2")
    page.locator("#e1_person").select_option("2")
    page.locator("#e1_kind").select_option("arrest")
    page.locator("#e1_begin").fill("summer 2009")
    page.locator("details", has_text="From and to").first.locator("summary").click()
    page.locator("#e1_because").select_option("1")
    leave(page.locator("button[value=check]"))
    text = page.locator("main").inner_text()
    assert "nothing was recorded yet" in text and "2009-06-01" in text and "mother" in text
    page.locator('input[name="p1_is"][value="t:mother"]').check()
    leave(page.locator("button[value=check]"))
    page.locator('input[name="e1_because_is"][value="t:escape"]').check()
    leave(page.locator("button[value=check]"))
    page.locator("button[value=record]").click()
    page.get_by_role("heading", name="Testimony recorded").wait_for()
    leave(page.get_by_role("link", name="To the source"))
    assert page.locator("h1").count() == 1
    page.context.close()


def test_a_judgement_and_a_withdrawal_are_seen_before_they_are_made_without_a_script(browser, site):
    page = opened(browser, site, java_script_enabled=False)
    page.goto("/en/judgements?a=t:mother&b=t:daughter")
    page.locator("#source_id").fill("t:report")
    page.locator("#judgement").select_option("different")
    leave(page.get_by_role("button", name="Show what would change"))
    assert "nothing was recorded yet" in page.locator("main").inner_text()
    leave(page.locator("button[value=record]"))
    assert "The judgement was recorded" in page.locator("main").inner_text()
    page.goto("/en/persons/t:daughter")
    leave(page.locator("main .claims a").first)
    leave(page.get_by_role("link", name="Withdraw it"))
    assert "would be withdrawn" in page.locator("main").inner_text()
    page.get_by_role("button", name="Withdraw it").click()
    page.locator("#because").fill("told by mistake")
    leave(page.get_by_role("button", name="Withdraw it"))
    assert "was withdrawn" in page.locator("main").inner_text()
    page.context.close()
