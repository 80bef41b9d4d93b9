"""The connector of Bluesky's Jetstream, v1 and v2 wires: a WebSocket that is kept up.

Delivery is at least once and a cursor is inclusive: after a loss the server sends the last event
again. When it does not, it no longer had it (v1 goes on at its oldest event without a word), and a
gap is recorded.
"""

import logging
import threading
import time
from urllib.parse import urlsplit

from websockets.exceptions import ConnectionClosed, InvalidHandshake, InvalidStatus, WebSocketException
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Subprotocol

from ingest import http
from ingest.bluesky import SOURCE
from ingest.jetstream_wire import (
    GET_DICTIONARY,
    MAX_MESSAGE,
    SMALLEST_US,
    SUBPROTOCOL,
    V1_DICTIONARY,
    Frame,
    Position,
    Refusal,
    Unpacker,
    Version,
    floor_of,
    read,
    target,
)
from ingest.reader import BUFFER, Clock, Fault, Reader, Received, SessionError, doubling_s, retry_after_s
from stream.contracts import Cursor
from stream.errors import BadInput, FirstbellError

LOOK_BACK_S = 36 * 3600
"""How long a Jetstream server keeps events."""
TOLERANCE_S = 60
"""Another server's first event may be this much later than ours was, and nothing is missing."""
REWIND_S = 5
"""A v1 reconnection to the same server asks for this much again."""
REWIND_OTHER_HOST_S = 30
"""Servers stamp the same event seconds apart."""
_AHEAD_S = 600
_BACKOFF_CAP_S = 60.0
_GONE = "the server no longer had the events after the cursor"
_ANEW = "the server numbers its events anew: it was asked by time, which may pass over an event"
_OTHER_SERVER = (
    "another server numbers events in its own way: it was asked by time, which may pass over an event"
)

# websockets logs what it receives, so its log goes nowhere, whatever logging is set to.
quiet_log = logging.Logger("firstbell.websockets", logging.CRITICAL + 1)


def backoff_s(attempt: int, base_s: float, chance: float) -> float:
    """Seconds to wait before try `attempt` (0, 1, …): doubling, capped, half of it by chance."""
    return doubling_s(base_s, _BACKOFF_CAP_S, attempt, chance)


