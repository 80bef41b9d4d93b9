"""The vault's private keys: read by the vault's process alone, exchanged without losing a sealed byte.

`vault.key` is the key of today. While a rotation is under way `vault.old.key` lies beside it, for what was
sealed before; `vault.new.key` lies there only while the files change places. Each step is one rename, so a
crash leaves a state from which the next call goes on. In place of the files a service manager may give
FIRSTBELL_VAULT_KEY, and FIRSTBELL_VAULT_KEY_OLD during a rotation, to the vault's process alone.
"""

import os
import secrets
from collections.abc import Callable
from pathlib import Path

from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, SealedBox

from privacy.keys import LENGTH, VAULT_KEY, VAULT_PUB, read, replaced, write
from stream.errors import BadInput, Fatal

KEY_ENV = "FIRSTBELL_VAULT_KEY"
OLD_ENV = "FIRSTBELL_VAULT_KEY_OLD"
SECRETS = (KEY_ENV, OLD_ENV)
OLD = "vault.old.key"
NEW = "vault.new.key"
_REMEDY = "restore it from the keys' own backup; without it nothing that is sealed can be opened"


def private_keys(keys_dir: Path) -> list[PrivateKey]:
    """Today's first, then the one before while a rotation is under way. Fatal, with the remedy, when missing,
    readable by others or malformed."""
    if given := os.environ.get(KEY_ENV):
        return [_given(KEY_ENV, given), *([_given(OLD_ENV, old)] if (old := os.environ.get(OLD_ENV)) else [])]
    there = [name for name in (VAULT_KEY, NEW, OLD) if (keys_dir / name).exists()]
    return [
        PrivateKey(read(keys_dir / name, _REMEDY, private=True))
        for name in (there if NEW in there or OLD in there else [VAULT_KEY])
    ]


def opener(keys: list[PrivateKey]) -> Callable[[bytes], bytes]:
    """Opens what was sealed to any of `keys`. BadInput when to none of them, or damaged."""
    boxes = [SealedBox(key) for key in keys]

    def open_(sealed: bytes) -> bytes:
        for box in boxes:
            try:
                return bytes(box.decrypt(sealed))
            except (CryptoError, ValueError, TypeError):
                continue
        raise BadInput("sealed to another vault key, or damaged: is keys/vault.key the one of this home?")

    return open_


def rotating(keys_dir: Path) -> bool:
    """True from begin() to forget_old()."""
    if os.environ.get(KEY_ENV):
        return bool(os.environ.get(OLD_ENV))
    return (keys_dir / NEW).exists() or (keys_dir / OLD).exists()


def interrupted(keys_dir: Path) -> bool:
    """Whether a crash left the files between two steps of begin()."""
    return not os.environ.get(KEY_ENV) and ((keys_dir / NEW).exists() or not (keys_dir / VAULT_KEY).exists())


def begin(keys_dir: Path) -> bool:
    """Make a new key and let `vault.pub` seal to it. Goes on where it was interrupted; True when a key was made.

    BadInput where the environment gives the key: then the new one comes from there too.
    """
    if os.environ.get(KEY_ENV):
        raise BadInput(
            f"the vault's key comes from the environment: give the new one as {KEY_ENV} and the old one as"
            f" {OLD_ENV}, put its public half into keys/{VAULT_PUB}, and start the vault anew"
        )
    key, new, old = keys_dir / VAULT_KEY, keys_dir / NEW, keys_dir / OLD
    made = False
    if not new.exists() and not old.exists():
        read(key, _REMEDY, private=True)
        write(new, secrets.token_bytes(LENGTH), 0o600)
        made = True
    if new.exists() and not old.exists():
        key.rename(old)
    if new.exists():
        new.rename(key)
    _sync(keys_dir)
    public = bytes(PrivateKey(read(key, _REMEDY, private=True)).public_key)
    replaced(keys_dir / VAULT_PUB, public, 0o644)
    return made


def forget_old(keys_dir: Path) -> None:
    """Overwrite and remove the old key. BadInput where the environment gives it."""
    if os.environ.get(OLD_ENV):
        raise BadInput(f"everything is sealed anew: take {OLD_ENV} out of the vault's environment")
    shred(keys_dir / OLD)


def shred(path: Path) -> bool:
    """Overwrite a file with zeros and remove it. False when there was none."""
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_NOFOLLOW)
    except FileNotFoundError:
        return False
    with os.fdopen(descriptor, "wb") as file:
        left = os.fstat(descriptor).st_size
        while left > 0:
            left -= file.write(b"\0" * min(left, 1 << 20))
        file.flush()
        os.fsync(descriptor)
    path.unlink()
    _sync(path.parent)
    return True


def _given(name: str, text: str) -> PrivateKey:
    try:
        return PrivateKey(bytes.fromhex(text.strip()))
    except (ValueError, TypeError):
        raise Fatal(f"{name} is not a key (64 hexadecimal digits): {_REMEDY}") from None


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    os.fsync(descriptor)
    os.close(descriptor)
