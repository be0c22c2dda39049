"""What runs the statements of ``app/analysis/sql``: DuckDB in this process, or Spark; the text is the same."""

from app.analysis.engines.choice import DUCKDB, MEMORY, SPARK, Engines, Tell, silent
from app.analysis.engines.session import Session, statement_of

__all__ = ["DUCKDB", "MEMORY", "SPARK", "Engines", "Session", "Tell", "silent", "statement_of"]
