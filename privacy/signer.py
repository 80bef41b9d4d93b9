"""Signs the audit log's head, and refuses to when the log is not the one that it signed before. No Django here.

It reads the database and writes nothing into it. What it signed last lies in its own folder, so that whoever
rewrites or cuts the log and then asks for a signature is found out. The state is on disk before a signature
leaves: no two roots of one size are ever signed, whatever crashes.
"""

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

from privacy import merkle, signer_state
from privacy.note import SigningKey, checkpoint, load_key, new_key, write_key
from privacy.signer_state import Signed
from stream.errors import Fatal

KEY = "signer.key"
NEXT_KEY = "next.key"
PUBLIC = "signer.pub"
STATE = "last-head.json"
ROTATED = "signer.key_rotated"
AT_ONCE = (
    "emergency.revealed",
    "emergency.completed",
    "item.referred",
    "audit.exported",
    ROTATED,
    "disclosure.recorded",
    "disclosure.completed",
    "disclosure.printed",
    "pupil.reported",
    "rights.printed",
    "report.published",
    "everything.destroyed",
)
"""Acts after which a checkpoint is not put off: what leaves the team."""
_FETCH = 2000
WHOLE_EVERY = timedelta(hours=1)
"""How often everything signed before is read again; new entries and the head are checked every time."""


class Refused(Fatal):
    """The log is not the one that was signed before: someone changed it, or an old backup was restored."""


def create(folder: Path, origin: str) -> list[Path]:
    """Make the signer's folder with key, public key and an empty memory. What is there stays.

    A key without a memory, or the reverse, is left alone: the signer says so when it starts.
    """
    if (folder / KEY).exists() or (folder / STATE).exists():
        return []
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    key = new_key(origin)
    signer_state.save(folder / STATE, Signed())
    signer_state.write_durably(folder / PUBLIC, key.verifier + "\n")
    write_key(folder / KEY, key)
    return [folder / KEY, folder / PUBLIC, folder / STATE]


