"""Batches on a real Neo4j: incremental equals full projection, order does not matter, twice is once."""

import gc
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.domain.claims import Claim, Source
from app.domain.garbage import uncollected
from app.errors import StoreError
from app.evidence.folding import fold_tie
from app.evidence.projection import project
from app.store.base import Batch
from app.store.sent import Sent
from tests import claim_strategies as some

few = settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def full(store):
    return project(store.claims(), store.sources(), store.derivations())


def accepted(store):
    return sorted(claim.id for claim in store.claims() if claim.withdrawn_at is None)


@st.composite
def histories(draw):
    """Sources first, then batches that add, withdraw, reinstate and judge, in any mixture."""
    sources = draw(some.sources)
    claims = draw(st.lists(some.claims(), min_size=1, max_size=25, unique_by=lambda claim: claim.id))
    batches = []
    left = list(claims)
    while left:
        size = draw(st.integers(1, 10))
        chunk, left = left[:size], left[size:]
        known = [claim.id for claim in claims[: len(claims) - len(left)]]
        withdraw = draw(st.lists(st.sampled_from(known), max_size=3, unique=True))
        reinstate = draw(st.lists(st.sampled_from(known), max_size=2, unique=True))
        derivations = draw(some.derivations)
        changed = draw(st.sampled_from(["", "", "2010"]))
        batches.append((tuple(chunk), withdraw, reinstate, tuple(derivations), changed))
    return sources, batches


@few
@given(histories())
def test_incremental_equals_full_projection_after_every_batch(store, history):
    store.wipe()
    sources, batches = history
    store.record(Batch("s", sources=tuple(sources)))
    for number, (claims, withdraw, reinstate, derivations, told) in enumerate(batches):
        changed = tuple(replace(source, told_on=told) for source in sources[:1]) if told else ()
        store.record(
            Batch(
                str(number),
                sources=changed,
                claims=claims,
                derivations=derivations,
                withdraw=tuple((id, "test") for id in withdraw),
                reinstate=tuple(reinstate),
                correct=True,
            )
        )
        assert store.graph() == full(store)


@few
@given(st.lists(some.claims(), max_size=20, unique_by=lambda claim: claim.id), some.sources, st.randoms())
def test_any_order_of_claims_and_batches_gives_the_same_graph(store, claims, sources, random):
    graphs = []
    for _ in range(2):
        store.wipe()
        random.shuffle(claims)
        cut = random.randint(0, len(claims))
        store.record(Batch("s", sources=tuple(sources)))
        for part in (claims[:cut], claims[cut:]):
            store.record(Batch("b", claims=tuple(part)))
        graphs.append(store.graph())
    assert graphs[0] == graphs[1]


@few
@given(st.lists(some.claims(), min_size=2, max_size=16, unique_by=lambda claim: claim.id), some.sources)
def test_record_then_withdraw_equals_never_recorded(store, claims, sources):
    store.wipe()
    kept, gone = claims[::2], claims[1::2]
    store.record(Batch("s", sources=tuple(sources)))
    store.record(Batch("1", claims=tuple(claims)))
    store.record(Batch("2", withdraw=tuple((claim.id, "mistake") for claim in gone)))
    assert store.graph() == project(kept, sources)


@few
@given(st.lists(some.claims(), min_size=1, max_size=12, unique_by=lambda claim: claim.id), some.sources)
def test_twice_is_once(store, claims, sources):
    store.wipe()
    batch = Batch("1", sources=tuple(sources), claims=tuple(claims))
    first = store.record(batch)
    graph, version = store.graph(), store.data_version()
    again = store.record(batch)
    assert (again.recorded, again.unchanged) == (0, first.recorded)
    assert store.data_version() == version
    assert store.graph() == graph


@few
@given(st.lists(some.claims(), min_size=2, max_size=12, unique_by=lambda claim: claim.id), some.sources)
def test_a_preview_says_what_the_real_batch_does_and_changes_nothing(store, claims, sources):
    store.wipe()
    store.record(Batch("1", sources=tuple(sources), claims=tuple(claims[1:])))
    before, version = store.graph(), store.data_version()
    batch = Batch("2", claims=tuple(claims[:1]), withdraw=((claims[-1].id, "test"),))
    report, change = store.preview(batch)
    assert store.graph() == before
    assert store.data_version() == version
    assert store.record(batch) == report
    after = store.graph()
    old, new = {**before.nodes, **before.ties}, {**after.nodes, **after.ties}
    assert set(change.falls) == {str(key) for key in old.keys() - new.keys()}
    assert set(change.appears) == {str(key) for key in new.keys() - old.keys()}
    assert set(change.changes) == {str(key) for key in old.keys() & new.keys() if old[key] != new[key]}


def person(name, *, citation="p. 1", source="t:s", key="t:1"):
    statement = {"id": key, "name": name, "name_script": "label"}
    return Claim("person", statement, source, citation=citation, table="persons", row_key=key)


SOURCE = Source("t:s", title="Report")


@pytest.fixture
def told(store):
    store.wipe()
    store.record(Batch("s", sources=(SOURCE,)))
    return store


def test_a_row_with_other_content_is_a_conflict_unless_it_corrects(told):
    told.record(Batch("1", claims=(person("A"),)))
    refused = told.record(Batch("2", claims=(person("B"),)))
    assert [(one.code, one.what) for one in refused.refused] == [("conflict", person("A").id)]
    assert accepted(told) == [person("A").id]
    corrected = told.record(Batch("3", claims=(person("B"),), correct=True))
    assert (corrected.recorded, corrected.withdrawn) == (1, 1)
    assert accepted(told) == [person("B").id]


