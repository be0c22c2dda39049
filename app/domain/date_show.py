"""A date in English or Korean words."""

from __future__ import annotations

from app.domain.date_values import PartialDate


def show_date(d: PartialDate, language: str) -> str:
    return d.text
