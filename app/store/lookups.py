"""Short questions to the ledger in the store: what is on record, what is described, what rests on a source.

Each is one constant query and one function over a reader, so that any store that answers the query can be asked.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from app.domain.claims import Source
from app.store.base import Reader
from app.store.schema import seek

_SECONDS = 60.0
_MOST_KEYS = 5_000

CLAIMS_ON_RECORD = f"""
UNWIND $ids AS id MATCH (c:Claim {{id: id}}) {seek("c", "Claim")}
RETURN c.id AS id, c.source AS source, c.withdrawn_at IS NOT NULL AS withdrawn
"""
ROWS_ON_RECORD = f"""
UNWIND $keys AS key MATCH (c:Claim {{row_key: key}}) {seek("c", "Claim", "row_key")}
WHERE c.withdrawn_at IS NULL RETURN key, c.id AS id
"""
WITHDRAWN_SOURCES = "UNWIND $ids AS id MATCH (s:Source {id: id}) WHERE s.withdrawn_at IS NOT NULL RETURN s.id AS id"
CLAIMS_OF_SOURCES = """
UNWIND $ids AS id MATCH (c:Claim {source: id})
RETURN c.id AS id, c.table AS table, c.withdrawn_at IS NOT NULL AS withdrawn,
       coalesce(c.withdrawn_because, '') AS because
