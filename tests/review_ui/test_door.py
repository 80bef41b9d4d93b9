"""Signing in and out: argon2, entries, limits, no sign-up."""

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from pytest_django import Settings

from privacy.models import AuditEntry
from review_ui.models import User
from tests.review_ui.factory import PASSWORD, person

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_attempts_before() -> None:
    cache.clear()


def _sign_in(client: Client, username: str, password: str = PASSWORD) -> int:
    return client.post("/accounts/login/", {"login": username, "password": password}).status_code


def test_signing_in_and_out_are_entries() -> None:
    user, client = person("analyst"), Client()
    assert _sign_in(client, user.username) == 302
    assert client.get("/queue/").status_code == 200
    client.post("/accounts/logout/")
    assert client.get("/queue/").status_code == 302
    actions = list(
        AuditEntry.objects.filter(actor_id=f"user:{user.pk}").order_by("seq").values_list("action", flat=True)
    )
    assert actions == ["user.signed_in", "user.signed_out"]


def test_a_wrong_password_is_an_entry_without_what_was_typed_and_soon_refused() -> None:
    user, client = person("analyst"), Client()
    for _ in range(7):
        assert _sign_in(client, user.username, "secret-guess") == 200
    failed = AuditEntry.objects.filter(action="user.sign_in_failed")
    assert 0 < failed.count() < 7
    assert all(b"secret-guess" not in bytes(one.payload_canonical) for one in failed)
    assert _sign_in(client, user.username) == 200, "even the right password waits now"
    assert client.get("/queue/").status_code == 302


def test_passwords_are_kept_with_argon2(settings: Settings) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
    assert person("lead").password.startswith("argon2$argon2id$")


def test_no_entry_no_session() -> None:
    user, client = person("analyst"), Client()
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE audit_head RENAME TO audit_head_away")
    answer = client.post("/accounts/login/", {"login": user.username, "password": PASSWORD})
    assert answer.status_code == 503
    assert "911" in answer.content.decode()
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE audit_head_away RENAME TO audit_head")
    assert client.get("/queue/").status_code == 302


def test_nobody_signs_up_and_nothing_runs_over_mail() -> None:
    client = Client()
    assert "There is no sign-up" in client.get("/accounts/signup/").content.decode()
    client.post("/accounts/signup/", {"username": "intruder", "password1": PASSWORD, "password2": PASSWORD})
    assert not User.objects.exists()
    assert client.get("/accounts/password/reset/").status_code == 302


def test_changing_a_given_password_opens_the_console() -> None:
    user, client = person("analyst"), Client()
    User.objects.filter(pk=user.pk).update(password_given=True)
    _sign_in(client, user.username)
    assert client.get("/queue/")["Location"] == "/accounts/password/change/"
    new = "another-long-phrase-42"
    client.post("/accounts/password/change/", {"oldpassword": PASSWORD, "password1": new, "password2": new})
    assert client.get("/queue/").status_code == 200
    assert AuditEntry.objects.latest("seq").action == "user.password_changed"
