"""Certificates of destruction: what class, how many, when, which keys, and until when a backup can hold one.

A certificate is written once the vault has destroyed the keys; its hash stands in the audit log.
"""

import hashlib
from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta

from privacy import audit
from privacy.actors import Actor, system
from privacy.models import Cause, Certificate, Receipt

CLOCK = system("clock")
BACKUP_DAYS = 7
"""The longest that a backup of the keys may live (docs/retention.md)."""
EVERY = timedelta(hours=1)
"""What was destroyed is gathered for so long."""
_MOST = 5000


def certify(now: datetime) -> Certificate | None:
    """Certify what was destroyed since the last certificate, when the first of it is an hour old. Idempotent."""
    waiting = Receipt.objects.filter(certificate=None, key_gone_at__isnull=False)
    first = waiting.order_by("at").first()
    if first is None or first.at > now - EVERY:
        return None
    return write(now, CLOCK)


def write(now: datetime, actor: Actor) -> Certificate | None:
    """Certify whatever waits for it; None when nothing does."""
    with audit.act():
        waiting = Receipt.objects.select_for_update().filter(certificate=None, key_gone_at__isnull=False)
        rows = list(waiting.order_by("at", "pk")[:_MOST])
        if not rows:
            return None
        made = _of(rows, now)
        made.seq = audit.record(
            actor_id=actor.id,
            actor_role=actor.role,
            action=audit.Action.DESTRUCTION_CERTIFIED,
            object_type=audit.ObjectType.KEYS,
            object_key="certificate",
            payload={"items": len(rows), "certificate": audit.Digest(digest(made))},
        )
        made.save()
        Receipt.objects.filter(pk__in=[row.pk for row in rows]).update(certificate=made)
    return made


def text(certificate: Certificate) -> str:
    """The certificate in words; the same rows always give the same text."""
    lines = [
        "Certificate of destruction",
        "",
        f"Destroyed from {_when(certificate.since)} to {_when(certificate.until)}.",
        *(
            f"{Cause(cause).label}: {count} {_thing(cause, count)}."
            for cause, count in sorted(certificate.counts.items())
        ),
        "",
        "Of each item everything lay under one data key: original text, author, redacted text, notes, reasons",
        "and its place among similar posts. The content and the key were overwritten; counts stay.",
        f"Backups of keys live {BACKUP_DAYS} days at most: from {certificate.backups_gone_by:%Y-%m-%d} on no copy of",
        "these keys exists, and no backup of the database can be read where it holds these items.",
        "",
        "Hashes of the destroyed keys' names:",
        *certificate.key_hashes,
        "",
    ]
    return "\n".join(lines)


def digest(certificate: Certificate) -> str:
    """SHA-256 of text(), as it stands in the audit log."""
    return hashlib.sha256(text(certificate).encode()).hexdigest()


def _of(rows: Sequence[Receipt], now: datetime) -> Certificate:
    return Certificate(
        at=now,
        since=rows[0].at,
        until=rows[-1].at,
        counts=dict(Counter(row.cause for row in rows)),
        key_hashes=sorted(hashlib.sha256(row.key_id.encode()).hexdigest() for row in rows if row.key_id),
        backups_gone_by=(now + timedelta(days=BACKUP_DAYS)).date(),
    )


def _thing(cause: str, count: int) -> str:
    name = "record" if cause == Cause.DISCLOSURE else "item"
    return name if count == 1 else f"{name}s"


def _when(at: datetime) -> str:
    return at.strftime("%Y-%m-%d %H:%M UTC")
