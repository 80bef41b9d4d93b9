"""The verifier's own reading of signed checkpoints: c2sp.org/signed-note and c2sp.org/tlog-checkpoint, Ed25519 only."""

import base64
import binascii
import re
from collections.abc import Iterable
from hashlib import sha256
from typing import NamedTuple

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from stream.errors import BadInput

_ED25519 = b"\x01"
_MAX_NOTE = 100_000
_LINE = re.compile(r"— ([^\s+]+) ([A-Za-z0-9+/]+={0,2})")
_SIZE = re.compile(r"0|[1-9][0-9]{0,18}")
_VKEY = re.compile(r"([^\s+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/]+={0,2})")


class Key(NamedTuple):
    """A key that may sign checkpoints of the log `name`."""

    name: str
    public: bytes

    @property
    def id(self) -> bytes:
        return sha256(self.name.encode() + b"\n" + _ED25519 + self.public).digest()[:4]

    def __str__(self) -> str:
        return f"{self.name}+{self.id.hex()}"

    def signed(self, text: bytes, signature: bytes) -> bool:
        try:
            Ed25519PublicKey.from_public_bytes(self.public).verify(signature, text)
        except (InvalidSignature, ValueError):
            return False
        return True


class Checkpoint(NamedTuple):
    """A signed head of a log. Nothing in it counts before `signers` has named who signed it."""

    origin: str
    size: int
    root: bytes
    text: bytes
    signatures: tuple[tuple[str, bytes, bytes], ...]
    """(key's name, key's id, signature)"""


class Forged(BadInput):
    """A signature under a known key that the key did not make."""


def parse_key(text: str) -> Key:
    """A verifier key as `firstbell init` prints it: name+id+base64. BadInput when it is not one."""
    match = _VKEY.fullmatch(text.strip())
    raw = _decoded(match[3]) if match else b""
    if match is None or len(raw) != 33 or raw[:1] != _ED25519:
        raise BadInput(
            "a public key of a log is one line: name+8 hexadecimal digits+base64 of an Ed25519 key"
        )
    key = Key(match[1], raw[1:])
    if key.id.hex() != match[2]:
        raise BadInput(f"the public key of {match[1]} does not fit its own id: was it copied whole?")
    return key


def parse_checkpoint(note: str) -> Checkpoint:
    """BadInput when it is no checkpoint. Line ends of mail programs are taken as they are meant."""
    note = note.replace("\r\n", "\n").lstrip("\ufeff")
    text, found, lines = note.rpartition("\n\n")
    signatures = tuple(_signature(line) for line in lines.rstrip("\n").split("\n")) if found else ()
    parts = text.split("\n")
    root = _decoded(parts[2]) if len(parts) >= 3 else b""
    wrong = len(note) > _MAX_NOTE or any(ord(sign) < 0x20 and sign != "\n" for sign in note)
    if wrong or not signatures or len(root) != 32 or not parts[0] or not _SIZE.fullmatch(parts[1]):
        raise BadInput("not a checkpoint: origin, size, root, an empty line and a signature belong there")
    return Checkpoint(parts[0], int(parts[1]), root, f"{text}\n".encode(), signatures)


def signers(checkpoint: Checkpoint, keys: Iterable[Key]) -> list[Key]:
    """Which of `keys` signed it. Forged when a line bears a known key's name and id and is not of that key."""
    known = {(key.name, key.id): key for key in keys if key.name == checkpoint.origin}
    found = []
    for name, key_id, signature in checkpoint.signatures:
        key = known.get((name, key_id))
        if key is None:
            continue
        if not key.signed(checkpoint.text, signature):
            raise Forged(f"the signature of {key} is not genuine")
        found.append(key)
    return found


def _signature(line: str) -> tuple[str, bytes, bytes]:
    match = _LINE.fullmatch(line)
    raw = _decoded(match[2]) if match else b""
    if match is None or len(raw) <= 4:
        raise BadInput("not a checkpoint: a signature line is a dash, a name and base64")
    return match[1], raw[:4], raw[4:]


def _decoded(text: str) -> bytes:
    return decoded(text) or b""


def decoded(text: str) -> bytes | None:
    """The bytes of which `text` is the one base64; None when it is of none."""
    try:
        found = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return None
    return found if base64.b64encode(found).decode("ascii") == text else None
