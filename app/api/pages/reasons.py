"""What is wrong in a row, a parameter or a request, in the language of the page.

Reasons are English where they arise, as the command and the interface show them; the pages translate them here. A text
of the catalogue may hold ``{}`` where a reason has a value; the value itself may be a text of the catalogue.
"""

import io
import re
from collections.abc import Callable
from functools import lru_cache
from importlib.resources import files

from babel.messages.pofile import read_po

from app.api.pages.particles import fit_particles
from app.errors import Invalid, InvalidDocument, InvalidParameter, KintraceError, NotFound, TooLarge

_VALUE, _QUOTED = "{}", "'{"
_Told = Callable[[str], str]


class Reasons:
    """The reasons of one language.

    Parameters
    ----------
    language : str
        One that has a catalogue ``<language>_reasons.po``; any other leaves the texts as they are.
    """

    def __init__(self, language: str) -> None:
        texts = _texts(language)
        self._whole = {text: told for text, told in texts.items() if _VALUE not in text}
        with_values = sorted((text for text in texts if _VALUE in text), key=lambda text: (-_plain(text), text))
        self._patterns = [(_pattern(text), texts[text]) for text in with_values]
        self.told = lru_cache(maxsize=4_096)(self._told)

    def _told(self, text: str) -> str:
        """Return a reason in this language; one that is in no catalogue stays as it is.

        Parameters
        ----------
        text : str

        Examples
        --------
        >>> Reasons("ko").told("at most 300 characters")
        '300자까지'
        """
        bare = text.rstrip(".")
        if bare in self._whole:
            return self._whole[bare]
        for pattern, told in self._patterns:
            found = pattern.fullmatch(bare)
            if found:
                values = found.groups()  # what is quoted is a code, the same in every language
                return fit_particles(told.format(*(values if _QUOTED in told else map(self.told, values))))
        return text

    def of_error(self, error: Exception, detail: str) -> str:
        """Return what an error says.

        Parameters
        ----------
        error : Exception
        detail : str
            What it says in English.

        Returns
        -------
        str
            Its parts in this language, as sentences.
        """
        return " ".join(_sentence(self.told(part)) for part in _parts(error, detail, self.told))


def _parts(error: Exception, detail: str, told: _Told) -> list[str]:
    """Return an error as the texts that it was made of."""
    if isinstance(error, NotFound):
        return [f"no {error.kind} with the id {error.id}", *([error.remedy] if error.remedy else [])]
    if isinstance(error, TooLarge):
        above = f"above the limit of {error.limit}"
        return [f"{error.file}: {told(above)}" if error.file else above, error.how]
    if isinstance(error, Invalid) and error.allowed:
        return [_placed(error, told), f"{told('Allowed')}: {told(error.allowed)}"]
    if isinstance(error, Invalid):
        return [_placed(error, told)]
    if isinstance(error, KintraceError):
        return [each for each in re.split(r"(?<=[.!?]) (?=[A-Z])", detail) if each]
    return [detail]


def _placed(error: Invalid, told: _Told) -> str:
    """Return where it is wrong and why."""
    if isinstance(error, InvalidDocument):
        places = (error.file, error.row and f"{told('row')} {error.row}", error.column)
        return f"{', '.join(str(each) for each in places if each)}: {told(error.reason)}"
    if isinstance(error, InvalidParameter):
        return f"{error.name}: {told(error.reason)}"
    return told(error.reason)


def _texts(language: str) -> dict[str, str]:
    """Return the catalogue of a language."""
    entry = files("app.api") / "locale" / f"{language}_reasons.po"
    if not entry.is_file():
        return {}
    catalogue = read_po(io.BytesIO(entry.read_bytes()), locale=language, abort_invalid=True)
    return {str(each.id): str(each.string) for each in catalogue if each.id and each.string}


def _plain(text: str) -> int:
    return len(text.replace(_VALUE, ""))


def _pattern(text: str) -> re.Pattern[str]:
    """Return what matches a text with any values in it."""
    return re.compile("(.+?)".join(re.escape(part) for part in text.split(_VALUE)), re.DOTALL)


def _sentence(text: str) -> str:
    return text if text.endswith((".", "!", "?")) else f"{text}."
