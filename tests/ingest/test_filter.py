import json
from typing import Any

import pytest

from ingest.filter import parse_line, supported
from stream.errors import BadInput
from tests.ingest.wires import DID, HANDLE, KEY, NAME, NOW, account, commit, identity, v2, wire


def reply(source: str, value: Any) -> dict[str, Any]:
    return parse_line(source, wire(value), key=KEY, received_at=NOW)


def test_a_post() -> None:
    [post] = reply("bluesky", commit())["posts"]
    assert {name: post[name] for name in ("version", "text", "lang", "created_at", "received_at")} == {
        "version": "3mmoojpaqkn2z",
        "text": "The bus is late again.",
        "lang": "en",
        "created_at": "2026-09-01T11:59:58.500000Z",
        "received_at": "2026-09-01T12:00:00Z",
    }


def test_an_edit_is_an_event_that_carries_the_post() -> None:
    answer = reply("bluesky", commit(operation="update"))
    [event] = answer["events"]
    assert (answer["posts"], event["kind"]) == ([], "edit")
    assert event["post"]["id"] == event["id"] == reply("bluesky", commit())["posts"][0]["id"]


@pytest.mark.parametrize(
    ("value", "kinds"),
    [
        (commit(operation="delete"), ["delete"]),
        (account(active=False, status="deleted"), ["account"]),
        (identity(), ["account"]),
        (v2({}, "info"), ["info"]),
        ({"$type": "error", "error": "ConsumerTooSlow"}, ["error"]),
    ],
)
def test_events(value: Any, kinds: list[str]) -> None:
    answer = reply("bluesky", value)
    assert [event["kind"] for event in answer["events"]] == kinds
    assert (answer["posts"], answer["drops"]) == ([], [])


def test_drops_and_errors() -> None:
    like = commit()
    like["commit"]["collection"] = "app.bsky.feed.like"
    assert reply("bluesky", like) == {"posts": [], "events": [], "drops": [{"reason": "other_collection"}]}
    assert list(parse_line("bluesky", b"nonsense")) == ["error"]


def test_an_import_line_with_its_place() -> None:
    line = {"id": 1, "text": "Here.", "lon": -124.9, "lat": 44.6, "precision_m": 5, "author": {"name": NAME}}
    [post] = reply("import", line)["posts"]
    assert (post["lon"], post["lat"], post["precision_m"]) == (-124.9, 44.6, 5.0)
    assert NAME not in json.dumps(post)


def test_without_a_key_the_id_is_a_plain_hash_and_never_the_native_one() -> None:
    answer = json.dumps(
        [parse_line("bluesky", wire(commit())), reply("bluesky", commit()), reply("bluesky", identity())]
    )
    for native in (DID, HANDLE, "3mmoojp4cd223", "bafyinvented"):
        assert native not in answer


def test_sources_that_are_not_there_say_so() -> None:
    assert supported() == ("bluesky", "mastodon", "import")
    with pytest.raises(BadInput, match="not built yet; there are bluesky, mastodon, import"):
        parse_line("rss", b"{}")
    with pytest.raises(BadInput, match="unknown"):
        parse_line("carrier-pigeon", b"{}")
