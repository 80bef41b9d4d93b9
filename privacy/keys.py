"""The privacy keys of a home folder: made once, checked at every load. No Django here.

`vault.key` opens what was sealed and belongs to the vault's process alone (privacy.vault_keys); `vault.pub` seals and may
lie anywhere; `audit.key` keys the hashes under which the audit log names its objects. `tips.key` and
`tips.pub` are such a pair for tips on their way into the stream: the public pages have `tips.pub` alone.
`codes.key` keys the codes with which people read the answers to their tips.
"""

import os
import secrets
import stat
from collections.abc import Callable
from pathlib import Path

from nacl.public import PrivateKey, PublicKey, SealedBox

from stream.errors import Fatal

VAULT_KEY = "vault.key"
VAULT_PUB = "vault.pub"
AUDIT_KEY = "audit.key"
TIPS_KEY = "tips.key"
TIPS_PUB = "tips.pub"
CODES_KEY = "codes.key"

LENGTH = 32


def create(keys_dir: Path) -> list[Path]:
    """Make what is missing and return it. Nothing is overwritten.

    Where `vault.pub` lies without `vault.key`, the vault lives on another machine: no new key is made,
    since it could not open what is held.
    """
    keys_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    made: list[Path] = []
    for private, public in ((VAULT_KEY, VAULT_PUB), (TIPS_KEY, TIPS_PUB)):
        here, open_ = keys_dir / private, keys_dir / public
        if not here.exists() and not open_.exists():
            made += write(here, secrets.token_bytes(LENGTH), 0o600)
        if here.exists() and not open_.exists():
            made += write(open_, bytes(PrivateKey(read(here, "", private=True)).public_key), 0o644)
    for name in (AUDIT_KEY, CODES_KEY):
        if not (keys_dir / name).exists():
            made += write(keys_dir / name, secrets.token_bytes(LENGTH), 0o600)
    return made


def load_public(keys_dir: Path) -> PublicKey:
    """The key that seals. Fatal, with the remedy, when it is missing or malformed."""
    return PublicKey(
        read(keys_dir / VAULT_PUB, "copy it from the machine that holds the vault, or run `firstbell init`")
    )


def load_private(keys_dir: Path) -> PrivateKey:
    """The key that opens. Fatal, with the remedy, when missing, readable by others or malformed.

    For the vault's own modules; everyone else asks the vault.
    """
    remedy = "restore it from the keys' own backup; without it nothing that is sealed can be opened"
    return PrivateKey(read(keys_dir / VAULT_KEY, remedy, private=True))


def public_sealer(keys_dir: Path) -> Callable[[bytes], bytes]:
    """Seals to the vault, following `vault.pub` when a rotation exchanges it. Fatal as load_public."""
    path = keys_dir / VAULT_PUB
    seen, box = -1, SealedBox(load_public(keys_dir))

    def seal(clear: bytes) -> bytes:
        nonlocal seen, box
        now = path.stat().st_mtime_ns if path.exists() else seen
        if now != seen:
            box, seen = SealedBox(load_public(keys_dir)), now
        return bytes(box.encrypt(clear))

    return seal


def load_audit_key(keys_dir: Path) -> bytes:
    """32 bytes. Fatal as load_private."""
    remedy = "restore it from the keys' own backup, so that entries keep naming the same objects"
    return read(keys_dir / AUDIT_KEY, remedy, private=True)


def load_tips_public(keys_dir: Path) -> PublicKey:
    """Seals a tip on its way into the stream. Fatal as load_public."""
    return PublicKey(
        read(keys_dir / TIPS_PUB, "copy it from the machine that has tips.key, or run `firstbell init`")
    )


def load_tips_private(keys_dir: Path) -> PrivateKey:
    """Opens the tips that wait for the stream. Fatal as load_private."""
    remedy = "restore it from the keys' own backup; tips that wait for the stream cannot be opened without it"
    return PrivateKey(read(keys_dir / TIPS_KEY, remedy, private=True))


def load_codes_key(keys_dir: Path) -> bytes:
    """32 bytes. Fatal as load_private."""
    remedy = "restore it from the keys' own backup, so that codes given out keep working"
    return read(keys_dir / CODES_KEY, remedy, private=True)


def read(path: Path, remedy: str, *, private: bool = False) -> bytes:
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
    if len(key) != LENGTH:
        raise Fatal(f"{path} is not a key (64 hexadecimal digits): {remedy}")
    return key


def write(path: Path, key: bytes, mode: int) -> list[Path]:
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


def replaced(path: Path, key: bytes, mode: int) -> None:
    """Write `key` in the place of what is there; a reader sees the one or the other, whole."""
    new = path.with_name(f".{path.name}.new")
    new.unlink(missing_ok=True)
    write(new, key, mode)
    new.rename(path)
