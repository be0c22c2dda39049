"""The installed schema: installed twice it is the same, neomodel finds nothing to add, a newer one is refused."""

import gc
import io
import warnings
from concurrent.futures import ThreadPoolExecutor
from contextlib import redirect_stdout

import pytest
from neomodel import db

from app.errors import ConfigurationError
from app.store.neo4j_store import Neo4jStore
from app.store.schema import SCHEMA_VERSION, install_schema, schema_statements
from graph_schema import NODES, describe
from tests.engine_fixture import wipe

SHOW = (
    "SHOW INDEXES YIELD name, type, entityType, labelsOrTypes, properties, state, options RETURN * ORDER BY name",
    "SHOW CONSTRAINTS YIELD name, type, labelsOrTypes, properties RETURN * ORDER BY name",
)


def shown(driver):
    return [[row.data() for row in driver.execute_query(text).records] for text in SHOW]


@pytest.fixture
def neomodel_db(driver):
    """neomodel on our driver; it keeps its own idea of the connection, so that is taken back afterwards."""
    db.set_connection(driver=driver)
    yield db
    db.driver = None


def drop_all(driver):
    for row in shown(driver)[1]:
        driver.execute_query(f"DROP CONSTRAINT {row['name']}")
    for row in shown(driver)[0]:
        driver.execute_query(f"DROP INDEX {row['name']}") if row["type"] != "LOOKUP" else None


def test_every_declared_index_is_there_and_no_other(driver):
    indexes, constraints = shown(driver)
    assert {row["name"] for row in indexes if row["type"] != "LOOKUP"} == set(schema_statements())
    assert {row["state"] for row in indexes} == {"ONLINE"}
    assert {row["labelsOrTypes"][0] for row in constraints} == set(describe().nodes)


def test_nothing_on_a_tie_is_indexed(driver):
    indexes, _ = shown(driver)
    assert [row["name"] for row in indexes if row["entityType"] == "RELATIONSHIP" and row["type"] != "LOOKUP"] == []


def test_full_text_indexes_cut_hangul_into_pairs(driver, empty_engine):
    driver.execute_query("CREATE (:Person {id: 'x:1', name: '김정은', search_text: '김정은 kim jong un'})")
    driver.execute_query("CALL db.awaitIndexes(60)")
    rows = driver.execute_query(
        "CALL db.index.fulltext.queryNodes('person_search', '\"정은\"') YIELD node RETURN node.id"
    )
    assert [row[0] for row in rows.records] == ["x:1"]


def test_installing_twice_changes_nothing(driver):
    before = shown(driver)
    install_schema(driver)
    assert shown(driver) == before


def test_what_is_missing_is_made_again(driver, empty_engine):
    before = shown(driver)
    driver.execute_query("DROP INDEX person_search")
    driver.execute_query("DROP CONSTRAINT constraint_unique_Person_id")
    install_schema(driver)
    assert shown(driver) == before


def test_several_processes_may_install_at_once(driver, empty_engine):
    before = shown(driver)
    drop_all(driver)
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda _: install_schema(driver), range(4)))
    assert shown(driver) == before


def test_neomodel_finds_nothing_to_add(driver, neomodel_db):
    before = shown(driver)
    with redirect_stdout(io.StringIO()):  # it prints what is there already
        neomodel_db.install_all_labels()
    assert shown(driver) == before


@pytest.mark.parametrize("node", NODES, ids=lambda node: node.__label__)
def test_a_node_of_every_class_is_saved_and_found(empty_engine, neomodel_db, node):
    node(uid="x:1").save()
    found = node.nodes.get(uid="x:1")
    assert (found.uid, list(found.labels())) == ("x:1", [node.__label__])


def test_ties_of_neomodel_are_the_ties_of_the_store(empty_engine, neomodel_db, driver):
    person, event = (node(uid="x:1").save() for node in NODES if node.__label__ in ("Person", "Event"))
    person.events.connect(event, {"claims": ["c"], "grade": "likely", "independent_sources": 1})
    rows = driver.execute_query("MATCH (:Person)-[t]->(:Event) RETURN type(t) AS type, properties(t) AS p").records
    assert rows[0].data() == {
        "type": "SUBJECT_OF",
        "p": {"claims": ["c"], "grade": "likely", "independent_sources": 1},
    }


def test_the_version_stands_in_meta(driver, empty_engine):
    install_schema(driver)
    rows = driver.execute_query("MATCH (m:Meta) RETURN m {.*} AS m").records
    assert [row["m"] for row in rows] == [{"id": "meta", "schema_version": SCHEMA_VERSION, "data_version": 0}]


@pytest.fixture
def newer_schema(driver, empty_engine):
    """A database that a newer Kintrace wrote; emptied afterwards, since other tests open a store on the same engine."""
    driver.execute_query("CREATE (:Meta {id: 'meta', schema_version: $v})", v=SCHEMA_VERSION + 1)
    yield
    wipe(driver)


def test_a_store_with_a_newer_schema_is_refused_and_left_as_it_is(driver, newer_schema):
    with pytest.raises(ConfigurationError, match="newer Kintrace"):
        install_schema(driver)
    rows = driver.execute_query("MATCH (m:Meta) RETURN m.schema_version AS v").records
    assert rows[0]["v"] == SCHEMA_VERSION + 1


def test_a_store_that_is_refused_leaves_no_connection_open(newer_schema, running_engine):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        gc.collect()  # what earlier tests left is none of this one's
    with warnings.catch_warnings(record=True) as warned:
        warnings.simplefilter("always")
        with pytest.raises(ConfigurationError, match="newer Kintrace"):
            Neo4jStore(running_engine.locate)
        gc.collect()
    assert [
        str(each.message) for each in warned if issubclass(each.category, (ResourceWarning, DeprecationWarning))
    ] == []