class JetstreamConnector(Reader):
    """Reads one Jetstream server. The cursor is the last event handed out and the server's host.

    v1 is resumed by time, v2 by sequence number, or by time on another server than the cursor's.
    `packed` asks for zstd frames: v2 fetches the dictionary from the server, v1 needs its file's
    content in `dictionary`.
    """

    def __init__(
        self,
        url: str,
        *,
        name: str = SOURCE,
        version: Version = "v1",
        packed: bool = False,
        dictionary: bytes | None = None,
        buffer: int = BUFFER,
        quiet_s: float = 60.0,
        backoff_base_s: float = 0.5,
        clock: Clock = time.time,
    ) -> None:
        parts = urlsplit(url)
        if parts.scheme not in ("ws", "wss") or not parts.hostname:
            raise BadInput(f"source {name!r}: url must be like wss://jetstream1.us-east.bsky.network")
        super().__init__(name, parts.netloc.rpartition("@")[2], buffer=buffer, clock=clock)
        self._url = url.rstrip("/")
        self._loopback = http.is_loopback(url)
        self._version = version
        self._packed = packed
        self._unpacker = Unpacker(dictionary) if packed and dictionary is not None else None
        if packed and version == "v1" and (self._unpacker is None or self._unpacker.id != V1_DICTIONARY):
            raise BadInput(
                f"source {name!r}: v1 packs with dictionary {V1_DICTIONARY}; give its file as `dictionary`"
            )
        self._quiet_s = quiet_s
        self._base_s = backoff_base_s
        self._last: Position | None = None
        self._handed = Position(0)
        self._same_host = True
        self._epoch = self._handed_epoch = 0
        self._floor: int | None = None

    def _resume(self, cursor: Cursor | None) -> None:
        self._last = Position.of(cursor.value) if cursor is not None else None
        self._handed = self._last or Position(0)
        self._same_host = cursor is None or cursor.host == self._host
        self._floor = None

    def _position(self, last: Received) -> str:
        # Never back: an event out of order must not make the cursor cover less.
        epoch, us, seq = (int(part) for part in last.mark)
        if epoch != self._handed_epoch:
            self._handed_epoch, self._handed = epoch, Position(self._handed.us)
        self._handed = Position(max(self._handed.us, us), max(self._handed.seq, seq))
        return self._handed.value if self._handed.us or self._handed.seq else ""

    def _backoff_s(self, fault: Fault, attempt: int, chance: float) -> float:
        return backoff_s(attempt, self._base_s, chance)

    def _session(self, stop: threading.Event) -> None:
        asked = self._last
        try:
            with self._connect() as connection:
                self._hold(connection)
                self._receive(connection, asked, stop)
        except InvalidStatus as error:
            raise self._refused(error) from None
        except ConnectionClosed:
            raise SessionError(
                "network", "the connection was lost; it is resumed from the last cursor", calm=True
            ) from None
        except TimeoutError:
            raise SessionError(
                "network",
                f"nothing came for {self._quiet_s:g} s or the connection timed out; connecting again",
                calm=True,
            ) from None
        except (OSError, InvalidHandshake, WebSocketException) as error:
            raise SessionError(
                "network", f"cannot be reached ({type(error).__name__}); it is tried again"
            ) from None

    def _connect(self) -> ClientConnection:
        unpacker = self._unpacking()
        v2 = self._version == "v2"
        return connect(
            self._url + target(self._version, self._cursor(), unpacker.id if unpacker else None),
            subprotocols=[Subprotocol(SUBPROTOCOL)] if v2 else None,
            compression=None if v2 or unpacker else "deflate",
            open_timeout=10,
            close_timeout=1,
            ping_interval=None,  # silence is what we watch; and a full buffer must not look like one
            max_size=2 * MAX_MESSAGE,
            max_queue=64,
            proxy=None if self._loopback else True,
            user_agent_header="firstbell",
            logger=quiet_log,
        )

    def _unpacking(self) -> Unpacker | None:
        """The dictionary to ask for; a v2 server hands out its own. None: unpacked frames."""
        if self._packed and self._unpacker is None:
            url = "http" + self._url.removeprefix("ws") + GET_DICTIONARY
            try:
                answer = http.get(url, private=self._loopback)
                self._unpacker = Unpacker(answer.body) if answer.status == 200 else None
            except FirstbellError:
                self._unpacker = None
            if self._unpacker is None:
                self._note(self._stop, "info", "gave no zstd dictionary; frames come unpacked")
        return self._unpacker

    def _cursor(self) -> int | None:
        """What is asked for: inclusive, and early enough for a server that stamps differently."""
        last = self._last
        if last is None:
            return None
        if self._floor is not None:
            return self._floor
        if self._version == "v2" and last.seq and self._same_host:
            return last.seq
        rewind_s = REWIND_S if self._same_host else REWIND_OTHER_HOST_S
        return max(SMALLEST_US, last.us - int(rewind_s * 1e6)) if last.us else None

    def _receive(self, connection: ClientConnection, asked: Position | None, stop: threading.Event) -> None:
        """Until stopped; raises when the connection ends."""
        connected, first = self._clock(), True
        if self._version == "v2" and asked is not None and asked.seq and not self._same_host:
            self._missed(asked.value, "now", _OTHER_SERVER)
        while not stop.is_set():
            wire = connection.recv(timeout=self._quiet_s, decode=False)
            wire = self._unpacker(wire) if self._unpacker else wire
            now = self._clock()
            frame = read(wire)
            if frame.kind != "event":
                self._told(frame, asked, stop)
                continue
            at = self._trusted(frame.at, now)
            if first and (at.us or at.seq):
                self._look_for_gap(asked, at, connected)
                self._look_for_new_numbers(asked, at)
                first, self._same_host, self._floor = False, True, None
            if not self._put(Received(wire, now, (self._epoch, at.us, at.seq)), stop):
                return
            last = self._last or Position(0)
            self._last = Position(max(last.us, at.us), max(last.seq, at.seq))
            if self._last == Position(0):
                self._last = None

    def _told(self, frame: Frame, asked: Position | None, stop: threading.Event) -> None:
        """A notice or an error of the server itself, which is no event."""
        if frame.kind == "error":
            raise SessionError("http", f"ended the stream: {frame.name}; resumed from the last cursor")
        if frame.name == "OutdatedCursor" and asked is not None:
            self._missed(asked.value, "the server's oldest event", _GONE)
        self._note(stop, "info", f"sent a notice: {frame.name}")

    def _trusted(self, at: Position, now: float) -> Position:
        """Without a time that would make the cursor skip events."""
        return at if SMALLEST_US <= at.us <= (now + _AHEAD_S) * 1e6 else Position(0, at.seq)

    def _look_for_gap(self, asked: Position | None, first: Position, connected: float) -> None:
        if asked is None or self._floor is not None:
            return
        if self._same_host and asked.seq and first.seq:
            late = first.seq > asked.seq
        elif self._same_host:
            late = first.us > asked.us
        else:
            late = first.us - asked.us > TOLERANCE_S * 1e6 or connected - asked.us / 1e6 > LOOK_BACK_S
        if late:
            self._missed(asked.value, first.value, _GONE)

    def _look_for_new_numbers(self, asked: Position | None, first: Position) -> None:
        """A cursor ahead of the server's numbers is answered with the newest events, without a word."""
        if asked is None or self._floor is not None or not (self._same_host and 0 < first.seq < asked.seq):
            return
        self._missed(asked.value, first.value, _ANEW)
        self._same_host, self._last = False, Position(asked.us)
        self._epoch += 1
        raise SessionError("network", "numbers its events anew; it is asked by time", calm=True)

    def _refused(self, error: InvalidStatus) -> SessionError:
        """An answer before the WebSocket opened."""
        response = error.response
        said = Refusal.of(response.body)
        last = self._last
        if said.error == "CursorTooOld" and last is not None:
            self._floor = floor_of(said.message)
            self._missed(last.value, str(self._floor or "the server's oldest event"), _GONE)
            if self._floor is None:
                self._last = None
            return SessionError("network", "no longer has our cursor; reading goes on at its oldest event")
        if said.error == "UnknownZstdDictionary":
            self._unpacker = None
            return SessionError("network", "has another zstd dictionary by now; it is fetched", calm=True)
        named = f" {said.error}" if said.error.isalpha() else ""
        wait_s = retry_after_s(response.headers.get("Retry-After", ""))
        text = f"answered {response.status_code}{named}; check `url` if this goes on"
        return SessionError("rate" if response.status_code == 429 else "http", text, wait_s=wait_s)
