"""Accounts that went away at their source: what is held of them is destroyed.

The vault alone can compare the authors of held items, in memory, and names items, never an author; no
column could do it, since nothing may tell that two items have one author.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Max, Min

from privacy import audit, purge
from privacy.actors import system
from privacy.models import Cause, HeldItem, PendingAccountEvent, State
from privacy.vault_line import InPassing, Vault
from stream.contracts import Post
from stream.errors import Retriable

EVERY = timedelta(minutes=5)
"""Opening every envelope takes about a millisecond each: events are gathered for so long."""
KEEP = timedelta(hours=48)
"""How long an event is compared with what still comes through the stream (its retention is at most
this by default; a post taken in before the account went away may be queued after)."""

CLOCK = system("clock")
InStream = Callable[[], Iterable[Post]]
"""The posts near a school that the stream still holds, read anew at each call."""
_POSTS = 500
"""How many the vault, or the database, is asked about at once: a network may report accounts by the hundred thousand."""


def nothing() -> Iterable[Post]:
    """For a clock that reads no stream."""
    return ()


def compare(now: datetime, in_stream: InStream = nothing) -> int:
    """Destroy the items of accounts that went away and return how many. Does nothing when nothing is due.

    Posts of theirs that are still in the stream get a tombstone, so that they are never held. Only posts
    taken in before the event: an account that comes back starts anew. Retriable when the stream cannot be
    read: what is held was destroyed then, and the stream is asked again.
    """
    if not _due(now):
        return 0
    vault: Vault = settings.VAULT
    events = list(PendingAccountEvent.objects.values_list("pk", "compared_at"))
    doomed = vault.gone()
    passing: set[str] = set()
    away: Retriable | None = None
    try:
        if any(compared_at is None for _, compared_at in events):
            passing = _passing(in_stream, vault)
    except Retriable as error:
        away = error
    with audit.act():
        destroyed = [
            purge.withdraw(item, Cause.ACCOUNT, actor=CLOCK, now=now)
            for item in HeldItem.objects.select_for_update().filter(pk__in=doomed)
        ]
        buried = purge.bury(passing, Cause.ACCOUNT, now)
        if away is None:
            _compared([pk for pk, _ in events], now)
        if any(destroyed) or buried:
            audit.record(
                actor_id=CLOCK.id,
                actor_role=CLOCK.role,
                action=audit.Action.ACCOUNT_COMPARED,
                object_type=audit.ObjectType.ACCOUNT_EVENT,
                object_key="all",
                payload={"events": len(events), "destroyed": sum(destroyed), "buried": buried},
            )
    if away is not None:
        raise away
    return sum(destroyed)


def _compared(events: Sequence[int], now: datetime) -> None:
    for some in (events[at : at + _POSTS] for at in range(0, len(events), _POSTS)):
        PendingAccountEvent.objects.filter(pk__in=some).update(compared_at=now)


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


def _passing(in_stream: InStream, vault: Vault) -> set[str]:
    """Ids of posts in the stream whose account went away."""
    found: set[str] = set()
    some: list[InPassing] = []
    for post in in_stream():
        some.append(InPassing(post.post_id, post.source, post.received_at, post.envelope))
        if len(some) == _POSTS:
            found.update(vault.passing(some))
            some = []
    return found | set(vault.passing(some)) if some else found
