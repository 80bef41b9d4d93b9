"""What the replay server puts on the wire: stamped events, and half a frame."""

import socket
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Any

import msgspec
import zstandard
from websockets.datastructures import Headers
from websockets.http11 import Response
from websockets.sync.server import ServerConnection

V2_PATH = "/xrpc/network.bsky.jetstream.subscribeEvents"


@dataclass(frozen=True, slots=True)
class WireEvent:
    time_us: int
    collection: str
    """Empty for what no `wantedCollections` holds back."""
    wire: bytes
    value: Mapping[str, Any] | None = None
    """None for bytes that are no event."""


def as_v2(event: WireEvent, seq: int) -> bytes:
    """The same event as v2 sends it, numbered `seq`."""
    if event.value is None:
        return event.wire
    value = dict(event.value)
    kind = str(value.get("kind", ""))
    inner = value.get(kind)
    payload = {
        "$type": f"network.bsky.jetstream.subscribeEvents#{kind}",
        "seq": seq,
        "did": value.get("did", ""),
        "time": _shown(event.time_us, "microseconds"),
    }
    # A commit's members stand beside the others; those of an account or identity keep their own object.
    payload |= inner if kind == "commit" and isinstance(inner, dict) else {kind: inner}
    return msgspec.json.encode({"$type": "message", "payload": payload})


def _shown(time_us: int, digits: str) -> str:
    return datetime.fromtimestamp(time_us / 1e6, UTC).isoformat(timespec=digits).replace("+00:00", "Z")


def stamped(event: Mapping[str, Any] | bytes, time_us: int, *, keep: bool = False) -> WireEvent:
    """The event with this time, and with times within it where they were left empty.

    `keep`: a time that the event has already stays.
    """
    value: dict[str, Any] = {}
    if isinstance(event, bytes):
        try:
            value = msgspec.json.decode(event, type=dict[str, Any])
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            return WireEvent(time_us, "", event)
    else:
        value = dict(event)
    if keep and isinstance(value.get("time_us"), int):
        time_us = value["time_us"]
    value["time_us"] = time_us
    shown = _shown(time_us, "milliseconds")
    for kind in ("identity", "account"):
        if isinstance(value.get(kind), dict):
            value[kind] = {**value[kind], "time": value[kind].get("time") or shown}
    commit = value.get("commit")
    if not isinstance(commit, dict):
        return WireEvent(time_us, "", msgspec.json.encode(value), value)
    record = commit.get("record")
    if isinstance(record, dict) and not record.get("createdAt"):
        value["commit"] = {**commit, "record": {**record, "createdAt": shown}}
    return WireEvent(time_us, str(commit.get("collection", "")), msgspec.json.encode(value), value)


def is_wanted(collection: str, wanted: Sequence[str]) -> bool:
    """As Jetstream filters: an exact name or `prefix.*`; nothing wanted means all."""
    return (
        not collection
        or not wanted
        or any(
            collection == name or (name.endswith(".*") and collection.startswith(name[:-1]))
            for name in wanted
        )
    )


def cut(connection: ServerConnection, wire: bytes, *, text: bool = True) -> None:
    """Send the head and half the body of a frame, then nothing ever again."""
    size = len(wire)
    first = b"\x81" if text else b"\x82"
    head = first + (bytes([size]) if size < 126 else b"\x7e" + size.to_bytes(2, "big"))
    connection.socket.sendall(head + wire[: size // 2])
    connection.socket.shutdown(socket.SHUT_RDWR)


class Packer:
    """Packs frames with a zstd dictionary, as a server does."""

    def __init__(self, dictionary: bytes) -> None:
        self.dictionary = dictionary
        known = zstandard.ZstdCompressionDict(dictionary)
        self.id = known.dict_id()
        self._zstd = zstandard.ZstdCompressor(dict_data=known)
        self._one = threading.Lock()

    def __call__(self, wire: bytes) -> bytes:
        with self._one:
            return self._zstd.compress(wire)


def answered(status: HTTPStatus, body: bytes) -> Response:
    """An HTTP answer in place of a WebSocket."""
    headers = Headers({"Content-Length": str(len(body)), "Connection": "close"})
    return Response(status.value, status.phrase, headers, body)


def refused(error: str, message: str) -> Response:
    """An error of v2 before the WebSocket opens."""
    return answered(HTTPStatus.BAD_REQUEST, msgspec.json.encode({"error": error, "message": message}))


def said(name: str) -> bytes:
    """A notice of v2."""
    payload = {"$type": "network.bsky.jetstream.subscribeEvents#info", "name": name, "message": ""}
    return msgspec.json.encode({"$type": "message", "payload": payload})


def ended(name: str) -> bytes:
    """A terminal error of v2."""
    return msgspec.json.encode({"$type": "error", "error": name, "message": ""})
