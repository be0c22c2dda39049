"""Property: any claims go out as tables or a workbook, and into an empty store, and give the equal graph."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.claims import Claim
from app.domain.rows import to_cells
from app.domain.tables import TABLES
from app.formats import TableRow, format_named
from app.formats.csv_tables import write_csv_tables
from app.services.importing import ImportOptions
from app.services.ledger import Ledger
from tests import claim_strategies as some
from tests.fakes import FakeStore

TABLE_OF = {"acquaintance": "kinship", "kinship": "kinship"} | {
    str(table.kind): name for name, table in TABLES.items() if table.kind
}
SOURCES: list[TableRow] = [("sources", {"id": id, "kind": "report"}) for id in some.SOURCES]


def ledger() -> tuple[Ledger, FakeStore]:
    store = FakeStore()
    return Ledger(store, lambda: datetime(2025, 6, 1, tzinfo=UTC), "test"), store


def rows_of(claims: list[Claim]) -> list[TableRow]:
    return SOURCES + [(TABLE_OF[str(claim.kind)], to_cells(claim)) for claim in claims]


def goes_round(folder: Path, claims: list[Claim], format: str) -> None:
    first, store = ledger()
    write_csv_tables(rows_of(claims), folder / "in")
    report = first.import_paths([folder / "in"], ImportOptions(quarantine=folder / "q"))
    assert report.rows_read == report.recorded + report.unchanged + report.rejected
    second, other = ledger()
    write = format_named(format).write_rows  # type: ignore[union-attr]
    assert write is not None
    out = folder / ("out.xlsx" if format == "workbook" else "out")
    write(first.rows(), out)
    again = second.import_paths([out])
    assert (again.problems.entries, again.recorded, again.unchanged) == ([], report.recorded, 0)
    assert other.graph() == store.graph() and set(other.kept) == set(store.kept)


@settings(max_examples=15)
@given(claims=st.lists(some.claims(), max_size=15))
def test_claims_go_round_through_tables(tmp_path_factory: pytest.TempPathFactory, claims: list[Claim]) -> None:
    goes_round(tmp_path_factory.mktemp("round"), claims, "csv")


@settings(max_examples=2)
@given(claims=st.lists(some.claims(), min_size=10, max_size=30))
def test_claims_go_round_through_a_workbook(tmp_path_factory: pytest.TempPathFactory, claims: list[Claim]) -> None:
    goes_round(tmp_path_factory.mktemp("round"), claims, "workbook")
