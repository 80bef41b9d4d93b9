"""A local server that speaks Jetstream's v1 and v2 wires, and misbehaves on demand as real servers do."""

import logging
import threading
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any, Self
from urllib.parse import parse_qs, urlsplit

from websockets.exceptions import ConnectionClosed
from websockets.http11 import Request, Response
from websockets.sync.server import Server, ServerConnection, serve

from ingest.jetstream_wire import GET_DICTIONARY
from ingest.replay_wire import (
    V2_PATH,
    Packer,
    WireEvent,
    answered,
    as_v2,
    cut,
    ended,
    is_wanted,
    refused,
    said,
    stamped,
)
from stream.errors import BadInput

WINDOW = 50_000
_BATCH = 200
_CATCH_UP_S = 0.2
# websockets logs what it sends, so its log goes nowhere, whatever logging is set to.
_log = logging.Logger("firstbell.replay", logging.CRITICAL + 1)


@dataclass
class Faults:
    """What goes wrong next. Counts go down as they happen; 0 and empty: nothing does."""

    refuse: list[int] = field(default_factory=list)
    """HTTP statuses, one for each of the next handshakes."""
    retry_after: str = ""
    """The Retry-After of those refusals."""
    cut_after: int = 0
    """After this many messages the connection ends in the middle of a frame, once."""
    duplicate_every: int = 0
    reorder_every: int = 0
    """Each n-th message is sent after the one that follows it."""
    silent: bool = False
    """Connections stay open and nothing is sent."""
    error: str = ""
    """The next v2 connection gets this terminal error instead of events, once."""
    notice: str = ""
    """The next v2 connection gets this notice first, once."""


