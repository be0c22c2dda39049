"""Published figures counted again equal the enumeration of all worlds."""

from app.analysis import ANALYSES
from tests.unit.analysis import oracle_of_figures as oracle
from tests.unit.analysis.oracle_of_places import CROSSINGS

#: The rest: of crossings and of women there is one figure each.
_APART = {"tjwg24-cases", "rep23-crossings", "rep23-women-pct"}
COMPARED = {*oracle.OF_PERSONS, *oracle.SHARES, *oracle.OF_EVENTS, *oracle.OF_PLACES, *_APART}


def check_figures(history, world, book, turn, open_):
    """Of everyone, of who is recorded, or of whose id begins in one way; the figures of one report are some of all."""
    recorded_only, ids = turn % 3 == 0, ("", "x:p0", "x:p1", "x:q")[turn // 3 % 8 if turn // 3 % 8 < 4 else 0]
    counts = [p for p in history.persons if p.startswith(ids) and not (recorded_only and history.told[p]["invented"])]
    answer = ANALYSES["figures"].run(book, recorded_only=recorded_only, ids=ids or None)
    if turn % 5 == 0:
        report = ANALYSES["figures"].run(book, recorded_only=recorded_only, ids=ids or None, report="tjwg24")
        assert report["figures"] == [row for row in answer["figures"] if row["id"].startswith("tjwg24")]
    found = {row["id"]: (row["least"], row["most"]) for row in answer["figures"] if row["why"] == "counted"}
    firsts = {p: taking for p in counts for taking in world.trails[p].takings[:1]}
    sized = {p: taking for p, taking in firsts.items() if history.groups.get(p, (1, 1))[1] is not None}
    assert answer["persons"] == len(sized)
    assert answer["left_out"]["groups"] == sorted(firsts.keys() - sized.keys())
    check_events(history, world, counts, found, open_)
    for figure, which in oracle.OF_PLACES.items():
        assert found[figure] == oracle.places(history, *which)
    if not sized:
        assert not found.keys() & oracle.OF_PERSONS.keys()
        return
    cases = {history.told[person]["case"] for person in sized} - {""}
    assert found["tjwg24-cases"] == (len(cases), len(cases))
    facts = {person: oracle.of_taking(history, taking) for person, taking in sized.items()}
    for figure, (asked, holds) in oracle.OF_PERSONS.items():
        said = {person: oracle.answers(facts[person], asked, holds) for person in sized}
        sizes = {person: history.groups.get(person, (1, 1)) for person in sized}
        least = sum(sizes[person][0] for person in said if said[person] == {True})
        most = sum(sizes[person][1] for person in said if True in said[person])
        assert found[figure] == (least, most), figure
        open_[figure] += least != most
    whole = found["tjwg24-victims"]
    for share, figure in oracle.SHARES.items():
        least, most = found[figure]
        assert found[share] == (round(100 * least / whole[1], 1), min(100, round(100 * most / whole[0], 1))), share


def check_events(history, world, counts, found, open_):
    takings = {e.id: taking for trail in world.trails.values() for taking in trail.takings for e in taking}

    def split(figure):
        kind, asked, holds = oracle.OF_EVENTS[figure]
        said = [
            (e, oracle.answers(oracle.of_event(history, e, takings.get(e.id)), asked, holds))
            for e in oracle.events_of(history, kind)
            if e.person in counts
        ]
        return [e for e, found in said if found == {True}], [e for e, found in said if True in found]

    for figure in oracle.OF_EVENTS:
        sure, possible = split(figure)
        wanted = world.persons(e.person for e in sure)[0], world.persons(e.person for e in possible)[1]
        assert found[figure] == wanted, figure
        open_[figure] += wanted[0] != wanted[1]
    sure, possible = split("rep23-total")
    over = [{e.roles.get("at") for e in events} - {None} for events in (sure, possible)]
    assert found["rep23-crossings"] == tuple(len(each & CROSSINGS) for each in over)
    check_share_of_women(history, world, found, (sure, possible))


def check_share_of_women(history, world, found, events):
    """At least the women who surely were among all who can have been, at most the other way round."""
    sure, possible = ([e.person for e in each] for each in events)
    least = world.persons(p for p in sure if history.told[p]["sex"] == "female")[0]
    most = world.persons(p for p in possible if history.told[p]["sex"] != "male")[1]
    fewest, all_ = world.persons(sure)[0], world.persons(sure)[1]
    lowest = 0 if all_ in (None, 0) else min(100.0, round(100 * least / all_, 1))
    highest = 100.0 if most is None or most >= fewest > 0 else round(100 * most / fewest, 1) if fewest else 0
    assert found["rep23-women-pct"] == (lowest, highest)
