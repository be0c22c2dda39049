"""Every example of a query file, on the published cases, on the real engine."""

import pytest

from app.catalogue import load_catalogue

CATALOGUE = load_catalogue()


@pytest.mark.parametrize("name", CATALOGUE)
def test_the_example_gives_the_rows_that_it_says(published, name):
    spec = CATALOGUE[name]
    rows = spec.rows(published.run(spec.cypher, spec.check(spec.example)))
    assert len(rows) == spec.expect_rows
    assert all(any(value is not None for value in row.values()) for row in rows)


#: Questions about everything: these may read every record of a label, or every tie of a type.
_OF_ALL = {
    "custody.informers",
    "quality.contradictions",
    "quality.undescribed",
    "quality.possible_duplicates",
    "records.most_tied_persons",
    "records.sources",
}


@pytest.mark.parametrize("name", CATALOGUE)
def test_a_query_about_something_starts_from_an_index_and_none_reads_every_node(published, driver, name):
    spec = CATALOGUE[name]
    plan = driver.execute_query(f"EXPLAIN {spec.cypher}", spec.check(spec.example)).summary.plan
    scans = {each for each in operators(plan) if each.endswith("Scan")}
    assert "AllNodesScan" not in scans
    assert name in _OF_ALL or not {each for each in scans if each.endswith(("LabelScan", "TypeScan", "LabelsScan"))}


def operators(plan):
    yield plan["operatorType"].partition("@")[0]
    for child in plan.get("children", ()):
        yield from operators(child)
