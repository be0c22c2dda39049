"""What the analyses find in the seed: what the sources say, and in the invented cases what was made."""

from typing import Any

import pytest

from app.analysis.casebook import Casebook
from app.analysis.chains import chains
from app.analysis.handovers import handovers
from app.analysis.trails import TrailOptions, trail
from seed import published_folder
from seed.population import generate, published_shape
from tests.unit.seed.snapshot_of import snapshot_of
from tests.unit.seed.tables_of import Rows, read_folder

WINDOW_DAYS = 1_096
CASES_WITH_STEPS_IN_ORDER = (
    "fp-d0000110",
    "tjwg24-kyongwon-2011.a",
    "tjwg24-pyongsong-2016",
    "ru-mother-son-2023.woman-k",
    "ru-logger-2010",
    "cn-kang-gun",
    "rok-kim-jung-wook",
    "kal-1969.hwang-won",
    "dnk-hyesan-remittance.father",
    "dnk-hyesan-2009.mr-j",
    "nki-2002-family.mother",
    "dnk-bribe-a",
)


class Found:
    """Chains in some rows, and the record of causes beside them."""

    def __init__(self, rows: Rows, truth: list[dict[str, str]]) -> None:
        self.book = Casebook.of(snapshot_of(rows))
        answer = chains(self.book)
        self.links: list[dict[str, Any]] = answer["links"]
        self.together = [set(group["events"]) for group in answer["together"]]
        self.causes = {row["punishment_event"]: row for row in truth}

    def link(self, cause: dict[str, str]) -> dict[str, Any] | None:
        """Return the link that says what a cause says; a documented one may name only the person."""
        for link in self.links:
            trigger = link["trigger"]
            same = trigger["event"] in (None, cause["trigger_event"]) and trigger["person"] == cause["trigger_person"]
            if same and link["punishment"]["event"] == cause["punishment_event"]:
                return link
        return None

    def are_together(self, cause: dict[str, str]) -> bool:
        """Say whether trigger and punishment are listed as taken together."""
        return any({cause["trigger_event"], cause["punishment_event"]} <= group for group in self.together)


def invented(size: int, seed: int) -> Found:
    rows = generate(size, seed)
    truth = rows.pop("truth")
    return Found(rows | {"identities": []}, truth)


@pytest.fixture(scope="module")
def demo() -> Found:
    return invented(600, 1)


@pytest.fixture(scope="module")
def shape() -> Found:
    population = published_shape()
    rows = {name: list(table()) for name, table in population.tables.items()}
    return Found(rows | {"identities": []}, list(population.truth()))


@pytest.fixture(scope="module", params=["demo", "shape", "another seed"])
def found(request: pytest.FixtureRequest) -> Found:
    if request.param == "another seed":
        return invented(300, 2)
    chosen: Found = request.getfixturevalue(request.param)
    return chosen


def test_documented_links_are_those_that_a_source_tells_and_are_true(found: Found) -> None:
    told = {event: cause for event, cause in found.causes.items() if cause["documented"]}
    documented = [link for link in found.links if link["class"] == "documented"]
    assert {link["punishment"]["event"] for link in documented} == set(told)
    for link in documented:
        cause = told[link["punishment"]["event"]]
        assert link["trigger"]["person"] == cause["trigger_person"]
        assert link["trigger"]["event"] == (cause["trigger_event"] if cause["documented"] == "event" else None)


def test_every_true_link_in_time_and_degree_is_found(found: Found) -> None:
    for cause in found.causes.values():
        if cause["cause"] != "association":
            continue
        kin = found.book.kinship.nearest(cause["trigger_person"], cause["punishment_person"], max_chon=4)
        if cause["documented"] or (kin is not None and int(cause["delay_days"]) <= WINDOW_DAYS):
            link = found.link(cause)
            assert link is not None or found.are_together(cause), cause
            if link is not None and kin is not None:
                assert kin.chon <= int(cause["chon"])


def test_the_degree_is_the_true_one_where_no_tie_is_lost(found: Found) -> None:
    degrees = [
        (link["chon"], int(cause["chon"]))
        for cause in found.causes.values()
        if cause["cause"] == "association" and (link := found.link(cause)) is not None and link["chon"] is not None
    ]
    assert degrees
    assert sum(chon == true for chon, true in degrees) >= 0.8 * len(degrees)


