"""What sources said: claims, those behind a record, and the sources that they rest on."""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from app.domain.identifiers import check_id
from app.errors import InvalidParameter, NotFound
from app.services.reader import Reader, given, shown


def get_claim(reader: Reader, id: str) -> dict[str, Any]:
    """Return one claim with its source and the record that it describes.

    Parameters
    ----------
    reader : Reader
    id : str
        26 letters and digits.

    Returns
    -------
    dict
        The properties of the claim, ``statement`` and ``source`` as objects, ``about``: a record or None.

    Raises
    ------
    NotFound
    """
    try:
        rows = reader.rows("records.claim", id=id)
    except InvalidParameter as error:
        raise NotFound("claim", "given", "A claim id has 26 letters and digits") from error
    if not rows:
        raise NotFound("claim", id)
    about = {"label": rows[0]["label"], **rows[0]["about"]} if rows[0]["about"] else None
    return {**_claim(rows[0]), "about": about}


def get_source(reader: Reader, id: str, *, after: str = "", limit: int = 50) -> dict[str, Any]:
    """Return one source, what it repeats, and what it says.

    Parameters
    ----------
    reader : Reader
    id : str
    after : str
        Id of the last claim of the page before.
    limit : int
        Most claims.

    Returns
    -------
    dict
        The properties of the source, ``label, repeats, repeated_by, claims_total, claims_withdrawn``, and ``claims,
        next`` as :func:`claims_about` returns them.

    Raises
    ------
    NotFound
    """
    rows = reader.rows("records.source", source_id=check_id(id))
    if not rows:
        raise NotFound("source", id)
    found = rows[0]
    claims = reader.rows("records.claims_of_source", source_id=id, after=after, most=limit + 1)
    counts = {"claims_total": found["claims"], "claims_withdrawn": found["withdrawn"]}
    ties = {"repeats": found["repeats"], "repeated_by": found["repeated_by"]}
    return {"label": "Source", **shown(found["source"]), **ties, **counts, **_page(claims, limit)}


def find_claims(reader: Reader, ids: Iterable[str]) -> list[dict[str, Any]]:
    """Return some claims with their sources.

    Parameters
    ----------
    reader : Reader
    ids : iterable of str
        Ids of claims; one that is not on record is left out.

    Returns
    -------
    list of dict
        In the order of their ids, each as in :func:`get_claim` without ``about``.
    """
    wanted = sorted(set(ids))
    rows = reader.rows("records.claims_by_id", claims=wanted, most=len(wanted)) if wanted else []
    return [_claim(row) for row in rows]


def claims_about(reader: Reader, about: str, *, label: str = "", after: str = "", limit: int = 100) -> dict[str, Any]:
    """Return the claims behind one record and its ties.

    Parameters
    ----------
    reader : Reader
    about : str
        Id of the record.
    label : str
        Its label; empty for whatever has the id.
    after : str
        Id of the last claim of the page before.
    limit : int
        Most claims.

    Returns
    -------
    dict
        ``about, label, claims`` in the order of their ids, ``next``: the id to go on after, or None.

    Raises
    ------
    NotFound
    """
    node = reader.node(label, check_id(about))
    rows = reader.rows("records.claims", id=node["id"], label=node["label"], after=after, most=limit + 1)
    return {"about": node["id"], "label": node["label"], **_page(rows, limit)}


def _claim(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return a claim with its statement as an object; an erased one has none."""
    claim = shown(row["claim"])
    claim["statement"] = json.loads(claim["statement"]) if claim.get("statement") else None
    claim["source"] = given(row["source"] or {"id": claim["source"]})
    return claim


def _page(rows: Sequence[Mapping[str, Any]], limit: int) -> dict[str, Any]:
    claims = [_claim(row) for row in rows[:limit]]
    return {"claims": claims, "next": claims[-1]["id"] if len(rows) > limit else None}
