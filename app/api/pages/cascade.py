"""A family's punishment cascade: what each act was followed by, person by person, as a picture and as a table."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Query
from pydantic import Field

from app.api.deps import RecordId
from app.api.pages.cascade_words import act_text, cascade_legend, class_text, degree_text, delay_text, outcome_text
from app.api.pages.cells import Cell, date_cell, record_cell
from app.api.pages.family_frame import Family, act_badges, family_links, family_of, family_tabs, link_key
from app.api.pages.frame import Page, PageFrame
from app.api.pages.view import View, ViewQuery, view_route
from app.api.strict import StrictRoute
from app.domain.claims import decides
from app.views import draw_cascade
from app.views.cascade_chart import CascadeWords, in_row_order

router = APIRouter(route_class=StrictRoute)
_MOST_PANELS, _MOST_ROWS = 6, 60
Link = Mapping[str, Any]


class CascadeQuery(ViewQuery):
    """Which trigger is shown: the id of its event, or of the person where no event is named; all without it."""

    trigger: str = Field("", max_length=1000)


@view_route(router, "/families/{id}/cascade")
def show_cascade(page: PageFrame, id: RecordId, query: Annotated[CascadeQuery, Query()]) -> View:
    """Show the punishments after the acts of a family's members."""
    family = family_of(page, id)
    answer = family_links(page, family)
    groups = _groups(answer["links"])
    chosen = {query.trigger: groups[query.trigger]} if query.trigger in groups else groups
    links = [link for group in chosen.values() for link in group]
    ids = {end["person"] for link in answer["links"] for end in (link["trigger"], link["punishment"])}
    names = page.services.reader.names({*ids, id})
    return _Shown(page, family, names, answer, groups, chosen).view(links)


def _groups(links: Iterable[Link]) -> dict[str, list[Link]]:
    """Return the links of each trigger, in the order of the badges of who acted."""
    groups: dict[str, list[Link]] = {}
    for link in links:
        groups.setdefault(link_key(link), []).append(link)
    for key, group in groups.items():
        groups[key] = list(in_row_order(group))
    badges = act_badges(link for group in groups.values() for link in group)

    def order(each: tuple[str, list[Link]]) -> tuple[Any, ...]:
        return badges.get(each[1][0]["trigger"]["person"] or "", len(badges) + 1), -len(each[1]), each[0]

    return dict(sorted(groups.items(), key=order))


