"""A log that a test may do anything to: a signer's folder beside the test's database, and a forger in it."""

import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from django.db import connection, transaction

from privacy import audit, signer, signer_keys
from privacy.note import new_key
from privacy.signer import Signer

ORIGIN = "schools.example.org/audit"
NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
COUNT = 7


class Forger:
    """One who can write to the database: the triggers are off, all else is as it was."""

    def __init__(self, cursor: Any) -> None:
        self.cursor = cursor

    def __call__(self, statement: str, *values: object) -> list[tuple[Any, ...]]:
        self.cursor.execute(statement, values)
        return list(self.cursor.fetchall()) if self.cursor.description else []

    def entry(self, seq: int) -> dict[str, Any]:
        found = self("SELECT payload_canonical FROM audit_log WHERE seq = %s", seq)
        members: dict[str, Any] = json.loads(bytes(found[0][0]))
        return members

    def write(self, seq: int, entry: bytes) -> None:
        leaf = hashlib.sha256(b"\x00" + entry).digest()
        self("UPDATE audit_log SET payload_canonical = %s, leaf_hash = %s WHERE seq = %s", entry, leaf, seq)

    def rebuild_head(self) -> None:
        rows = [bytes(leaf) for (leaf,) in self("SELECT leaf_hash FROM audit_log ORDER BY seq")]
        frontier = b"".join(part for _, part in _frontier(rows))
        self("UPDATE audit_head SET size = %s, frontier = %s", len(rows), frontier)


def _frontier(leaves: list[bytes]) -> list[tuple[int, bytes]]:
    if not leaves:
        return []
    size = 1 << (len(leaves).bit_length() - 1)
    level = leaves[:size]
    while len(level) > 1:
        level = [
            hashlib.sha256(b"\x01" + a + b).digest() for a, b in zip(level[::2], level[1::2], strict=True)
        ]
    return [(size, level[0]), *_frontier(leaves[size:])]


def plain_json(members: dict[str, Any]) -> bytes:
    return json.dumps(members, sort_keys=True, separators=(",", ":")).encode()


@contextmanager
def forging() -> Iterator[Forger]:
    """The triggers are dropped until the test's transaction is rolled back."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'audit%%'")
            for (name,) in cursor.fetchall():
                cursor.execute(f"DROP TRIGGER {name}")
        else:
            cursor.execute(
                "ALTER TABLE audit_log DISABLE TRIGGER ALL; ALTER TABLE audit_head DISABLE TRIGGER ALL"
            )
        yield Forger(cursor)


def empty_log() -> None:
    """Bring the log's tables back to their first state. Django's flush between tests leaves them alone."""
    with transaction.atomic(), connection.cursor() as cursor:
        sqlite = connection.vendor == "sqlite"
        found = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'audit%'"
        triggers = cursor.execute(found).fetchall() if sqlite else []
        for name, _ in triggers:
            cursor.execute(f"DROP TRIGGER {name}")
        for table in () if sqlite else ("audit_log", "audit_head"):
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER ALL")
        cursor.execute("DELETE FROM audit_log")
        cursor.execute("UPDATE audit_head SET size = 0, frontier = %s", [b""])
        for _, create in triggers:
            cursor.execute(create)
        for table in () if sqlite else ("audit_log", "audit_head"):
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER ALL")


def acts(count: int = COUNT, *, action: audit.Action = audit.Action.ITEM_LOOKED) -> int:
    """Write entries; the seq of the last."""
    seq = 0
    with audit.act():
        for n in range(count):
            seq = audit.record(
                actor_id=f"user:{n}",
                actor_role="analyst",
                action=action,
                object_type=audit.ObjectType.ITEM,
                object_key=f"p{n}",
                payload={"first": n % 2 == 0, "n": n},
            )
    return seq


def made(folder: Path) -> Signer:
    """A signer in a new folder, whose key the log names."""
    signer.create(folder, ORIGIN)
    signer_keys.record_created((folder / signer.PUBLIC).read_text("ascii").strip())
    return opened(folder)


def opened(folder: Path) -> Signer:
    return Signer(folder, every=timedelta(minutes=5), entries=1000)


def signed(by: Signer, now: datetime = NOW) -> str:
    """The checkpoint of the log as it stands."""
    by.sign(connection.connection, now)
    return by.last.checkpoint


def stranger() -> Any:
    """Another key of the same name."""
    return new_key(ORIGIN)
