"""What time brings: what waits escalates, nothing unreviewed expires, the rest is destroyed."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import OperationalError, connection

from privacy import audit, items, vault
from privacy.clock import tick
from privacy.hold import hold
from privacy.models import (
    AuditEntry,
    Cause,
    Clock,
    Heartbeat,
    HeldItem,
    ItemVersion,
    PendingAccountEvent,
    Receipt,
    State,
    Tombstone,
)
from tests.privacy.conftest import ANALYST, TEXT, Deployed, Review, recipients

pytestmark = pytest.mark.django_db


def test_what_nobody_opens_escalates_and_everyone_is_told(deployed: Deployed, item: HeldItem) -> None:
    due = item.due_at
    assert due is not None
    assert tick(due - timedelta(seconds=1)).escalated == 0
    told = len(deployed.letters())
    assert tick(due).escalated == 1
    item.refresh_from_db()
    assert (item.state, item.escalated_at, item.destroy_at) == (State.ESCALATED, due, None)
    assert {"first@district.example", "second@district.example"} <= set(recipients(deployed)[told:])
    assert "item.escalated" in AuditEntry.objects.order_by("-seq")[:8].values_list("action", flat=True)
    assert tick(due + timedelta(hours=1)).escalated == 0
    assert tick(due + timedelta(hours=24)).escalated == 1, "again each day until somebody decides"


def test_what_is_opened_but_not_decided_escalates_too(deployed: Deployed, item: HeldItem) -> None:
    vault.look(item.pk, ANALYST)
    item.refresh_from_db()
    assert item.due_at is not None
    tick(item.due_at)
    item.refresh_from_db()
    assert item.state == State.ESCALATED


def test_a_referral_that_nobody_acknowledges_is_told_and_stays_one(
    deployed: Deployed, item: HeldItem
) -> None:
    with audit.act():
        held = items.locked(item.pk)
        items.set_clock(held, Clock.REFERRED, due_at=datetime.now(UTC) + timedelta(hours=1))
    assert held.due_at is not None
    assert tick(held.due_at).escalated == 1
    item.refresh_from_db()
    assert item.state == State.REFERRED
    assert len(deployed.letters()) == 2


def test_nothing_unreviewed_ever_expires(deployed: Deployed, item: HeldItem) -> None:
    for days in (1, 30, 365, 3650):
        tick(item.queued_at + timedelta(days=days))
    item.refresh_from_db()
    assert item.state == State.ESCALATED
    assert vault.look(item.pk, ANALYST).text == TEXT


def test_what_was_dismissed_is_destroyed_after_seven_days(deployed: Deployed, item: HeldItem) -> None:
    vault.look(item.pk, ANALYST)
    with audit.act():
        items.set_clock(items.locked(item.pk), Clock.DISMISSED)
    item.refresh_from_db()
    assert item.decided_at is not None
    assert tick(item.decided_at + timedelta(days=7) - timedelta(seconds=1)).destroyed == 0
    assert tick(item.decided_at + timedelta(days=7)).destroyed == 1
    item.refresh_from_db()
    assert (item.state, bytes(item.data_key_sealed)) == (State.DESTROYED, b"")
    receipt = Receipt.objects.get()
    assert (receipt.cause, AuditEntry.objects.get(seq=receipt.seq).action) == (
        Cause.DISMISSED,
        "item.destroyed",
    )
    assert tick(item.decided_at + timedelta(days=8)).destroyed == 0


def test_a_time_that_is_not_sure_destroys_nothing_and_still_escalates(
    deployed: Deployed, item: HeldItem, review: Review
) -> None:
    hold([review("p2")])
    with audit.act():
        items.set_clock(items.locked(item.pk), Clock.DISMISSED)
    year = datetime.now(UTC) + timedelta(days=365)
    done = tick(year, time_is_sure=False)
    assert (done.destroyed, done.escalated) == (0, 1)
    assert tick(year).destroyed == 1


def test_old_marks_are_tidied(deployed: Deployed) -> None:
    now = datetime.now(UTC)
    for age in (7, 9):
        Tombstone.objects.create(post_id=f"t{age}", at=now - timedelta(days=age), cause="delete")
    for days in (29, 31):
        ItemVersion.objects.create(post_id=f"v{days}", version="1", at=now - timedelta(days=days))
    for hours in (1, 25):
        seen = now - timedelta(hours=hours)
        Heartbeat.objects.create(
            worker_id=f"w{hours}",
            stage="locate",
            pid=1,
            host="h",
            started_at=seen,
            seen_at=seen,
            state="running",
        )
    tick(now)
    assert [row.post_id for row in Tombstone.objects.all()] == ["t7"]
    assert [row.post_id for row in ItemVersion.objects.all()] == ["v29"]
    assert [row.worker_id for row in Heartbeat.objects.all()] == ["w1"]


def test_a_part_that_fails_does_not_stop_the_others(
    deployed: Deployed, item: HeldItem, settings: Any, tmp_path: Path
) -> None:
    settings.PRIVACY_KEYS = tmp_path
    Tombstone.objects.create(post_id="old", at=item.queued_at - timedelta(days=8), cause="delete")
    PendingAccountEvent.objects.create(
        event_id="e",
        source="bluesky",
        status="deleted",
        received_at=item.queued_at,
        envelope=b"",
        stored_at=item.queued_at,
    )
    done = tick(item.queued_at + timedelta(minutes=6))
    assert done.errors["accounts"] == "Fatal"
    assert not Tombstone.objects.exists()


def test_a_database_that_is_away_is_raised_after_all_parts(deployed: Deployed) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL calls a missing table a ProgrammingError")
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE privacy_tombstone RENAME TO elsewhere")
    with pytest.raises(OperationalError):
        tick(datetime.now(UTC))
