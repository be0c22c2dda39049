"""Runs the analyses on the current snapshot, and keeps their answers until the data move."""

import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from copy import copy
from functools import partial
from typing import Any, TypeVar

import orjson

from app.domain.garbage import leave_out_what_stays, uncollected
from app.domain.snapshot import Snapshot
from app.errors import KintraceError, NotFound
from app.services.answer_cache import AnswerCache
from app.services.deadline import limited
from app.services.family_list import large_families, shorten_families
from app.services.gate import Gate
from app.services.loaded import Loaded, SnapshotStore
from app.services.overview import build_overview
from app.services.pending import Pending

Analysis = Callable[..., dict[str, Any]]
T = TypeVar("T")
_Key = tuple[int, str, str]
#: From so many persons on, what takes seconds is worked out before anyone asks for it.
MANY_PERSONS = 20_000
#: A page waits so many times longer for an answer than for data: most answers come within the second after.
_WORK = 4
#: Analyses of everything that pages show without a filter.
_AHEAD = ("agencies", "moves", "directory")
#: Name of the thread that works them out.
WORK_AHEAD = "work-ahead"
_NARROWER = "Ask about one person, a smaller degree of kinship or fewer entries, or raise KINTRACE_ANALYSIS_SECONDS"


def _key(version: int, name: str, parameters: Mapping[str, Any]) -> _Key:
    return version, name, repr(sorted(parameters.items()))


