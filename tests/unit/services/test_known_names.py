from app.services.known_names import KnownNames


class Book:
    """Names on record; it keeps which were asked for."""

    def __init__(self, **names):
        self.names, self.asked = names, []

    def read(self, ids):
        self.asked.append(list(ids))
        return {id: {"name": self.names[id]} for id in ids if id in self.names}


def test_a_name_is_read_once_a_data_version_and_what_is_not_on_record_is_missing():
    book, known = Book(a="A", b="B"), KnownNames()
    assert known.of(1, ["a", "c"], book.read) == {"a": {"name": "A"}}
    assert known.of(1, ["a", "b", "c"], book.read) == {"a": {"name": "A"}, "b": {"name": "B"}}
    book.names["a"] = "new"
    assert known.of(2, ["a"], book.read) == {"a": {"name": "new"}}
    assert book.asked == [["a", "c"], ["b"], ["a"]]


def test_who_changes_a_name_changes_no_other_answer():
    book, known = Book(a="A"), KnownNames()
    known.of(1, ["a"], book.read)["a"]["name"] = "changed"
    assert known.of(1, ["a"], book.read) == {"a": {"name": "A"}}


def test_names_read_before_the_data_moved_are_not_kept_and_too_many_are_forgotten():
    book, known = Book(a="A", b="B"), KnownNames(most=1)

    def moving(ids):
        known.of(2, ["b"], book.read)
        return book.read(ids)

    assert known.of(1, ["a"], moving) == {"a": {"name": "A"}}
    known.of(2, ["a", "b"], book.read)
    known.of(2, ["a"], book.read)
    assert book.asked == [["b"], ["a"], ["a"], ["a"]]
