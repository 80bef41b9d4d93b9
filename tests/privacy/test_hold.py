"""The sink: one transaction a batch, replay harmless, deletions and edits in order."""

from datetime import timedelta

import pytest

from privacy import vault
from privacy.hold import hold
from privacy.models import AuditEntry, HeldItem, ItemVersion, PendingAccountEvent, Receipt, State, Tombstone
from stream.contracts import AccountChange, Deletion, Drop, Reason
from tests.privacy.conftest import ANALYST, ORIGINAL, TEXT, Review

pytestmark = pytest.mark.django_db


def test_a_flagged_post_is_held_and_logged(review: Review) -> None:
    before = AuditEntry.objects.count()
    assert hold([review()]) == [None]
    item = HeldItem.objects.get()
    assert (item.state, item.school_ids, item.top_head) == (State.NEW, ["marrow-bay-high"], "self_harm")
    assert AuditEntry.objects.count() == before + 1
    assert vault.look(item.pk, ANALYST).text == TEXT
    assert vault.reveal(item.pk, ANALYST, ["original"], vault.Purpose.UNDERSTAND, "who is meant here").fields == {"original": ORIGINAL}
