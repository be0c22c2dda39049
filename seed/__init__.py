"""The data that Kintrace starts with: published cases as tables, and an invented population."""

from pathlib import Path


def published_folder() -> Path:
    """Return the folder with the tables of the published cases."""
    return Path(__file__).parent / "published"
