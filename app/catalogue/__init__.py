"""The catalogue of named queries: one Cypher file, one query."""
