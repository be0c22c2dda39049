"""The texts of the pages: gettext catalogues, words for codes, dates and names in the language of the page."""

import io
import math
from collections.abc import Mapping
from functools import cached_property
from gettext import GNUTranslations, NullTranslations
from importlib.resources import files
from typing import Any

from babel import Locale
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from app.api.pages.particles import fit_particles
from app.api.pages.reasons import Reasons
from app.domain.custody import event_kinds, reasons
from app.domain.dates import DateRefused, read_date, show_date
from app.domain.names import detect_script
from app.views.page_svg import invented_name

_DAYS_SHOWN_AS_DAYS = 92
_MONTH_DAYS = 30.44
#: Labels of the records whose names or titles name persons.
_NAMING = ("Person", "Family", "Case", "Source")
#: Language of a page -> its own name.
LANGUAGES = {"en": "English", "ko": "한국어"}


def load_translations(language: str) -> NullTranslations:
    """Return the catalogue of a language, read from its ``.po`` file; English is the text in the code."""
    entry = files("app.api") / "locale" / f"{language}.po"
    if not entry.is_file():
        return NullTranslations()
    catalogue = read_po(io.BytesIO(entry.read_bytes()), locale=language, abort_invalid=True)
    compiled = io.BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return GNUTranslations(compiled)


class Words:
    """The words of one language.

    Parameters
    ----------
    language : str
        One of :data:`LANGUAGES`.
    hides_names : bool
        True to show persons by their ids alone.
    """

    def __init__(self, language: str, *, hides_names: bool = False) -> None:
        self.language = language
        self.hides_names = hides_names
        self.translations = load_translations(language)
        self.reasons = Reasons(language)

    @cached_property
    def _locale(self) -> Locale:
        return Locale(self.language)

    def __call__(self, text: str, **values: Any) -> str:
        """Return a text in this language, with its named values filled in."""
        translated = self.translations.gettext(text)
        return fit_particles(translated % values) if values else translated

    def told(self, text: str | None) -> str:
        """Return a reason for refusing or warning in this language."""
        return self.reasons.told(text) if text else ""

    def kind(self, code: str | None) -> str:
        """Return the words for an event kind."""
        known = event_kinds().get(code or "")
        return known.label[self.language] if known else self.code(code)

    def reason(self, code: str | None) -> str:
        """Return the words for a stated reason."""
        known = reasons().get(code or "")
        return known.label[self.language] if known else self.code(code)

    def code(self, code: str | None) -> str:
        """Return the words for any other code of the vocabulary."""
        return self(code.replace("_", " ")) if code else ""

    def country(self, code: str | None) -> str:
        """Return the name of a country."""
        own = {"KP": self("North Korea"), "KR": self("South Korea")}
        return own.get(code or "") or (self._locale.territories.get(code or "") or code or "")

    def date(self, text: str | None) -> str:
        """Return a date in words; a text that is no date stays as it is."""
        if not text:
            return ""
        try:
            return show_date(read_date(text, period="/" in text), self.language)
        except DateRefused:
            return text

    def delay(self, least: int, most: int, *, short: bool = False) -> str:
        """Return a delay in words: a range of days, or of months when it is long; ``short`` where there is no room."""
        if max(abs(least), abs(most)) < _DAYS_SHOWN_AS_DAYS:
            low, high, unit = least, most, self("d") if short else self("days")
        else:
            low, high = math.floor(least / _MONTH_DAYS), math.ceil(most / _MONTH_DAYS)
            unit = self("mo") if short else self("months")
        to = "%(a)s…%(b)s" if short else self("%(a)s to %(b)s")
        span = f"{low}" if low == high else f"{low}–{high}" if low >= 0 else to % {"a": low, "b": high}
        span = span.replace("-", "\N{MINUS SIGN}")
        return f"{span} {unit}" if self.language == "en" else f"{span}{unit}"

    def delay_bound(self, days: int, *, up: bool) -> str:
        """Return one bound of a delay in words; months are rounded away from what it bounds."""
        if abs(days) < _DAYS_SHOWN_AS_DAYS:
            return self.delay(days, days)
        months = math.ceil(days / _MONTH_DAYS) if up else math.floor(days / _MONTH_DAYS)
        return f"{months} {self('months')}" if self.language == "en" else f"{months}{self('months')}"

    def chon(self, degree: int) -> str:
        """Return a degree of kinship, the unit glued to the number in Korean."""
        return f"{degree}촌" if self.language == "ko" else f"{degree} chon"

    def relation(self, entry: Mapping[str, Any]) -> str:
        """Return what one person is to another; where the words are not certain, all that can be."""
        said = entry.get("words") or {}
        return " / ".join(said.get(self.language) or said.get("en") or [entry.get("relation") or self("relative")])

    def names(self, record: Mapping[str, Any]) -> tuple[str, str]:
        """Return the name to show first and the one to show second, Korean before Latin; the second may be empty.

        A record that no claim describes is shown by its id; an event by what happened, to whom and when.
        """
        if record.get("label") == "Event":
            return self._event(record), ""
        first = record.get("name") or record.get("title") or ""
        if not first or (self.hides_names and record.get("label", "Person") in _NAMING):
            return str(record["id"]), ""
        if record.get("name_script") == "label":
            return first, ""
        forms = [first, *(record.get("names") or ())]
        korean = next((form for form in forms if detect_script(form) == "Hang"), "")
        latin = next((form for form in forms if detect_script(form) == "Latn"), "")
        if record.get("label") not in (None, "Person") and self.language == "en" and latin:
            return latin, korean
        return (korean, latin) if korean else (first, latin if latin != first else "")

    def _event(self, record: Mapping[str, Any]) -> str:
        who = self.names(record["subject"])[0] if record.get("subject") else ""
        rest = ", ".join(each for each in (who, self.date(record.get("begin"))) if each)
        what = self.kind(record.get("kind")) or str(record["id"])
        return f"{what} ({rest})" if rest else what

    def drawn(self, record: Mapping[str, Any]) -> tuple[str, str]:
        """Return the names as a picture shows them: the first bears the sign of what is invented."""
        first, second = self.names(record)
        return invented_name(first) if record.get("invented") else first, second
