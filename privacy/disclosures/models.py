"""Tables of disclosures. Whatever a person typed lies in sealed parts; the rows here hold times and numbers."""

from django.db import models


class Disclosure(models.Model):
    """One disclosure. It has a key of its own, so that what the law wants outlives the item.

    Written once: the law's two parts when it is made, the policy's until `completed_at`, then additions alone.
    """

    item = models.ForeignKey("privacy.HeldItem", on_delete=models.PROTECT, related_name="disclosures")
    seq = models.BigIntegerField(unique=True, null=True)
    """The audit entry by which it was recorded."""
    token = models.CharField(max_length=64, unique=True)
    """Made with the form, so that a form sent twice records once."""
    recorded_by = models.CharField(max_length=64)
    recorded_role = models.CharField(max_length=32)
    at = models.DateTimeField()
    told_at = models.DateTimeField()
    """When the parties were told, as the person said."""
    due_at = models.DateTimeField()
    """Until when the policy's fields are to be filled in."""
    remind_at = models.DateTimeField(null=True, db_index=True)
    """When the clock next says that it is overdue; empty once it is complete."""
    approved_by = models.CharField(max_length=64, blank=True)
    approved_role = models.CharField(max_length=32, blank=True)
    approved_at = models.DateTimeField(null=True)
    completed_at = models.DateTimeField(null=True)
    keep_until = models.DateTimeField()
    """Once the item is destroyed, the record stays until then (docs/decisions/019)."""
    pupil_mark = models.CharField(max_length=64, blank=True)
    """The item's PupilMark, taken over when the item was destroyed."""
    box_public = models.BinaryField(default=b"")
    key_sealed = models.BinaryField(default=b"")
    """The own key, sealed to the vault, until the vault has taken it into its own file."""
    destroyed_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"disclosure {self.pk}"


class Name(models.TextChoices):
    """What a part is. The newest part of a name stands; additions all stand."""

    THREAT = "threat", "The articulable and significant threat"
    PARTIES = "parties", "The parties to whom it was disclosed"
    NEED = "need", "Why each of them needs to know"
    SPOKEN = "spoken", "By word of mouth"
    COPY_CONTENT = "copy_content", "The post without personal data"
    COPY_ORIGINAL = "copy_original", "The post as it was written"
    COPY_ACCOUNT = "copy_account", "The account"
    COPY_LINK = "copy_link", "The link to the post"
    OFFICIAL = "official", "Deciding official"
    NOTICE = "notice", "Notice on redisclosure"
    ADDITION = "addition", "Added later"


LAW = (Name.THREAT, Name.PARTIES)
"""The fields of 34 CFR 99.32(a)(5)(i) and (ii)."""
COPIES = (Name.COPY_CONTENT, Name.COPY_ORIGINAL, Name.COPY_ACCOUNT, Name.COPY_LINK)
SURVIVES = (*LAW, Name.OFFICIAL, Name.NOTICE, Name.ADDITION)
"""Under the disclosure's own key; everything else lies under the item's and is destroyed with it."""


class Part(models.Model):
    """One text of a disclosure. Rows are added, never changed; destroying empties `blob`."""

    disclosure = models.ForeignKey(Disclosure, on_delete=models.CASCADE, related_name="parts")
    name = models.CharField(max_length=16, choices=Name)
    blob = models.BinaryField(default=b"")
    own = models.BooleanField()
    """Under the disclosure's own key, else under the item's."""
    seq = models.BigIntegerField()
    """The audit entry that holds the salted hash of the text."""
    actor_id = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"part {self.pk} of disclosure {self.disclosure_id}"
