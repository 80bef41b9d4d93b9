"""A disclosure's record: the law's two fields are enough, the rest falls due, and nothing of it changes later."""

from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
import pytest
from django.db import DatabaseError, connection, transaction

from privacy import audit, items, vault
from privacy.actors import Someone
from privacy.clock import tick
from privacy.disclosures import record
from privacy.disclosures.models import Disclosure, Name, Part
from privacy.disclosures.reading import Opened, read
from privacy.disclosures.record import NOTICE, Policy
from privacy.hold import hold
from privacy.models import AuditEntry, Cause, HeldItem, Notification
from privacy.verify import verify
from stream.errors import BadInput
from tests.privacy.conftest import ANALYST, COUNSELLOR, ORIGINAL, TEXT, Deployed, Review, recipients

pytestmark = pytest.mark.django_db(transaction=True)
LEAD, OFFICER = Someone("user:3", "lead"), Someone("user:4", "privacy_officer")
THREAT = "a gun shown at the bus stop thistledown"
PARTIES = "Sheriff's office, dispatcher\nthe mother wrenfeather"
FULL = Policy(
    "to stop the bus\nto keep her home", "that she was named", "Principal Ash", NOTICE, ("content",)
)


def told(item: HeldItem) -> Disclosure:
    return record.record(item.pk, ANALYST, THREAT, PARTIES, token="t")


def payloads(action: str) -> list[dict[str, Any]]:
    rows = AuditEntry.objects.filter(action=action).order_by("seq")
    return [msgspec.json.decode(bytes(row.payload_canonical))["payload"] for row in rows]


def said(opened: Opened) -> dict[str, str | None]:
    return {name.value: text.text for name, text in opened.parts.items()}


def test_the_law_s_two_fields_are_enough_and_the_rest_falls_due(item: HeldItem, deployed: Deployed) -> None:
    made = told(item)
    assert told(item) == made, "the same form twice is one record"
    assert (made.due_at - made.at, made.completed_at) == (timedelta(hours=24), None)
    assert record.missing(made) == [
        "why each party needs to know",
        "what was disclosed",
        "the deciding official",
        "the notice on redisclosure",
        "a second person's approval",
    ]
    tick(made.at)
    assert len(recipients(deployed)) >= 1
    subject = [str(one["Subject"]) for one in deployed.letters()]
    assert "Firstbell: 1 post with a disclosure to complete" in subject
    assert said(read(made.pk, OFFICER)) == {"threat": THREAT, "parties": PARTIES}
    for threat, parties in ((" ", "x"), ("x", "")):
        with pytest.raises(BadInput, match="fill it in"):
            record.record(item.pk, ANALYST, threat, parties, token="u")


def test_complete_once_a_second_person_approved_and_then_only_additions(item: HeldItem) -> None:
    made = told(item)
    with pytest.raises(BadInput, match="lead or the privacy officer"):
        record.approve(made.pk, COUNSELLOR)
    own = record.record(item.pk, LEAD, THREAT, PARTIES, token="lead's own")
    with pytest.raises(BadInput, match="second person"):
        record.approve(own.pk, LEAD)
    assert record.fill_in(made.pk, ANALYST, Policy(need="at first")).completed_at is None
    assert record.fill_in(made.pk, COUNSELLOR, FULL).completed_at is None
    assert record.missing(made) == ["a second person's approval"]
    done = record.approve(made.pk, LEAD)
    assert done.completed_at is not None
    with pytest.raises(BadInput, match="complete"):
        record.fill_in(made.pk, ANALYST, FULL)
    with pytest.raises(BadInput, match="complete"):
        record.approve(made.pk, OFFICER)
    record.add(made.pk, ANALYST, "it was a replica")
    opened = read(made.pk, OFFICER)
    assert said(opened) == {
        "threat": THREAT,
        "parties": PARTIES,
        "need": FULL.need,
        "spoken": FULL.spoken,
        "official": "Principal Ash",
        "notice": NOTICE,
        "copy_content": TEXT,
    }
    assert [one.text for one in opened.additions] == ["it was a replica"]
    assert opened.altered == []
    with transaction.atomic():
        assert verify(connection.connection).ok


