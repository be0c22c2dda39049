"""New claims as writes, each tied to the node that it describes."""

from collections.abc import Iterator, Mapping

from app.domain.claims import Claim
from app.evidence.keys import NodeKey
from app.store.claim_nodes import claim_properties
from app.store.schema import seek
from app.store.sent import Write, slices


def claim_writes(added: Mapping[str, Claim], about: Mapping[str, NodeKey], version: int) -> Iterator[Write]:
    """Yield the writes that create claims.

    Parameters
    ----------
    added : mapping of str to Claim
        By id.
    about : mapping of str to NodeKey
        The node that each describes, which must be there when the write is done.
    version : int
        Data version at which they come on record.

    Yields
    ------
    Write
        Its rows are ``{"p": properties, "about": id or None}``.
    """
    by_label: dict[str, list[str]] = {}
    for id in sorted(added):
        node = about.get(id)
        by_label.setdefault(node.label if node else "", []).append(id)
    for label, ids in sorted(by_label.items()):
        tie = (
            f" WITH c, r MATCH (n:{label} {{id: r.about}}) {seek('n', label)} CREATE (c)-[:ABOUT]->(n)" if label else ""
        )
        for part in slices(ids):
            rows = [
                {"p": claim_properties(added[id], version), "about": about[id].id if id in about else None}
                for id in part
            ]
            yield f"UNWIND $rows AS r CREATE (c:Claim) SET c = r.p{tie}", rows
