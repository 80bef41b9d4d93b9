"""The application's own rows as a second count: an act that was never logged shows."""

from datetime import UTC, datetime, timedelta

import pytest

from privacy.governance.models import SwitchTurn
from privacy.models import IdentityAsk
from privacy.rights.models import RightsRequest
from review_ui.verifying import expected_rows, verify_in_words
from tests.review_ui import factory

pytestmark = pytest.mark.django_db(transaction=True)


def test_rows_of_asks_requests_and_the_switch_without_their_entries_are_found() -> None:
    item, now = factory.held(), datetime.now(UTC)
    assert not verify_in_words().problems
    IdentityAsk.objects.create(item=item, asked_by="user:1", asked_at=now, until=now, approved=True)
    RightsRequest.objects.create(received_on=now.date(), due_on=now.date() + timedelta(45), opened_at=now)
    SwitchTurn.objects.create(seq=10**6, act="started", actor_id="user:1", actor_role="lead", at=now)
    said = " ".join(verify_in_words().problems)
    for action in ("identity.asked", "identity.approved", "rights.opened", "governance.started"):
        assert expected_rows()[action] == 1
        assert f"1 rows of {action}" in said
