"""Certificates say what was destroyed, once each, and their hash stands in the log."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from privacy import audit, certificates, items
from privacy.clock import tick
from privacy.hold import hold
from privacy.models import AuditEntry, Cause, Certificate, HeldItem, Receipt
from privacy.vault_room import Room
from tests.privacy.conftest import ORIGINAL, Deployed, Review

pytestmark = pytest.mark.django_db


def test_a_certificate_an_hour_once_the_keys_are_gone(deployed: Deployed, review: Review) -> None:
    now = datetime.now(UTC)
    hold([review("a"), review("b"), review("c")])
    for item, cause in zip(HeldItem.objects.all(), ("request", "request", "dismissed"), strict=True):
        with audit.act():
            items.destroy(items.locked(item.pk), Cause(cause), now=now)
    later = now + timedelta(hours=1)
    tick(later)
    assert not Certificate.objects.exists(), "the vault has not destroyed the keys yet"
    Room().keep(now)
    tick(later - timedelta(seconds=1))
    assert not Certificate.objects.exists()
    tick(later)
    tick(later + timedelta(days=1))
    made = Certificate.objects.get()
    assert Receipt.objects.filter(certificate=made).count() == 3
    text = certificates.text(made)
    for words in ("Request for deletion: 2 items.", "Seven days after it was dismissed: 1 item."):
        assert words in text
    assert f"from {(later + timedelta(days=7)).date()} on no copy" in text
    assert len(made.key_hashes) == 3
    assert ORIGINAL not in text
    entry = AuditEntry.objects.get(seq=made.seq)
    payload = json.loads(bytes(entry.payload_canonical))["payload"]
    assert payload == {"certificate": certificates.digest(made), "items": 3}
