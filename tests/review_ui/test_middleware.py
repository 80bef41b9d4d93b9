"""What every request passes: errors in words, no stack traces, a way back after signing in."""

import pytest
from django.core.cache import cache
from django.test import Client

from tests.review_ui.factory import PASSWORD, person, signed_in

pytestmark = pytest.mark.django_db


def test_errors_are_said_in_words() -> None:
    client = signed_in("analyst")
    missing, closed = client.get("/no/such/page/"), client.get("/people/")
    assert (missing.status_code, "There is nothing here" in missing.content.decode()) == (404, True)
    assert (closed.status_code, "not yours to open" in closed.content.decode()) == (403, True)
    strict = Client(enforce_csrf_checks=True)
    refused = strict.post("/accounts/login/", {"login": "x", "password": "y"})
    assert (refused.status_code, "Please send it again" in refused.content.decode()) == (403, True)


def test_a_broken_server_still_says_whom_to_call() -> None:
    from django.template.loader import render_to_string  # noqa: PLC0415 - as Django's own handler does

    shown = render_to_string("500.html")
    assert "call 911" in shown
    assert "988" in shown


def test_signing_in_leads_back_to_where_one_was_going() -> None:
    cache.clear()
    user, client = person("analyst"), Client()
    asked = client.get("/queue/?state=opened")
    form = client.get(asked["Location"]).content.decode()
    assert '<input type="hidden" name="next" value="/queue/?state=opened">' in form
    given = {"login": user.username, "password": PASSWORD, "next": "/queue/?state=opened"}
    assert client.post("/accounts/login/", given)["Location"] == "/queue/?state=opened"
    elsewhere = {**given, "next": "https://example.invalid/"}
    assert Client().post("/accounts/login/", elsewhere)["Location"] == "/"
