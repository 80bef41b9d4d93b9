"""The public process's own settings over the tests': its addresses, its one middleware, its templates."""

from typing import Any

import pytest
from django.test import Client

from firstbell import tips
from firstbell.settings import Tips


@pytest.fixture(autouse=True)
def public(settings: Any) -> Any:
    settings.ROOT_URLCONF = "review_ui.tips.urls"
    settings.MIDDLEWARE = ["review_ui.tips.guard.GuardMiddleware"]
    settings.TEMPLATES = [
        {"BACKEND": "django.template.backends.django.DjangoTemplates", "DIRS": [tips.PAGES]}
    ]
    settings.TIPS_ADDRESS = "https://tips.district.example"
    settings.TIPS_DEMO = False
    settings.TIPS_GATE = tips.gate(Tips())
    settings.TIPS_SMS_SECRET = "between-us"
    settings.TIPS_DISTRICT = lambda: "Marrow Bay Unified School District"
    settings.USE_I18N = False
    return settings


@pytest.fixture
def phone() -> Client:
    """A browser that would tell who it is, were it asked."""
    return Client(
        headers={
            "User-Agent": "PlantedAgent/9",
            "X-Forwarded-For": "203.0.113.77",
            "Origin": "http://testserver",
        }
    )