def test_what_was_settled_is_looked_for_again_as_soon_as_someone_else_wrote(told):
    settled_at = told.data_version()
    done = told.record(Batch("1", claims=(person("A"),), settled_at=settled_at))
    assert (done.recorded, accepted(told)) == (1, [person("A").id])
    late = told.record(Batch("2", claims=(person("A"), person("B", key="t:2")), settled_at=settled_at))
    assert (late.recorded, late.unchanged) == (1, 1)
    other = told.record(Batch("3", claims=(person("C"),), settled_at=settled_at))
    assert [one.code for one in other.refused] == ["conflict"]


def test_another_citation_is_another_claim(told):
    report = told.record(Batch("1", claims=(person("A"), person("B", citation="p. 2"))))
    assert report.recorded == 2


def test_withdrawn_stays_withdrawn_until_it_is_reinstated(told):
    told.record(Batch("1", claims=(person("A"),)))
    told.record(Batch("2", withdraw=((person("A").id, "mistake"),)))
    again = told.record(Batch("3", claims=(person("A"),)))
    assert (again.unchanged, [warning.code for warning in again.warnings]) == (1, ["withdrawn_earlier"])
    assert told.graph().nodes == {}
    assert told.record(Batch("4", reinstate=(person("A").id,))).reinstated == 1
    assert accepted(told) == [person("A").id]


def test_claims_of_a_withdrawn_or_unknown_source_are_refused(told):
    told.record(Batch("1", withdraw_sources=(("t:s", "no consent"),)))
    report = told.record(Batch("2", claims=(person("A"), person("A", source="t:none"))))
    assert [one.code for one in report.refused] == ["withdrawn_source", "unknown_source"]
    told.record(Batch("3", reinstate_sources=("t:s",)))
    assert told.record(Batch("4", claims=(person("A"),))).recorded == 1


def test_erasure_takes_the_words_and_keeps_the_id(told):
    told.record(Batch("1", claims=(person("A"), person("B", citation="p. 2"))))
    assert told.erase([person("A").id], "asked") == 0
    told.record(Batch("2", withdraw=((person("A").id, "asked"),)))
    assert told.erase([person("A").id], "asked") == 1
    erased = next(claim for claim in told.claims(ids=[person("A").id]))
    assert (erased.statement, erased.citation, erased.kind) == ({}, "", "person")
    refused = told.record(Batch("3", reinstate=(person("A").id,)))
    assert [one.code for one in refused.refused] == ["erased_claim"]


def test_the_data_version_moves_with_every_change(told):
    version = told.data_version()
    report = told.record(Batch("1", claims=(person("A"),)))
    assert report.data_version == version + 1 == told.data_version()


def test_a_snapshot_holds_the_graph_as_columns(told):
    tie = Claim("kinship", {"person_a": "t:1", "relation": "parent", "person_b": "t:2"}, "t:s", citation="p. 2")
    event = Claim(
        "event", {"id": "t:e", "person_id": "t:1", "kind": "arrest", "begin": "2009-06", "by_agency_id": ["t:a"]}, "t:s"
    )
    told.record(Batch("1", claims=(person("A"), tie, event)))
    snapshot = told.snapshot()
    assert snapshot.data_version == told.data_version()
    assert [row["id"] for row in snapshot.rows("Person")] == ["t:1", "t:2"]
    arrest = snapshot.rows("Event")[0]
    assert (arrest["begin_earliest"].isoformat(), arrest["begin_latest"].isoformat()) == ("2009-06-01", "2009-06-30")
    assert [(row["type"], row["a"], row["b"]) for row in snapshot.rows("event_ties")] == [
        ("BY_AGENCY", "t:e", "t:a"),
        ("SUBJECT_OF", "t:e", "t:1"),
    ]
    assert snapshot.rows("kinship")[0]["type"] == "PARENT_OF"


def test_a_claim_with_a_property_that_the_schema_does_not_have_is_refused_whole(told):
    before, version = told.graph(), told.data_version()
    claim = Claim("kinship", {"person_a": "t:1", "relation": "sibling", "person_b": "t:9"}, "t:s")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("app.store.incremental.fold_tie", lambda key, stated: {**fold_tie(key, stated), "nmae": "x"})
        with pytest.raises(StoreError, match="SIBLING_OF has no property nmae"):
            told.record(Batch("wrong", claims=(claim,)))
    assert (told.graph(), told.data_version()) == (before, version)


def test_what_is_recorded_is_not_written_out_for_the_log_of_the_driver(store, caplog):
    said = Claim("person", {"id": "x:1", "name": "Somebody Unheard"}, "x:s", quote="in confidence")
    with caplog.at_level("DEBUG", logger="neo4j"):
        store.record(Batch("s", sources=(Source("x:s", witness="W-17"),), claims=(said,)))
    assert "UNWIND $rows" in caplog.text
    assert not [words for words in ("Unheard", "confidence", "W-17") if words in caplog.text]


def test_rows_that_are_with_the_engine_are_not_kept_by_the_driver(store):
    store.wipe()
    claims = tuple(person(f"Person {number}", key=f"t:{number}") for number in range(50))
    with uncollected():
        gc.collect()
        store.record(Batch("s", sources=(SOURCE,), claims=claims))
        kept = [each for each in gc.get_objects() if isinstance(each, Sent)]
    assert not [row for each in kept for row in each if isinstance(row, dict)]
