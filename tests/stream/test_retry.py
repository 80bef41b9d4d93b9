"""When to try again: a table."""

import threading

import pytest

from stream.errors import BadInput, Fatal, Retriable
from stream.retry import CAP_S, Flag, decide, wait


@pytest.mark.parametrize(
    ("error", "attempt", "delay"),
    [
        (Retriable("away"), 1, 0.05),
        (Retriable("away"), 2, 0.1),
        (Retriable("away"), 5, 0.8),
        (Retriable("away"), 10, CAP_S),
        (Retriable("away"), 1_000_000, CAP_S),
        (Fatal("broken"), 1, None),
        (BadInput("bad"), 1, None),
        (ValueError("poison"), 1, None),
        (OSError("unclassified"), 1, None),
    ],
)
def test_decide(error: Exception, attempt: int, delay: float | None) -> None:
    assert decide(error, attempt) == delay


def test_a_wait_ends_at_the_stop() -> None:
    flag = Flag()
    assert not wait(0, flag)
    flag.set()
    assert wait(3600, flag)
    event = threading.Event()
    event.set()
    assert wait(3600, event)
