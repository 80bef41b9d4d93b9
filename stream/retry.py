"""When to try again, and waiting that a stop can end."""

import time
from typing import Protocol

from stream.errors import Retriable

FIRST_S = 0.05
CAP_S = 15.0


def decide(error: Exception, attempt: int) -> float | None:
    """Seconds to wait before the next try, or None: do not try again.

    `attempt` counts from 1. A Retriable is tried again for ever (a broker may be away for a
    night), at doubling intervals up to CAP_S; nothing else is.
    """
    if not isinstance(error, Retriable):
        return None
    return float(min(CAP_S, FIRST_S * 2 ** min(attempt - 1, 30)))


class Stop(Protocol):
    """Asked between steps; threading.Event is one."""

    def is_set(self) -> bool: ...


class Flag:
    """A Stop that a signal handler may set (threading.Event.set can deadlock in one)."""

    def __init__(self) -> None:
        self._set = False

    def set(self) -> None:
        self._set = True

    def is_set(self) -> bool:
        return self._set


def wait(seconds: float, stop: Stop) -> bool:
    """Sleep, at most until the stop. True when it was the stop."""
    until = time.monotonic() + seconds
    while not stop.is_set():
        left = until - time.monotonic()
        if left <= 0:
            return False
        time.sleep(min(left, 0.05))
    return True
