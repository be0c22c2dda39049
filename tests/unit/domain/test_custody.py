"""The vocabulary of events, and what a single agency or place column means."""

import pytest

from app.domain.custody import agency_role, event_kinds, place_role, reasons


@pytest.mark.parametrize(
    ("kind", "place_kind", "country", "receiving", "role"),
    [
        ("arrest", None, None, None, "at"),
        ("transfer", None, None, None, "to"),
        ("handover", "border_crossing", "CN", "KP", "at"),
        ("handover", "facility", "KP", "KP", "to"),
        ("handover", "facility", "CN", "KP", "from"),
        ("handover", "facility", None, "KP", None),
        ("handover", "facility", "CN", None, None),
    ],
)
def test_a_single_place_says_where_or_from_or_to(kind, place_kind, country, receiving, role):
    assert place_role(kind, place_kind=place_kind, place_country=country, receiving_country=receiving) == role


@pytest.mark.parametrize(
    ("kind", "country", "receiving", "role"),
    [
        ("arrest", None, None, "by"),
        ("transfer", "KP", "KP", "to"),
        ("handover", "CN", "KP", "from"),
        ("handover", "KP", "KP", "to"),
        ("handover", "CN", None, None),
    ],
)
def test_a_single_agency_says_who_acts_or_gives_or_receives(kind, country, receiving, role):
    assert agency_role(kind, agency_country=country, receiving_country=receiving) == role


def test_every_kind_and_reason_has_words_in_both_languages():
    assert all(kind.label["en"] and kind.label["ko"] for kind in event_kinds().values())
    assert all(reason.label["en"] and reason.label["ko"] for reason in reasons().values())


def test_a_reason_of_class_act_names_an_act():
    named = {reason.act_kind for reason in reasons().values() if reason.reason_class == "act"}
    assert {event_kinds()[kind].category for kind in named if kind} == {"act"}
    assert all(not reason.act_kind for reason in reasons().values() if reason.reason_class != "act")
