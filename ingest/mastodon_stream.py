"""The connector of one Mastodon instance: its stream by WebSocket or SSE, and its timeline after a drop.

The stream has no cursor: after a drop the statuses since the last one are asked for by `min_id`; edits
and deletions of that time are not sent again, which is recorded as a gap.
Source of the format: docs.joinmastodon.org (methods/streaming, methods/timelines, entities/Instance), 4.5.
"""

import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import datetime
from typing import Any, Literal
from urllib.parse import urlencode, urlsplit

import msgspec
from websockets.exceptions import ConnectionClosed, InvalidHandshake, InvalidStatus, WebSocketException
from websockets.sync.client import connect

from ingest import http
from ingest.jetstream import quiet_log
from ingest.mastodon_instance import Instance, is_streaming
from ingest.reader import (
    BUFFER,
    Clock,
    Fault,
    Reader,
    Received,
    SessionError,
    doubling_s,
    retry_after_s,
)
from ingest.sse import MAX_EVENT, events
from stream.contracts import Cursor
from stream.errors import BadInput, FirstbellError

Stream = Literal["public", "public:local", "public:remote", "hashtag"]
Transport = Literal["websocket", "sse"]
PAGE = 40
MAX_PAGES = 200
"""A back-fill ends here; what lies behind is a gap. 200 pages are within an account's rate limit."""
_FLAGS: Mapping[Stream, str] = {"public:local": "local", "public:remote": "remote"}
_LOST = "edits and deletions while the stream was away are not sent again"


class _Named(msgspec.Struct):
    id: str = ""


class _Frame(msgspec.Struct):
    event: str = ""
    payload: str = ""
    error: str = ""


class MastodonConnector(Reader):
    """Reads one stream of one instance. The cursor is the id of the newest status handed out."""

    def __init__(
        self,
        instance: str,
        token: str,
        *,
        name: str = "mastodon",
        stream: Stream = "public:local",
        hashtag: str = "",
        transport: Transport = "websocket",
        buffer: int = BUFFER,
        quiet_s: float = 60.0,
        pace: float = 1.0,
        clock: Clock = time.time,
    ) -> None:
        parts = urlsplit(instance)
        if not parts.hostname or (parts.scheme != "https" and not http.is_loopback(instance)):
            raise BadInput(f"source {name!r}: instance must be like https://social.example")
        super().__init__(name, parts.netloc, buffer=buffer, clock=clock, pace=pace)
        self._base = f"{parts.scheme}://{parts.netloc}"
        self._private = http.is_loopback(instance)
        self._token = {"Authorization": f"Bearer {token}"}
        self._stream: Stream = stream
        self._hashtag = hashtag
        self._transport = transport
        self._quiet_s = quiet_s
        self._newest = ""
        self._handed = ""

    def _resume(self, cursor: Cursor | None) -> None:
        self._newest = self._handed = ""
        if cursor is not None and cursor.host == self._host:
            self._newest = self._handed = cursor.value
        elif cursor is not None:
            self._missed(cursor.value, "now", "another instance's ids say nothing here; it starts at its end")

    def _position(self, last: Received) -> str:
        self._handed = _newer(self._handed, str(last.mark))
        return self._handed

    def _backoff_s(self, fault: Fault, attempt: int, chance: float) -> float:
        base_s, cap_s = {"network": (1.0, 60.0), "http": (5.0, 300.0), "rate": (60.0, 600.0)}[fault]
        return doubling_s(base_s, cap_s, attempt, chance)

    def _session(self, stop: threading.Event) -> None:
        streaming = self._looked_up()
        opened = self._sse(streaming, stop) if self._transport == "sse" else self._socket(streaming, stop)
        first = True
        for event in opened:
            if first:
                # Only now, with the stream open, nothing can fall between the back-fill and the stream.
                self._catch_up(stop)
                first = False
            if event is not None and not self._put(event, stop):
                return
        raise SessionError("network", "the stream ended; it is opened again", calm=True)

    def _looked_up(self) -> str:
        """The streaming server's address, once the instance says that it shows this timeline."""
        answer = self._get("/api/v2/instance", {})
        try:
            found = msgspec.json.decode(answer.body, type=Instance).configuration
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            raise SessionError("http", "its /api/v2/instance cannot be read; is this a Mastodon?") from None
        access = found.timelines_access
        feeds = access.hashtag_feeds if self._stream == "hashtag" else access.live_feeds
        wanted = {"public:local": (feeds.local,), "public:remote": (feeds.remote,)}.get(
            self._stream, (feeds.local, feeds.remote)
        )
        if "disabled" in wanted:
            raise SessionError(
                "rate", f"does not show the timeline {self._stream} to anybody (timelines_access: disabled)"
            )
        address = found.urls.streaming or "ws" + self._base.removeprefix("http")
        if not is_streaming(address, private=self._private):
            raise SessionError("http", "states a streaming address that is not like wss://social.example")
        return address

    def _get(self, path: str, query: Mapping[str, str]) -> http.Answer:
        """SessionError for every answer but 200."""
        url = self._base + path + (f"?{urlencode(query)}" if query else "")
        try:
            answer = http.get(url, headers=self._token, private=self._private)
        except FirstbellError as error:
            raise SessionError("network", str(error)) from None
        if answer.status != 200:
            raise _refused(answer.status, answer.headers, self._clock())
        return answer

    def _catch_up(self, stop: threading.Event) -> None:
        """Hand out the statuses since the newest one, oldest page first."""
        if not self._newest:
            return
        self._missed(self._newest, "now", _LOST)
        tagged = self._stream == "hashtag"
        path = f"/api/v1/timelines/{f'tag/{self._hashtag}' if tagged else 'public'}"
        for _ in range(MAX_PAGES):
            query = {"min_id": self._newest, "limit": str(PAGE)}
            if flag := _FLAGS.get(self._stream):
                query[flag] = "true"
            answer = self._get(path, query)
            newest = _newest_of(answer.body)
            if not newest or newest == self._newest:
                return
            self._newest = newest
            if not self._put(Received(answer.body, self._clock(), newest), stop):
                return
            if answer.headers.get("x-ratelimit-remaining") == "0":
                stop.wait(_until(answer.headers.get("x-ratelimit-reset", ""), self._clock()) * self._pace)
        self._missed(self._newest, "now", f"more than {MAX_PAGES} pages came while the stream was away")

    def _received(self, wire: bytes, event: str, payload: str) -> Received:
        if event in ("update", "status.update"):
            # What cannot be read here, the parser reports.
            with suppress(msgspec.DecodeError, UnicodeDecodeError, RecursionError):
                self._newest = _newer(self._newest, msgspec.json.decode(payload, type=_Named).id)
        return Received(wire, self._clock(), self._newest)

    def _sse(self, streaming: str, stop: threading.Event) -> Iterator[Received | None]:
        """None first, when the stream is open; then its events."""
        base = "http" + streaming.rstrip("/").removeprefix("ws").removeprefix("http")
        path = f"{base}/api/v1/streaming/{self._stream.replace(':', '/')}"
        if self._stream == "hashtag":
            path += f"?{urlencode({'tag': self._hashtag})}"
        try:
            with http.exchange(path, headers=self._token, private=self._private, endless=True) as live:
                self._hold(live)
                if live.status != 200:
                    raise _refused(live.status, live.headers, self._clock())
                yield None
                for text, event, data in events(live.chunks(self._quiet_s)):
                    yield self._received(msgspec.json.encode(text), event, data)
        except FirstbellError as error:
            raise SessionError("network", str(error), calm=True) from None

    def _socket(self, streaming: str, stop: threading.Event) -> Iterator[Received | None]:
        """As `_sse`, by WebSocket. The token goes in a header: an address would end up in logs."""
        subscribe = {"type": "subscribe", "stream": self._stream} | (
            {"tag": self._hashtag} if self._stream == "hashtag" else {}
        )
        try:
            with connect(
                "ws" + streaming.rstrip("/").removeprefix("http").removeprefix("ws") + "/api/v1/streaming",
                additional_headers=self._token,
                open_timeout=10,
                close_timeout=1,
                ping_interval=self._quiet_s / 2,
                ping_timeout=self._quiet_s / 2,
                max_size=MAX_EVENT,
                max_queue=64,
                proxy=None if self._private else True,
                user_agent_header="firstbell",
                logger=quiet_log,
            ) as connection:
                self._hold(connection)
                connection.send(msgspec.json.encode(subscribe).decode())
                yield None
                while not stop.is_set():
                    wire = connection.recv(decode=False)
                    frame = _frame(wire)
                    if frame.error:
                        raise SessionError(
                            "http", "refused the stream; check `stream`, `hashtag` and the token"
                        )
                    yield self._received(wire, frame.event, frame.payload)
        except InvalidStatus as error:
            raise _refused(error.response.status_code, dict(error.response.headers), self._clock()) from None
        except ConnectionClosed:
            raise SessionError("network", "the connection was lost; it is opened again", calm=True) from None
        except (OSError, InvalidHandshake, WebSocketException) as error:
            raise SessionError("network", f"cannot be reached ({type(error).__name__})") from None