@dataclass(frozen=True, slots=True)
class _Shown:
    """What is shown, and what is called how."""

    page: Page
    family: Family
    names: Mapping[str, Mapping[str, Any]]
    answer: Mapping[str, Any]
    groups: Mapping[str, Sequence[Link]]
    chosen: Mapping[str, Sequence[Link]]

    def view(self, links: Sequence[Link]) -> View:
        _ = self.page.words
        drawn, badges = self._drawn(), act_badges(self.answer["links"])
        return View(
            name="cascade",
            title=_("Punishment cascade: %(family)s", family=self.family.title),
            finding=self._finding(links),
            picture=draw_cascade([self._panel(key, group, badges) for key, group in drawn.items()], self._words()),
            columns=self._columns(),
            rows=[self._row(link) for link in links],
            data={**self.answer, "links": links},
            legend=cascade_legend(self.page, [link for group in drawn.values() for link in group]),
            tabs=family_tabs(self.page, self.family.id, "cascade"),
            crumbs=[(_("Families"), "/families"), (self.family.title, ""), (_("Punishment cascade"), "")],
            note=self._note(len(links) - sum(map(len, drawn.values()))),
            template="cascade.html",
            whole=len(self.answer["links"]),
            values={
                "chips": self._chips(),
                "invented": sum(bool(record.get("invented")) for record in self.names.values()),
            },
        )

    def _columns(self) -> list[str]:
        _ = self.page.words
        first = [_("Punished"), _("Degree"), _("Relation"), _("Punishment"), _("Date"), _("Delay")]
        return [*first, _("After whose act"), _("How sure"), _("Grade"), _("Claims")]

    def _drawn(self) -> dict[str, Sequence[Link]]:
        """Return the panels that are drawn: the first ones, and of them not more rows than a picture can hold."""
        room, drawn = _MOST_ROWS, {}
        for key, group in list(self.chosen.items())[:_MOST_PANELS]:
            if room > 0:
                drawn[key] = group[:room]
                room -= len(group)
        return drawn

    def _words(self) -> CascadeWords:
        _ = self.page.words
        return CascadeWords(
            title=_("Punishment cascade: %(family)s", family=self.family.title),
            description=_(
                "One panel for each act; a row for each punishment after it, by degree of kinship and date. "
                "The table below has the same rows."
            ),
        )

    def _name(self, id: str | None) -> str:
        return " ".join(self.page.words.drawn(self.names.get(id or "", {"id": id or ""}))).strip()

    def _act(self, event: Mapping[str, Any]) -> str:
        _ = self.page.words
        kind = _.kind(event["kind"]) if event["kind"] else _("act not told")
        return f"{kind} · {_.date(event['date']) or _('no date told')}"

    def _panel(self, key: str, group: Sequence[Link], badges: Mapping[str, int]) -> dict[str, Any]:
        trigger = group[0]["trigger"]
        number = {"number": badges[trigger["person"]]} if trigger["person"] in badges else {}
        label = "Event" if trigger["event"] else "Person"
        shown = {"name": self._name(trigger["person"]), "text": self._act(trigger)}
        return {
            **number,
            "trigger": {**trigger, **shown, "href": self.page.address(label, key)},
            "links": [self._drawn_link(link) for link in group],
        }

    def _drawn_link(self, link: Link) -> dict[str, Any]:
        page, _ = self.page, self.page.words
        event = link["punishment"]
        name = self._name(event["person"]) + (" *" if link["affinity"] is not None else "")
        dated = event["earliest"] is not None or event["latest"] is not None
        what = outcome_text(_, link)
        when = _.date(event["date"]) or _("no date told")
        delay = delay_text(_, link["delay_days"])
        drawn = delay_text(_, link["delay_days"], narrow=True)
        return {
            **link,
            "name": name,
            "href": page.address("Person", event["person"]),
            "evidence": page.address("Event", event["event"]),
            "degree": degree_text(_, link, marriage=False),
            "what": what if dated else f"{what} · {_('no date told')} ·",
            "delay": drawn,
            "weak": not decides(link["grade"]),
            "full": f"{name}: {what}, {when}, {delay}, {class_text(_, link['class'])}",
        }

    def _row(self, link: Link) -> list[Cell]:
        page, _ = self.page, self.page.words
        event, trigger = link["punishment"], link["trigger"]
        said = f"{self._name(trigger['person'])}: {self._act(trigger)}"
        return [
            record_cell(page, self.names, event["person"], red=True),
            Cell(degree_text(_, link)),
            Cell(_.relation(link) if link["relation"] else ""),
            Cell(outcome_text(_, link), page.address("Event", event["event"])),
            date_cell(page, event["date"]),
            Cell(delay_text(_, link["delay_days"])),
            Cell(act_text(_, link, said), page.address("Event", trigger["event"]) if trigger["event"] else ""),
            Cell(class_text(_, link["class"])),
            Cell(_.code(link["grade"] or "ungraded")),
            Cell("", claims=link["claims"]),
        ]

    def _chips(self) -> list[dict[str, Any]]:
        """Return the triggers to choose from; none where there is no choice."""
        if len(self.groups) < 2:
            return []
        page, _ = self.page, self.page.words
        hidden = "&names=hidden" if page.words.hides_names else ""
        path = f"/{page.language}/families/{self.family.id}/cascade"
        whole = {"text": _("all acts"), "count": sum(map(len, self.groups.values()))}
        chips = [{**whole, "href": f"{path}?{hidden[1:]}".rstrip("?"), "current": len(self.chosen) > 1}]
        for key, group in self.groups.items():
            trigger = group[0]["trigger"]
            text = f"{self._name(trigger['person'])} · {self._act(trigger)}"
            current = len(self.chosen) == 1 and key in self.chosen
            chips.append(
                {"text": text, "count": len(group), "href": f"{path}?trigger={key}{hidden}", "current": current}
            )
        return chips

    def _finding(self, links: Sequence[Link]) -> str:
        _ = self.page.words
        if not links:
            return _("No punishment after a relative's act is on record here, and none fits the rule.")
        said = {
            "punished": len({link["punishment"]["person"] for link in links}),
            "actors": len({link["trigger"]["person"] for link in links}),
            "documented": len({link["punishment"]["person"] for link in links if link["class"] == "documented"}),
        }
        after = _("Punished after the act of a relative: %(punished)s.", **said)
        sure = _("No source says that it was because of it.")
        if said["documented"]:
            sure = _("For %(documented)s of these a source says that it was because of it.", **said)
        return f"{after} {sure} {_('Whose acts those were: %(actors)s.', **said)}"

    def _note(self, hidden: int) -> str:
        _ = self.page.words
        said = []
        if hidden > 0:
            said.append(_("%(n)s more rows are in the table; choose an act to draw them.", n=hidden))
        for row in self.answer["not_taken"]:
            if (row["event"] or row["person"]) in self.chosen:
                count = f"{row['least']}{'+' if row['most'] is None else ''}"
                said.append(
                    _(
                        "Relatives of %(name)s within %(n)s chon not taken as far as known: %(count)s.",
                        name=self._name(row["person"]),
                        n=row["within"],
                        count=count,
                    )
                )
        unknown = len({each for row in self.answer["degree_unknown"] for each in row["persons"]})
        if unknown:
            said.append(
                _("Others of a named family whose degree of kinship no source tells, not counted: %(n)s.", n=unknown)
            )
        if any(link["class"] != "documented" for group in self.chosen.values() for link in group):
            said.append(_("An inferred link is no cause: kin, and the days allow it."))
        return " ".join(said)
