"""What every connector of a live stream shares: a thread that reads, a bounded inbox, a back-off.

The thread reads into the inbox; when nobody polls it stops reading, and the server waits, or drops
us and is asked again. What a server may have sent meanwhile is the connector's to find out.
"""

import random
import threading
import time
from abc import ABC, abstractmethod
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal, Protocol

from ingest.ids import event_id
from stream.contracts import Cursor, Gap
from stream.errors import FirstbellError
from stream.source import Note, Wires

Clock = Callable[[], float]
Fault = Literal["network", "http", "rate"]
"""What ended a session: the line, an answer that refuses, or an answer that says: too often."""
BUFFER = 2000
_NOTES = 10
_SPREAD_S = 1.0
RETRY_AFTER_CAP_S = 3600.0


class SessionError(Exception):
    """A session with the server ended. `text` is for the operator and names nobody.

    `wait_s` is what the server asked for; the source's own back-off may be longer.
    """

    def __init__(self, fault: Fault, text: str, *, wait_s: float = 0.0, calm: bool = False) -> None:
        super().__init__(text)
        self.fault: Fault = fault
        self.wait_s = wait_s
        self.kind: Literal["info", "error"] = "info" if calm else "error"


class Closable(Protocol):
    def close(self) -> None: ...


@dataclass(frozen=True, slots=True)
class Received:
    """One wire record, when it came, and where in the source it stands (the connector's own terms)."""

    wire: bytes
    at: float
    mark: tuple[int, ...] | str = ""


class Reader(ABC):
    """A connector whose source sends by itself. Subclasses say how a session goes."""

    def __init__(
        self, name: str, host: str, *, buffer: int = BUFFER, clock: Clock = time.time, pace: float = 1.0
    ) -> None:
        self.name = name
        self._host = host
        self._limit = buffer
        self._clock = clock
        self._pace = pace
        self._chance = random.Random()  # noqa: S311 - spreads reconnections, guards nothing
        self._change = threading.Condition()
        self._stop = threading.Event()
        self._inbox: deque[Received] = deque()
        self._gaps: list[Gap] = []
        self._notes: list[Note] = []
        self._came = 0
        self._thread: threading.Thread | None = None
        self._live: Closable | None = None

    @abstractmethod
    def _resume(self, cursor: Cursor | None) -> None:
        """Take up the position of `cursor`; called before the reading thread starts."""

    @abstractmethod
    def _session(self, stop: threading.Event) -> None:
        """Connect and hand everything to `_put` until the stop. SessionError when it ended before."""

    @abstractmethod
    def _position(self, last: Received) -> str:
        """The cursor's value once `last`, and all handed out before it, is durable. Empty: none."""

    @abstractmethod
    def _backoff_s(self, fault: Fault, attempt: int, chance: float) -> float:
        """Seconds before try `attempt` (0, 1, …) in a row without anything received."""

    def open(self, cursor: Cursor | None) -> None:
        """Start reading in the background; connecting, and its failures, go on there."""
        self.close()
        self._stop = threading.Event()
        self._inbox.clear()
        self._resume(cursor)
        self._thread = threading.Thread(
            target=self._run, args=(self._stop,), name=f"read-{self.name}", daemon=True
        )
        self._thread.start()

    def poll(self, timeout_s: float, max_records: int) -> Wires:
        """What has arrived, waiting up to `timeout_s` for the first of it.

        FirstbellError when our reader died: this source's worker starts anew, and no other stops for it.
        """
        if self._thread is not None and not self._thread.is_alive() and not self._stop.is_set():
            raise FirstbellError(
                f"source {self.name!r}: its reader stopped on an error of ours; it starts anew"
            )
        with self._change:
            self._change.wait_for(
                lambda: self._inbox or self._gaps or self._notes or self._stop.is_set(), timeout_s
            )
            taken: list[Received] = []
            started = self._inbox[0].at if self._inbox else self._clock()
            while self._inbox and len(taken) < max_records and self._inbox[0].at - started <= _SPREAD_S:
                taken.append(self._inbox.popleft())
            gaps, self._gaps = self._gaps, []
            notes, self._notes = self._notes, []
            self._change.notify_all()
        received_at = datetime.fromtimestamp(started, UTC)
        value = ""
        for one in taken:
            value = self._position(one)
        cursor = Cursor(source=self.name, host=self._host, value=value, at=received_at) if value else None
        return Wires(
            records=[one.wire for one in taken],
            received_at=received_at,
            cursor=cursor,
            gaps=gaps,
            notes=notes,
        )

    def close(self) -> None:
        """Stop reading at once. What was not polled is read again after the next `open`."""
        self._stop.set()
        with self._change:
            self._change.notify_all()
            live = self._live
        if live is not None:
            live.close()
        if self._thread is not None:
            self._thread.join(2.0)
            self._thread = None

    def _run(self, stop: threading.Event) -> None:
        attempt = 0
        while not stop.is_set():
            came, wait_s = self._came, 0.0
            fault: Fault = "network"
            try:
                self._session(stop)
            except SessionError as error:
                self._note(stop, error.kind, str(error))
                wait_s, fault = error.wait_s, error.fault
            finally:
                self._hold(None)
            attempt = 0 if self._came != came else attempt
            own_s = self._backoff_s(fault, attempt, self._chance.random()) * self._pace
            stop.wait(max(min(wait_s, RETRY_AFTER_CAP_S), own_s))
            attempt += 1

    def _hold(self, live: Closable | None) -> None:
        """The connection that `close` ends."""
        with self._change:
            self._live = live
        if live is not None and self._stop.is_set():
            live.close()

    def _put(self, received: Received, stop: threading.Event) -> bool:
        """Wait for room, then keep it. False: stopped, and not kept."""
        with self._change:
            self._change.wait_for(lambda: len(self._inbox) < self._limit or stop.is_set())
            if stop.is_set():
                return False
            self._inbox.append(received)
            self._came += 1
            self._change.notify_all()
            return True

    def _missed(self, first: str, last: str, why: str) -> None:
        """Record a gap. The same gap found again has the same id."""
        gap = Gap(
            post_id=event_id(None, self.name, "gap", first, last),
            where=f"{self.name} at {self._host}",
            first=first,
            last=last,
            at=datetime.fromtimestamp(self._clock(), UTC),
            why=why,
        )
        with self._change:
            self._gaps.append(gap)
            self._change.notify_all()

    def _note(self, stop: threading.Event, kind: Literal["info", "error"], text: str) -> None:
        if stop.is_set():
            return
        with self._change:
            # Nobody may be polling; the newest few tell enough.
            named = text if text.startswith(self._host) else f"{self._host}: {text}"
            self._notes = [*self._notes[1 - _NOTES :], Note(kind, named)]
            self._change.notify_all()


def retry_after_s(value: str) -> float:
    """Seconds of a Retry-After header; 0 when it states none."""
    return min(float(value), RETRY_AFTER_CAP_S) if value.isdecimal() else 0.0


def doubling_s(base_s: float, cap_s: float, attempt: int, chance: float) -> float:
    """`base_s` doubled with each attempt up to `cap_s`, half of it by chance."""
    full: float = min(cap_s, base_s * 2 ** min(attempt, 16))
    return full * (0.5 + chance / 2)
