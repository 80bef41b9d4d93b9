"""Tables of the adoption record and of the switch. Rows are added, never changed: the newest of a part stands.

All of it is meant for the public: dates, links, a vote, and the sentence that says why monitoring was stopped.
"""

from django.db import models


class Recorded(models.Model):
    """One part of the adoption record, as someone entered it."""

    seq = models.BigIntegerField(unique=True)
    """The audit entry."""
    part = models.CharField(max_length=20)
    day = models.DateField()
    """When the notice was given, the board met or voted; for the sunset, the last day."""
    link = models.CharField(max_length=500, blank=True)
    yes = models.BooleanField(default=True)
    """The notice says what it must; the vote was for adoption."""
    actor_id = models.CharField(max_length=64)
    actor_role = models.CharField(max_length=32)
    at = models.DateTimeField()

    class Meta:
        ordering = ("seq",)

    def __str__(self) -> str:
        return f"{self.part} on {self.day}"


class Reason(models.TextChoices):
    """Why monitoring was stopped."""

    BOARD = "board", "The board decided so"
    LAW = "law", "A court, a law or counsel requires it"
    PRIVACY = "privacy", "A privacy or security problem"
    ERRORS = "errors", "Too many errors, or unfair ones"
    STAFF = "staff", "Nobody can review in time"
    OTHER = "other", "Another reason"


class SwitchTurn(models.Model):
    """One turn of the switch: a stop, a question to start, a start by the second person."""

    seq = models.BigIntegerField(unique=True)
    """The audit entry."""
    act = models.CharField(max_length=12)
    reason = models.CharField(max_length=10, choices=Reason, blank=True)
    words = models.CharField(max_length=500, blank=True)
    """Why it was stopped, in a sentence for the public; its salted hash stands in the entry."""
    salt = models.BinaryField(default=b"")
    until = models.DateField(null=True)
    """At a start: the end that both people agreed to."""
    actor_id = models.CharField(max_length=64)
    actor_role = models.CharField(max_length=32)
    at = models.DateTimeField()

    class Meta:
        ordering = ("seq",)

    def __str__(self) -> str:
        return f"{self.act} at {self.at:%Y-%m-%d}"


class PublishedReport(models.Model):
    """A transparency report as it was published: figures after suppression, nothing that was suppressed."""

    seq = models.BigIntegerField(unique=True)
    """The audit entry; it holds the hash of `figures`."""
    since = models.DateField()
    until = models.DateField()
    """First and last day that it counts."""
    figures = models.JSONField()
    actor_id = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        ordering = ("seq",)

    def __str__(self) -> str:
        return f"report {self.since} to {self.until}"
