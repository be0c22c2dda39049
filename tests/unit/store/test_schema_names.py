from dataclasses import replace

import pytest

from app.errors import StoreError
from app.evidence.projection import project
from app.services.importing import ImportOptions
from app.services.ledger import Ledger
from app.store.claim_nodes import claim_properties, source_properties
from app.store.schema import known_properties, refuse_unknown
from graph_schema import NODES, TIES
from seed import published_folder
from tests.fakes import FakeClock, FakeStore


@pytest.fixture(scope="module")
def published() -> FakeStore:
    store = FakeStore()
    Ledger(store, FakeClock(), "tester").import_paths([published_folder()], ImportOptions())
    return store


def test_every_label_and_tie_has_its_names():
    assert set(known_properties()) == {node.__label__ for node in NODES} | {kind for kind, _ in TIES}
    assert {"id", "name", "sex", "birth_earliest"} <= known_properties()["Person"]


@pytest.mark.parametrize(("kind", "name"), [("Person", "nmae"), ("PARENT_OF", "since_when"), ("Meta", "version")])
def test_an_unknown_name_is_refused_and_named(kind, name):
    known = next(iter(known_properties()[kind]))
    refuse_unknown(kind, [known])
    with pytest.raises(StoreError, match=f"{kind} has no property {name}"):
        refuse_unknown(kind, [known, name])


def test_an_unknown_label_is_refused():
    with pytest.raises(StoreError, match="Human"):
        refuse_unknown("Human", [])


def test_everything_that_the_published_cases_write_is_known(published):
    graph = project(published.claims(), published.sources(), published.derivations())
    for key, node in graph.nodes.items():
        refuse_unknown(key.label, node)
    for tie, properties in graph.ties.items():
        refuse_unknown(tie.type, properties)
    for claim in published.claims():
        withdrawn = replace(claim, withdrawn_at="2025-01-01", withdrawn_because="a test")
        refuse_unknown("Claim", claim_properties(withdrawn, 1))
    for source in published.sources():
        refuse_unknown("Source", source_properties(source, "x:group"))
