"""The connector of Bluesky's Jetstream: a WebSocket that is kept up, with a cursor in time.

A thread reads into a bounded buffer; when nobody polls it stops reading and the server waits, or
drops us and is asked again from the last cursor. Delivery is at least once: every connection
starts a few seconds before the last event received.
"""

import logging
import random
import threading
import time
from collections import deque
from collections.abc import Callable
from datetime import UTC, datetime
from urllib.parse import urlencode, urlsplit

import msgspec
from websockets.exceptions import ConnectionClosed, InvalidHandshake, InvalidStatus, WebSocketException
from websockets.sync.client import ClientConnection, connect

from ingest.bluesky import COLLECTION, SOURCE
from ingest.ids import event_id
from stream.contracts import Cursor, Gap
from stream.errors import BadInput, Fatal
from stream.source import Note, Wires

LOOK_BACK_S = 36 * 3600
"""How long a Jetstream server keeps events; an older cursor is clamped without a word."""
TOLERANCE_S = 60
"""A first event further than this after the cursor shows that events between are gone."""
REWIND_S = 5
"""A reconnection to the same server asks for this much again."""
REWIND_OTHER_HOST_S = 30
"""Servers stamp the same event seconds apart."""
MAX_MESSAGE = 2**20
_AHEAD_S = 600
_BUFFER = 2000
_SPREAD_S = 1.0
_BACKOFF_CAP_S = 60.0
_RETRY_AFTER_CAP_S = 600.0

# websockets logs what it receives, so its log goes nowhere, whatever logging is set to.
_quiet_log = logging.Logger("firstbell.websockets", logging.CRITICAL + 1)

Clock = Callable[[], float]


class _Stamp(msgspec.Struct):
    time_us: int = 0


_stamp = msgspec.json.Decoder(_Stamp)


def backoff_s(attempt: int, base_s: float, chance: float) -> float:
    """Seconds to wait before try `attempt` (0, 1, …): doubling, capped, half of it by chance."""
    full: float = min(_BACKOFF_CAP_S, base_s * 2 ** min(attempt, 16))
    return full * (0.5 + chance / 2)


