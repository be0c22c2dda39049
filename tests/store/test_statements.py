"""How an import speaks to Neo4j: every row is looked up in an index, and what goes wrong in a write is heard."""

from pathlib import Path

import neo4j
import pytest
from neo4j.exceptions import ConstraintError

from app.formats.csv_tables import write_csv_tables
from app.store.sent import send
from tests.store.test_ledger import ledger_of
from tests.unit.services.test_withdrawal import ROWS

_PERSON = "UNWIND $rows AS r CREATE (n:Person) SET n = r"
_TWICE = [{"id": "x:1"}, {"id": "x:1"}]


@pytest.fixture
def statements(tmp_path, empty_store, monkeypatch):
    """The statements over rows of an import and of the same import once more."""
    run, found = neo4j.ManagedTransaction.run, set()

    def noted(tx, text, *given, **named):
        found.add(text)
        return run(tx, text, *given, **named)

    monkeypatch.setattr(neo4j.ManagedTransaction, "run", noted)
    write_csv_tables(ROWS, tmp_path)
    for _ in range(2):
        ledger_of(empty_store).import_paths([Path(tmp_path)])
    empty_store.wipe()
    return sorted(text for text in found if "UNWIND" in text)


def operators(plan):
    return [plan["operatorType"], *(name for child in plan.get("children", ()) for name in operators(child))]


def test_no_row_of_an_import_is_looked_for_in_a_whole_index_even_when_the_store_is_empty(statements, driver):
    assert len(statements) > 15
    with driver.session() as session:
        for text in statements:
            plan = session.run(f"CYPHER replan=force EXPLAIN {text}", rows=[], ids=[], keys=[]).consume().plan
            assert not [name for name in operators(plan) if "Scan" in name], text


def test_what_a_write_that_is_not_waited_for_breaks_is_raised_by_the_commit(empty_store, driver):
    with driver.session() as session, pytest.raises(ConstraintError), session.begin_transaction() as tx:
        send(tx, (_PERSON, _TWICE))
        tx.commit()
    assert not empty_store.graph().nodes


def test_what_a_write_that_is_not_waited_for_breaks_is_raised_by_the_next_statement(empty_store, driver):
    with driver.session() as session, pytest.raises(ConstraintError), session.begin_transaction() as tx:
        send(tx, (_PERSON, _TWICE))
        send(tx, (_PERSON, [{"id": "x:2"}]))
    assert not empty_store.graph().nodes
