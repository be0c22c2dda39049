"""Lanes and legend of a custody timeline, in the words of the page."""

from collections.abc import Mapping, Sequence
from typing import Any

from app.api.pages.findings import status_words
from app.api.pages.frame import Page
from app.domain.claims import decides
from app.domain.custody import event_kinds
from app.views.page_svg import COLOURS, legend_mark
from app.views.timeline import mark_of

Names = Mapping[str, Mapping[str, Any]]
#: Kind of facility -> what holds a person there.
_HOLDS = {"kwanliso": "camp", "kyohwaso": "prison"}
_STAYS = {"camp": "camp", "internal_exile": "exile", "detention": "detention", "interrogation": "detention"}
#: Statuses of persons of whom nobody knows where they are now.
_LOST = ("disappeared", "missing", "in_custody", "unknown")


def place_of(stage: Mapping[str, Any]) -> str | None:
    """Return where a stage was, or led to."""
    found = (stage[key] for key in ("place", "to_place", "from_place") if stage.get(key))
    return next(found, None)


def lane_of(page: Page, trail: Mapping[str, Any], names: Names) -> dict[str, Any]:
    """Return the lane of a person.

    Parameters
    ----------
    page : Page
    trail : mapping
        The trail answer, its stages those that are drawn.
    names : mapping
        What persons, places and agencies are called.
    """
    person = trail["person"]
    first, second = page.words.drawn(names.get(person, {"id": person}))
    status = status_words(page.words).get(trail["status"], trail["status"])
    return {
        "name": first,
        "second": second or status,
        "href": page.address("Person", person),
        "lost": trail["status"] in _LOST,
        "stages": [_stage(page, stage, names) for stage in trail["stages"]],
    }


def _stage(page: Page, stage: Mapping[str, Any], names: Names) -> dict[str, Any]:
    _ = page.words
    if stage["stage"] == "gap":
        return {**stage, "holds": "", "lasts": False, "label": "", "full": "", "href": "", "weak": False}
    place, kind = place_of(stage), stage["kind"]
    where = _.drawn(names[place])[0] if place and place in names else ""
    what, when = _.kind(kind), _.date(stage["begin"]) or _("no date told")
    return {
        **stage,
        "holds": _holds(stage, names),
        "lasts": kind in event_kinds() and event_kinds()[kind].lasts,
        "label": where or what,
        "full": ", ".join(part for part in (what, where, when) if part)
        + (f" – {_.date(stage['end'])}" if stage["end"] else ""),
        "href": page.address("Event", stage["event"]),
        "weak": not decides(stage["grade"]),
    }


def _holds(stage: Mapping[str, Any], names: Names) -> str:
    """Return what holds a person from this stage on; empty for what is no stay."""
    facility = names.get(place_of(stage) or "", {}).get("facility_kind") or ""
    kind = stage["kind"]
    if kind in _STAYS:
        return _HOLDS.get(facility, _STAYS[kind]) if kind == "detention" else _STAYS[kind]
    return _HOLDS.get(facility, "") if kind in ("transfer", "repatriation", "handover") and stage["to_place"] else ""


def timeline_legend(page: Page, lanes: Sequence[Mapping[str, Any]]) -> list[tuple[str, str]]:
    """Return what the marks mean that are in the picture.

    Parameters
    ----------
    page : Page
    lanes : sequence of mapping
    """
    stages = [stage for lane in lanes for stage in lane["stages"]]
    listed = [*_bars(page, stages), *_points(page, stages), *_rest(page, lanes, stages)]
    return [(legend_mark(shapes), text) for there, shapes, text in listed if there]


