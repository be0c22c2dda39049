"""A query that runs out of time on an engine that just started is asked once more; later it is not."""

import pytest

from app.errors import StoreTimeout
from app.store.neo4j_store import Neo4jStore

_LONG = "UNWIND range(1, 5000) AS a UNWIND range(1, 5000) AS b WITH a, b WHERE a * b % 7 = 8 RETURN count(*) AS n"


class Counted(Neo4jStore):
    """Counts the times that a query is given to the database."""

    asked = 0

    def _work(self, mode, work, seconds):
        self.asked += 1
        return super()._work(mode, work, seconds)


@pytest.mark.parametrize(("minutes_later", "times"), [(0, 2), (5, 1)])
def test_only_an_engine_that_just_started_is_asked_once_more(running_engine, monkeypatch, minutes_later, times):
    counted = Counted(running_engine.locate, query_seconds=0.2)
    counted.run("RETURN 1", {}, timeout_seconds=30)
    counted._connected_since -= minutes_later * 60
    counted.asked = 0
    with pytest.raises(StoreTimeout, match=r"0\.2 s"):
        counted.run(_LONG, {})
    assert counted.asked == times
    assert counted.run("RETURN 1 AS one", {}, timeout_seconds=30) == [{"one": 1}]
    counted.close()
