"""The Django app."""

from django.apps import AppConfig


class ReviewUiConfig(AppConfig):
    name = "review_ui"
    default_auto_field = "django.db.models.BigAutoField"