def _bars(page: Page, stages: Sequence[Mapping[str, Any]]) -> list[tuple[bool, str, str]]:
    _ = page.words
    held = {stage["holds"] for stage in stages}
    ochre = COLOURS["ochre"]
    lines = "".join(f'<path d="M{x} 3v10"/>' for x in range(5, 28, 6))
    hatch = "".join(f'<path d="M{x} 15l8 -14"/>' for x in range(0, 24, 5))
    return [
        ("detention" in held, _box(5, 6, "#8fa1b5", "#4b5563"), _("detention")),
        (
            "prison" in held,
            f'{_box(1, 14, "#d3c5de", COLOURS["purple"])}<g stroke="{COLOURS["purple"]}">{hatch}</g>',
            _("prison"),
        ),
        ("camp" in held, _box(1, 14, "#d39b7b", "#b3541e"), _("political prison camp")),
        ("exile" in held, f'{_box(3, 10, "#d9bd86", ochre)}<g stroke="{ochre}">{lines}</g>', _("internal exile")),
        (bool(held - {""}), _fade(), _("fades: the days are not certain")),
    ]


def _box(y: int, height: int, fill: str, stroke: str) -> str:
    return f'<rect x="1" y="{y}" width="28" height="{height}" fill="{fill}" stroke="{stroke}"/>'


def _fade() -> str:
    return "".join(
        f'<rect x="{x}" y="2" width="5" height="12" fill="#8a929c" fill-opacity="{1 - x / 32:.2f}"/>'
        for x in range(0, 30, 5)
    )


def _single(stages: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Return the stages that are drawn as a mark."""
    return [stage for stage in stages if stage["stage"] != "gap" and not (stage["holds"] and stage["lasts"])]


def _points(page: Page, stages: Sequence[Mapping[str, Any]]) -> list[tuple[bool, str, str]]:
    _ = page.words
    there = {mark_of(stage["kind"]) for stage in _single(stages)}
    ink, green = COLOURS["ink"], COLOURS["green"]
    shapes = {
        "down": (f'<path d="M9 3h12l-6 10z" fill="{ink}"/>', _("arrest, abduction")),
        "diamond": (f'<path d="M15 0l8 8l-8 8l-8 -8z" fill="{COLOURS["red"]}"/>', _("handover, repatriation")),
        "cross": (f'<path d="M9 2l12 12m0 -12l-12 12" stroke="{ink}" stroke-width="3"/>', _("death, execution")),
        "ring": (
            f'<circle cx="15" cy="8" r="6" fill="#ffffff" stroke="{ink}" stroke-width="2" stroke-dasharray="3 2"/>',
            _("last seen"),
        ),
        "arrow": (
            f'<path d="M9 14l11 -11m-8 0h8v8" fill="none" stroke="{green}" stroke-width="2.5"/>',
            _("escape"),
        ),
        "up": (f'<path d="M9 13h12l-6 -10z" fill="#ffffff" stroke="{green}" stroke-width="2"/>', _("release")),
        "unknown": (
            (
                f'<circle cx="15" cy="8" r="7" fill="#ffffff" stroke="{COLOURS["dim"]}" stroke-dasharray="2 2"/>'
                f'<text x="15" y="12" text-anchor="middle" font-size="11" fill="{ink}">?</text>'
            ),
            _("fate unknown"),
        ),
        "dot": (f'<circle cx="15" cy="8" r="3.5" fill="{COLOURS["dim"]}"/>', _("other event")),
    }
    return [(mark in there, *each) for mark, each in shapes.items()]


def _rest(
    page: Page, lanes: Sequence[Mapping[str, Any]], stages: Sequence[Mapping[str, Any]]
) -> list[tuple[bool, str, str]]:
    _ = page.words
    line = f'fill="none" stroke="{COLOURS["ink"]}"'
    dotted = f'stroke="{COLOURS["line"]}" stroke-width="2" stroke-linecap="round" stroke-dasharray="0.1 6"'
    lost = any(lane["lost"] for lane in lanes) or any(stage["stage"] == "gap" for stage in stages)
    uncertain = any(stage["earliest"] != stage["latest"] for stage in _single(stages))
    weak = any(stage["weak"] and stage["holds"] for stage in stages)
    return [
        (uncertain, f'<path d="M2 5v6m0 -3H28m0 -3v6" stroke-width="1.3" {line}/>', _("possible days of one event")),
        (lost, f'<path d="M2 5H30M5 11H30" {dotted}/>', _("whereabouts not known")),
        (weak, f'<rect x="1" y="2" width="28" height="12" stroke-dasharray="3 2" {line}/>', _("weak evidence")),
    ]
