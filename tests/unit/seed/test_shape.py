"""The 66 invented cases have the published totals, figure by figure."""

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date

import pytest

from app.domain.dates import read_date
from seed import published_folder
from seed.population import published_shape
from tests.unit.seed.tables_of import Rows, check_all, conflicts, dangling, read_file

KIM_JONG_IL = date(1994, 7, 8)
KIM_JONG_UN = date(2011, 12, 17)


class Shape:
    """The rows of the invented cases, and what is counted of them."""

    def __init__(self) -> None:
        population = published_shape()
        self.rows: Rows = {name: list(table()) for name, table in population.tables.items()} | {"identities": []}
        cases = [row for row in self.rows["memberships"] if row["relation"] == "in_case"]
        self.victims = {row["person_id"]: row["target_id"] for row in cases}
        trails: dict[str, list[dict[str, str]]] = {}
        for row in self.rows["events"]:
            if row["person_id"] in self.victims:
                trails.setdefault(row["person_id"], []).append(row)
        self.trails = {person: sorted(trail, key=lambda row: int(row["step"])) for person, trail in trails.items()}
        self.arrests = {
            person: next(row for row in trail if row["kind"] == "arrest") for person, trail in self.trails.items()
        }
        self.country = {row["id"]: row["country"] for row in self.rows["places"]}
        self.sex = {row["id"]: row["sex"] for row in self.rows["persons"]}
        self.security = set(self.under("invented-shape:security"))

    def under(self, agency: str) -> Iterator[str]:
        yield agency
        for row in self.rows["structure"]:
            if row["relation"] == "part_of" and row["to_id"] == agency:
                yield from self.under(row["from_id"])

    def arrested(self, country: str = "", by: str = "") -> int:
        return sum(
            country in ("", self.country[row["at_place_id"]])
            and by in ("", row["by_agency_id"].removeprefix("invented-shape:"))
            for row in self.arrests.values()
        )

    def first_body_is_security(self, person: str) -> bool:
        return self.arrests[person]["by_agency_id"] in self.security

    def last_body_is_security(self, person: str) -> bool:
        bodies = [body for row in self.trails[person] for body in (row["by_agency_id"], row["to_agency_id"]) if body]
        return bool(bodies) and bodies[-1] in self.security

    def reasons(self, *reasons: str) -> int:
        return sum(row["reason"] in reasons for row in self.arrests.values())

    def aged(self, least: int, most: int, reason: str = "") -> int:
        return sum(least <= int(row["age"]) <= most and reason in ("", row["reason"]) for row in self.arrests.values())

    def period(self, first: date, after: date) -> int:
        return sum(
            told.earliest is not None and told.latest is not None and first <= told.earliest and told.latest < after
            for told in (read_date(row["begin"]) for row in self.arrests.values() if row["begin"])
        )

    def kin_of_witness(self) -> int:
        return sum(row.get("by_role") == "witness" for row in self.arrests.values())


@pytest.fixture(scope="module")
def shape() -> Shape:
    return Shape()


