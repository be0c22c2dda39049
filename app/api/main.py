"""The HTTP application: JSON under ``/api/v1/``, pages under ``/en/`` and ``/ko/``."""

from collections.abc import Iterable

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import RedirectResponse
from starlette.exceptions import HTTPException

from app.access.keys import Keys
from app.access.sessions import Sessions
from app.api.assets import asset_router, own_assets, vendor_assets
from app.api.deps import Kintrace
from app.api.entrance import SIGN_IN, NotSignedIn
from app.api.guard import LOOPBACK_HOSTS, Guard, Limits
from app.api.openapi import describe
from app.api.pages import docs, error_page, page_router
from app.api.pages.frame import build_environments, is_file, with_query
from app.api.pages.words import LANGUAGES
from app.api.problems import answer_problem
from app.api.routers import analyses, exports, health, queries, records, searches, subgraphs, writing
from app.api.routers.health import product_version
from app.errors import KintraceError
from app.services.analyst import MANY_PERSONS
from app.services.explorer import Explorer
from app.services.held_files import HeldFiles

_ABOUT = "Who was taken, by whom, along which path, because of which relative, and how sure are we?"
_API = "/api/v1"


def create_app(
    kintrace: Kintrace,
    *,
    hosts: Iterable[str] = (),
    limits: Limits | None = None,
    keys: Keys | None = None,
    patience: float = 1.0,
) -> FastAPI:
    """Return the application over the services.

    Parameters
    ----------
    kintrace : Kintrace
        The services.
    hosts : iterable of str
        Host names that are answered besides those of loopback.
    limits : Limits, optional
        Sizes above which a request is refused.
    keys : Keys, optional
        Access keys, of which every request then needs one, or a browser session made from one.
    patience : float
        Seconds that a page waits for data that are being read into memory, before it says so and comes by itself.

    Raises
    ------
    ConfigurationError
        A browser file of an installed package is missing or is not the expected one.
    """
    app = FastAPI(
        title="Kintrace",
        version=product_version(),
        description=_ABOUT,
        openapi_url="/api/openapi.json",
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
    )
    own, vendor = own_assets(), vendor_assets()
    app.state.kintrace = kintrace
    kintrace.analyst.many_persons = MANY_PERSONS
    app.state.assets = {**own, **vendor}
    app.state.limits = limits or Limits()
    app.state.patience = patience
    app.state.held = HeldFiles()
    app.state.explorer = Explorer(kintrace.reader)
    app.state.sessions = sessions = Sessions(keys) if keys else None
    app.state.templates = build_environments({name: asset.digest for name, asset in own.items()})
    for kind in (KintraceError, RequestValidationError, HTTPException):
        app.add_exception_handler(kind, _answer_error)
    for router in (health.router, records.router, subgraphs.router, searches.router, exports.router, writing.router):
        app.include_router(router, prefix=_API)
    app.include_router(analyses.analysis_router(), prefix=_API)
    app.include_router(queries.query_router(kintrace.reader.catalogue), prefix=_API)
    app.include_router(docs.router)
    app.include_router(asset_router(own, vendor))
    for language in LANGUAGES:
        app.include_router(page_router(), prefix=f"/{language}", include_in_schema=False)
    app.add_api_route("/", _to_overview, include_in_schema=False)
    app.openapi = describe(app)  # type: ignore[method-assign]  # the way that FastAPI documents
    uploads = (f"{_API}/imports", *(f"/{language}/import" for language in LANGUAGES))
    entrance = (keys, sessions) if keys and sessions else None
    served = (*LOOPBACK_HOSTS, *hosts)
    app.add_middleware(Guard, hosts=served, limits=limits, uploads=uploads, entrance=entrance, answer=_answer_refusal)
    return app


def _to_overview(request: Request) -> Response:
    wanted = request.headers.get("accept-language", "")
    return RedirectResponse("/ko/" if wanted.lower().startswith("ko") else "/en/", 307)


def _answer_error(request: Request, error: Exception) -> Response:
    return error_page(request, error) if _is_page(request.url.path) else answer_problem(request, error)


def _answer_refusal(request: Request, error: Exception) -> Response:
    """Answer what never reached a page: a browser without a session is led to the page for signing in."""
    path = request.url.path
    if isinstance(error, NotSignedIn) and "authorization" not in request.headers and (path == "/" or _is_page(path)):
        language = path[1:3] if path[1:3] in LANGUAGES else "en"
        wanted = {"to": f"{path}?{request.url.query}" if request.url.query else path}
        again = {"ended": "1"} if request.method == "POST" else wanted
        return RedirectResponse(with_query(f"/{language}{SIGN_IN}", again), 303)
    return _answer_error(request, error)


def _is_page(path: str) -> bool:
    return path[:4] in {f"/{language}/" for language in LANGUAGES} and not is_file(path)
