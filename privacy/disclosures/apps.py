"""The Django app."""

from django.apps import AppConfig


class DisclosuresConfig(AppConfig):
    name = "privacy.disclosures"
    label = "disclosures"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = "Disclosures"
