"""Held items without their content: the queue, its counts, the clock of each item, destruction.

Nothing here decrypts. What changes an item runs inside the caller's privacy.audit.act().
"""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta

from django.conf import settings
from django.db import connection
from django.db.models import Count, Min, Q, QuerySet

from privacy import audit, urgency
from privacy.actors import Actor, system
from privacy.models import Cause, Clock, HeldItem, LegalHold, Notification, PupilMark, Receipt, State
from privacy.vault_store import key_id
from stream.errors import BadInput, Fatal

BLOBS = ("data_key_sealed", "box_public", "content_blob", "original_blob", "envelope_blob", "embedding_blob")
WAITING = (State.NEW, State.ESCALATED, State.OPENED)
"""The states in which nobody has decided yet."""

DISMISSED_FOR = timedelta(days=7)
EMERGENCY_DUE = timedelta(hours=24)
DELETION_HOURS = 24
"""Within how long a deletion is honoured where people act on the item; Django's setting of the same name
has what each source's terms say."""


def visible(schools: Collection[str] | None) -> QuerySet[HeldItem]:
    """Items near any of the schools (ids; None: every school), without their blobs."""
    rows = HeldItem.objects.defer(*BLOBS)
    if schools is None:
        return rows
    return rows.filter(pk__in=_at(schools))


def queue(schools: Collection[str] | None, states: Collection[State] = WAITING) -> QuerySet[HeldItem]:
    """What waits, most urgent first: urgency, then the rarest score, then the longest wait.

    Rows carry no content. Slice it for a page; ordering is stable.
    """
    rows = visible(schools).filter(state__in=list(states))
    return rows.order_by("-urgency", "top_rank", "queued_at", "pk")


@dataclass(frozen=True, slots=True)
class Counts:
    """`by_state` has every state. `unopened` wait for a first look; `oldest` since when."""

    by_state: dict[str, int] = field(default_factory=dict)
    unopened: int = 0
    oldest: datetime | None = None
    overdue: int = 0


def counts(schools: Collection[str] | None, now: datetime | None = None) -> Counts:
    """How many items stand where. `overdue` are undecided past their due time."""
    now = now or datetime.now(UTC)
    rows = visible(schools)
    found = dict(rows.order_by().values_list("state").annotate(n=Count("pk")))
    unopened = Q(first_opened_at=None, state__in=[State.NEW, State.ESCALATED])
    sums = rows.order_by().aggregate(
        unopened=Count("pk", filter=unopened),
        oldest=Min("queued_at", filter=unopened),
        overdue=Count("pk", filter=Q(due_at__lt=now, state__in=list(WAITING)) | Q(state=State.ESCALATED)),
    )
    return Counts({state.value: found.get(state.value, 0) for state in State}, **sums)


def locked(item_id: int) -> HeldItem:
    """The item, locked for this transaction. BadInput when there is none or it was destroyed."""
    in_transaction()
    item = HeldItem.objects.select_for_update().filter(pk=item_id).first()
    if item is None:
        raise BadInput(f"there is no item {item_id}")
    if item.state == State.DESTROYED:
        raise BadInput(f"item {item_id} was destroyed; its receipt stands in the audit log")
    return item


def mark_opened(item: HeldItem, now: datetime | None = None) -> bool:
    """A person has it before them: no more notifications; a decision falls due. True the first time.

    privacy.vault.look calls it; inside the caller's transaction.
    """
    in_transaction()
    now = now or datetime.now(UTC)
    if item.first_opened_at is not None:
        return False
    item.first_opened_at = now
    if item.state in (State.NEW, State.ESCALATED):
        item.state = State.OPENED
        item.due_at = now + urgency.of(item.top_head).decide_within
    item.save(update_fields=["first_opened_at", "state", "due_at"])
    waiting = Notification.objects.filter(
        item=item, outcome__in=[Notification.Outcome.PENDING, Notification.Outcome.FAILED]
    )
    waiting.exclude(kind=Notification.Kind.EMERGENCY).update(outcome=Notification.Outcome.DROPPED)
    return True


