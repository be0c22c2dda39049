"""What must hold of the published cases, from the files through Neo4j to the answers."""

from datetime import UTC, datetime

import pytest

from app.analysis import ANALYSES, Casebook
from app.evidence.projection import project
from app.services.ledger import Ledger


@pytest.fixture(scope="module")
def casebook(published):
    return Casebook.of(published.snapshot())


def test_the_graph_is_what_the_claims_say(published):
    assert published.graph() == project(published.claims(), published.sources(), published.derivations())


def test_no_link_is_inferred_and_the_documented_ones_are_found(casebook):
    answer = ANALYSES["chains"].run(casebook)
    links = {(link["trigger"]["person"], link["punishment"]["person"]): link for link in answer["links"]}
    assert {link["class"] for link in links.values()} == {"documented"}
    grandfather = links["published:khs-camp18.grandfather", "published:khs-camp18"]
    assert (grandfather["chon"], grandfather["affinity"]) == (2, None)
    relatives = [link for (trigger, _), link in links.items() if trigger == "published:dnk-hyesan-2009.mr-j"]
    assert [link["chon"] for link in relatives] == [None, None]


def test_the_hyesan_father_and_his_children_were_taken_together(casebook):
    groups = [set(group["persons"]) for group in ANALYSES["chains"].run(casebook)["together"]]
    family = {f"published:dnk-hyesan-remittance.{member}" for member in ("father", "eldest-daughter", "son")}
    assert groups.count(family) == 1


def test_kim_cheol_ok_was_handed_over_by_an_unknown_crossing(casebook):
    stages = ANALYSES["trail"].run(casebook, person="published:un-kim-cheol-ok")["stages"]
    handover = next(stage for stage in stages if stage["kind"] == "handover")
    assert (handover["earliest"], handover["latest"]) == ("2023-10-09", "2023-10-09")
    assert (handover["from_agency"], handover["place"]) == ("published:cn-mps", None)
    paths = ANALYSES["handovers"].run(casebook)["paths"]
    path = next(path for path in paths if path["person"] == "published:un-kim-cheol-ok")
    assert (path["country_of_taking"], path["crossing"]) == ("CN", None)


def test_the_vladivostok_trail_ends_in_fate_unknown(casebook):
    trail = ANALYSES["trail"].run(casebook, person="published:ru-choe-kum-chol")
    assert [stage["kind"] for stage in trail["stages"] if stage["stage"] == "event"][-1] == "fate_unknown"


def test_withdrawing_the_one_source_of_a_case_lists_what_falls(published):
    claim = next(claim for claim in published.claims() if claim.statement.get("id") == "published:khs-camp18")
    before = published.data_version()
    answer = Ledger(published, lambda: datetime.now(UTC), "test").withdraw(claim.source, "test", dry_run=True)
    assert published.data_version() == before
    assert answer["dry_run"] is True
    assert any("published:khs-camp18" in key for key in str(answer).split())
