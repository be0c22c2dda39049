"""The invented land: offices, jails, crossings and camps, of the kinds that real trails lead through."""

from dataclasses import dataclass, field
from random import Random

Row = dict[str, str]
DATASET = "invented"
_FIRST = ("Puk", "Tong", "So", "Nam", "Sin", "Ko", "Ryong", "Un", "Pae", "Han", "Chol", "Myong", "Tae", "Song", "Kum")
_LAST = ("san", "hae", "gang", "chon", "won", "baek", "pyong", "dok", "rim", "am", "po", "gok", "hung", "ju")
_PROVINCES = ("Puksan", "Tonghae", "Sobaek", "Namgang")
_CHINESE = ("Pinghe", "Longquan", "Baihe", "Shuangjiang")
_COUNTRIES = (("kp", "North Korea"), ("cn", "China"), ("ru", "Russia"), ("vn", "Vietnam"), ("kr", "South Korea"))


@dataclass(frozen=True, slots=True)
class County:
    """A county: its place, its State Security office, where that one holds people, its police, its province."""

    place: str
    security: str
    jail: str
    police: str
    province: int


@dataclass(frozen=True, slots=True)
class Province:
    """A province: its place, its State Security bureau and where that one holds people."""

    place: str
    security: str
    jail: str


@dataclass(frozen=True, slots=True)
class Crossing:
    """A way over the border: crossing, the Chinese town with police and jail, the county on the other side."""

    place: str
    town: str
    police: str
    jail: str
    county: int


@dataclass(slots=True)
class World:
    """Ids that trails are made of, and the rows that describe them; ``kinds`` gives kind and country of an agency."""

    dataset: str = DATASET
    counties: list[County] = field(default_factory=list)
    provinces: list[Province] = field(default_factory=list)
    crossings: list[Crossing] = field(default_factory=list)
    camps: list[str] = field(default_factory=list)
    prisons: list[str] = field(default_factory=list)
    bodies: dict[str, str] = field(default_factory=dict)
    places: dict[str, str] = field(default_factory=dict)
    kinds: dict[str, tuple[str, str]] = field(default_factory=dict)
    rows: dict[str, list[Row]] = field(default_factory=dict)


def build_world(rng: Random, counties: int, dataset: str = DATASET) -> World:
    """Return an invented land with so many counties.

    Parameters
    ----------
    rng : Random
    counties : int
        At least 4, one for each crossing.
    dataset : str
        First part of every id.

    Returns
    -------
    World
    """
    world = World(dataset, rows={"agencies": [], "places": [], "structure": []})
    draft = _Draft(world)
    draft.states()
    draft.provinces()
    for number in range(counties):
        draft.county(number, _name(rng, number))
    draft.crossings()
    draft.facilities()
    return world


def _name(rng: Random, number: int) -> str:
    base = f"{rng.choice(_FIRST)}{rng.choice(_LAST)}"
    return base if number < len(_FIRST) else f"{base} {number + 1}"


def gazetteer_id(dataset: str) -> str:
    """Return the id of the invented source that agencies and places rest on."""
    return f"{dataset}:gazetteer"


