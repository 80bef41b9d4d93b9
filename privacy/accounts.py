"""Accounts that went away at their source: what is held of them is destroyed.

The only place where the authors of held items are compared, in memory, with the vault's private key; no
column could do it, since nothing may tell that two items have one author.
"""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db.models import Max, Min

from privacy import audit, keys, purge, vault
from privacy.actors import system
from privacy.envelope import read
from privacy.models import Cause, HeldItem, PendingAccountEvent, State
from privacy.sealing import opener
from stream.contracts import Post
from stream.errors import BadInput

EVERY = timedelta(minutes=5)
"""Opening every envelope takes about a millisecond each: events are gathered for so long."""
KEEP = timedelta(hours=48)
"""How long an event is compared with what still comes through the stream (its retention is at most
this by default; a post taken in before the account went away may be queued after)."""

CLOCK = system("clock")
InStream = Callable[[], Iterable[Post]]
"""The posts near a school that the stream still holds, read anew at each call."""
_Open = Callable[[bytes], bytes]
_Gone = dict[tuple[str, str], datetime]


def nothing() -> Iterable[Post]:
    """For a clock that reads no stream."""
    return ()


def compare(now: datetime, in_stream: InStream = nothing) -> int:
    """Destroy the items of accounts that went away and return how many. Does nothing when nothing is due.

    Posts of theirs that are still in the stream get a tombstone, so that they are never held. Only posts
    taken in before the event: an account that comes back starts anew.
    """
    if not _due(now):
        return 0
    open_ = opener(keys.load_private(Path(settings.PRIVACY_KEYS)))
    events = list(PendingAccountEvent.objects.all())
    gone = _gone(events, open_)
    doomed = [
        item.pk
        for item in HeldItem.objects.exclude(state=State.DESTROYED).iterator(chunk_size=200)
        if _is_gone(gone, item.source, _account_of(item, open_), item.received_at)
    ]
    fresh = any(event.compared_at is None for event in events)
    passing = _passing(in_stream, gone, open_) if gone and fresh else set()
    with audit.act():
        destroyed = [
            purge.withdraw(item, Cause.ACCOUNT, actor=CLOCK, now=now)
            for item in HeldItem.objects.select_for_update().filter(pk__in=doomed)
        ]
        buried = purge.bury(passing, Cause.ACCOUNT, now)
        PendingAccountEvent.objects.filter(pk__in=[event.pk for event in events]).update(compared_at=now)
        if any(destroyed) or buried:
            audit.record(
                actor_id=CLOCK.id,
                actor_role=CLOCK.role,
                action=audit.Action.ACCOUNT_COMPARED,
                object_type=audit.ObjectType.ACCOUNT_EVENT,
                object_key="all",
                payload={"events": len(events), "destroyed": sum(destroyed), "buried": buried},
            )
    return sum(destroyed)


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
    events: list[PendingAccountEvent], open_: _Open
) -> _Gone:
    """(source, account) -> when it was last reported gone. An event that cannot be read names nobody."""
    gone: _Gone = {}
    for event in events:
        try:
            account = read(open_(bytes(event.envelope))).account
        except BadInput:
            continue
        if account:
            key = (event.source, account)
            gone[key] = max(event.received_at, gone.get(key, event.received_at))
    return gone


def _passing(in_stream: InStream, gone: _Gone, open_: _Open) -> set[str]:
    """Ids of posts in the stream whose account went away. Opens only envelopes of sources that reported one."""
    sources = {source for source, _ in gone}
    found: set[str] = set()
    for post in in_stream():
        if post.source in sources and post.envelope and post.post_id not in found:
            try:
                account = read(open_(post.envelope)).account
            except BadInput:
                continue
            if _is_gone(gone, post.source, account, post.received_at):
                found.add(post.post_id)
    return found


def _is_gone(gone: _Gone, source: str, account: str, received_at: datetime) -> bool:
    at = gone.get((source, account)) if account else None
    return at is not None and received_at <= at


def _account_of(item: HeldItem, open_: Callable[[bytes], bytes]) -> str:
    try:
        return vault.author_of(item, open_).account
    except BadInput:
        return ""
