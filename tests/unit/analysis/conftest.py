"""Which parameter of which analysis a test asked with a value: what has no oracle is found by it."""

import pytest

from app.analysis import ANALYSES, analysis


@pytest.fixture
def asked(monkeypatch):
    """(analysis, parameter) of every question with a value of its own, from here to the end of the test."""
    found: set[tuple[str, str]] = set()
    names, read = {each.options: each.name for each in ANALYSES.values()}, analysis.read_options

    def noted(options, values):
        found.update((names[options], name) for name, value in values.items() if value is not None)
        return read(options, values)

    monkeypatch.setattr(analysis, "read_options", noted)
    return found
