"""Limits without identity: how much comes in at all, and for one school. Nobody is counted."""

import threading
import time
from collections.abc import Callable


class Bucket:
    """`per_minute` acts a minute in the long run, `burst` at once. Thread-safe."""

    def __init__(self, per_minute: float, burst: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._rate = per_minute / 60
        self._burst = burst
        self._clock = clock
        self._left = burst
        self._at = clock()
        self._lock = threading.Lock()

    def take(self) -> float:
        """0 when the act may go on; else seconds until it may."""
        with self._lock:
            now = self._clock()
            self._left = min(self._burst, self._left + (now - self._at) * self._rate)
            self._at = now
            if self._left >= 1:
                self._left -= 1
                return 0.0
            return (1 - self._left) / self._rate

    def give_back(self) -> None:
        with self._lock:
            self._left = min(self._burst, self._left + 1)


class Gate:
    """Asked before a tip is stored and after a wrong code.

    A right code opens always: 80 bits cannot be guessed at any rate, and a stranger who tries must not keep
    anyone from the answer that waits for them.
    """

    def __init__(
        self, per_minute: int, per_school: int, most_waiting: int, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self.most_waiting = most_waiting
        self._all = Bucket(per_minute, per_minute * 2, clock)
        self._codes = Bucket(per_minute * 2, per_minute * 4, clock)
        self._per_school = per_school
        self._clock = clock
        self._schools: dict[str, Bucket] = {}
        self._lock = threading.Lock()

    def tip(self, school: str, waiting: int) -> float:
        """Seconds to wait, 0 to go on. `school` is one of the district's or ""; `waiting` tips are stored
        and not yet in the stream."""
        if waiting >= self.most_waiting:
            return 60.0
        wait = self._all.take()
        if wait:
            return wait
        wait = self._of(school).take()
        if wait:
            self._all.give_back()
        return wait

    def wrong_code(self) -> float:
        return self._codes.take()

    def _of(self, school: str) -> Bucket:
        with self._lock:
            if school not in self._schools:
                self._schools[school] = Bucket(self._per_school, self._per_school * 2, self._clock)
            return self._schools[school]
