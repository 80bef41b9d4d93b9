"""No hidden count can be worked out: checked by other means than the code's own, on tables of every kind."""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import product
from math import inf

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from privacy.suppression import Arc, Key, hide, span

K = 10
counts = st.one_of(st.integers(0, 12), st.integers(0, 300))


def linked(first: list[list[int]], second: list[list[int]]) -> dict[Key, Arc]:
    """Two tables over the same columns. What the second lacks of a column is put into its first row."""
    columns = range(len(first[0]))
    second = [list(row) for row in second]
    for c in columns:
        missing = sum(row[c] for row in first) - sum(row[c] for row in second)
        if missing >= 0:
            second[0][c] += missing
        else:
            first[0][c] -= missing
    arcs: dict[Key, Arc] = {}
    for r, row in enumerate(first):
        arcs["row", r] = Arc("all", f"r{r}", sum(row), dear=True)
        arcs |= {("a", r, c): Arc(f"r{r}", f"c{c}", row[c]) for c in columns}
    for c in columns:
        arcs["column", c] = Arc(f"c{c}", f"d{c}", sum(row[c] for row in first), dear=True)
    for r, row in enumerate(second):
        arcs |= {("b", r, c): Arc(f"d{c}", f"s{r}", row[c]) for c in columns}
        arcs["side", r] = Arc(f"s{r}", "end", sum(row), dear=True)
    arcs["total"] = Arc("end", "all", sum(map(sum, first)), dear=True)
    return arcs


@st.composite
def tables(draw: st.DrawFn) -> dict[Key, Arc]:
    columns = draw(st.integers(1, 4))
    row = st.lists(counts, min_size=columns, max_size=columns)
    return linked(draw(st.lists(row, min_size=1, max_size=4)), draw(st.lists(row, min_size=1, max_size=5)))


def equations(arcs: Mapping[Key, Arc]) -> list[dict[Key, int]]:
    """One a node: what flows in less what flows out is nought."""
    nodes = sorted({node for arc in arcs.values() for node in (arc.tail, arc.head)})
    return [{key: (arc.head == node) - (arc.tail == node) for key, arc in arcs.items()} for node in nodes]


def solvable(arcs: Mapping[Key, Arc], hidden: frozenset[Key]) -> set[Key]:
    """Hidden counts that linear algebra alone gives away: Gauss over fractions."""
    columns = sorted(hidden, key=repr)
    rows = [[Fraction(equation[key]) for key in columns] for equation in equations(arcs)]
    done = 0
    for c in range(len(columns)):
        pivot = next((r for r in range(done, len(rows)) if rows[r][c]), None)
        if pivot is None:
            continue
        rows[done], rows[pivot] = rows[pivot], rows[done]
        rows[done] = [value / rows[done][c] for value in rows[done]]
        for r, row in enumerate(rows):
            if r != done and row[c]:
                rows[r] = [a - row[c] * b for a, b in zip(row, rows[done], strict=True)]
        done += 1
    single = [row for row in rows if sum(value != 0 for value in row) == 1]
    return {columns[next(c for c, value in enumerate(row) if value)] for row in single}


def squeezed(arcs: Mapping[Key, Arc], hidden: frozenset[Key]) -> dict[Key, tuple[float, float]]:
    """What a patient reader finds with bounds alone: each sum tightens its members until nothing moves."""
    bounds: dict[Key, tuple[float, float]] = {
        key: (0, inf) if key in hidden else (arc.value, arc.value) for key, arc in arcs.items()
    }
    moved = True
    while moved:
        moved = False
        for equation in equations(arcs):
            for key in (one for one in equation if equation[one] and one in hidden):
                rest = [
                    (-sign * equation[key] * bounds[one][0], -sign * equation[key] * bounds[one][1])
                    for one, sign in equation.items()
                    if sign and one != key
                ]
                low = max(bounds[key][0], sum(min(pair) for pair in rest))
                high = min(bounds[key][1], sum(max(pair) for pair in rest))
                moved |= (low, high) != bounds[key]
                bounds[key] = (low, high)
    return bounds


@settings(max_examples=50)
@given(tables())
def test_no_small_count_is_published_and_none_that_is_hidden_can_be_worked_out(arcs: dict[Key, Arc]) -> None:
    hidden = hide(arcs, K)
    assert not [key for key, arc in arcs.items() if 0 < arc.value < K and key not in hidden]
    assert solvable(arcs, hidden) == set()
    bounds = squeezed(arcs, hidden)
    for key in hidden:
        low, high = span(arcs, hidden, key)
        # The exact range lies within what bounds alone allow, holds the truth, and is wide.
        assert bounds[key][0] <= low <= arcs[key].value
        assert arcs[key].value <= (high if high is not None else inf) <= bounds[key][1]
        assert high is None or high - low >= K
        if arcs[key].value < K:
            assert low == 0
            assert high is None or high >= K


def _alternatives(arcs: Mapping[Key, Arc], hidden: list[Key], most: int) -> Iterator[dict[Key, int]]:
    for values in product(range(most + 1), repeat=len(hidden)):
        trial = {key: arc.value for key, arc in arcs.items()} | dict(zip(hidden, values, strict=True))
        if all(sum(sign * trial[key] for key, sign in equation.items()) == 0 for equation in equations(arcs)):
            yield trial


@settings(max_examples=20)
@given(st.lists(st.lists(st.integers(0, 4), min_size=2, max_size=2), min_size=2, max_size=2))
def test_the_range_is_exactly_what_trying_every_table_finds(first: list[list[int]]) -> None:
    """On small tables whose totals are published, so that all alternatives can be tried."""
    arcs = linked(first, [[0, 0]])
    hidden: list[Key] = [("a", 0, 0), ("a", 0, 1), ("a", 1, 0), ("a", 1, 1)]
    tried = list(_alternatives(arcs, hidden, 8))
    for key in hidden:
        found = [trial[key] for trial in tried]
        assert span(arcs, hidden, key) == (min(found), max(found))


def test_one_small_cell_hides_three_more_and_no_total() -> None:
    arcs = linked([[3, 40], [50, 60]], [[53, 100]])
    assert hide(arcs, K) == {("a", 0, 0), ("a", 0, 1), ("a", 1, 0), ("a", 1, 1)}


def test_large_counts_and_noughts_are_published_as_they_are() -> None:
    assert hide(linked([[0, 40], [50, 60]], [[50, 100]]), K) == frozenset()


def test_a_total_that_is_small_goes_too() -> None:
    arcs = linked([[3, 2]], [[3, 2]])
    assert "total" in hide(arcs, K)


def test_counts_that_do_not_add_up_are_a_fault() -> None:
    with pytest.raises(ValueError, match="add up"):
        hide({"a": Arc("x", "y", 3)}, K)
