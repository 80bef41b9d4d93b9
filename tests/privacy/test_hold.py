"""The sink: one transaction a batch, replay harmless, edits and deletions in order."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.conf import settings
from django.db import connection, transaction
from hypothesis import HealthCheck
from hypothesis import given as for_all
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from privacy import audit, items, vault
from privacy.hold import hold
from privacy.models import (
    AuditEntry,
    Cause,
    Clock,
    HeldItem,
    ItemSchool,
    ItemVersion,
    PendingAccountEvent,
    Receipt,
    State,
    Tombstone,
)
from stream.contracts import AccountChange, Deletion, Drop, Reason, ReviewItem
from stream.errors import Fatal, Retriable
from tests.privacy.conftest import ANALYST, ORIGINAL, TEXT, Review

pytestmark = pytest.mark.django_db


def deletion(post_id: str = "p1", cause: Any = "delete") -> Deletion:
    return Deletion(post_id=post_id, source="bluesky", received_at=datetime.now(UTC), cause=cause)


def size() -> int:
    return AuditEntry.objects.count()


def test_a_flagged_post_is_held_and_logged(review: Review) -> None:
    before = size()
    assert hold([review()]) == [None]
    item = HeldItem.objects.get()
    assert (item.state, item.clock, item.destroy_at) == (State.NEW, Clock.UNREVIEWED, None)
    assert (item.school_ids, item.bases, item.heads) == (["marrow-bay-high"], ["name"], ["self_harm"])
    assert (item.top_head, item.top_rank, item.urgency) == ("self_harm", 0.0005, 22)
    assert item.due_at == item.queued_at + timedelta(minutes=30)
    assert ItemSchool.objects.get().school == "marrow-bay-high"
    assert size() == before + 1
    entry = AuditEntry.objects.latest("seq")
    assert (entry.action, entry.actor_id) == ("item.queued", "system:queue")
    assert entry.object_key == audit.object_key_of("item", "p1")
    opened = vault.look(item.pk, ANALYST)
    assert (opened.text, opened.spans[0].start, opened.grounds[0].because) == (TEXT, 35, ("city",))


def test_a_redelivered_record_is_held_once(review: Review) -> None:
    record = review()
    before = size()
    assert hold([record, record]) == [None, None]
    assert hold([record]) == [None]
    assert (HeldItem.objects.count(), ItemVersion.objects.count(), size()) == (1, 1, before + 1)


def test_an_edit_that_changes_nothing_is_a_duplicate(review: Review) -> None:
    assert hold([review(version="1"), review(version="2")]) == [
        None,
        Drop(post_id="p1", version="2", reason=Reason.DUPLICATE, stage="queue"),
    ]
    again = hold([review(version="2")])
    assert again == [Drop(post_id="p1", version="2", reason=Reason.DUPLICATE, stage="queue")]
    assert HeldItem.objects.get().version == "1"


def test_an_edit_takes_the_old_text_s_place_and_must_be_seen_again(review: Review) -> None:
    hold([review()])
    item = HeldItem.objects.get()
    key = bytes(item.data_key_sealed)
    seq = vault.look(item.pk, ANALYST).seq
    note = vault.seal_note(item, "spoke with the team")
    with audit.act():
        items.set_clock(items.locked(item.pk), Clock.DISMISSED)
    edited = review(
        version="2",
        text="[PERSON 1] will bring it",
        head="violence",
        school="tidewater-middle",
        original="another one",
    )
    assert hold([edited]) == [None]
    item = HeldItem.objects.get()
    assert (item.state, item.first_opened_at, item.destroy_at) == (State.NEW, None, None)
    assert (item.version, item.top_head, item.school_ids) == ("2", "violence", ["tidewater-middle"])
    assert [row.school for row in ItemSchool.objects.all()] == ["tidewater-middle"]
    assert item.revised_at is not None
    assert bytes(item.data_key_sealed) == key, "one data key an item, whatever comes"
    assert vault.look(item.pk, ANALYST).text == "[PERSON 1] will bring it"
    assert vault.open_note(item, note.blob, seq=seq) == "spoke with the team"
    shown = vault.reveal(item.pk, ANALYST, ["original"], vault.Purpose.UNDERSTAND, "who is meant here")
    assert shown.fields == {"original": "another one"}


def test_an_older_version_that_comes_late_changes_nothing(review: Review) -> None:
    now = datetime.now(UTC)
    hold([review(version="2", received_at=now)])
    late = review(version="1", received_at=now - timedelta(minutes=1), text="[PERSON 1] said something else")
    assert hold([late]) == [Drop(post_id="p1", version="1", reason=Reason.DUPLICATE, stage="queue")]
    assert vault.look(HeldItem.objects.get().pk, ANALYST).text == TEXT


def test_an_edit_that_only_exchanges_a_name_is_not_a_duplicate(review: Review) -> None:
    hold([review()])
    assert hold([review(version="2", original=ORIGINAL.replace("Ottilie", "Al"))]) == [None]


@pytest.mark.parametrize("cause", ["delete", "scrub_geo", "account", "opt_out"])
def test_a_deletion_destroys_what_is_held_and_leaves_a_receipt(review: Review, cause: str) -> None:
    hold([review()])
    before = size()
    assert hold([deletion(cause=cause)]) == [None]
    item = HeldItem.objects.get()
    assert item.state == State.DESTROYED
    assert [bytes(getattr(item, name)) for name in items.BLOBS] == [b""] * len(items.BLOBS)
    receipt = Receipt.objects.get()
    assert (receipt.cause, receipt.state_before) == (cause, State.NEW)
    assert size() == before + 1
    assert AuditEntry.objects.get(seq=receipt.seq).action == "item.destroyed"
    assert hold([deletion(cause=cause)]) == [None]
    assert size() == before + 1, "the same deletion again changes nothing"


def test_a_post_whose_deletion_came_first_is_not_held(review: Review) -> None:
    before = size()
    dropped = Drop(post_id="p1", version="1", reason=Reason.DELETED, stage="queue")
    assert hold([deletion(), review()]) == [None, dropped]
    assert hold([review()]) == [dropped]
    assert (HeldItem.objects.count(), Tombstone.objects.get().cause, size()) == (0, "delete", before)


def test_a_destroyed_post_that_is_edited_comes_back_under_a_new_key(review: Review) -> None:
    hold([review()])
    with audit.act():
        items.destroy(items.locked(HeldItem.objects.get().pk), Cause.DISMISSED)
    assert hold([review()]) == [None], "the version that was held before stays destroyed"
    assert HeldItem.objects.get().state == State.DESTROYED
    assert hold([review(version="2", text="[PERSON 1] again")]) == [None]
    item = HeldItem.objects.get()
    assert (item.state, item.destroyed_at) == (State.NEW, None)
    assert vault.look(item.pk, ANALYST).text == "[PERSON 1] again"


def test_accounts_that_went_away_are_kept_for_the_clock() -> None:
    def change(status: Any, event: str) -> AccountChange:
        return AccountChange(
            post_id=event, source="bluesky", received_at=datetime.now(UTC), status=status, envelope=b"sealed"
        )

    gone = change("deleted", "e1")
    still_there = [change("active", "e2"), change("other", "e4")]
    assert hold([gone, *still_there, gone, change("takendown", "e3")]) == [None] * 5
    assert sorted(PendingAccountEvent.objects.values_list("event_id", flat=True)) == ["e1", "e3"]


def test_a_batch_is_held_whole_or_not_at_all(review: Review, settings: Any, tmp_path: Any) -> None:
    before = size()
    bad = review(post_id="p3", school="Not An Id")
    with pytest.raises(Exception, match="an id in an audit entry"), transaction.atomic():
        hold([review(), deletion("p2"), bad])
    assert (HeldItem.objects.count(), Tombstone.objects.count(), ItemVersion.objects.count(), size()) == (
        0,
        0,
        0,
        before,
    )


def test_without_the_public_key_nothing_is_held(review: Review, settings: Any, tmp_path: Any) -> None:
    record = review()
    settings.PRIVACY_KEYS = tmp_path
    with pytest.raises(Fatal, match=r"vault\.pub is missing: copy it"):
        hold([record])


def test_the_sink_needs_no_private_key(review: Review, settings: Any, tmp_path: Any) -> None:
    for name in ("vault.pub", "audit.key"):
        (tmp_path / name).write_bytes((settings.PRIVACY_KEYS / name).read_bytes())
        (tmp_path / name).chmod(0o600)
    records: list[ReviewItem | Deletion] = [
        review(),
        review(version="2", text="[PERSON 1] again"),
        deletion(),
    ]
    settings.PRIVACY_KEYS = tmp_path
    assert hold(records) == [None, None, None]


def test_a_database_that_refuses_is_retriable_and_quotes_nothing(review: Review) -> None:
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE audit_head RENAME TO audit_head_away")
    kind = {"sqlite": Retriable}.get(connection.vendor)
    with (
        pytest.raises(kind or Exception, match=r"OperationalError|audit_head") as caught,
        transaction.atomic(),
    ):
        hold([review()])
    assert TEXT not in str(caught.value)


records = st.lists(
    st.tuples(
        st.sampled_from(["p1", "p2"]), st.sampled_from(["1", "2", "3"]), st.sampled_from(["a", "b", None])
    ),
    max_size=8,
)


@for_all(plan=records, cut=st.integers(0, 8))
@hypothesis_settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_batching_is_invisible(review: Review, plan: list[tuple[str, str, str | None]], cut: int) -> None:
    now = datetime.now(UTC)

    def record(at: int, post_id: str, version: str, text: str | None) -> ReviewItem | Deletion:
        if text is None:
            return deletion(post_id)
        return review(post_id=post_id, version=version, text=text, received_at=now + timedelta(seconds=at))

    given = [record(at, *one) for at, one in enumerate(plan)]

    def outcomes(
        *batches: list[ReviewItem | Deletion],
    ) -> tuple[list[Drop | None], list[tuple[str, str, str]]]:
        with transaction.atomic():
            found = [outcome for batch in batches for outcome in hold(batch)]
            state = sorted(HeldItem.objects.values_list("post_id", "version", "state"))
            transaction.set_rollback(True)
        return found, state

    whole = outcomes(given)
    assert whole == outcomes(given[:cut], given[cut:])
    assert len(whole[0]) == len(given)


def test_nothing_to_hold() -> None:
    assert hold([]) == []
    assert settings.PRIVACY_KEYS.is_dir()
