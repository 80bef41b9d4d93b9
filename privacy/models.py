"""Tables of the held item, its clock, notifications, heartbeats and the audit log.

No column holds a post's text, a name or a handle in clear: what an item says lies in blobs under its
data key (privacy.sealing). `audit_log` and `audit_head` are made by SQL in the first migration, with
triggers that refuse UPDATE and DELETE; Django must not alter or flush them, so they are unmanaged.
"""

from datetime import datetime

from django.db import models


class State(models.TextChoices):
    """Where an item stands. `new` and `escalated` wait for a person."""

    NEW = "new", "New"
    OPENED = "opened", "Opened"
    ESCALATED = "escalated", "Escalated"
    DECIDED = "decided", "Decided"
    REFERRED = "referred", "Referred"
    DESTROYED = "destroyed", "Destroyed"


class Clock(models.TextChoices):
    """Which clock an item runs on (docs/retention.md)."""

    UNREVIEWED = "unreviewed", "Unreviewed"
    DISMISSED = "dismissed", "Dismissed"
    REFERRED = "referred", "Referred"
    EMERGENCY = "emergency", "Emergency"


class Cause(models.TextChoices):
    """Why an item was destroyed."""

    DELETE = "delete", "Deleted at the source"
    SCRUB_GEO = "scrub_geo", "Location withdrawn at the source"
    ACCOUNT = "account", "Account gone at the source"
    OPT_OUT = "opt_out", "Author opted out"
    EDITED = "edited", "Edited at the source, and no longer flagged"
    DISMISSED = "dismissed", "Seven days after it was dismissed"
    SCHEDULE = "schedule", "End of the case's schedule"
    REQUEST = "request", "Request for deletion"
    PUPIL = "pupil", "One year after the pupil turned 18 or left"
    CONTRACT = "contract", "End of the contract: everything"
    DISCLOSURE = "disclosure", "End of the schedule of a disclosure's record"


class HeldItem(models.Model):
    """A flagged post, redacted and sealed, from the queue to its destruction.

    After destruction the row stays for counts: blobs, keys and digest are empty.
    """

    post_id = models.CharField(max_length=200, unique=True)
    version = models.CharField(max_length=200)
    source = models.CharField(max_length=64)
    lang = models.CharField(max_length=16, blank=True)
    received_at = models.DateTimeField()
    """Our clock when the newest version was taken in."""
    created_at = models.DateTimeField(null=True)
    """What the author's client claims."""
    queued_at = models.DateTimeField(db_index=True)
    """When the item came into the queue; again when an edit brought it back."""
    revised_at = models.DateTimeField(null=True)
    """When an edit last changed the text."""

    school_ids = models.JSONField(default=list)
    bases = models.JSONField(default=list)
    heads = models.JSONField(default=list)
    top_head = models.CharField(max_length=16)
    urgency = models.IntegerField()
    """privacy.items.urgency: higher first."""
    rank = models.JSONField(default=dict)
    """Share of ordinary posts that score at least as high, per head."""
    top_rank = models.FloatField()
    """`rank` of `top_head`: smaller is rarer."""
    model = models.CharField(max_length=100)
    engine = models.CharField(max_length=100)

    state = models.CharField(max_length=10, choices=State, default=State.NEW, db_index=True)
    clock = models.CharField(max_length=10, choices=Clock, default=Clock.UNREVIEWED)
    due_at = models.DateTimeField(null=True, db_index=True)
    """When the item escalates, or when what is owed after a decision falls due."""
    destroy_at = models.DateTimeField(null=True, db_index=True)
    """When the clock destroys it; empty while unreviewed: nothing unreviewed expires."""
    first_opened_at = models.DateTimeField(null=True)
    """Since it came, or came back, into the queue."""
    escalated_at = models.DateTimeField(null=True)
    decided_at = models.DateTimeField(null=True)
    destroyed_at = models.DateTimeField(null=True)
    withdrawn = models.CharField(max_length=10, choices=Cause, blank=True)
    """Why its source withdrew it while people act on it; `destroy_at` is the source's deadline then."""
    withdrawn_at = models.DateTimeField(null=True)

    data_key_sealed = models.BinaryField(default=b"")
    box_public = models.BinaryField(default=b"")
    content_blob = models.BinaryField(default=b"")
    original_blob = models.BinaryField(default=b"")
    envelope_blob = models.BinaryField(default=b"")
    embedding_blob = models.BinaryField(default=b"")
    """The text in the encoder's space, for similarity. Text can be read back from it, so it is sealed alike."""
    text_digest = models.CharField(max_length=64, blank=True)
    """Keyed hash by which an edit that changes nothing is recognised."""

    class Meta:
        indexes = (models.Index(fields=["state", "-urgency", "top_rank", "queued_at"], name="held_queue"),)

    def __str__(self) -> str:
        return f"item {self.pk} ({self.state})"


