"""Accounts that went away take what is held of them along."""

import sqlite3
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection

from privacy.clock import tick
from privacy.hold import hold
from privacy.models import (
    Cause,
    HeldItem,
    PendingAccountEvent,
    Receipt,
    State,
)
from stream.contracts import AccountChange, Post
from stream.errors import Retriable
from tests.privacy.conftest import Deployed, Review, sealed

pytestmark = pytest.mark.django_db


def gone(
    event: str = "e1", account: str = "did:plc:zanzibarquartz", source: str = "bluesky", **more: Any
) -> AccountChange:
    given: dict[str, Any] = {"received_at": datetime.now(UTC), "status": "deleted", **more}
    return AccountChange(post_id=event, source=source, envelope=sealed({"account": account}), **given)


def test_an_account_that_went_away_takes_its_posts_along(deployed: Deployed, review: Review) -> None:
    other = b'{"account":"did:plc:other"}'
    hold(
        [
            review("mine"),
            review("also"),
            review("theirs", envelope=other),
            review("elsewhere", source="import"),
            gone(),
        ]
    )
    now = datetime.now(UTC)
    assert tick(now).destroyed == 0, "events are gathered"
    assert tick(now + timedelta(minutes=6)).destroyed == 2
    states = dict(HeldItem.objects.values_list("post_id", "state"))
    assert {name for name, state in states.items() if state == State.DESTROYED} == {"mine", "also"}
    assert set(Receipt.objects.values_list("cause", flat=True)) == {Cause.ACCOUNT}


def test_a_post_that_is_queued_after_its_account_went_away(deployed: Deployed, review: Review) -> None:
    earlier = datetime.now(UTC) - timedelta(minutes=1)
    hold([gone()])
    tick(datetime.now(UTC) + timedelta(minutes=6))
    hold(
        [
            review("late", received_at=earlier),
            review("new", received_at=datetime.now(UTC) + timedelta(minutes=5)),
        ]
    )
    HeldItem.objects.update(queued_at=datetime.now(UTC) + timedelta(minutes=10))
    assert tick(datetime.now(UTC) + timedelta(minutes=20)).destroyed == 1
    assert HeldItem.objects.get(post_id="new").state != State.DESTROYED, (
        "an account that came back starts anew"
    )
    tick(datetime.now(UTC) + timedelta(hours=49))
    assert not PendingAccountEvent.objects.exists()


def test_a_wave_of_accounts_is_compared(deployed: Deployed, review: Review) -> None:
    """A network takes down accounts by the hundred thousand; a database takes only so many values at once."""
    hold([review("mine"), gone()])
    (event,) = PendingAccountEvent.objects.values()
    wave = [PendingAccountEvent(**{**event, "id": None, "event_id": f"w{n}"}) for n in range(1200)]
    PendingAccountEvent.objects.bulk_create(wave)
    if connection.vendor == "sqlite":
        before = connection.connection.setlimit(sqlite3.SQLITE_LIMIT_VARIABLE_NUMBER, 1000)
    try:
        assert tick(datetime.now(UTC) + timedelta(minutes=6)).destroyed == 1
    finally:
        if connection.vendor == "sqlite":
            connection.connection.setlimit(sqlite3.SQLITE_LIMIT_VARIABLE_NUMBER, before)
    assert not PendingAccountEvent.objects.filter(compared_at=None).exists()


def test_what_is_held_goes_although_the_stream_is_away(deployed: Deployed, review: Review) -> None:
    def away() -> list[Post]:
        raise Retriable("no broker")

    hold([review("mine"), gone()])
    done = tick(datetime.now(UTC) + timedelta(minutes=6), away)
    assert done.errors == {"accounts": "Retriable"}
    assert HeldItem.objects.get(post_id="mine").state == State.DESTROYED
    asked: list[int] = []
    tick(datetime.now(UTC) + timedelta(minutes=7), lambda: asked.append(1) or [])  # type: ignore[func-returns-value]  # counts
    assert asked == [1], "the stream is asked again"


def test_an_envelope_that_cannot_be_read_stops_nothing(deployed: Deployed, review: Review) -> None:
    hold([review("mine"), review("odd", envelope=b"not json"), gone(), gone("e2", account="")])
    PendingAccountEvent.objects.filter(event_id="e2").update(envelope=b"damaged")
    done = tick(datetime.now(UTC) + timedelta(minutes=6))
    assert (done.destroyed, done.errors) == (1, {})
