"""Named Cypher queries: <area>/<name>.cypher. No code lives here."""
