"""Claims to graph: what stands while which claims stand. Pure functions, no I/O."""
