"""What a source withdrew leaves us too: from the queue, the vault and every index, with a receipt.

A deletion follows its post through the stream, in order; so when it comes here, nothing of the post is
behind it but copies, and those the tombstone stops.
"""

from collections.abc import Collection
from datetime import datetime, timedelta

from privacy import audit, items
from privacy.actors import Actor
from privacy.models import Cause, Clock, HeldItem, Receipt, State, Tombstone

TOMBSTONE_FOR = timedelta(days=8)
"""Longer than anything lies in the stream: its retention (7 days at most) and a key's period."""


def withdraw(item: HeldItem, cause: Cause, *, actor: Actor, now: datetime) -> bool:
    """Destroy the item, or, where people are acting on it, set the source's deadline. True when destroyed.

    Inside the caller's audit.act(). The same withdrawal again changes nothing.
    """
    items.in_transaction()
    if item.state == State.DESTROYED:
        return False
    if not in_hand(item):
        items.destroy(item, cause, actor=actor, now=now)
        return True
    if item.withdrawn:
        return False
    item.withdrawn, item.withdrawn_at = cause, now
    item.destroy_at = items.bounded(item, item.destroy_at)
    item.save(update_fields=["withdrawn", "withdrawn_at", "destroy_at"])
    audit.record(
        actor_id=actor.id,
        actor_role=actor.role,
        action=audit.Action.ITEM_WITHDRAWN,
        object_type=audit.ObjectType.ITEM,
        object_key=item.post_id,
        payload={"cause": cause, "destroy_at": item.destroy_at, "state": State(item.state)},
    )
    return False


def in_hand(item: HeldItem) -> bool:
    """Someone was given the case, identity was revealed in an emergency, or the law wants it kept."""
    return item.state == State.REFERRED or item.clock == Clock.EMERGENCY or items.on_hold(item)


def bury(post_ids: Collection[str], cause: Cause, now: datetime) -> int:
    """Tombstones: nothing of these posts is held from now on. How many are new."""
    known = set(Tombstone.objects.filter(post_id__in=list(post_ids)).values_list("post_id", flat=True))
    fresh = sorted(set(post_ids) - known)
    stones = [Tombstone(post_id=post_id, at=now, cause=cause) for post_id in fresh]
    Tombstone.objects.bulk_create(stones, ignore_conflicts=True)
    return len(fresh)


def gone(post_ids: Collection[str]) -> set[str]:
    """Those of `post_ids` that were withdrawn or destroyed: an index must not show them."""
    wanted = list(post_ids)
    destroyed = HeldItem.objects.filter(post_id__in=wanted, state=State.DESTROYED)
    buried = Tombstone.objects.filter(post_id__in=wanted)
    return {*destroyed.values_list("post_id", flat=True), *buried.values_list("post_id", flat=True)}


def destroyed_since(seq: int, most: int = 1000) -> list[tuple[int, int]]:
    """(seq of the receipt, item's id) of what was destroyed after `seq`, oldest first: for an index in
    memory to follow. Receipts are numbered by the audit log, so none comes late."""
    rows = Receipt.objects.filter(seq__gt=seq).order_by("seq")[:most]
    return list(rows.values_list("seq", "item_id"))
