"""Pages of much data do not grow with them: totals first, the list in parts, everything in the file."""

import csv
import io
import random
import re
from collections import Counter

import pytest

from app.services.importing import ImportOptions
from tests.api.conftest import client_on, services_on
from tests.api.sample import TABLES, write_tables

PERSONS, AGENCIES = 400, 40
PLACES, OFFICES = range(20), range(AGENCIES)


def _said(**cells):
    return {"source_id": "t:report", "citation": "p. 1", **cells}


def _events(number, chance):
    """One is taken, handed over and held; a few offices and crossings have most of them."""
    here, there, crossing, jail = (int(most * chance.random() ** 3) for most in (AGENCIES, AGENCIES, 20, 20))
    own, year = {"person_id": f"t:n{number}"}, 1990 + number % 30
    yield _said(id=f"t:a{number}", kind="arrest", begin=f"{year}-02", by_agency_id=f"t:cn{here}", country="CN", **own)
    ends = {"from_agency_id": f"t:cn{here}", "to_agency_id": f"t:kp{there}", "at_place_id": f"t:x{crossing}"}
    yield _said(id=f"t:h{number}", kind="handover", begin=f"{year}-03", **ends, **own)
    yield _said(id=f"t:d{number}", kind="detention", begin=f"{year}-04", at_place_id=f"t:j{jail}", **own)


def _crowd():
    chance = random.Random(1)
    persons = [_said(id=f"t:n{n}", name=f"한수진 {n}", names=f"Han Su-jin the {n}th") for n in range(PERSONS)]
    agencies = [
        _said(
            id=f"t:{side.lower()}{n}",
            name=f"Office of public security number {n} of {side}",
            kind="police",
            country=side,
        )
        for side in ("CN", "KP")
        for n in OFFICES
    ]
    places = [_said(id=f"t:x{n}", name=f"Crossing number {n}", kind="border_crossing") for n in PLACES]
    places += [_said(id=f"t:j{n}", name=f"Jail number {n}", kind="facility", country="KP") for n in PLACES]
    events = [each for number in range(PERSONS) for each in _events(number, chance)]
    found = {"sources": TABLES["sources"], "persons": persons, "agencies": agencies, "places": places, "events": events}
    # all are of one blood: each has three children
    kinship = [
        _said(person_a=f"t:n{each // 3}", relation="parent", person_b=f"t:n{each}") for each in range(3, PERSONS)
    ]
    return {**found, "kinship": kinship}


@pytest.fixture(scope="module")
def crowded(store, tmp_path_factory):
    store.wipe()
    folder = write_tables(tmp_path_factory.mktemp("crowd"), _crowd())
    report = services_on(store).ledger.import_paths([folder], ImportOptions())
    assert not report.problems
    yield client_on(store)
    store.wipe()


@pytest.mark.parametrize("language", ["en", "ko"])
@pytest.mark.parametrize("query", ["", "?count=records", "?count=records&part=2", "?sort=7", "?names=hidden"])
def test_what_stands_below_the_picture_of_handover_paths_does_not_grow_with_them(crowded, language, query):
    answer = crowded.get(f"/{language}/handovers{query}")
    assert answer.status_code == 200
    assert len(answer.text.partition('<details class="legend"')[2].encode()) <= 75_000


def test_totals_of_handovers_stand_before_the_list_and_the_file_has_every_path(crowded):
    page = crowded.get("/en/handovers?count=records").text
    headings = [page.index(f"<h2>{text}</h2>") for text in ("Step by step", "Whole paths", "Table")]
    assert headings == sorted(headings)
    assert "part=2" in page and f"Rows 1 to 40 of {PERSONS}" in page and "most frequent of" in page
    listed = {number for part in range(1, 11) for number in _listed(crowded, part)}
    assert listed == {f"t:n{number}" for number in range(PERSONS)}
    rows = list(csv.reader(io.StringIO(crowded.get("/en/handovers.csv").text)))
    assert sum(row != [] and row[0].startswith("한수진") for row in rows) == PERSONS


