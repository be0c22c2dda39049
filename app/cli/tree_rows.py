"""Trees as rows of a table: what hangs under something stands below it, further to the right."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

_STEP = "  "


def cascade_rows(answer: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield one row for each event of each cascade, parents before children.

    Parameters
    ----------
    answer : mapping
        Of the analysis ``cascade``.

    Yields
    ------
    dict
        ``what`` (indented: a link ``└``, a *then* step ``·``), ``person, date, class, chon, words, delay_days,
        chain``.
    """
    for root in answer["roots"]:
        trigger = root["trigger"]
        depth = {_key(trigger): 0}
        yield {"what": _kind(trigger), "person": trigger["person"], "date": trigger["date"]}
        for node in root["nodes"]:
            above = node["because_of"]
            depth[_key(node)] = here = depth[above["event"] or above["person"]] + 1
            mark = "└ " if node["step"] == "link" else "· then "
            yield {
                "what": f"{_STEP * (here - 1)}{mark}{_kind(node)}",
                "person": node["person"],
                "date": node["date"],
                "class": node["class"],
                "chon": node["chon"],
                "words": ((node["words"] or {}).get("en") or [None])[0],
                "delay_days": node["delay_days"],
                "chain": node["chain"],
            }


def _key(event: Mapping[str, Any]) -> str:
    key: str = event["event"] or event["person"]
    return key


def _kind(event: Mapping[str, Any]) -> str:
    return str(event["kind"] or "(no event named)").replace("_", " ")
