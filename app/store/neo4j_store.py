"""The store on Neo4j; the one place that opens sessions."""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from threading import Lock
from typing import Any, TypeVar, cast

from neo4j import READ_ACCESS, WRITE_ACCESS, Driver, GraphDatabase, ManagedTransaction, Query, unit_of_work
from neo4j.exceptions import Neo4jError

from app.domain.claims import Claim, Source
from app.domain.snapshot import Snapshot
from app.errors import StoreTimeout, StoreUnavailable, TooLarge
from app.evidence.projection import Change, Graph
from app.store.base import Batch, BatchReport
from app.store.claim_nodes import claim_from, source_from
from app.store.driver_errors import out_of_memory, translated
from app.store.graph_reader import read_graph
from app.store.prepared import prepare
from app.store.reachable import GREETING_SECONDS, answers_bolt
from app.store.recording import apply_batch
from app.store.schema import install_schema
from app.store.snapshot_reader import as_snapshot, read_tables

T = TypeVar("T")
_META = (
    "MATCH (m:Meta {id: 'meta'}) "
    "RETURN coalesce(m.data_version, 0) AS version, coalesce(m.in_progress, '') AS in_progress"
)
_WRITE_SECONDS = 300.0
_QUERY_SECONDS = 5.0
_META_SECONDS = 5.0
_SNAPSHOT_SECONDS = 600.0
_SNAPSHOT_TRIES = 5
#: How long after the first connection a query may have failed because the engine still compiles itself and its plans.
_COLD_SECONDS = 120.0
#: How long a database that did not greet is given less time to.
_SILENT_SECONDS = 2.0
_SHORT_GREETING_SECONDS = 0.1


