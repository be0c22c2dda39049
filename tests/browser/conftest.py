"""Pages in the system's Chromium: ``site`` is the address of a server on a small data set, ``page`` a page of it that
fails on any request elsewhere, on any message of the console and on any dialog."""

import os
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Dialog, Locator, Page, sync_playwright

from app.api.main import create_app
from benchmarks.explore_view import served
from tests.api.conftest import services_on
from tests.api.sample import write_sample

CHROMIUM = os.environ.get("KINTRACE_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    assert CHROMIUM, "no Chromium: install it, or name it in KINTRACE_CHROMIUM"
    with sync_playwright() as playwright:
        made = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield made
        made.close()


@pytest.fixture(scope="module")
def site(store, tmp_path_factory) -> Iterator[str]:
    store.wipe()
    services = services_on(store)
    services.ledger.import_paths([write_sample(tmp_path_factory.mktemp("sample"))])
    with served(create_app(services, patience=120.0)) as address:
        yield address


def watched(context: BrowserContext, site: str, faults: list[str]) -> Page:
    """Return a page that notes everything that should not happen."""

    def dismissed(dialog: Dialog) -> None:
        faults.append(dialog.message)
        dialog.dismiss()

    page = context.new_page()
    page.set_default_timeout(30_000)
    page.on("request", lambda each: None if each.url.startswith((site, "data:", "blob:")) else faults.append(each.url))
    page.on("console", lambda each: faults.append(each.text) if each.type in ("error", "warning") else None)
    page.on("pageerror", lambda each: faults.append(str(each)))
    page.on("dialog", dismissed)
    return page


def leave(way: Locator) -> None:
    """Click what leads to another page, and wait until that one is whole: a click alone waits for its first bytes."""
    way.click()
    way.page.wait_for_load_state()


@pytest.fixture
def page(browser, site) -> Iterator[Page]:
    faults: list[str] = []
    context = browser.new_context(base_url=site, viewport={"width": 1200, "height": 900})
    yield watched(context, site, faults)
    context.close()
    assert faults == []


@pytest.fixture
def unguarded(browser, site) -> Iterator[Page]:
    """The same with the content security policy switched off: nothing of the data may run even then."""
    faults: list[str] = []
    context = browser.new_context(base_url=site, bypass_csp=True)
    yield watched(context, site, faults)
    context.close()
    assert faults == []