class JetstreamConnector:
    """Reads `<url>/subscribe` (v1 wire). Cursor: `time_us` of the last event handed out, and its host.

    A gap is recorded when the server's first event is later than TOLERANCE_S after a cursor, or
    when the cursor was older than LOOK_BACK_S.
    """

    def __init__(
        self,
        url: str,
        *,
        name: str = SOURCE,
        buffer: int = _BUFFER,
        quiet_s: float = 60.0,
        backoff_base_s: float = 0.5,
        clock: Clock = time.time,
    ) -> None:
        parts = urlsplit(url)
        if parts.scheme not in ("ws", "wss") or not parts.hostname:
            raise BadInput(f"source {name!r}: url must be like wss://jetstream1.us-east.bsky.network")
        self.name = name
        self._url = url.rstrip("/")
        self._host = parts.netloc.rpartition("@")[2]
        self._loopback = parts.hostname in ("localhost", "127.0.0.1", "::1")
        self._limit = buffer
        self._quiet_s = quiet_s
        self._base_s = backoff_base_s
        self._clock = clock
        self._chance = random.Random()  # noqa: S311 - spreads reconnections, guards nothing
        self._change = threading.Condition()
        self._stop = threading.Event()
        self._buffer: deque[tuple[bytes, int, float]] = deque()
        self._gaps: list[Gap] = []
        self._notes: list[Note] = []
        self._last_us: int | None = None
        self._handed_us = 0
        self._rewind_s = REWIND_S
        self._thread: threading.Thread | None = None
        self._connection: ClientConnection | None = None

    def open(self, cursor: Cursor | None) -> None:
        """Start reading in the background; connecting, and its failures, go on there."""
        self.close()
        self._stop = threading.Event()
        self._buffer.clear()
        self._last_us = int(cursor.value) if cursor is not None and cursor.value.isdigit() else None
        self._handed_us = self._last_us or 0
        self._rewind_s = REWIND_S if cursor is None or cursor.host == self._host else REWIND_OTHER_HOST_S
        self._thread = threading.Thread(
            target=self._run, args=(self._stop,), name=f"read-{self.name}", daemon=True
        )
        self._thread.start()

    def poll(self, timeout_s: float, max_records: int) -> Wires:
        """What has arrived, waiting up to `timeout_s` for the first of it. Fatal when our reader died."""
        if self._thread is not None and not self._thread.is_alive() and not self._stop.is_set():
            raise Fatal(f"source {self.name!r}: its reader stopped on an error of ours; restart the worker")
        with self._change:
            self._change.wait_for(
                lambda: self._buffer or self._gaps or self._notes or self._stop.is_set(), timeout_s
            )
            records: list[bytes] = []
            started = self._buffer[0][2] if self._buffer else self._clock()
            while self._buffer and len(records) < max_records and self._buffer[0][2] - started <= _SPREAD_S:
                wire, stamp, _ = self._buffer.popleft()
                records.append(wire)
                # Never back: an event out of order must not make the cursor cover less.
                self._handed_us = max(self._handed_us, stamp)
            gaps, self._gaps = self._gaps, []
            notes, self._notes = self._notes, []
            self._change.notify_all()
        received_at = datetime.fromtimestamp(started, UTC)
        cursor = None
        if records and self._handed_us:
            cursor = Cursor(source=self.name, host=self._host, value=str(self._handed_us), at=received_at)
        return Wires(records=records, received_at=received_at, cursor=cursor, gaps=gaps, notes=notes)

    def close(self) -> None:
        """Stop reading at once. What was not polled is read again after the next `open`."""
        self._stop.set()
        with self._change:
            self._change.notify_all()
            connection = self._connection
        if connection is not None:
            connection.close()
        if self._thread is not None:
            self._thread.join(2.0)
            self._thread = None

    def _run(self, stop: threading.Event) -> None:
        attempt = 0
        while not stop.is_set():
            wait_s = 0.0
            asked_us = self._last_us
            try:
                with self._connect() as connection:
                    with self._change:
                        self._connection = connection
                    self._receive(connection, stop)
            except InvalidStatus as error:
                wait_s = _retry_after(error)
                self._note(
                    stop, "error", f"answered {error.response.status_code}; check `url` if this goes on"
                )
            except ConnectionClosed:
                self._note(stop, "info", "the connection was lost; it is resumed from the last cursor")
            except TimeoutError:
                self._note(
                    stop,
                    "info",
                    f"nothing came for {self._quiet_s:g} s or the connection timed out; connecting again",
                )
            except (OSError, InvalidHandshake, WebSocketException) as error:
                self._note(stop, "error", f"cannot be reached ({type(error).__name__}); it is tried again")
            finally:
                with self._change:
                    self._connection = None
            attempt = 0 if self._last_us != asked_us else attempt
            stop.wait(max(wait_s, backoff_s(attempt, self._base_s, self._chance.random())))
            attempt += 1

    def _connect(self) -> ClientConnection:
        query = [("wantedCollections", COLLECTION), ("maxMessageSizeBytes", str(MAX_MESSAGE))]
        if self._last_us is not None:
            query.append(("cursor", str(max(10**15, self._last_us - int(self._rewind_s * 1e6)))))
        return connect(
            f"{self._url}/subscribe?{urlencode(query)}",
            open_timeout=10,
            close_timeout=1,
            ping_interval=None,  # silence is what we watch; and a full buffer must not look like one
            max_size=2 * MAX_MESSAGE,
            max_queue=64,
            proxy=None if self._loopback else True,
            user_agent_header="firstbell",
            logger=_quiet_log,
        )

    def _receive(self, connection: ClientConnection, stop: threading.Event) -> None:
        """Until stopped; raises when the connection ends."""
        cursor_us, connected = self._last_us, self._clock()
        first = True
        while not stop.is_set():
            wire = connection.recv(timeout=self._quiet_s, decode=False)
            now = self._clock()
            stamp = _time_us(wire, now)
            if first and stamp:
                self._look_for_gap(cursor_us, stamp, connected)
                first = False
                self._rewind_s = REWIND_S
            with self._change:
                self._change.wait_for(lambda: len(self._buffer) < self._limit or stop.is_set())
                if stop.is_set():
                    break
                self._buffer.append((wire, stamp, now))
                self._last_us = max(self._last_us or 0, stamp) or None
                self._change.notify_all()

    def _look_for_gap(self, cursor_us: int | None, first_us: int, connected: float) -> None:
        if cursor_us is None:
            return
        late = first_us - cursor_us > TOLERANCE_S * 1e6
        if not late and connected - cursor_us / 1e6 <= LOOK_BACK_S:
            return
        gap = Gap(
            post_id=event_id(None, self.name, "gap", str(cursor_us), str(first_us)),
            where=f"{self.name} at {self._host}",
            first=str(cursor_us),
            last=str(first_us),
            at=datetime.fromtimestamp(self._clock(), UTC),
            why="the server no longer had the events after the cursor",
        )
        with self._change:
            self._gaps.append(gap)
            self._change.notify_all()

    def _note(self, stop: threading.Event, kind: str, text: str) -> None:
        if stop.is_set():
            return
        note = Note("error" if kind == "error" else "info", f"{self._host}: {text}")
        with self._change:
            # Nobody may be polling; the newest few tell enough.
            self._notes = [*self._notes[-9:], note]
            self._change.notify_all()


def _time_us(wire: bytes, now: float) -> int:
    """The event's time, 0 when it has none or one that would make the cursor skip events."""
    try:
        stamp = _stamp.decode(wire).time_us
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError, ValueError):
        return 0
    return stamp if 10**15 <= stamp <= (now + _AHEAD_S) * 1e6 else 0


def _retry_after(error: InvalidStatus) -> float:
    value = error.response.headers.get("Retry-After", "")
    return min(float(value), _RETRY_AFTER_CAP_S) if value.isdigit() else 0.0
