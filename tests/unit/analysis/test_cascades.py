"""Cascades on hand-made families."""

from app.analysis import ANALYSES
from tests.unit.analysis.notebook import Notebook


def cascades(note, **values):
    return ANALYSES["cascade"].run(note.book(), **values)


def nodes(root):
    """Event, step, what it hangs under, generation of every node."""
    return [
        (
            node["event"].removeprefix("x:"),
            node["step"],
            (node["because_of"]["event"] or node["because_of"]["person"]).removeprefix("x:"),
            node["generation"],
        )
        for node in root["nodes"]
    ]


def three_generations():
    note = Notebook()
    note.parent("grandmother", "mother")
    note.parent("mother", "daughter")
    note.event("flight", "grandmother", "escape", "2009-01-01")
    note.event("camp", "mother", "camp", "2009-02-01")
    note.event("out", "mother", "release", "2010-01-01")
    note.event("flight2", "mother", "escape", "2010-06-01")
    note.event("arrest", "daughter", "arrest", "2010-08-01")
    return note


def test_a_later_act_hangs_under_the_taking_before_it_and_leads_on():
    answer = cascades(three_generations(), max_chon=1)
    assert [root["trigger"]["event"] for root in answer["roots"]] == ["x:flight"]
    root = answer["roots"][0]
    assert nodes(root) == [
        ("camp", "link", "flight", 1),
        ("flight2", "then", "camp", 1),
        ("arrest", "link", "flight2", 2),
    ]
    assert (root["size"], root["depth"]) == (2, 2)
    assert root["nodes"][1]["class"] is None and root["nodes"][1]["delay_days"] is None


def test_of_several_triggers_the_nearest_kin_wins_and_the_others_are_listed():
    answer = cascades(three_generations())
    assert nodes(answer["roots"][0])[2] == ("arrest", "link", "flight2", 2)
    left = [(each["trigger"]["event"], each["punishment"]["event"]) for each in answer["alternatives"]]
    assert left == [("x:flight", "x:arrest")]


def test_at_equal_degree_the_shorter_delay_wins():
    note = Notebook()
    note.parent("mother", "child")
    note.parent("father", "child")
    note.event("early", "mother", "escape", "2009-01-01")
    note.event("late", "father", "escape", "2009-06-01")
    note.event("taken", "child", "arrest", "2009-07-01")
    assert [root["trigger"]["event"] for root in cascades(note)["roots"]] == ["x:late"]


def test_a_documented_link_wins_over_a_nearer_inferred_one():
    note = Notebook()
    note.parent("mother", "child")
    note.event("near", "mother", "escape", "2009-06-01")
    note.event("far", "stranger", "escape", "2001-01-01")
    note.event("taken", "child", "arrest", "2009-07-01")
    note.because("taken", "far")
    answer = cascades(note)
    assert [root["trigger"]["event"] for root in answer["roots"]] == ["x:far"]
    assert [each["class"] for each in answer["alternatives"]] == ["certain"]


def test_links_that_would_close_a_circle_are_left_out():
    """Two sisters are each said to be taken for the other."""
    note = Notebook()
    note.siblings("a", "b")
    note.event("a1", "a", "arrest", "2009")
    note.event("b1", "b", "arrest", "2009", at="town")
    note.because("a1", "b1")
    note.because("b1", "a1")
    answer = cascades(note)
    assert [root["trigger"]["event"] for root in answer["roots"]] == ["x:a1"]
    assert nodes(answer["roots"][0]) == [("b1", "link", "a1", 1)]


def test_a_circle_over_a_later_act_is_left_out_too():
    """b was taken before the act for which c was taken; c's act cannot be why b was taken, whoever says so."""
    note = Notebook()
    note.event("b1", "b", "arrest", "2009")
    note.event("act-b", "b", "religion", "2010")
    note.event("c1", "c", "arrest", "2011")
    note.event("act-c", "c", "religion", "2012")
    note.because("c1", "act-b")
    note.because("b1", "act-c")
    answer = cascades(note)
    assert [root["trigger"]["event"] for root in answer["roots"]] == ["x:act-b"]
    assert [node[0] for node in nodes(answer["roots"][0])] == ["c1", "act-c"]
    assert [each["punishment"]["event"] for each in cascades(note)["alternatives"]] == []


def test_a_source_can_name_a_person_as_the_root():
    note = Notebook()
    note.event("taken", "child", "arrest", "2009")
    note.because("taken", person="uncle")
    note.person("uncle")
    root = cascades(note)["roots"][0]
    assert (root["trigger"]["event"], root["trigger"]["person"]) == (None, "x:uncle")
    assert root["nodes"][0]["because_of"] == {"event": None, "person": "x:uncle"}


def test_a_chain_can_be_impossible_though_its_links_are_possible():
    note = Notebook()
    note.parent("a", "b")
    note.parent("b", "c")
    note.event("act", "a", "escape", "2009-01-02")
    note.event("b1", "b", "arrest", "2009-01-01/2009-01-02")
    note.event("c1", "c", "arrest", "2009-01-01")
    answer = cascades(note, trigger="takings", max_chon=1)
    assert [(node["event"], node["class"], node["chain"]) for node in answer["roots"][0]["nodes"]] == [
        ("x:b1", "possible", "possible"),
        ("x:c1", "possible", "impossible"),
    ]


def test_cascades_come_by_size_and_can_be_chosen():
    note = three_generations()
    note.parent("other", "kid")
    note.event("act", "other", "escape", "2001-01-01")
    note.event("taken", "kid", "arrest", "2001-02-01")
    everyone = cascades(note)
    assert [root["size"] for root in everyone["roots"]] == [2, 1]
    assert [row["event"] for row in everyone["not_taken"]] == ["x:flight", "x:act"]
    assert [root["size"] for root in cascades(note, person="x:daughter")["roots"]] == [2]
    assert [root["size"] for root in cascades(note, root="x:act")["roots"]] == [1]
    assert [root["size"] for root in cascades(note, least_size=2)["roots"]] == [2]
    assert cascades(note, limit=1)["truncated"] == {"limit": 1, "left_out": 1}
