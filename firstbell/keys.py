"""The home folder's key files: made by `firstbell init`, checked at every load."""

import os
import secrets
import stat
from pathlib import Path

from firstbell.settings import Settings
from stream.errors import Fatal

KEYS = "keys"


def read_key(path: Path, remedy: str) -> str:
    """The file's text. Fatal when it is missing or readable by others, with the remedy."""
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        raise Fatal(f"{path} is missing: {remedy}") from None
    if mode & (stat.S_IRWXG | stat.S_IRWXO):
        raise Fatal(f"{path} can be read by others (mode {stat.filemode(mode)}): chmod 600 {path}")
    return path.read_text("ascii").strip()


def write_key(path: Path, text: str) -> None:
    """Create the file with mode 600; FileExistsError when it is there, so no key is overwritten."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as file:
        file.write(text + "\n")
        file.flush()
        os.fsync(file.fileno())


def django_secret(settings: Settings) -> str:
    return read_key(
        settings.path(KEYS, "django.key"), "run `firstbell init` to make the keys of this home folder"
    )


def id_key(settings: Settings) -> bytes:
    """The key of post_id: 32 bytes. Losing it makes old posts look new; nothing else depends on it."""
    text = read_key(
        settings.path(KEYS, "id.key"), "run `firstbell init`, or copy it from the machine that has it"
    )
    return bytes.fromhex(text)


def create_basic_keys(settings: Settings) -> None:
    for name in ("django.key", "id.key"):
        if not settings.path(KEYS, name).exists():
            write_key(settings.path(KEYS, name), secrets.token_hex(32))
