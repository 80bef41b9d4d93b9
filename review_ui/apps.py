"""The Django app."""

from django.apps import AppConfig


class ReviewUiConfig(AppConfig):
    name = "review_ui"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        import review_ui.door  # noqa: F401, PLC0415 - connects its receivers once the models are loaded
