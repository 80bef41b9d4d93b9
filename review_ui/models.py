"""People and what they decided. Items themselves live in `privacy`; here stands only their id."""

from typing import ClassVar

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _

from privacy.actors import Someone


class Role(models.TextChoices):
    """One role a person; what each may do stands in review_ui.permissions."""

    ANALYST = "analyst", _("analyst")
    COUNSELLOR = "counsellor", _("counsellor")
    LEAD = "lead", _("lead")
    PRIVACY_OFFICER = "privacy_officer", _("privacy officer")
    OPERATOR = "operator", _("operator")
    ADMINISTRATOR = "administrator", _("administrator")


class User(AbstractUser):
    """A person who signs in. Sees items of the schools in `memberships`, or of all schools."""

    role = models.CharField(max_length=20, choices=Role.choices, default=Role.ANALYST)
    all_schools = models.BooleanField(default=False)
    password_given = models.BooleanField(default=False)
    """Someone else knows the password: it must be changed before anything else."""
    active_at = models.DateTimeField(null=True, blank=True)
    """When this person last did something; a page that refreshes itself does not count."""

    @property
    def actor(self) -> Someone:
        """How the audit log names this person."""
        return Someone(f"user:{self.pk}", self.role)

    @property
    def shown_name(self) -> str:
        return self.get_full_name() or self.get_username()

    def school_ids(self) -> frozenset[str] | None:
        """The ids of this person's schools; None means every school."""
        if self.all_schools:
            return None
        return frozenset(self.memberships.values_list("school_id", flat=True))

    def may_see(self, schools: frozenset[str]) -> bool:
        """True when at least one of an item's schools is this person's."""
        own = self.school_ids()
        return own is None or bool(own & schools)


class Membership(models.Model):
    """A person works for a school of the district file."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    school_id = models.CharField(max_length=100)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "school_id"], name="one_membership_a_school")
        ]

    def __str__(self) -> str:
        return f"{self.user.get_username()} at {self.school_id}"


class Kind(models.TextChoices):
    """What a person decided about an item."""

    NO_CONCERN = "no_concern", _("No concern")
    BULLYING_SUPPORT = "bullying_support", _("Bullying: support")
    SUPPORT_REFERRAL = "support_referral", _("Support: refer to a counsellor")
    THREAT_ASSESSMENT = "threat_assessment", _("Threat assessment")
    EMERGENCY = "emergency", _("Emergency")
    UNDONE = "undone", _("Decision undone")


class NoConcern(models.TextChoices):
    """Why there is no concern: counted, so that what misleads the model can be mended."""

    IDIOM = "idiom", _("Idiom or exaggeration")
    GAME = "game", _("A game")
    SPORT = "sport", _("Sport")
    NEWS = "news", _("News, history or a lesson")
    BANTER = "banter", _("Banter among friends")
    QUOTE = "quote", _("A quote or lyric")
    PROTECTED = "protected", _("Protected speech: criticism, protest, belief")
    NOT_OUR_SCHOOL = "not_our_school", _("Not our school")
    OTHER = "other", _("Something else (say what in the note)")


class Decision(models.Model):
    """One decision of one person; the newest of an item stands, the older ones stay as history."""

    item = models.ForeignKey("privacy.HeldItem", on_delete=models.PROTECT, related_name="decisions")
    actor = models.ForeignKey(User, on_delete=models.PROTECT, related_name="decisions")
    kind = models.CharField(max_length=20, choices=Kind)
    reason = models.CharField(max_length=20, choices=NoConcern, blank=True)
    note = models.BinaryField(default=b"")
    """Under the item's data key: privacy.vault.open_note reads it, destroying the item destroys it."""
    at = models.DateTimeField()
    supersedes = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, related_name="superseded_by"
    )
    """The decision that stood before. Unique: two people cannot both replace it."""
    token = models.CharField(max_length=64, unique=True)
    """Made with the form, so that a form sent twice decides once."""

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"decision {self.pk} ({self.kind})"


class Acknowledgement(models.Model):
    """A counsellor has taken over a referral."""

    decision = models.OneToOneField(Decision, on_delete=models.PROTECT, related_name="acknowledgement")
    actor = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"acknowledgement of decision {self.decision_id}"


class Presence(models.Model):
    """Who has an item open just now, so that two people do not work on it unknowingly."""

    item = models.ForeignKey("privacy.HeldItem", on_delete=models.CASCADE, related_name="+")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField(db_index=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["item", "user"], name="one_presence")]

    def __str__(self) -> str:
        return f"user {self.user_id} at item {self.item_id}"
