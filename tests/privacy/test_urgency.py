"""The one table of urgency."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from privacy import urgency
from stream.contracts import HEADS, Head


@pytest.mark.parametrize(
    ("head", "rank", "expected"),
    [
        ("self_harm", 1e-6, 24),
        ("self_harm", 0.5, 20),
        ("violence", 1e-4, 23),
        ("violence", 1e-3, 22),
        ("cyberbullying", 1e-6, 14),
        ("cyberbullying", 0.02, 10),
    ],
)
def test_the_table(head: Head, rank: float, expected: int) -> None:
    assert urgency.urgency(head, rank) == expected


@given(st.floats(0, 1, allow_subnormal=False), st.floats(0, 1, allow_subnormal=False))
def test_no_bullying_stands_before_a_life(rare: float, common: float) -> None:
    for head in ("self_harm", "violence"):
        assert urgency.urgency(head, common) > urgency.urgency("cyberbullying", rare)


def test_the_top_head_is_the_most_urgent_then_the_rarest() -> None:
    rank = {"self_harm": 0.01, "violence": 0.001, "cyberbullying": 0.00001}
    assert urgency.top_head(HEADS, rank) == "violence"  # type: ignore[arg-type]  # the names are heads
    assert urgency.top_head(("cyberbullying", "self_harm"), rank) == "self_harm"  # type: ignore[arg-type]  # as above
    assert urgency.top_head(("cyberbullying",), {}) == "cyberbullying"


def test_every_head_has_a_row_and_an_unknown_one_waits_no_longer() -> None:
    assert set(urgency.URGENCY) == {*HEADS, urgency.TIP}
    assert urgency.of("something new").open_within == min(row.open_within for row in urgency.URGENCY.values())
    assert urgency.of("cyberbullying").open_within == timedelta(hours=4)
