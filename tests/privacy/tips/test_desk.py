"""Tips in, answers back: sealed from the first moment, readable with the code alone, logged for the staff."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.db import OperationalError, connection

from privacy import audit, keys, vault
from privacy.hold import hold
from privacy.items import destroy, locked
from privacy.models import AuditEntry, Cause, HeldItem
from privacy.sealing import opener
from privacy.tips import codes, desk
from privacy.tips.handover import LetterConnector, parse
from privacy.tips.models import Letter, Message, Thread
from stream.contracts import Post, Tip
from stream.errors import BadInput, Retriable
from tests.privacy.conftest import ANALYST, Review

pytestmark = pytest.mark.django_db
WORDS = "zebrafinch said in the canteen that Odalys will be hurt on friday"
SCHOOL = "marrow-bay-high"


def given(text: str = WORDS, **more: Any) -> desk.Given:
    return desk.Given(text, **{"school": SCHOOL, "channel": "form", "lang": "es", **more})


def connector() -> LetterConnector:
    return LetterConnector(opener(keys.load_tips_private(django_settings.PRIVACY_KEYS)))


def arrived(most: int = 100) -> list[Post]:
    """What the pump would put into the stream now."""
    source = connector()
    source.open(None)
    wires = source.poll(0, most)
    events = [event for wire in wires.records for event in parse(wire, wires.received_at).events]
    source.poll(0, most)
    return [event for event in events if isinstance(event, Post)]


def queued(review: Review, post: Post) -> HeldItem:
    record = review(post.post_id, post.version, source="tip", text="[PERSON 1] will be hurt", received_at=post.received_at)  # fmt: skip
    assert hold([record]) == [None]
    return HeldItem.objects.get(post_id=post.post_id)


@pytest.mark.django_db(transaction=True)
def test_a_database_that_goes_away_within_a_poll_loses_no_letter() -> None:
    """What was read before it went was never handed out, so it must not be deleted."""
    desk.take(given(), desk.codes().ticket())
    Letter.objects.create(sealed=b"of another key", at=datetime.now(UTC))
    source = connector()
    source.open(None)

    def locked_once(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.startswith("UPDATE"):
            raise OperationalError("database is locked")
        return execute(sql, params, many, context)

    with connection.execute_wrapper(locked_once), pytest.raises(Retriable):
        source.poll(0, 10)
    assert len(source.poll(0, 10).records) == 1


def test_a_tip_becomes_a_post_and_its_letter_goes() -> None:
    code = desk.take(given(), desk.codes().ticket())
    assert len(code) == 16
    (post,) = arrived()
    assert (post.source, post.text, post.lang, post.tip) == (
        "tip",
        WORDS,
        "es",
        Tip(school=SCHOOL, channel="form"),
    )
    assert not Letter.objects.exists()
    assert Message.objects.get().post_id == post.post_id


def test_nothing_in_the_tables_can_be_read() -> None:
    code = desk.take(given(sender=desk.Sender("tel:5550100", "5550100")), desk.codes().ticket())
    with connection.cursor() as cursor:
        for table in ("tips_thread", "tips_message", "tips_letter"):
            cursor.execute(f"SELECT * FROM {table}")  # noqa: S608 - tables of the test
            found = b"".join(bytes(v) if isinstance(v, bytes | memoryview) else str(v).encode() for row in cursor.fetchall() for v in row)  # fmt: skip
            for planted in (WORDS, "zebrafinch", "5550100", code, codes.shown(code)):
                assert planted.encode() not in found
    (post,) = arrived()
    private = opener(keys.load_private(django_settings.PRIVACY_KEYS))
    assert b"5550100" in private(post.envelope)


def test_the_same_form_sent_twice_is_one_conversation_and_other_words_are_an_edit() -> None:
    ticket = desk.codes().ticket()
    assert desk.take(given(), ticket) == desk.take(given("in the gym, I mean"), ticket)
    first, second = arrived()
    assert first.post_id == second.post_id
    assert first.version < second.version
    assert (Thread.objects.count(), Message.objects.count()) == (1, 1)


def test_letters_wait_until_they_are_durable_and_come_again_until_then() -> None:
    for _ in range(3):
        desk.take(given(), desk.codes().ticket())
    source = connector()
    source.open(None)
    assert len(source.poll(0, 2).records) == 2
    assert Letter.objects.count() == 3, "given, not yet durable"
    source.close()
    source.open(None)
    assert len(source.poll(0, 2).records) == 2, "it was closed before they were durable: they come again"
    assert len(source.poll(0, 2).records) == 1
    assert source.poll(0, 2).records == []
    assert not Letter.objects.exists()


def test_a_letter_that_does_not_open_is_kept_and_told() -> None:
    desk.take(given(), desk.codes().ticket())
    Letter.objects.create(sealed=b"damaged", at=datetime.now(UTC))
    source = connector()
    source.open(None)
    wires = source.poll(0, 10)
    assert (len(wires.records), [note.kind for note in wires.notes]) == (1, ["error"])
    source.poll(0, 10)
    assert Letter.objects.get().unreadable


def test_the_staff_answer_and_the_person_reads_it_with_the_code(review: Review) -> None:
    code = desk.take(given(), desk.codes().ticket())
    item = queued(review, arrived()[0])
    with pytest.raises(BadInput, match="no conversation"):
        desk.reply(queued(review, Post(post_id="other", version="1", source="tip", text="", received_at=datetime.now(UTC))).pk, ANALYST, "hello")  # fmt: skip
    desk.reply(item.pk, ANALYST, "  Thank you. Where was it?  ")
    entry = AuditEntry.objects.latest("seq")
    assert (entry.action, entry.actor_id) == ("tip.answered", "user:1")
    assert b"Where" not in bytes(entry.payload_canonical)
    assert [(line.from_staff, line.text) for line in desk.read(code)] == [
        (False, ""),
        (True, "Thank you. Where was it?"),
    ]
    desk.answer(code, "in the canteen", desk.codes().ticket())
    (answer,) = arrived()
    assert (answer.text, answer.tip, answer.lang) == (
        "in the canteen",
        Tip(school=SCHOOL, channel="form"),
        "es",
    )
    second = queued(review, answer)
    assert desk.thread_of(second) == desk.thread_of(item)
    assert [line.seq is not None for line in desk.lines_of(second)] == [False, True, False]
    seq = vault.look(item.pk, ANALYST).seq
    blob = Message.objects.get(item=item).blob_staff
    assert vault.open_note(item, bytes(blob), seq=seq) == "Thank you. Where was it?"


def test_what_does_not_fit_is_refused_and_stores_nothing() -> None:
    ticket = desk.codes().ticket()
    for wrong in (given("  "), given("x" * 4001), given(school="no-such-school"), given(lang="fr")):
        with pytest.raises(BadInput):
            desk.take(wrong, ticket)
    with pytest.raises(BadInput, match="ticket"):
        desk.take(given(), "0" * 64)
    with pytest.raises(BadInput, match="no conversation"):
        desk.answer("0" * 16, "hello", ticket)
    assert not Letter.objects.exists()


def test_a_tip_written_down_by_the_staff_is_in_the_log() -> None:
    code = desk.enter(given(channel="phone", school=""), desk.codes().ticket(), ANALYST)
    entry = AuditEntry.objects.latest("seq")
    assert (entry.action, entry.actor_id) == ("tip.entered", "user:1")
    assert b"zebrafinch" not in bytes(entry.payload_canonical)
    (post,) = arrived()
    assert post.tip == Tip(school="", channel="phone")
    assert entry.object_key == audit.object_key_of("item", post.post_id)
    assert desk.found(code).school == ""


def test_a_conversation_ends_thirty_days_after_its_items(review: Review) -> None:
    desk.take(given(), desk.codes().ticket())
    item = queued(review, arrived()[0])
    later = datetime.now(UTC) + timedelta(days=40)
    assert desk.forget(later) == 0, "its item is held"
    with audit.act():
        destroy(locked(item.pk), Cause.DISMISSED)
    assert desk.forget(datetime.now(UTC)) == 0, "its answers can be read for a while"
    assert desk.forget(later) == 1
    assert not Message.objects.exists()
