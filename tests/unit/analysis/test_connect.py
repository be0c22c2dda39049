"""Shortest connections over all ties."""

from app.analysis import ANALYSES
from tests.unit.analysis.notebook import Notebook


def connect(note, a="a", b="b", **values):
    return ANALYSES["connect"].run(note.book(), a=f"x:{a}", b=f"x:{b}", **values)


def ids(answer):
    return [[node["id"].removeprefix("x:") for node in path["nodes"]] for path in answer["paths"]]


def test_any_tie_connects_and_says_what_it_is():
    note = Notebook()
    note.kin("KNOWS", "a", "friend", term="friend")
    note.event("1", "friend", "arrest", "2009", at="jail")
    note.event("2", "b", "detention", "2010", at="jail")
    answer = connect(note)
    assert (answer["length"], ids(answer)) == (5, [["a", "friend", "1", "jail", "2", "b"]])
    assert [tie["type"] for tie in answer["paths"][0]["ties"]] == [
        "KNOWS",
        "SUBJECT_OF",
        "AT_PLACE",
        "AT_PLACE",
        "SUBJECT_OF",
    ]
    assert answer["paths"][0]["ties"][0]["claims"] == ["c-KNOWS-a-friend"]


def test_hubs_are_not_entered_and_are_listed():
    note = Notebook()
    for number, person in enumerate("abcde"):
        note.event(str(number), person, "arrest", "2009", by="ministry")
    note.kin("KNOWS", "a", "m", term="friend")
    note.kin("KNOWS", "m", "n", term="friend")
    note.kin("KNOWS", "n", "b", term="friend")
    assert connect(note)["length"] == 3
    answer = connect(note, max_degree=4)
    assert (ids(answer), answer["hubs"]) == ([["a", "m", "n", "b"]], [{"label": "Agency", "id": "x:ministry"}])


def test_all_shortest_paths_come_in_order_and_at_most_twenty():
    note = Notebook()
    for number in range(25):
        note.kin("KNOWS", "a", f"m{number:02}", term="friend")
        note.kin("KNOWS", f"m{number:02}", "b", term="friend")
    answer = connect(note)
    assert [path[1] for path in ids(answer)] == [f"m{number:02}" for number in range(20)]
    assert answer["truncated"] == {"limit": 20, "left_out": None}
    assert len(connect(note, limit=3)["paths"]) == 3


def test_no_connection_is_an_answer():
    note = Notebook()
    note.person("a")
    note.person("b")
    note.kin("KNOWS", "a", "b", grade="unlikely", term="friend")
    answer = connect(note)
    assert (answer["length"], answer["paths"], answer["truncated"]) == (None, [], None)
    assert connect(note, b="a")["paths"] == []
    far = Notebook()
    for one, other in ("am", "mn", "nb"):
        far.kin("KNOWS", one, other, term="friend")
    assert connect(far, max_steps=2)["length"] is None
    assert connect(far, max_steps=3)["length"] == 3


def test_a_tie_to_oneself_and_a_rumoured_reason_connect_nothing():
    note = Notebook()
    note.kin("KNOWS", "a", "a", term="friend")
    note.event("1", "a", "arrest", "2009")
    note.person("b")
    note.because("1", person="b", grade="unlikely")
    assert connect(note)["length"] is None


def test_being_the_reason_connects_too():
    note = Notebook()
    note.event("1", "a", "arrest", "2009")
    note.person("b")
    note.because("1", person="b")
    assert ids(connect(note)) == [["a", "1", "b"]]
