"""A seeded source of chance for the tests."""

from random import Random


def chance(seed: int) -> Random:
    """Return a source of chance; the same seed gives the same draws."""
    return Random(seed)
