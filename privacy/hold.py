"""The sink of the pipeline: what the redact stage hands over becomes held items.

The sink can seal and not open: it holds the vault's public key alone.
"""

import hashlib
import hmac
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

import msgspec
from django.conf import settings
from django.db import InterfaceError, OperationalError, connection
from nacl.public import PublicKey

from privacy import audit, keys, purge, urgency
from privacy.actors import system
from privacy.content import Content, context
from privacy.models import (
    Cause,
    Clock,
    HeldItem,
    ItemSchool,
    ItemVersion,
    PendingAccountEvent,
    State,
    Tombstone,
)
from privacy.sealing import ItemKey, add_to_item, sealer
from stream.contracts import AccountChange, Cleared, Deletion, Drop, Reason, ReviewItem
from stream.errors import Retriable

QUEUE = system("queue")

_GONE = ("deleted", "deactivated", "suspended", "takendown")
"""Not "other": a throttled account is there still, and an unread call for help must not go for that."""

Held = ReviewItem | Deletion | Cleared | AccountChange


def hold(records: Sequence[Held]) -> list[Drop | None]:
    """Hold a batch in one transaction: all of it or nothing. One outcome a record, in order.

    None: held, or an event taken note of; also when the same (post, version) comes again.
    Drop(duplicate): an edit that changed nothing. Drop(deleted): its source had withdrawn it. Drop with
    another reason: an edit that ended in an earlier stage, told here so that the old text goes.
    Retriable: the database is away, busy or full. Fatal: a key is missing.
    """
    if not records:
        return []
    public = keys.load_public(Path(settings.PRIVACY_KEYS))
    if connection.errors_occurred and not connection.in_atomic_block:
        connection.close_if_unusable_or_obsolete()
    try:
        with audit.act():
            batch = _Batch(records, public)
            return [batch.take(record) for record in records]
    except (OperationalError, InterfaceError) as error:
        raise Retriable(_remedy(error)) from None


def _remedy(error: Exception) -> str:
    """Which fault it is, without the database's own words: those can quote values."""
    if (
        "disk is full" in str(error)
        or "No space left" in str(error)
        or type(error.__cause__).__name__ == "DiskFull"
    ):
        return f"the records database ({_where()}) cannot be written: the disk is full; free space, nothing is lost"
    kind = type(error.__cause__ or error).__name__
    return f"the records database ({_where()}) is away or busy ({kind}); `firstbell doctor` tells more"


def _where() -> str:
    return str(connection.settings_dict["NAME"])


