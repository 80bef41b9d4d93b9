"""A machine whose clock jumps destroys nothing until its time can be trusted again."""

from firstbell.clock_worker import DOUBT_S, JUMP_S, Steady

YEAR = 365 * 86400.0


def test_a_jump_is_doubted_for_an_hour_and_a_slow_drift_is_not() -> None:
    steady = Steady()
    assert not steady.jumped(1e9, 50.0)
    assert steady.sure(50.0)
    assert not steady.jumped(1e9 + 2 + JUMP_S / 2, 52.0)
    assert steady.sure(52.0)
    assert steady.jumped(1e9 + YEAR, 54.0)
    assert not steady.sure(54.0)
    assert not steady.jumped(1e9 + YEAR + DOUBT_S - 1, 53.0 + DOUBT_S), "it went on from there"
    assert not steady.sure(53.0 + DOUBT_S)
    assert steady.sure(54.0 + DOUBT_S)


def test_a_clock_that_is_set_back_is_doubted_anew() -> None:
    steady = Steady()
    steady.jumped(1e9, 0.0)
    assert steady.jumped(1e9 + YEAR, 10.0)
    assert steady.jumped(1e9 + 20, 20.0)
    assert not steady.sure(15.0 + DOUBT_S)
    assert steady.sure(20.0 + DOUBT_S)
