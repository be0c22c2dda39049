"""The published agencies and places as a land for invented people: only when asked for, never by default."""

import csv

from seed import published_folder
from seed.population_world import DATASET, County, Crossing, Province, World

_PROVINCES = ("nhg", "ryg", "npa")
#: County or city, and the number of its province.
_COUNTIES = (
    ("onsong", 0),
    ("hoeryong", 0),
    ("musan", 0),
    ("hyesan", 1),
    ("kyongwon", 0),
    ("pochon", 1),
    ("kilju", 0),
    ("kapsan", 1),
)
#: Crossing, Chinese town, its police, where they hold people, number of the county on the other side.
_CROSSINGS = (
    ("bc-tumen-namyang", "cn-tumen", "cn-tumen-psb", "fac-cn-tumen", 0),
    ("bc-sanhe-hoeryong", "cn-longjing", "cn-yanbian-psb", "fac-cn-longjing", 1),
    ("bc-nanping-musan", "cn-helong", "cn-yanbian-psb", "", 2),
    ("bc-changbai-hyesan", "cn-changbai", "cn-changbai-psb", "fac-cn-changbai", 3),
)
_CAMPS = ("fac-kwanliso-14", "fac-kwanliso-16", "fac-kwanliso-25")
_PRISONS = ("fac-kyohwaso-1", "fac-kyohwaso-11", "fac-kyohwaso-12")
_BODIES = {
    "security": "kp-mss",
    "police": "kp-mps",
    "border": "kp-bg",
    "army": "kp-dsb",
    "inspection": "kp-nsg",
    "abroad": "kp-mss-overseas",
    "cn-police": "cn-mps",
    "cn-security": "cn-mss",
    "ru-police": "ru-police",
    "consulate": "kp-consul-vlad",
}
_PLACES = {
    "kp": "kp",
    "cn": "cn",
    "ru": "ru",
    "vn": "vn",
    "kr": "kr",
    "ru-port": "ru-vladivostok",
    "consulate": "fac-ru-consul-vlad",
    "capital": "kp-pyongyang",
}


def published_world(dataset: str = DATASET) -> World:
    """Return the published agencies and places; they need the published tables beside the invented ones.

    Parameters
    ----------
    dataset : str
        First part of the ids of the invented people.

    Returns
    -------
    World
        It describes no agency or place itself.
    """
    agencies, places = _read("agencies"), _read("places")
    world = World(dataset, rows={"agencies": [], "places": [], "structure": []})
    world.kinds = {id: (row["kind"], row["country"]) for id, row in agencies.items()}
    world.bodies = {name: _id(body) for name, body in _BODIES.items()}
    world.places = {name: _id(place) for name, place in _PLACES.items()}
    world.provinces = [Province(_id(f"kp-{p}"), _id(f"kp-mss-{p}"), _id(f"fac-mss-{p}")) for p in _PROVINCES]
    for name, province in _COUNTIES:
        jail = _known(f"fac-mss-{name}", places) or _id(f"kp-{name}")
        police = _known(f"kp-mps-{name}", agencies) or world.bodies["police"]
        world.counties.append(County(_id(f"kp-{name}"), _id(f"kp-mss-{name}"), jail, police, province))
    for crossing, town, office, jail, county in _CROSSINGS:
        world.crossings.append(Crossing(_id(crossing), _id(town), _id(office), _id(jail or town), county))
    world.camps = [_id(camp) for camp in _CAMPS]
    world.prisons = [_id(prison) for prison in _PRISONS]
    return world


def _id(local: str) -> str:
    return f"published:{local}"


def _known(local: str, rows: dict[str, dict[str, str]]) -> str:
    return _id(local) if _id(local) in rows else ""


def _read(table: str) -> dict[str, dict[str, str]]:
    with (published_folder() / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return {row["id"]: row for row in csv.DictReader(file)}
