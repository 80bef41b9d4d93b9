"""The Django app."""

from django.apps import AppConfig


class TipsConfig(AppConfig):
    name = "privacy.tips"
    label = "tips"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = "Tips"
