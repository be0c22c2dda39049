"""The pictures that are looked at before a release show every page."""

import re

from app.api.pages import PAGES
from tools import screenshots

#: Addresses that show no page of their own: they lead on, or give a file or what a script asks for.
_NO_PAGES = {"/persons/{id}/family", "/import/wrong-rows/{word}", "/import/mapping/{word}", "/explore/told"}


def test_no_page_is_missing_in_the_pictures():
    routes = [route for module in PAGES for route in module.router.routes if "GET" in route.methods]
    pages = {route.path for route in routes if not route.path.endswith(".{form}")} - _NO_PAGES
    taken = {re.sub(r"{\w+}|invented:\w+", "{id}", path.partition("?")[0]) for path in screenshots.PAGES.values()}
    assert len(pages) > 30
    assert pages - taken == set()
