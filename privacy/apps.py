"""The Django app that owns the held item, its vault and clock, and the audit log."""

from django.apps import AppConfig


class PrivacyConfig(AppConfig):
    name = "privacy"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = "Held items and audit log"
