"""The published cases: nothing of the facts is lost, every row is right, and what must hold of them holds."""

import re
from collections import Counter
from collections.abc import Iterator

import pytest

from app.domain.custody import event_kinds, reasons
from seed import published_folder
from tests.unit.seed.tables_of import Rows, check_all, conflicts, dangling, read_file, read_folder

#: Steps of each case in the facts.
STEPS = {
    "fp-d0000110": 7,
    "tjwg24-kyongwon-2011": 6,
    "tjwg24-pyongsong-2016": 4,
    "tjwg24-hyesan-phone": 2,
    "tjwg24-family-tree": 0,
    "tjwg24-escape-prep": 0,
    "tjwg24-orphanage": 1,
    "tjwg24-called-out": 1,
    "tjwg24-workplace": 2,
    "tjwg24-disability": 1,
    "fp-nephew": 1,
    "fp-brother-in-law": 1,
    "un-kim-cheol-ok": 9,
    "ru-choe-kum-chol": 7,
    "ru-mother-son-2023": 8,
    "ru-logger-2010": 3,
    "ru-asylum-2007": 3,
    "ru-extradited-2008": 2,
    "ru-soldier-2018": 2,
    "cn-kang-gun": 3,
    "cn-lee-se-il": 5,
    "rok-kim-jung-wook": 4,
    "rok-kim-kuk-gi": 2,
    "rok-choe-chun-gil": 3,
    "rok-kim-won-ho": 1,
    "rok-ko-hyon-chol": 2,
    "kal-1969": 5,
    "dnk-hyesan-remittance": 9,
    "dnk-hyesan-2009": 25,
    "dnk-pochon-youth": 3,
    "khs-camp18": 2,
    "lyj-route": 9,
    "nki-2002-family": 12,
    "cn-group-2012": 6,
    "cn-group-2023-10-09": 12,
    "cn-wgeid-shenyang-2008": 2,
    "dnk-bribe-a": 4,
    "ohchr-fishermen-1975": 2,
}
#: Kin ties that only a note or summary tells, beside the 37 of the facts.
TOLD_IN_NOTES = 9
#: Pages that the facts name for agencies, places, cases, steps and kin.
PAGES = 149
OWN_SOURCE = "published:kintrace-readings"
#: The European Court of Human Rights is named in a note only.
AGENCY_OF_A_NOTE = "published:ecthr"


@pytest.fixture(scope="module")
def rows() -> Rows:
    return read_folder(published_folder())


@pytest.fixture(scope="module")
def events(rows: Rows) -> dict[str, dict[str, str]]:
    """The first row of each event."""
    return {row["id"]: row for row in reversed(rows["events"])}


def local(id: str) -> str:
    return id.removeprefix("published:")


def case_of(rows: Rows) -> dict[str, str]:
    return {row["person_id"]: row["target_id"] for row in rows["memberships"] if row["relation"] == "in_case"}


def test_every_row_is_right_and_nothing_is_odd(rows: Rows) -> None:
    checked = check_all(rows)
    assert [(one.table, one.problems, one.warnings) for one in checked if one.problems or one.warnings] == []
    assert dangling(rows) == set()
    assert conflicts(rows) == 0


def test_no_case_step_tie_agency_or_place_is_lost(rows: Rows, events: dict[str, dict[str, str]]) -> None:
    cases = case_of(rows)
    steps = Counter(local(cases[row["person_id"]]) for id, row in events.items() if re.search(r"\.\d+$", id))
    assert {case: steps[case] for case in STEPS} == STEPS
    assert sum(steps.values()) == 171
    assert {local(row["id"]) for row in rows["cases"]} == set(STEPS)
    assert len(rows["kinship"]) == 37 + TOLD_IN_NOTES
    assert len({row["id"] for row in rows["agencies"]} - {AGENCY_OF_A_NOTE}) == 64
    assert len({row["id"] for row in rows["places"]}) == 145


def test_every_page_of_the_facts_is_a_source_that_something_rests_on(rows: Rows) -> None:
    pages = {row["url"] for row in rows["sources"] if row["id"] != OWN_SOURCE}
    assert len(pages) == len(rows["sources"]) - 1 == PAGES
    cited = {row["source_id"] for table in rows.values() for row in table if "source_id" in row}
    assert {row["id"] for row in rows["sources"]} == cited
    assert not any(row["kind"] == "invented" for row in rows["sources"])


