"""Published figures beside the data: an invented population has them all, the published cases a part."""

import pytest

from app.analysis import ANALYSES, Casebook
from app.analysis.figure_rules import figure_gaps, figure_rules, published_figures
from seed import published_folder
from seed.population import published_shape
from tests.unit.analysis.notebook import Notebook
from tests.unit.seed.snapshot_of import snapshot_of
from tests.unit.seed.tables_of import read_folder
from tests.unit.seed.test_shape import COUNTS, Shape


@pytest.fixture(scope="module")
def shape():
    population = published_shape()
    rows = {name: list(table()) for name, table in population.tables.items()} | {"identities": []}
    return ANALYSES["figures"].run(Casebook.of(snapshot_of(rows)), report="tjwg24")


@pytest.fixture(scope="module")
def published():
    return Casebook.of(snapshot_of(read_folder(published_folder())))


def test_data_in_the_published_shape_agree_with_every_figure_that_has_a_rule(shape):
    rules = [id_ for id_ in figure_rules() if id_.startswith("tjwg24")]
    assert (shape["persons"], shape["counted"]) == (113, len(rules))
    assert [row["id"] for row in shape["figures"] if row["why"] == "counted" and not row["agrees"]] == []


def test_counts_hold_those_made_from_the_rows_another_way(shape):
    rows = Shape()
    found = {row["id"]: row for row in shape["figures"]}
    compared = 0
    for id_ in figure_rules().keys() & COUNTS.keys():
        count = COUNTS[id_](rows)
        assert found[id_]["least"] <= count <= found[id_]["most"]
        compared += found[id_]["least"] == found[id_]["most"]
    assert compared >= 15


def test_the_published_cases_are_a_part_and_the_differences_say_so(published):
    answer = ANALYSES["figures"].run(published, ids="published:tjwg24", report="tjwg24")
    found = {row["id"]: row for row in answer["figures"]}
    victims = found["tjwg24-victims"]
    assert (victims["published"], victims["agrees"]) == ("113", False)
    assert victims["difference"] == [victims["least"] - 113, victims["most"] - 113]
    assert victims["most"] < 113
    assert answer["left_out"]["persons_least"] >= len(answer["left_out"]["groups"]) > 0
    assert all(row["id"].startswith("tjwg24") for row in answer["figures"])


def test_every_figure_has_a_rule_or_a_reason_why_not(published):
    answer = ANALYSES["figures"].run(published)
    ids = [row["id"] for row in answer["figures"]]
    assert ids == [row["figure_id"] for row in published_figures()]
    assert sorted([*figure_rules(), *figure_gaps()]) == sorted(ids)
    assert {row["why"] for row in answer["figures"] if row["gap"]} == {"no_rule"}
    law = next(row for row in answer["figures"] if row["id"] == "tjwg24-law-48h")
    assert (law["least"], law["most"], law["difference"], law["gap"]) == (None, None, None, "not_a_count")


def test_how_a_figure_compares_is_said_by_a_code(published):
    rows = ANALYSES["figures"].run(published, ids="published:tjwg24")["figures"]
    found = {row["id"]: row["compares"] for row in rows}
    assert (found["tjwg24-victims"], found["tjwg24-law-48h"]) == ("fewer", None)
    for row in rows:
        if row["why"] == "counted":
            least, most = row["difference"]
            slack = 0.05 if row["unit"] == "percent" else 0
            within = least <= slack and (most is None or most >= -slack)
            assert row["compares"] == ("within" if within else "more" if least > 0 else "fewer")


def test_figures_of_events_count_whom_they_befell_and_where(published):
    found = {row["id"]: (row["least"], row["most"]) for row in ANALYSES["figures"].run(published)["figures"]}
    assert found["rep23-crossings"] == (5, 5)
    assert found["rep23-tumen"][0] >= 1 and found["rep23-total"][0] >= found["rep23-tumen"][0]
    assert found["rep23-women-pct"][1] == 100.0
    assert (found["wgeid-134"], found["wgeid-2022"]) == ((2, 2), (0, 0))
    assert found["ohchr-kyohwaso"] == (7, 7)
    assert found["nkpd-facilities"][0] >= found["nkpd-facilities-gps"][0]
    assert found["nkdb-camp-n"][0] >= 10  # ten people of 2024, told by the kind of the place


def events_told():
    note = Notebook()
    for id_, country, more in (
        ("camp", "KP", {"kind": "facility", "facility_kind": "kwanliso"}),
        ("prison", "KP", {"kind": "facility", "facility_kind": "kyohwaso", "latitude": 40.0}),
        ("jail", None, {"kind": "facility"}),
        ("town", "KP", {"kind": "city"}),
    ):
        note.node("Place", id_, country=country, **more)
    note.person("a", sex="female")
    note.event("1", "a", "camp", "2001", reason="religion")
    note.group("many", 3, None)
    note.event("2", "many", "transfer", "2002", reached="camp")
    note.person("b", sex="male")
    note.place("shenyang", "CN")
    note.place("bridge", kind="border_crossing")
    day = "2023-10-09"
    note.event("3", "b", "handover", day, country="KP", left="shenyang", at="bridge")
    note.event("4", "c", "repatriation", "2023-10", country="KP", left="shenyang")
    return note