def _frame(wire: bytes) -> _Frame:
    try:
        return msgspec.json.decode(wire, type=_Frame)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return _Frame()


def _newer(one: str, other: str) -> str:
    """The later of two ids: numbers as strings, which grow in length before they grow in digits."""
    return max(one, other, key=lambda id_: (len(id_), id_))


def _newest_of(page: bytes) -> str:
    """The newest id of a page of statuses; empty when there is none."""
    try:
        statuses: list[_Named] = msgspec.json.decode(page, type=list[_Named])
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return ""
    newest = ""
    for status in statuses:
        newest = _newer(newest, status.id)
    return newest


def _until(reset: str, now: float) -> float:
    """Seconds to the time at which a rate limit starts anew."""
    try:
        return max(0.0, min(300.0, datetime.fromisoformat(reset).timestamp() - now))
    except (ValueError, OverflowError):
        return 60.0


def _refused(status: int, headers: Mapping[str, Any], now: float) -> SessionError:
    known = {name.lower(): str(value) for name, value in headers.items()}
    if status == 429:
        wait_s = retry_after_s(known.get("retry-after", "")) or _until(
            known.get("x-ratelimit-reset", ""), now
        )
        return SessionError(
            "rate", "answered 429: too many requests; it is left alone for a while", wait_s=wait_s
        )
    remedy = {
        401: "its token is invalid; make one with the scope read:statuses",
        403: "its token may not read this; it needs the scope read:statuses",
        404: "it has no such timeline",
    }.get(status, "check `instance` if this goes on")
    return SessionError(
        "http", f"answered {status}: {remedy}", wait_s=retry_after_s(known.get("retry-after", ""))
    )