def test_step_ids_end_in_the_step_and_other_events_in_a_letter(rows: Rows) -> None:
    for row in rows["events"]:
        assert row["id"].startswith(row["person_id"] + ".")
        assert re.fullmatch(r"\.(\d+|[a-d])", row["id"].removeprefix(row["person_id"]))


def test_every_person_is_in_one_case(rows: Rows) -> None:
    persons = [row["id"] for row in rows["persons"]]
    assert sorted(case_of(rows)) == sorted(persons)
    assert all(id.startswith(case_of(rows)[id]) for id in persons)


def test_labels_are_no_names(rows: Rows) -> None:
    named = {row["name"] for row in rows["persons"] if row["name_script"] != "label"}
    assert named == {
        "Kim Cheol-ok",
        "Kim Kyu-li",
        "Choe Kum Chol",
        "Kang Gun",
        "Lee Se-il",
        "Lee Han-byeol",
        "Kim Jung-wook",
        "Kim Kuk-gi",
        "Choe Chun-gil",
        "Kim Won-ho",
        "Ko Hyon-chol",
        "Hwang Won",
        "Hwang In-cheol",
        "Seong Kyeong-hee",
        "Kim Hye-sook",
        "Lee Young-joo",
    }


def test_groups_have_their_counts(rows: Rows) -> None:
    counts = {local(row["id"]): (row["count_least"], row["count_most"]) for row in rows["persons"]}
    assert counts["cn-group-2012.group-41"] == ("41", "41")
    assert counts["cn-group-2012.part-of-41"] == ("1", "40")
    assert counts["cn-group-2012.group-8-women"] == ("3", "3")
    assert counts["cn-group-2023-10-09.group"] == ("500", "600")
    assert counts["kal-1969.ten-others"] == ("10", "10")
    assert counts["tjwg24-family-tree.children"] == ("1", "")
    assert counts["un-kim-cheol-ok"] == ("", "")


def test_reported_is_possible_and_rumoured_is_unlikely(events: dict[str, dict[str, str]]) -> None:
    grades = {id: row["grade"] for id, row in events.items()}
    assert grades["published:fp-d0000110.6"] == "possible"
    assert grades["published:ru-extradited-2008.2"] == "possible"
    assert grades["published:tjwg24-hyesan-phone.2"] == "unlikely"
    assert grades["published:cn-lee-se-il.5"] == "unlikely"
    assert {row["kind"] for row in events.values()} <= set(event_kinds())


def test_the_trail_of_kim_cheol_ok_leaves_chinese_custody_at_an_unknown_crossing(
    events: dict[str, dict[str, str]],
) -> None:
    handover = events["published:un-kim-cheol-ok.6"]
    assert (handover["kind"], handover["begin"]) == ("handover", "2023-10-09")
    assert (handover["from_agency_id"], handover["to_agency_id"]) == ("published:cn-mps", "")
    assert not any(handover[name] for name in ("place_id", "at_place_id", "from_place_id", "to_place_id"))
    assert handover["country"] == "KP"


def test_the_vladivostok_trail_ends_in_fate_unknown_after_the_consulate(events: dict[str, dict[str, str]]) -> None:
    trail = sorted((row for id, row in events.items() if row["person_id"] == "published:ru-choe-kum-chol"), key=step)
    assert trail[-1]["kind"] == "fate_unknown"
    assert trail[4]["kind"] == "detention"
    assert trail[4]["place_id"] == "published:fac-ru-consul-vlad"
    assert (trail[3]["from_agency_id"], trail[3]["to_agency_id"]) == ("published:ru-police", "published:kp-consul-vlad")


def step(row: dict[str, str]) -> int:
    return int(row["step"])


def test_every_handover_says_which_side_each_agency_and_place_is_on(events: dict[str, dict[str, str]]) -> None:
    handovers = [row for row in events.values() if row["kind"] == "handover"]
    assert not any(row["agency_id"] or row["place_id"] for row in handovers)
    assert all(row["country"] or row["to_agency_id"] for row in handovers)
    assert len({row["at_place_id"] for row in handovers} - {""}) == 5


def test_two_sources_name_two_husbands_in_vladivostok(rows: Rows) -> None:
    wives = {(row["person_a"], row["source_id"]) for row in rows["kinship"] if row["relation"] == "spouse"}
    men = {man for man, _ in wives if man.startswith("published:ru-mother-son-2023.")}
    assert len(men) == 2


