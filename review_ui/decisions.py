"""Deciding: one transaction for the decision, the item's clock and the audit entry."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from privacy import items, urgency, vault
from privacy.audit import Action, Ident, ObjectType, act, record
from privacy.models import Clock, HeldItem, State
from review_ui.models import Acknowledgement, Decision, Kind, NoConcern, Role, User
from stream.errors import BadInput

UNDO_FOR = timedelta(minutes=10)
"""How long the queue offers to undo one's last decision; the item's page offers it always."""

_ACTIONS = {
    Kind.SUPPORT_REFERRAL: Action.ITEM_REFERRED,
    Kind.THREAT_ASSESSMENT: Action.ITEM_REFERRED,
    Kind.UNDONE: Action.ITEM_REOPENED,
}


class Stale(Exception):  # noqa: N818 - reads as what happened
    """Someone else decided since the page was opened."""


@dataclass(frozen=True)
class Choice:
    """What a person sent. `stands` is the decision that the page showed as standing (0: none)."""

    kind: Kind
    token: str
    stands: int = 0
    reason: NoConcern | None = None
    note: str = ""


def decide(item_id: int, user: User, choice: Choice) -> Decision:
    """Make the decision, or return the one that the same form made before.

    Stale: another decision stands than the page showed. BadInput: the item was destroyed, or the
    note is too long.
    """
    with act():
        done = Decision.objects.filter(token=choice.token, actor=user, item_id=item_id).first()
        if done is not None:
            return done
        item = items.locked(item_id)
        before = item.decisions.order_by("pk").last()
        if (before.pk if before else 0) != choice.stands:
            raise Stale
        now = timezone.now()
        note = vault.seal_note(item, choice.note) if choice.note.strip() else None
        decision = Decision.objects.create(
            item=item,
            actor=user,
            kind=choice.kind,
            reason=choice.reason or "",
            note=note.blob if note else b"",
            at=now,
            supersedes=before,
            token=choice.token,
        )
        completed = item.clock == Clock.EMERGENCY and choice.kind != Kind.EMERGENCY
        _set_clock(item, choice.kind, now)
        record(
            actor_id=user.actor.id,
            actor_role=user.actor.role,
            action=_ACTIONS.get(choice.kind, Action.ITEM_DECIDED),
            object_type=ObjectType.ITEM,
            object_key=item.post_id,
            payload={
                "kind": Ident(choice.kind),
                "decision": decision.pk,
                "supersedes": before.pk if before else None,
                "reason": Ident(choice.reason) if choice.reason else None,
                "note": note.digest if note else None,
            },
        )
        if completed:
            _emergency_completed(item, user, decision)
    return decision


def _emergency_completed(item: HeldItem, user: User, decision: Decision) -> None:
    """What the emergency left open: somebody has decided what happens next."""
    record(
        actor_id=user.actor.id,
        actor_role=user.actor.role,
        action=Action.EMERGENCY_COMPLETED,
        object_type=ObjectType.ITEM,
        object_key=item.post_id,
        payload={"decision": decision.pk},
    )


def _set_clock(item: HeldItem, kind: Kind, now: datetime) -> None:
    match kind:
        case Kind.NO_CONCERN:
            items.set_clock(item, Clock.DISMISSED, now=now)
        case Kind.SUPPORT_REFERRAL:
            within = urgency.of(item.top_head).open_within
            items.set_clock(item, Clock.REFERRED, now=now, due_at=now + within)
        case Kind.BULLYING_SUPPORT | Kind.THREAT_ASSESSMENT:
            items.set_clock(item, Clock.REFERRED, now=now)
        case Kind.UNDONE:
            items.set_clock(item, Clock.UNREVIEWED, now=now)
        case Kind.EMERGENCY:
            pass  # privacy.vault.emergency_reveal has set it


def may_undo(decision: Decision | None, user: User) -> bool:
    """One's own decision that still stands. What an emergency revealed cannot be undone."""
    return (
        decision is not None
        and decision.actor_id == user.pk
        and decision.kind not in (Kind.UNDONE, Kind.EMERGENCY)
        and decision.item.state != State.DESTROYED
    )


def undoable(user: User) -> Decision | None:
    """This person's last decision, when it is recent and stands."""
    recent = user.decisions.filter(at__gt=timezone.now() - UNDO_FOR, superseded_by=None).select_related(
        "item"
    )
    last = recent.order_by("pk").last()
    return last if may_undo(last, user) else None


def acknowledge(decision: Decision, user: User) -> Acknowledgement:
    """A counsellor takes the referral over; again by anyone is harmless. BadInput when it no longer stands."""
    with act():
        item = items.locked(decision.item_id)
        last = item.decisions.order_by("pk").last()
        if last is None or last.pk != decision.pk or decision.kind != Kind.SUPPORT_REFERRAL:
            raise BadInput("this referral no longer stands: someone decided anew")
        if user.role != Role.COUNSELLOR:
            raise BadInput("a counsellor acknowledges a referral")
        taken, fresh = Acknowledgement.objects.get_or_create(
            decision=decision, defaults={"actor": user, "at": timezone.now()}
        )
        if fresh:
            items.set_clock(item, Clock.REFERRED)
            record(
                actor_id=user.actor.id,
                actor_role=user.actor.role,
                action=Action.ITEM_ACKNOWLEDGED,
                object_type=ObjectType.ITEM,
                object_key=item.post_id,
                payload={"decision": decision.pk},
            )
    return taken
