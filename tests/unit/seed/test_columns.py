"""The column tables of the seed's README are those of the code."""

from app.domain.tables import TABLES
from seed.columns import column_tables, readme_path, with_columns


def test_the_readme_holds_the_columns_of_the_code() -> None:
    text = readme_path().read_text(encoding="utf-8")
    assert with_columns(text) == text


def test_every_table_and_column_is_described() -> None:
    text = column_tables()
    for table in TABLES.values():
        part = text.partition(f"### `{table.name}`\n")[2].partition("\n### ")[0]
        assert all(f"| `{column.name}` |" in part for column in table.columns)
