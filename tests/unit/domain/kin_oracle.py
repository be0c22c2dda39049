"""Kinship by enumeration: every pair of climbs written out as literal sets. Slow, short, and written another way."""

from itertools import pairwise, product

from app.domain.kin_types import KinPerson, KinTie

#: "a is the term of b" as moves from b: u up, d down, s spouse. Only the terms that the random families use.
MOVES = {
    "grandparent": ["uu"],
    "uncle_or_aunt": ["uud"],
    "cousin": ["uudd"],
    "sibling_in_law": ["sud", "uds", "suds"],
    "parent_in_law": ["su"],
}


class Family:
    """Parents and spouses as sets of names; an unrecorded person's name starts with ``?``."""

    def __init__(self, persons, ties, foster=False):
        self.sex = {person.id: person.sex for person in persons}
        self.up = {}  # (child, parent) -> set of natures
        self.wed = {}  # frozenset -> bond
        self.optional = set()  # steps of one of several readings
        self.told = set()
        self.unknown = set()
        self.full = []  # sets of full siblings
        self.half_told = {}  # unrecorded parent -> full, half, unknown
        self.half_pairs = set()
        self.count = 0
        ties = [tie for tie in ties if tie.a != tie.b]
        for tie in ties:
            self.sex.setdefault(tie.a, None)
            self.sex.setdefault(tie.b, None)
            self.plain_tie(tie, foster)
        self.full_siblings([tie for tie in ties if tie.kind == "sibling" and tie.nature == "full"])
        self.other_siblings([tie for tie in ties if tie.kind == "sibling" and tie.nature != "full"])
        for tie in ties:
            if tie.kind == "parent" and tie.nature == "step":
                self.step(tie.a, tie.b)
        self.terms([tie for tie in ties if tie.kind == "kin"])

    def plain_tie(self, tie, foster):
        if tie.kind == "parent" and (tie.nature not in ("step", "foster") or (foster and tie.nature == "foster")):
            self.up.setdefault((tie.b, tie.a), set()).add(tie.nature)
        if tie.kind == "spouse":
            bond = ("former_" if tie.until else "") + ("partner" if tie.nature == "partner" else "marriage")
            self.wed.setdefault(frozenset((tie.a, tie.b)), set()).add(bond)

    def terms(self, ties):
        wanted = []
        for tie in ties:
            if tie.term in MOVES:
                words = {key[:4] for key in self.relations(tie.b, tie.a, 4)}
                if not words & {word_of(moves) for moves in MOVES[tie.term]}:
                    wanted.append(tie)
            else:
                self.unknown |= {(tie.a, tie.b), (tie.b, tie.a)}
        for tie in wanted:
            self.term(tie.b, tie.a, MOVES[tie.term])

    def nobody(self, told=False):
        self.count += 1
        name = f"?{self.count}"
        self.sex[name] = None
        if told:
            self.told.add(name)
        return name

    def parents(self, person):
        return {parent for child, parent in self.up if child == person}

    def own_parents(self, person):
        return {
            p for p in self.parents(person) if p[0] != "?" and self.up[person, p] & {"birth", "unknown", "", "shared"}
        }

    def spouses(self, person):
        return {other for pair in self.wed if person in pair for other in pair - {person}}

    def step_siblings(self, person):
        own = self.parents(person)
        step_parents = set().union(*(self.spouses(parent) for parent in own)) - own
        others = {child for child, parent in self.up if parent in step_parents and child[0] != "?"}
        return {other for other in others - {person} if not self.parents(other) & own}

    def full_siblings(self, ties):
        for tie in ties:
            touching = [group for group in self.full if group & {tie.a, tie.b}]
            self.full = [group for group in self.full if group not in touching]
            self.full.append({tie.a, tie.b}.union(*touching))
        for group in self.full:
            shared = set().union(*(self.own_parents(member) for member in group))
            while len(shared) < 2:
                name = self.nobody()
                self.half_told[name] = "full"
                shared.add(name)
            for member, parent in product(group, shared):
                if member != parent and (member, parent) not in self.up:
                    self.up[member, parent] = {"shared"}

    def other_siblings(self, ties):
        self.half_pairs = {frozenset((tie.a, tie.b)) for tie in ties if tie.nature == "half"}
        for tie in sorted(ties, key=lambda tie: (tie.a, tie.b, tie.nature)):
            if not self.parents(tie.a) & self.parents(tie.b):
                name = self.nobody()
                self.half_told[name] = "half" if tie.nature == "half" else "unknown"
                self.up[tie.a, name] = self.up[tie.b, name] = {"shared"}

    def step(self, step_parent, child):
        if step_parent not in self.parents(child) and not self.spouses(step_parent) & self.parents(child):
            name = self.nobody(told=True)
            self.up[child, name] = {"unknown"}
            self.wed[frozenset((name, step_parent))] = {"marriage"}

    def term(self, ego, relative, readings):
        for moves in readings:
            names = [ego, *(self.nobody(told=True) for _ in moves[1:]), relative]
            for move, here, there in zip(moves, names, names[1:], strict=False):
                if move == "s":
                    step = frozenset((here, there))
                    self.wed.setdefault(step, {"marriage"})
                else:
                    step = (here, there) if move == "u" else (there, here)
                    self.up.setdefault(step, {"unknown"})
                if len(readings) > 1:
                    self.optional.add(step)

    def climbs(self, person, most, banned=()):
        """Return every climb of at most some steps that visits no one twice."""
        done = [(person,)]
        last = done
        for _ in range(most):
            last = [
                (*climb, p) for climb in last for p in self.parents(climb[-1]) if p not in climb and p not in banned
            ]
            done = done + last
        return done

    def half(self, top, c1, c2):
        natures = self.up[c1, top], self.up[c2, top]
        plain = [bool(nature & {"birth", "unknown", "", "shared"}) for nature in natures]
        if top[0] == "?":
            return self.half_told.get(top, "")
        if "?" in (c1[0], c2[0]):
            return ""
        if not all(plain):
            return "full" if len(self.parents(c1) & self.parents(c2)) > 1 else ""
        if any({c1, c2} <= group for group in self.full):
            return "full"
        if frozenset((c1, c2)) in self.half_pairs:
            return "half"
        one, two = self.own_parents(c1) - {top}, self.own_parents(c2) - {top}
        return "full" if one & two else "half" if one and two else "unknown"

    def relations(self, a, b, most):
        """Return {(start, up, down, end, side, half, natures): whether every way uses an alternative}."""
        found = {}
        for start, end in product([None, *self.spouses(a)], [None, *self.spouses(b)]):
            first, last = start or a, end or b
            if last == a:
                continue
            if first == last:
                if start and not end:
                    bonds = self.wed[frozenset((a, b))]
                    self.note(found, (True, 0, 0, False, "", "", self.natures([], [bonds])), [frozenset((a, b))])
                continue
            if start and end and last in self.spouses(a):
                continue
            banned = {a} if start else set()
            if last in banned:
                continue
            for up, down in product(self.climbs(first, most, banned), self.climbs(last, most, banned)):
                if up[-1] != down[-1] or len(up) + len(down) - 2 > most or set(up) & set(down) != {up[-1]}:
                    continue
                steps = [*pairwise(up), *pairwise(down)]
                weds = [frozenset(pair) for pair in ((a, start), (b, end)) if pair[1]]
                i, j = len(up) - 1, len(down) - 1
                half = self.half(up[-1], up[-2], down[-2]) if i and j else ""
                side = ""
                if i > 1 or (i and j and half != "full"):
                    side = {"male": "paternal", "female": "maternal", None: ""}[self.sex[up[1]]]
                natures = self.natures(steps, [self.wed[wed] for wed in weds])
                self.note(found, (bool(start), i, j, bool(end), side, half, natures), [*steps, *weds])
        return found

    def natures(self, steps, bonds):
        named = []
        for nature in ("adoptive", "foster"):
            if any(self.plainest(step) == nature for step in steps):
                named.append(nature)
        if any(self.best_bond(bond).endswith("partner") for bond in bonds):
            named.append("partner")
        return tuple(named)

    def plainest(self, step):
        natures = self.up[step]
        return "plain" if natures - {"adoptive", "foster"} else "adoptive" if "adoptive" in natures else "foster"

    @staticmethod
    def best_bond(bonds):
        return next(b for b in ("marriage", "partner", "former_marriage", "former_partner") if b in bonds)

    def note(self, found, key, steps):
        optional = any(step in self.optional for step in steps)
        found[key] = found.get(key, True) and optional