def test_an_event_not_fully_told_counts_in_the_most_only():
    found = {row["id"]: row for row in ANALYSES["figures"].run(events_told().book())["figures"]}
    ranges = {id_: (row["least"], row["most"]) for id_, row in found.items()}
    assert ranges["nkdb-camp-n"] == (4, None)
    assert found["nkdb-camp-n"]["difference"] == [4 - 1258, None] and found["nkdb-camp-n"]["agrees"]
    assert ranges["nkdb-camp-religion"] == (1, None)
    assert ranges["rep23-total"] == (1, 2)
    assert ranges["rep23-women-pct"] == (0.0, 100.0)
    assert ranges["rep23-crossings"] == (1, 1)
    assert ranges["ohchr-kyohwaso"] == (1, 2)
    assert ranges["nkpd-facilities"] == (2, 3) and ranges["nkpd-facilities-gps"] == (1, 1)


def test_invented_persons_can_be_left_out():
    note = Notebook()
    note.person("a", invented=True)
    note.event("1", "a", "camp", "2001")
    note.node("Place", "jail", kind="facility", facility_kind="kyohwaso", country="KP", invented=True)
    found = [ANALYSES["figures"].run(note.book(), recorded_only=only)["figures"] for only in (False, True)]
    counts = [{row["id"]: row["least"] for row in rows} for rows in found]
    assert [each["nkdb-camp-n"] for each in counts] == [1, 0]
    assert [each["ohchr-kyohwaso"] for each in counts] == [1, 0]


def test_without_persons_nothing_is_counted():
    answer = ANALYSES["figures"].run(Notebook().snapshot(), ids="x:")
    assert answer["agree"] == 0
    assert {row["why"] for row in answer["figures"]} == {"no_rule", "no_persons", "counted"}
    assert {row["least"] for row in answer["figures"] if row["why"] == "counted"} == {0}


def test_what_is_not_told_counts_in_the_most_only():
    note = Notebook()
    note.agency("ministry", "KP", kind="secret_police")
    note.agency("office", kind="local_department")
    note.structure("PART_OF", "office", "ministry")
    note.person("a", sex="male")
    note.event("1", "a", "arrest", "2000", country="CN", by="office", reason="religion", age="9")
    note.event("2", "b", "arrest")
    note.group("c", 2, 3)
    note.event("3", "c", "arrest", "1990", country="KP", by="police", reason="escape_attempt")
    note.event("4", "d", "dismissal", "2000")
    note.group("e", 5, None)
    note.event("5", "e", "arrest")
    answer = ANALYSES["figures"].run(note.book())
    found = {row["id"]: (row["least"], row["most"]) for row in answer["figures"]}
    assert answer["left_out"] == {"groups": ["x:e"], "persons_least": 5}
    assert found["tjwg24-victims"] == (4, 5)
    assert found["tjwg24-arrest-cn"] == (1, 2)
    assert found["tjwg24-arrest-abroad"] == (1, 2)
    assert found["tjwg24-first-mss"] == (1, 5)  # of the police no kind is told
    assert found["tjwg24-last-other"] == (0, 4)
    assert found["tjwg24-reason-religion-n"] == (1, 2)
    assert found["tjwg24-reason-rest-n"] == (0, 1)
    assert found["tjwg24-age-under10"] == (1, 5)
    assert found["tjwg24-period-kji"] == (1, 2)
    assert found["tjwg24-period-unknown"] == (1, 1)
    assert found["tjwg24-arrest-nk-pct"] == (40.0, 100.0)
    assert found["tjwg24-sex-female-pct"] == (0.0, 100.0)
    assert found["tjwg24-cases"] == (0, 0)


def test_the_path_over_the_consulate_goes_on_to_the_last_that_is_known(published):
    answer = ANALYSES["handovers"].run(published, person="published:ru-choe-kum-chol")
    (path,) = answer["paths"]
    assert path["receiving_agency"] == "published:kp-consul-vlad"
    assert (path["facility"], path["last_known"]) == ("published:fac-ru-consul-vlad", "fate_unknown")


def test_who_was_handed_over_was_not_first_arrested_where_the_handover_led():
    note = Notebook()
    note.agency("mss", "KP", kind="secret_police")
    note.agency("police", "CN", kind="police")
    note.event("1", "a", "handover", "2006", given_to="mss", country="KP")
    note.event("2", "b", "handover", "2006", given_by="police", given_to="mss", country="KP")
    rows = ANALYSES["figures"].run(note.book(), report="tjwg24")["figures"]
    found = {row["id"]: (row["least"], row["most"]) for row in rows}
    assert (found["tjwg24-arrest-nk"], found["tjwg24-arrest-cn"]) == ((0, 1), (1, 2))
    assert (found["tjwg24-first-mss"], found["tjwg24-handed-to-mss"]) == ((0, 1), (1, 2))
