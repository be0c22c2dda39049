"""Files for the browser: our own from ``static/``, others out of installed packages through ``/vendor/``.

Nothing is copied into the repository and nothing is fetched. A vendor file whose SHA-256 is not the expected one
stops the start.
"""

import hashlib
import importlib.util
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from fastapi import APIRouter, Request, Response

from app.api.answers import tag_matches
from app.api.problems import Refused
from app.errors import ConfigurationError

#: Name -> package, path in it, first hex digits of the SHA-256 of the file (empty: the lock of the packages is enough).
VENDOR: dict[str, tuple[str, str, str]] = {
    "vis-network.min.js": ("pyvis", "lib/vis-9.1.2/vis-network.min.js", "1f20f0736f32cb9bedf8f6383b25cfea"),
    "vis-network.css": ("pyvis", "lib/vis-9.1.2/vis-network.css", "2e82d445ad5878ea881652470ce63260"),
    "swagger-ui-bundle.js": ("fastapi_offline", "static/swagger-ui-bundle.js", ""),
    "swagger-ui.css": ("fastapi_offline", "static/swagger-ui.css", ""),
}
_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".png": "image/png",
}
_KEEP = "public, max-age=31536000, immutable"


@dataclass(frozen=True, slots=True)
class Asset:
    """One file: its bytes, media type and content hash."""

    content: bytes
    media_type: str
    digest: str


def own_assets() -> dict[str, Asset]:
    """Return our own files by name."""
    folder = files("app.api") / "static"
    return {entry.name: _asset(entry.name, entry.read_bytes()) for entry in folder.iterdir() if entry.is_file()}


def vendor_assets(wanted: Mapping[str, tuple[str, str, str]] = VENDOR) -> dict[str, Asset]:
    """Return the allowed files of installed packages by name.

    Raises
    ------
    ConfigurationError
        A package or file is missing, or a file is not the expected one.
    """
    return {name: _vendor(name, *place) for name, place in wanted.items()}


def asset_router(own: Mapping[str, Asset], vendor: Mapping[str, Asset]) -> APIRouter:
    """Return the routes ``/static/{name}`` and ``/vendor/{name}``."""
    router = APIRouter(include_in_schema=False)

    @router.get("/static/{name}")
    def static(request: Request, name: str) -> Response:
        return _answer(request, own.get(name))

    @router.get("/vendor/{name}")
    def vendor_file(request: Request, name: str) -> Response:
        return _answer(request, vendor.get(name))

    return router


def _asset(name: str, content: bytes) -> Asset:
    return Asset(
        content, _TYPES.get(Path(name).suffix, "application/octet-stream"), hashlib.sha256(content).hexdigest()
    )


def _vendor(name: str, package: str, path: str, expected: str) -> Asset:
    # The package is found, not imported: some of them do work when they are imported.
    spec = importlib.util.find_spec(package)
    folder = Path(spec.origin).parent if spec and spec.origin else None
    if folder is None or not (folder / path).is_file():
        raise ConfigurationError(
            "vendor files", f"{path} of the package {package} is missing", "Install the locked packages"
        )
    asset = _asset(name, (folder / path).read_bytes())
    if not asset.digest.startswith(expected):
        raise ConfigurationError(
            "vendor files", f"{path} of {package} has another content", "Install the locked packages"
        )
    return asset


def _answer(request: Request, asset: Asset | None) -> Response:
    if asset is None:
        raise Refused(404, "not_found", "There is no such file.")
    tag = f'"{asset.digest[:16]}"'
    headers = {"ETag": tag, "Cache-Control": _KEEP}
    if tag_matches(request, tag):
        return Response(status_code=304, headers=headers)
    return Response(asset.content, headers=headers, media_type=asset.media_type)
