"""Writes signed checkpoints: c2sp.org/signed-note and c2sp.org/tlog-checkpoint with Ed25519. No Django here.

The signing key is a file of one line, PRIVATE+KEY+name+id+base64(1, seed), as other tools for such notes write it.
"""

import base64
import os
import re
import secrets
import stat
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from stream.errors import BadInput, Fatal

_ED25519 = b"\x01"
_ORIGIN = re.compile(r"[a-z0-9][a-z0-9_.:/-]{0,99}")
_PRIVATE = "PRIVATE+KEY"


@dataclass(frozen=True, slots=True, repr=False)
class SigningKey:
    """`origin` names the log and the key, e.g. schools.example.org/audit."""

    origin: str
    seed: bytes

    @property
    def public(self) -> bytes:
        """32 bytes."""
        return self._private().public_key().public_bytes_raw()

    @property
    def id(self) -> bytes:
        return sha256(self.origin.encode() + b"\n" + _ED25519 + self.public).digest()[:4]

    @property
    def verifier(self) -> str:
        """The public key as a reader needs it: one line."""
        return f"{self.origin}+{self.id.hex()}+{_base64(_ED25519 + self.public)}"

    def sign(self, text: bytes) -> bytes:
        return self._private().sign(text)

    def _private(self) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(self.seed)


def new_key(origin: str) -> SigningKey:
    """BadInput when the name cannot stand in a checkpoint and in the log."""
    if not _ORIGIN.fullmatch(origin):
        raise BadInput(
            "checkpoints: origin: the log's name, such as schools.example.org/audit: a-z 0-9 and _ . : / - only"
        )
    return SigningKey(origin, secrets.token_bytes(32))


def checkpoint(origin: str, size: int, root: bytes, keys: Sequence[SigningKey]) -> str:
    """The head of a log, signed by each key."""
    text = f"{origin}\n{size}\n{_base64(root)}\n"
    lines = [f"— {key.origin} {_base64(key.id + key.sign(text.encode()))}\n" for key in keys]
    return f"{text}\n{''.join(lines)}"


def public_of(verifier: str) -> tuple[str, bytes]:
    """Origin and key of a line that SigningKey.verifier wrote. Fatal when it is another."""
    parts = verifier.split("+", 2)
    try:
        raw = base64.b64decode(parts[2], validate=True)
    except (IndexError, ValueError):
        raw = b""
    if len(raw) != 33 or raw[:1] != _ED25519:
        raise Fatal(
            "the public key beside the signing key is damaged: copy it from a mail, or from the folder of checkpoints"
        )
    return parts[0], raw[1:]


def write_key(path: Path, key: SigningKey) -> None:
    """With mode 600, whole or not at all. FileExistsError when there is one: none is overwritten."""
    line = f"{_PRIVATE}+{key.origin}+{key.id.hex()}+{_base64(_ED25519 + key.seed)}\n"
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    partial = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        with os.fdopen(
            os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii"
        ) as file:
            file.write(line)
            file.flush()
            os.fsync(file.fileno())
        os.link(partial, path)
    finally:
        partial.unlink(missing_ok=True)


def load_key(path: Path) -> SigningKey:
    """Fatal, with the remedy, when it is missing, readable by others or malformed."""
    remedy = "restore it from the keys' own backup; docs/audit.md says how to begin with a new one"
    try:
        mode = path.stat().st_mode
        text = path.read_text("ascii").strip()
    except FileNotFoundError:
        raise Fatal(f"{path} is missing: run `firstbell init`, or {remedy}") from None
    except PermissionError:
        raise Fatal(f"{path} cannot be read by this user: run the signer as the user who owns it") from None
    except UnicodeDecodeError:
        text, mode = "", 0
    if mode & (stat.S_IRWXG | stat.S_IRWXO):
        raise Fatal(f"{path} can be read by others (mode {stat.filemode(mode)}): chmod 600 {path}")
    parts = text.split("+", 4)
    try:
        raw = base64.b64decode(parts[4], validate=True)
    except (IndexError, ValueError):
        raw = b""
    key = SigningKey(parts[2], raw[1:]) if len(raw) == 33 and raw[:1] == _ED25519 else None
    if key is None or "+".join(parts[:2]) != _PRIVATE or key.id.hex() != parts[3]:
        raise Fatal(f"{path} is not a signing key: {remedy}")
    return key


def _base64(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")
