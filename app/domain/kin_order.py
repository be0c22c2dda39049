"""The order child before parent, and the persons who are their own ancestors."""


def generation_order(parents: list[list[int]]) -> tuple[list[int], list[list[int]]]:
    """Number persons so that every child has a smaller number than its parents, as far as there is no cycle.

    Parameters
    ----------
    parents : list of list of int
        The parents of each person.

    Returns
    -------
    tuple
        The numbers (persons of one cycle share one), and the cycles as lists of persons.

    Notes
    -----
    O(persons + ties), without recursion: leaves are taken off first; what remains is split by Tarjan's algorithm.

    References
    ----------
    .. [1] Tarjan, R. (1972). Depth-first search and linear graph algorithms. SIAM Journal on Computing 1(2).

    Examples
    --------
    >>> generation_order([[1], [2], []])
    ([0, 1, 2], [])
    >>> generation_order([[1], [0]])[1]
    [[0, 1]]
    """
    waiting = [0] * len(parents)
    for row in parents:
        for parent in row:
            waiting[parent] += 1
    ready = [person for person, count in enumerate(waiting) if not count]
    for person in ready:
        for parent in parents[person]:
            waiting[parent] -= 1
            if not waiting[parent]:
                ready.append(parent)
    numbers = [-1] * len(parents)
    for number, person in enumerate(ready):
        numbers[person] = number
    cycles: list[list[int]] = []
    rest = [person for person, number in enumerate(numbers) if number < 0]
    groups = _components(parents, rest)
    for number, group in enumerate(reversed(groups), start=len(ready)):
        for person in group:
            numbers[person] = number
        if len(group) > 1:
            cycles.append(sorted(group))
    return numbers, sorted(cycles)


def _components(parents: list[list[int]], persons: list[int]) -> list[list[int]]:
    """Return the strongly connected components, ancestors first."""
    tarjan = _Tarjan(parents)
    for person in persons:
        if person not in tarjan.found:
            tarjan.visit(person)
    return tarjan.groups


class _Tarjan:
    """Depth-first search with a work list in place of recursion."""

    def __init__(self, parents: list[list[int]]) -> None:
        self.parents = parents
        self.found: dict[int, int] = {}
        self.low: dict[int, int] = {}
        self.stack: list[int] = []
        self.on_stack: set[int] = set()
        self.groups: list[list[int]] = []

    def visit(self, root: int) -> None:
        """Find the components that can be reached from a person."""
        work = [(root, 0)]
        while work:
            person, position = work.pop()
            if position == 0:
                self.found[person] = self.low[person] = len(self.found)
                self.stack.append(person)
                self.on_stack.add(person)
            elif self.parents[person][position - 1] in self.on_stack:
                self.low[person] = min(self.low[person], self.low[self.parents[person][position - 1]])
            following = self._first_unseen(person, position)
            if following is not None:
                work.append((person, following + 1))
                work.append((self.parents[person][following], 0))
            elif self.low[person] == self.found[person]:
                self.groups.append(self._pop_group(person))

    def _first_unseen(self, person: int, position: int) -> int | None:
        """Return where the next parent that was not visited stands; those on the stack lower the person's number."""
        row = self.parents[person]
        for here in range(position, len(row)):
            if row[here] not in self.found:
                return here
            if row[here] in self.on_stack:
                self.low[person] = min(self.low[person], self.found[row[here]])
        return None

    def _pop_group(self, root: int) -> list[int]:
        group: list[int] = []
        while not group or group[-1] != root:
            group.append(self.stack.pop())
            self.on_stack.discard(group[-1])
        return group
