"""The privacy keys of a home folder: made once, checked at every load. No Django here.

`vault.key` opens what was sealed and belongs to the vault's process alone; `vault.pub` seals and may
lie anywhere; `audit.key` keys the hashes under which the audit log names its objects.
"""

import os
import secrets
import stat
from pathlib import Path

from nacl.public import PrivateKey, PublicKey

from stream.errors import Fatal

VAULT_KEY = "vault.key"
VAULT_PUB = "vault.pub"
AUDIT_KEY = "audit.key"

_LENGTH = 32


def create(keys_dir: Path) -> list[Path]:
    """Make what is missing and return it. Nothing is overwritten.

    Where `vault.pub` lies without `vault.key`, the vault lives on another machine: no new key is made,
    since it could not open what is held.
    """
    keys_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    made: list[Path] = []
    private, public, audit = (keys_dir / name for name in (VAULT_KEY, VAULT_PUB, AUDIT_KEY))
    if not private.exists() and not public.exists():
        made += _write(private, secrets.token_bytes(_LENGTH), 0o600)
    if private.exists() and not public.exists():
        made += _write(public, bytes(load_private(keys_dir).public_key), 0o644)
    if not audit.exists():
        made += _write(audit, secrets.token_bytes(_LENGTH), 0o600)
    return made


def load_public(keys_dir: Path) -> PublicKey:
    """The key that seals. Fatal, with the remedy, when it is missing or malformed."""
    return PublicKey(
        _read(keys_dir / VAULT_PUB, "copy it from the machine that holds the vault, or run `firstbell init`")
    )


def load_private(keys_dir: Path) -> PrivateKey:
    """The key that opens. Fatal, with the remedy, when missing, readable by others or malformed."""
    remedy = "restore it from the keys' own backup; without it nothing that is sealed can be opened"
    return PrivateKey(_read(keys_dir / VAULT_KEY, remedy, private=True))


def load_audit_key(keys_dir: Path) -> bytes:
    """32 bytes. Fatal as load_private."""
    remedy = "restore it from the keys' own backup, so that entries keep naming the same objects"
    return _read(keys_dir / AUDIT_KEY, remedy, private=True)


def _read(path: Path, remedy: str, *, private: bool = False) -> bytes:
    try:
        mode = path.stat().st_mode
        text = path.read_text("ascii").strip()
    except FileNotFoundError:
        raise Fatal(f"{path} is missing: {remedy}") from None
    except PermissionError:
        raise Fatal(f"{path} cannot be read by this user: run as the user who owns it") from None
    except UnicodeDecodeError:
        text = ""
    if private and mode & (stat.S_IRWXG | stat.S_IRWXO):
        raise Fatal(f"{path} can be read by others (mode {stat.filemode(mode)}): chmod 600 {path}")
    try:
        key = bytes.fromhex(text)
    except ValueError:
        key = b""
    if len(key) != _LENGTH:
        raise Fatal(f"{path} is not a key (64 hexadecimal digits): {remedy}")
    return key


def _write(path: Path, key: bytes, mode: int) -> list[Path]:
    """Whole or not at all: a crash leaves no half key, and a key that is there stays."""
    partial = path.with_name(f".{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
    with os.fdopen(
        os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "w", encoding="ascii"
    ) as file:
        file.write(key.hex() + "\n")
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(partial, path)
    except FileExistsError:
        return []
    finally:
        partial.unlink()
    return [path]
