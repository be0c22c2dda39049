"""The table below the chart of a family: everyone who was taken, when, and after whose act."""

from collections.abc import Mapping, Sequence
from typing import Any

from app.api.pages.cascade_words import act_text, class_text, degree_text, delay_text
from app.api.pages.cells import Cell, date_cell, record_cell
from app.api.pages.frame import Page

Link = Mapping[str, Any]


def chart_columns(page: Page) -> list[str]:
    """Return the headings of the table."""
    _ = page.words
    first = [_("Person"), _("Kinship"), _("What happened"), _("Date"), _("Delay"), _("After whose act")]
    return [*first, _("How sure"), _("Grade"), _("Claims")]


def chart_rows(
    page: Page,
    names: Mapping[str, Mapping[str, Any]],
    links: Sequence[Link],
    takings: Sequence[Mapping[str, Any]],
    badges: Mapping[str, str],
) -> list[list[Cell]]:
    """Return a row for each link, by who acted, degree and date; then one for each taking at which none ends.

    Parameters
    ----------
    page : Page
    names : mapping
        What ``reader.names`` gives.
    links : sequence of mapping
        Those that end at a member.
    takings : sequence of mapping
        Of the members, by date.
    badges : mapping of str to str
        T1, T2 … of who acted.
    """

    def order(link: Link) -> tuple[Any, ...]:
        badge = badges.get(link["trigger"]["person"] or "", "T999")
        event = link["punishment"]
        return len(badge), badge, link["chon"] is None, link["chon"] or 0, event["earliest"] or "9", event["person"]

    linked = {link["punishment"]["event"] for link in links}
    rows = [_linked(page, names, link, badges) for link in sorted(links, key=order)]
    return rows + [_alone(page, names, taking) for taking in takings if taking["event"] not in linked]


def _linked(page: Page, names: Mapping[str, Mapping[str, Any]], link: Link, badges: Mapping[str, str]) -> list[Cell]:
    _ = page.words
    event, trigger = link["punishment"], link["trigger"]
    kind = _.kind(trigger["kind"]) if trigger["kind"] else _("act not told")
    actor = trigger["person"]
    name = " ".join(_.drawn(names.get(actor, {"id": actor}))).strip() if actor else _("not known")
    badge = badges.get(actor or "", "")
    act = f"{badge} {name}: {kind}, {_.date(trigger['date']) or _('no date told')}".strip()
    kinship = [degree_text(_, link), *([_.relation(link)] if link["relation"] and link["chon"] else [])]
    return [
        record_cell(page, names, event["person"], red=True),
        Cell(" · ".join(kinship)),
        Cell(_.kind(event["kind"]), page.address("Event", event["event"])),
        date_cell(page, event["date"]),
        Cell(delay_text(_, link["delay_days"])),
        Cell(act_text(_, link, act), page.address("Event", trigger["event"]) if trigger["event"] else ""),
        Cell(class_text(_, link["class"])),
        Cell(_.code(link["grade"] or "ungraded")),
        Cell("", claims=link["claims"]),
    ]


def _alone(page: Page, names: Mapping[str, Mapping[str, Any]], taking: Mapping[str, Any]) -> list[Cell]:
    """Return the row of a taking at which no link ends: what is told as its reason, if anything is."""
    _ = page.words
    reasons = ", ".join(map(_.reason, taking["reasons"]))
    told = _("reason told: %(reasons)s", reasons=reasons) if reasons else _("no reason told; no act of a relative fits")
    return [
        record_cell(page, names, taking["person"]),
        Cell("–"),
        Cell(_.kind(taking["kind"]), page.address("Event", taking["event"])),
        date_cell(page, taking["date"]),
        Cell("–"),
        Cell(told),
        Cell("–"),
        Cell(_.code(taking["grade"])),
        Cell("", claims=taking["claims"]),
    ]
