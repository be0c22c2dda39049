"""Facts about what is told when the database refuses."""

import pytest
from neo4j.exceptions import Neo4jError

from app.errors import StoreError
from app.store.driver_errors import translated


def test_a_write_that_failed_on_the_disk_says_what_to_do():
    failed = Neo4jError._hydrate_neo4j(code="Neo.DatabaseError.Transaction.TransactionCommitFailed", message="x")
    with pytest.raises(StoreError, match="could not write to its disk") as told, translated(5):
        raise failed
    assert "Free space" in str(told.value.remedy)
