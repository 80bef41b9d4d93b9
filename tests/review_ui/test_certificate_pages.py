"""Certificates of destruction, for print, with the date of the last backup."""

from datetime import UTC, datetime, timedelta

import pytest

from privacy import certificates, items
from privacy.actors import Someone
from privacy.audit import act
from privacy.models import Cause, Certificate
from privacy.vault_room import Room
from tests.review_ui.factory import held, signed_in

pytestmark = pytest.mark.django_db
LEAD = Someone("user:3", "lead")


def test_a_certificate_is_printed_with_the_date_of_the_last_backup_and_a_changed_one_is_seen() -> None:
    item, officer = held(), signed_in("privacy_officer")
    assert "None yet" in officer.get("/certificates/").content.decode()
    now = datetime.now(UTC)
    with act():
        items.destroy(items.locked(item.pk), Cause.DISMISSED)
    Room().keep(now)
    made = certificates.write(now, LEAD)
    assert made is not None
    assert f"/certificates/{made.pk}/" in officer.get("/certificates/").content.decode()
    shown = officer.get(f"/certificates/{made.pk}/").content.decode()
    assert "Seven days after it was dismissed: 1 item." in shown
    assert f"{now + timedelta(days=7):%Y-%m-%d}" in shown
    assert "These are the words whose hash stands in entry" in shown
    Certificate.objects.update(counts={"dismissed": 2})
    assert "this certificate was changed" in officer.get(f"/certificates/{made.pk}/").content.decode()
