"""For maintainers: a picture of every page in both languages, of a running demo, to be looked at before a release.

Start ``kintrace demo`` and run ``python -m tools.screenshots OUT``; it needs the extra ``browser`` and Chromium. The
pages of one record show invented ones, so their pictures may be published; lists of all records name those of published
cases too.
"""

import argparse
import json
import os
import shutil
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from playwright.sync_api import FloatRect, Page, sync_playwright

_AGAIN_MILLISECONDS = 2_000
_LANGUAGES = ("en", "ko")
#: Name of a picture -> address behind the language; what stands in braces are invented records.
PAGES = {
    "overview": "/",
    "arrests": "/arrests",
    "search": "/search?was=punished&origin=invented",
    "search-empty": "/search",
    "person": "/persons/{person}",
    "trail": "/persons/{person}/trail",
    "rests-on": "/persons/{person}/rests-on",
    "kinship": "/kinship?a={person}&b={kin}",
    "families": "/families",
    "family": "/families/{family}",
    "case": "/cases/{case}",
    "chart": "/families/{family}/chart",
    "cascade": "/families/{family}/cascade",
    "network": "/families/{family}/network",
    "handovers": "/handovers",
    "handovers-taken": "/handovers/taken",
    "map-border": "/map?ext=border",
    "map-region": "/map?ext=region",
    "timeline": "/timeline?family={family}",
    "timeline-person": "/timeline?person={person}",
    "timeline-facility": "/timeline?facility={place}",
    "timeline-choice": "/timeline",
    "agencies": "/agencies",
    "transfers": "/agencies/transfers",
    "agency": "/agencies/{agency}",
    "counts": "/agencies/{agency}/counts",
    "place": "/places/{place}",
    "moves": "/places/{place}/moves",
    "explore": "/explore?focus=Person/{person}",
    "organisation": "/agencies/{agency}/organisation",
    "relatives": "/persons/{person}/relatives",
    "event": "/events/{event}",
    "evidence": "/evidence/{claim}",
    "sources": "/sources",
    "source": "/sources/{source}",
    "comparisons": "/comparisons",
    "comparisons-leader": "/comparisons?by=leader",
    "figures": "/figures",
    "add": "/add",
    "import": "/import",
    "testimony": "/testimony",
    "judgement": "/judgements?a={person}&b={kin}",
    "withdrawal": "/withdrawals?target={claim}",
    "about": "/about",
    "sign-in": "/sign-in",
    "error": "/persons/invented:nobody",
}
#: The page of the JSON interface has no language.
_ALONE = {"interface": "/api/docs"}


def main() -> None:
    """Take the pictures."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("out", type=Path, help="folder for the pictures")
    parser.add_argument("--address", default="http://127.0.0.1:8000", help="where the demo is served")
    parser.add_argument("--top", action="store_true", help="only down to the legend, as the README shows them")
    parser.add_argument("--family", default="", help="whose pages are shown; the one most punished when left out")
    parser.add_argument("--only", nargs="*", default=[*PAGES, *_ALONE], help=f"of {', '.join([*PAGES, *_ALONE])}")
    given = parser.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    chromium = os.environ.get("KINTRACE_CHROMIUM") or shutil.which("chromium")
    shown = _invented(given.address, given.family)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1200, "height": 1000})
        for name, language, status in _take(page, given, shown):
            sys.stdout.write(f"{name} {language} {status}\n")
        browser.close()


def _take(page: Page, given: argparse.Namespace, shown: dict[str, str]) -> Iterator[tuple[str, str, int]]:
    for name in given.only:
        for language in _LANGUAGES if name in PAGES else ("en",):
            path = f"/{language}{PAGES[name].format(**shown)}" if name in PAGES else _ALONE[name]
            answer = page.goto(f"{given.address}{path}")
            while answer and "refresh" in answer.headers:  # the data, or the answer, are not ready yet
                page.wait_for_timeout(_AGAIN_MILLISECONDS)
                answer = page.goto(page.url)
            if page.locator("#canvas").count():
                page.wait_for_selector('[data-ready="true"]')
            if name in _ALONE:
                page.wait_for_selector(".opblock")
            page.screenshot(path=given.out / f"{name}-{language}.png", full_page=True, clip=_part(page, top=given.top))
            yield name, language, answer.status if answer else 0


def _part(page: Page, *, top: bool) -> FloatRect | None:
    """Return the part of a page that is taken; None for all of it."""
    legend = page.locator("details.legend").first.bounding_box() if top else None
    return {"x": 0, "y": 0, "width": 1200, "height": legend["y"] + legend["height"] + 5} if legend else None


def _invented(address: str, wanted: str) -> dict[str, str]:
    """Return the ids of the invented records that are shown: a family, and what belongs to it."""
    families = _read(address, "families")["families"]
    own = [each for each in families if each["id"].startswith("invented:") and each["kind"] == "named"]
    most = max(own, key=lambda each: (each["punished"], -each["persons"], each["id"]))
    family = next((each for each in families if each["id"] == wanted), most)
    asked = "family" if family["kind"] == "named" else "person"  # kin that no source calls a family bear a person's id
    links = [each for each in _read(address, f"chains?{asked}={family['id']}")["links"] if each["chon"]]
    person, kin = links[0]["punishment"]["person"], links[0]["trigger"]["person"]
    trail = _read(address, f"persons/{person}/trail")["stages"]
    first = {key: next((stage[key] for stage in trail if stage.get(key)), "") for key in ("agency", "place")}
    told = next(stage for stage in trail if stage.get("claims"))
    claim = told["claims"][0]
    ties = _read(address, f"persons/{person}")["ties"]
    case = next((tie["other"]["id"] for tie in ties if tie["type"] == "IN_CASE"), "")
    source = _read(address, f"claims?about={told['event']}")["claims"][0]["source"]["id"]
    return {"family": family["id"], "person": person, "kin": kin, **first, "event": told["event"], "claim": claim,
            "source": source, "case": case}  # fmt: skip


def _read(address: str, path: str) -> dict[str, Any]:
    with urllib.request.urlopen(f"{address}/api/v1/{path}", timeout=60) as answer:
        found: dict[str, Any] = json.load(answer)
        return found


if __name__ == "__main__":
    main()
