"""The bulk engine: links of a whole country as a few SQL statements on DuckDB, the same as ``links`` finds."""

from app.analysis.bulk.answer import LINKS, BulkLinks, BulkTable

__all__ = ["LINKS", "BulkLinks", "BulkTable"]