class ReplayServer:
    """Serves `events` (JSON objects or their bytes) at `rate` a second; `rate` 0: all at once.

    Keeps the last `window` events. A connection without cursor starts at the live end. `produced`
    tells how many were produced so far; `exhausted` is set when `events` has ended. With
    `keep_times`, events that have a time keep it, so that a server started again goes on as it was.
    """

    def __init__(
        self,
        events: Iterable[Mapping[str, Any] | bytes],
        *,
        rate: float = 25.0,
        host: str = "127.0.0.1",
        port: int = 0,
        window: int = WINDOW,
        keep_times: bool = False,
        dictionary: bytes | None = None,
    ) -> None:
        self.faults = Faults()
        self.exhausted = threading.Event()
        self.produced = 0
        self._events = iter(events)
        self._rate = rate
        self._host, self._port = host, port
        self._window = window
        self._keep_times = keep_times
        self._packer = Packer(dictionary) if dictionary is not None else None
        self._held: list[WireEvent] = []
        self._base = 0  # how many events were let go before _held[0]
        self._starts: dict[ServerConnection, int] = {}
        self._change = threading.Condition()
        self._closing = threading.Event()
        self._ended = threading.Event()
        self._server: Server | None = None
        self._producer: threading.Thread | None = None
        self._acceptor: threading.Thread | None = None

    @property
    def url(self) -> str:
        return f"ws://{self._host}:{self._port}"

    def start(self) -> Self:
        """Listen and begin to produce. BadInput when the port is taken."""
        self._listen()
        self._producer = threading.Thread(target=self._produce, name="replay", daemon=True)
        self._producer.start()
        return self

    def end(self) -> None:
        """Produce no more; what is held is still served."""
        self._ended.set()
        if self._producer is not None:
            self._producer.join(5.0)

    def restart(self, *, forget: bool = False) -> None:
        """Close every connection and listen again on the same port; `forget` empties the window."""
        self._unlisten()
        if forget:
            with self._change:
                self._base += len(self._held)
                self._held.clear()
        self._listen()

    def stop(self) -> None:
        self.end()
        self._unlisten()

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(self, *_: object) -> None:
        self.stop()

    def _listen(self) -> None:
        self._closing.clear()
        try:
            self._server = serve(
                self._serve, self._host, self._port, process_request=self._admit, close_timeout=1, logger=_log
            )
        except OSError as error:
            raise BadInput(
                f"port {self._port} on {self._host}: {error.strerror}; choose another, 0 takes a free one"
            ) from None
        self._port = self._server.socket.getsockname()[1]
        self._acceptor = threading.Thread(
            target=self._server.serve_forever, name="replay-accept", daemon=True
        )
        self._acceptor.start()

    def _unlisten(self) -> None:
        self._closing.set()
        with self._change:
            self._change.notify_all()
        if self._server is not None and self._acceptor is not None:
            self._server.shutdown()
            self._acceptor.join(5.0)

    def _produce(self) -> None:
        due = 0.0
        for event in self._events:
            if self._rate:
                # A source that made us wait is not caught up with by more than a moment's burst.
                due = max(due + 1 / self._rate, time.monotonic() - _CATCH_UP_S)
                self._ended.wait(max(0.0, due - time.monotonic()))
            if self._ended.is_set():
                break
            self.put(event)
        self.exhausted.set()

    def put(self, event: Mapping[str, Any] | bytes) -> None:
        """Produce one event now, stamped with a time later than all before it.

        Bytes that are no JSON object go out as they are, so that what is broken can be replayed.
        """
        with self._change:
            last = self._held[-1].time_us if self._held else 0
            self._held.append(stamped(event, max(time.time_ns() // 1000, last + 1), keep=self._keep_times))
            self.produced += 1
            if len(self._held) >= 2 * self._window:
                self._base += len(self._held) - self._window
                del self._held[: -self._window]
            self._change.notify_all()

    def _admit(self, connection: ServerConnection, request: Request) -> Response | None:
        if self.faults.refuse:
            response = connection.respond(HTTPStatus(self.faults.refuse.pop(0)), "not now\n")
            if self.faults.retry_after:
                response.headers["Retry-After"] = self.faults.retry_after
            return response
        target = urlsplit(request.path)
        if target.path == GET_DICTIONARY and self._packer is not None:
            return answered(HTTPStatus.OK, self._packer.dictionary)
        if target.path not in ("/subscribe", V2_PATH):
            return connection.respond(HTTPStatus.NOT_FOUND, "only Jetstream's own paths are served\n")
        query = parse_qs(target.query)
        cursor = query.get("cursor", [""])[0]
        if cursor and not cursor.isdigit():
            return connection.respond(HTTPStatus.BAD_REQUEST, "cursor: a whole number, not negative\n")
        # Before the handshake ends: the live end is where it was when the client came.
        start, floor = self._first(cursor)
        self._starts[connection] = max(start, floor)
        return self._unfit(query, start, floor) if target.path == V2_PATH else None

    def _unfit(self, query: Mapping[str, list[str]], start: int, floor: int) -> Response | None:
        """v2 refuses where v1 is silent."""
        if "zstdDictionary" in query and query["zstdDictionary"] != [self._packed_with]:
            return refused("UnknownZstdDictionary", "fetch the current one")
        if start < floor:
            return refused("CursorTooOld", f"the oldest event still held is {floor + 1}")
        return None

    @property
    def _packed_with(self) -> str:
        return str(self._packer.id) if self._packer else ""

    def _serve(self, connection: ServerConnection) -> None:
        target = urlsplit(connection.request.path if connection.request else "")
        query = parse_qs(target.query)
        v2 = target.path == V2_PATH
        wanted = query.get("collections" if v2 else "wantedCollections", [])
        packer = self._packer if "zstdDictionary" in query or query.get("compress") == ["true"] else None
        position = self._starts.pop(connection)
        sent = 0
        try:
            if v2 and not self._opening(connection):
                return
            while True:
                events, position = self._next(position)
                if self._closing.is_set():
                    return
                for wire in self._arranged(events, wanted, position - len(events) if v2 else None):
                    sent += 1
                    frame = packer(wire) if packer else wire
                    if self.faults.cut_after and sent >= self.faults.cut_after:
                        self.faults.cut_after = 0
                        cut(connection, frame, text=packer is None)
                        return
                    connection.send(frame, text=packer is None)
        except (ConnectionClosed, OSError):
            return

    def _opening(self, connection: ServerConnection) -> bool:
        """What v2 may say first; False when it ended the stream."""
        error, self.faults.error = self.faults.error, ""
        notice, self.faults.notice = self.faults.notice, ""
        if notice:
            connection.send(said(notice), text=True)
        if error:
            connection.send(ended(error), text=True)
        return not error

    def _first(self, cursor: str) -> tuple[int, int]:
        """The absolute index to start at (inclusive), and that of the oldest event held."""
        with self._change:
            end = self._base + len(self._held)
            if not cursor:
                return end, self._base
            asked = int(cursor)
            if asked < 10**15:
                return min(asked - 1, end), self._base
            later = (self._base + at for at, held in enumerate(self._held) if held.time_us >= asked)
            return next(later, end), self._base

    def _next(self, position: int) -> tuple[list[WireEvent], int]:
        """Events from `position` on, waiting for one; empty when the server closes."""
        with self._change:
            self._change.wait_for(
                lambda: (
                    self._closing.is_set()
                    or (not self.faults.silent and position < self._base + len(self._held))
                )
            )
            start = max(0, position - self._base)
            events = self._held[start : start + _BATCH]
            return events, self._base + start + len(events)

    def _arranged(self, events: list[WireEvent], wanted: list[str], base: int | None) -> list[bytes]:
        """What is sent of them: filtered as Jetstream does, and with the faults asked for.

        `base` is the index of the first of them on v2, None on v1.
        """
        wires = [
            event.wire if base is None else as_v2(event, base + at + 1)
            for at, event in enumerate(events)
            if is_wanted(event.collection, wanted)
        ]
        every = self.faults.reorder_every
        for at in range(0, len(wires) - 1, every) if every else ():
            wires[at], wires[at + 1] = wires[at + 1], wires[at]
        if every := self.faults.duplicate_every:
            wires = [wire for at, wire in enumerate(wires) for wire in [wire] * (1 + (at % every == 0))]
        return wires