class Analyst:
    """Answers the questions that need the whole graph.

    Parameters
    ----------
    store : SnapshotStore
    analyses : mapping of str to callable
        Name to a function of what ``prepare`` gives and keyword parameters.
    prepare : callable
        Makes of a snapshot what every analysis reads; done once a data version.
    max_persons : int
        Above so many persons analyses in memory are refused, with how to narrow.
    gate : Gate, optional
        How many analyses run at once, and how many may wait; 4 and 16 unless given.
    seconds : float
        Longest time of one question, from when the data are in memory; and longest wait for data that another
        question is reading into memory.

    Attributes
    ----------
    seconds : float
    many_persons : int or None
        From so many persons on, what pages show of everything is worked out in a thread of its own as soon as the
        data are in memory. None, for a command that asks for one thing: never.
    ahead : sequence of callable
        Parts of what ``prepare`` gives that take seconds and are else made when first asked for; made then too.

    Notes
    -----
    Reading a snapshot has the store's own limit for each of its queries. ``prepare`` has none but ``max_persons``: its
    time grows with the data in a line, what it makes serves every later question of that data version, and a limit
    would only make each question of a large case start it again.
    """

    def __init__(
        self,
        store: SnapshotStore,
        analyses: Mapping[str, Analysis],
        prepare: Callable[[Snapshot], Any],
        *,
        max_persons: int = 1_000_000,
        gate: Gate | None = None,
        seconds: float = 30.0,
    ) -> None:
        self._store = store
        self._analyses = analyses
        self._loaded = Loaded(store, prepare, self._is_read, max_persons=max_persons, seconds=seconds)
        self._patience: float | None = None
        self._answers = AnswerCache()
        self._pending = Pending()
        self._gate = gate or Gate(4, 16)
        self.many_persons: int | None = None
        self.ahead: Sequence[Callable[[Any], object]] = ()
        self.seconds = seconds

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the analyses."""
        return tuple(self._analyses)

    def data_version(self) -> int:
        """Return the number that moves with every write."""
        return self._store.data_version()

    def patient_for(self, seconds: float) -> "Analyst":
        """Return the same analyst for someone who does not wait long.

        Parameters
        ----------
        seconds : float
            After so long :class:`StillReading` is raised while data are read into memory, and after four times as long
            :class:`StillWorking` while an answer is worked out; the work goes on.

        Returns
        -------
        Analyst
            It shares data and answers with this one.
        """
        other = copy(self)
        other._patience = seconds
        return other

    def answer(self, name: str, **parameters: Any) -> dict[str, Any]:
        """Return an answer as a dictionary.

        Parameters
        ----------
        name : str
            Name of the analysis.
        **parameters
            Its parameters; those that are None are left to their defaults.

        Returns
        -------
        dict
            The answer, with ``data_version`` and, while work of several batches is under way, ``in_progress``.

        Raises
        ------
        NotFound
            There is no such analysis, or a person asked for is not on record.
        TooLarge
            The data are too many for analyses in memory.
        StoreTimeout
            It took too long and was stopped.
        """
        found: dict[str, Any] = orjson.loads(self.answer_bytes(name, **parameters))
        return found

    def answer_bytes(self, name: str, **parameters: Any) -> bytes:
        """Return an answer as JSON; parameters and errors as for :meth:`answer`."""
        analysis = self._analysis(name)
        given = {key: value for key, value in parameters.items() if value is not None}
        return self._cached(name, given, lambda snapshot, prepared: analysis(prepared, **given))

    @contextmanager
    def asking(self, name: str) -> Iterator[Callable[..., dict[str, Any]]]:
        """Give a function for many questions of one kind, all on one snapshot: one look at the database for all.

        Parameters
        ----------
        name : str
            Name of the analysis.

        Yields
        ------
        callable
            Takes the parameters of a question and returns what :meth:`answer` does, with the same errors; those that
            are None are left to their defaults. No answer is kept. Each question has the time limit of an analysis.

        Raises
        ------
        NotFound
            There is no such analysis.
        TooLarge
            The data are too many for analyses in memory.
        """
        analysis = self._analysis(name)
        version = self._store.data_version()
        self._await_data(version)
        with self._gate.pass_through():
            at, snapshot, prepared = self._snapshot(version)
            marks = {"data_version": at, **({"in_progress": snapshot.in_progress} if snapshot.in_progress else {})}

            def ask(**parameters: Any) -> dict[str, Any]:
                given = {key: value for key, value in parameters.items() if value is not None}
                return {**limited(lambda: analysis(prepared, **given), self.seconds, _NARROWER), **marks}

            yield ask

    def apply(self, work: Callable[[Any], T]) -> T:
        """Return what a function makes of the data as they are now, where the answer is no document but a table.

        Parameters
        ----------
        work : callable
            Takes what ``prepare`` gives; pure, since it is stopped where it stands when its time is over.

        Returns
        -------
        object
            What the function returned; nothing of it is kept.

        Raises
        ------
        TooLarge
            The data are too many for analyses in memory.
        StoreTimeout
            It took longer than an analysis may and was stopped.
        """
        version = self._store.data_version()
        self._await_data(version)
        with self._gate.pass_through():
            prepared = self._snapshot(version)[2]
            return limited(lambda: work(prepared), self.seconds, _NARROWER)

    def _analysis(self, name: str) -> Analysis:
        analysis = self._analyses.get(name)
        if analysis is None:
            raise NotFound("analysis", name, f"There are {', '.join(self._analyses)}")
        return analysis

    def overview(self) -> dict[str, Any]:
        """Return the figures of the overview page; see :func:`app.services.overview.build_overview`."""
        made = self._cached("overview", {}, lambda snapshot, prepared: build_overview(snapshot))
        found: dict[str, Any] = orjson.loads(made)
        return found

    def family_list(self) -> dict[str, Any]:
        """Return the families in short, see :func:`app.services.family_list.shorten_families`; large ones are kept."""
        analysis = self._analysis("families")

        def shorten(snapshot: Snapshot, prepared: Any) -> dict[str, Any]:
            answer = analysis(prepared)
            for id_, alone in large_families(answer):
                self._keep(snapshot, _key(snapshot.data_version, "families", {"id": id_}), alone)
            return shorten_families(answer)

        found: dict[str, Any] = orjson.loads(self._cached("family list", {}, shorten))
        return found

    def get_ready(self) -> None:
        """Read the data into memory, and work out what takes seconds; nothing is said where that fails."""
        with suppress(KintraceError):
            self._snapshot(self._store.data_version())

    def _is_read(self, snapshot: Snapshot) -> None:
        many = self.many_persons is not None and snapshot.tables["Person"].num_rows >= self.many_persons
        if many and not snapshot.in_progress:
            version = snapshot.data_version
            threading.Thread(target=self._work_ahead, args=(version,), name=WORK_AHEAD, daemon=True).start()

    def _work_ahead(self, version: int) -> None:
        """Work out what pages show of everything, while the data do not move; no later search for garbage reads it."""
        ahead: list[Callable[[], object]] = [
            self.overview,
            self.family_list,
            *(partial(self.answer_bytes, name) for name in _AHEAD),
            *(partial(self.apply, part) for part in self.ahead),
        ]
        with suppress(KintraceError), uncollected():
            for work in ahead:
                if self._store.data_version() == version:
                    work()
        leave_out_what_stays()

    def _cached(
        self, name: str, parameters: Mapping[str, Any], make: Callable[[Snapshot, Any], dict[str, Any]]
    ) -> bytes:
        version = self._store.data_version()
        key = _key(version, name, parameters)
        held = self._answers.get(key)
        if held is not None:
            return held
        self._await_data(version)
        seconds = None if self._patience is None else self._patience * _WORK
        return self._pending.take(key, lambda: self._made(version, key, make), seconds)

    def _made(self, version: int, key: Any, make: Callable[[Snapshot, Any], dict[str, Any]]) -> bytes:
        with self._gate.pass_through():
            at, snapshot, prepared = self._snapshot(version)
            made_now = limited(lambda: make(snapshot, prepared), self.seconds, _NARROWER)
            return self._keep(snapshot, key if at == version else None, made_now)

    def _keep(self, snapshot: Snapshot, key: _Key | None, answer: Mapping[str, Any]) -> bytes:
        """Return an answer as JSON, kept under its key unless work is under way."""
        progress = {"in_progress": snapshot.in_progress} if snapshot.in_progress else {}
        answer = {**answer, "data_version": snapshot.data_version, **progress}
        made = orjson.dumps(answer, option=orjson.OPT_NON_STR_KEYS)
        if key is not None and not snapshot.in_progress:
            self._answers.put(key, made)
        return made

    def _snapshot(self, version: int) -> tuple[int, Snapshot, Any]:
        return self._loaded.get(version)

    def _await_data(self, version: int) -> None:
        """Turn away who does not wait for data that are still being read; it takes no place of those who do."""
        if self._patience is not None:
            self._loaded.wait(version, self._patience)
