"""What the signer remembers outside the database: the last head that it signed. No Django here."""

import json
import os
import secrets
from dataclasses import asdict, dataclass
from pathlib import Path

from stream.errors import Fatal


@dataclass(frozen=True, slots=True)
class Signed:
    """`frontier` is that of `size` entries (privacy.merkle.pack, in hexadecimal); `checkpoint` the signed
    note, "" before the first. `at`: when, in ISO form. `successor`: the public key to which the last entry about
    signing keys hands over."""

    size: int = 0
    frontier: str = ""
    checkpoint: str = ""
    at: str = ""
    successor: str = ""


def load(path: Path) -> Signed:
    """Fatal when it is missing or unreadable: a signer without memory would sign anything."""
    remedy = "without it the signer cannot tell whether the log was rewritten; docs/audit.md says what to do"
    try:
        values = json.loads(path.read_text("utf-8"))
        found = Signed(**values)
        bytes.fromhex(found.frontier)
    except FileNotFoundError:
        raise Fatal(f"{path} is missing: {remedy}") from None
    except PermissionError:
        raise Fatal(f"{path} cannot be read by this user: run the signer as the user who owns it") from None
    except (ValueError, TypeError):
        raise Fatal(f"{path} is damaged: {remedy}") from None
    if len(found.frontier) != 64 * found.size.bit_count():
        raise Fatal(f"{path} is damaged: {remedy}")
    return found


def save(path: Path, signed: Signed) -> None:
    """On disk when this returns; a crash leaves the one before or this one."""
    write_durably(path, json.dumps(asdict(signed), indent=1) + "\n", 0o600)


def write_durably(path: Path, text: str, mode: int = 0o644) -> None:
    """Replace the file as a whole and wait for the disk."""
    partial = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        with os.fdopen(
            os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "w", encoding="utf-8"
        ) as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
