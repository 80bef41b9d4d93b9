"""What is done for a request: the printed answer, a correction, a deletion that respects holds and cases."""

import pytest

from privacy import audit, items, retention, vault
from privacy.actors import Someone
from privacy.canonical import Payload
from privacy.hold import hold
from privacy.models import AuditEntry, Cause, Clock, HeldItem, Receipt, State, Tombstone
from privacy.rights import answer, record
from privacy.rights.models import Kind, Match, Outcome, RightsRequest
from privacy.vault_room import Room
from stream.errors import BadInput
from tests.privacy.conftest import ANALYST, ORIGINAL, TEXT, Review
from tests.privacy.rights.test_record import LEAD, OFFICER, THEIRS, confirmed

pytestmark = pytest.mark.django_db
LINK = "https://example.invalid/otherheron/7"


@pytest.fixture
def held(review: Review) -> list[HeldItem]:
    hold([review(name) for name in ("p1", "p2", "p4")])
    hold([review("p3", envelope=THEIRS)])
    return list(HeldItem.objects.order_by("post_id"))


def searched(kind: Kind) -> RightsRequest:
    row = confirmed(kind)
    given = record.give(row.pk, LEAD, "bluesky", f"quartzheron.example\n{LINK}")
    assert record.search(row.pk, given.pk, OFFICER) == 4
    return row


def test_the_answer_has_the_author_s_own_words_for_the_author_alone(held: list[HeldItem]) -> None:
    row = searched(Kind.ACCESS)
    _, shown = answer.printed(row.pk, OFFICER)
    assert [one.content.text if one.content else "" for one in shown] == [TEXT] * 4
    assert {one.item.post_id: one.original for one in shown} == {
        "p1": ORIGINAL,
        "p2": ORIGINAL,
        "p4": ORIGINAL,
        "p3": "",
    }
    assert ORIGINAL not in repr(shown)
    entries = AuditEntry.objects.filter(action="rights.printed")
    assert entries.filter(object_type="item").count() == 7
    assert entries.filter(object_type="request").count() == 1
    seq = entries.filter(object_type="item").latest("seq").seq
    for field in ("original", "account", "link"):
        with pytest.raises(BadInput):
            Room().release(held[2].pk, seq, field)
    with pytest.raises(BadInput, match="the privacy officer prints"):
        answer.printed(row.pk, LEAD)
    with pytest.raises(BadInput, match="a request for access"):
        answer.printed(searched(Kind.DELETION).pk, OFFICER)


def test_the_vault_prints_no_item_that_it_did_not_find_itself(held: list[HeldItem]) -> None:
    row = searched(Kind.ACCESS)
    hidden = held[2]
    forged: Payload = {"request": row.pk, "given": 1, "found": 1, "named": []}
    digest = audit.Digest(audit.object_key_of(audit.ObjectType.ITEM, hidden.post_id))
    with audit.act():
        answered = record.entry(row, OFFICER, audit.Action.RIGHTS_ANSWERED, {**forged, "own": [digest]})
        seq = audit.record(
            actor_id=OFFICER.id,
            actor_role=OFFICER.role,
            action=audit.Action.RIGHTS_PRINTED,
            object_type=audit.ObjectType.ITEM,
            object_key=hidden.post_id,
            payload={"request": row.pk, "answered": answered, "field": audit.Ident("original")},
        )
    with pytest.raises(BadInput, match="prints nothing"):
        Room().release(hidden.pk, seq, "original")


def test_a_correction_lies_under_the_item_s_key(held: list[HeldItem]) -> None:
    row = searched(Kind.CORRECTION)
    made = answer.correct(row.pk, held[0].pk, OFFICER, "it was a line from a play")
    assert b"play" not in bytes(made.blob)
    seq = vault.look(held[0].pk, ANALYST).seq
    assert vault.open_note(held[0], made.blob, seq=seq) == "it was a line from a play"
    assert row.matches.get(item=held[0]).done == Match.Done.CORRECTED
    hold_free = HeldItem.objects.exclude(pk__in=[one.pk for one in held]).first()
    assert hold_free is None
    with pytest.raises(BadInput, match="was not found for this request"):
        answer.correct(row.pk, 10**6, OFFICER, "no")
    with audit.act():
        items.destroy(items.locked(held[0].pk), Cause.DELETE)
    made.refresh_from_db()
    assert bytes(made.blob) == b""


def test_deletion_destroys_and_says_what_had_to_stay(held: list[HeldItem]) -> None:
    row = searched(Kind.DELETION)
    free, kept, case, _ = held
    retention.set_hold(kept.pk, Someone("user:8", "lead"), "a court wants it")
    with audit.act():
        items.set_clock(items.locked(case.pk), Clock.REFERRED)
    assert answer.delete(row.pk, OFFICER) == {"destroyed": 2, "on_hold": 1, "in_hand": 1}
    assert {one.item.post_id: one.done for one in row.matches.select_related("item")} == {
        "p1": "destroyed",
        "p2": "on_hold",
        "p3": "in_hand",
        "p4": "destroyed",
    }
    free.refresh_from_db()
    assert free.state == State.DESTROYED
    assert Receipt.objects.get(item=free).cause == Cause.REQUEST
    assert set(Tombstone.objects.values_list("post_id", flat=True)) == {"p1", "p4"}, "never held again"
    for one in (kept, case):
        one.refresh_from_db()
        assert one.withdrawn == ""
    assert one.state == State.REFERRED
    record.close(row.pk, OFFICER, Outcome.PARTLY, "two stay for the law and for a case")
    with pytest.raises(BadInput, match="was closed"):
        answer.delete(row.pk, OFFICER)
    with pytest.raises(BadInput, match="does not ask for deletion"):
        answer.delete(searched_again().pk, OFFICER)


def searched_again() -> RightsRequest:
    return confirmed(Kind.ACCESS)
