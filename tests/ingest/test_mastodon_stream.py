"""The connector against a local twin, over real sockets on loopback."""

import json
from typing import Any

import pytest

from ingest import mastodon
from ingest.mastodon_instance import is_streaming
from ingest.mastodon_stream import MastodonConnector
from ingest.replay_http import Asked, MastodonTwin, Reply
from stream.contracts import Cursor
from stream.errors import BadInput
from tests.ingest.reading import Polled
from tests.ingest.samples import STATUS
from tests.ingest.wires import KEY, NOW, seal

PARSE = mastodon.parser(seal, KEY, "social.example")


def status(number: int, **changes: Any) -> dict[str, Any]:
    return STATUS | {"id": str(number), "content": f"<p>Number {number}</p>"} | changes


def texts(*numbers: int) -> list[str]:
    return [f"Number {number}" for number in numbers]


def connector(twin: MastodonTwin, transport: Any, **changes: Any) -> MastodonConnector:
    return MastodonConnector(twin.url, "token", transport=transport, pace=0.001, **changes)


@pytest.mark.parametrize("transport", ["sse", "websocket"])
def test_a_drop_in_the_middle_of_a_frame_is_filled_by_min_id(transport: str) -> None:
    with MastodonTwin() as twin:
        twin.by_socket() if transport == "websocket" else None
        twin.faults.cut_after = 4 if transport == "sse" else 3
        with Polled(connector(twin, transport), PARSE) as read:
            read.until(lambda _: twin.stream.readers == 1)
            for number in (97, 98, 99):
                twin.post(status(number))
            read.until(lambda it: it.texts == texts(97, 98, 99))
            # Torn: the fourth is cut in half, the next ones come while nobody listens.
            for number in range(100, 190):
                twin.post(status(number), heard=number == 100)
            read.until(lambda it: set(it.texts) == set(texts(*range(97, 190))))
            twin.put(
                "status.update",
                json.dumps(status(97, content="<p>Edited</p>", edited_at="2026-09-01T12:00:00Z")),
            )
            twin.put("delete", "98")
            read.until(lambda it: it.deleted != [] and "Edited" in it.texts)
    assert read.cursor is not None
    assert read.cursor.value == "189"
    assert [gap.first for gap in read.gaps] == ["99"]
    assert "again" in read.gaps[0].why


def test_a_cursor_of_the_same_instance_is_caught_up_and_another_one_is_a_gap() -> None:
    with MastodonTwin() as twin:
        twin.statuses += [status(number) for number in (8, 9, 10, 11)]
        host = twin.url.removeprefix("http://")
        cursor = Cursor(source="mastodon", host=host, value="9", at=NOW)
        with Polled(connector(twin, "sse"), PARSE, cursor) as read:
            read.until(lambda it: sorted(it.texts) == sorted(texts(10, 11)))
        other = Cursor(source="mastodon", host="other.example", value="9", at=NOW)
        with Polled(connector(twin, "sse"), PARSE, other) as fresh:
            fresh.until(lambda it: bool(it.gaps))
        assert fresh.texts == []
    asked = [one for one in twin.asked if one.path == "/api/v1/timelines/public"]
    assert asked[0].query["min_id"] == "9"
    assert asked[0].query["local"] == "true"


def test_a_timeline_that_is_disabled_is_named_and_not_taken_for_silence() -> None:
    with MastodonTwin(access="disabled") as twin, Polled(connector(twin, "sse"), PARSE) as read:
        read.until(lambda it: "timelines_access: disabled" in it.said)
        assert all(one.path == "/api/v2/instance" for one in twin.asked)


def test_refusals_are_named_and_429_waits_as_told() -> None:
    with MastodonTwin() as twin:
        twin.faults.refuse = [401, 429, 503]
        twin.faults.headers = {"X-RateLimit-Reset": "2020-01-01T00:00:00Z"}
        with Polled(connector(twin, "sse"), PARSE) as read:
            read.until(lambda _: twin.stream.readers == 1)
            twin.post(status(5))
            read.until(lambda it: it.texts == texts(5))
    assert "read:statuses" in read.said
    assert "429" in read.said


def test_a_stream_that_the_instance_refuses_is_named() -> None:
    with MastodonTwin().by_socket() as twin, Polled(connector(twin, "websocket"), PARSE) as read:
        read.until(lambda _: twin.stream.readers == 1)
        twin.stream.put(b'{"error": "Unknown stream type", "status": 400}')
        read.until(lambda it: "refused the stream" in it.said)


def test_a_streaming_address_that_cannot_be_read_ends_nothing() -> None:
    """The instance states it; it must not end our worker."""

    class Odd(MastodonTwin):
        def reply(self, asked: Asked) -> Reply:
            return Reply(b'{"configuration": {"urls": {"streaming": "wss://["}}}')

    with Odd() as twin, Polled(connector(twin, "websocket"), PARSE) as read:
        read.until(lambda it: "streaming address" in it.said and len(twin.asked) > 1)


def test_an_instance_without_https_is_refused() -> None:
    with pytest.raises(BadInput, match="https://"):
        MastodonConnector("http://social.example", "token")


@pytest.mark.parametrize(
    "address", ["ws://social.example", "http://social.example", "wss://[", "wss://a:b", "wss:"]
)
def test_the_token_goes_nowhere_unencrypted(address: str) -> None:
    assert not is_streaming(address, private=False)
    assert is_streaming("wss://social.example", private=False)
