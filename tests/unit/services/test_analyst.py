import gc
import threading

import orjson
import pytest

from app.analysis import ANALYSES, Casebook
from app.domain.snapshot import Snapshot
from app.errors import NotFound, StoreTimeout, StoreUnavailable, TooLarge
from app.services import family_list
from app.services.analyst import WORK_AHEAD, Analyst
from app.services.answer_cache import AnswerCache
from app.services.family_list import shorten_families
from app.services.gate import Gate
from app.services.loaded import Fixed
from tests.unit.analysis.random_cases import as_snapshot, many_cases

#: Seconds of a limit that is reached by work without an end, and that nothing else comes near on a loaded machine.
_LIMIT = 0.5


class CountingStore:
    """A store of one person whose version and progress a test sets; it counts how often it is read."""

    def __init__(self, persons=1):
        self.version, self.words, self.read = 1, "", 0
        self.persons = [{"id": f"x:{n}"} for n in range(persons)]

    def data_version(self):
        return self.version

    def snapshot(self):
        self.read += 1
        made = Snapshot.from_rows({"Person": self.persons}, data_version=self.version)
        return Snapshot(made.data_version, made.tables, self.words)


def analyst(store, function=lambda book, **given: {"given": given}, **options):
    return Analyst(store, {"plain": function}, lambda snapshot: snapshot, **options)


def test_an_answer_carries_its_data_version_and_its_parameters():
    assert analyst(CountingStore()).answer("plain", a=1, b=None) == {"given": {"a": 1}, "data_version": 1}


def test_the_snapshot_is_read_once_a_version_and_answers_are_kept():
    store, calls = CountingStore(), []
    asked = analyst(store, lambda book, **given: calls.append(given) or {})
    for _ in range(3):
        asked.answer("plain", a=1)
    asked.answer("plain", a=2)
    assert (store.read, len(calls)) == (1, 2)
    store.version = 2
    assert asked.answer("plain", a=1)["data_version"] == 2
    assert (store.read, len(calls)) == (2, 3)


def test_many_questions_are_answered_on_one_snapshot_with_one_look_at_the_database():
    store = CountingStore()
    with analyst(store).asking("plain") as ask:
        store.version = 2
        assert [ask(a=number, b=None) for number in range(2)] == [
            {"given": {"a": number}, "data_version": 1} for number in range(2)
        ]
    assert store.read == 1
    store.words = "import"
    with analyst(store).asking("plain") as ask:
        assert ask()["in_progress"] == "import"
    with pytest.raises(NotFound, match="analysis"), analyst(store).asking("other"):
        pass


def test_each_of_many_questions_has_the_time_limit_and_the_next_one_is_answered():
    def work(book, slow):
        while slow:
            pass
        return {}

    with analyst(CountingStore(), work, seconds=_LIMIT).asking("plain") as ask:
        assert ask(slow=False)["data_version"] == 1
        with pytest.raises(StoreTimeout, match=r"0\.5 s"):
            ask(slow=True)
        assert ask(slow=False)["data_version"] == 1


def test_a_table_has_the_time_limit_of_an_analysis_and_the_next_one_is_made():
    def work(snapshot):
        while True:
            pass

    asked = analyst(CountingStore(), seconds=_LIMIT)
    with pytest.raises(StoreTimeout, match=r"0\.5 s"):
        asked.apply(work)
    assert asked.apply(lambda snapshot: snapshot.data_version) == 1


def test_who_waits_for_data_that_are_being_read_waits_no_longer_than_a_question_may_take():
    reading, go_on = threading.Event(), threading.Event()

    class SlowStore(CountingStore):
        def snapshot(self):
            reading.set()
            go_on.wait(10)
            return super().snapshot()

    asked = analyst(SlowStore(), seconds=_LIMIT)
    first = threading.Thread(target=asked.answer, args=("plain",))
    first.start()
    reading.wait(10)
    with pytest.raises(StoreUnavailable, match="read into memory"):
        asked.answer("plain", a=1)
    go_on.set()
    first.join()
    assert asked.answer("plain") == {"given": {}, "data_version": 1}


def test_work_under_way_is_told_and_its_answers_are_not_kept():
    store = CountingStore()
    store.words = "importing"
    asked = analyst(store)
    assert asked.answer("plain")["in_progress"] == "importing"
    store.words = ""
    assert "in_progress" not in asked.answer("plain")


