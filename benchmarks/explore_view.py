"""Explore in Chromium: seconds until the network stands still, and until an expansion is shown, up to 600 records.

The pages come from the application that :mod:`benchmarks.pages` measures. One tab stays open, as it does when somebody
goes from page to page: the browser has the files, and a process for the site. The peer of the first view is pyvis's own
page of the same records and lines, from a file.
"""

import shutil
import socket
import tempfile
import threading
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from statistics import median
from typing import Any

import uvicorn
from fastapi import FastAPI
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from pyvis.network import Network

from benchmarks.measuring import Figure, p95
from benchmarks.network_page import seconds_to_rest

_READY = '[data-ready="true"]'
_LONGEST = 60.0
_MOST_EXPANSIONS = 30


def explore_figures(app: FastAPI, keys: Sequence[str]) -> Iterable[Figure]:
    """Yield what explore takes.

    Parameters
    ----------
    app : FastAPI
    keys : sequence of str
        Records in the middle, ``Label/id``; the first is expanded.

    Yields
    ------
    Figure
    """
    chromium = shutil.which("chromium")
    if chromium is None:
        raise SystemExit("no Chromium: explore cannot be measured")
    with served(app) as site, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        context = browser.new_context(viewport={"width": 1280, "height": 900})
        addresses = [f"{site}/en/explore?focus={key}" for key in keys]
        with closing(context.new_page()) as page:
            _opened(page, addresses[0])
            views = [_opened(page, address) for address in addresses]
        yield _first_views(browser, addresses, views)
        yield _expansions(context, addresses[0])
        browser.close()


@contextmanager
def served(app: FastAPI) -> Iterator[str]:
    """Serve an application on a free port of this machine, and give its address."""
    bound = socket.create_server(("127.0.0.1", 0))
    config = uvicorn.Config(app, log_level="warning", access_log=False, lifespan="off")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [bound]})
    thread.start()
    while not server.started:
        time.sleep(0.05)
    try:
        yield f"http://127.0.0.1:{bound.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join()


def _opened(page: Page, address: str) -> tuple[float, int]:
    """Return the seconds until a page's network stands still, and how many records it shows."""
    begin = time.perf_counter()
    page.goto(address, wait_until="commit")
    page.wait_for_selector(_READY, timeout=1000 * _LONGEST)
    return time.perf_counter() - begin, page.locator("#list button").count()


def _first_views(browser: Browser, addresses: Sequence[str], views: Sequence[tuple[float, int]]) -> Figure:
    largest = max(range(len(views)), key=lambda at: views[at][1])
    taken, records = views[largest]
    with tempfile.TemporaryDirectory() as name:
        file = Path(name) / "pyvis.html"
        file.write_text(_as_pyvis(browser, addresses[largest]), encoding="utf-8")
        peer = seconds_to_rest(browser, file, _LONGEST)
    seconds = [each for each, _records in views]
    note = f"goal 0.6 s; {len(views)} views: p50 {median(seconds):.2f} s, p95 {p95(seconds):.2f} s"
    said = f"pyvis as documented, in a new tab: {peer:.2f} s"
    name = f"explore opens {records} records, at rest in the browser"
    return Figure(name, round(taken, 2), "s", said, round(peer / taken, 1), note=note)


def _as_pyvis(browser: Browser, address: str) -> str:
    with closing(browser.new_page()) as page:
        answer: dict[str, Any] = page.request.get(address.replace("/explore?", "/explore.json?")).json()
    network = Network(cdn_resources="in_line")
    for node in answer["nodes"]:
        network.add_node(node["id"], label=node["label"])
    for edge in answer["edges"]:
        network.add_edge(edge["from"], edge["to"])
    return str(network.generate_html())


def _expansions(context: BrowserContext, address: str) -> Figure:
    with closing(context.new_page()) as page:
        page.goto(address)
        page.wait_for_selector(_READY)
        seconds: list[float] = []
        expanded: set[str] = set()
        while len(seconds) < _MOST_EXPANSIONS and page.locator("#list button").count() < 600:
            key = next(key for key in _keys(page) if key not in expanded)
            expanded.add(key)
            seconds.append(_expanded(page, key))
        records = page.locator("#list button").count()
        said = page.locator("#message").inner_text()
    note = f"p50 {median(seconds):.2f} s; {len(seconds)} expansions, {records} records in the end: “{said}”"
    return Figure("explore shows an expansion, p95", round(p95(seconds), 2), "s", note=note)


def _keys(page: Page) -> list[str]:
    return [str(each.get_attribute("data-key")) for each in page.locator("#list button").all()]


def _expanded(page: Page, key: str) -> float:
    page.locator(f'#list button[data-key="{key}"]').click()
    waits = page.locator("#message")
    begin = time.perf_counter()
    page.keyboard.press("e")
    while "…" in waits.inner_text():
        time.sleep(0.01)
    return time.perf_counter() - begin