def test_what_was_disclosed_is_what_was_revealed_to_this_person(item: HeldItem) -> None:
    made = told(item)
    assert record.copyable(item, ANALYST) == ["content"]
    with pytest.raises(BadInput, match="only who revealed it"):
        record.fill_in(made.pk, ANALYST, Policy(copies=("original",)))
    vault.reveal(item.pk, ANALYST, ["original"], vault.Purpose.FIND_PERSON, "someone must be found")
    assert record.copyable(item, ANALYST) == ["content", "original"]
    assert record.copyable(item, COUNSELLOR) == ["content"]
    record.fill_in(made.pk, ANALYST, Policy(copies=("original",)))
    assert said(read(made.pk, ANALYST))["copy_original"] == ORIGINAL
    withheld = read(made.pk, LEAD).parts[Name.COPY_ORIGINAL]
    assert (withheld.text, withheld.withheld) == (None, True), "a record is no way round the item's own door"
    vault.reveal(item.pk, LEAD, ["original"], vault.Purpose.FIND_PERSON, "someone must be found")
    assert said(read(made.pk, LEAD))["copy_original"] == ORIGINAL
    assert payloads("disclosure.copied") == [{"disclosure": made.pk, "fields": ["original"]}]


def test_who_wrote_a_post_is_read_in_no_record_without_a_second_person(item: HeldItem) -> None:
    vault.emergency_reveal(item.pk, COUNSELLOR, THREAT, PARTIES)
    made = told(item)
    record.fill_in(made.pk, COUNSELLOR, Policy(copies=("account", "link")))
    copies = ("copy_account", "copy_link")
    assert None not in [said(read(made.pk, COUNSELLOR))[name] for name in copies]
    for actor in (ANALYST, LEAD, OFFICER):
        assert [said(read(made.pk, actor))[name] for name in copies] == [None, None]


def test_a_copy_made_while_the_item_was_destroyed_is_not_kept(
    item: HeldItem, settings: Any, review: Review
) -> None:
    made = told(item)
    inner = settings.VAULT

    class Slow:
        """The item goes, and comes again with another key, while the vault copies."""

        def __getattr__(self, name: str) -> Any:
            return getattr(inner, name)

        def copied(self, disclosure: int, seq: int) -> Any:
            copies = inner.copied(disclosure, seq)
            with audit.act():
                items.destroy(items.locked(item.pk), Cause.SCHEDULE)
            hold([review(version="2", text="at Marrow Bay High again, with other words")])
            return copies

    settings.VAULT = Slow()
    with pytest.raises(BadInput, match="destroyed meanwhile"):
        record.fill_in(made.pk, ANALYST, Policy(copies=("content",)))
    settings.VAULT = inner
    assert said(read(made.pk, ANALYST)) == {"threat": THREAT, "parties": PARTIES}


def test_no_word_lies_in_the_log_or_in_a_row_and_a_changed_one_is_seen(item: HeldItem) -> None:
    made = told(item)
    record.fill_in(made.pk, ANALYST, FULL)
    rows = [*Part.objects.values_list(), *Disclosure.objects.values_list(), *AuditEntry.objects.values_list()]
    stored = b"".join(bytes(v) if isinstance(v, memoryview) else str(v).encode() for row in rows for v in row)
    for word in ("thistledown", "wrenfeather", "Principal Ash", "stop the bus", "nobody would miss"):
        assert word.encode() not in stored
    # Someone with the database puts one record's words, well sealed, in another's place.
    other = record.record(item.pk, LEAD, "another threat", "nobody", token="other")
    mine, theirs = made.parts.get(name="threat"), other.parts.get(name="threat")
    Part.objects.filter(pk=mine.pk).update(blob=theirs.blob)
    with pytest.raises(BadInput):
        read(made.pk, OFFICER)
    anew = record._sealed(made, {Name.THREAT: "nothing much"})[Name.THREAT]
    Part.objects.filter(pk=mine.pk).update(blob=anew.blob)
    assert read(made.pk, OFFICER).altered == [Name.THREAT]


def test_a_log_that_cannot_be_written_opens_nothing(item: HeldItem) -> None:
    made = told(item)
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE audit_head RENAME TO audit_head_away")
    try:
        with pytest.raises(DatabaseError):
            read(made.pk, OFFICER)
    finally:
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE audit_head_away RENAME TO audit_head")
    seq = vault.look(item.pk, ANALYST).seq
    from django.conf import settings  # noqa: PLC0415 - the vault of this run

    with pytest.raises(BadInput, match="does not open disclosure"):
        settings.VAULT.disclosed(made.pk, seq)


def test_an_overdue_record_is_told_of_each_day_until_it_is_complete(
    item: HeldItem, deployed: Deployed
) -> None:
    made = told(item)
    record.fill_in(made.pk, ANALYST, FULL)
    day = timedelta(hours=24)
    for now in (made.due_at, made.due_at + day / 2, made.due_at + day):
        tick(now)
    assert payloads("disclosure.overdue") == [{"disclosure": made.pk}] * 2
    assert Notification.objects.filter(kind="disclosure", outcome="sent").count() == 3
    record.approve(made.pk, OFFICER)
    tick(datetime.now(UTC) + 9 * day)
    assert len(payloads("disclosure.overdue")) == 2
