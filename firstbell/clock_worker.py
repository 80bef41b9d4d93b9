"""`firstbell worker clock`: what time brings: notifications, escalation, retention, keys, counts."""

import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime

from firstbell.database import setup_django
from firstbell.keyring_command import ring_file, rotate
from firstbell.logs import logger
from firstbell.numbers import measure_records
from firstbell.settings import Settings
from stream.contracts import LocatedPost, Post
from stream.errors import Retriable
from stream.keyring import KeyDestroyed
from stream.metrics import Meter
from stream.topics import LOCATED
from stream.wire import BadFrame, decode

TICK_S = 2.0
ROTATE_S = 600.0
JUMP_S = 600.0
DOUBT_S = 3600.0


class Steady:
    """Whether the machine's time can be trusted: not for an hour after it jumped against the clock that only
    counts seconds. Time enough for it to be set right, or for a person to see the log."""

    def __init__(self) -> None:
        self._offset: float | None = None
        self._doubted = float("-inf")

    def jumped(self, wall: float, counted: float) -> bool:
        """Whether it jumped since the last call. Both in seconds."""
        before, self._offset = self._offset, wall - counted
        if before is None or abs(self._offset - before) <= JUMP_S:
            return False
        self._doubted = counted
        return True

    def sure(self, counted: float) -> bool:
        return counted - self._doubted >= DOUBT_S


def near(settings: Settings) -> Iterator[Post]:
    """The posts near a school that the stream holds. Retriable when the broker is away."""
    from firstbell.worker import open_broker

    broker, ring = open_broker(settings), ring_file(settings)
    try:
        for message in broker.scan(LOCATED):
            try:
                records = decode(message.value, ring, LOCATED)
            except (KeyDestroyed, BadFrame):
                continue
            for record in records:
                if isinstance(record, LocatedPost):
                    yield record.post
    finally:
        broker.close()


def run_clock(settings: Settings, meter: Meter, stopping: Callable[[float], bool]) -> None:
    """Tick until `stopping(seconds)`, which waits that long, says so. A database away costs ticks only."""
    setup_django(settings)
    from django.db import close_old_connections
    from django.db.utils import InterfaceError, OperationalError

    from privacy.clock import tick

    log = logger("clock")
    next_rotation = 0.0
    steady = Steady()
    while True:
        counted = time.monotonic()
        if steady.jumped(time.time(), counted):
            log.error("clock_jumped", remedy="is the machine's time right? nothing is destroyed for an hour")
        sure = steady.sure(counted)
        try:
            tick(datetime.now(UTC), lambda: near(settings), time_is_sure=sure)
            measure_records(meter)
        except (OperationalError, InterfaceError, Retriable):
            log.warning("tick_failed", exc_info=True, remedy="is the database there? it is tried again")
            close_old_connections()
        if sure and time.monotonic() >= next_rotation:
            added, destroyed = rotate(settings)
            if added or destroyed:
                log.info("stream_keys", added=added, destroyed=len(destroyed))
            next_rotation = time.monotonic() + ROTATE_S
        if stopping(TICK_S):
            return