def word_of(moves):
    blood = moves.strip("s")
    ends = moves[-1] == "s" and (len(moves) > 1)
    return moves[0] == "s", blood.count("u"), blood.count("d"), ends


def rank_of(key):
    return 4 * (key[1] + key[2]) + 2 * key[0] + key[3]


def random_family(random, size):
    """Return persons and ties of a small family in which anything can happen, circles of ancestors too."""
    ids = [f"x:{number}" for number in range(size)]
    persons = [KinPerson(id, random.choice(["male", "female", None])) for id in ids]
    ties = []
    circles = random.random() < 0.2
    for child in range(size):
        for _ in range(random.choice([0, 1, 1, 2, 2])):
            parent = random.randrange(size) if circles else random.randrange(child) if child else 0
            nature = random.choices(["birth", "unknown", "adoptive", "step", "foster"], [8, 4, 2, 1, 1])[0]
            ties.append(KinTie("parent", ids[parent], ids[child], nature))
    for _ in range(random.randrange(size)):
        a, b = random.choices(ids, k=2)
        nature = random.choice(["marriage", "marriage", "partner"])
        ties.append(KinTie("spouse", min(a, b), max(a, b), nature, until=random.choice(["", "", "1990"])))
    for _ in range(random.choice([0, 0, 1, 2, 3])):
        a, b = random.choices(ids, k=2)
        ties.append(KinTie("sibling", min(a, b), max(a, b), random.choice(["full", "half", "unknown"])))
    for _ in range(random.choice([0, 0, 1, 2])):
        a, b = random.choices(ids, k=2)
        ties.append(KinTie("kin", a, b, term=random.choice([*MOVES, "relative"])))
    return persons, ties
