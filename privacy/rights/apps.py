"""The Django app."""

from django.apps import AppConfig


class RightsConfig(AppConfig):
    name = "privacy.rights"
    label = "rights"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = "Rights requests"
