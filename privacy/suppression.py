"""Which counts of linked tables may be published, so that small ones cannot be worked out from the rest.

Every count and every total is an arc of a flow network: what flows into a node flows out of it, which is
what "the cells of a row add up to its total" says. All that a reader of the published numbers knows is that
flow conservation and that no count is below nought. So what a reader can infer of a hidden count is exactly
the range that its arc can take while the published arcs keep their flow: a maximum flow each way, in whole
numbers. (Complementary cell suppression as a network: Cox, J. American Statistical Association 90, 1995.)
"""

import heapq
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass

Key = Hashable
_FREE = 1 << 60
"""More than any count: an arc that may grow without bound."""


@dataclass(frozen=True, slots=True)
class Arc:
    """A count from one node to another. `dear`: hidden only when nothing else helps (a total)."""

    tail: str
    head: str
    value: int
    dear: bool = False


def hide(arcs: Mapping[Key, Arc], k: int) -> frozenset[Key]:
    """The counts that stay unpublished: those from 1 to k-1, and as many others as it takes.

    Of each hidden count below k no reader can exclude 0 or k; of every other hidden one the possible range
    is at least k wide. ValueError when the counts do not add up.
    """
    _adds_up(arcs)
    hidden = {key for key, arc in arcs.items() if 0 < arc.value < k}
    while (needed := _weakest(arcs, hidden, k)) is not None:
        more = _path(arcs, hidden, needed)
        hidden |= more or set(arcs)
    return frozenset(hidden)


def span(arcs: Mapping[Key, Arc], hidden: Iterable[Key], key: Key) -> tuple[int, int | None]:
    """The least and the greatest that a reader must think possible of `key`; None: without bound."""
    hidden = set(hidden)
    arc = arcs[key]
    if key not in hidden:
        return arc.value, arc.value
    others = {one: arcs[one] for one in hidden if one != key}
    down = _flow(others, arc.tail, arc.head, arc.value)
    up = _flow(others, arc.head, arc.tail, _FREE)
    return arc.value - down, None if up >= _FREE else arc.value + up


_Need = tuple[str, str, int, Key]


def _weakest(arcs: Mapping[Key, Arc], hidden: set[Key], k: int) -> _Need | None:
    """The first hidden count that is known too well: from where to where how much must be able to move."""
    for key in sorted(hidden, key=repr):
        arc = arcs[key]
        least, most = span(arcs, hidden, key)
        if arc.value < k:
            if least > 0:
                return arc.tail, arc.head, arc.value, key
            if most is not None and most < k:
                return arc.head, arc.tail, k - arc.value, key
        elif most is not None and most - least < k:
            return arc.head, arc.tail, k, key
    return None


def _path(arcs: Mapping[Key, Arc], hidden: set[Key], need: _Need) -> set[Key]:
    """The arcs of the cheapest way along which so much could move, but for the hidden. Empty: there is none.

    Along an arc anything can move; against it no more than it holds.
    """
    start, end, much, but = need
    best = {start: 0}
    came: dict[str, tuple[str, Key]] = {}
    waiting = [(0, start)]
    steps = _steps(arcs, much, but)
    while waiting:
        cost, node = heapq.heappop(waiting)
        if node == end:
            break
        if cost > best[node]:
            continue
        for key, there in steps.get(node, ()):
            price = cost + (0 if key in hidden else _price(arcs[key]))
            if price < best.get(there, _FREE):
                best[there], came[there] = price, (node, key)
                heapq.heappush(waiting, (price, there))
    found: set[Key] = set()
    node = end
    while node != start:
        if node not in came:
            return set()
        node, key = came[node]
        found.add(key)
    return found - hidden


def _steps(arcs: Mapping[Key, Arc], much: int, but: Key) -> dict[str, list[tuple[Key, str]]]:
    steps: dict[str, list[tuple[Key, str]]] = {}
    for key, arc in arcs.items():
        if key == but:
            continue
        steps.setdefault(arc.tail, []).append((key, arc.head))
        if arc.value >= much:
            steps.setdefault(arc.head, []).append((key, arc.tail))
    return steps


def _price(arc: Arc) -> int:
    """What is lost by hiding it: totals most of all, then large counts."""
    return (10**6 if arc.dear else 10) + arc.value


def _flow(arcs: Mapping[Key, Arc], start: str, end: str, most: int) -> int:
    """How much could move from `start` to `end`, at most `most`, each count staying at nought or above."""
    room: dict[str, dict[str, int]] = {}
    for arc in arcs.values():
        forth, back = room.setdefault(arc.tail, {}), room.setdefault(arc.head, {})
        forth[arc.head] = forth.get(arc.head, 0) + _FREE
        back[arc.tail] = back.get(arc.tail, 0) + arc.value
    moved = 0
    while moved < most:
        way = _shortest(room, start, end)
        if not way:
            break
        much = min(most - moved, *(room[a][b] for a, b in way))
        for a, b in way:
            room[a][b] -= much
            room[b][a] = room[b].get(a, 0) + much
        moved += much
    return moved


def _shortest(room: Mapping[str, Mapping[str, int]], start: str, end: str) -> list[tuple[str, str]]:
    came = {start: start}
    waiting = [start]
    for node in waiting:
        for there, much in room.get(node, {}).items():
            if much > 0 and there not in came:
                came[there] = node
                waiting.append(there)
    way = []
    node = end
    while node in came and node != start:
        way.append((came[node], node))
        node = came[node]
    return way


def _adds_up(arcs: Mapping[Key, Arc]) -> None:
    balance: dict[str, int] = {}
    for arc in arcs.values():
        balance[arc.tail] = balance.get(arc.tail, 0) - arc.value
        balance[arc.head] = balance.get(arc.head, 0) + arc.value
    if any(balance.values()) or any(arc.value < 0 for arc in arcs.values()):
        raise ValueError("the counts do not add up to their totals")
