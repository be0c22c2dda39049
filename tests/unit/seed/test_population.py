"""The invented population: its size, its marks, its rows, and that dates hold the truth."""

import csv
from collections import Counter
from pathlib import Path

import pytest

from app.domain.claims import INVENTED
from app.domain.custody import event_kinds
from app.domain.dates import read_date
from seed import published_folder
from seed.population import build_population, generate, main, write_population
from seed.population_dates import recorded
from seed.population_people import build_people
from tests.unit.seed.chance import chance
from tests.unit.seed.tables_of import Rows, check_all, conflicts, dangling, read_folder


@pytest.fixture(scope="module")
def small() -> Rows:
    return generate(600) | {"identities": []}


def without_truth(rows: Rows) -> Rows:
    return {name: table for name, table in rows.items() if name != "truth"}


@pytest.mark.parametrize("size", [1, 2, 7, 100, 600, 6_000])
def test_a_population_has_exactly_so_many_persons(size: int) -> None:
    ids = {row["id"] for row in generate(size)["persons"]}
    assert sum(id.startswith("invented:p") for id in ids) == size


def test_one_size_and_seed_give_the_same_rows_and_another_seed_others() -> None:
    assert generate(200, 3) == generate(200, 3)
    assert generate(200, 3)["persons"] != generate(200, 4)["persons"]


def test_tables_can_be_read_in_any_order() -> None:
    population = build_population(150, 2)
    backwards = {name: list(population.tables[name]()) for name in reversed(population.tables)}
    assert backwards == {name: list(table()) for name, table in population.tables.items()}


def test_every_row_is_right(small: Rows) -> None:
    rows = without_truth(small)
    assert [(one.table, one.problems) for one in check_all(rows) if one.problems] == []
    assert dangling(rows) == set()
    assert conflicts(rows) == 0


def test_everything_is_marked_as_invented(small: Rows) -> None:
    invented = {row["id"] for row in small["sources"] if row["kind"] == INVENTED}
    assert len(invented) == len(small["sources"]) > 5
    assert {
        row["source_id"] for name, table in without_truth(small).items() for row in table if "source_id" in row
    } <= (invented)
    assert not any(cell.startswith("published:") for table in small.values() for row in table for cell in row.values())


def test_sources_were_told_after_all_that_happened_and_some_repeat_others(small: Rows) -> None:
    told = {row["id"]: row["told_on"] for row in small["sources"] if row.get("told_on")}
    assert min(told.values()) >= "2021-01-01"
    latest = (read_date(row["begin"]).latest for row in small["events"] if row.get("begin"))
    assert max(day.year for day in latest if day) <= 2021
    assert small["derivations"]


def test_families_of_the_small_population_have_fifteen_to_forty_people() -> None:
    people = build_people(chance(1), 600, mixing=0.0)
    sizes = sorted(Counter(people.family).values())
    assert 15 <= sizes[len(sizes) // 2] <= 40


def test_a_page_has_something_to_show_of_every_kind(small: Rows) -> None:
    kinds = Counter(row["kind"] for row in small["events"])
    assert kinds["handover"] > 5
    assert {event_kinds()[kind].category for kind in kinds} >= {"act", "custody", "punishment", "concealment"}
    assert {row["documented"] for row in small["truth"]} >= {"event", ""}
    assert {row["cause"] for row in small["truth"]} == {"association", "together", "own_act", "background"}
    assert small["families"]
    assert small["cases"]


def test_dense_takes_half_of_the_people() -> None:
    size = 1_500
    taken = {row["punishment_person"] for row in generate(size, dense=True)["truth"]}
    assert len(taken) > 0.4 * size


def test_a_recorded_date_holds_the_true_day() -> None:
    rng = chance(5)
    for _ in range(2_000):
        day = rng.randrange(690_000, 737_000)
        told = read_date(recorded(rng, day))
        assert told.earliest and told.latest
        assert told.earliest.toordinal() <= day <= told.latest.toordinal()


def test_the_command_writes_what_the_function_returns(tmp_path: Path) -> None:
    main([str(tmp_path / "one"), "--size", "80", "--seed", "9"])
    told: list[tuple[str, int]] = []
    written = write_population(tmp_path / "two", build_population(80, 9), lambda name, rows: told.append((name, rows)))
    one, two = read_folder(tmp_path / "one"), read_folder(tmp_path / "two")
    assert one == two
    assert written == {name: len(table) for name, table in two.items() if name != "identities"} == dict(told)
    with (tmp_path / "one" / "truth.csv").open(encoding="utf-8", newline="") as file:
        assert list(csv.DictReader(file)) == generate(80, 9)["truth"]


def test_published_agencies_and_places_are_used_only_when_asked_for() -> None:
    population = build_population(300, 4, with_published=True)
    rows = {name: list(table()) for name, table in population.tables.items()}
    assert not {"agencies", "places", "structure"} & rows.keys()
    published = read_folder(published_folder())
    both = {name: [*published[name], *rows.get(name, [])] for name in published}
    assert dangling(both) == set()
    assert [one.problems for one in check_all(both) if one.problems] == []
    named = {row.get("by_agency_id", "") for row in rows["events"]} - {""}
    assert named
    assert all(agency.startswith("published:") for agency in named)
    assert all(row["person_id"].startswith("invented:") for row in rows["events"])


def test_another_data_set_name_gives_other_ids() -> None:
    population = build_population(100, 4, dataset="bench")
    rows = {name: list(table()) for name, table in population.tables.items()} | {"identities": []}
    assert all(row["id"].startswith("bench:") for name in ("sources", "persons", "events") for row in rows[name])
    assert dangling(rows) == set()


@pytest.mark.parametrize("option", ["--dataset=published", "--dataset=a b"])
def test_a_data_set_name_that_cannot_be_is_refused(option: str, tmp_path: Path) -> None:
    with pytest.raises(SystemExit):
        main([str(tmp_path), option])


@pytest.mark.parametrize("size", ["0", "-3", "many"])
def test_a_size_that_is_no_number_of_persons_is_refused(
    size: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        main([str(tmp_path), f"--size={size}"])
    assert "a whole number of persons, at least 1" in capsys.readouterr().err