def prepare_rotation(folder: Path) -> tuple[SigningKey, SigningKey]:
    """The key in use and the next one, made now or by an earlier try that did not come to its end."""
    old = load_key(folder / KEY)
    if not (folder / NEXT_KEY).exists():
        write_key(folder / NEXT_KEY, new_key(old.origin))
    return old, load_key(folder / NEXT_KEY)


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """One signer a folder. Fatal when another process has it."""
    try:
        handle = os.open(folder / "lock", os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise Fatal(
            f"{folder}: {error.strerror}: run `firstbell init` as the user who runs the signer"
        ) from None
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Fatal(f"another signer works in {folder}: stop it first") from None
        yield
    finally:
        os.close(handle)


class Signer:
    """`every` and `entries`: how long, and after how many entries at most, a checkpoint is put off."""

    def __init__(self, folder: Path, *, every: timedelta, entries: int) -> None:
        """Fatal when key or memory are missing or damaged."""
        self.folder = folder
        self.key = load_key(folder / KEY)
        self.last = signer_state.load(folder / STATE)
        self._every = every
        self._entries = entries
        self._whole_at: datetime | None = None

    def due(self, connection: Any, now: datetime) -> bool:
        """Whether a checkpoint is to be signed now, or the log is to be looked at again."""
        size = _head(connection).size
        if size != self.last.size:
            since = now - datetime.fromisoformat(self.last.at) if self.last.at else self._every
            if size < self.last.size or size - self.last.size >= self._entries or since >= self._every:
                return True
            if self._urgent(connection):
                return True
        return self._whole_at is None or now - self._whole_at >= WHOLE_EVERY

    def sign(self, connection: Any, now: datetime) -> bool:
        """Check the log, sign its head when it grew, and remember it. True when there is a new checkpoint.

        `connection` reads one snapshot. Refused says what is wrong; nothing is signed then.
        """
        head, last = _head(connection), self.last
        if head.size < last.size:
            raise Refused(
                f"the audit log has {head.size} entries, {last.size} were signed: its end was cut off,"
                " or an old backup was restored"
            )
        self._whole(connection, now)
        frontier, named = self._grown(connection, head)
        if frontier != head.frontier:
            raise Refused(
                "the head of the audit log is not that of its entries: entries that were signed before, or the head"
                " itself, were rewritten"
            )
        named = named or last.successor
        after = self._next_key(named)
        if head.size == last.size and last.checkpoint and after is None:
            return False
        keys = [self.key, *([after] if after else [])]
        note = checkpoint(self.key.origin, head.size, merkle.root(merkle.unpack(frontier)), keys)
        self._remember(Signed(head.size, frontier.hex(), note, now.isoformat(), named))
        if after:
            self._take_over(after)
        return True

    def _urgent(self, connection: Any) -> bool:
        names = ", ".join(f"'{action}'" for action in AT_ONCE)
        with closing(connection.cursor()) as cursor:
            cursor.execute(
                f"SELECT count(*) FROM audit_log WHERE seq > {self.last.size} AND action IN ({names})"  # noqa: S608 - constants and a number
            )
            return bool(cursor.fetchone()[0])

    def _whole(self, connection: Any, now: datetime) -> None:
        """Read again what was signed before."""
        if self._whole_at is not None and now - self._whole_at < WHOLE_EVERY:
            return
        frontier: list[bytes] = []
        for size, (seq, entry, _) in enumerate(_rows(connection, 0, self.last.size)):
            if seq != size + 1:
                raise Refused(f"entry {size + 1} of the audit log was signed and is gone")
            frontier = merkle.append(size, frontier, merkle.leaf_hash(entry))
        if merkle.pack(frontier).hex() != self.last.frontier:
            raise Refused(
                f"the first {self.last.size} entries of the audit log were signed and were changed since"
            )
        self._whole_at = now

    def _grown(self, connection: Any, head: "_Head") -> tuple[bytes, str]:
        """The frontier after the new entries, and the public key to which one of them hands over ("": none)."""
        frontier, size, named = merkle.unpack(bytes.fromhex(self.last.frontier)), self.last.size, ""
        for seq, entry, action in _rows(connection, size, head.size):
            if seq != size + 1:
                raise Refused(f"entry {size + 1} of the audit log is missing")
            frontier = merkle.append(size, frontier, merkle.leaf_hash(entry))
            size += 1
            if action == ROTATED:
                named = _successor(entry)
        return merkle.pack(frontier), named

    def _next_key(self, named: str) -> SigningKey | None:
        """The key that takes over with this checkpoint: made in this folder and named by the log."""
        if not named or named == self.key.public.hex():
            return None
        path = self.folder / NEXT_KEY
        key = load_key(path) if path.exists() else None
        if key is None or key.public.hex() != named:
            raise Refused("an entry of the audit log hands over to a signing key that is not this signer's")
        return key

    def _remember(self, signed: Signed) -> None:
        signer_state.save(self.folder / STATE, signed)
        self.last = signed

    def _take_over(self, key: SigningKey) -> None:
        signer_state.write_durably(self.folder / PUBLIC, key.verifier + "\n")
        (self.folder / NEXT_KEY).replace(self.folder / KEY)
        self.key = key


class _Head(NamedTuple):
    size: int
    frontier: bytes


def _head(connection: Any) -> _Head:
    with closing(connection.cursor()) as cursor:
        cursor.execute("SELECT size, frontier FROM audit_head")
        rows = cursor.fetchall()
    if len(rows) != 1:
        raise Refused(f"the audit log has {len(rows)} heads, one belongs there")
    return _Head(rows[0][0], bytes(rows[0][1]))


def _rows(connection: Any, after: int, until: int) -> Iterator[tuple[int, bytes, str]]:
    """(seq, entry, action) of the entries after `after` up to `until`, a part of the log in memory at a time."""
    with closing(connection.cursor()) as cursor:
        while True:
            cursor.execute(
                "SELECT seq, payload_canonical, action FROM audit_log"  # noqa: S608 - numbers
                f" WHERE seq > {int(after)} AND seq <= {int(until)} ORDER BY seq LIMIT {_FETCH}"
            )
            rows = cursor.fetchall()
            if not rows:
                return
            for seq, entry, action in rows:
                yield seq, bytes(entry), action
            after = rows[-1][0]


def _successor(entry: bytes) -> str:
    try:
        return str(json.loads(entry)["payload"]["new"])
    except (ValueError, KeyError, TypeError):
        raise Refused("an entry about signing keys cannot be read") from None
