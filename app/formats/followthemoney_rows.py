"""Rows of the tables from single entities of FollowTheMoney, by schema."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from app.domain.cells import CellRefused, Problem
from app.domain.claims import Tier
from app.domain.columns import SEPARATOR
from app.domain.countries import COUNTRY_CODES
from app.domain.custody import event_kinds
from app.domain.row_kinship import read_relation
from app.domain.tables import TABLES
from app.formats.followthemoney_entities import DOCUMENTATION, DOCUMENTS, Entity, Known

Cells = dict[str, str]
Found = tuple[str, Cells] | Problem
#: Schemas of bodies, and the kind that a body without a word for it gets.
BODIES = {"PublicBody": "public_body", "Organization": "organization", "LegalEntity": "body", "Company": "company"}
_NAMES = ("name", "alias", "weakAlias", "previousName")
_NOT_IN_FILE = "names an entity that is not in the file; it is left out of the event"
_GENDERS = {"female": "female", "male": "male", "other": "other"}


def _named(entity: Entity) -> Cells:
    names = [" ".join(name.split()) for name in entity.all(*_NAMES)]
    told = {each for name in _NAMES for each in entity.properties.get(name, ()) if SEPARATOR in each} - set(names[:1])
    entity.odd |= {name for name in _NAMES if told.intersection(entity.properties.get(name, ()))}
    others = SEPARATOR.join(name for name in names[1:] if SEPARATOR not in name)
    if not names:
        return {"name": entity.told_id, "name_script": "label"}
    return {"name": names[0], "names": others}


def _country(entity: Entity, *names: str) -> str:
    code = entity.first(*names).upper()
    if code in COUNTRY_CODES:
        return code
    entity.taken.difference_update(names)  # so it is told
    return ""


def _person(entity: Entity, known: Known) -> Iterator[Found]:
    cells = {"id": entity.id, **_named(entity), "sex": _GENDERS.get(entity.first("gender"), "")}
    if not cells["sex"]:
        entity.taken.discard("gender")  # so it is told
    cells |= {"birth": entity.date("birthDate"), "death": entity.date("deathDate")}
    cells |= {"nationality": _country(entity, "nationality", "citizenship")}
    cells |= {"occupation": "; ".join(entity.all("position")), "note": "\n".join(entity.all("notes", "summary"))}
    yield "persons", cells


def _body(entity: Entity, known: Known) -> Iterator[Found]:
    kind = entity.first("classification") or BODIES[entity.schema]
    cells = {"id": entity.id, **_named(entity), "kind": kind, "country": _country(entity, "country", "jurisdiction")}
    cells |= {"valid_from": entity.date("incorporationDate"), "valid_to": entity.date("dissolutionDate")}
    yield "agencies", {**cells, "note": "\n".join(entity.all("notes", "summary"))}


def _address(entity: Entity, known: Known) -> Iterator[Found]:
    name = " ".join((entity.first("name", "full", "city") or entity.told_id).split())
    cells = {"id": entity.id, "name": name, "country": _country(entity, "country")}
    cells["kind"] = _allowed(entity, "places")
    point = {"latitude": entity.first("latitude"), "longitude": entity.first("longitude")}
    yield "places", {**cells, **(point if all(point.values()) else {})}


def _allowed(entity: Entity, table: str) -> str:
    """Return the kind that a keyword tells; empty when none does, and the keywords are told as left out."""
    column = TABLES[table].column("kind")
    found = [each for each in entity.all("keywords") if column is not None and each in column.allowed]
    if not found:
        entity.taken.discard("keywords")
    return found[0] if found else ""


def _ends(entity: Entity, known: Known, *names: str) -> list[str] | Problem:
    """Return our ids of what an entity joins, or why it joins nothing."""
    ids = []
    entity.all(*names)
    for name in names:
        told = entity.first(name)
        if not told:
            return Problem(name, "missing", "is empty, so the tie joins nothing", "the id of an entity")
        ids.append(known.id_of(told))
        if ids[-1] not in known.schemas:
            reason = "names an entity that is not in the file, so the tie joins nothing"
            return Problem(name, "no_record", reason, "entities of the file")
    return ids


def _tie(entity: Entity, known: Known, names: tuple[str, str], usual: str) -> Iterator[Found]:
    ends = _ends(entity, known, *names)
    if isinstance(ends, Problem):
        yield ends
        return
    told = entity.first("relationship").strip()
    word = _relation(told)
    if told and not word:
        reason = f"is no known word of kinship or acquaintance: {usual} is recorded, with the word as it is said"
        yield Problem("relationship", "unknown_term", reason, "a word such as mother, spouse, uncle, friend")
    cells = {"person_a": ends[1], "relation": word or usual, "person_b": ends[0]}
    cells |= {"since": entity.date("startDate", "date"), "until": entity.date("endDate")}
    yield "kinship", {**cells, "words": "" if word else told}


def _relation(told: str) -> str:
    """Return the word that the tables know, as it is told or with blanks; empty when neither is known."""
    for word in (told, told.lower(), told.lower().replace("_", " ")):
        try:
            if word and read_relation(word, None):
                return word
        except CellRefused:
            continue
    return ""


def _family(entity: Entity, known: Known) -> Iterator[Found]:
    yield from _tie(entity, known, ("person", "relative"), "relative")


def _associate(entity: Entity, known: Known) -> Iterator[Found]:
    yield from _tie(entity, known, ("person", "associate"), "acquaintance")


def _membership(entity: Entity, known: Known) -> Iterator[Found]:
    ends = _ends(entity, known, "member", "organization")
    if isinstance(ends, Problem):
        yield ends
        return
    cells = {"id": entity.id, "person_id": ends[0], "kind": "work", "by_agency_id": ends[1]}
    cells |= {"begin": entity.date("startDate", "date"), "end": entity.date("endDate"), "note": entity.first("role")}
    yield "events", cells


def _event(entity: Entity, known: Known) -> Iterator[Found]:
    told = [known.id_of(each) for each in entity.all("involved")]
    persons = [each for each in told if known.schemas.get(each) == "Person"]
    bodies = [known.id_of(each) for each in entity.all("organizer")] + [each for each in told if each not in persons]
    missing = [each for each in (*persons, *bodies) if each not in known.schemas]
    if missing:
        yield Problem("involved", "no_record", _NOT_IN_FILE, "entities of the file")
    words = [*entity.all("keywords"), *entity.all("name")]
    kinds = [re.sub(r"[\s-]+", "_", word.strip().lower()) for word in words]
    kind = next((each for each in kinds if each in event_kinds()), "border_crossing" if entity.schema == "Trip" else "")
    cells = {"kind": kind or next(iter(words), ""), "begin": entity.date("startDate", "date")}
    if kind and event_kinds()[kind].lasts:
        cells["end"] = entity.date("endDate")
    agencies = SEPARATOR.join(each for each in dict.fromkeys(bodies) if known.schemas.get(each) in BODIES)
    cells |= {"agency_id": agencies, "country": _country(entity, "country")}
    sides = {"place_id": "addressEntity", "from_place_id": "startLocation", "to_place_id": "endLocation"}
    for column, name in sides.items():
        ids = [known.id_of(each) for each in entity.all(name)]
        cells[column] = SEPARATOR.join(each for each in ids if known.schemas.get(each) == "Address")
        if any(each not in known.schemas for each in ids):
            yield Problem(name, "no_record", _NOT_IN_FILE, "entities of the file")
    cells["note"] = "\n".join(entity.all("notes", "summary"))
    if not persons:
        yield Problem("involved", "missing", "is empty, so it is nobody's event", "the id of a person")
    for number, person in enumerate(persons):
        yield "events", {"id": entity.id if not number else f"{entity.id}.{number + 1}", "person_id": person, **cells}


def _document(entity: Entity, known: Known) -> Iterator[Found]:
    title = " ".join((entity.first("title", "name", "fileName") or entity.told_id).split())
    cells = {"id": entity.id, "kind": _allowed(entity, "sources") or "report", "title": title, "tier": Tier.TEAM.value}
    cells |= {"publisher": entity.first("publisher", "author"), "url": entity.first("sourceUrl")}
    entity.all("fileName")
    yield "sources", {**cells, "published": entity.date("publishedAt", "date")}


def _documentation(entity: Entity, known: Known) -> Iterator[Found]:
    ends = _ends(entity, known, "document", "entity")
    if isinstance(ends, Problem):
        yield ends
    elif known.schemas[ends[0]] not in DOCUMENTS:
        yield Problem("document", "no_document", "names an entity that is no document", ", ".join(DOCUMENTS))


#: They are read before events and ties, which name them.
EARLY = frozenset({*BODIES, *DOCUMENTS, "Address"})
#: What makes the rows of an entity, by its schema.
ROWS: dict[str, Callable[[Entity, Known], Iterator[Found]]] = {
    "Person": _person,
    **dict.fromkeys(BODIES, _body),
    **dict.fromkeys(DOCUMENTS, _document),
    "Address": _address,
    "Family": _family,
    "Associate": _associate,
    "Membership": _membership,
    "Event": _event,
    "Trip": _event,
    DOCUMENTATION: _documentation,
}