def set_clock(
    item: HeldItem,
    clock: Clock,
    *,
    now: datetime | None = None,
    due_at: datetime | None = None,
    destroy_at: datetime | None = None,
) -> None:
    """Put the item on a clock; inside the caller's transaction, beside the entry of the decision.

    unreviewed: waits again, never destroyed. dismissed: decided, destroyed after seven days (a setting).
    referred: `due_at` is when the referral must be acknowledged, `destroy_at` the case's schedule (default: a year).
    emergency: what the emergency left out falls due within 24 hours; the state stays as it is.
    BadInput when the item was destroyed, or when a given time lies before now.
    """
    in_transaction()
    now = now or datetime.now(UTC)
    if item.state == State.DESTROYED:
        raise BadInput(f"item {item.pk} was destroyed: it has no clock any more")
    if any(at is not None and at < now for at in (due_at, destroy_at)):
        raise BadInput("due_at and destroy_at lie ahead of now")
    item.clock = clock
    item.due_at, item.destroy_at = due_at, None
    match clock:
        case Clock.UNREVIEWED:
            item.state, item.decided_at = State.OPENED if item.first_opened_at else State.NEW, None
            item.due_at = due_at or now + urgency.of(item.top_head).open_within
        case Clock.DISMISSED:
            item.state, item.decided_at = State.DECIDED, now
            item.due_at, item.destroy_at = None, now + timedelta(days=settings.RETENTION.dismissed_days)
        case Clock.REFERRED:
            item.state, item.decided_at = State.REFERRED, now
            item.destroy_at = destroy_at or now + timedelta(days=settings.RETENTION.referred_days)
        case Clock.EMERGENCY:
            item.due_at = due_at or now + EMERGENCY_DUE
    PupilMark.objects.filter(item=item).update(case_until=item.destroy_at)
    item.destroy_at = bounded(item, item.destroy_at)
    item.save(update_fields=["clock", "state", "due_at", "destroy_at", "decided_at"])


def bounded(item: HeldItem, destroy_at: datetime | None) -> datetime | None:
    """`destroy_at`, or what comes first: the deadline of the item's source where that withdrew it, and for a
    case California's date of the pupil whom it concerns (privacy.roster)."""
    ends = [destroy_at] if destroy_at else []
    if item.withdrawn_at is not None:
        hours = settings.DELETION_HOURS.get(item.source, DELETION_HOURS)
        ends.append(item.withdrawn_at + timedelta(hours=hours))
    if item.clock == Clock.REFERRED:
        marked = PupilMark.objects.filter(item=item).first()
        ends += [datetime.combine(marked.destroy_by, time(), UTC)] if marked else []
    return min(ends, default=None)


def on_hold(item: HeldItem) -> bool:
    """A legal hold stands: nothing destroys the item."""
    return LegalHold.objects.filter(item=item, lifted_at=None).exists()


def destroy(item: HeldItem, cause: Cause, *, actor: Actor | None = None, now: datetime | None = None) -> int:
    """Destroy the item's data key and blobs, leave a receipt, and return the seq of its entry.

    Inside the caller's transaction. What was encrypted for the item anywhere (notes, reasons, words of
    a reveal) can no longer be read. Counts stay. BadInput when it was destroyed before.
    """
    in_transaction()
    if item.state == State.DESTROYED:
        raise BadInput(f"item {item.pk} was destroyed before")
    if on_hold(item):
        raise BadInput(f"item {item.pk} is under a legal hold: two people must lift it first")
    now, actor = now or datetime.now(UTC), actor or system("clock")
    before = State(item.state)
    seq = audit.record(
        actor_id=actor.id,
        actor_role=actor.role,
        action=audit.Action.ITEM_DESTROYED,
        object_type=audit.ObjectType.ITEM,
        object_key=item.post_id,
        payload={"cause": cause, "state_before": before, "opened": item.first_opened_at is not None},
    )
    key = key_id(bytes(item.box_public)) if item.box_public else ""
    Receipt.objects.create(item=item, seq=seq, cause=cause, state_before=before, at=now, key_id=key)
    item.reveals.update(words_blob=b"")
    item.corrections.update(blob=b"")
    item.identity_asks.update(words=b"", settled_words=b"")
    item.closing_reasons.update(blob=b"")
    item.legal_holds.update(reason=b"", lift_reason=b"")
    _part_from_disclosures(item)
    PupilMark.objects.filter(item=item).delete()
    for name in BLOBS:
        setattr(item, name, b"")
    item.text_digest, item.state, item.destroyed_at = "", State.DESTROYED, now
    item.due_at = item.destroy_at = item.withdrawn_at = None
    item.withdrawn = ""
    item.save()
    return seq


def _part_from_disclosures(item: HeldItem) -> None:
    """Their records stay without what lies under the item's key (docs/decisions/019); for a pupil of the roster
    until California's date at the latest."""
    marked = PupilMark.objects.filter(item=item).first()
    for row in item.disclosures.filter(destroyed_at=None):
        row.parts.filter(own=False).update(blob=b"")
        if marked:
            row.pupil_mark = marked.mark
            row.keep_until = min(row.keep_until, datetime.combine(marked.destroy_by, time(), UTC))
            row.save(update_fields=["pupil_mark", "keep_until"])


def in_transaction() -> None:
    if not connection.in_atomic_block:
        raise Fatal("an item changes in the transaction of its audit entry: use privacy.audit.act()")


def _at(schools: Collection[str]) -> QuerySet[HeldItem, int]:
    return HeldItem.objects.filter(schools__school__in=list(schools)).values_list("pk", flat=True)
