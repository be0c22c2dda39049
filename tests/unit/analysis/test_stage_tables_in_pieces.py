"""Stage tables are the same whatever the order of the rows, in one piece or in many; and there are none of nothing."""

import random

import pyarrow as pa

from app.analysis.stage_tables import STAGES, stage_tables
from tests.unit.analysis.test_stage_tables import random_paths, table_of


def test_the_order_of_the_rows_and_their_pieces_make_no_difference():
    whole = table_of([path for seed in range(40) for path in random_paths(seed)])
    mixed = whole.take(random.Random(0).sample(range(whole.num_rows), whole.num_rows))
    pieces = pa.concat_tables([mixed.slice(0, 7), mixed.slice(7, 0), mixed.slice(7)])
    wanted = stage_tables(whole)
    assert all(table.num_rows > 1 for table in wanted.values())
    assert [stage_tables(each) for each in (mixed, pieces)] == [wanted, wanted]


def test_no_stages_make_empty_tables_of_the_same_shape():
    some = stage_tables(table_of(random_paths(1)))
    none = stage_tables(STAGES.empty_table())
    assert {name: (table.num_rows, table.schema) for name, table in none.items()} == {
        name: (0, table.schema) for name, table in some.items()
    }


def test_a_row_without_a_position_ends_its_path_and_is_followed_by_nothing():
    rows = [
        {"path": "1", "position": place, "value": value, "ordered": True} for place, value in [(None, "c"), (1, "a")]
    ]
    assert (
        stage_tables(pa.Table.from_pylist(rows, schema=STAGES), ["directly_follows"])["directly_follows"].num_rows == 0
    )
