"""What may stand in an audit entry, and its canonical bytes (RFC 8785 for the types allowed here)."""

import hashlib
import json
import re
import secrets
from collections.abc import Mapping
from datetime import UTC, datetime
from enum import Enum
from typing import NamedTuple

from stream.errors import BadInput

VERSION = 1
"""Version of the entry's format, in each entry as "v"."""

_IDENT = re.compile(r"[a-z0-9][a-z0-9_.:/-]{0,99}")
_FIELD = re.compile(r"[a-z][a-z0-9_]{0,39}")
_SAFE = 2**53 - 1


class Ident(str):
    """An id of ours (a school, a user, a model): lower case, digits and _.:/- only. Not for names."""

    __slots__ = ()

    def __new__(cls, value: object) -> "Ident":
        text = str(value)
        if not _IDENT.fullmatch(text):
            raise BadInput("an id in an audit entry has 1 to 100 of a-z 0-9 _ . : / - and no spaces")
        return super().__new__(cls, text)


class Digest(str):
    """A SHA-256 as 64 hexadecimal digits."""

    __slots__ = ()

    def __new__(cls, value: bytes | str) -> "Digest":
        text = value.hex() if isinstance(value, bytes) else value
        if not re.fullmatch(r"[0-9a-f]{64}", text):
            raise BadInput("a digest in an audit entry is 64 hexadecimal digits")
        return super().__new__(cls, text)


class PublicKey(str):
    """An Ed25519 public key as 64 hexadecimal digits."""

    __slots__ = ()

    def __new__(cls, value: bytes) -> "PublicKey":
        if len(value) != 32:
            raise BadInput("a public key in an audit entry has 32 bytes")
        return super().__new__(cls, value.hex())


class Signature(str):
    """An Ed25519 signature as 128 hexadecimal digits."""

    __slots__ = ()

    def __new__(cls, value: bytes) -> "Signature":
        if len(value) != 64:
            raise BadInput("a signature in an audit entry has 64 bytes")
        return super().__new__(cls, value.hex())


class Salted(NamedTuple):
    """Keep `salt` encrypted beside the text; only `digest` goes into the entry."""

    digest: Digest
    salt: bytes


def salted_hash(text: str, salt: bytes | None = None) -> Salted:
    """SHA256(salt || text): how an entry names what a person typed without holding it."""
    salt = secrets.token_bytes(32) if salt is None else salt
    return Salted(Digest(hashlib.sha256(salt + text.encode("utf-8")).digest()), salt)


Value = bool | int | None | Ident | Digest | PublicKey | Signature | Enum | datetime
Payload = Mapping[str, "Value | list[Value] | tuple[Value, ...]"]


def plain(payload: Payload) -> dict[str, object]:
    """The payload as JSON values. BadInput, naming the field, for anything that could be free text."""
    result: dict[str, object] = {}
    for field, value in payload.items():
        if not _FIELD.fullmatch(field):
            raise BadInput("a field of an audit entry is a lower-case word")
        if isinstance(value, list | tuple):
            result[field] = [_plain(field, one) for one in value]
        else:
            result[field] = _plain(field, value)
    return result


def _plain(field: str, value: object) -> object:
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, Enum):
        return str(Ident(value.value))
    if isinstance(value, Ident | Digest | PublicKey | Signature):
        return str(value)
    if isinstance(value, int) and abs(value) <= _SAFE:
        return int(value)
    if isinstance(value, datetime) and value.tzinfo is not None:
        return stamp(value)
    raise BadInput(
        f"audit entry: field {field!r} holds a {type(value).__name__}; allowed are whole numbers, truth values, times,"
        " enum members, Ident and Digest. For what people type use salted_hash() and keep the text encrypted"
    )


def stamp(at: datetime) -> str:
    """2026-01-31T08:15:00.000000Z"""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def canonical(entry: Mapping[str, object]) -> bytes:
    """RFC 8785 bytes. All strings here are ASCII without control characters and all numbers are
    integers below 2**53, so that sorted keys and no spaces are all that the RFC asks."""
    return json.dumps(
        entry, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False
    ).encode("utf-8")
