"""What happens in an invented population: single happenings, and the record of what caused what."""

from dataclasses import dataclass


@dataclass(slots=True, eq=False)
class Happening:
    """One event as it truly happened; empty is not known.

    Attributes
    ----------
    person : int
    day, end : int
        Ordinals; 0 is no day. ``end`` only for kinds that last.
    said : str
        The date text of the source where several events share one; else drawn when it is recorded.
    helper, role : int, str
        Another person with a part in it; -1 is nobody.
    age : int
        The age that is told; -1 leaves it to chance.
    hidden : bool
        True: no source tells when it was.
    kept : bool
        True for what the cause record rests on: it is always recorded, by one source, with a grade that decides.
    number : int
        Made into the event id when all has happened; 0 is not recorded.
    """

    person: int
    kind: str
    day: int
    end: int = 0
    reason: str = ""
    by: str = ""
    giver: str = ""
    taker: str = ""
    at: str = ""
    leaves: str = ""
    enters: str = ""
    place_kind: str = ""
    country: str = ""
    manner: str = ""
    helper: int = -1
    role: str = ""
    said: str = ""
    grade: str = ""
    kept: bool = False
    age: int = -1
    hidden: bool = False
    number: int = 0
    step: int = 0


@dataclass(slots=True, eq=False)
class Cause:
    """Why someone was taken: the generator's own record.

    Attributes
    ----------
    punishment : Happening
        The first event of the stretch of custody.
    cause : str
        association (for a relative), together (along with a relative), own_act, or background (for nothing told here).
    trigger : Happening or None
        The act, or the arrest for an act that no source tells.
    chon : int
        The true degree, 0 for a spouse; -1 without a trigger of another.
    affinal : bool
    generation : int
        1 for relatives of someone who acted on his own; 2 for relatives of a punished person who acted later …
    documented : str
        What a source says it was for: event, person, or empty.
    """

    punishment: Happening
    cause: str
    trigger: Happening | None = None
    chon: int = -1
    affinal: bool = False
    generation: int = 0
    documented: str = ""
