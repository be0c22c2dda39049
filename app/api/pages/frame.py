"""The frame of every page: language, templates, addresses."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Annotated, Any, Literal
from urllib.parse import urlencode

from fastapi import Depends, Query, Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, PackageLoader, Undefined
from jinja2.utils import missing

from app.api.deps import Kintrace
from app.api.pages.statements import Part, statement_parts, statement_title
from app.api.pages.words import LANGUAGES, Words
from app.services.analyst import Analyst
from app.services.exporter import Exporter
from app.services.ledger import Ledger
from app.services.reader import Reader

#: Label of a node -> folder of its page.
FOLDERS = {
    "Person": "persons",
    "Family": "families",
    "Case": "cases",
    "Agency": "agencies",
    "Place": "places",
    "Event": "events",
    "Source": "sources",
    "Claim": "evidence",
}
#: Forms of a view besides the page.
FORMS = ("svg", "html", "csv", "json")
_FILE_ENDS = tuple(f".{form}" for form in FORMS)


class MissingFact(Undefined):
    """A property that a record does not have is nothing; a name that no template was given is an error."""

    def _known(self) -> None:
        if self._undefined_obj is missing:
            self._fail_with_undefined_error()

    def __bool__(self) -> bool:
        self._known()
        return False

    def __str__(self) -> str:
        self._known()
        return ""

    def __iter__(self) -> Iterator[Any]:
        self._known()
        return iter(())

    def __len__(self) -> int:
        self._known()
        return 0


def build_environments(versions: Mapping[str, str]) -> dict[tuple[str, bool], tuple[Environment, Words]]:
    """Return templates and words for each language, with names shown and with names hidden.

    Parameters
    ----------
    versions : mapping of str to str
        Own file name to its content hash; it goes into the address, so that a changed file is fetched anew.
    """
    return {
        (language, hides): _environment(Words(language, hides_names=hides), versions)
        for language in LANGUAGES
        for hides in (False, True)
    }


def _environment(words: Words, versions: Mapping[str, str]) -> tuple[Environment, Words]:
    environment = Environment(
        loader=PackageLoader("app.api", "templates"),
        autoescape=True,
        undefined=MissingFact,
        extensions=["jinja2.ext.i18n"],
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.install_gettext_translations(words.translations, newstyle=True)  # type: ignore[attr-defined]
    environment.policies["ext.i18n.trimmed"] = True
    environment.globals.update(
        words=words,
        lang=words.language,
        static=lambda name: f"/static/{name}?v={versions[name][:12]}",
    )
    return environment, words


def with_query(path: str, values: Mapping[str, str]) -> str:
    """Return an address with a query; without values it has none.

    Parameters
    ----------
    path : str
    values : mapping of str to str
        Ids, codes and years: names and free text stand in no address.

    Examples
    --------
    >>> with_query("/en/map", {"ext": "region", "kind": "x:a b"}), with_query("/en/map", {})
    ('/en/map?ext=region&kind=x:a+b', '/en/map')
    """
    query = urlencode(values, safe=":~")
    return f"{path}{'?' if query else ''}{query}"


@dataclass(frozen=True, slots=True)
class PageServices:
    """The services as a page uses them: it says that data are being read rather than keep a reader waiting."""

    reader: Reader
    analyst: Analyst
    ledger: Ledger
    exporter: Exporter


@dataclass(frozen=True, slots=True)
class Page:
    """One request for a page: its language, words and services."""

    request: Request
    words: Words
    templates: Environment
    services: Kintrace

    @property
    def language(self) -> str:
        """``en`` or ``ko``."""
        return self.words.language

    @property
    def signed_in(self) -> str:
        """Return whose key opened the browser session; empty without one."""
        key = self.request.scope.get("key")
        return key.name if key and "authorization" not in self.request.headers else ""

    def address(self, label: str, id: str, part: str = "") -> str:
        """Return the address of the page of a record, or of a part of it; names that are hidden stay hidden there."""
        return self.keeping_names(f"/{self.language}/{FOLDERS[label]}/{id}{part}")

    def keeping_names(self, address: str) -> str:
        """Return an address that hides names when this page does."""
        if not self.words.hides_names:
            return address
        return f"{address}{'&' if '?' in address else '?'}names=hidden"

    @property
    def other_names(self) -> str:
        """The address of the same page with names hidden or shown."""
        given = {name: value for name, value in self.request.query_params.items() if name != "names"}
        hidden = {} if self.words.hides_names else {"names": "hidden"}
        return with_query(self.request.url.path, {**given, **hidden})

    def title(self, claim: Mapping[str, Any]) -> str:
        """Return what kind of claim it is, in words."""
        return statement_title(claim, self.words)

    def parts(self, claim: Mapping[str, Any], complete: bool = False, of: str = "") -> list[Part]:
        """Return what a claim says; on the page of the record ``of`` that record is not named again."""
        return statement_parts(claim, self.words, complete=complete, of=of)

    def caption(self, shown: Iterable[str], data_version: int | str) -> str:
        """Return what is shown, of which data version, and the day on which it was made."""
        _ = self.words
        made = _("made on %(day)s", day=_.date(datetime.now(UTC).date().isoformat()))
        return " · ".join(["Kintrace", *shown, _("data version %(n)s", n=data_version), made])

    def render(self, template: str, *, http_status: int = 200, **values: Any) -> HTMLResponse:
        """Return a page."""
        path = self.request.url.path
        query = f"?{self.request.url.query}" if self.request.url.query else ""
        others = {code: f"/{code}{path[3:]}{query}" for code in LANGUAGES if code != self.language}
        text = self.templates.get_template(template).render(
            page=self, path=path[3:], others=others, languages=LANGUAGES, folders=FOLDERS, **values
        )
        return HTMLResponse(text, http_status)


def page(request: Request, names: Annotated[Literal["", "hidden"], Query()] = "") -> Page:
    """Return the page frame of a request; the language is the first part of its path, ``names=hidden`` hides names."""
    language = request.url.path[1:3]
    environment, words = request.app.state.templates[language if language in LANGUAGES else "en", names == "hidden"]
    services: Kintrace = request.app.state.kintrace
    if request.method == "GET" and not is_file(request.url.path):
        analyst = services.analyst.patient_for(request.app.state.patience)
        services = PageServices(services.reader, analyst, services.ledger, services.exporter)
    return Page(request, words, environment, services)


def is_file(path: str) -> bool:
    """Return whether an address gives a file: what goes wrong there is a problem document, as for the API."""
    return path.endswith(_FILE_ENDS)


PageFrame = Annotated[Page, Depends(page)]
