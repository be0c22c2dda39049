"""One sentence that says what the records of a page add up to, without saying more than they do."""

from collections.abc import Iterator, Mapping
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
    """Return what is known of a person's custody: first taking, handovers, last event; who held last, what is missing.

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
    shown += [each for each in events if each["kind"] in _HANDED and each not in shown][:2]
    if events[-1] not in shown:
        shown.append(events[-1])
    text = "; ".join(_stage_text(words, stage, names) for stage in shown)
    return " ".join([f"{text[0].upper()}{text[1:]}.", *_lost(words, trail, names)])


#: Places in which, not at which, something happens.
_AREAS = frozenset({"country", "province", "prefecture", "city", "county", "district", "settlement", "region"})
_HANDED = ("handover", "repatriation")
_LOST = frozenset({"disappeared", "missing", "in_custody"})
_TAKINGS = ("arrest", "abduction", "disappearance", "detention", "camp", "internal_exile", "sentence")


def _lost(words: Words, trail: Mapping[str, Any], names: Names) -> Iterator[str]:
    """Yield who held a person last and where, where nothing after it is known, and how many gaps the trail has."""
    gaps = sum(stage["stage"] == "gap" for stage in trail["stages"])
    if gaps:
        yield words("Gaps in the trail: %(n)s.", n=gaps)
    last = trail["last_known"]
    if last is None or trail["status"] not in _LOST:
        return
    agency, place = (words.names(names[last[key]])[0] if last[key] in names else "" for key in ("agency", "place"))
    yield words(
        "Last known in the hands of: %(agency)s; where: %(place)s. What came after is not on record.",
        agency=agency or words("not known"),
        place=place or words.country(last.get("country")) or words("not known"),
    )


def _stage_text(words: Words, stage: Mapping[str, Any], names: Names) -> str:
    where = " ".join(filter(None, (_holder_text(words, stage, names), _place_text(words, stage, names))))
    when = words.date(stage.get("begin")) or words("on a day that is not told")
    # the order of the parts is one of language
    text = words("%(what)s %(where)s, %(when)s", what=words.kind(stage["kind"]), where=where, when=when)
    return " ".join(text.split()).replace(" ,", ",")


def _holder_text(words: Words, stage: Mapping[str, Any], names: Names) -> str:
    texts = {
        "agency": words("by %(agency)s"),
        "to_agency": words("to %(agency)s"),
        "from_agency": words("from %(agency)s"),
    }
    role = next((role for role in texts if stage.get(role) in names), None)
    return texts[role] % {"agency": words.names(names[stage[role]])[0]} if role else ""


def _place_text(words: Words, stage: Mapping[str, Any], names: Names) -> str:
    """Return where a stage was: at a spot, in an area, to or from where it led; else the country."""
    texts = {"place": words("at %(place)s"), "to_place": words("to %(place)s"), "from_place": words("from %(place)s")}
    role = next((role for role in texts if stage.get(role) in names), None)
    if role is None:
        # the country told of a handover is the one that received
        moved = stage["kind"] in _HANDED
        if not moved and any(stage.get(role) in names for role in ("from_agency", "to_agency")):
            return ""  # from whom or to whom says it closer than a country in which all of it happened
        text = words("to %(country)s") if moved else words("in %(country)s")
        return text % {"country": words.country(stage["country"])} if stage.get("country") else ""
    place = names[stage[role]]
    text = words("in %(place)s") if role == "place" and place.get("kind") in _AREAS else texts[role]
    return text % {"place": words.names(place)[0]}
