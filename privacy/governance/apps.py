"""The Django app."""

from django.apps import AppConfig


class GovernanceConfig(AppConfig):
    name = "privacy.governance"
    label = "governance"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = "Adoption and stop"
