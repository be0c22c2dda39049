"""Signing in with an access key, and out again: the session is a cookie that no script can read."""

from typing import Annotated

from fastapi import APIRouter, Form, Query, Request, Response
from fastapi.responses import RedirectResponse
from pydantic import BaseModel, ConfigDict, Field

from app.access.sessions import Sessions
from app.api.entrance import COOKIE, SIGN_IN, SIGN_OUT, session_token
from app.api.pages.frame import Page, PageFrame
from app.api.pages.words import LANGUAGES
from app.api.strict import StrictRoute

router = APIRouter(route_class=StrictRoute)


class SignInForm(BaseModel):
    """What the form sends."""

    model_config = ConfigDict(extra="forbid")

    key: str = Field("", max_length=400)
    to: str = Field("", max_length=8_000)


@router.get(SIGN_IN)
def show_sign_in(
    page: PageFrame,
    to: Annotated[str, Query(max_length=8_000)] = "",
    ended: Annotated[str, Query(max_length=1)] = "",
) -> Response:
    """Show the form."""
    return page.render("sign_in.html", to=_own(page, to), wrong=False, ended=bool(ended))


@router.post(SIGN_IN)
def sign_in(request: Request, page: PageFrame, form: Annotated[SignInForm, Form()]) -> Response:
    """Make a session from a key."""
    sessions: Sessions | None = request.app.state.sessions
    token = sessions.open(form.key.strip()) if sessions else None
    to = _own(page, form.to)
    if token is None:
        return page.render("sign_in.html", http_status=401, to=to, wrong=True, ended=False)
    answer = RedirectResponse(to, 303)
    secure = "https" in (request.url.scheme, request.headers.get("x-forwarded-proto"))
    answer.set_cookie(COOKIE, token, httponly=True, samesite="strict", secure=secure, path="/")
    return answer


@router.post(SIGN_OUT)
def sign_out(request: Request, page: PageFrame) -> Response:
    """End the session."""
    sessions: Sessions | None = request.app.state.sessions
    if sessions:
        sessions.close(session_token(dict(request.scope["headers"])))
    answer = RedirectResponse(f"/{page.language}{SIGN_IN}", 303)
    answer.delete_cookie(COOKIE, path="/", httponly=True, samesite="strict")
    return answer


def _own(page: Page, to: str) -> str:
    """Return an address of our own pages; anything else becomes the overview."""
    ours = any(to.startswith(f"/{code}/") and not to.startswith(f"/{code}/sign-") for code in LANGUAGES)
    return to if ours and "\\" not in to and to.isprintable() else f"/{page.language}/"
