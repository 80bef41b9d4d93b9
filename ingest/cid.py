"""The content id of an AT Protocol record: what its author's server calls it, computed from what it says.

Source: atproto.com/specs/data-model (DRISL, a strict DAG-CBOR) and github.com/multiformats/cid, version 1.
"""

import base64
import hashlib
from typing import Any

from ingest.decode import WireError

_DAG_CBOR_SHA256 = b"\x01\x71\x12\x20"
"""CID version 1, codec dag-cbor, multihash sha2-256 of 32 bytes."""
_DEPTH = 64


def cid_of(record: Any) -> str:
    """The CID of a record given as JSON. WireError for what no record may hold (a float, say)."""
    digest = hashlib.sha256(_encoded(record, _DEPTH)).digest()
    return "b" + base64.b32encode(_DAG_CBOR_SHA256 + digest).decode("ascii").lower().rstrip("=")


def _encoded(value: Any, depth: int) -> bytes:
    if depth == 0:
        raise WireError("a record nested too deep")
    match value:
        case None:
            return b"\xf6"
        case bool():
            return b"\xf5" if value else b"\xf4"
        case int() if -(2**63) <= value < 2**63:
            return _head(0, value) if value >= 0 else _head(1, -1 - value)
        case str():
            return _text(value)
        case list():
            return _head(4, len(value)) + b"".join(_encoded(one, depth - 1) for one in value)
        case dict():
            return _map(value, depth)
        case _:
            raise WireError("a record holds numbers without a fraction, strings, lists and objects only")


def _map(value: dict[str, Any], depth: int) -> bytes:
    if value.keys() == {"$link"}:
        return b"\xd8\x2a" + _bytes(b"\x00" + _unbase32(value["$link"]))
    if value.keys() == {"$bytes"}:
        return _bytes(_unbase64(value["$bytes"]))
    members = sorted((name.encode("utf-8", "surrogatepass"), inner) for name, inner in value.items())
    members.sort(key=lambda member: len(member[0]))  # shorter names first; equal ones stay in byte order
    parts = (_head(3, len(name)) + name + _encoded(inner, depth - 1) for name, inner in members)
    return _head(5, len(members)) + b"".join(parts)


def _head(kind: int, size: int) -> bytes:
    """CBOR's major type and the shortest form of the number."""
    if size < 24:
        return bytes([kind << 5 | size])
    for more, width in ((24, 1), (25, 2), (26, 4), (27, 8)):
        if size < 1 << 8 * width:
            return bytes([kind << 5 | more]) + size.to_bytes(width, "big")
    raise WireError("a number or a length beyond 64 bits")


def _text(value: str) -> bytes:
    try:
        data = value.encode("utf-8")
    except UnicodeEncodeError:
        raise WireError("a string with half a character") from None
    return _head(3, len(data)) + data


def _bytes(data: bytes) -> bytes:
    return _head(2, len(data)) + data


def _unbase32(link: Any) -> bytes:
    """The bytes of a CID written with the prefix b."""
    try:
        text = str(link).removeprefix("b").upper()
        return base64.b32decode(text + "=" * (-len(text) % 8))
    except ValueError:
        raise WireError("a link that is no CID") from None


def _unbase64(data: Any) -> bytes:
    try:
        return base64.b64decode(str(data) + "=" * (-len(str(data)) % 4), validate=True)
    except ValueError:
        raise WireError("bytes that are no base64") from None
