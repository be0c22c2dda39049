"""Snapshot to answers: one question per file, pure functions."""
