"""Stage paths at each level of detail."""

from app.analysis import ANALYSES
from tests.unit.analysis.notebook import Notebook


def test_a_whole_country_is_no_facility():
    note = Notebook()
    note.place("china", "CN", "country")
    note.place("jail", "KP", "facility")
    note.event("1", "a", "arrest", "2010", at="china")
    note.event("2", "a", "handover", "2011", left="china", reached="jail")
    found = ANALYSES["trail"].run(note.book(), person="x:a", level="facility")
    assert found["stage_paths"][0]["stages"] == [None, "x:jail"]
    assert [stage["place"] for stage in found["stages"]] == ["x:china", None]
    answer = ANALYSES["handovers"].run(note.book(), level="facility")
    assert [row["stages"] for row in answer["variants"]] == [[None, "x:jail"]]
    countries = ANALYSES["trail"].run(note.book(), person="x:a", level="country")
    assert countries["stage_paths"][0]["stages"] == ["CN", "KP"]
