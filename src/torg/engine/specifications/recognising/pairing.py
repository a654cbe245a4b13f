"""Which column is which field: the best pairs together, so that no column takes a field another needs more."""

from collections.abc import Mapping

Pairs = Mapping[tuple[int, int], float]
"""Score by (column, field)."""

STEEP = 24
"""Scores are raised to this power: one sure pair outweighs two guesses."""

CROWD = 8
"""So many columns are considered for one field: more than enough, and ten thousand columns called *Name* stay cheap."""


def assigned(pairs: Pairs) -> dict[int, int]:
    """Field by column. Where scores are equal the earlier column and field go first."""
    found: dict[int, int] = {}
    for group in _apart(_thinned(pairs)):
        found |= _best(group)
    return found


def _thinned(pairs: Pairs) -> dict[tuple[int, int], float]:
    by_field: dict[int, list[tuple[float, int]]] = {}
    for (column, field), score in pairs.items():
        by_field.setdefault(field, []).append((-score, column))
    return {
        (column, field): -score
        for field, ranked in by_field.items()
        for score, column in sorted(ranked)[:CROWD]
    }  # fmt: skip


def _apart(pairs: Pairs) -> list[dict[tuple[int, int], float]]:
    """Groups of pairs that have no column and no field in common."""
    parents: dict[tuple[str, int], tuple[str, int]] = {}

    def top(node: tuple[str, int]) -> tuple[str, int]:
        while parents.setdefault(node, node) != node:
            parents[node] = node = parents[parents[node]]
        return node

    for column, field in pairs:
        parents[top(("column", column))] = top(("field", field))
    groups: dict[tuple[str, int], dict[tuple[int, int], float]] = {}
    for pair, score in pairs.items():
        groups.setdefault(top(("column", pair[0])), {})[pair] = score
    return list(groups.values())


def _best(group: Pairs) -> dict[int, int]:
    if len(group) == 1:
        return dict(tuple(group))
    columns, fields = sorted({column for column, _ in group}), sorted({field for _, field in group})
    costs = [[_cost(group, column, field, columns) for column in columns] + [0.0] * len(fields) for field in fields]
    return {
        columns[place]: fields[row]
        for row, place in enumerate(_cheapest(costs))
        if place < len(columns) and (columns[place], fields[row]) in group
    }


def _cost(group: Pairs, column: int, field: int, columns: list[int]) -> float:
    score = group.get((column, field))
    if score is None:
        return 1.0
    return -(score**STEEP) * (1 - 1e-9 * columns.index(column))


def _cheapest(costs: list[list[float]]) -> list[int]:
    """For each row its column, so that the sum is least (the Hungarian method); no fewer columns than rows."""
    rows, places = len(costs), len(costs[0])
    of_row, of_place = [0.0] * (rows + 1), [0.0] * (places + 1)
    taken, way = [0] * (places + 1), [0] * (places + 1)
    for row in range(1, rows + 1):
        taken[0], place = row, 0
        least, used = [float("inf")] * (places + 1), [False] * (places + 1)
        while taken[place]:
            used[place] = True
            place = _step(costs, place, least, used, (of_row, of_place), (taken, way))
        while place:
            taken[place], place = taken[way[place]], way[place]
    found = [0] * rows
    for place in range(1, places + 1):
        if taken[place]:
            found[taken[place] - 1] = place - 1
    return found


def _step(
    costs: list[list[float]],
    place: int,
    least: list[float],
    used: list[bool],
    potentials: tuple[list[float], list[float]],
    found: tuple[list[int], list[int]],
) -> int:
    """Widens the tree of alternating pairs by its cheapest edge; gives the column it leads to."""
    (of_row, of_place), (taken, way) = potentials, found
    row, nearest = taken[place], -1
    for other in range(1, len(least)):
        if used[other]:
            continue
        cost = costs[row - 1][other - 1] - of_row[row] - of_place[other]
        if cost < least[other]:
            least[other], way[other] = cost, place
        if nearest < 0 or least[other] < least[nearest]:
            nearest = other
    delta = least[nearest]
    for other in range(len(least)):
        if used[other]:
            of_row[taken[other]] += delta
            of_place[other] -= delta
        else:
            least[other] -= delta
    return nearest