FIGURES = {row["figure_id"]: row for row in read_file(published_folder() / "figures.csv")}
ESCAPE = ("escape_repatriated", "escape_attempt", "escape_prepare", "assist")
FIVE = (*ESCAPE, "guilt_by_association", "outside_contact", "regime_criticism", "religion")
COUNTS: dict[str, Callable[[Shape], int]] = {
    "tjwg24-interviews": lambda s: sum("told_on" in row for row in s.rows["sources"]),
    "tjwg24-cases": lambda s: len(s.rows["cases"]),
    "tjwg24-victims": lambda s: len(s.victims),
    "tjwg24-arrest-nk": lambda s: s.arrested("KP"),
    "tjwg24-arrest-abroad": lambda s: len(s.victims) - s.arrested("KP"),
    "tjwg24-arrest-cn": lambda s: s.arrested("CN"),
    "tjwg24-arrest-ru": lambda s: s.arrested("RU"),
    "tjwg24-arrest-vn": lambda s: s.arrested("VN"),
    "tjwg24-first-mss": lambda s: sum(map(s.first_body_is_security, s.victims)),
    "tjwg24-handed-to-mss": lambda s: sum(
        s.last_body_is_security(person) and not s.first_body_is_security(person) for person in s.victims
    ),
    "tjwg24-last-mss": lambda s: sum(map(s.last_body_is_security, s.victims)),
    "tjwg24-last-other": lambda s: sum(not s.last_body_is_security(person) for person in s.victims),
    "tjwg24-cn-by-mps": lambda s: s.arrested("CN", "cn-police"),
    "tjwg24-cn-by-cnmss": lambda s: s.arrested("CN", "cn-security"),
    "tjwg24-cn-by-dprkmss": lambda s: s.arrested("CN", "security-abroad"),
    "tjwg24-ru-by-state": lambda s: s.arrested("RU", "ru-police"),
    "tjwg24-ru-unknown": lambda s: s.arrested("RU") - s.arrested("RU", "ru-police"),
    "tjwg24-period-kji-s": lambda s: s.period(date(1948, 9, 9), KIM_JONG_IL),
    "tjwg24-period-kji": lambda s: s.period(KIM_JONG_IL, KIM_JONG_UN),
    "tjwg24-period-kju": lambda s: s.period(KIM_JONG_UN, date(2021, 5, 1)),
    "tjwg24-period-unknown": lambda s: sum(not row["begin"] for row in s.arrests.values()),
    "tjwg24-reason-escape": lambda s: s.reasons(*ESCAPE),
    "tjwg24-reason-escape-repatriated": lambda s: s.reasons("escape_repatriated"),
    "tjwg24-reason-escape-attempt": lambda s: s.reasons("escape_attempt"),
    "tjwg24-reason-escape-prepare": lambda s: s.reasons("escape_prepare"),
    "tjwg24-reason-escape-assist": lambda s: s.reasons("assist"),
    "tjwg24-reason-gba": lambda s: s.reasons("guilt_by_association"),
    "tjwg24-reason-contact-n": lambda s: s.reasons("outside_contact"),
    "tjwg24-reason-criticism-n": lambda s: s.reasons("regime_criticism"),
    "tjwg24-reason-religion-n": lambda s: s.reasons("religion"),
    "tjwg24-reason-rest-n": lambda s: len(s.victims) - s.reasons(*FIVE),
    "tjwg24-age-20-30s": lambda s: s.aged(20, 39),
    "tjwg24-age-under10": lambda s: s.aged(0, 9),
    "tjwg24-age-under10-gba": lambda s: s.aged(0, 9, "guilt_by_association"),
    "tjwg24-sex-male-n": lambda s: sum(s.sex[person] == "male" for person in s.victims),
    "tjwg24-sex-female-n": lambda s: sum(s.sex[person] == "female" for person in s.victims),
    "tjwg24-rel-family": lambda s: s.kin_of_witness(),
}
#: Shares in the table: the figure that each is the share of.
SHARES = {
    "tjwg24-reason-contact-pct": "tjwg24-reason-contact-n",
    "tjwg24-reason-criticism-pct": "tjwg24-reason-criticism-n",
    "tjwg24-reason-religion-pct": "tjwg24-reason-religion-n",
    "tjwg24-sex-male-pct": "tjwg24-sex-male-n",
    "tjwg24-sex-female-pct": "tjwg24-sex-female-n",
}
#: Figures of the report that no invented case can carry.
LEFT_OUT = {
    "tjwg24-interviews-retracted": "a testimony that was withdrawn is not there",
    "tjwg24-rel-immediate": "published as about half, without a count",
    "tjwg24-law-48h": "a law",
    "tjwg24-fieldwork": "an interval; tested below",
    "tjwg24-first-rank": "an order; tested below",
}


@pytest.mark.parametrize("figure", COUNTS)
def test_the_count_is_the_published_one(shape: Shape, figure: str) -> None:
    assert COUNTS[figure](shape) == int(FIGURES[figure]["value"])


def test_shares_are_those_of_the_counts(shape: Shape) -> None:
    for figure in FIGURES:
        if figure.startswith("tjwg24-") and figure.endswith("-pct"):
            count = COUNTS[SHARES.get(figure, figure.removesuffix("-pct"))](shape)
            share = 100 * count / int(FIGURES[figure]["denominator"])
            assert abs(share - float(FIGURES[figure]["value"])) < 0.06, figure


def test_every_figure_of_the_report_is_tested_or_left_out_with_a_reason() -> None:
    report = {figure for figure in FIGURES if figure.startswith("tjwg24-") and not figure.endswith("-pct")}
    assert report == set(COUNTS) | set(LEFT_OUT)


def test_first_bodies_are_in_the_published_order(shape: Shape) -> None:
    groups = {"cn-police": "police of China", "border-guard": "border guard", "army-security": "army"}
    groups |= {"police": "police", "inspection": "inspection"}
    bodies = Counter(
        "State Security" if row["by_agency_id"] in shape.security else groups.get(row["by_agency_id"].split(":")[-1])
        for row in shape.arrests.values()
    )
    ranked = [body for body, _ in bodies.most_common() if body]
    assert ranked == ["State Security", "police of China", "border guard", "army", "police", "inspection"]


def test_interviews_were_held_in_the_published_years(shape: Shape) -> None:
    told = [row["told_on"] for row in shape.rows["sources"] if "told_on" in row]
    first, last = FIGURES["tjwg24-fieldwork"]["value"].split("/")
    assert first <= min(told)[:7]
    assert max(told)[:7] <= last


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_rows_are_right_for_any_seed(seed: int) -> None:
    population = published_shape(seed)
    rows = {name: list(table()) for name, table in population.tables.items()} | {"identities": []}
    assert [one.problems for one in check_all(rows) if one.problems] == []
    assert dangling(rows) == set()
    assert conflicts(rows) == 0
    assert all(row["id"].startswith("invented-shape:") for row in rows["persons"])
