"""Tables of retention: certificates of destruction, legal holds, and the roster that dates California's rule."""

from django.db import models


class Certificate(models.Model):
    """What was destroyed over a time, and until when a copy of its keys can exist. Names nobody."""

    seq = models.BigIntegerField(unique=True)
    """The audit entry; it holds the certificate's hash."""
    at = models.DateTimeField()
    since = models.DateTimeField()
    until = models.DateTimeField()
    """When the first and the last item of it were destroyed."""
    counts = models.JSONField(default=dict)
    """How many by cause."""
    key_hashes = models.JSONField(default=list)
    """privacy.vault_store.key_id of each destroyed key."""
    backups_gone_by = models.DateField()
    """From this day on no backup of the keys holds any of them."""

    def __str__(self) -> str:
        return f"certificate {self.pk}"


class LegalHold(models.Model):
    """An item that must not be destroyed while a legal duty to keep it stands.

    One of two roles sets it, at once; one asks to lift it, and a person of the other role lifts it.
    """

    item = models.ForeignKey("privacy.HeldItem", on_delete=models.PROTECT, related_name="legal_holds")
    set_by = models.CharField(max_length=64)
    set_role = models.CharField(max_length=32)
    set_at = models.DateTimeField()
    reason = models.BinaryField()
    """What they wrote; under the item's data key, like `lift_reason`."""
    lift_asked_by = models.CharField(max_length=64, blank=True)
    lift_asked_role = models.CharField(max_length=32, blank=True)
    lift_asked_at = models.DateTimeField(null=True)
    lift_reason = models.BinaryField(default=b"")
    lifted_by = models.CharField(max_length=64, blank=True)
    lifted_at = models.DateTimeField(null=True, db_index=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["item"], condition=models.Q(lifted_at=None), name="one_standing_hold"
            ),
        )

    def __str__(self) -> str:
        return f"hold {self.pk} on item {self.item_id}"


class Pupil(models.Model):
    """One line of the roster: until when what concerns a pupil may stay. No name, no id in clear."""

    key = models.CharField(max_length=64, primary_key=True)
    """Keyed hash of the pupil's id."""
    destroy_by = models.DateField()

    def __str__(self) -> str:
        return "pupil"


class PupilMark(models.Model):
    """That an item concerns a pupil of the roster. Two items of one pupil have two unlike marks."""

    item = models.OneToOneField("privacy.HeldItem", on_delete=models.PROTECT, related_name="pupil_mark")
    mark = models.CharField(max_length=64)
    """Keyed hash of the item's id and the pupil's key."""
    destroy_by = models.DateField()
    case_until = models.DateTimeField(null=True)
    """The case's own schedule, which holds again when a corrected roster names a later date."""

    def __str__(self) -> str:
        return f"mark of item {self.item_id}"


class ClosingReason(models.Model):
    """Why a lead closed an item that nobody had reviewed; under the item's data key."""

    item = models.ForeignKey("privacy.HeldItem", on_delete=models.PROTECT, related_name="closing_reasons")
    blob = models.BinaryField()
    by = models.CharField(max_length=64)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"closing of item {self.item_id}"
