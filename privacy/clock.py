"""What time brings to held items; `firstbell worker clock` calls tick every few seconds.

Each part stands alone: one that fails is reported and the others go on. Safe to run in several processes
and to repeat: rows are locked and looked at again before they change.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import lru_cache, partial

from django.db import DatabaseError, InterfaceError, OperationalError, connection
from django.db.models import Exists, OuterRef

from privacy import accounts, audit, certificates, checks, items, notify
from privacy.actors import system
from privacy.disclosures import due as disclosures
from privacy.models import (
    Cause,
    Clock,
    Heartbeat,
    HeldItem,
    ItemVersion,
    LegalHold,
    PupilMark,
    Receipt,
    State,
    Tombstone,
)
from privacy.purge import TOMBSTONE_FOR
from privacy.rights import due as rights
from privacy.tips import desk
from stream.errors import FirstbellError

CLOCK = system("clock")
AGAIN = timedelta(hours=24)
"""An escalated item that nobody decides escalates again after so long."""
HEARTBEAT_FOR = timedelta(days=1)
VERSION_FOR = timedelta(days=30)
"""Far longer than the stream can repeat a record (7 days at most)."""

_log = logging.getLogger(__name__)


@dataclass(slots=True)
class Ticked:
    """What a tick did. `errors` has the part and the type of each error."""

    escalated: int = 0
    planned: int = 0
    sent: int = 0
    failed: int = 0
    destroyed: int = 0
    errors: dict[str, str] = field(default_factory=dict)


def tick(
    now: datetime, in_stream: accounts.InStream = accounts.nothing, *, time_is_sure: bool = True
) -> Ticked:
    """Escalate, tell people, destroy what is due, apply account removals, log what was verified, tidy up.

    While the time is not sure (the machine's clock jumped) nothing is destroyed for its age: that cannot be undone.
    `in_stream` gives the posts that still lie in the stream, for account removals; it may raise Retriable.
    Raises OperationalError or InterfaceError, after all parts were tried, when the database is away.
    """
    done = Ticked()
    away: OperationalError | InterfaceError | None = None
    parts: dict[str, Callable[[datetime, Ticked], None]] = {
        **_PARTS,
        "accounts": partial(_accounts, in_stream),
    }
    for name, part in parts.items():
        if name in _FOR_AGE and not time_is_sure:
            continue
        try:
            part(now, done)
        except (OperationalError, InterfaceError) as error:
            away = error
            done.errors[name] = type(error).__name__
        except (FirstbellError, DatabaseError, OSError) as error:
            done.errors[name] = type(error).__name__
            _say(name, str(error) if isinstance(error, FirstbellError) else type(error).__name__)
    if away is not None:
        raise away
    return done


@lru_cache(maxsize=64)
def _say(part: str, text: str) -> None:
    """Once a process and fault: a tick comes every few seconds."""
    _log.error("clock: %s: %s", part, text)


def _escalate(now: datetime, done: Ticked) -> None:
    # A referral that nobody acknowledged is late too, but stays a referral.
    due = HeldItem.objects.filter(state__in=[*items.WAITING, State.REFERRED], due_at__lte=now)
    for pk in list(due.order_by("due_at").values_list("pk", flat=True)):
        with audit.act():
            item = due.select_for_update().filter(pk=pk).first()
            if item is None:
                continue
            before = State(item.state)
            item.state = State.REFERRED if before == State.REFERRED else State.ESCALATED
            item.escalated_at, item.due_at = now, now + AGAIN
            item.save(update_fields=["state", "escalated_at", "due_at"])
            audit.record(
                actor_id=CLOCK.id,
                actor_role=CLOCK.role,
                action=audit.Action.ITEM_ESCALATED,
                object_type=audit.ObjectType.ITEM,
                object_key=item.post_id,
                payload={"state_before": before, "opened": item.first_opened_at is not None},
            )
            notify.escalated(item, now)
        done.escalated += 1


def _notify(now: datetime, done: Ticked) -> None:
    try:
        done.planned = notify.plan(now)
    finally:
        done.sent, done.failed = notify.deliver(now)


def _destroy(now: datetime, done: Ticked) -> None:
    held = LegalHold.objects.filter(item=OuterRef("pk"), lifted_at=None)
    due = HeldItem.objects.exclude(state=State.DESTROYED).filter(~Exists(held), destroy_at__lte=now)
    for pk in list(due.order_by("destroy_at").values_list("pk", flat=True)):
        with audit.act():
            item = due.select_for_update().filter(pk=pk).first()
            if item is not None:
                items.destroy(item, _cause(item, now), actor=CLOCK, now=now)
                done.destroyed += 1


def _disclosures(now: datetime, done: Ticked) -> None:
    disclosures.remind(now, CLOCK)


def _records(now: datetime, done: Ticked) -> None:
    disclosures.expire(now, CLOCK)
    rights.expire(now, CLOCK)


def _cause(item: HeldItem, now: datetime) -> Cause:
    if item.withdrawn:
        return Cause(item.withdrawn)
    if item.clock == Clock.DISMISSED:
        return Cause.DISMISSED
    pupil = PupilMark.objects.filter(item=item, destroy_by__lte=now.date()).exists()
    return Cause.PUPIL if pupil else Cause.SCHEDULE


def _certify(now: datetime, done: Ticked) -> None:
    certificates.certify(now)


def _accounts(in_stream: accounts.InStream, now: datetime, done: Ticked) -> None:
    done.destroyed += accounts.compare(now, in_stream)
    accounts.forget(now)


def _checks(now: datetime, done: Ticked) -> None:
    checks.settle(now)


def _tidy(now: datetime, done: Ticked) -> None:
    Tombstone.objects.filter(at__lt=now - TOMBSTONE_FOR).delete()
    Heartbeat.objects.filter(seen_at__lt=now - HEARTBEAT_FOR).delete()
    ItemVersion.objects.filter(at__lt=now - VERSION_FOR).delete()
    desk.forget(now)
    if connection.vendor == "sqlite" and not connection.in_atomic_block and _destroyed_lately(now):
        # What was overwritten in the database still lies in its log until that is cut.
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _destroyed_lately(now: datetime) -> bool:
    return Receipt.objects.filter(at__gt=now - timedelta(minutes=10)).exists()


_FOR_AGE = ("destroy", "records", "tidy")
_PARTS: dict[str, Callable[[datetime, Ticked], None]] = {
    "escalate": _escalate,
    "disclosures": _disclosures,
    "notify": _notify,
    "destroy": _destroy,
    "records": _records,
    "certify": _certify,
    "checks": _checks,
    "tidy": _tidy,
}
