"""What Jetstream's two wires differ in: how to ask, where an event stands, what a frame is packed in."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, NamedTuple
from urllib.parse import urlencode

import msgspec
import zstandard

from ingest.bluesky import COLLECTION
from stream.errors import BadInput

Version = Literal["v1", "v2"]
V1_DICTIONARY = 1612007021
"""The id of the one dictionary that v1 servers pack with."""
MAX_MESSAGE = 2**20
SMALLEST_US = 10**15
"""A cursor from here on is a time in microseconds; below, a sequence number."""
_PATH: Mapping[Version, str] = {"v1": "/subscribe", "v2": "/xrpc/network.bsky.jetstream.subscribeEvents"}
SUBPROTOCOL = "xrpc.v1.json"
GET_DICTIONARY = "/xrpc/network.bsky.jetstream.getZstdDictionary"
_ZSTD = b"\x28\xb5\x2f\xfd"
_NAME = re.compile(r"[A-Za-z]{1,40}")
_VALUE = re.compile(r"(?:(\d{1,15})@)?(\d{1,17})")


class Position(NamedTuple):
    """Where an event stands: the server's time in microseconds, and on v2 its sequence number (else 0)."""

    us: int
    seq: int = 0

    @property
    def value(self) -> str:
        """As a cursor's value: `us`, or `seq@us` where there is a sequence number."""
        return f"{self.seq}@{self.us}" if self.seq else str(self.us)

    @classmethod
    def of(cls, value: str) -> "Position | None":
        """None when it is not a value of ours."""
        found = _VALUE.fullmatch(value)
        return cls(int(found[2]), int(found[1] or 0)) if found else None


NOWHERE = Position(0)


@dataclass(frozen=True, slots=True)
class Frame:
    """A frame's kind and place. `name` is an error's or a notice's own name, or empty."""

    kind: Literal["event", "info", "error"]
    at: Position = NOWHERE
    name: str = ""


class _Payload(msgspec.Struct):
    type_: str = msgspec.field(name="$type", default="")
    seq: int = 0
    time: str = ""
    name: str = ""


class _Head(msgspec.Struct):
    time_us: int = 0
    type_: str = msgspec.field(name="$type", default="")
    payload: _Payload | None = None
    error: str = ""


_head = msgspec.json.Decoder(_Head)


def read(wire: bytes) -> Frame:
    """What a frame of either wire is. One that cannot be read is an event without a place."""
    try:
        head = _head.decode(wire)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError, ValueError):
        return Frame("event")
    if head.error or head.type_ == "error":
        return Frame("error", name=_named(head.error))
    if head.payload is None:
        return Frame("event", Position(head.time_us))
    if head.payload.type_.endswith("#info"):
        return Frame("info", name=_named(head.payload.name))
    return Frame("event", Position(_microseconds(head.payload.time), max(0, head.payload.seq)))


def _named(name: str) -> str:
    """A name from outside, only when it looks like one."""
    return name if _NAME.fullmatch(name) else "an error without a name"


def _microseconds(time: str) -> int:
    try:
        return int(datetime.fromisoformat(time).timestamp() * 1e6)
    except (ValueError, OverflowError):
        return 0


def target(version: Version, cursor: int | None, dictionary: int | None) -> str:
    """Path and query of a subscription. `dictionary` is the id to pack with, None: unpacked."""
    names = {
        "v1": ("wantedCollections", "compress", "true"),
        "v2": ("collections", "zstdDictionary", str(dictionary)),
    }
    collections, packing, value = names[version]
    query = [(collections, COLLECTION), ("maxMessageSizeBytes", str(MAX_MESSAGE))]
    if dictionary is not None:
        query.append((packing, value))
    if cursor is not None:
        query.append(("cursor", str(cursor)))
    return f"{_PATH[version]}?{urlencode(query)}"


def floor_of(message: str) -> int | None:
    """The oldest sequence number still held, which CursorTooOld's message carries."""
    numbers = re.findall(r"\b[0-9]{1,15}\b", message)
    return int(numbers[-1]) if numbers else None


class Refusal(msgspec.Struct):
    """The JSON of an answer before the WebSocket opens."""

    error: str = ""
    message: str = ""

    @classmethod
    def of(cls, body: bytes | bytearray | None) -> "Refusal":
        try:
            return msgspec.json.decode(body or b"{}", type=cls)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            return cls()


class Unpacker:
    """Unpacks frames packed with one dictionary."""

    def __init__(self, dictionary: bytes) -> None:
        """BadInput when it is no zstd dictionary."""
        try:
            known = zstandard.ZstdCompressionDict(dictionary, dict_type=zstandard.DICT_TYPE_FULLDICT)
            self.id = known.dict_id()
            self._zstd = zstandard.ZstdDecompressor(dict_data=known, max_window_size=2**23)
        except zstandard.ZstdError:
            self.id = 0
        if not self.id:
            raise BadInput("the dictionary is not a zstd dictionary with an id; take the server's own file")

    def __call__(self, frame: bytes) -> bytes:
        """The text of a packed frame; what is not packed, or cannot be unpacked, as it came."""
        if not frame.startswith(_ZSTD):
            return frame
        try:
            with self._zstd.stream_reader(frame) as reader:
                text = bytes(reader.read(2 * MAX_MESSAGE + 1))
        except zstandard.ZstdError:
            return frame
        return text if len(text) <= 2 * MAX_MESSAGE else frame
