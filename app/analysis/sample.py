"""A small invented family, for the examples in the docstrings of the analyses.

Ada has two children, Ben and Dan. Ada escapes; two months later Ben is arrested, and in 2010 handed over from China.
Dan was taken with a reason of his own.
"""

from datetime import date
from typing import Any

from app.analysis.casebook import Casebook
from app.domain.snapshot import Snapshot


def _event(id_: str, kind: str, category: str, day: date, **more: Any) -> dict[str, Any]:
    dated = {"begin": day.isoformat(), "begin_earliest": day, "begin_latest": day}
    return {
        "id": id_,
        "kind": kind,
        "category": category,
        "claims": [f"claim-{id_}"],
        "grade": "likely",
        **dated,
        **more,
    }


def _tie(kind: str, event: str, other: str) -> dict[str, Any]:
    return {"type": kind, "a": event, "b": other, "claims": [f"claim-{event}"], "grade": "likely"}


def sample_rows() -> dict[str, list[dict[str, Any]]]:
    """Return the rows of the sample.

    Returns
    -------
    dict of str to list of dict
        By snapshot table.
    """
    return {
        "Person": [{"id": f"x:{name}", "count_least": 1, "count_most": 1} for name in ("ada", "ben", "dan")],
        "Agency": [{"id": "x:police", "country": "CN"}, {"id": "x:bureau", "country": "KP"}],
        "Place": [{"id": "x:bridge", "kind": "border_crossing"}, {"id": "x:jail", "kind": "facility", "country": "KP"}],
        "kinship": [{"type": "PARENT_OF", "a": "x:ada", "b": child} for child in ("x:ben", "x:dan")],
        "Event": [
            _event("x:e1", "escape", "act", date(2009, 1, 1)),
            _event("x:e2", "arrest", "custody", date(2009, 3, 1)),
            _event("x:e3", "handover", "custody", date(2010, 5, 1), country="KP"),
            _event("x:e4", "detention", "custody", date(2010, 5, 9)),
            _event("x:e5", "arrest", "custody", date(2011, 1, 1), reason="smuggling", reason_class="act"),
        ],
        "event_ties": [
            *(
                _tie("SUBJECT_OF", event, person)
                for event, person in zip(
                    ("x:e1", "x:e2", "x:e3", "x:e4", "x:e5"), ("x:ada", "x:ben", "x:ben", "x:ben", "x:dan"), strict=True
                )
            ),
            _tie("BY_AGENCY", "x:e2", "x:police"),
            _tie("FROM_AGENCY", "x:e3", "x:police"),
            _tie("AT_PLACE", "x:e3", "x:bridge"),
            _tie("BY_AGENCY", "x:e4", "x:bureau"),
            _tie("AT_PLACE", "x:e4", "x:jail"),
        ],
    }


def sample_case() -> Casebook:
    """Return the casebook of the sample."""
    return Casebook.of(Snapshot.from_rows(sample_rows(), data_version=1))
