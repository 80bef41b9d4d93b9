"""Entering, stopping, starting: who may, what is refused, and the entry of each act."""

import json
from datetime import UTC, date, datetime, timedelta

import pytest
from django.conf import settings

from privacy.actors import Someone
from privacy.governance import record
from privacy.governance.models import Reason, Recorded, SwitchTurn
from privacy.governance.rule import Part
from privacy.models import AuditEntry
from stream.errors import BadInput
from tests import adoption

pytestmark = pytest.mark.django_db
LEAD, OFFICER = Someone(*adoption.LEAD), Someone(*adoption.OFFICER)
WORDS = "Two false alarms about one class in a week."
TODAY = datetime.now(settings.COVERAGE.zone).date()
AGO = TODAY - timedelta(days=10)


def entries() -> list[str]:
    return list(AuditEntry.objects.order_by("seq").values_list("action", flat=True))


def test_a_record_is_complete_step_by_step_and_each_step_is_an_entry() -> None:
    assert not record.verdict().live
    adoption.adopt()
    assert record.verdict().live
    assert entries() == [
        *["governance.recorded"] * 5,
        "governance.start_asked",
        "governance.started",
    ]
    seqs = [row.seq for row in Recorded.objects.all()] + [row.seq for row in SwitchTurn.objects.all()]
    assert seqs == list(AuditEntry.objects.order_by("seq").values_list("seq", flat=True))


def test_anyone_of_three_roles_stops_at_once_and_two_start_again() -> None:
    adoption.adopt()
    turn = record.stop(Someone("user:3", "administrator"), Reason.BOARD, WORDS)
    assert not record.verdict().live
    entry = AuditEntry.objects.get(seq=turn.seq)
    payload = bytes(entry.payload_canonical)
    assert b"class" not in payload
    assert json.loads(payload)["payload"]["reason"] == "board"
    with pytest.raises(BadInput, match="stopped already"):
        record.stop(OFFICER, Reason.BOARD, WORDS)
    with pytest.raises(BadInput, match="ask first"):
        record.start(OFFICER)
    record.ask_to_start(LEAD)
    with pytest.raises(BadInput, match="second person"):
        record.start(LEAD)
    assert not record.verdict().live
    record.start(OFFICER)
    assert record.verdict().live


@pytest.mark.parametrize("role", ["analyst", "counsellor", "operator"])
def test_other_roles_do_nothing(role: str) -> None:
    other = Someone("user:5", role)
    adoption.adopt()
    for act in (
        lambda: record.enter(other, Part.VOTE, AGO, adoption.LINK),
        lambda: record.stop(other, Reason.BOARD, WORDS),
        lambda: record.ask_to_start(other),
        lambda: record.start(other),
    ):
        with pytest.raises(BadInput, match="a lead or the privacy officer"):
            act()
    assert record.verdict().live


@pytest.mark.parametrize(
    ("part", "day", "link", "yes", "says"),
    [
        (Part.MEETING, TODAY + timedelta(days=2), adoption.LINK, True, "lies ahead"),
        (Part.MEETING, AGO, "", True, "give the address"),
        (Part.MEETING, AGO, "javascript:alert(1)", True, "give the address"),
        (Part.MEETING, AGO, "https://me:secret@district.example/a", True, "without a user"),
        (Part.NOTICE_PARENTS, AGO, adoption.LINK, False, "not enough"),
        (Part.SUNSET, TODAY, "", True, "use the stop"),
        (Part.SUNSET, TODAY + timedelta(days=800), "", True, "within two years"),
        (Part.ON_CALL, AGO, "", True, "district file"),
    ],
)
def test_what_cannot_be_right_is_refused_with_the_remedy(
    part: Part, day: date, link: str, yes: bool, says: str
) -> None:
    record.enter(LEAD, Part.VOTE, AGO, adoption.LINK)
    with pytest.raises(BadInput, match=says):
        record.enter(LEAD, part, day, link, yes=yes)
    assert entries() == ["governance.recorded"]


def test_an_incomplete_record_cannot_be_started_and_a_running_one_need_not_be() -> None:
    with pytest.raises(BadInput, match="no notice to pupils"):
        record.ask_to_start(LEAD)
    adoption.adopt()
    with pytest.raises(BadInput, match="nothing to start"):
        record.ask_to_start(LEAD)


def test_a_later_end_needs_two_and_a_nearer_one_does_not() -> None:
    adoption.adopt()
    agreed = record.verdict().until
    record.enter(LEAD, Part.SUNSET, TODAY + timedelta(days=500))
    assert record.verdict().until == agreed
    record.ask_to_start(LEAD)
    assert record.verdict().live
    with pytest.raises(BadInput, match="look again"):
        record.start(OFFICER, agreed)
    record.start(OFFICER, TODAY + timedelta(days=500))
    assert record.verdict().until == TODAY + timedelta(days=500)
    record.enter(LEAD, Part.SUNSET, TODAY + timedelta(days=5))
    assert record.verdict().until == TODAY + timedelta(days=5)


def test_a_row_changed_by_hand_changes_nothing_and_one_without_its_entry_counts_for_nothing() -> None:
    adoption.adopt()
    agreed = record.verdict().until
    Recorded.objects.filter(part=Part.SUNSET).update(day=date(2099, 1, 1))
    SwitchTurn.objects.filter(act="started").update(until=date(2099, 1, 1))
    assert record.verdict().until == agreed
    record.stop(LEAD, Reason.BOARD, WORDS)
    SwitchTurn.objects.create(
        seq=10**6, act="started", actor_id="user:1", actor_role="lead", at=datetime.now(UTC)
    )
    assert not record.verdict().live
    SwitchTurn.objects.filter(act="stopped").delete()
    assert not record.verdict().live, "a stop whose row is removed still stands"
