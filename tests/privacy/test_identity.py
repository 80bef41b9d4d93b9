"""Who wrote a post: two people, each step an entry, and a vault that believes the log alone."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from privacy import approval, audit, identity, items, vault
from privacy.actors import Actor, Someone
from privacy.canonical import Payload
from privacy.hold import hold
from privacy.models import AuditEntry, Cause, HeldItem, IdentityAsk
from privacy.vault_room import Room
from stream.errors import BadInput
from tests.privacy.conftest import ANALYST, COUNSELLOR, ENVELOPE, Review

pytestmark = pytest.mark.django_db
OFFICER = Someone("user:9", "privacy_officer")
WHY = "someone must be found today"
YES = "the ground is enough to find them"


@pytest.fixture
def item(review: Review) -> HeldItem:
    hold([review()])
    return HeldItem.objects.get()


def approved(item: HeldItem, fields: tuple[vault.Field, ...] = ("account", "link")) -> IdentityAsk:
    row = identity.ask(item.pk, ANALYST, fields, vault.Purpose.FIND_PERSON, WHY)
    return identity.settle(row.pk, COUNSELLOR, approve=True, sentence=YES)


def entries(*actions: str) -> list[tuple[str, str, dict[str, Any]]]:
    rows = AuditEntry.objects.filter(action__in=actions).order_by("seq")
    return [(row.action, row.actor_id, json.loads(bytes(row.payload_canonical))["payload"]) for row in rows]


def test_ask_approve_and_open_are_an_entry_each_and_a_field_each(item: HeldItem) -> None:
    row = identity.ask(item.pk, ANALYST, ["link", "account"], vault.Purpose.FIND_PERSON, WHY)
    assert identity.read_ground(row.pk, COUNSELLOR) == WHY
    row = identity.settle(row.pk, COUNSELLOR, approve=True, sentence=YES)
    shown = identity.reveal(item.pk, row.pk, ANALYST)
    assert shown.fields == {
        "account": "@quartzheron.example · Quentin Zanzibar · did:plc:zanzibarquartz",
        "link": "https://example.invalid/quartzheron/1",
    }
    assert timedelta(minutes=4) < shown.expires_at - datetime.now(UTC) <= timedelta(minutes=5)
    told = entries("identity.asked", "identity.ground_read", "identity.approved", "item.revealed")
    assert [(action, who) for action, who, _ in told] == [
        ("identity.asked", "user:1"),
        ("identity.ground_read", "user:2"),
        ("identity.approved", "user:2"),
        ("item.revealed", "user:1"),
        ("item.revealed", "user:1"),
    ]
    assert told[0][2]["fields"] == ["account", "link"]
    assert [payload["field"] for *_, payload in told[3:]] == ["account", "link"]
    everything = b"".join(bytes(one.payload_canonical) for one in AuditEntry.objects.all())
    for word in (WHY.encode(), YES.encode(), *ENVELOPE.split(b'"')[3::4]):
        assert word not in everything
    assert WHY.encode() not in bytes(row.words)
    assert YES.encode() not in bytes(row.settled_words)


def test_one_person_never_sees_it_and_never_approves_themselves(item: HeldItem) -> None:
    with pytest.raises(BadInput, match="a second person must approve"):
        vault.reveal(item.pk, ANALYST, ["original", "link"], vault.Purpose.FIND_PERSON, WHY)
    row = identity.ask(item.pk, COUNSELLOR, ["link"], vault.Purpose.FIND_PERSON, WHY)
    with pytest.raises(BadInput, match="it waits for a second person"):
        identity.ask(item.pk, COUNSELLOR, ["account"], vault.Purpose.FIND_PERSON, WHY)
    for actor, why in ((COUNSELLOR, "you asked"), (ANALYST, "a counsellor, a lead or the privacy officer")):
        with pytest.raises(BadInput, match=why):
            identity.settle(row.pk, actor, approve=True, sentence=YES)
        with pytest.raises(BadInput, match=why):
            identity.read_ground(row.pk, actor)
    with pytest.raises(BadInput, match="must approve this first"):
        identity.reveal(item.pk, row.pk, COUNSELLOR)
    with pytest.raises(BadInput, match="say why"):
        identity.settle(row.pk, OFFICER, approve=True, sentence="ok")
    assert [one.pk for one in identity.waiting(OFFICER, None)] == [row.pk]
    assert not identity.waiting(COUNSELLOR, None)
    assert not identity.waiting(ANALYST, None)
    identity.settle(row.pk, OFFICER, approve=False, sentence="the ground is too thin for this")
    with pytest.raises(BadInput, match="must approve this first"):
        identity.reveal(item.pk, row.pk, COUNSELLOR)
    with pytest.raises(BadInput, match="somebody has settled it"):
        identity.settle(row.pk, OFFICER, approve=True, sentence=YES)


@pytest.mark.parametrize(("field", "actor"), [("original", ANALYST), ("link", OFFICER), ("account", ANALYST)])
def test_an_approval_is_for_its_fields_and_its_asker_alone(
    item: HeldItem, field: vault.Field, actor: Actor
) -> None:
    row = approved(item, ("link",))
    said: Payload = {"asked": row.seq, "approved": row.settled_seq}
    with audit.act():
        seqs = vault.log_fields(
            item,
            actor,
            audit.Action.ITEM_REVEALED,
            [field],
            purpose=vault.Purpose.FIND_PERSON,
            said=said,
            words=b"",
            now=datetime.now(UTC),
        )
    if field == "original":
        assert Room().release(item.pk, seqs[field], field)
        return
    with pytest.raises(BadInput, match="for another field or person"):
        Room().release(item.pk, seqs[field], field)


def test_the_vault_believes_the_log_and_no_row(item: HeldItem) -> None:
    row = identity.ask(item.pk, ANALYST, ["link"], vault.Purpose.FIND_PERSON, WHY)
    IdentityAsk.objects.filter(pk=row.pk).update(
        approved=True,
        settled_by="user:2",
        settled_role="lead",
        settled_seq=row.seq,
        until=datetime.now(UTC) + timedelta(days=1),
    )
    with pytest.raises(BadInput, match="a second person must approve this first"):
        identity.reveal(item.pk, row.pk, ANALYST)


def test_the_vault_refuses_an_approval_by_the_asker_or_by_a_role_that_may_not(item: HeldItem) -> None:
    row = identity.ask(item.pk, ANALYST, ["link"], vault.Purpose.FIND_PERSON, WHY)
    for actor in (Someone(ANALYST.id, "lead"), Someone("user:7", "analyst")):
        with audit.act():
            seq = audit.record(
                actor_id=actor.id,
                actor_role=actor.role,
                action=audit.Action.IDENTITY_APPROVED,
                object_type=audit.ObjectType.ITEM,
                object_key=item.post_id,
                payload={"asked": row.seq},
            )
        IdentityAsk.objects.filter(pk=row.pk).update(approved=True, settled_seq=seq)
        with pytest.raises(BadInput, match="whoever asks cannot approve"):
            identity.reveal(item.pk, row.pk, ANALYST)


def test_asks_and_approvals_run_out(item: HeldItem, monkeypatch: pytest.MonkeyPatch) -> None:
    row = approved(item)
    monkeypatch.setattr(approval, "OPEN_FOR", timedelta(seconds=-1))
    with pytest.raises(BadInput, match="has run out"):
        identity.reveal(item.pk, row.pk, ANALYST)
    IdentityAsk.objects.update(until=datetime.now(UTC) - timedelta(seconds=1))
    with pytest.raises(BadInput, match="has run out"):
        identity.reveal(item.pk, row.pk, ANALYST)
    IdentityAsk.objects.update(settled_at=None, approved=False)
    assert not identity.waiting(COUNSELLOR, None)
    with pytest.raises(BadInput, match="nobody did in 24 hours"):
        identity.settle(row.pk, COUNSELLOR, approve=True, sentence=YES)


def test_the_second_person_reads_the_ground_and_nothing_else_of_the_item(item: HeldItem) -> None:
    note = vault.seal_note(item, "what the family said")
    row = identity.ask(item.pk, ANALYST, ["link"], vault.Purpose.FIND_PERSON, WHY)
    identity.read_ground(row.pk, COUNSELLOR)
    seq = AuditEntry.objects.get(action="identity.ground_read").seq
    for released in (
        lambda: Room().notes(item.pk, seq, [note.blob]),
        lambda: Room().notes(item.pk, seq, [bytes(row.words), note.blob]),
        lambda: Room().release(item.pk, seq, "content"),
        lambda: Room().release(item.pk, seq, "link"),
    ):
        with pytest.raises(BadInput, match=r"is not a look at|does not allow"):
            released()


def test_an_emergency_asks_nobody(item: HeldItem) -> None:
    with pytest.raises(BadInput, match="an emergency asks nobody"):
        identity.ask(item.pk, ANALYST, ["link"], vault.Purpose.EMERGENCY, WHY)
    assert set(vault.emergency_reveal(item.pk, ANALYST, "the author", "911").fields) == set(vault.FIELDS)


def test_what_was_asked_goes_with_the_item(item: HeldItem) -> None:
    row = approved(item)
    with audit.act():
        items.destroy(items.locked(item.pk), Cause.REQUEST)
    row.refresh_from_db()
    assert (bytes(row.words), bytes(row.settled_words)) == (b"", b"")
    with pytest.raises(BadInput, match="was destroyed"):
        identity.reveal(item.pk, row.pk, ANALYST)