class ItemSchool(models.Model):
    """Index by which items are filtered by school; HeldItem.school_ids has the same ids."""

    item = models.ForeignKey(HeldItem, on_delete=models.CASCADE, related_name="schools")
    school = models.CharField(max_length=100)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["item", "school"], name="item_school_once"),)
        indexes = (models.Index(fields=["school"], name="item_school"),)

    def __str__(self) -> str:
        return f"item {self.item_id} at {self.school}"


class ItemVersion(models.Model):
    """A (post, version) that reached the queue and what became of it, so that replay is harmless."""

    post_id = models.CharField(max_length=200)
    version = models.CharField(max_length=200)
    drop = models.CharField(max_length=20, blank=True)
    """The reason of the Drop it was answered with; empty when it was held."""
    at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["post_id", "version"], name="version_once"),)

    def __str__(self) -> str:
        return f"version {self.pk}"


class Tombstone(models.Model):
    """A post that its source withdrew; for eight days nothing of it is held again."""

    post_id = models.CharField(max_length=200, primary_key=True)
    at = models.DateTimeField(db_index=True)
    cause = models.CharField(max_length=10, choices=Cause)

    def __str__(self) -> str:
        return f"tombstone ({self.cause})"


class PendingAccountEvent(models.Model):
    """An account went away. Only the vault can open whose; the clock compares it with what is held."""

    event_id = models.CharField(max_length=200, unique=True)
    source = models.CharField(max_length=64)
    status = models.CharField(max_length=16)
    received_at = models.DateTimeField()
    envelope = models.BinaryField()
    stored_at = models.DateTimeField()
    compared_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"account event {self.pk} ({self.status})"


class Verification(models.Model):
    """Someone asked whether a post still stands at its source. One row a question."""

    class Result(models.TextChoices):
        VERIFIED = "verified", "Verified: it stands there unchanged"
        CHANGED = "changed", "Changed since it was taken in"
        DELETED = "deleted", "Deleted at its source"
        UNCHECKED = "unchecked", "Could not be checked"

    item = models.ForeignKey(HeldItem, on_delete=models.PROTECT, related_name="verifications")
    seq = models.BigIntegerField(unique=True)
    """The audit entry of the question."""
    actor_id = models.CharField(max_length=64)
    asked_at = models.DateTimeField()
    task = models.BinaryField(default=b"")
    """The post's link, sealed to the checker that runs now; empty before it is handed over and after."""
    result = models.CharField(max_length=10, choices=Result, blank=True)
    checked_at = models.DateTimeField(null=True)
    logged = models.BooleanField(default=False)
    """True once the result stands in the audit log."""

    def __str__(self) -> str:
        return f"verification {self.pk} ({self.result or 'asked'})"


class Checker(models.Model):
    """The process that checks links, and the key of this run of it. One row."""

    id = models.IntegerField(primary_key=True)
    public_key = models.BinaryField()
    seen_at = models.DateTimeField()

    def __str__(self) -> str:
        return "checker"


class Reveal(models.Model):
    """A field shown in clear to one person. The words they gave are under the item's data key."""

    item = models.ForeignKey(HeldItem, on_delete=models.PROTECT, related_name="reveals")
    seq = models.BigIntegerField(unique=True)
    """The audit entry."""
    actor_id = models.CharField(max_length=64)
    field = models.CharField(max_length=16)
    purpose = models.CharField(max_length=32)
    words_blob = models.BinaryField(default=b"")
    at = models.DateTimeField()
    expires_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"reveal {self.seq}"


