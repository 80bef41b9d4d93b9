"""The connector of X's v2 filtered stream, or of one partition of its compliance stream.

Off until a recorded written permission is configured (ingest/terms.py). Which posts match is set with
X itself, as rules. Without the Enterprise plan X sends nothing again: every drop is a gap.
"""

import threading
import time
from collections import deque
from urllib.parse import urlencode

from ingest import http
from ingest.reader import BUFFER, Clock, Fault, Reader, Received, SessionError, retry_after_s
from ingest.sse import lines
from stream.contracts import Cursor
from stream.errors import FirstbellError

QUIET_S = 21.0
"""A keep-alive comes every 20 s."""
CONNECTS, PER_S = 50, 900.0
_FIELDS = {
    "tweet.fields": "created_at,author_id,geo,lang,edit_history_tweet_ids,note_tweet,referenced_tweets,attachments",
    "expansions": "geo.place_id,author_id,attachments.media_keys",
    "place.fields": "geo,place_type,full_name,contained_within,country_code",
    "user.fields": "username,name,protected",
    "media.fields": "alt_text",
}
_LOST = "the stream was away, and X sends nothing again"


class XConnector(Reader):
    """Reads one stream. The cursor is our clock at the last line, in microseconds: it bounds gaps."""

    def __init__(
        self,
        token: str,
        *,
        name: str = "x",
        url: str = "https://api.x.com",
        backfill_minutes: int = 0,
        compliance_partition: int = 0,
        buffer: int = BUFFER,
        quiet_s: float = QUIET_S,
        pace: float = 1.0,
        clock: Clock = time.time,
    ) -> None:
        super().__init__(name, http.host_of(url), buffer=buffer, clock=clock, pace=pace)
        self._token = {"Authorization": f"Bearer {token}"}
        self._private = http.is_loopback(url)
        self._backfill_s = 60.0 * backfill_minutes
        self._quiet_s = quiet_s
        self._connects: deque[float] = deque(maxlen=CONNECTS)
        if compliance_partition:
            self._url = f"{url}/2/tweets/compliance/stream?partition={compliance_partition}"
        else:
            extra = {"backfill_minutes": str(backfill_minutes)} if backfill_minutes else {}
            self._url = f"{url}/2/tweets/search/stream?{urlencode(_FIELDS | extra)}"
        self._last_us = 0

    def _resume(self, cursor: Cursor | None) -> None:
        self._last_us = int(cursor.value) if cursor is not None and cursor.value.isdecimal() else 0

    def _position(self, last: Received) -> str:
        return str(int(last.at * 1e6))

    def _backoff_s(self, fault: Fault, attempt: int, chance: float) -> float:
        """X's own rules: linear for the line, doubling for refusals, a minute doubling for 429."""
        first_s, cap_s = {"network": (0.25, 16.0), "http": (5.0, 320.0), "rate": (60.0, 900.0)}[fault]
        grown = attempt + 1 if fault == "network" else 2 ** min(attempt, 10)
        return min(cap_s, first_s * grown)

    def _session(self, stop: threading.Event) -> None:
        self._spaced(stop)
        try:
            with http.exchange(self._url, headers=self._token, private=self._private, endless=True) as live:
                self._hold(live)
                if live.status != 200:
                    raise _refused(live)
                self._look_for_gap()
                for line in lines(live.chunks(self._quiet_s)):
                    self._last_us = int(self._clock() * 1e6)
                    if line and not self._put(Received(line, self._clock()), stop):
                        return
        except FirstbellError as error:
            raise SessionError("network", str(error), calm=True) from None
        raise SessionError("network", "X ended the stream; it is opened again", calm=True)

    def _spaced(self, stop: threading.Event) -> None:
        """50 connections in 15 minutes are allowed; the next one waits."""
        now = time.monotonic()
        if len(self._connects) == CONNECTS and now - self._connects[0] < PER_S:
            self._note(stop, "info", f"{CONNECTS} connections in 15 minutes; the next one waits")
            stop.wait((PER_S - now + self._connects[0]) * self._pace)
        self._connects.append(time.monotonic())

    def _look_for_gap(self) -> None:
        now_us = int(self._clock() * 1e6)
        if self._last_us and now_us - self._last_us > self._backfill_s * 1e6:
            self._missed(str(self._last_us), str(now_us), _LOST)


def _refused(live: http.Live) -> SessionError:
    wait_s = retry_after_s(live.headers.get("retry-after", ""))
    if live.status == 429:
        return SessionError("rate", "answered 429: too many connections or requests", wait_s=wait_s)
    remedy = {401: "its token is not valid", 403: "this token's plan or permission does not allow the stream"}
    return SessionError(
        "http", f"answered {live.status}: {remedy.get(live.status, 'it is tried again')}", wait_s=wait_s
    )
