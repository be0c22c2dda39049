"""A family's chart: its generations, what became of each person, and after whose act each was punished."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query
from fastapi.responses import RedirectResponse

from app.analysis.links import CLASSES
from app.analysis.pedigree import member_takings, pedigree
from app.api.deps import RecordId
from app.api.pages.cells import count_invented, count_text
from app.api.pages.chart_words import chart_legend, fate_words, link_text, pill_lines, years_text
from app.api.pages.family_frame import Family, act_badges, family_links, family_of, family_tabs, middle_of, tree_of
from app.api.pages.family_table import chart_columns, chart_rows
from app.api.pages.frame import Page, PageFrame, with_query
from app.api.pages.parts import Part, part_address, part_rows, parts_of
from app.api.pages.view import View, ViewQuery, view_route
from app.api.strict import StrictRoute
from app.views import draw_family_chart
from app.views.family_chart import MOST_ARROWS, ChartWords
from app.views.family_fold import MOST_DRAWN, MOST_PERSONS, fold_family, near_family
from app.views.family_tree import Tree, generations

router = APIRouter(route_class=StrictRoute)
Link = Mapping[str, Any]
#: Rows are long.
_MOST_ROWS = 60


class ChartQuery(ViewQuery):
    """Whether branches of a large family in which nobody was harmed are drawn too, and which part of the table."""

    people: Literal["", "all"] = ""
    part: Part = 1


@view_route(router, "/families/{id}/chart")
def show_chart(page: PageFrame, id: RecordId, query: Annotated[ChartQuery, Query()]) -> View:
    """Show the chart of a family."""
    family = family_of(page, id)
    answer = family_links(page, family)
    people = page.services.analyst.apply(partial(pedigree, members=family.row["members"]))
    links = _member_links(answer["links"], people["persons"])
    takings = page.services.analyst.apply(partial(member_takings, members=family.row["members"]))
    whole = tree_of(people)
    tree, folded = _drawn(whole, people["persons"], links, query)
    ends = {end["person"] for link in links for end in (link["trigger"], link["punishment"])}
    names = page.services.reader.names({*ends, *tree.births, *(taking["person"] for taking in takings), id})
    return _Shown(page, family, names, people, takings, whole, tree, folded, links, query).view(answer)


@router.get("/persons/{id}/family")
def show_family_of_person(page: PageFrame, id: RecordId) -> RedirectResponse:
    """Lead to the chart of the first family of a person, or to the person's links where nobody near was harmed."""
    found = page.services.analyst.answer("families", person=id)["families"]
    named = sorted(found, key=lambda each: (each["kind"] != "named", -each["persons"]))
    root = f"/{page.language}"
    return RedirectResponse(f"{root}/families/{named[0]['id']}/chart" if named else f"{root}/explore?focus={id}", 307)


def _member_links(links: Iterable[Link], members: Mapping[str, Any]) -> list[Link]:
    """Return the links that end at members: by class, chon and delay, as the chains answer orders them."""
    kept = [link for link in links if link["punishment"]["person"] in members]
    return sorted(kept, key=lambda link: (CLASSES.index(link["class"]), link["chon"] is None, link["chon"] or 0))


def _drawn(
    whole: Tree, persons: Mapping[str, Any], links: Iterable[Link], query: ChartQuery
) -> tuple[Tree, dict[str, int]]:
    """Return who is drawn, and how many are folded at whom."""
    tree, folded = whole, dict[str, int]()
    if len(tree.births) > MOST_PERSONS and query.people != "all":
        harmed = {id for id, person in persons.items() if person["taken"]}
        tree, folded = fold_family(tree, harmed | {link["trigger"]["person"] or "" for link in links})
    near = near_family(tree, middle_of(tree, links), MOST_DRAWN)
    return near, {each: number for each, number in folded.items() if each in near.births}