class Receipt(models.Model):
    """That an item was destroyed, when and why. Holds nothing of it."""

    item = models.ForeignKey(HeldItem, on_delete=models.PROTECT, related_name="receipts")
    seq = models.BigIntegerField(unique=True)
    """The audit entry."""
    cause = models.CharField(max_length=10, choices=Cause)
    state_before = models.CharField(max_length=10, choices=State)
    at = models.DateTimeField()
    key_id = models.CharField(max_length=64, blank=True, db_index=True)
    """Names the data key that must go (privacy.vault_store.key_id)."""
    key_gone_at = models.DateTimeField(null=True, db_index=True)
    """When the vault had destroyed that key in its own file."""
    certificate = models.ForeignKey(
        "privacy.Certificate", on_delete=models.PROTECT, null=True, related_name="receipts"
    )

    def __str__(self) -> str:
        return f"receipt {self.seq} ({self.cause})"


class Notification(models.Model):
    """One message to one person about one item, by one channel. Rows sent together share a message."""

    class Kind(models.TextChoices):
        QUEUED = "queued", "An item waits"
        ESCALATED = "escalated", "An item waited too long"
        EMERGENCY = "emergency", "Identity was revealed in an emergency"
        DISCLOSURE = "disclosure", "A disclosure was recorded and is to be completed"

    class Outcome(models.TextChoices):
        PENDING = "pending", "To be sent"
        SENT = "sent", "Sent"
        FAILED = "failed", "Failed, to be tried again"
        DROPPED = "dropped", "Not needed any more"

    item = models.ForeignKey(HeldItem, on_delete=models.PROTECT, related_name="notifications")
    kind = models.CharField(max_length=10, choices=Kind)
    round = models.DateTimeField()
    """`queued_at` of the item when this was made, so that an edit starts anew."""
    step = models.IntegerField()
    """How many people were told before."""
    channel = models.CharField(max_length=10)
    recipient = models.CharField(max_length=100)
    """The person's key in the district file, never a name or address."""
    at = models.DateTimeField()
    outcome = models.CharField(max_length=10, choices=Outcome, default=Outcome.PENDING)
    attempt = models.IntegerField(default=0)
    next_at = models.DateTimeField(db_index=True)
    """When it may be tried (again); ahead of now while a clock is sending it."""
    error = models.CharField(max_length=64, blank=True)
    """Type of the last error, never its message."""

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["item", "kind", "round", "step", "channel", "recipient"], name="notification_once"
            ),
        )

    def __str__(self) -> str:
        return f"notification {self.pk} ({self.outcome})"


class Heartbeat(models.Model):
    """What each worker says of itself every few seconds. Written by plain SQL from the roof."""

    worker_id = models.CharField(max_length=200, primary_key=True)
    stage = models.CharField(max_length=40)
    pid = models.IntegerField()
    host = models.CharField(max_length=100)
    started_at = models.DateTimeField()
    seen_at = models.DateTimeField(db_index=True)
    state = models.CharField(max_length=20)
    counters = models.JSONField(default=dict)

    def __str__(self) -> str:
        return f"{self.worker_id} ({self.state})"


class AuditEntry(models.Model):
    """One entry of the audit log; docs/audit.md has the format. Written by privacy.audit alone."""

    seq = models.BigIntegerField(primary_key=True)
    """1, 2, 3 … without a gap. The leaf's index in the tree is seq - 1."""
    ts_utc = models.CharField(max_length=27)
    """2026-01-31T08:15:00.000000Z: text, so that the column and the entry's bytes are the same."""
    actor_id = models.CharField(max_length=64)
    actor_role = models.CharField(max_length=32)
    action = models.CharField(max_length=40)
    object_type = models.CharField(max_length=32)
    object_key = models.CharField(max_length=64)
    outcome = models.CharField(max_length=16)
    payload_canonical = models.BinaryField()
    leaf_hash = models.BinaryField()

    class Meta:
        managed = False
        db_table = "audit_log"

    def __str__(self) -> str:
        return f"entry {self.seq} ({self.action})"

    @property
    def at(self) -> datetime:
        return datetime.fromisoformat(self.ts_utc)


class AuditHead(models.Model):
    """One row: the size and the frontier of the tree over all entries, and the lock of its one writer."""

    id = models.IntegerField(primary_key=True)
    size = models.BigIntegerField()
    frontier = models.BinaryField()

    class Meta:
        managed = False
        db_table = "audit_head"

    def __str__(self) -> str:
        return f"head at {self.size}"


from privacy.identity_models import IdentityAsk  # noqa: E402 - Django looks for models here alone
from privacy.retention_models import Certificate, ClosingReason, LegalHold, Pupil, PupilMark  # noqa: E402 - Django looks for models here alone

__all__ = ["Certificate", "ClosingReason", "IdentityAsk", "LegalHold", "Pupil", "PupilMark"]
