"""What people do about how long an item stays: legal holds, a case's schedule, closing what nobody reviewed.

Each act is one transaction with its entry; what people type lies under the item's data key, its salted hash
in the entry. Whether the person may see the item is the caller's question.
"""

from collections.abc import Collection
from datetime import UTC, datetime, timedelta

from privacy import audit, items, vault
from privacy.actors import Actor
from privacy.canonical import Payload
from privacy.models import Clock, HeldItem, LegalHold, PupilMark, State
from stream.errors import BadInput

HOLDERS = ("lead", "privacy_officer")
"""The two roles of a legal hold: one asks to lift it, the other lifts it."""
CLOSE_AFTER = timedelta(days=14)
"""How long an undecided item must have waited before a lead may close it unreviewed."""
LONGEST = timedelta(days=3653)
"""The furthest that a case's schedule may lie ahead."""


def set_hold(item_id: int, actor: Actor, reason: str) -> LegalHold:
    """Keep the item, at once, whatever its clock and its source say. BadInput: not one of HOLDERS, no reason,
    a hold that stands, no such item."""
    _role(actor)
    with audit.act():
        item = items.locked(item_id)
        if items.on_hold(item):
            raise BadInput(f"item {item_id} is under a legal hold already")
        note = vault.seal_note(item, reason)
        hold = LegalHold.objects.create(
            item=item, set_by=actor.id, set_role=actor.role, set_at=datetime.now(UTC), reason=note.blob
        )
        _record(actor, audit.Action.ITEM_HOLD_SET, item, {"hold": hold.pk, "words": note.digest})
    return hold


def ask_to_lift(item_id: int, actor: Actor, reason: str) -> LegalHold:
    """The first of two to lift a hold; the item stays. Asked again, the newer question stands."""
    _role(actor)
    with audit.act():
        item = items.locked(item_id)
        hold = _standing(item)
        note = vault.seal_note(item, reason)
        hold.lift_asked_by, hold.lift_asked_role = actor.id, actor.role
        hold.lift_asked_at, hold.lift_reason = datetime.now(UTC), note.blob
        hold.save()
        _record(actor, audit.Action.ITEM_HOLD_LIFT_ASKED, item, {"hold": hold.pk, "words": note.digest})
    return hold


def lift(item_id: int, actor: Actor) -> LegalHold:
    """The second of two: of the other role than who asked. The item's clock goes on where it stands; what fell
    due meanwhile is destroyed at the clock's next look."""
    _role(actor)
    with audit.act():
        item = items.locked(item_id)
        hold = _standing(item)
        if not hold.lift_asked_by:
            raise BadInput(
                "nobody has asked to lift this hold: ask first, with a reason; then the other role lifts it"
            )
        if actor.role == hold.lift_asked_role or actor.id == hold.lift_asked_by:
            raise BadInput(
                f"a {hold.lift_asked_role} asked to lift it: a person of the other role must do it"
            )
        hold.lifted_by, hold.lifted_at = actor.id, datetime.now(UTC)
        hold.save(update_fields=["lifted_by", "lifted_at"])
        _record(actor, audit.Action.ITEM_HOLD_LIFTED, item, {"hold": hold.pk})
    return hold


def standing() -> dict[int, LegalHold]:
    """Item id to the hold under which it stands."""
    return {hold.item_id: hold for hold in LegalHold.objects.filter(lifted_at=None).order_by("set_at")}


def keep_until(item_id: int, actor: Actor, until: datetime) -> datetime | None:
    """The case's schedule: when a referred item is destroyed. BadInput: not referred, not ahead, too far ahead.

    Returns when it will be destroyed, which is sooner where its source or California's rule says so.
    """
    _role(actor)
    now = datetime.now(UTC)
    if not now < until <= now + LONGEST:
        raise BadInput("the case's schedule ends on a day ahead, within ten years")
    with audit.act():
        item = items.locked(item_id)
        if item.clock != Clock.REFERRED:
            raise BadInput(f"item {item_id} is not referred: only a case has a schedule")
        PupilMark.objects.filter(item=item).update(case_until=until)
        item.destroy_at = items.bounded(item, until)
        item.save(update_fields=["destroy_at"])
        _record(actor, audit.Action.ITEM_KEPT_UNTIL, item, {"destroy_at": item.destroy_at})
    destroy_at: datetime | None = item.destroy_at
    return destroy_at


def close(item_id: int, actor: Actor, reason: str, now: datetime | None = None) -> None:
    """A lead closes what nobody decided in 14 days, with a reason; it is destroyed seven days later.

    BadInput: another role, decided already, waiting for less than 14 days, no reason.
    """
    now = now or datetime.now(UTC)
    if actor.role != "lead":
        raise BadInput("a lead closes an item that nobody reviewed")
    with audit.act():
        item = items.locked(item_id)
        if item.state not in items.WAITING:
            raise BadInput(f"item {item_id} was decided")
        if item.queued_at > now - CLOSE_AFTER:
            raise BadInput(f"item {item_id} has waited for less than {CLOSE_AFTER.days} days: review it")
        note = vault.seal_note(item, reason)
        before = State(item.state)
        items.set_clock(item, Clock.DISMISSED, now=now)
        _record(
            actor,
            audit.Action.ITEM_CLOSED,
            item,
            {"state_before": before, "words": note.digest, "opened": item.first_opened_at is not None},
        )
        item.closing_reasons.create(blob=note.blob, by=actor.id, at=now)


def closable(schools: Collection[str] | None, now: datetime) -> "list[HeldItem]":
    """Items that a lead may close, longest wait first, without content."""
    rows = items.visible(schools).filter(state__in=items.WAITING, queued_at__lte=now - CLOSE_AFTER)
    return list(rows.order_by("queued_at"))


def _standing(item: HeldItem) -> LegalHold:
    hold = LegalHold.objects.select_for_update().filter(item=item, lifted_at=None).first()
    if hold is None:
        raise BadInput(f"item {item.pk} is under no legal hold")
    return hold


def _role(actor: Actor) -> None:
    if actor.role not in HOLDERS:
        raise BadInput("a lead or the privacy officer does this")


def _record(actor: Actor, action: audit.Action, item: HeldItem, payload: Payload) -> None:
    audit.record(
        actor_id=actor.id,
        actor_role=actor.role,
        action=action,
        object_type=audit.ObjectType.ITEM,
        object_key=item.post_id,
        payload=payload,
    )
