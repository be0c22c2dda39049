"""Trail order: certain pairs, then the steps of each source, then a fixed rule for ties."""

from itertools import permutations

from app.analysis.ordering import order_events
from tests.unit.analysis.notebook import Notebook


def events_of(note):
    return list(note.book().events.values())


def names(course):
    return [event.id.removeprefix("x:") for event in course.events]


def test_dates_go_before_steps():
    note = Notebook()
    note.event("a", "p", "arrest", "2010", steps={"s": 2})
    note.event("b", "p", "release", "2012", steps={"s": 1})
    course = order_events(events_of(note))
    assert names(course) == ["a", "b"]
    assert [(left.source, left.first, left.second) for left in course.left_out] == [("x:s", "x:b", "x:a")]


def test_steps_order_what_dates_leave_open():
    note = Notebook()
    note.event("a", "p", "detention", "2009", steps={"s": 2})
    note.event("b", "p", "arrest", "2009-06", steps={"s": 1})
    course = order_events(events_of(note))
    assert names(course) == ["b", "a"]
    assert course.precedes(0, 1) and not course.precedes(1, 0)


def test_the_source_with_the_better_grade_is_asked_first():
    note = Notebook()
    note.event("a", "p", "arrest", steps={"weak": 1})
    note.event("b", "p", "release", steps={"weak": 2})
    for row in note.rows["Event"]:
        row["steps"] = [*row["steps"], f"confirmed|x:strong|{2 if row['id'] == 'x:a' else 1}"]
    course = order_events(events_of(note))
    assert names(course) == ["b", "a"]
    assert [left.source for left in course.left_out] == ["x:weak"]


def test_of_two_sources_of_one_grade_the_smaller_id_is_asked_first():
    note = Notebook()
    note.event("a", "p", "arrest", steps={"two": 1, "one": 2})
    note.event("b", "p", "release", steps={"two": 2, "one": 1})
    assert names(order_events(events_of(note))) == ["b", "a"]


def test_a_longer_circle_is_left_out_too():
    note = Notebook()
    note.event("a", "p", "arrest", "2010-01")
    note.event("b", "p", "transfer", "2010-02", steps={"s": 1})
    note.event("c", "p", "detention", "2010", steps={"s": 2, "t": 1})
    note.event("d", "p", "release", "2010", steps={"t": 2, "u": 1})
    next(row for row in note.rows["Event"] if row["id"] == "x:a")["steps"] = ["likely|x:u|2"]
    course = order_events(events_of(note))
    assert names(course) == ["a", "b", "c", "d"]
    assert [(left.first, left.second) for left in course.left_out] == [("x:d", "x:a")]


def test_steps_of_one_source_count_across_grades_as_sure_as_the_weaker():
    note = Notebook()
    note.event("a", "p", "arrest", steps={"s": 2, "t": 1})
    note.event("b", "p", "detention", grade="possible", steps={"s": 1, "t": 2})
    course = order_events(events_of(note))
    assert names(course) == ["b", "a"]
    assert [(left.rank, left.source) for left in course.left_out] == [(2, "x:t")]


def test_one_event_with_two_numbers_is_no_circle():
    note = Notebook()
    note.event("a", "p", "arrest", steps={"s": 1})
    note.rows["Event"][0]["steps"].append("possible|x:s|2")
    assert order_events(events_of(note)).left_out == ()


def test_equal_step_numbers_say_nothing():
    note = Notebook()
    note.event("b", "p", "arrest", "2009", steps={"s": 1})
    note.event("a", "p", "denial", "2009", steps={"s": 1})
    course = order_events(events_of(note))
    assert names(course) == ["a", "b"]
    assert not course.precedes(0, 1)


def test_ties_go_by_first_day_last_day_and_id_with_undated_last():
    note = Notebook()
    note.event("undated", "p", "denial")
    note.event("year", "p", "arrest", "2009")
    note.event("month", "p", "release", "2009-01")
    note.event("before", "p", "detention", "[..2009]")
    assert names(order_events(events_of(note))) == ["before", "month", "year", "undated"]


def test_rumours_do_not_move_what_is_known():
    note = Notebook()
    note.event("a", "p", "arrest", "2009", steps={"s": 1})
    note.event("b", "p", "detention", "2009")
    note.event("r", "p", "transfer", grade="unlikely", steps={"t": 1})
    plain = names(order_events(each for each in events_of(note) if each.id != "x:r"))
    next(row for row in note.rows["Event"] if row["id"] == "x:b")["steps"] = ["unlikely|x:t|0"]
    next(row for row in note.rows["Event"] if row["id"] == "x:a")["steps"] += ["unlikely|x:t|2"]
    course = order_events(events_of(note))
    assert [name for name in names(course) if name != "r"] == plain == ["a", "b"]
    assert [left.rank for left in course.left_out] == [4]
    assert not course.precedes(0, 1)  # only a rumour would say so


def test_a_rumour_stands_where_its_date_puts_it():
    note = Notebook()
    note.event("a", "p", "arrest", "2009")
    note.event("b", "p", "release", "2012")
    note.event("r", "p", "death", "2010", grade="unlikely")
    assert names(order_events(events_of(note))) == ["a", "r", "b"]


def test_the_order_in_which_events_come_does_not_matter():
    note = Notebook()
    note.event("a", "p", "arrest", "2009", steps={"s": 2})
    note.event("b", "p", "transfer", "2009~", steps={"s": 1, "t": 2})
    note.event("c", "p", "detention", steps={"t": 1, "s": 3})
    note.event("d", "p", "denial", "2009", grade="unlikely", steps={"s": 1})
    orders = {tuple(names(order_events(listed))) for listed in permutations(events_of(note))}
    assert len(orders) == 1
