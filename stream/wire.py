"""The only place where records become bytes.

A message's value is a frame: the records of one batch that share a partition, as JSON Lines,
encrypted. Layout, big-endian:

    2 bytes   magic "FB"
    1 byte    version of this layout (1)
    2 bytes   contracts.SCHEMA_VERSION
    8 bytes   key id
    4 bytes   count of records
    12 bytes  nonce
    rest      AES-256-GCM of the JSON Lines, with its tag; header and topic are authenticated too
"""

import os
import struct
import zlib
from collections.abc import Iterator, Sequence

import msgspec
from cryptography.exceptions import InvalidTag

from stream.broker import Frame
from stream.contracts import SCHEMA_VERSION, Record, key_of
from stream.errors import BadInput
from stream.keyring import Ring

MAX_BYTES = 512 * 1024
"""Plain text of one frame; with its header and tag well under Kafka's 1 MB a message."""
MAX_RECORD_BYTES = 960 * 1024
"""A record beyond this no broker takes. A post of 64 KiB of text stays far below."""

MAX_FRAME = 900_000
"""Plain text that a broker can still take as one message; only a single huge record comes near it."""

_MAGIC = b"FB"
_LAYOUT = 1
_HEADER = struct.Struct(">2sBH8sI12s")
_encoder = msgspec.json.Encoder()
_decoder: msgspec.json.Decoder[Record] = msgspec.json.Decoder(Record)


class BadFrame(BadInput):
    """A value that cannot be opened: truncated, tampered with, or not a frame of ours."""


class UnknownVersion(BadFrame):
    """A frame of a layout or schema that this version of Firstbell does not know."""


class BadRecords(BadFrame):
    """A frame that opened, with records that are not ours. `records` has None in their places."""

    def __init__(self, records: list[Record | None]) -> None:
        super().__init__("a frame has records that this version of Firstbell cannot read")
        self.records = records


class BadOutput(BadInput):
    """A record that cannot be written: text with lone surrogates, or too large. The message has no content."""


def encode(records: Sequence[Record], ring: Ring, topic: str) -> bytes:
    """One frame of `records`, whatever their size. BadOutput when one cannot be written."""
    return _seal(_lines(records), len(records), ring, topic)


def decode(value: bytes, ring: Ring, topic: str) -> list[Record]:
    """The records of a frame.

    BadFrame (UnknownVersion, BadRecords) when it cannot be read, KeyDestroyed when its retention
    ended, KeyMissing (Fatal) when its key should be here.
    """
    lines = _open(value, ring, topic)
    try:
        records = _decoder.decode_lines(lines)
    except msgspec.MsgspecError:
        raise BadRecords([_one(line) for line in lines.splitlines()]) from None
    return records


def frames(
    records: Sequence[Record], partitions: int, topic: str, ring: Ring, max_bytes: int = MAX_BYTES
) -> list[Frame]:
    """Frames for `topic`, at most `max_bytes` of plain text each (one larger record stands alone).

    BadOutput when a record cannot be written. Records of one key keep their order and go to one partition.
    """
    return [
        Frame(topic, partition, _seal(lines, count, ring, topic), count, key_of(group[-1]))
        for partition, group in _by_partition(records, partitions).items()
        for lines, count in _split(group, max_bytes)
    ]


def partition_of(key: str, partitions: int) -> int:
    """The same in every process and version: the order of a post's records depends on it."""
    return zlib.crc32(key.encode("utf-8", "surrogatepass")) % partitions


def _by_partition(records: Sequence[Record], partitions: int) -> dict[int, list[Record]]:
    if partitions == 1:
        return {0: list(records)} if records else {}
    groups: dict[int, list[Record]] = {}
    for record in records:
        groups.setdefault(partition_of(key_of(record), partitions), []).append(record)
    return groups


def _split(group: Sequence[Record], max_bytes: int) -> Iterator[tuple[bytes, int]]:
    lines = _lines(group)
    if len(group) == 1 and len(lines) > MAX_RECORD_BYTES:
        raise BadOutput(f"a record has {len(lines)} bytes; {MAX_RECORD_BYTES} are allowed")
    if len(lines) <= max_bytes or len(group) == 1:
        yield lines, len(group)
        return
    middle = len(group) // 2
    yield from _split(group[:middle], max_bytes)
    yield from _split(group[middle:], max_bytes)


def _lines(records: Sequence[Record]) -> bytes:
    try:
        return _encoder.encode_lines(records)
    except (UnicodeEncodeError, msgspec.MsgspecError, TypeError) as error:
        # The error's own message quotes the text.
        raise BadOutput(f"a record cannot be written as JSON ({type(error).__name__})") from None


def _seal(lines: bytes, count: int, ring: Ring, topic: str) -> bytes:
    if len(lines) > MAX_FRAME:
        raise BadOutput(f"a record of {len(lines)} bytes is larger than a message may be ({MAX_FRAME})")
    key_id, cipher = ring.sealing()
    nonce = os.urandom(12)
    header = _HEADER.pack(_MAGIC, _LAYOUT, SCHEMA_VERSION, key_id, count, nonce)
    return header + cipher.encrypt(nonce, lines, header + topic.encode())


def _open(value: bytes, ring: Ring, topic: str) -> bytes:
    if len(value) < _HEADER.size or value[:2] != _MAGIC:
        raise BadFrame(f"a message of topic {topic} is not a frame of Firstbell")
    header = value[: _HEADER.size]
    _, layout, schema, key_id, _, nonce = _HEADER.unpack(header)
    if layout != _LAYOUT or schema != SCHEMA_VERSION:
        raise UnknownVersion(
            f"a frame of topic {topic} has layout {layout}, schema {schema}; this Firstbell reads layout "
            f"{_LAYOUT}, schema {SCHEMA_VERSION}: run the version that wrote it until the topic is drained"
        )
    cipher = ring.opening(key_id)
    try:
        return cipher.decrypt(nonce, value[_HEADER.size :], header + topic.encode())
    except InvalidTag:
        raise BadFrame(f"a frame of topic {topic} was changed or cut short") from None


def _one(line: bytes) -> Record | None:
    try:
        return _decoder.decode(line)
    except msgspec.MsgspecError:
        return None
