"""What a source withdrew leaves the queue, the vault and every index, with a receipt."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from privacy import audit, items, purge, vault
from privacy.clock import tick
from privacy.hold import hold
from privacy.models import AuditEntry, Cause, Clock, HeldItem, Receipt, State, Tombstone
from stream.contracts import AccountChange, Cleared, Deletion, Drop, Post, Reason
from tests.privacy.conftest import ANALYST, Deployed, Review, sealed

pytestmark = pytest.mark.django_db
NOW = datetime.now(UTC)


def deletion(post_id: str = "p1", cause: Any = "delete") -> Deletion:
    return Deletion(post_id=post_id, source="bluesky", received_at=NOW, cause=cause)


def cleared(version: str = "2", at: datetime | None = None, post_id: str = "p1") -> Cleared:
    """An edit of now, unless `at` says otherwise: what a test holds was taken in when it ran, not when this file was read."""
    return Cleared(
        post_id=post_id,
        version=version,
        source="bluesky",
        received_at=at or datetime.now(UTC),
        reason=Reason.NOT_FLAGGED,
        stage="classify",
    )


def referred(review: Review, **more: Any) -> HeldItem:
    hold([review(**more)])
    item = HeldItem.objects.get()
    with audit.act():
        items.set_clock(items.locked(item.pk), Clock.REFERRED)
    return HeldItem.objects.get()


def actions() -> list[str]:
    return list(AuditEntry.objects.order_by("seq").values_list("action", flat=True))


def test_an_edit_that_is_no_longer_flagged_takes_the_old_text_away(review: Review) -> None:
    hold([review()])
    dropped = Drop(post_id="p1", version="2", reason=Reason.NOT_FLAGGED, stage="classify")
    assert hold([cleared()]) == [dropped]
    item = HeldItem.objects.get()
    assert (item.state, bytes(item.content_blob), Receipt.objects.get().cause) == (
        State.DESTROYED,
        b"",
        "edited",
    )
    entries = len(actions())
    assert hold([cleared()]) == [dropped], "a replay"
    assert len(actions()) == entries
    late = review(version="1", received_at=NOW - timedelta(minutes=5))
    assert hold([late]) == [None], "the version that was held stays destroyed"
    assert HeldItem.objects.get().state == State.DESTROYED
    assert hold([review(version="3", received_at=datetime.now(UTC) + timedelta(minutes=2))]) == [None]
    assert HeldItem.objects.get().state == State.NEW, "a later edit may be flagged again"


def test_a_copy_that_comes_after_its_edit_ended_is_not_held(review: Review) -> None:
    assert hold([cleared()])[0] is not None
    assert hold([review(version="1")]) == [
        Drop(post_id="p1", version="1", reason=Reason.DUPLICATE, stage="queue")
    ]
    assert not HeldItem.objects.exists()


def test_an_older_edit_that_comes_late_changes_nothing(review: Review) -> None:
    hold([review(version="3", received_at=datetime.now(UTC) + timedelta(hours=1)), cleared()])
    assert HeldItem.objects.get().state == State.NEW


@pytest.mark.parametrize("cause", ["delete", "opt_out"])
def test_where_people_act_the_source_s_deadline_holds(review: Review, cause: str, settings: Any) -> None:
    settings.DELETION_HOURS = {"bluesky": 12}
    item = referred(review)
    assert hold([deletion(cause=cause)]) == [None]
    item.refresh_from_db()
    assert (item.state, item.withdrawn) == (State.REFERRED, cause)
    assert item.withdrawn_at is not None
    assert item.destroy_at == item.withdrawn_at + timedelta(hours=12)
    assert actions()[-1] == "item.withdrawn"
    hold([deletion(cause=cause)])
    assert actions().count("item.withdrawn") == 1
    with audit.act():
        items.set_clock(items.locked(item.pk), Clock.UNREVIEWED)
    item.refresh_from_db()
    assert item.destroy_at is not None, "no decision puts the deadline off"
    assert tick(item.destroy_at + timedelta(seconds=1)).destroyed == 1
    assert Receipt.objects.get().cause == cause
    assert hold([review(version="9")]) == [
        Drop(post_id="p1", version="9", reason=Reason.DELETED, stage="queue")
    ]


def test_what_was_dismissed_or_only_opened_goes_at_once(review: Review, deployed: Deployed) -> None:
    hold([review("opened"), review("dismissed")])
    vault.look(HeldItem.objects.get(post_id="opened").pk, ANALYST)
    with audit.act():
        items.set_clock(items.locked(HeldItem.objects.get(post_id="dismissed").pk), Clock.DISMISSED)
    hold([deletion("opened"), deletion("dismissed")])
    assert set(HeldItem.objects.values_list("state", flat=True)) == {State.DESTROYED}


def test_an_index_learns_what_is_gone(review: Review) -> None:
    hold([review("a"), review("b"), review("c")])
    assert purge.destroyed_since(0) == []
    hold([deletion("b"), deletion("elsewhere")])
    ((seq, gone),) = purge.destroyed_since(0)
    assert gone == HeldItem.objects.get(post_id="b").pk
    assert purge.destroyed_since(seq) == []
    assert purge.gone(["a", "b", "c", "elsewhere"]) == {"b", "elsewhere"}


def test_posts_of_a_gone_account_that_are_still_in_the_stream_are_never_held(
    deployed: Deployed, review: Review
) -> None:
    mine, theirs = sealed({"account": "did:plc:gone"}), sealed({"account": "did:plc:other"})
    hold(
        [
            AccountChange(post_id="e1", source="bluesky", received_at=NOW, status="deleted", envelope=mine),
        ]
    )

    def post(post_id: str, envelope: bytes, source: str = "bluesky", minutes: int = -1) -> Post:
        at = NOW + timedelta(minutes=minutes)
        return Post(post_id=post_id, version="1", source=source, text="x", received_at=at, envelope=envelope)

    passing = [
        post("mine", mine),
        post("theirs", theirs),
        post("later", mine, minutes=1),
        post("elsewhere", mine, source="import"),
        post("odd", b"damaged"),
    ]
    assert tick(datetime.now(UTC) + timedelta(minutes=6), lambda: passing).errors == {}
    assert [(stone.post_id, stone.cause) for stone in Tombstone.objects.all()] == [("mine", Cause.ACCOUNT)]
    assert hold([review("mine")]) == [Drop(post_id="mine", version="1", reason=Reason.DELETED, stage="queue")]
    entry = AuditEntry.objects.filter(action="account.compared").get()
    assert b'"buried":1' in bytes(entry.payload_canonical)
    assert b'"destroyed":0' in bytes(entry.payload_canonical)
