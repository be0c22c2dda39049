"""Neo4j: the store and the engine that runs it."""
