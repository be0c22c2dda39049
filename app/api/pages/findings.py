"""One sentence that says what the records of a page add up to, without saying more than they do."""

from collections.abc import Mapping
from typing import Any

from app.api.pages.words import Words

Names = Mapping[str, Mapping[str, Any]]


def status_words(words: Words) -> dict[str, str]:
    """Return the words for each status of a person."""
    return {
        "executed": words("executed"),
        "died_in_custody": words("died in custody"),
        "dead": words("dead"),
        "free": words("free when last known"),
        "in_custody": words("in custody when last known"),
        "disappeared": words("disappeared"),
        "missing": words("missing"),
        "abroad": words("abroad when last known"),
        "unknown": words("status not known"),
    }


def person_finding(words: Words, trail: Mapping[str, Any], names: Names) -> str:
    """Return what is known of a person's custody in one line: first taking, handovers, last known.

    Parameters
    ----------
    words : Words
    trail : mapping
        The trail answer.
    names : mapping
        What agencies and places are called.
    """
    events = [stage for stage in trail["stages"] if stage["stage"] == "event"]
    if not events:
        return words("No event is on record.")
    shown = [next((each for each in events if each["kind"] in _TAKINGS), events[0])]
    shown += [each for each in events if each["kind"] in ("handover", "repatriation") and each not in shown][:2]
    if events[-1] not in shown:
        shown.append(events[-1])
    text = "; ".join(_stage_text(words, stage, names) for stage in shown)
    return f"{text[0].upper()}{text[1:]}."


_TAKINGS = ("arrest", "abduction", "disappearance", "detention", "camp", "internal_exile", "sentence")


def _stage_text(words: Words, stage: Mapping[str, Any], names: Names) -> str:
    where = ""
    place = next((stage[key] for key in ("place", "to_place", "from_place") if stage.get(key)), "")
    if place in names:
        where = words("at %(place)s", place=words.names(names[place])[0])
    elif stage.get("country"):
        where = words("in %(country)s", country=words.country(stage["country"]))
    when = words.date(stage.get("begin")) or words("on a day that is not told")
    # the order of the parts is one of language
    return " ".join(
        words("%(what)s %(where)s %(when)s", what=words.kind(stage["kind"]), where=where, when=when).split()
    )
