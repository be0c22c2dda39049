"""The network page: its HTML for 20,000 nodes, and the first drawing that stands still, beside pyvis as documented.

Ours is the file that explore saves: positions from the server, our own template. The peer is pyvis's own page with its
library inside, which moves the nodes until they rest; what it asks of other sites is refused. A peer that does not
rest in ten minutes (``--longest``) is said to take longer, and its ratio is the least that it can be. Ours runs three
times, the fastest counts; the peer once.
"""

import argparse
import random
import shutil
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from jinja2 import Environment
from playwright.sync_api import Browser, Error, sync_playwright
from pyvis.network import Network

from app.api.assets import Asset, own_assets, vendor_assets
from app.api.pages.frame import build_environments
from app.api.pages.network_file import network_html
from app.views import draw_network
from app.views.network import NetworkWords
from app.views.network_fold import Folded, Line
from benchmarks.measuring import Figure, best_of, clocked, emit

_LINES_PER_NODE = 1.65
_NEAR = 50
_RUNS = 3


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--nodes", type=int, default=20_000)
    parser.add_argument("--drawn", type=int, nargs="*", default=[1_000, 5_000])
    parser.add_argument("--longest", type=float, default=600.0, help="seconds after which a drawing is given up")
    parser.add_argument("--jars", type=Path, help="not needed; every figure is given it")
    options = parser.parse_args()
    emit(_html(options.nodes))
    emit(_drawings(options.drawn, options.longest))


def _folded(nodes: int) -> Folded:
    """Return an invented network with 1.65 lines a node, as kin neighbourhoods have."""
    rng = random.Random(1)
    keys = [f"Person/x:{number}" for number in range(nodes)]
    found = {key: {"key": key, "label": "Person", "id": key[7:], "name": f"Name {key[9:]}"} for key in keys}
    pairs = {(number, rng.randrange(max(0, number - _NEAR), number)) for number in range(1, nodes)}
    while len(pairs) < int(_LINES_PER_NODE * nodes):
        number = rng.randrange(1, nodes)
        pairs.add((number, rng.randrange(max(0, number - _NEAR), number)))
    lines = [Line(keys[a], keys[b], "kinship", ["parent"], ties=1, weak=False, invented=True) for a, b in sorted(pairs)]
    return Folded({**found}, lines)


def _frame() -> tuple[Environment, dict[str, Asset]]:
    """Return what an application that runs has read already: templates and files for the browser."""
    own = own_assets()
    templates, _words = build_environments({name: asset.digest for name, asset in own.items()})["en", False]
    return templates, {**own, **vendor_assets()}


def _ours(folded: Folded, frame: tuple[Environment, dict[str, Asset]]) -> str:
    named = NetworkWords(lambda node: str(node["name"]), lambda kind, code: code, lambda node: "")
    network = draw_network(folded, named)
    return network_html(*frame, network, _table(folded), "benchmark")


def _table(folded: Folded) -> tuple[list[str], list[list[str]]]:
    return ["From", "To"], [[line.start, line.end] for line in folded.lines]


def _pyvis(folded: Folded) -> str:
    network = Network(cdn_resources="in_line")
    for key, node in folded.nodes.items():
        network.add_node(key, label=node["name"])
    for line in folded.lines:
        network.add_edge(line.start, line.end)
    return str(network.generate_html())


def _html(nodes: int) -> Iterable[Figure]:
    folded = _folded(nodes)
    frame = _frame()
    best, text = best_of(lambda: _ours(folded, frame), _RUNS)
    with clocked() as peer:
        other = _pyvis(folded)
    ratio = round(peer.wall / best, 1)
    yield Figure(f"HTML of {nodes:,} nodes", round(best, 2), "s", f"pyvis as documented: {peer.wall:.1f} s", ratio)
    megabytes = f"pyvis as documented: {len(other) / 1e6:.2f} MB"
    size = round(len(other) / len(text), 2)
    yield Figure(f"file of {nodes:,} nodes", round(len(text) / 1e6, 2), "MB", megabytes, size)


def _drawings(counts: list[int], longest: float) -> Iterable[Figure]:
    chromium = shutil.which("chromium")
    if chromium is None:
        raise SystemExit("no Chromium: the drawing cannot be measured")
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for count in counts:
            folded = _folded(count)
            own, peer = Path(name) / "ours.html", Path(name) / "pyvis.html"
            own.write_text(_ours(folded, _frame()), encoding="utf-8")
            peer.write_text(_pyvis(folded), encoding="utf-8")
            runs = [seconds_to_rest(browser, own, longest) for _ in range(_RUNS)]
            yield _drawing(count, min(runs), seconds_to_rest(browser, peer, longest), longest)
        browser.close()


def _drawing(count: int, ours: float, peer: float, longest: float) -> Figure:
    said = f"{peer:.1f} s" if peer < longest else f"not at rest after {longest:.0f} s"
    name = f"first drawing at rest, {count:,} nodes"
    note = "" if ours < longest else "not at rest"
    ratio = round(peer / ours, 1)
    return Figure(name, round(ours, 2), "s", f"pyvis as documented: {said}", ratio, note=note)


def seconds_to_rest(browser: Browser, file: Path, longest: float) -> float:
    """Return the seconds until a file's network stands still, at most the longest; ``ours.html`` says itself when."""
    page: Any = browser.new_page()
    page.route("http*://**", lambda route: route.abort())
    begin = time.perf_counter()
    try:
        page.goto(file.as_uri(), wait_until="commit")
        if file.stem == "ours":
            page.wait_for_selector('[data-ready="true"]', timeout=1000 * longest)
        else:
            rested = "window.network && network.physics && network.physics.stabilized"
            page.wait_for_function(rested, timeout=1000 * longest)
        return time.perf_counter() - begin
    except Error:
        return longest
    finally:
        page.close()


if __name__ == "__main__":
    main()
