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
    found: dict[int, int] = {}
    low: dict[int, int] = {}
    stack: list[int] = []
    on_stack: set[int] = set()
    groups: list[list[int]] = []
    for root in persons:
        if root in found:
            continue
        work = [(root, 0)]
        while work:
            person, position = work.pop()
            if position == 0:
                found[person] = low[person] = len(found)
                stack.append(person)
                on_stack.add(person)
            elif parents[person][position - 1] in on_stack:
                low[person] = min(low[person], low[parents[person][position - 1]])
            row = parents[person]
            while position < len(row):
                parent = row[position]
                position += 1
                if parent not in found:
                    work.append((person, position))
                    work.append((parent, 0))
                    break
                if parent in on_stack:
                    low[person] = min(low[person], found[parent])
            else:
                if low[person] == found[person]:
                    groups.append(_pop_group(stack, on_stack, person))
    return groups


def _pop_group(stack: list[int], on_stack: set[int], root: int) -> list[int]:
    group: list[int] = []
    while True:
        person = stack.pop()
        on_stack.discard(person)
        group.append(person)
        if person == root:
            return group
