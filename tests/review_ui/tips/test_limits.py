"""Limits that count nobody: how much in all, how much for one school."""

from hypothesis import given
from hypothesis import strategies as st

from review_ui.tips.limits import Bucket, Gate


class Hands:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@given(st.lists(st.floats(0, 60, allow_subnormal=False), max_size=60))
def test_no_more_than_the_burst_and_the_rate(pauses: list[float]) -> None:
    clock = Hands()
    bucket = Bucket(6, 3, clock)
    taken = 0
    for pause in pauses:
        clock.now += pause
        wait = bucket.take()
        taken += not wait
        assert 0 <= wait <= 10
    assert taken <= 3 + clock.now * 6 / 60 + 1e-6


def test_one_school_does_not_use_up_what_the_others_have() -> None:
    clock = Hands()
    gate = Gate(60, 2, 100, clock)
    assert [bool(gate.tip("high", 0)) for _ in range(6)] == [False] * 4 + [True] * 2
    assert gate.tip("middle", 0) == 0
    clock.now += 30
    assert gate.tip("high", 0) == 0
    assert gate.tip("high", 0) > 0


def test_the_whole_is_bounded_and_so_is_what_waits() -> None:
    gate = Gate(3, 100, 5, Hands())
    assert [bool(gate.tip(str(n), 0)) for n in range(8)] == [False] * 6 + [True] * 2
    assert Gate(3, 100, 5, Hands()).tip("high", 5) > 0
    assert [bool(gate.wrong_code()) for _ in range(13)] == [False] * 12 + [True]