class Neo4jStore:
    """Claims and the graph in one Neo4j database.

    Parameters
    ----------
    locate : callable
        Returns address, user and password of the database as it runs now; raises StoreUnavailable at once when it does
        not run. The address may change after the engine was restarted.
    install : bool
        Install the schema first.
    query_seconds : float
        Longest time of a query that names no time of its own.
    """

    def __init__(
        self,
        locate: Callable[[], tuple[str, str, str]],
        *,
        install: bool = True,
        query_seconds: float = _QUERY_SECONDS,
    ) -> None:
        self._locate = locate
        self._query_seconds = query_seconds
        self._lock = Lock()
        self._driver: Driver | None = None
        self._uri = ""
        self._silent_since = self._silent_until = 0.0
        self._connected_since = 0.0
        if install:
            self._install()

    def _install(self) -> None:
        """Bring the schema up to date; nobody can close a store that refuses to be made, so it closes itself."""
        with ExitStack() as refused:
            refused.callback(self.close)
            with self._using(_WRITE_SECONDS) as driver:
                install_schema(driver)
            refused.pop_all()

    def _connected(self) -> Driver:
        """Return a driver to the database as it runs now; a new one when its address changed."""
        uri, user, password = self._locate()
        asked = time.monotonic()
        with self._lock:
            if self._driver is not None and uri != self._uri:
                self._drop()
            if self._driver is None:
                self._greet(uri, asked)
                self._driver = GraphDatabase.driver(
                    uri,
                    auth=(user, password),
                    # A connection that fails is tried twice at least. All together stay below 4 s.
                    max_transaction_retry_time=1,
                    initial_retry_delay=0.05,
                    connection_acquisition_timeout=1.8,
                    connection_timeout=1.8,
                    notifications_min_severity="OFF",
                )
                self._uri, self._connected_since = uri, time.monotonic()
            return self._driver

    def _greet(self, uri: str, asked: float) -> None:
        """Refuse quickly when nothing answers; those who waited meanwhile at once, those who come soon more quickly."""
        if uri == self._uri and asked < self._silent_since:
            raise StoreUnavailable()
        patient = time.monotonic() >= self._silent_until or uri != self._uri
        self._uri = uri
        if answers_bolt(uri, GREETING_SECONDS if patient else _SHORT_GREETING_SECONDS):
            return
        self._silent_since = time.monotonic()
        if patient:
            self._silent_until = self._silent_since + _SILENT_SECONDS
        raise StoreUnavailable()

    def _drop(self) -> None:
        """Close a driver whose database is gone; its connections are of no use."""
        if self._driver is not None:
            self._driver.close()
            self._driver = None

    @contextmanager
    def _using(self, seconds: float) -> Iterator[Driver]:
        """Give the driver for a block; errors become ours, and a driver whose database went away is given up."""
        driver: Driver | None = None
        try:
            with translated(seconds):
                driver = self._connected()
                yield driver
        except StoreUnavailable:
            with self._lock:
                if driver is not None and driver is self._driver:
                    self._drop()
            raise

    def _work(self, mode: str, work: Callable[[ManagedTransaction], T], seconds: float) -> T:
        @unit_of_work(timeout=seconds)
        def guarded(tx: ManagedTransaction) -> T:
            try:
                return work(tx)
            except Neo4jError as error:
                if out_of_memory(error):
                    raise TooLarge("the memory of one transaction", "Ask for fewer records at once") from error
                raise

        with self._using(seconds) as driver, driver.session(default_access_mode=mode) as session:
            run = session.execute_write if mode == WRITE_ACCESS else session.execute_read
            return run(guarded)

    def prepare(self, batch: Batch, before: Batch) -> Batch:
        """Return a batch of new claims with what it will write, worked out while the one before it is recorded."""
        prepared = self._work(READ_ACCESS, lambda tx: prepare(tx, batch, before), _WRITE_SECONDS)
        return replace(batch, prepared=prepared)

    def record(self, batch: Batch) -> BatchReport:
        """Add and withdraw the claims of a batch and bring the graph up to date; all or nothing."""
        return self._work(WRITE_ACCESS, lambda tx: apply_batch(tx, batch, _now())[0], _WRITE_SECONDS)

    def preview(self, batch: Batch) -> tuple[BatchReport, Change]:
        """Do the same and roll it back: what would be recorded, what would change."""
        with (
            self._using(_WRITE_SECONDS) as driver,
            driver.session(default_access_mode=WRITE_ACCESS) as session,
            session.begin_transaction(timeout=_WRITE_SECONDS) as tx,
        ):
            result = apply_batch(cast(ManagedTransaction, tx), batch, _now())
            tx.rollback()
            return result

    def erase(self, claim_ids: Sequence[str], because: str) -> int:
        """Delete statement, quote and citation of withdrawn claims; returns how many."""
        text = (
            "UNWIND $ids AS id MATCH (c:Claim {id: id}) WHERE c.withdrawn_at IS NOT NULL AND c.statement IS NOT NULL "
            "SET c.erased_at = $now, c.erased_because = $because "
            "REMOVE c.statement, c.quote, c.citation, c.record_a, c.record_b RETURN count(c) AS erased"
        )

        def work(tx: ManagedTransaction) -> int:
            row = tx.run(text, ids=sorted(claim_ids), now=_now(), because=because).single(strict=True)
            return int(row["erased"])

        return self._work(WRITE_ACCESS, work, _WRITE_SECONDS)

    def set_in_progress(self, words: str) -> None:
        """Say that work of several batches is under way; empty when it is done."""
        text = "MERGE (m:Meta {id: 'meta'}) SET m.data_version = coalesce(m.data_version, 0), m.in_progress = $words"
        self._work(WRITE_ACCESS, lambda tx: tx.run(text, words=words or None).consume(), _WRITE_SECONDS)

    def run(
        self, cypher: str, parameters: Mapping[str, Any], *, timeout_seconds: float | None = None
    ) -> list[dict[str, Any]]:
        """Run one read query; a write in it is refused by the server.

        An engine that just started needs seconds to plan a query for the first time; what ran out of time then is asked
        once more, and finds the plan made.
        """
        seconds = timeout_seconds or self._query_seconds

        def work(tx: ManagedTransaction) -> list[dict[str, Any]]:
            return tx.run(cypher, dict(parameters)).data()

        try:
            return self._work(READ_ACCESS, work, seconds)
        except StoreTimeout:
            if time.monotonic() > self._connected_since + _COLD_SECONDS:
                raise
            return self._work(READ_ACCESS, work, seconds)

    def data_version(self) -> int:
        """Return the number that moves with every write."""
        return self._meta()[0]

    def _meta(self) -> tuple[int, str]:
        rows = self.run(_META, {}, timeout_seconds=_META_SECONDS)
        return (int(rows[0]["version"]), str(rows[0]["in_progress"])) if rows else (0, "")

    def snapshot(self) -> Snapshot:
        """Return the whole graph as columns at one data version.

        Raises
        ------
        StoreUnavailable
            The data went on changing while they were read, five times in a row.
        """
        for _ in range(_SNAPSHOT_TRIES):
            version, in_progress = self._meta()
            tables = read_tables(self._stream)
            if self._meta()[0] == version:
                return as_snapshot(tables, version, in_progress)
        raise StoreUnavailable("the data change faster than they can be read", "Wait until the import is done")

    def graph(self) -> Graph:
        """Return the graph as it is kept, to compare it with the full projection of the claims."""
        return read_graph(self._stream)

    def _stream(self, cypher: str, parameters: Mapping[str, Any] | None = None) -> Iterator[Sequence[Any]]:
        """Yield the rows of one read query as value lists."""
        with (
            self._using(_SNAPSHOT_SECONDS) as driver,
            driver.session(default_access_mode=READ_ACCESS, fetch_size=10_000) as session,
        ):
            query = Query(cypher, timeout=_SNAPSHOT_SECONDS)
            for record in session.run(query, dict(parameters or {})):
                yield record.values()

    def claims(self, *, source: str | None = None, ids: Sequence[str] | None = None) -> Iterator[Claim]:
        """Yield claims with everything on record, in the order of their ids."""
        where = " AND ".join(
            text for text, given in (("c.source = $source", source), ("c.id IN $ids", ids)) if given is not None
        )
        text = f"MATCH (c:Claim) {'WHERE ' + where if where else ''} RETURN c {{.*}} ORDER BY c.id"
        return (claim_from(row[0]) for row in self._stream(text, {"source": source, "ids": ids}))

    def sources(self, ids: Sequence[str] | None = None) -> list[Source]:
        """Return sources, all or some, in the order of their ids."""
        where = "WHERE s.id IN $ids" if ids is not None else ""
        rows = self.run(f"MATCH (s:Source) {where} RETURN s {{.*}} AS source ORDER BY s.id", {"ids": ids})
        return [source_from(row["source"]) for row in rows]

    def derivations(self) -> list[tuple[str, str]]:
        """Return which source repeats which, sorted."""
        rows = self.run("MATCH (a:Source)-[:DERIVED_FROM]->(b:Source) RETURN a.id AS a, b.id AS b ORDER BY a, b", {})
        return [(row["a"], row["b"]) for row in rows]

    def described_by(self) -> list[tuple[str, str, list[str]]]:
        """Return, for each kind of source and each label, the ids of the records that such sources describe."""
        rows = self._stream(
            "MATCH (s:Source) MATCH (c:Claim {source: s.id})-[:ABOUT]->(n) WHERE c.withdrawn_at IS NULL "
            "WITH DISTINCT s.kind AS kind, n RETURN kind, labels(n)[0] AS label, collect(n.id) AS ids"
        )
        return [(kind, label, ids) for kind, label, ids in rows]

    def close(self) -> None:
        """Close connections."""
        with self._lock:
            self._drop()


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
