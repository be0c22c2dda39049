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