ORDER BY id
"""
DERIVED_SOURCES = """
MATCH (s:Source)-[:DERIVED_FROM*1..8]->(:Source {id: $id}) WHERE s.id <> $id RETURN DISTINCT s.id AS id ORDER BY id
"""
CLAIMS_AROUND = """
UNWIND $ids AS id
CALL (id) {
  MATCH (n:Person {id: id}) RETURN n
  UNION MATCH (n:Event {id: id}) RETURN n
  UNION MATCH (n:Agency {id: id}) RETURN n
  UNION MATCH (n:Place {id: id}) RETURN n
  UNION MATCH (n:Family {id: id}) RETURN n
  UNION MATCH (n:Case {id: id}) RETURN n
}
CALL (n) {
  MATCH (c:Claim)-[:ABOUT]->(n) RETURN c
  UNION MATCH (n)-[t]->() UNWIND t.claims AS claim MATCH (c:Claim {id: claim}) RETURN c
  UNION MATCH (n)<-[t:PARENT_OF|SPOUSE_OF|SIBLING_OF|KIN_OF|SUBJECT_OF|BECAUSE_OF|AMONG]-()
    UNWIND t.claims AS claim MATCH (c:Claim {id: claim}) RETURN c
}
WITH DISTINCT c WHERE c.withdrawn_at IS NULL
RETURN c.id AS id ORDER BY id LIMIT $most
"""
JUDGEMENTS_OF = """
UNWIND $ids AS id
CALL (id) {
  MATCH (c:Claim {kind: 'identity', record_a: id}) RETURN c
  UNION MATCH (c:Claim {kind: 'identity', record_b: id}) RETURN c
}
WITH DISTINCT c WHERE c.withdrawn_at IS NULL
RETURN c.id AS id ORDER BY id LIMIT $most
"""
IN_PROGRESS = "MATCH (m:Meta {id: 'meta'}) RETURN coalesce(m.in_progress, '') AS words"
DESCRIBED: Mapping[str, str] = {
    label: (
        f"UNWIND $ids AS id MATCH (n:{label} {{id: id}}) {seek('n', label)} WHERE n.claims IS NOT NULL "
        "RETURN n.id AS id, n.kind AS kind, n.country AS country"
    )
    for label in ("Person", "Family", "Case", "Agency", "Place", "Event")
}
COUNTS: Mapping[str, str] = {
    name: f"MATCH (n:{label}) RETURN count(n) AS n"
    for name, label in (
        ("persons", "Person"),
        ("families", "Family"),
        ("cases", "Case"),
        ("events", "Event"),
        ("agencies", "Agency"),
        ("places", "Place"),
        ("sources", "Source"),
        ("claims", "Claim"),
    )
} | {
    "withdrawn_claims": "MATCH (c:Claim) WHERE c.withdrawn_at IS NOT NULL RETURN count(c) AS n",
    "parent_child": "MATCH (:Person)-[t:PARENT_OF]->() RETURN count(t) AS n",
    "couples": "MATCH (:Person)-[t:SPOUSE_OF]->() RETURN count(t) AS n",
}


@dataclass(frozen=True, slots=True)
class ClaimOnRecord:
    """A claim on record, without its content."""

    id: str
    withdrawn: bool
    table: str = ""
    because: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Described:
    """What a described node says of its kind and country."""

    kind: str | None = None
    country: str | None = None


def claims_on_record(reader: Reader, ids: Iterable[str]) -> dict[str, ClaimOnRecord]:
    """Return the claims on record among some ids."""
    found: dict[str, ClaimOnRecord] = {}
    for part in _parts(ids):
        for row in reader.run(CLAIMS_ON_RECORD, {"ids": part}, timeout_seconds=_SECONDS):
            found[row["id"]] = ClaimOnRecord(row["id"], row["withdrawn"], source=row["source"])
    return found


def rows_on_record(reader: Reader, keys: Iterable[str]) -> dict[str, str]:
    """Return the ids of the accepted claims that stand at some (table, row, source, citation) keys."""
    found: dict[str, str] = {}
    for part in _parts(keys):
        for row in reader.run(ROWS_ON_RECORD, {"keys": part}, timeout_seconds=_SECONDS):
            found[row["key"]] = row["id"]
    return found


def sources_on_record(reader: Reader, ids: Iterable[str]) -> tuple[dict[str, Source], set[str]]:
    """Return the sources on record among some ids, and those of them that are withdrawn."""
    sources: dict[str, Source] = {}
    withdrawn: set[str] = set()
    for part in _parts(ids):
        sources |= {source.id: source for source in reader.sources(part)}
        rows = reader.run(WITHDRAWN_SOURCES, {"ids": part}, timeout_seconds=_SECONDS)
        withdrawn |= {row["id"] for row in rows}
    return sources, withdrawn


def claims_around(reader: Reader, ids: Iterable[str], most: int) -> list[str]:
    """Return the ids of accepted claims about some records, their ties, and judgements on them; at most so many."""
    found: dict[str, None] = {}
    for part in _parts(ids):
        for query in (CLAIMS_AROUND, JUDGEMENTS_OF):
            rows = reader.run(query, {"ids": part, "most": most}, timeout_seconds=_SECONDS)
            found |= dict.fromkeys(row["id"] for row in rows)
    return sorted(found)[:most]


def claims_of_sources(reader: Reader, ids: Iterable[str]) -> list[ClaimOnRecord]:
    """Return all claims of some sources, withdrawn ones too, source by source."""
    return [
        ClaimOnRecord(row["id"], row["withdrawn"], row["table"] or "", row["because"])
        for id in ids
        for row in reader.run(CLAIMS_OF_SOURCES, {"ids": [id]}, timeout_seconds=_SECONDS)
    ]


def derived_sources(reader: Reader, id: str) -> list[str]:
    """Return the sources that repeat a source, directly or through others."""
    return [row["id"] for row in reader.run(DERIVED_SOURCES, {"id": id}, timeout_seconds=_SECONDS)]


def described(reader: Reader, label: str, ids: Iterable[str]) -> dict[str, Described]:
    """Return the nodes of a label that an accepted claim describes, among some ids."""
    found: dict[str, Described] = {}
    for part in _parts(ids):
        for row in reader.run(DESCRIBED[label], {"ids": part}, timeout_seconds=_SECONDS):
            found[row["id"]] = Described(row["kind"], row["country"])
    return found


def in_progress(reader: Reader) -> str:
    """Return the words of the work of several batches that is under way; empty when there is none."""
    rows = reader.run(IN_PROGRESS, {}, timeout_seconds=_SECONDS)
    return str(rows[0]["words"]) if rows else ""


def counts(reader: Reader) -> dict[str, int]:
    """Return how many records of each kind the store holds."""
    return {name: int(reader.run(text, {}, timeout_seconds=_SECONDS)[0]["n"]) for name, text in COUNTS.items()}


def _parts(values: Iterable[str]) -> Iterable[list[str]]:
    ordered = sorted(set(values))
    return (ordered[start : start + _MOST_KEYS] for start in range(0, len(ordered), _MOST_KEYS))
