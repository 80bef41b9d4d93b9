"""A local server that speaks Jetstream's v1 wire: for the demo, for trying out, for fault tests.

    python -m ingest.replay --file events.jsonl --rate 25 --port 6008

The file holds one event a line, as Jetstream sends them. Each is stamped with the time at which it
is sent. The server honours `cursor` (inclusive, clamped to what it still holds) and
`wantedCollections`, and on demand misbehaves as real servers do (`Faults`).
"""

import argparse
import logging
import signal
import sys
import threading
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path
from typing import Any, Self
from urllib.parse import parse_qs, urlsplit

from websockets.exceptions import ConnectionClosed
from websockets.http11 import Request, Response
from websockets.sync.server import Server, ServerConnection, serve

from ingest.replay_wire import WireEvent, cut, is_wanted, stamped
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


class ReplayServer:
    """Serves `events` (JSON objects or their bytes) at `rate` a second; `rate` 0: all at once.

    Keeps the last `window` events. A connection without cursor starts at the live end. `first_us`
    and `produced` tell what was produced so far; `exhausted` is set when `events` has ended.
    """

    def __init__(
        self,
        events: Iterable[Mapping[str, Any] | bytes],
        *,
        rate: float = 25.0,
        host: str = "127.0.0.1",
        port: int = 0,
        window: int = WINDOW,
    ) -> None:
        self.faults = Faults()
        self.exhausted = threading.Event()
        self.produced = 0
        self._events = iter(events)
        self._rate = rate
        self._host, self._port = host, port
        self._window = window
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
            self._held.append(stamped(event, max(time.time_ns() // 1000, last + 1)))
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
        if target.path != "/subscribe":
            return connection.respond(HTTPStatus.NOT_FOUND, "only /subscribe is served\n")
        cursor = parse_qs(target.query).get("cursor", [""])[0]
        if cursor and not cursor.isdigit():
            return connection.respond(HTTPStatus.BAD_REQUEST, "cursor: a whole number, not negative\n")
        # Before the handshake ends: the live end is where it was when the client came.
        self._starts[connection] = self._first(cursor)
        return None

    def _serve(self, connection: ServerConnection) -> None:
        query = parse_qs(urlsplit(connection.request.path if connection.request else "").query)
        wanted = query.get("wantedCollections", [])
        position = self._starts.pop(connection)
        sent = 0
        try:
            while True:
                events, position = self._next(position)
                if self._closing.is_set():
                    return
                for wire in self._arranged(events, wanted):
                    sent += 1
                    if self.faults.cut_after and sent >= self.faults.cut_after:
                        self.faults.cut_after = 0
                        cut(connection, wire)
                        return
                    connection.send(wire, text=True)
        except (ConnectionClosed, OSError):
            return

    def _first(self, cursor: str) -> int:
        """The absolute index to start at: inclusive, clamped, the live end without a past cursor."""
        with self._change:
            end = self._base + len(self._held)
            if not cursor:
                return end
            time_us = int(cursor)
            return next(
                (self._base + at for at, held in enumerate(self._held) if held.time_us >= time_us), end
            )

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

    def _arranged(self, events: list[WireEvent], wanted: list[str]) -> list[bytes]:
        """What is sent of them: filtered as Jetstream does, and with the faults asked for."""
        wires = [event.wire for event in events if is_wanted(event.collection, wanted)]
        every = self.faults.reorder_every
        for at in range(0, len(wires) - 1, every) if every else ():
            wires[at], wires[at + 1] = wires[at + 1], wires[at]
        if every := self.faults.duplicate_every:
            wires = [wire for at, wire in enumerate(wires) for wire in [wire] * (1 + (at % every == 0))]
        return wires


def _lines(path: Path) -> Iterable[bytes]:
    try:
        with path.open("rb") as file:
            yield from (line for line in file if line.strip())
    except OSError as error:
        raise BadInput(f"{path}: {error.strerror}; --file is one Jetstream event a line") from None


def main(arguments: list[str] | None = None) -> int:
    options = argparse.ArgumentParser(
        prog="python -m ingest.replay", description=(__doc__ or "").partition("\n")[0]
    )
    options.add_argument("--file", type=Path, required=True, help="events in Jetstream's v1 wire, one a line")
    options.add_argument(
        "--rate", type=float, default=25.0, help="events a second (default 25; 0: all at once)"
    )
    options.add_argument("--port", type=int, default=0, help="port on 127.0.0.1 (default: a free one)")
    given = options.parse_args(arguments)
    stop = threading.Event()
    for signum in (signal.SIGINT, signal.SIGTERM):
        signal.signal(signum, lambda *_: stop.set())
    try:
        events = list(_lines(given.file))
        with ReplayServer(events, rate=given.rate, port=given.port) as server:
            sys.stdout.write(f"{server.url}/subscribe\n")
            sys.stdout.flush()
            stop.wait()
    except BadInput as error:
        sys.stderr.write(f"{error}\n")
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
