"""The Python client of the JSON interface; standard library only, so it can be copied out.

>>> client = Client("http://127.0.0.1:8000")
>>> client.address("persons/published:un-kim-cheol-ok", {"max_chon": 4, "b": None})
'http://127.0.0.1:8000/api/v1/persons/published:un-kim-cheol-ok?max_chon=4'
"""

import json
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from typing import Any

#: Sends a method, an address, headers and a body; returns status and body.
Send = Callable[[str, str, Mapping[str, str], bytes | None], tuple[int, bytes]]
_RECORDS = {
    "person": "persons",
    "family": "families",
    "case": "cases",
    "agency": "agencies",
    "place": "places",
    "event": "events",
    "source": "sources",
}


class Problem(Exception):
    """What the server says went wrong (RFC 9457).

    Attributes
    ----------
    status : int
    code : str
        One fixed word for programs.
    detail : str
    document : dict
        The whole answer.
    """

    def __init__(self, document: Mapping[str, Any]) -> None:
        super().__init__(f"{document.get('status')} {document.get('code')}: {document.get('detail')}")
        self.status = document.get("status")
        self.code = document.get("code")
        self.detail = document.get("detail")
        self.document = dict(document)


class Client:
    """Reads from, and writes to, one Kintrace.

    Parameters
    ----------
    base : str
        Address of the server.
    send : callable, optional
        How requests are sent; for tests and other transports.
    seconds : float
        How long an answer may take.
    key : str
        An access key, which a server on a network asks for.
    """

    def __init__(
        self, base: str = "http://127.0.0.1:8000", *, send: Send | None = None, seconds: float = 60, key: str = ""
    ) -> None:
        self._base = base.rstrip("/")
        self._seconds = seconds
        self._send = send or self._over_http
        self._headers = {"Accept": "application/json", **({"Authorization": f"Bearer {key}"} if key else {})}

    def address(self, path: str, parameters: Mapping[str, Any] | None = None) -> str:
        """Return the whole address of a path below ``/api/v1/``; parameters that are None are left out."""
        given = {name: value for name, value in (parameters or {}).items() if value is not None}
        flags = {name: str(value).lower() if isinstance(value, bool) else value for name, value in given.items()}
        query = urllib.parse.urlencode(flags, safe=":/,")
        return f"{self._base}/api/v1/{path}{'?' if query else ''}{query}"

    def get(self, path: str, **parameters: Any) -> dict[str, Any]:
        """Return any answer of the interface; ``from_`` stands for the parameter ``from``.

        Raises
        ------
        Problem
            The server refuses or fails.
        """
        named = {name.removesuffix("_"): value for name, value in parameters.items()}
        return self._answer("GET", self.address(path, named), {}, None)

    def record(self, kind: str, id: str) -> dict[str, Any]:
        """Return one record with its ties.

        Parameters
        ----------
        kind : str
            person, family, case, agency, place, event or source.
        id : str
        """
        return self.get(f"{_RECORDS[kind]}/{id}")

    def claims(self, about: str) -> Iterator[dict[str, Any]]:
        """Yield all claims behind a record and its ties, page by page."""
        after: str | None = ""
        while after is not None:
            page = self.get("claims", about=about, after=after or None, limit=100)
            yield from page["claims"]
            after = page["next"]

    def search(self, text: str, *, types: list[str] | None = None, limit: int = 25) -> list[dict[str, Any]]:
        """Return records whose names match, best first; the text travels in the body."""
        body = {"text": text, "limit": limit, **({"types": types} if types else {})}
        found: list[dict[str, Any]] = self.post("search", body)["hits"]
        return found

    def subgraph(self, seed: str, **parameters: Any) -> dict[str, Any]:
        """Return what lies around a record as node-link data: ``networkx.node_link_graph`` reads it."""
        return self.get("subgraph", seed=seed, **parameters)

    def query(self, name: str, **parameters: Any) -> list[dict[str, Any]]:
        """Return the rows of a named query such as ``kinship.ancestors``."""
        rows: list[dict[str, Any]] = self.get(f"queries/{name.replace('.', '/')}", **parameters)["rows"]
        return rows

    def tell(self, rows: list[tuple[str, Mapping[str, Any]]], *, dry_run: bool = False) -> dict[str, Any]:
        """Record rows, each a table and its columns, as one import; return the report.

        Raises
        ------
        Problem
            A row is wrong, so that nothing was recorded; ``document["report"]`` names every one.
        """
        listed = [{"table": table, "row": dict(row)} for table, row in rows]
        return self.post("claims", {"rows": listed, "dry_run": dry_run})

    def withdraw(self, target: str, because: str = "", *, dry_run: bool = False) -> dict[str, Any]:
        """Withdraw a source or a claim, or only list what would fall."""
        return self.post("withdrawals", {"target": target, "because": because, "dry_run": dry_run})

    def post(self, path: str, body: Mapping[str, Any]) -> dict[str, Any]:
        """Send a JSON body and return the answer.

        Raises
        ------
        Problem
            The server refuses or fails.
        """
        content = json.dumps(body).encode("utf-8")
        return self._answer("POST", self.address(path), {"Content-Type": "application/json"}, content)

    def _answer(self, method: str, address: str, headers: Mapping[str, str], body: bytes | None) -> dict[str, Any]:
        status, content = self._send(method, address, {**self._headers, **headers}, body)
        answer: dict[str, Any] = json.loads(content)
        if status >= 400:
            raise Problem(answer)
        return answer

    def _over_http(
        self, method: str, address: str, headers: Mapping[str, str], body: bytes | None
    ) -> tuple[int, bytes]:
        request = urllib.request.Request(address, data=body, headers=dict(headers), method=method)
        try:
            with urllib.request.urlopen(request, timeout=self._seconds) as response:
                return response.status, response.read()
        except urllib.error.HTTPError as error:
            return error.code, error.read()
