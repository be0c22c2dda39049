"""Whether the store is what its claims say: ids are hashes of the content, the graph is the full projection."""

from typing import Any

from app.domain.claims import Claim
from app.evidence.projection import difference, project
from app.store.base import Reader

_MOST_SHOWN = 100


def verify(reader: Reader) -> dict[str, Any]:
    """Compare the store with its claims.

    Parameters
    ----------
    reader : Reader

    Returns
    -------
    dict
        ``ok, data_version, claims, sources, nodes, ties``; ``wrong_claims``: ids of claims whose content does not give
        their id; ``missing, extra, different``: keys of the full projection that the graph lacks, that it has beyond,
        or whose properties differ (at most 100 of each); ``moved``: true when the data changed meanwhile, so that
        nothing is proved.

    Notes
    -----
    Everything is read into memory; O(claims).
    """
    version = reader.data_version()
    claims = list(reader.claims())
    sources = reader.sources()
    full = project(claims, sources, reader.derivations())
    kept = reader.graph()
    change = difference(kept, full)
    wrong = [claim.id for claim in claims if claim.statement and claim.content_id() != claim.id]
    moved = reader.data_version() != version
    return {
        "ok": not (wrong or change.falls or change.appears or change.changes or moved),
        "data_version": version,
        "claims": len(claims),
        "withdrawn": sum(_withdrawn(claim) for claim in claims),
        "sources": len(sources),
        "nodes": len(kept.nodes),
        "ties": len(kept.ties),
        "wrong_claims": wrong[:_MOST_SHOWN],
        "missing": list(change.appears[:_MOST_SHOWN]),
        "extra": list(change.falls[:_MOST_SHOWN]),
        "different": list(change.changes[:_MOST_SHOWN]),
        "moved": moved,
    }


def _withdrawn(claim: Claim) -> bool:
    return claim.withdrawn_at is not None
