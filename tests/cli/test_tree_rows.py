"""Cascades as rows: what hangs under something stands below it, further to the right."""

from app.analysis import ANALYSES
from app.cli.tree_rows import cascade_rows
from tests.unit.analysis.notebook import Notebook


def answered(note: Notebook, **asked: object) -> list[dict[str, object]]:
    return list(cascade_rows(ANALYSES["cascade"].run(note.book(), **asked)))


def test_links_and_then_steps_are_indented_under_what_they_hang_under() -> None:
    note = Notebook()
    note.person("b", sex="male")
    note.parent("a", "b")
    note.parent("b", "c")
    note.event("1", "a", "escape", "2009-01-01")
    note.event("2", "b", "arrest", "2009-03-01")
    note.event("3", "b", "escape_from_custody", "2009-09-01")
    note.event("4", "b", "outside_contact", "2010-01-01")
    note.event("5", "c", "arrest", "2010-03-01")
    rows = answered(note, max_chon=1)
    assert [(row["what"], row["person"]) for row in rows] == [
        ("escape", "x:a"),
        ("└ arrest", "x:b"),
        ("  · then outside contact", "x:b"),
        ("    └ arrest", "x:c"),
    ]
    assert (rows[1]["words"], rows[1]["class"], rows[1]["delay_days"]) == ("son", "certain", [59, 59])
    assert (rows[2]["words"], rows[2]["class"], rows[3]["chain"]) == (None, None, "certain")


def test_a_person_for_whom_no_event_is_named_is_a_root_too() -> None:
    note = Notebook()
    note.parent("a", "b")
    note.event("2", "b", "arrest", "2009-03-01")
    note.because("2", person="a")
    rows = answered(note)
    assert [row["what"] for row in rows] == ["(no event named)", "└ arrest"]
