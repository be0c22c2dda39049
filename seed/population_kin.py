"""Who is kin of whom in truth: the relatives within four chon, blood before marriage at equal degree."""

from dataclasses import dataclass

from seed.population_people import People

MOST_CHON = 4


@dataclass(frozen=True, slots=True)
class Kin:
    """A relation: the degree (0 for a spouse), and whether it runs through a marriage."""

    chon: int
    affinal: bool

    def rank(self) -> tuple[int, bool]:
        """Return the order of nearness: degree first, blood before marriage."""
        return self.chon, self.affinal


def relatives(people: People, person: int, most: int = MOST_CHON) -> dict[int, Kin]:
    """Return everyone within a degree of a person by the true ties.

    Parameters
    ----------
    people : People
    person : int
    most : int
        Chon.

    Returns
    -------
    dict of int to Kin
        Blood relatives, spouses, spouses of blood relatives and blood relatives of spouses, each by the nearest
        relation.

    Notes
    -----
    Relatives that need a marriage at both ends are left out: nobody is punished for them here.
    """
    found: dict[int, Kin] = {}
    for other, chon in _blood(people, person, most).items():
        _keep(found, other, Kin(chon, False))
        for spouse in people.spouses.get(other, ()):
            _keep(found, spouse, Kin(chon, True))
    for spouse in people.spouses.get(person, ()):
        _keep(found, spouse, Kin(0, True))
        for other, chon in _blood(people, spouse, most).items():
            _keep(found, other, Kin(chon, True))
    found.pop(person, None)
    return found


def _keep(found: dict[int, Kin], person: int, kin: Kin) -> None:
    known = found.get(person)
    if known is None or kin.rank() < known.rank():
        found[person] = kin


def _blood(people: People, person: int, most: int) -> dict[int, int]:
    """Return blood relatives with their degree: climb to each ancestor, then come down."""
    found: dict[int, int] = {}
    ancestors = {person: 0}
    level = [person]
    for up in range(most + 1):
        for ancestor in level:
            _descend(people, ancestor, up, most, found)
        above = {parent for each in level for parent in people.parents(each)} - ancestors.keys()
        ancestors.update(dict.fromkeys(above, up + 1))
        level = sorted(above)
    found.pop(person, None)
    return found


def _descend(people: People, ancestor: int, up: int, most: int, found: dict[int, int]) -> None:
    level = [ancestor]
    for chon in range(up, most + 1):
        for each in level:
            found[each] = min(chon, found.get(each, chon))
        level = [child for each in level for child in people.children.get(each, ())]
