"""No look without an entry; every field revealed is one."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from privacy import audit, items, keys, notify, vault
from privacy.hold import hold
from privacy.models import AuditEntry, Cause, Clock, HeldItem, Notification, Reveal, State
from privacy.vault import Purpose
from stream.errors import BadInput, Fatal
from tests.privacy.conftest import ANALYST, COUNSELLOR, ORIGINAL, TEXT, Review

pytestmark = pytest.mark.django_db
WHY = "the redacted text cannot be understood"


@pytest.fixture
def item(review: Review) -> HeldItem:
    hold([review()])
    return HeldItem.objects.get()


def payload(seq: int) -> dict[str, Any]:
    members: dict[str, Any] = json.loads(bytes(AuditEntry.objects.get(seq=seq).payload_canonical))["payload"]
    return members


def test_a_look_is_an_entry_and_opens_the_item(item: HeldItem) -> None:
    opened = vault.look(item.pk, ANALYST)
    assert opened.text == TEXT
    entry = AuditEntry.objects.get(seq=opened.seq)
    assert (entry.action, entry.actor_id, entry.actor_role) == ("item.looked", "user:1", "analyst")
    item.refresh_from_db()
    assert item.state == State.OPENED
    assert item.first_opened_at is not None
    assert item.due_at == item.first_opened_at + timedelta(hours=4)
    again = vault.look(item.pk, COUNSELLOR)
    assert again.seq == opened.seq + 1
    assert (payload(opened.seq)["first"], payload(again.seq)["first"]) == (True, False)


def test_content_does_not_print_itself(item: HeldItem) -> None:
    opened = vault.look(item.pk, ANALYST)
    shown = vault.reveal(item.pk, ANALYST, ["original"], Purpose.FIND_PERSON, WHY)
    assert TEXT not in repr(opened)
    assert ORIGINAL not in repr(shown)


def test_no_entry_no_content(item: HeldItem) -> None:
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE audit_head RENAME TO audit_head_away")
        for act in (
            lambda: vault.look(item.pk, ANALYST),
            lambda: vault.reveal(item.pk, ANALYST, ["original"], Purpose.UNDERSTAND, WHY),
            lambda: vault.emergency_reveal(item.pk, ANALYST, "someone", "911"),
        ):
            with pytest.raises(DatabaseError, match="audit_head"):
                act()
        cursor.execute("ALTER TABLE audit_head_away RENAME TO audit_head")
    item.refresh_from_db()
    assert (item.state, Reveal.objects.count()) == (State.NEW, 0)


@pytest.mark.django_db(transaction=True)
def test_the_entry_is_committed_before_the_content_is_read(review: Review) -> None:
    hold([review()])
    item = HeldItem.objects.get()
    size = AuditEntry.objects.count()
    with pytest.raises(RuntimeError, match="durable"), transaction.atomic():
        vault.look(item.pk, ANALYST)
    assert AuditEntry.objects.count() == size
    HeldItem.objects.update(content_blob=b"\x01damaged")
    with pytest.raises(BadInput, match="content of a held item is damaged"):
        vault.look(item.pk, ANALYST)
    assert AuditEntry.objects.count() == size + 1, "an entry without a look, never a look without an entry"


def test_without_the_vault_s_key_there_is_a_remedy_and_no_entry(
    item: HeldItem, settings: Any, tmp_path: Any
) -> None:
    size = AuditEntry.objects.count()
    settings.PRIVACY_KEYS = tmp_path
    with pytest.raises(Fatal, match=r"vault\.key is missing: restore it"):
        vault.look(item.pk, ANALYST)
    assert AuditEntry.objects.count() == size


def test_another_vault_s_key_is_a_message(item: HeldItem, settings: Any, tmp_path: Any) -> None:
    keys.create(tmp_path)
    settings.PRIVACY_KEYS = tmp_path
    with pytest.raises(BadInput, match="sealed to another vault key"):
        vault.look(item.pk, ANALYST)


def test_a_reveal_is_logged_field_by_field(item: HeldItem) -> None:
    before = datetime.now(UTC)
    shown = vault.reveal(item.pk, ANALYST, ["original"], Purpose.FIND_PERSON, WHY)
    assert shown.fields == {"original": ORIGINAL}
    assert timedelta(minutes=4) < shown.expires_at - before < timedelta(minutes=6)
    for field, seq in shown.seqs.items():
        assert AuditEntry.objects.get(seq=seq).action == "item.revealed"
        assert payload(seq)["field"] == field
        assert payload(seq)["purpose"] == "find_person"
        row = Reveal.objects.get(seq=seq)
        assert WHY.encode() not in bytes(row.words_blob)
        assert vault.open_note(item, row.words_blob, seq=seq) == WHY


@pytest.mark.parametrize(
    ("fields", "purpose", "sentence", "why"),
    [
        ([], Purpose.UNDERSTAND, WHY, "reveal one or more of original, account, link"),
        (["name"], Purpose.UNDERSTAND, WHY, "reveal one or more of"),
        (["original", "link"], Purpose.UNDERSTAND, WHY, "link: a second person must approve this first"),
        (["original"], Purpose.UNDERSTAND, "too short", "sentence: write at least 10 characters"),
        (["link"], Purpose.UNDERSTAND, " " * 20, "at least 10"),
        (["link"], Purpose.UNDERSTAND, "x" * 4001, "at most 4000"),
        (["link"], Purpose.EMERGENCY, WHY, "emergency_reveal"),
    ],
)
def test_a_reveal_needs_fields_a_purpose_and_a_sentence(
    item: HeldItem, fields: Any, purpose: Purpose, sentence: str, why: str
) -> None:
    size = AuditEntry.objects.count()
    with pytest.raises(BadInput, match=why):
        vault.reveal(item.pk, ANALYST, fields, purpose, sentence)
    with pytest.raises(ValueError, match="discipline"):
        vault.reveal(item.pk, ANALYST, ["original"], "discipline", WHY)  # type: ignore[arg-type]  # what must not be a purpose
    assert AuditEntry.objects.count() == size


def test_an_emergency_is_one_key(item: HeldItem) -> None:
    shown = vault.emergency_reveal(item.pk, ANALYST, "the author", "911 and the counsellor")
    assert set(shown.fields) == {"original", "account", "link"}
    assert {AuditEntry.objects.get(seq=seq).action for seq in shown.seqs.values()} == {"emergency.revealed"}
    item.refresh_from_db()
    assert (item.state, item.clock) == (State.OPENED, Clock.EMERGENCY)
    assert item.due_at is not None
    assert item.due_at - datetime.now(UTC) > timedelta(hours=23)
    note = Notification.objects.get(kind="emergency")
    assert note.recipient == notify.OFFICER
    words = vault.open_note(item, Reveal.objects.all()[0].words_blob, seq=min(shown.seqs.values()))
    assert words == "the author\n\n911 and the counsellor"
    for empty in (("", "911"), ("the author", " ")):
        with pytest.raises(BadInput, match="fill it in"):
            vault.emergency_reveal(item.pk, ANALYST, *empty)


def test_a_broken_district_file_does_not_stand_in_the_way_of_an_emergency(
    item: HeldItem, settings: Any
) -> None:
    del settings.COVERAGE
    assert vault.emergency_reveal(item.pk, ANALYST, "the author", "911").fields["original"] == ORIGINAL


def test_notes_open_only_against_a_look_at_their_item(item: HeldItem, review: Review) -> None:
    hold([review(post_id="p2")])
    other = HeldItem.objects.get(post_id="p2")
    note = vault.seal_note(item, "  the family was called  ")
    assert b"family" not in note.blob
    assert vault.seal_note(item, "the family was called").digest != note.digest
    seq, elsewhere = vault.look(item.pk, ANALYST).seq, vault.look(other.pk, ANALYST).seq
    assert vault.open_notes(item, [note.blob, note.blob], seq=seq) == ["the family was called"] * 2
    for wrong in (elsewhere, seq - 1, 10**9):
        with pytest.raises(BadInput, match="open the item first"):
            vault.open_note(item, note.blob, seq=wrong)
    with pytest.raises(BadInput, match="damaged"):
        vault.open_note(other, note.blob, seq=elsewhere)


def test_after_destruction_nothing_opens(item: HeldItem) -> None:
    opened = vault.look(item.pk, ANALYST)
    note = vault.seal_note(item, "the family was called")
    vault.reveal(item.pk, ANALYST, ["original"], Purpose.FIND_PERSON, WHY)
    with audit.act():
        items.destroy(items.locked(item.pk), Cause.REQUEST, actor=COUNSELLOR)
    item.refresh_from_db()
    for act in (
        lambda: vault.look(item.pk, ANALYST),
        lambda: vault.reveal(item.pk, ANALYST, ["original"], Purpose.FIND_PERSON, WHY),
        lambda: vault.open_note(item, note.blob, seq=opened.seq),
        lambda: vault.seal_note(item, "more"),
    ):
        with pytest.raises(BadInput, match="was destroyed"):
            act()
    assert bytes(Reveal.objects.get().words_blob) == b""
    with pytest.raises(BadInput, match="there is no item"):
        vault.look(10**9, ANALYST)
