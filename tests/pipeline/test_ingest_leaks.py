"""Who wrote a post leaves the parser sealed: planted names are nowhere in clear."""

import logging

import msgspec
import pytest

from ingest import bluesky, importer, mastodon
from ingest.filter import parser_of
from ingest.jetstream import JetstreamConnector
from ingest.replay import ReplayServer
from stream.source import Parsed
from tests.ingest.samples import SAMPLES
from tests.ingest.wires import DID, HANDLE, KEY, NAME, NOW, account, commit, identity, seal, v2, wire

PLANTED = (DID, HANDLE, NAME, "Quill", "danaquill", "3mmoojp4cd223", "bafyinvented")


def leaks(parsed: Parsed) -> list[str]:
    """The planted strings that the outcome shows in clear, envelopes included."""
    shown = repr(parsed) + repr([note.text for note in parsed.notes])
    data = shown.encode() + b"".join(msgspec.json.encode(event) for event in parsed.events)
    data += b"".join(getattr(event, "envelope", b"") for event in parsed.events)
    return [planted for planted in PLANTED if planted.encode() in data]


def bluesky_lines() -> list[bytes]:
    profile = commit()
    profile["commit"] |= {"collection": "app.bsky.actor.profile", "record": {"displayName": NAME}}
    values = [
        commit(),
        commit(operation="update"),
        commit(operation="delete"),
        commit(text=5, name=NAME),
        commit(createdAt=NAME, langs=[NAME], embed=NAME, labels=NAME),
        commit(operation=NAME),
        commit() | {"kind": HANDLE},
        commit() | {"commit": {"rev": NAME, "rkey": 5}},
        account(active=False, status=NAME),
        account(active=False, status="deleted"),
        identity(),
        identity() | {"identity": NAME, "did": NAME},
        profile,
        v2(commit()["commit"], "commit"),
        v2({"name": NAME, "message": HANDLE}, "info"),
        v2({}, NAME),
        {"$type": "error", "error": NAME, "message": HANDLE},
    ]
    return [wire(value) for value in values] + [wire(commit())[:at] for at in range(5, 300, 40)]


@pytest.mark.parametrize("line", bluesky_lines())
def test_bluesky(line: bytes) -> None:
    assert leaks(bluesky.parser(seal, KEY)(line, NOW)) == []


@pytest.mark.parametrize(
    "line",
    [
        {"id": HANDLE, "text": "a", "author": {"account": DID, "handle": HANDLE, "name": NAME, "link": NAME}},
        {"id": HANDLE, "text": 5, "author": {"name": NAME}},
        {"id": HANDLE, "text": "a", "author": {"name": [NAME]}},
        {"id": HANDLE, "text": "a", "author": NAME, NAME: HANDLE},
        {"id": HANDLE, "text": "a", "created_at": NAME, "lang": HANDLE, "lat": 4000.0, "lon": 1},
        {"id": HANDLE, "text": "a", "version": NAME * 20},
        {"id": HANDLE, "deleted": True, "author": {"name": NAME}},
    ],
)
def test_import(line: dict[str, object]) -> None:
    assert leaks(importer.parser(seal, KEY)(wire(line), NOW)) == []


@pytest.mark.parametrize("visibility", ["public", "private", NAME])
@pytest.mark.parametrize("content", ["<p>Hi.</p>", 5])
@pytest.mark.parametrize("event", ["update", "status.update", "delete", NAME])
def test_mastodon(visibility: str, content: object, event: str) -> None:
    account = {"acct": HANDLE, "display_name": NAME, "note": "", "url": f"https://{HANDLE}/@danaquill"}
    status = {
        "id": "3mmoojp4cd223",
        "content": content,
        "visibility": visibility,
        "account": account,
        "created_at": NAME,
    }
    whole = status | {"created_at": "2026-09-01T00:00:00Z", "language": NAME, "uri": NAME, "url": NAME}
    for value in (status, whole, [whole, status]):
        for line in (wire(value), wire({"event": event, "payload": wire(value).decode()})):
            assert leaks(mastodon.parser(seal, KEY)(line, NOW)) == []


@pytest.mark.parametrize("source", SAMPLES)
def test_every_source(source: str) -> None:
    """Whole, cut, and with every string of it turned into a name."""
    parse = parser_of(source, seal, KEY)
    for value in SAMPLES[source]:
        line = wire(value)
        assert leaks(parse(line, NOW)) == []
        for at in range(1, len(line), max(1, len(line) // 12)):
            assert leaks(parse(line[:at], NOW)) == []
        assert leaks(parse(wire(_renamed(value)), NOW)) == []


def _renamed(value: object) -> object:
    """Every member that is no text of the author's and no kind, as a name."""
    if isinstance(value, dict):
        kept = (
            "text",
            "content",
            "title",
            "selftext",
            "body",
            "textOriginal",
            "textDisplay",
            "kind",
            "$type",
        )
        return {name: inner if name in kept else _renamed(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [_renamed(inner) for inner in value]
    return NAME if isinstance(value, str) and not value.lstrip().startswith(("<", "event")) else value


def test_connection_notes_and_logs(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    with ReplayServer([commit(), identity(), *[commit() for _ in range(9)]], rate=0) as server:
        server.faults.cut_after = 6
        connector = JetstreamConnector(server.url, backoff_base_s=0.01)
        connector.open(None)
        server.put(identity())
        notes = ""
        for _ in range(40):
            server.put(commit())
            notes += repr(connector.poll(0.01, 5).notes)
        connector.close()
    assert [planted for planted in PLANTED if planted in caplog.text + notes] == []
