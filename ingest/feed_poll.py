"""The connector of one RSS, Atom or JSON feed: asked now and then, and only for what changed."""

import threading
import time
from datetime import UTC, datetime
from email.message import Message
from urllib.parse import urlsplit

import msgspec

from ingest import feed, http
from ingest.reader import Clock, Fault, Reader, Received, SessionError, doubling_s, retry_after_s
from stream.contracts import Cursor
from stream.errors import BadInput, FirstbellError

MAX_AGE_S = 3600.0
"""A publisher's wish not to be asked again is followed up to this long."""
_KNOWN = 100
_TURNED = "no entry of the last visit is left in the feed; entries between the two may never have been seen"


class _State(msgspec.Struct, omit_defaults=True):
    """What the next visit needs. `seen`: beginnings of the hashed ids of the entries at the last visit."""

    etag: str = ""
    modified: str = ""
    seen: list[str] = []

    @classmethod
    def of(cls, value: str) -> "_State":
        try:
            return msgspec.json.decode(value, type=cls)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            return cls()


class FeedConnector(Reader):
    """Asks for one feed every `every_s` seconds, with ETag and Last-Modified of the last visit."""

    def __init__(
        self,
        url: str,
        *,
        name: str = "rss",
        every_s: float = 300.0,
        max_bytes: int = 4 * 2**20,
        timeout_s: float = 30.0,
        private: bool = False,
        pace: float = 1.0,
        clock: Clock = time.time,
    ) -> None:
        if urlsplit(url).scheme not in ("http", "https") or not urlsplit(url).hostname:
            raise BadInput(f"source {name!r}: url must be like https://news.example/feed.xml")
        super().__init__(name, http.host_of(url), buffer=4, clock=clock, pace=pace)
        self._url = url
        self._every_s = every_s
        self._max_bytes = max_bytes
        self._timeout_s = timeout_s
        self._private = private or http.is_loopback(url)
        self._state = _State()

    def _resume(self, cursor: Cursor | None) -> None:
        known = cursor is not None and cursor.host == self._host
        self._state = _State.of(cursor.value) if cursor is not None and known else _State()

    def _position(self, last: Received) -> str:
        return str(last.mark)

    def _backoff_s(self, fault: Fault, attempt: int, chance: float) -> float:
        return doubling_s(self._every_s, max(self._every_s, MAX_AGE_S), attempt, chance)

    def _session(self, stop: threading.Event) -> None:
        while not stop.is_set():
            wait_s = self._visit(stop)
            stop.wait(max(self._every_s, wait_s) * (0.9 + 0.2 * self._chance.random()) * self._pace)

    def _visit(self, stop: threading.Event) -> float:
        """One visit; seconds that the publisher wants us to stay away."""
        headers = {"Accept": "application/rss+xml, application/atom+xml, application/feed+json, */*;q=0.5"}
        if self._state.etag:
            headers["If-None-Match"] = self._state.etag
        if self._state.modified:
            headers["If-Modified-Since"] = self._state.modified
        try:
            answer = http.get(
                self._url,
                headers=headers,
                private=self._private,
                redirects=3,
                max_bytes=self._max_bytes,
                timeout_s=self._timeout_s,
            )
        except FirstbellError as error:
            raise SessionError("network", str(error)) from None
        away_s = _max_age(answer.headers.get("cache-control", ""))
        if answer.status == 304:
            self._came += 1  # as good as a feed: the next fault is a first one
            return away_s
        if answer.status != 200:
            raise _refused(answer)
        if answer.url != self._url:
            self._note(stop, "info", f"the feed moved to {http.host_of(answer.url)}; change `url`")
        wire = _decoded(answer)
        self._state = self._after(answer, wire)
        self._put(Received(wire, self._clock(), msgspec.json.encode(self._state).decode()), stop)
        return away_s

    def _after(self, answer: http.Answer, wire: bytes) -> _State:
        """The next visit's state; a gap when nothing of the last visit is left."""
        now = datetime.fromtimestamp(self._clock(), UTC)
        read = feed.parser(lambda _plain: b"", None)(wire, now)
        seen = [event.post_id[:8] for event in read.events][:_KNOWN]
        if self._state.seen and seen and not set(seen) & set(self._state.seen):
            self._missed(self._state.modified or "the last visit", "now", _TURNED)
        return _State(
            etag=answer.headers.get("etag", "")[:512],
            modified=answer.headers.get("last-modified", "")[:64],
            seen=seen or self._state.seen,
        )


def _decoded(answer: http.Answer) -> bytes:
    """The body; as a JSON string when the answer's head states a character set, which goes before the XML's."""
    head = Message()
    head["content-type"] = answer.headers.get("content-type", "")
    charset = head.get_content_charset()
    if charset is None or answer.body.lstrip()[:1] == b"{":
        return answer.body
    try:
        return msgspec.json.encode(answer.body.decode(charset, "replace"))
    except LookupError:
        return answer.body


def _max_age(cache_control: str) -> float:
    for part in cache_control.lower().split(","):
        name, _, value = part.strip().partition("=")
        if name == "max-age" and value.isdecimal():
            return min(float(value), MAX_AGE_S)
    return 0.0


def _refused(answer: http.Answer) -> SessionError:
    wait_s = retry_after_s(answer.headers.get("retry-after", ""))
    if answer.status == 429:
        return SessionError("rate", "answered 429: it is asked less often for a while", wait_s=wait_s)
    remedy = (
        "the feed is gone for good; remove this source"
        if answer.status == 410
        else "check `url` if this goes on"
    )
    return SessionError("http", f"answered {answer.status}: {remedy}", wait_s=wait_s)
