"""Tables of tips. No column says who sent one, from where or with what; texts lie in sealed blobs."""

from django.db import models


class Thread(models.Model):
    """One conversation with someone who sent a tip and holds its code."""

    code_hash = models.CharField(max_length=64, unique=True)
    """Keyed hash of the code; the code itself is nowhere."""
    reply_public = models.BinaryField()
    """Answers are sealed to this key; its other half is derived from the code and kept nowhere."""
    school = models.CharField(max_length=100, blank=True)
    lang = models.CharField(max_length=8)
    at = models.DateTimeField()
    last_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"thread {self.pk}"


class Message(models.Model):
    """A line of a conversation: from the person (`post_id`), or from the staff (`seq`)."""

    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="messages")
    post_id = models.CharField(max_length=200, unique=True, null=True)  # noqa: DJ001 - unique where there is one
    """The post in the stream, and later the item, that holds what the person wrote."""
    seq = models.BigIntegerField(unique=True, null=True)
    """The audit entry of an answer of the staff."""
    actor_id = models.CharField(max_length=64, blank=True)
    item = models.ForeignKey(
        "privacy.HeldItem", on_delete=models.PROTECT, null=True, related_name="tip_answers"
    )
    """Where the staff answered; `blob_staff` is under its data key."""
    blob_staff = models.BinaryField(default=b"")
    blob_person = models.BinaryField(default=b"")
    """The same words, sealed to the thread's `reply_public`."""
    at = models.DateTimeField()

    class Meta:
        ordering = ("at", "pk")

    def __str__(self) -> str:
        return f"message {self.pk} of thread {self.thread_id}"


class Letter(models.Model):
    """A tip that waits for the stream, sealed to `tips.pub`. Deleted once it is durable there."""

    sealed = models.BinaryField()
    at = models.DateTimeField()
    unreadable = models.BooleanField(default=False)
    """It did not open: kept for the day when the right key is back."""

    def __str__(self) -> str:
        return f"letter {self.pk}"