def test_a_crossing_lies_within_both_countries(rows: Rows) -> None:
    above = [(row["from_id"], row["to_id"]) for row in rows["structure"] if row["relation"] == "within"]
    crossings = {row["id"] for row in rows["places"] if row["kind"] == "border_crossing"}
    assert len(crossings) == 11
    for crossing in crossings:
        assert len({place for place in climb(crossing, above) if "-" not in place}) == 2


def climb(place: str, above: list[tuple[str, str]]) -> Iterator[str]:
    yield place
    for lower, upper in above:
        if lower == place:
            yield from climb(upper, above)


def test_name_periods_point_to_the_body_and_successors_to_what_they_replaced(rows: Rows) -> None:
    structure = {(local(row["from_id"]), row["relation"], local(row["to_id"])) for row in rows["structure"]}
    assert ("kp-mss-1993", "same_body", "kp-mss") in structure
    assert {item for item in structure if item[1] == "succeeded"} == {
        ("kp-sac", "succeeded", "kp-ndc"),
        ("kp-g82", "succeeded", "kp-g109"),
    }
    assert sum(item[1] == "same_body" for item in structure) == 13


def test_only_told_punishments_for_another_are_because_of_him(rows: Rows, events: dict[str, dict[str, str]]) -> None:
    told = {(local(row["event_id"]), local(row["because_event_id"])) for row in rows["because_of"]}
    assert told == {
        ("khs-camp18.1", "khs-camp18.grandfather.a"),
        ("dnk-hyesan-2009.three-relatives.1", "dnk-hyesan-2009.mr-j.1"),
        ("dnk-hyesan-2009.another-family.1", "dnk-hyesan-2009.mr-j.1"),
    }
    assert {events[f"published:{act}"]["kind"] for _, act in told} == {"departure", "border_crossing"}
    by_association = {local(id) for id, row in events.items() if row["reason"] == "guilt_by_association"}
    assert by_association == {punishment for punishment, _ in told}


def test_whoever_has_kin_with_an_act_has_an_own_reason_or_is_taken_with_them(
    rows: Rows, events: dict[str, dict[str, str]]
) -> None:
    """By hand: no taking without an own act or reason has a trigger among recorded kin, except one on the same day."""
    acting = {row["person_id"] for row in events.values() if is_own(row)}
    opened = {"opens", "may_open"}
    taken = {row["person_id"] for row in events.values() if event_kinds()[row["kind"]].taking in opened}
    kin = {frozenset((row["person_a"], row["person_b"])) for row in rows["kinship"] if row["relation"] in KIN}
    blameless = {
        local(person)
        for person in taken - acting
        if any(person in pair and pair & acting for pair in kin) and person not in {"published:khs-camp18"}
    }
    assert blameless == {"nki-2002-family.infant-brother"}
    infant, mother = events["published:nki-2002-family.infant-brother.a"], events["published:nki-2002-family.mother.1"]
    assert all(infant[name] == mother[name] for name in ("kind", "begin", "place_id"))


KIN = {"parent", "spouse", "partner", "sibling", "grandparent", "uncle_or_aunt"}


def is_own(row: dict[str, str]) -> bool:
    reason = reasons().get(row["reason"])
    return event_kinds()[row["kind"]].category == "act" or (reason is not None and reason.reason_class == "act")


def test_the_father_and_two_children_of_hyesan_are_taken_at_one_time(events: dict[str, dict[str, str]]) -> None:
    arrests = [events[f"published:dnk-hyesan-remittance.{who}.1"] for who in ("father", "eldest-daughter", "son")]
    assert {(row["kind"], row["begin"], row["place_id"]) for row in arrests} == {
        ("arrest", "XXXX-12", "published:kp-hyesan")
    }
    assert {(row["by_person_id"], row["by_role"]) for row in arrests} == {
        ("published:dnk-hyesan-remittance.broker", "informer")
    }


def test_figures_and_vocabulary_are_for_comparison_only() -> None:
    folder = published_folder()
    assert len(read_file(folder / "figures.csv")) == 99
    codes = read_file(folder / "vocabulary.csv")
    assert {row["column"] for row in codes} == {"kind", "grade"}
    assert {row["value"] for row in codes if row["column"] == "kind"} <= set(event_kinds())
