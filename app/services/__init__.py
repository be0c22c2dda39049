"""Use cases: what a person can do, for commands, pages and programs alike."""
