"""Accounts that went away at their source: what is held of them is destroyed.

The only place where the authors of held items are compared, in memory, with the vault's private key; no
column could do it, since nothing may tell that two items have one author.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db.models import Max, Min

from privacy import audit, items, keys, vault
from privacy.actors import system
from privacy.envelope import read
from privacy.models import Cause, HeldItem, PendingAccountEvent, State
from privacy.sealing import opener
from stream.errors import BadInput

EVERY = timedelta(minutes=5)
"""Opening every envelope takes about a millisecond each: events are gathered for so long."""
KEEP = timedelta(hours=48)
"""How long an event is compared with what still comes through the stream (its retention is at most
this by default; a post taken in before the account went away may be queued after)."""

CLOCK = system("clock")


def compare(now: datetime) -> int:
    """Destroy the items of accounts that went away and return how many. Does nothing when nothing is due.

    Only posts taken in before the event: an account that comes back starts anew.
    """
    if not _due(now):
        return 0
    open_ = opener(keys.load_private(Path(settings.PRIVACY_KEYS)))
    events = list(PendingAccountEvent.objects.all())
    gone = _gone(events, open_)
    doomed = [
        item.pk
        for item in HeldItem.objects.exclude(state=State.DESTROYED).iterator(chunk_size=200)
        if item.received_at
        <= gone.get((item.source, _account_of(item, open_)), datetime.min.replace(tzinfo=now.tzinfo))
    ]
    with audit.act():
        for item in HeldItem.objects.select_for_update().filter(pk__in=doomed).exclude(state=State.DESTROYED):
            items.destroy(item, Cause.ACCOUNT, actor=CLOCK, now=now)
        PendingAccountEvent.objects.filter(pk__in=[event.pk for event in events]).update(compared_at=now)
        if doomed:
            audit.record(
                actor_id=CLOCK.id,
                actor_role=CLOCK.role,
                action=audit.Action.ACCOUNT_COMPARED,
                object_type=audit.ObjectType.ACCOUNT_EVENT,
                object_key="all",
                payload={"events": len(events), "destroyed": len(doomed)},
            )
    return len(doomed)


def forget(now: datetime) -> int:
    """Remove events that were compared with everything the stream can still bring."""
    old = PendingAccountEvent.objects.filter(stored_at__lt=now - KEEP, compared_at__isnull=False)
    return old.delete()[0]


def _due(now: datetime) -> bool:
    new = PendingAccountEvent.objects.filter(compared_at=None).aggregate(first=Min("stored_at"))["first"]
    if new is not None:
        return bool(new <= now - EVERY)
    last = PendingAccountEvent.objects.aggregate(last=Max("compared_at"))["last"]
    if last is None or last > now - EVERY:
        return False
    return HeldItem.objects.exclude(state=State.DESTROYED).filter(queued_at__gt=last).exists()


def _gone(
    events: list[PendingAccountEvent], open_: Callable[[bytes], bytes]
) -> dict[tuple[str, str], datetime]:
    """(source, account) -> when it was last reported gone. An event that cannot be read names nobody."""
    gone: dict[tuple[str, str], datetime] = {}
    for event in events:
        try:
            account = read(open_(bytes(event.envelope))).account
        except BadInput:
            continue
        if account:
            key = (event.source, account)
            gone[key] = max(event.received_at, gone.get(key, event.received_at))
    return gone


def _account_of(item: HeldItem, open_: Callable[[bytes], bytes]) -> str:
    try:
        return vault.author_of(item, open_).account
    except BadInput:
        return ""