def test_many_who_ask_at_once_wait_for_one_snapshot():
    store = CountingStore()
    asked = analyst(store, gate=Gate(4, 50))
    threads = [threading.Thread(target=asked.answer, args=("plain",), kwargs={"a": n}) for n in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert store.read == 1


def test_too_many_persons_are_refused_with_a_way_out():
    with pytest.raises(TooLarge, match="2 persons"):
        analyst(CountingStore(3), max_persons=2).answer("plain")


def test_an_unknown_analysis_is_named_with_those_that_exist():
    with pytest.raises(NotFound, match="plain"):
        analyst(CountingStore()).answer("other")


def test_a_failed_answer_is_not_kept_and_frees_its_place():
    calls = []

    def sometimes(book):
        calls.append(1)
        if len(calls) < 3:
            raise NotFound("person", "x:9")
        return {}

    asked = analyst(CountingStore(), sometimes, gate=Gate(1, 0))
    for _ in range(2):
        with pytest.raises(NotFound):
            asked.answer("plain")
    assert asked.answer("plain") == {"data_version": 1}


def test_the_gate_turns_away_whoever_finds_no_place():
    gate = Gate(1, 0)
    with gate.pass_through(), pytest.raises(StoreUnavailable), gate.pass_through():
        pass
    with gate.pass_through():
        pass


def test_the_gate_does_not_let_wait_for_ever():
    gate = Gate(1, 1, seconds=0.01)
    with gate.pass_through(), pytest.raises(StoreUnavailable), gate.pass_through():
        pass


def test_the_cache_drops_what_was_used_least_and_holds_nothing_huge():
    cache = AnswerCache(100)
    for name in "abcd":
        cache.put(name, b"x" * 25)
    cache.get("a")
    cache.put("e", b"x" * 25)
    cache.put("big", b"x" * 26)
    assert [cache.get(name) is not None for name in ("a", "b", "c", "d", "e", "big")] == [
        True,
        False,
        True,
        True,
        True,
        False,
    ]
    cache.put("a", b"y")
    assert cache.get("a") == b"y"


def test_an_analysis_that_takes_too_long_is_stopped_and_frees_its_place():
    beats = [0]

    def endless(book, long=False):
        while long:
            beats[0] += 1
        return {"quick": True}

    asked = analyst(CountingStore(), endless, gate=Gate(1, 0), seconds=_LIMIT)
    with pytest.raises(StoreTimeout, match=r"0\.5 s.*Ask about one person"):
        asked.answer("plain", long=True)
    after = beats[0]
    assert asked.answer("plain")["quick"]
    assert beats[0] == after > 0


def test_what_many_ask_at_once_is_worked_out_once():
    calls = []
    begun, ended = threading.Event(), threading.Event()

    def slow(book, **given):
        calls.append(given)
        begun.set()
        assert ended.wait(30)
        return {}

    asked = analyst(CountingStore(), slow)
    threads = [threading.Thread(target=asked.answer, args=("plain",)) for _ in range(3)]
    for thread in threads:
        thread.start()
    assert begun.wait(30)
    ended.set()
    for thread in threads:
        thread.join(30)
    assert len(calls) == 1


def family(id_, punished, taken):
    told = dict.fromkeys(("kind", "name", "triggers", "first", "last"))
    counts = ("persons", "taken", "punished", "fate_unknown", "dead", "abroad")
    counted = dict.fromkeys(name for count in counts for name in (count, f"{count}_most"))
    found = {"id": id_, "punished": punished, "taken": taken, "invented": False, "takings": [], "members": []}
    return {**told, **counted, **found}


def test_families_in_short_are_counted_and_the_hardest_hit_come_first():
    rows = [family("x:a", 0, 5), family("x:b", 2, 2), family("x:c", 2, 3)]
    short = shorten_families({"families": rows, "notes": ["n"]})
    assert (short["total"], short["hit"], short["notes"]) == (3, 2, ["n"])
    assert [each["id"] for each in short["hardest"]] == ["x:c", "x:b", "x:a"]
    assert short["choices"] == rows and "members" not in short["hardest"][0]
    assert len(shorten_families({"families": rows * 200, "notes": []})["hardest"]) == 300


@pytest.fixture
def searched_again():
    """Let later searches for garbage read everything again."""
    yield
    gc.unfreeze()


def worked_ahead(persons, *, words="", moves_to=None, many=2):
    """Return which analyses ran after the data were made ready, and the analyst."""
    store, calls = CountingStore(persons), []
    store.words = words

    def named(name):
        def run(book, **given):
            calls.append(name)
            store.version = moves_to or store.version
            return {"families": [], "notes": []}

        return run

    analyses = {name: named(name) for name in ("families", "agencies", "moves", "directory")}
    asked = Analyst(store, analyses, lambda snapshot: snapshot)
    asked.ahead = [lambda book: calls.append("a part of the data")]
    asked.many_persons = many
    asked.get_ready()
    for thread in threading.enumerate():
        if thread.name == WORK_AHEAD:
            thread.join(30)
    return calls, asked


@pytest.mark.usefixtures("searched_again")
def test_of_many_persons_the_lists_of_everything_are_worked_out_before_anyone_asks():
    calls, asked = worked_ahead(2)
    assert calls == ["families", "agencies", "moves", "directory", "a part of the data"]
    assert asked.family_list()["total"] == 0
    assert len(calls) == 5
    assert gc.isenabled()
    assert gc.get_freeze_count() > 0  # no search for garbage reads it again


def test_of_few_persons_or_while_work_is_under_way_nothing_is_worked_out_ahead():
    assert worked_ahead(1)[0] == []
    assert worked_ahead(2, many=Analyst(CountingStore(2), {}, lambda snapshot: snapshot).many_persons)[0] == []
    assert worked_ahead(2, words="import")[0] == []


@pytest.mark.usefixtures("searched_again")
def test_working_ahead_ends_when_the_data_move_and_says_nothing_of_failures():
    assert worked_ahead(2, moves_to=2)[0] == ["families"]
    store = CountingStore(3)
    Analyst(store, {}, lambda snapshot: snapshot, max_persons=2).get_ready()
    assert store.read == 1


def test_large_families_are_kept_as_they_are_when_asked_for_alone(monkeypatch):
    monkeypatch.setattr(family_list, "MANY_MEMBERS", 2)
    snapshot = as_snapshot(many_cases(range(12)))
    asked = []

    def noted(book, **given):
        asked.append(given)
        return ANALYSES["families"].run(book, **given)

    analyst = Analyst(Fixed(snapshot), {"families": noted}, Casebook.of)
    assert analyst.family_list()["total"] > 3
    ids = [row["id"] for row in ANALYSES["families"].run(Casebook.of(snapshot))["families"]]
    for id_ in ids:
        alone = {**ANALYSES["families"].run(Casebook.of(snapshot), id=id_), "data_version": snapshot.data_version}
        assert analyst.answer("families", id=id_) == orjson.loads(orjson.dumps(alone))
    assert asked == [{}]  # none of them was worked out again
