"""A fast password hash: what argon2 costs and promises is tested once, in test_door."""

import pytest
from pytest_django import Settings


@pytest.fixture(autouse=True)
def _fast_hash(settings: Settings, request: pytest.FixtureRequest) -> None:
    # Looks static files up when asked, instead of reading all of them for every client.
    settings.WHITENOISE_AUTOREFRESH = True
    if request.node.get_closest_marker("browser") is None:
        settings.PASSWORD_HASHERS = [
            "django.contrib.auth.hashers.MD5PasswordHasher",
            "django.contrib.auth.hashers.Argon2PasswordHasher",
        ]
