"""Someone is always told, once, with an entry first."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from privacy import audit, coverage, notify, vault
from privacy.clock import tick
from privacy.hold import hold
from privacy.models import (
    AuditEntry,
    HeldItem,
    Notification,
)
from tests.privacy.conftest import ANALYST, PEOPLE, Deployed, Review, body, recipients

pytestmark = pytest.mark.django_db


def test_the_first_is_told_at_once_then_the_next_until_someone_opens(
    deployed: Deployed, item: HeldItem
) -> None:
    now = item.queued_at
    for minutes, people in ((0, 1), (0.1, 1), (9, 1), (10, 2), (15, 2), (20, 3)):
        tick(now + timedelta(minutes=minutes))
        assert len(deployed.letters()) == people
    assert recipients(deployed) == [
        "first@district.example",
        "second@district.example",
        "first@district.example",
    ]
    vault.look(item.pk, ANALYST)
    tick(now + timedelta(minutes=40))
    assert len(deployed.letters()) == 3


def test_every_message_has_its_entry_first(deployed: Deployed, item: HeldItem) -> None:
    tick(item.queued_at)
    entry = AuditEntry.objects.latest("seq")
    assert entry.action == "notification.attempted"
    payload = json.loads(bytes(entry.payload_canonical))["payload"]
    assert payload == {
        "kind": "queued",
        "channel": "email",
        "recipient": "on_call:1",
        "items": [audit.object_key_of("item", "p1")],
    }


def test_many_items_are_one_message(deployed: Deployed, review: Review) -> None:
    hold([review(post_id=f"p{n}") for n in range(30)])
    tick(datetime.now(UTC))
    (letter,) = deployed.letters()
    assert letter["Subject"] == "Firstbell: 30 posts waiting for a first look"
    assert "and 10 more" in body(letter)


def test_one_that_fails_is_tried_again_and_the_next_is_told_at_once(
    deployed: Deployed, item: HeldItem
) -> None:
    (deployed.home / "outbox").write_text("a file where the folder belongs")
    now = item.queued_at
    assert tick(now).failed == 1
    assert AuditEntry.objects.latest("seq").action == "notification.failed"
    row = Notification.objects.get()
    assert (row.outcome, row.attempt, row.error) == ("failed", 1, "FileExistsError")
    assert notify.unreached(now + timedelta(minutes=3)) == [item.pk]
    tick(now + timedelta(seconds=5))
    assert sorted(Notification.objects.values_list("recipient", "attempt")) == [
        ("on_call:1", 1),
        ("on_call:2", 1),
    ]
    (deployed.home / "outbox").unlink()
    tick(now + timedelta(seconds=60))
    assert sorted(recipients(deployed)) == ["first@district.example", "second@district.example"]
    assert notify.unreached(now + timedelta(minutes=3)) == []


def test_retries_back_off(deployed: Deployed, item: HeldItem, settings: Any) -> None:
    (deployed.home / "outbox").write_text("a file where the folder belongs")
    settings.COVERAGE = coverage.parse({"repeat_minutes": 1440}, PEOPLE[:1], [])
    now, waits = item.queued_at, []
    for _ in range(8):
        tick(now)
        row = Notification.objects.get(kind="queued")
        waits.append((row.next_at - now).total_seconds())
        now = row.next_at
    assert waits == [30, 60, 120, 240, 480, 900, 900, 900]


def test_nobody_on_call_is_unreached(deployed: Deployed, item: HeldItem, settings: Any) -> None:
    settings.COVERAGE = coverage.parse({}, [], [])
    tick(item.queued_at)
    assert notify.unreached(item.queued_at) == []
    assert notify.unreached(item.queued_at + timedelta(minutes=3)) == [item.pk]


def test_a_clock_that_died_while_sending_leaves_its_rows_to_another(
    deployed: Deployed, item: HeldItem
) -> None:
    now = item.queued_at
    notify.plan(now)
    assert len(notify._claim(now)) == 1  # as far as a clock comes that is killed before it sends
    tick(now + timedelta(seconds=60))
    assert deployed.letters() == []
    tick(now + timedelta(minutes=3))
    assert len(deployed.letters()) == 1


def test_an_officer_is_told_of_an_emergency(deployed: Deployed, item: HeldItem, settings: Any) -> None:
    settings.COVERAGE = coverage.parse({"privacy_officer": "privacy@district.example"}, PEOPLE, [])
    vault.emergency_reveal(item.pk, ANALYST, "a pupil named below", "911")
    tick(item.queued_at + timedelta(seconds=30))
    (letter,) = [one for one in deployed.letters() if "emergency" in str(one["Subject"])]
    assert letter["To"] == "privacy@district.example"
    assert "a pupil named below" not in body(letter)


def test_without_an_officer_all_on_call_are_told_of_an_emergency(deployed: Deployed, item: HeldItem) -> None:
    vault.emergency_reveal(item.pk, ANALYST, "the author", "911")
    tick(datetime.now(UTC) + timedelta(seconds=1))
    assert recipients(deployed) == ["first@district.example, second@district.example"]


def test_an_emergency_that_nobody_was_told_of_is_unreached(
    deployed: Deployed, item: HeldItem, settings: Any
) -> None:
    settings.COVERAGE = coverage.parse({}, [], [])
    vault.emergency_reveal(item.pk, ANALYST, "someone", "911")
    now = datetime.now(UTC) + timedelta(seconds=1)
    assert tick(now).failed == 1
    assert notify.unreached(now) == []
    assert notify.unreached(now + timedelta(minutes=3)) == [item.pk]