class _Draft:
    """Writes the rows of a world while it is built."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.source = gazetteer_id(world.dataset)

    def agency(self, id: str, name: str, kind: str, country: str, *, above: str = "", at: str = "") -> str:
        full = f"{self.world.dataset}:{id}"
        row = {
            "id": full,
            "name": name,
            "name_script": "Latn",
            "kind": kind,
            "country": country,
            "source_id": self.source,
        }
        self.world.rows["agencies"].append(row)
        self.world.kinds[full] = (kind, country)
        self.tie(full, "part_of", above)
        self.tie(full, "based_at", at)
        return full

    def place(self, id: str, name: str, kind: str, country: str, *, within: str = "", facility: str = "") -> str:
        full = f"{self.world.dataset}:{id}"
        row = {"id": full, "name": name, "name_script": "Latn", "kind": kind, "facility_kind": facility}
        self.world.rows["places"].append(row | {"country": country, "source_id": self.source})
        self.tie(full, "within", within)
        return full

    def tie(self, start: str, relation: str, end: str) -> None:
        if end:
            row = {"from_id": start, "relation": relation, "to_id": end, "source_id": self.source}
            self.world.rows["structure"].append(row)

    def states(self) -> None:
        places, bodies = self.world.places, self.world.bodies
        for code, name in _COUNTRIES:
            places[code] = self.place(code, f"{name} (invented places)", "country", code.upper())
        bodies["security"] = self.agency("security", "State Security (invented)", "secret_police", "KP")
        bodies["police"] = self.agency("police", "Social Security (invented)", "police", "KP")
        bodies["border"] = self.agency("border-guard", "Border guard (invented)", "border_guard", "KP")
        bodies["army"] = self.agency("army-security", "Army security bureau (invented)", "military_security", "KP")
        bodies["inspection"] = self.agency("inspection", "Inspection group (invented)", "joint_task_force", "KP")
        bodies["abroad"] = self.agency(
            "security-abroad", "State Security teams abroad (invented)", "overseas_team", "KP", above=bodies["security"]
        )
        bodies["cn-police"] = self.agency("cn-police", "Chinese Public Security (invented)", "police", "CN")
        bodies["cn-security"] = self.agency("cn-security", "Chinese State Security (invented)", "intelligence", "CN")
        places["ru-port"] = self.place("ru-port", "Vostochnaya", "city", "RU", within=places["ru"])
        places["consulate"] = self.place(
            "consulate", "Consulate in Vostochnaya", "facility", "RU", within=places["ru-port"], facility="consulate"
        )
        bodies["ru-police"] = self.agency("ru-police", "Russian police (invented)", "police", "RU")
        bodies["consulate"] = self.agency(
            "mission", "Consulate staff in Vostochnaya (invented)", "diplomatic_mission", "KP", at=places["consulate"]
        )
        places["capital"] = self.place("capital", "Capital (invented)", "city", "KP", within=places["kp"])

    def provinces(self) -> None:
        world = self.world
        for number, name in enumerate(_PROVINCES):
            place = self.place(f"prov-{number}", f"{name} Province", "province", "KP", within=world.places["kp"])
            jail = self.place(
                f"prov-jail-{number}", f"{name} detention centre", "facility", "KP", within=place, facility="kuryujang"
            )
            bureau = self.agency(
                f"prov-security-{number}",
                f"{name} Provincial State Security",
                "provincial_bureau",
                "KP",
                above=world.bodies["security"],
                at=jail,
            )
            world.provinces.append(Province(place, bureau, jail))

    def county(self, number: int, name: str) -> None:
        world = self.world
        index = number % len(world.provinces)
        province = world.provinces[index]
        place = self.place(f"county-{number}", f"{name} County", "county", "KP", within=province.place)
        jail = self.place(
            f"jail-{number}", f"{name} detention centre", "facility", "KP", within=place, facility="kuryujang"
        )
        office = self.agency(
            f"office-{number}",
            f"{name} County State Security",
            "local_department",
            "KP",
            above=province.security,
            at=jail,
        )
        police = self.agency(
            f"station-{number}",
            f"{name} County Social Security",
            "local_department",
            "KP",
            above=world.bodies["police"],
        )
        world.counties.append(County(place, office, jail, police, index))

    def crossings(self) -> None:
        world = self.world
        for number, name in enumerate(_CHINESE):
            town = self.place(f"cn-town-{number}", name, "city", "CN", within=world.places["cn"])
            jail = self.place(
                f"cn-jail-{number}", f"{name} detention centre", "facility", "CN", within=town, facility="cn_detention"
            )
            police = self.agency(
                f"cn-station-{number}",
                f"{name} Public Security",
                "local_police",
                "CN",
                above=world.bodies["cn-police"],
                at=town,
            )
            county = world.counties[number]
            crossing = self.place(f"crossing-{number}", f"{name} crossing", "border_crossing", "", within=town)
            self.tie(crossing, "within", county.place)
            world.crossings.append(Crossing(crossing, town, police, jail, number))

    def facilities(self) -> None:
        world = self.world
        for number in range(3):
            within = world.provinces[number].place
            name = f"Camp {number + 1} (invented)"
            world.camps.append(self.place(f"camp-{number}", name, "facility", "KP", within=within, facility="kwanliso"))
        for number in range(3):
            within = world.provinces[number + 1].place
            name = f"Re-education camp {number + 1} (invented)"
            world.prisons.append(
                self.place(f"prison-{number}", name, "facility", "KP", within=within, facility="kyohwaso")
            )
