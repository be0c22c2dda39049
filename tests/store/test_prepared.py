"""Batches worked out before their turn: the same graph, and worked out again as soon as anything else was written."""

from dataclasses import replace
from itertools import accumulate, pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.domain.claims import Claim, Source
from app.evidence.projection import project
from app.store.base import Batch
from tests import claim_strategies as some

few = settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
SOURCE = Source("t:s", title="Report")


def full(store):
    return project(store.claims(), store.sources(), store.derivations())


def person(key, **told):
    statement = {"id": key, "name": "A", "name_script": "label", **told}
    return Claim("person", statement, "t:s", citation=str(sorted(told)), table="persons", row_key=key)


def child(key, parent):
    statement = {"person_a": parent, "relation": "parent", "person_b": key}
    return Claim("kinship", statement, "t:s", citation=key, table="kinship", row_key=f"{parent}|{key}")


@pytest.fixture
def told(store):
    store.wipe()
    store.record(Batch("s", sources=(SOURCE,)))
    return store


@few
@given(
    st.lists(
        some.claims(some.plain_statements), min_size=2, max_size=24, unique_by=(lambda claim: claim.conflict_key())
    ),
    some.sources,
    st.lists(st.integers(1, 6), min_size=1, max_size=8),
    st.booleans(),
)
def test_the_graph_is_the_same_whether_or_not_the_batch_before_was_on_record_yet(store, claims, sources, sizes, early):
    store.wipe()
    store.record(Batch("s", sources=tuple(sources)))
    cuts = [0, *accumulate(sizes), len(claims)]
    parts = [tuple(claims[begin:end]) for begin, end in pairwise(cuts) if claims[begin:end]]
    before: Batch | None = None
    for number, part in enumerate(parts):
        batch = Batch(str(number), claims=part)
        if before is not None:
            # Early: nothing of the batch before is written, as if its commit came at the last moment.
            ready = store.prepare(batch, before) if early else None
            record(store, before)
            batch = ready or store.prepare(batch, before)
            assert batch.prepared is not None
        before = batch
    record(store, before)


def record(store, batch):
    done = store.record(replace(batch, settled_at=store.data_version()))
    assert done.recorded == len(batch.claims)
    assert store.graph() == full(store)


def test_what_a_prepared_batch_reports_is_what_the_same_batch_reports_in_its_turn(told):
    first = Batch("1", claims=(person("t:1"), child("t:2", "t:1")))
    second = Batch("2", claims=(person("t:1", note="x"), person("t:2"), person("t:3"), child("t:3", "t:1")))
    reports = []
    for ahead in (True, False):
        told.wipe()
        told.record(Batch("s", sources=(SOURCE,)))
        batch = told.prepare(second, first) if ahead else second
        told.record(first)
        reports.append(told.record(replace(batch, settled_at=told.data_version())))
        assert (batch.prepared is not None) is ahead
    assert reports[0] == reports[1]
    assert (reports[0].recorded, reports[0].changed_nodes, reports[0].changed_ties) == (4, 3, 1)


def test_what_was_prepared_counts_for_nothing_when_someone_else_wrote(told):
    first, second = Batch("1", claims=(person("t:1"),)), Batch("2", claims=(person("t:2"), child("t:2", "t:1")))
    settled_at = told.data_version()
    batch = told.prepare(second, first)
    told.record(first)
    told.record(Batch("other", claims=(person("t:2", note="x"), person("t:3"))))
    told.record(replace(batch, settled_at=settled_at + 1))
    assert told.graph() == full(told)
    assert len(next(node["claims"] for key, node in told.graph().nodes.items() if key.id == "t:2")) == 2


def identity(a, b):
    statement = {"kind": "person", "record_a": a, "record_b": b, "judgement": "same"}
    return Claim("identity", statement, "t:s", table="identities", row_key=f"{a}|{b}")


@pytest.mark.parametrize(
    ("batch", "before"),
    [
        (Batch("2", claims=(person("t:2"),)), Batch("1", sources=(Source("t:new"),))),
        (Batch("2", claims=(person("t:2"),)), Batch("1", derivations=(("t:s", "t:s"),))),
        (Batch("2", claims=(person("t:2"),)), Batch("1", claims=(identity("t:1", "t:2"),))),
        (Batch("2", claims=(person("t:2"),)), Batch("1", withdraw=(("x", "y"),))),
        (Batch("2", claims=(identity("t:1", "t:2"),)), Batch("1", claims=(person("t:1"),))),
        (Batch("2", claims=(person("t:2"),), correct=True), Batch("1", claims=(person("t:1"),))),
        (Batch("2", claims=(replace(person("t:2"), source="t:none", id=""),)), Batch("1", claims=(person("t:1"),))),
    ],
)
def test_only_new_claims_after_new_claims_of_known_sources_are_prepared(told, batch, before):
    assert told.prepare(batch, before).prepared is None


def test_where_records_are_judged_each_batch_waits_for_its_turn(told):
    told.record(Batch("1", claims=(person("t:1"), person("t:2"), identity("t:1", "t:2"))))
    assert told.prepare(Batch("3", claims=(person("t:3"),)), Batch("2", claims=(person("t:4"),))).prepared is None