class _Batch:
    """What the database knows of this batch's posts, read once, and the writing of each record."""

    def __init__(self, records: Sequence[Held], public: PublicKey) -> None:
        ids = sorted({record.post_id for record in records})
        self.now = datetime.now(UTC)
        self.seal: Callable[[bytes], bytes] = sealer(public)
        rows = HeldItem.objects.select_for_update().filter(post_id__in=ids).order_by("post_id")
        self.items = {item.post_id: item for item in rows}
        self.tombs = set(Tombstone.objects.filter(post_id__in=ids).values_list("post_id", flat=True))
        seen = ItemVersion.objects.filter(post_id__in=ids).values_list("post_id", "version", "drop")
        self.seen = {(post_id, version): drop for post_id, version, drop in seen}
        self.cleared: dict[str, str] = {}
        for (post_id, version), drop in self.seen.items():
            self._note_cleared(post_id, version, drop)

    def take(self, record: Held) -> Drop | None:
        match record:
            case ReviewItem():
                return self._review(record)
            case Cleared():
                return self._clear(record)
            case Deletion():
                self._delete(record)
            case AccountChange():
                self._account(record)
        return None

    def _review(self, review: ReviewItem) -> Drop | None:
        mark = (review.post_id, review.version)
        if mark not in self.seen:
            self._see(*mark, self._hold(review))
        reason = self.seen[mark]
        return (
            Drop(post_id=mark[0], version=mark[1], reason=Reason(reason), stage="queue") if reason else None
        )

    def _see(self, post_id: str, version: str, drop: str) -> None:
        ItemVersion.objects.create(post_id=post_id, version=version, drop=drop, at=self.now)
        self.seen[post_id, version] = drop
        self._note_cleared(post_id, version, drop)

    def _note_cleared(self, post_id: str, version: str, drop: str) -> None:
        if drop and drop not in (Reason.DELETED, Reason.DUPLICATE):
            self.cleared[post_id] = max(version, self.cleared.get(post_id, ""))

    def _clear(self, cleared: Cleared) -> Drop:
        """An edit that is no longer near or flagged: older text of the post must not stay."""
        if (cleared.post_id, cleared.version) not in self.seen:
            item = self.items.get(cleared.post_id)
            if item is not None and item.received_at <= cleared.received_at:
                purge.withdraw(item, Cause.EDITED, actor=QUEUE, now=self.now)
            self._see(cleared.post_id, cleared.version, cleared.reason)
        return Drop(
            post_id=cleared.post_id, version=cleared.version, reason=cleared.reason, stage=cleared.stage
        )

    def _hold(self, review: ReviewItem) -> str:
        if review.post_id in self.tombs:
            return Reason.DELETED
        if review.version < self.cleared.get(review.post_id, ""):
            # A copy that comes late: its edit ended before the queue.
            return Reason.DUPLICATE
        item = self.items.get(review.post_id)
        digest = _digest(review)
        if item is None:
            self._new(HeldItem(post_id=review.post_id), review, digest)
        elif item.state == State.DESTROYED:
            self._new(item, review, digest)
        elif hmac.compare_digest(item.text_digest, digest):
            return Reason.DUPLICATE
        elif review.received_at < item.received_at:
            # An older version that comes late: the newer one stands.
            return Reason.DUPLICATE
        else:
            self._revise(item, review, digest)
        return ""

    def _new(self, item: HeldItem, review: ReviewItem, digest: str) -> None:
        key = ItemKey.new()
        item.data_key_sealed, item.box_public = self.seal(key.data_key), key.box_public
        item.destroyed_at = None
        self._fill(item, review, digest, key.encrypt)
        self._back_to_queue(item)
        self._save(item, review)
        self._record(audit.Action.ITEM_QUEUED, item)

    def _revise(self, item: HeldItem, review: ReviewItem, digest: str) -> None:
        """The new text takes the old one's place; whoever has seen the item must see it again."""
        box = bytes(item.box_public)
        self._fill(item, review, digest, lambda name, clear: add_to_item(box, name, clear))
        item.revised_at = self.now
        before = State(item.state)
        self._back_to_queue(item)
        self._save(item, review)
        self._record(audit.Action.ITEM_REVISED, item, before)

    def _fill(
        self, item: HeldItem, review: ReviewItem, digest: str, encrypt: Callable[[str, bytes], bytes]
    ) -> None:
        def blob(field: str, clear: bytes) -> bytes:
            return encrypt(context(item.post_id, field), clear)

        verdict = review.verdict
        top = urgency.top_head(verdict.flags, verdict.rank)
        item.version, item.source, item.lang = review.version, review.source, (review.lang or "")[:16]
        item.received_at, item.created_at = review.received_at, review.created_at
        item.school_ids = sorted({ground.school for ground in review.grounds})
        item.bases = sorted({ground.basis for ground in review.grounds})
        item.heads, item.rank, item.top_head = list(verdict.flags), dict(verdict.rank), top
        item.top_rank = {str(head): rank for head, rank in verdict.rank.items()}.get(top, 1.0)
        item.urgency = urgency.urgency(top, item.top_rank)
        item.model, item.engine = verdict.model, verdict.engine
        item.content_blob = blob("content", msgspec.json.encode(Content.of(review)))
        item.original_blob = blob("original", review.original)
        item.envelope_blob = blob("envelope", review.envelope)
        item.embedding_blob = blob("embedding", review.embedding) if review.embedding else b""
        item.text_digest = digest

    def _back_to_queue(self, item: HeldItem) -> None:
        item.state, item.clock = State.NEW, Clock.UNREVIEWED
        item.queued_at = self.now
        item.due_at = self.now + urgency.of(item.top_head).open_within
        item.destroy_at = item.first_opened_at = item.escalated_at = item.decided_at = None
        item.withdrawn, item.withdrawn_at = "", None

    def _save(self, item: HeldItem, review: ReviewItem) -> None:
        item.save()
        self.items[item.post_id] = item
        ItemSchool.objects.filter(item=item).exclude(school__in=item.school_ids).delete()
        rows = [ItemSchool(item=item, school=school) for school in item.school_ids]
        ItemSchool.objects.bulk_create(rows, ignore_conflicts=True)

    def _record(self, action: audit.Action, item: HeldItem, before: State | None = None) -> None:
        audit.record(
            actor_id=QUEUE.id,
            actor_role=QUEUE.role,
            action=action,
            object_type=audit.ObjectType.ITEM,
            object_key=item.post_id,
            payload={
                "head": audit.Ident(item.top_head),
                "urgency": item.urgency,
                "schools": [audit.Ident(school) for school in item.school_ids],
                **({"state_before": before} if before else {}),
            },
        )

    def _delete(self, deletion: Deletion) -> None:
        if deletion.post_id not in self.tombs:
            stone = {"at": self.now, "cause": deletion.cause}
            Tombstone.objects.get_or_create(post_id=deletion.post_id, defaults=stone)
            self.tombs.add(deletion.post_id)
        item = self.items.get(deletion.post_id)
        if item is not None:
            purge.withdraw(item, Cause(deletion.cause), actor=QUEUE, now=self.now)

    def _account(self, change: AccountChange) -> None:
        if change.status not in _GONE:
            return
        PendingAccountEvent.objects.get_or_create(
            event_id=change.post_id,
            defaults={
                "source": change.source,
                "status": change.status,
                "received_at": change.received_at,
                "envelope": change.envelope,
                "stored_at": self.now,
            },
        )


def _digest(review: ReviewItem) -> str:
    """Keyed hash of the redacted text and the original's length: the sink cannot read the original, and
    an edit that only exchanges one name for another mostly shows in its length."""
    key = keys.load_audit_key(Path(settings.PRIVACY_KEYS))
    parts = f"{review.post_id}\0{len(review.original)}\0{review.text}"
    return hmac.new(key, parts.encode("utf-8", "surrogatepass"), hashlib.sha256).hexdigest()
