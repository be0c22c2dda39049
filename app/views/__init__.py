"""Answers to pictures: pure functions, every name escaped."""
