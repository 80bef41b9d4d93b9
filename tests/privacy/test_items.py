"""The queue without content, its counts, and the clock of an item."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from privacy import audit, items, vault
from privacy.hold import hold
from privacy.models import Cause, Clock, HeldItem, State
from stream.errors import BadInput, Fatal
from tests.privacy.conftest import ANALYST, Review

pytestmark = pytest.mark.django_db


def names(*schools: str) -> list[str]:
    return [item.post_id for item in items.queue(schools or None)]


def test_most_urgent_first_then_rarest_then_longest_waiting(review: Review) -> None:
    hold([review("bullying", head="cyberbullying", rank=1e-7, school="tidewater-middle")])
    hold([review("common", rank=0.02), review("rare", head="violence", rank=1e-6)])
    hold([review("later", rank=0.02)])
    assert names() == ["rare", "common", "later", "bullying"]
    assert names("marrow-bay-high") == ["rare", "common", "later"]
    assert names("tidewater-middle", "lincoln-high") == ["bullying"]
    assert names("lincoln-high") == []
    assert list(items.queue([])) == [], "a person of no school sees nothing"


def test_the_queue_reads_no_content(review: Review) -> None:
    hold([review()])
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert [item.top_head for item in items.queue(None)] == ["self_harm"]
        assert [item.school_ids for item in items.queue(["marrow-bay-high"])] == [["marrow-bay-high"]]
    assert len(queries) == 2
    assert not any(blob in query["sql"] for query in queries for blob in items.BLOBS)


def test_counts(review: Review) -> None:
    hold([review("a"), review("b"), review("c", school="tidewater-middle")])
    first = HeldItem.objects.get(post_id="a")
    vault.look(first.pk, ANALYST)
    found = items.counts(None)
    assert (found.by_state["new"], found.by_state["opened"], found.by_state["destroyed"]) == (2, 1, 0)
    assert set(found.by_state) == {state.value for state in State}
    assert (found.unopened, found.overdue) == (2, 0)
    assert found.oldest == HeldItem.objects.get(post_id="b").queued_at
    assert items.counts(["tidewater-middle"]).unopened == 1
    assert items.counts(None, datetime.now(UTC) + timedelta(hours=1)).overdue == 2


def test_each_clock(review: Review) -> None:
    hold([review()])
    now = datetime.now(UTC)
    with audit.act():
        item = items.locked(HeldItem.objects.get().pk)
        items.set_clock(item, Clock.EMERGENCY, now=now)
        assert (item.state, item.due_at, item.destroy_at) == (State.NEW, now + timedelta(hours=24), None)
        items.set_clock(item, Clock.DISMISSED, now=now)
        assert (item.state, item.due_at, item.destroy_at) == (State.DECIDED, None, now + timedelta(days=7))
        later = now + timedelta(days=100)
        items.set_clock(item, Clock.REFERRED, now=now, due_at=now + timedelta(hours=2), destroy_at=later)
        assert (item.state, item.due_at, item.destroy_at) == (State.REFERRED, now + timedelta(hours=2), later)
        items.set_clock(item, Clock.UNREVIEWED, now=now)
        assert (item.state, item.due_at, item.destroy_at) == (State.NEW, now + timedelta(minutes=30), None)
        assert item.decided_at is None
        with pytest.raises(BadInput, match="lie ahead of now"):
            items.set_clock(item, Clock.REFERRED, now=now, destroy_at=now - timedelta(seconds=1))
        items.destroy(item, Cause.REQUEST)
        with pytest.raises(BadInput, match="has no clock any more"):
            items.set_clock(item, Clock.UNREVIEWED)
        with pytest.raises(BadInput, match="was destroyed before"):
            items.destroy(item, Cause.REQUEST)


@pytest.mark.django_db(transaction=True)
def test_an_item_changes_only_in_the_transaction_of_its_entry(review: Review) -> None:
    hold([review()])
    item = HeldItem.objects.get()
    for change in (
        lambda: items.locked(item.pk),
        lambda: items.mark_opened(item),
        lambda: items.set_clock(item, Clock.DISMISSED),
        lambda: items.destroy(item, Cause.REQUEST),
    ):
        with pytest.raises(Fatal, match="in the transaction of its audit entry"):
            change()
