"""What cannot be in recorded kinship, and the placeholders that are guarded against."""

from app.domain.kin_net import Net
from app.domain.kin_types import KinContradiction, KinTie


def contradictions(net: Net) -> list[KinContradiction]:
    """Return the contradictions of a net, by kind and persons.

    Parameters
    ----------
    net : Net
        All persons and ties.

    Returns
    -------
    list of KinContradiction
        Self ties, parents that cannot all be true, parent circles, crowded persons.
    """
    found = [KinContradiction("self_tie", (tie.a,), tie.claims) for tie in net.self_ties]
    rows = net.rows
    births: dict[int, list[int]] = {}
    circles: dict[int, dict[tuple[int, int], KinTie]] = {}
    for child, parent, row in net.recorded_parents():
        if rows.natures[row] == "birth":
            births.setdefault(child, []).append(parent)
        if child in net.cyclic and net.order[child] == net.order[parent]:
            circles.setdefault(net.order[child], {})[child, parent] = rows.tie(row)
    for child, parents in births.items():
        sexes = [net.sexes[parent] for parent in parents]
        kind = "too_many_birth_parents" if len(parents) > 2 else "two_birth_parents_of_one_sex"
        if len(parents) > 2 or (len(parents) == 2 and sexes[0] is not None and sexes[0] == sexes[1]):
            ties = [tie for parent in parents for tie in net.ties_up(child, parent)]
            found.append(_contradiction(net, kind, [child, *sorted(parents)], ties))
    for circle in circles.values():
        persons = sorted({person for pair in circle for person in pair})
        found.append(_contradiction(net, "parent_cycle", persons, list(circle.values())))
    for person in net.crowded:
        if person < net.recorded:
            found.append(KinContradiction("many_children", (net.ids[person],)))
    return sorted(found, key=lambda item: (item.kind, item.persons))


def _contradiction(net: Net, kind: str, persons: list[int], ties: list[KinTie]) -> KinContradiction:
    claims = tuple(sorted({claim for tie in ties for claim in tie.claims}))
    return KinContradiction(kind, tuple(net.ids[person] for person in persons), claims)