def test_relatives_taken_together_are_listed_apart(found: Found) -> None:
    for cause in found.causes.values():
        if cause["cause"] == "together" and cause["trigger_event"] in found.causes:
            assert found.are_together(cause)
            assert found.link(cause) is None


def test_every_link_ends_in_a_taking_whose_cause_is_on_record(found: Found) -> None:
    for link in found.links:
        cause = found.causes[link["punishment"]["event"]]
        assert cause["cause"] != "own_act"
        assert cause["punishment_person"] == link["punishment"]["person"]


def test_the_population_of_the_demo_has_chains_of_every_class(demo: Found) -> None:
    assert {link["class"] for link in demo.links} == {"documented", "certain", "possible", "undated"}
    assert demo.together


@pytest.fixture(scope="module")
def book() -> Casebook:
    return Casebook.of(snapshot_of(read_folder(published_folder())))


@pytest.fixture(scope="module")
def published(book: Casebook) -> dict[str, Any]:
    return chains(book)


def stages(book: Casebook, person: str) -> list[dict[str, Any]]:
    found = trail(book, TrailOptions(person=f"published:{person}"))["stages"]
    return [stage for stage in found if stage["stage"] == "event"]


def test_the_trail_of_kim_cheol_ok_has_its_handover_at_an_unknown_crossing(book: Casebook) -> None:
    found = stages(book, "un-kim-cheol-ok")
    kinds = ["border_crossing", "departure", "arrest", "detention", "last_contact", "handover", "fate_unknown"]
    assert [stage["kind"] for stage in found] == kinds
    handover = found[5]
    assert (handover["begin"], handover["from_agency"]) == ("2023-10-09", "published:cn-mps")
    assert (handover["place"], handover["to_agency"], handover["country"]) == (None, None, "KP")


def test_the_vladivostok_trail_goes_through_the_consulate_and_ends_in_fate_unknown(book: Casebook) -> None:
    found = [stage["kind"] for stage in stages(book, "ru-choe-kum-chol")]
    assert found[2:] == ["arrest", "handover", "detention", "repatriation_order", "fate_unknown"]


@pytest.mark.parametrize("case", CASES_WITH_STEPS_IN_ORDER)
def test_trails_keep_the_order_of_the_steps(book: Casebook, case: str) -> None:
    numbers = [int(stage["event"].rpartition(".")[2]) for stage in stages(book, case)]
    assert numbers == sorted(numbers)


def test_whoever_was_sent_back_twice_has_two_handover_paths(book: Casebook) -> None:
    paths = [path for path in handovers(book)["paths"] if path["person"] == "published:lyj-route"]
    assert [path["crossing"] for path in paths] == ["published:bc-tumen-namyang", None]


def test_no_link_is_inferred_between_published_persons(published: dict[str, Any]) -> None:
    links = {
        (link["trigger"]["person"], link["punishment"]["person"]): (link["class"], link["chon"])
        for link in published["links"]
    }
    assert links == {
        ("published:khs-camp18.grandfather", "published:khs-camp18"): ("documented", 2),
        ("published:dnk-hyesan-2009.mr-j", "published:dnk-hyesan-2009.three-relatives"): ("documented", None),
        ("published:dnk-hyesan-2009.mr-j", "published:dnk-hyesan-2009.another-family"): ("documented", None),
    }


def test_published_relatives_taken_at_one_time_are_one_group_each(published: dict[str, Any]) -> None:
    groups = {frozenset(group["persons"]) for group in published["together"]}
    case = "published:dnk-hyesan-remittance"
    assert frozenset({f"{case}.father", f"{case}.eldest-daughter", f"{case}.son"}) in groups
    case = "published:nki-2002-family"
    assert frozenset({f"{case}.mother", f"{case}.author", f"{case}.sister", f"{case}.infant-brother"}) in groups
    case = "published:tjwg24-kyongwon-2011"
    assert frozenset({f"{case}.a", f"{case}.grandchild-1", f"{case}.grandchild-2"}) in groups
