"""What the replay server puts on the wire: stamped events, and half a frame."""

import socket
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import msgspec
from websockets.sync.server import ServerConnection


@dataclass(frozen=True, slots=True)
class WireEvent:
    time_us: int
    collection: str
    """Empty for what no `wantedCollections` holds back."""
    wire: bytes


def stamped(event: Mapping[str, Any] | bytes, time_us: int) -> WireEvent:
    """The event with this time, and with times within it where they were left empty."""
    value: dict[str, Any] = {}
    if isinstance(event, bytes):
        try:
            value = msgspec.json.decode(event, type=dict[str, Any])
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            return WireEvent(time_us, "", event)
    else:
        value = dict(event)
    value["time_us"] = time_us
    shown = (
        datetime.fromtimestamp(time_us / 1e6, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    )
    for kind in ("identity", "account"):
        if isinstance(value.get(kind), dict):
            value[kind] = {**value[kind], "time": value[kind].get("time") or shown}
    commit = value.get("commit")
    if not isinstance(commit, dict):
        return WireEvent(time_us, "", msgspec.json.encode(value))
    record = commit.get("record")
    if isinstance(record, dict) and not record.get("createdAt"):
        value["commit"] = {**commit, "record": {**record, "createdAt": shown}}
    return WireEvent(time_us, str(commit.get("collection", "")), msgspec.json.encode(value))


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


def cut(connection: ServerConnection, wire: bytes) -> None:
    """Send the head and half the body of a text frame, then nothing ever again."""
    size = len(wire)
    head = bytes([0x81, size]) if size < 126 else b"\x81\x7e" + size.to_bytes(2, "big")
    connection.socket.sendall(head + wire[: size // 2])
    connection.socket.shutdown(socket.SHUT_RDWR)
