"""One question to a casebook: what counts as kin, as a trigger and as a punishment, and what was worked out for it."""

from dataclasses import dataclass

from app.analysis.casebook import Casebook
from app.analysis.options import option
from app.analysis.status import is_abroad, status_of
from app.analysis.takings import Taking, Trigger, find_triggers, is_punishment

ACTS, TAKINGS = "acts", "takings"


@dataclass(frozen=True, slots=True)
class Terms:
    """What counts as kin, as soon enough, as a trigger and as a punishment.

    Attributes
    ----------
    max_chon : int
        Degree within which kin is looked for.
    window_days : int
        W: the longest delay of an inferred link.
    trigger : str
        ``acts``, or ``takings`` to make every taking a trigger too.
    own_reason : bool
        Takes every taking as a punishment.
    """

    max_chon: int = option(4, "int", "degree (chon) within which kin is looked for", least=0, most=8)
    window_days: int = option(1096, "int", "the longest delay of an inferred link, in days", least=1, most=36_525)
    trigger: str = option(ACTS, "choice", "what can trigger: acts, or every taking too", allowed=(ACTS, TAKINGS))
    own_reason: bool = option(False, "flag", "take every taking as a punishment, whatever its reason")


class Inquiry:
    """One question to a casebook: its terms, and what was worked out for it already.

    Parameters
    ----------
    book : Casebook
    terms : Terms
    """

    def __init__(self, book: Casebook, terms: Terms) -> None:
        self.book = book
        self.terms = terms
        self._near: dict[str, dict[str, int]] = {}
        self._punishments: dict[str, list[Taking]] = {}
        self._triggers: dict[str, list[Trigger]] = {}
        self._status: dict[str, str] = {}
        self._abroad: dict[str, bool] = {}

    def near(self, person: str) -> dict[str, int]:
        """Return the kin of a person within the degree, with their rank."""
        if person not in self._near:
            self._near[person] = self.book.kinship.ranks_within(person, self.terms.max_chon)
        return self._near[person]

    def punishments(self, person: str) -> list[Taking]:
        """Return the takings of a person that can be a punishment for a relative, in trail order."""
        if person not in self._punishments:
            acts, takings = self.book.acts.get(person, ()), self.book.takings.get(person, ())
            own = self.terms.own_reason
            self._punishments[person] = [taking for taking in takings if is_punishment(taking, acts, own_reason=own)]
        return self._punishments[person]

    def triggers(self, person: str) -> list[Trigger]:
        """Return what a person did that relatives can have been punished for."""
        if person not in self._triggers:
            takings, acts = self.book.takings.get(person, ()), self.book.acts.get(person, ())
            self._triggers[person] = find_triggers(person, takings, acts, every_taking=self.terms.trigger == TAKINGS)
        return self._triggers[person]

    def status(self, person: str) -> str:
        """Return the status of a person on the data's day."""
        if person not in self._status:
            self._status[person] = status_of(self.book, person).status
        return self._status[person]

    def is_abroad(self, person: str) -> bool:
        """Say whether a person was last known free in another country."""
        if person not in self._abroad:
            self._abroad[person] = is_abroad(self.book, person)
        return self._abroad[person]

    def actors(self) -> list[str]:
        """Return everyone with a trigger, by id."""
        return [person for person in sorted(self.book.acts.keys() | self.book.takings.keys()) if self.triggers(person)]