@dataclass(frozen=True, slots=True)
class _Shown:
    """What is shown, and what is called how."""

    page: Page
    family: Family
    names: Mapping[str, Mapping[str, Any]]
    people: Mapping[str, Any]
    takings: Sequence[Mapping[str, Any]]
    whole: Tree
    tree: Tree
    folded: Mapping[str, int]
    links: Sequence[Link]
    query: ChartQuery

    def view(self, answer: Mapping[str, Any]) -> View:
        _ = self.page.words
        tree, folded = self.tree, self.folded
        drawn = self._first_links()
        badges = {id: f"T{number}" for id, number in act_badges(answer["links"]).items()}
        acted = {self._actor(link) for link in drawn}
        triggers = {id: badge for id, badge in badges.items() if id in acted}
        arrows = [link for link in drawn if {self._actor(link), self._punished(link)} <= tree.births.keys()]
        title = _("Family chart: %(family)s", family=self.family.title)
        rows = chart_rows(self.page, self.names, self.links, self.takings, badges)
        return View(
            name="family-chart",
            title=title,
            finding=self._finding(answer["links"]),
            picture=draw_family_chart(
                tree,
                {each: self._person(each, triggers, drawn, folded.get(each, 0)) for each in tree.births},
                self._arrows(arrows),
                ChartWords(title, _("Rows are generations. The table below has everyone who was taken.")),
            ),
            columns=chart_columns(self.page),
            rows=part_rows(self.page, rows, self.query.part, _MOST_ROWS),
            data={**answer, "links": self.links, "takings": self.takings, "pedigree": self.people},
            legend=chart_legend(
                self.page, [self.people["persons"][each] for each in tree.births], drawn, sum(folded.values())
            ),
            tabs=family_tabs(self.page, self.family.id, "chart"),
            crumbs=[(_("Families"), "/families"), (self.family.title, ""), (_("Family chart"), "")],
            note=self._note(tree, folded, drawn, len(arrows)),
            template="family_chart.html",
            whole=len(rows),
            values={
                "folding": len(self.people["persons"]) > MOST_PERSONS,
                "everyone": self._everyone,
                "other_people": self._address(everyone=not self._everyone),
                "invented": count_invented(self.names, tree.births),
                "parts": parts_of(len(rows), self.query.part, partial(part_address, self.page), _MOST_ROWS),
            },
        )

    def _address(self, *, everyone: bool) -> str:
        hidden = {"names": "hidden"} if self.page.words.hides_names else {}
        path = f"/{self.page.language}/families/{self.family.id}/chart"
        return with_query(path, {**hidden, "people": "all"} if everyone else hidden)

    @property
    def _everyone(self) -> bool:
        return self.query.people == "all"

    def _first_links(self) -> list[Link]:
        """Return the first link of each punishment: one arrow for one punishment, the others are in the table."""
        first: dict[str, Link] = {}
        for link in self.links:
            first.setdefault(link["punishment"]["event"], link)
        return list(first.values())

    @staticmethod
    def _actor(link: Link) -> str | None:
        actor: str | None = link["trigger"]["person"]
        return actor

    @staticmethod
    def _punished(link: Link) -> str:
        return str(link["punishment"]["person"])

    def _name(self, id: str | None) -> str:
        if id is None:
            return self.page.words("not known")
        return " ".join(self.page.words.drawn(self.names.get(id, {"id": id}))).strip()

    def _person(self, id: str, triggers: Mapping[str, str], drawn: Sequence[Link], folded: int) -> dict[str, Any]:
        page, _ = self.page, self.page.words
        person = self.people["persons"][id]
        first, second = _.drawn(self.names.get(id, {"id": id}))
        years = years_text(person["birth"], person["death"])
        own = [link for link in drawn if self._punished(link) == id]
        said = [f"{first} {second}".strip(), _.code(person["sex"]), years, fate_words(_)[person["fate"]]]
        return {
            "first": first,
            "second": second,
            "years": years,
            "sex": person["sex"],
            "fate": person["fate"],
            "href": page.address("Person", id),
            "full": ", ".join(each for each in said if each),
            "trigger": triggers.get(id, ""),
            "pill": self._pill(own) if own else None,
            "folded": self._folded(folded),
        }

    def _folded(self, number: int) -> str:
        _ = self.page.words
        if number < 2:
            return _("+1 relative") if number else ""
        return _("+%(n)s relatives", n=number)

    def _pill(self, own: Sequence[Link]) -> dict[str, Any]:
        link = own[0]
        return {
            "lines": pill_lines(self.page.words, link, len(own) - 1),
            "documented": link["class"] == "documented",
            "href": self.page.address("Event", link["punishment"]["event"]),
            "full": "; ".join(self._said(each) for each in own),
        }

    def _said(self, link: Link) -> str:
        return link_text(self.page, link, self._name(self._punished(link)), self._name(self._actor(link)))

    def _arrows(self, links: Iterable[Link]) -> list[dict[str, Any]]:
        """Return one arrow for each pair of act and punished person; what several punishments say stands in it."""
        pairs: dict[tuple[str, str], list[Link]] = defaultdict(list)
        for link in links:
            pairs[str(self._actor(link)), self._punished(link)].append(link)
        return [
            {
                "from": start,
                "to": end,
                "documented": any(link["class"] == "documented" for link in listed),
                "href": self.page.address("Event", listed[0]["punishment"]["event"]),
                "full": "; ".join(map(self._said, listed)),
            }
            for (start, end), listed in pairs.items()
        ]

    def _finding(self, links: Iterable[Link]) -> str:
        """Return who was taken and after whose act, and who outside of the family was punished for one in it."""
        _ = self.page.words
        outside = {self._punished(link) for link in links} - self.people["persons"].keys()
        if not outside:
            return self._inside()
        beyond = _("Punished outside of it, after the act of one in it: %(n)s; the cascade has them.", n=len(outside))
        return f"{self._inside()} {beyond}"

    def _inside(self) -> str:
        _, row = self.page.words, self.family.row
        said: dict[str, Any] = {
            "persons": count_text(_, row["persons"], row["persons_most"]),
            "rows": len(set(generations(self.whole).values())),
            "taken": count_text(_, row["taken"], row["taken_most"]),
            "punished": len({self._punished(link) for link in self.links}),
            "documented": len({self._punished(link) for link in self.links if link["class"] == "documented"}),
        }
        if row["persons"] == row["persons_most"] == 1:
            whole = _("One person is on record; taken: %(taken)s.", **said)
        elif said["rows"] == 1:
            whole = _("%(persons)s relatives of one generation, %(taken)s of them taken.", **said)
        else:
            whole = _("%(persons)s relatives over %(rows)s generations, %(taken)s of them taken.", **said)
        if not said["punished"]:
            none = _("No punishment of one of them after a relative's act is on record, and none fits the rule.")
            return f"{whole} {none}"
        after = _("After the act of a relative: %(punished)s.", **said)
        if not said["documented"]:
            return f"{whole} {after} {_('No source says that it was because of it.')}"
        return f"{whole} {after} {_('For %(documented)s of these a source says that it was because of it.', **said)}"

    def _note(self, tree: Tree, folded: Mapping[str, int], drawn: Sequence[Link], arrows: int) -> str:
        _ = self.page.words
        hidden = sum(folded.values())
        outside = sum(self._actor(link) not in self.whole.births for link in drawn)
        said = []
        if len(tree.births) + hidden < len(self.whole.births):
            middle = self._name(middle_of(tree, self.links))
            said.append(
                _(
                    "Drawn are the %(n)s of %(whole)s persons nearest to %(name)s; the table has all who were taken.",
                    n=len(tree.births),
                    whole=len(self.whole.births),
                    name=middle,
                )
            )
        if arrows > MOST_ARROWS:
            said.append(
                _(
                    "There are %(n)s arrows: point at a person, or go there with the tab key, to see theirs.",
                    n=arrows,
                )
            )
        if hidden:
            said.append(
                _("Folded: %(n)s relatives in branches in which nobody is known to have been harmed.", n=hidden)
            )
        if outside:
            said.append(
                _(
                    "Punishments after the act of someone outside of this chart: %(n)s; they have no arrow.",
                    n=outside,
                )
            )
        if len(self.links) > len(self._first_links()):
            said.append(
                _("A punishment after several acts has one arrow, from the nearest of them; the table has all.")
            )
        if any(link["class"] != "documented" for link in self.links):
            said.append(_("An inferred link is no cause: kin, and the days allow it."))
        said.append(_("Whom no source names is missing here. Documented cases are no sample of all cases."))
        return " ".join(said)
