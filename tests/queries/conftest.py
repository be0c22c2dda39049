"""``published`` is the store with the published cases and the small examples in it, once for each module."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.services.ledger import Ledger
from seed import published_folder
from tests.engine_fixture import WipedStore

#: Invented records with what the published cases lack: a contradiction, a record without a claim, a pair of doubles.
EXAMPLES = Path(__file__).parents[1] / "data" / "examples"


@pytest.fixture(scope="module")
def published(store: WipedStore) -> Iterator[WipedStore]:
    store.wipe()
    report = Ledger(store, lambda: datetime.now(UTC), "test").import_paths([published_folder(), EXAMPLES])
    assert (report.rejected, len(report.problems)) == (0, 0)
    yield store
    store.wipe()
