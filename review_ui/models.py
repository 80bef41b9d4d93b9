"""People and what they decided. Items themselves live in `privacy`; here stands only their id."""

from typing import ClassVar

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _


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
