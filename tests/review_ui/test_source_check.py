"""The button that asks whether a post still stands at its source."""

import pytest

from privacy.checks import Desk
from privacy.models import AuditEntry, Verification
from tests.review_ui import factory
from tests.review_ui.factory import signed_in

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


def test_the_button_asks_and_the_page_waits_for_the_answer() -> None:
    item = factory.held()
    client = signed_in("analyst")
    desk = Desk(lambda _: "changed")
    desk.here()
    assert "Check at its source" in client.get(f"/items/{item.pk}/").content.decode()
    looks = AuditEntry.objects.filter(action="item.looked").count()
    part = client.post(f"/items/{item.pk}/verify/", headers=HTMX).content.decode()
    assert "Asked; the answer comes" in part
    assert 'hx-trigger="load delay:2s"' in part
    desk.work()
    part = client.get(f"/items/{item.pk}/verification/", headers=HTMX).content.decode()
    assert "Changed: what stands there now" in part
    assert "hx-trigger" not in part
    assert "Check again" in part
    assert AuditEntry.objects.filter(action="item.looked").count() == looks, "asking is no look"
    page = client.get(f"/items/{item.pk}/").content.decode()
    assert "Changed: what stands there now" in page
    assert "asked whether it still stands at its source" in page


def test_it_works_without_scripts_and_without_a_checker() -> None:
    item = factory.held()
    client = signed_in("lead")
    page = client.post(f"/items/{item.pk}/verify/").content.decode()
    assert "Could not be checked" in page
    assert "<h1>" in page
    assert "example.invalid" not in page
    assert Verification.objects.get().result == "unchecked"
