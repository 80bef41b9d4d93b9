"""What time brings to disclosures: an incomplete record is told of each day, a kept one is destroyed in the end."""

from datetime import datetime, timedelta

from privacy import audit, notify
from privacy.actors import Actor
from privacy.disclosures.models import Disclosure
from privacy.models import Cause, Receipt, State
from privacy.vault_store import key_id

AGAIN = timedelta(hours=24)


def remind(now: datetime, actor: Actor) -> int:
    """Say of each record that is not complete in time that it is overdue, again each day. How many."""
    due = Disclosure.objects.filter(remind_at__lte=now, completed_at=None, destroyed_at=None)
    done = 0
    for pk in list(due.order_by("remind_at").values_list("pk", flat=True)):
        with audit.act():
            row = due.select_for_update(of=("self",)).select_related("item").filter(pk=pk).first()
            if row is None:
                continue
            row.remind_at = now + AGAIN
            row.save(update_fields=["remind_at"])
            _entry(row, actor, audit.Action.DISCLOSURE_OVERDUE)
            notify.disclosure(row.item, now)
            done += 1
    return done


def expire(now: datetime, actor: Actor) -> int:
    """Destroy the records of destroyed items whose schedule has ended. How many."""
    due = Disclosure.objects.filter(item__state=State.DESTROYED, keep_until__lte=now, destroyed_at=None)
    done = 0
    for pk in list(due.values_list("pk", flat=True)):
        with audit.act():
            row = due.select_for_update(of=("self",)).select_related("item").filter(pk=pk).first()
            if row is not None:
                destroy(row, Cause.DISCLOSURE, actor=actor, now=now)
                done += 1
    return done


def destroy(row: Disclosure, cause: Cause, *, actor: Actor, now: datetime) -> None:
    """Destroy a record with its key, and leave a receipt; inside the caller's transaction."""
    seq = _entry(row, actor, audit.Action.DISCLOSURE_DESTROYED)
    box = bytes(row.box_public)
    Receipt.objects.create(
        item=row.item, seq=seq, cause=cause, state_before=State(row.item.state), at=now, key_id=key_id(box)
    )
    row.parts.update(blob=b"")
    row.box_public = row.key_sealed = b""
    row.pupil_mark, row.remind_at, row.destroyed_at = "", None, now
    row.save()


def _entry(row: Disclosure, actor: Actor, action: audit.Action) -> int:
    return audit.record(
        actor_id=actor.id,
        actor_role=actor.role,
        action=action,
        object_type=audit.ObjectType.ITEM,
        object_key=row.item.post_id,
        payload={"disclosure": row.pk},
    )
