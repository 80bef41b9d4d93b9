"""Tables of rights requests. Who asks, and what they named, lies in sealed blobs; rows hold times and numbers."""

from datetime import date, timedelta

from django.db import models

NEAR = timedelta(days=7)


class Kind(models.TextChoices):
    """What is asked for."""

    ACCESS = "access", "Access: what is held"
    CORRECTION = "correction", "Correction"
    DELETION = "deletion", "Deletion"
    APPEAL = "appeal", "Appeal by someone posted about"


class Verified(models.TextChoices):
    """How it was made sure that the person is who they say, and that the account or post is theirs to ask about."""

    IN_PERSON = "in_person", "In person, with a photo identification"
    SCHOOL_RECORD = "school_record", "Called back on the number in the school's record"
    CONTROL = "control", "Showed control of the account"
    PAPERS = "papers", "Papers of a parent, guardian or lawyer"


class Outcome(models.TextChoices):
    """How a request ended."""

    GRANTED = "granted", "Granted"
    PARTLY = "partly", "Granted in part"
    REFUSED = "refused", "Refused"
    NOTHING = "nothing", "Nothing is held"
    WITHDRAWN = "withdrawn", "Withdrawn by the person"


class RightsRequest(models.Model):
    """One request. The privacy officer opens it, a second person confirms it; closing it needs an outcome."""

    kind = models.CharField(max_length=10, choices=Kind)
    verified = models.CharField(max_length=16, choices=Verified)
    received_on = models.DateField()
    due_on = models.DateField()
    seq = models.BigIntegerField(unique=True, null=True)
    """The audit entry by which it was opened."""
    opened_by = models.CharField(max_length=64)
    opened_at = models.DateTimeField()
    confirmed_by = models.CharField(max_length=64, blank=True)
    confirmed_role = models.CharField(max_length=32, blank=True)
    confirmed_at = models.DateTimeField(null=True)
    confirmed_seq = models.BigIntegerField(unique=True, null=True)
    outcome = models.CharField(max_length=10, choices=Outcome, blank=True)
    closed_at = models.DateTimeField(null=True, db_index=True)
    keep_until = models.DateTimeField(null=True, db_index=True)
    """Once closed: when what people wrote about it is destroyed."""
    destroyed_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"request {self.pk} ({self.kind})"

    def near(self, today: date) -> bool:
        """The deadline is past or less than a week away."""
        return self.closed_at is None and today > self.due_on - NEAR

    def past(self, today: date) -> bool:
        return self.closed_at is None and today > self.due_on


class RequestKey(models.Model):
    """A key of a request: `record` for what people write about it, `search` for what the person named.

    The search key is destroyed when the request closes, the record's at the end of its schedule.
    """

    class Use(models.TextChoices):
        RECORD = "record", "What is written about it"
        SEARCH = "search", "What the person named"

    request = models.ForeignKey(RightsRequest, on_delete=models.CASCADE, related_name="keys")
    use = models.CharField(max_length=8, choices=Use)
    box_public = models.BinaryField()
    key_sealed = models.BinaryField(default=b"")
    """Sealed to the vault, until the vault has taken it into its own file."""
    key_id = models.CharField(max_length=64, db_index=True)
    """privacy.vault_store.key_id of it."""
    destroyed_at = models.DateTimeField(null=True)
    gone_at = models.DateTimeField(null=True)
    """When the vault had destroyed it in its own file."""

    class Meta:
        constraints = (models.UniqueConstraint(fields=["request", "use"], name="one_request_key_a_use"),)

    def __str__(self) -> str:
        return f"{self.use} key of request {self.request_id}"


class Words(models.Model):
    """What a person wrote about a request, under its record key."""

    class Name(models.TextChoices):
        WHO = "who", "Who asks"
        PROOF = "proof", "How it was verified"
        REASON = "reason", "Reason of the outcome"

    request = models.ForeignKey(RightsRequest, on_delete=models.CASCADE, related_name="words")
    name = models.CharField(max_length=8, choices=Name)
    blob = models.BinaryField(default=b"")
    at = models.DateTimeField()

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.name} of request {self.request_id}"


class Given(models.Model):
    """Handles or links that the person gave, entered by one of the two people and searched for by the other."""

    request = models.ForeignKey(RightsRequest, on_delete=models.CASCADE, related_name="given")
    source = models.CharField(max_length=64)
    """Where the handles are handles: the name of a source."""
    count = models.IntegerField()
    blob = models.BinaryField(default=b"")
    """Under the request's search key; empty once it closed."""
    seq = models.BigIntegerField(unique=True, null=True)
    given_by = models.CharField(max_length=64)
    at = models.DateTimeField()
    answered_seq = models.BigIntegerField(null=True)
    """The vault's own audit entry of what it found."""

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"given {self.pk} of request {self.request_id}"


class Match(models.Model):
    """An item that the vault found for a request, and what was done about it."""

    class Done(models.TextChoices):
        NOTHING = "", "Nothing yet"
        CORRECTED = "corrected", "A correction is attached"
        DESTROYED = "destroyed", "Destroyed"
        ON_HOLD = "on_hold", "Kept: a legal hold stands"
        IN_HAND = "in_hand", "Kept for now: people act on it"

    request = models.ForeignKey(RightsRequest, on_delete=models.CASCADE, related_name="matches")
    item = models.ForeignKey("privacy.HeldItem", on_delete=models.PROTECT, related_name="rights_matches")
    own = models.BooleanField()
    """Found by its author; else by its link alone, and then somebody else may have written it."""
    answered_seq = models.BigIntegerField()
    done = models.CharField(max_length=10, choices=Done, blank=True)
    done_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["request", "item"], name="one_match_an_item"),)
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"item {self.item_id} of request {self.request_id}"


class Correction(models.Model):
    """What a person says is wrong about an item; under the item's data key, shown on its page."""

    item = models.ForeignKey("privacy.HeldItem", on_delete=models.PROTECT, related_name="corrections")
    request = models.ForeignKey(RightsRequest, on_delete=models.CASCADE, related_name="corrections")
    blob = models.BinaryField(default=b"")
    seq = models.BigIntegerField(unique=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"correction {self.seq}"