def _listed(crowded, part):
    page = crowded.get(f"/en/handovers?part={part}").text
    table = page[page.index("<h2>Table</h2>") :]
    return [each.partition('"')[0] for each in table.split('<th scope="row"><a href="/en/persons/')[1:]]


@pytest.mark.parametrize("address", ["places/t:j0", "agencies/t:cn0"])
def test_what_happened_at_a_place_or_by_an_agency_comes_in_parts_and_no_event_is_lost(crowded, address):
    kind, id = address.split("/")
    told = crowded.get(f"/api/v1/presence?{'place' if kind == 'places' else 'agency'}={id}&limit=1000").json()["events"]
    assert len(told) > 100
    pages = [crowded.get(f"/en/{address}?part={part}").text for part in range(1, 2 + len(told) // 100)]
    found = [each for page in pages for each in re.findall(r'<td><a href="/en/events/([^"]+)"', page)]
    assert sorted(found) == sorted(event["event"] for event in told)
    assert all(len(page.encode()) < 120_000 for page in pages) and "Rows 1 to 100 of" in pages[0]


def test_who_acted_at_a_place_is_counted_in_all_its_events(crowded):
    told = crowded.get("/api/v1/presence?place=t:x0&limit=1000").json()["events"]
    most, persons = Counter(event["from_agency"] for event in told).most_common(1)[0]
    page = crowded.get("/en/places/t:x0").text
    row = page[page.index("<h2>Agencies</h2>") :].partition(f'href="/en/agencies/{most}"')[2].partition("</li>")[0]
    assert len(told) > 100 and f"{persons} persons or groups" in row


@pytest.mark.parametrize(
    "address", ["agencies", "agencies?every=yes", "places/t:j0", "handovers", "map", "timeline?facility=t:j0"]
)
def test_a_page_of_much_is_within_its_budget(crowded, address):
    assert len(crowded.get(f"/ko/{address}").text.encode()) < 150_000


@pytest.mark.parametrize("view", ["chart", "chart?people=all", "network", "cascade"])
def test_a_page_of_a_large_family_is_within_its_budget(crowded, view):
    family = crowded.get("/api/v1/families").json()["families"][0]
    page = crowded.get(f"/ko/families/{family['id']}/{view}").text
    assert family["persons"] > 100 and len(page.encode()) < 150_000


def test_of_a_large_family_those_nearest_are_drawn_and_everyone_taken_is_told(crowded):
    family = crowded.get("/api/v1/families").json()["families"][0]
    chart = f"/en/families/{family['id']}/chart"
    page, file = crowded.get(chart).text, crowded.get(f"{chart}.json").json()
    assert page.count('class="person"') == 80 and f"Drawn are the 80 of {family['persons']} persons" in page
    assert {taking["person"] for taking in file["data"]["takings"]} == set(family["members"])
    assert f"Rows 1 to 60 of {len(file['rows'])}." in page and len(file["rows"]) >= len(family["members"])


def test_the_events_of_a_timeline_come_in_parts_and_none_is_lost(crowded):
    file = crowded.get("/en/timeline.json?facility=t:j0").json()
    pages = [crowded.get(f"/en/timeline?facility=t:j0&part={part}").text for part in (1, 2)]
    assert 60 < len(file["rows"]) <= 120 and "Rows 1 to 60 of" in pages[0]
    rows = [page[page.index("<h2>Table</h2>") :].count('<tr><th scope="row">') for page in pages]
    assert sum(rows) == len(file["rows"])


def test_years_of_some_paths_say_of_how_many_years_of_all(crowded):
    assert "10 of 30 rows" in crowded.get("/en/handovers/taken?from=2010").text


def test_an_explored_network_without_a_script_shows_its_first_lines_and_says_how_many_there_are(crowded):
    page = crowded.get("/en/explore?focus=Agency/t:cn0&open=Agency/t:kp0,Place/t:x0,Place/t:j0").text
    lines = len(
        crowded.get("/en/explore.json?focus=Agency/t:cn0&open=Agency/t:kp0,Place/t:x0,Place/t:j0").json()["edges"]
    )
    assert lines > 100 and f"The first 60 of {lines} lines" in page and page.count("<tr data-kind") == 60
    assert len(page.encode()) < 150_000
