"""The audit log's one writer. docs/audit.md has the format of an entry and the list of actions.

An entry stands in the same transaction as its act: both are there or neither. `audit_head` is the lock of
the single writer. Whoever locks anything else in a transaction with an entry takes that lock first, which
`act()` does; so no two transactions wait for each other.
"""

import hashlib
import hmac
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction

from privacy import keys, merkle
from privacy.actions import Action, ObjectType, Outcome
from privacy.canonical import VERSION, Digest, Ident, Payload, Salted, canonical, plain, salted_hash, stamp
from privacy.models import AuditEntry, AuditHead
from stream.errors import Fatal

__all__ = [
    "Action",
    "Digest",
    "Ident",
    "ObjectType",
    "Outcome",
    "Salted",
    "act",
    "object_key_of",
    "record",
    "salted_hash",
]


@contextmanager
def act(*, durable: bool = False) -> Iterator[None]:
    """A transaction in which entries are written. Takes the log's lock first.

    `durable`: what is written is committed when the block ends (RuntimeError inside another transaction);
    needed where the act itself lies outside the database.
    """
    with transaction.atomic(durable=durable):
        _lock()
        yield


def record(
    *,
    actor_id: str,
    actor_role: str,
    action: Action,
    object_type: ObjectType,
    object_key: str | int,
    outcome: Outcome = Outcome.OK,
    payload: Payload | None = None,
) -> int:
    """Append one entry inside the caller's transaction and return its seq.

    `object_key` is the object's plain id (an item's post_id, a user's id); the entry holds its keyed hash.
    Fatal when there is no transaction, the head is missing or the key is. BadInput when the payload
    could hold free text. An error here must end the caller's transaction: no entry, no act.
    """
    if not connection.in_atomic_block:
        raise Fatal("an audit entry is written in the transaction of its act: use privacy.audit.act()")
    fields: dict[str, object] = {
        "actor_id": str(Ident(actor_id)),
        "actor_role": str(Ident(actor_role)),
        "action": Action(action).value,
        "object_type": ObjectType(object_type).value,
        "object_key": object_key_of(object_type, object_key),
        "outcome": Outcome(outcome).value,
    }
    values = plain(payload or {})
    head = _lock()
    fields |= {"seq": head.size + 1, "ts_utc": stamp(datetime.now(UTC))}
    entry = canonical({**fields, "payload": values, "v": VERSION})
    leaf = merkle.leaf_hash(entry)
    frontier = merkle.append(head.size, merkle.unpack(bytes(head.frontier)), leaf)
    AuditEntry.objects.create(**fields, payload_canonical=entry, leaf_hash=leaf)
    AuditHead.objects.filter(pk=1).update(size=head.size + 1, frontier=merkle.pack(frontier))
    return head.size + 1


def object_key_of(object_type: ObjectType | str, key: str | int) -> str:
    """The keyed hash that stands in the log for an object: to find the entries of an item."""
    secret = _audit_key(Path(settings.PRIVACY_KEYS))
    return hmac.new(secret, f"{ObjectType(object_type).value}\0{key}".encode(), hashlib.sha256).hexdigest()


@cache
def _audit_key(keys_dir: Path) -> bytes:
    return keys.load_audit_key(keys_dir)


def _lock() -> AuditHead:
    head = AuditHead.objects.select_for_update().filter(pk=1).first()
    if head is None:
        raise Fatal(
            "the audit log has no head: run `firstbell audit verify`, and restore the database from its backup"
        )
    return head
