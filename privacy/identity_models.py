"""The table of asks to see who wrote a post: two people before identity is shown."""

from datetime import datetime

from django.db import models


class IdentityAsk(models.Model):
    """One person asks, with a purpose and a sentence; a second one approves or refuses with a sentence.

    What both typed lies under the item's data key. The vault believes the audit log, not this row.
    """

    item = models.ForeignKey("privacy.HeldItem", on_delete=models.PROTECT, related_name="identity_asks")
    seq = models.BigIntegerField(unique=True, null=True)
    """The audit entry of the ask."""
    asked_by = models.CharField(max_length=64)
    asked_role = models.CharField(max_length=32)
    asked_at = models.DateTimeField()
    fields = models.JSONField(default=list)
    purpose = models.CharField(max_length=32)
    words = models.BinaryField(default=b"")
    until = models.DateTimeField()
    """Until when it can be approved; once approved, until when the fields can be opened."""
    settled_by = models.CharField(max_length=64, blank=True)
    settled_role = models.CharField(max_length=32, blank=True)
    settled_at = models.DateTimeField(null=True)
    settled_seq = models.BigIntegerField(unique=True, null=True)
    """The audit entry of the approval or refusal."""
    settled_words = models.BinaryField(default=b"")
    approved = models.BooleanField(default=False)

    class Meta:
        indexes = (models.Index(fields=["settled_at", "until"], name="identity_waiting"),)

    def __str__(self) -> str:
        return f"ask {self.pk} about item {self.item_id}"

    def waits(self, now: datetime) -> bool:
        return self.settled_at is None and now < self.until

    def open_(self, now: datetime) -> bool:
        """Approved, and still to be opened by who asked."""
        return self.approved and now < self.until
