import gzip
import time

import pytest

from ingest import feed
from ingest.feed_poll import FeedConnector
from ingest.replay_http import Asked, HttpTwin, Reply
from stream.errors import BadInput
from tests.ingest.reading import Polled
from tests.ingest.wires import KEY, seal

PARSE = feed.parser(seal, KEY)


def rss(*guids: str) -> bytes:
    items = "".join(f"<item><guid>{guid}</guid><title>Number {guid}</title></item>" for guid in guids)
    return (
        f'<?xml version="1.0"?><rss version="2.0"><channel><title>T</title>{items}</channel></rss>'.encode()
    )


class Publisher(HttpTwin):
    """A feed with an ETag that changes with it."""

    def __init__(self) -> None:
        super().__init__()
        self.body = rss("1", "2")
        self.unchanged = 0
        self.headers: dict[str, str] = {}

    def reply(self, asked: Asked) -> Reply:
        etag = f'"{hash(self.body)}"'
        if asked.path == "/old.xml":
            return Reply(b"", 301, {"Location": "/feed.xml"})
        if asked.headers.get("if-none-match") == etag:
            self.unchanged += 1
            return Reply(b"", 304)
        return Reply(self.body, 200, {"ETag": etag, "Content-Type": "application/rss+xml"} | self.headers)


def connector(twin: Publisher, path: str = "/feed.xml", **changes: float) -> FeedConnector:
    return FeedConnector(twin.url + path, pace=0.00005, **changes)  # type: ignore[arg-type]  # numbers by name


def test_only_what_changed_is_fetched_and_a_turned_over_feed_is_a_gap() -> None:
    with Publisher() as twin, Polled(connector(twin), PARSE) as read:
        read.until(lambda it: it.texts == ["Number 1", "Number 2"] and twin.unchanged > 2)
        twin.body = rss("2", "3")
        read.until(lambda it: "Number 3" in it.texts)
        assert read.gaps == []
        twin.body = rss("8", "9")
        read.until(lambda it: "Number 9" in it.texts)
        assert "no entry of the last visit" in read.gaps[0].why
        # The cursor carries the ETag over a restart.
        seen, cursor = len(read.texts), read.cursor
        read.connector.close()
        unchanged = twin.unchanged
        with Polled(connector(twin), PARSE, cursor) as again:
            again.until(lambda _: twin.unchanged > unchanged)
        assert (len(read.texts), again.texts) == (seen, [])


def test_redirects_packing_and_character_sets() -> None:
    with Publisher() as twin:
        twin.body = gzip.compress(rss("1").replace(b"Number", "Número".encode("latin-1")))
        twin.headers = {"Content-Encoding": "gzip", "Content-Type": "text/xml; charset=iso-8859-1"}
        with Polled(connector(twin, "/old.xml"), PARSE) as read:
            read.until(lambda it: it.texts == ["Número 1"])
        assert "moved" in read.said


def test_what_is_too_big_too_slow_or_refused_is_named_and_tried_again() -> None:
    with Publisher() as twin:
        with Polled(connector(twin, max_bytes=50), PARSE) as read:
            read.until(lambda it: "more than 50 bytes" in it.said)
        twin.faults.refuse = [429, 410, 500]
        twin.faults.drip_s = 0.05
        with Polled(connector(twin, timeout_s=0.3), PARSE) as slow:
            parts = ("429", "410", "500", "ended in the middle")
            slow.until(lambda it: all(part in it.said for part in parts))
            twin.faults.drip_s = 0.0
            slow.until(lambda it: it.texts != [])
        twin.body = gzip.compress(b"0" * 10**7)
        twin.headers = {"Content-Encoding": "gzip"}
        with Polled(connector(twin, max_bytes=1000), PARSE) as bomb:
            bomb.until(lambda it: "more than 1000 bytes" in it.said)


def test_a_feed_that_seldom_changes_is_not_left_alone_after_a_few_faults() -> None:
    """An unchanged feed is a good answer; and no fault keeps us away for longer than an hour."""
    with Publisher() as twin:
        slow = FeedConnector(twin.url + "/feed.xml", pace=0.0002)  # 300 s are 60 ms
        with Polled(slow, PARSE) as read:
            read.until(lambda _: twin.unchanged > 0)
            began = time.monotonic()
            for _ in range(8):
                unchanged = twin.unchanged
                twin.faults.refuse = [502]
                read.until(lambda _, seen=unchanged: twin.unchanged > seen and not twin.faults.refuse)  # type: ignore[misc]  # the loop's own value
            assert time.monotonic() - began < 3, "each fault was a first one"


def test_a_wrong_url_is_named_with_the_remedy() -> None:
    with pytest.raises(BadInput, match="https://"):
        FeedConnector("file:///etc/passwd")
