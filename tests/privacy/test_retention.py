"""Legal holds, schedules, and closing what nobody reviewed: who may, what is logged, what stays."""

from datetime import UTC, datetime, timedelta

import pytest

from privacy import audit, items, purge, retention, vault
from privacy.actors import Someone
from privacy.clock import tick
from privacy.models import AuditEntry, Cause, Clock, HeldItem, LegalHold, Receipt, State
from stream.errors import BadInput
from tests.privacy.conftest import ANALYST, Deployed

pytestmark = pytest.mark.django_db
LEAD, OFFICER = Someone("user:3", "lead"), Someone("user:4", "privacy_officer")
NOW = datetime.now(UTC)
WHY = "a court asked for it in writing"


def clock(item: HeldItem, which: Clock) -> None:
    with audit.act():
        items.set_clock(items.locked(item.pk), which)


def last() -> str:
    return AuditEntry.objects.order_by("-seq")[0].action


def test_under_a_legal_hold_nothing_destroys_an_item(deployed: Deployed, item: HeldItem) -> None:
    clock(item, Clock.DISMISSED)
    hold = retention.set_hold(item.pk, OFFICER, WHY)
    assert last() == "item.hold_set"
    assert WHY.encode() not in bytes(hold.reason)
    assert retention.standing() == {item.pk: hold}
    assert tick(NOW + timedelta(days=30)).destroyed == 0
    with audit.act():
        assert not purge.withdraw(items.locked(item.pk), Cause.DELETE, actor=ANALYST, now=NOW)
    with audit.act(), pytest.raises(BadInput, match="legal hold"):
        items.destroy(items.locked(item.pk), Cause.REQUEST)
    with pytest.raises(BadInput, match="already"):
        retention.set_hold(item.pk, LEAD, WHY)
    assert tick(NOW + timedelta(days=31)).destroyed == 0
    with pytest.raises(BadInput, match="nobody has asked"):
        retention.lift(item.pk, LEAD)
    retention.ask_to_lift(item.pk, OFFICER, "the court has closed the matter")
    for same in (OFFICER, Someone("user:9", "privacy_officer")):
        with pytest.raises(BadInput, match="the other role"):
            retention.lift(item.pk, same)
    retention.lift(item.pk, LEAD)
    assert last() == "item.hold_lifted"
    assert tick(NOW + timedelta(days=32)).destroyed == 1
    hold.refresh_from_db()
    assert (bytes(hold.reason), bytes(hold.lift_reason)) == (b"", b"")
    assert Receipt.objects.get().cause == Cause.DELETE


@pytest.mark.parametrize("role", ["analyst", "counsellor", "operator", "administrator"])
def test_only_two_roles_hold(deployed: Deployed, item: HeldItem, role: str) -> None:
    someone = Someone("user:5", role)
    for act in (
        lambda: retention.set_hold(item.pk, someone, WHY),
        lambda: retention.ask_to_lift(item.pk, someone, WHY),
        lambda: retention.lift(item.pk, someone),
        lambda: retention.keep_until(item.pk, someone, NOW + timedelta(days=3)),
        lambda: retention.close(item.pk, someone, WHY),
    ):
        with pytest.raises(BadInput, match=r"a lead"):
            act()
    assert not LegalHold.objects.exists()


def test_a_case_has_a_schedule_of_its_own_or_a_year(deployed: Deployed, item: HeldItem) -> None:
    with pytest.raises(BadInput, match="not referred"):
        retention.keep_until(item.pk, LEAD, NOW + timedelta(days=30))
    clock(item, Clock.REFERRED)
    item.refresh_from_db()
    assert item.destroy_at is not None
    assert timedelta(days=364) < item.destroy_at - NOW < timedelta(days=366)
    until = NOW + timedelta(days=30)
    assert retention.keep_until(item.pk, LEAD, until) == until
    for wrong in (NOW - timedelta(days=1), NOW + timedelta(days=4000)):
        with pytest.raises(BadInput, match="within ten years"):
            retention.keep_until(item.pk, LEAD, wrong)
    assert tick(until).destroyed == 1
    assert Receipt.objects.get().cause == Cause.SCHEDULE


def test_a_lead_closes_what_nobody_reviewed_after_fourteen_days_with_a_reason(
    deployed: Deployed, item: HeldItem
) -> None:
    due = item.queued_at + timedelta(days=14)
    tick(due)
    assert retention.closable(None, due - timedelta(seconds=1)) == []
    assert retention.closable(None, due) == [item]
    with pytest.raises(BadInput, match="less than 14 days"):
        retention.close(item.pk, LEAD, WHY, due - timedelta(seconds=1))
    with pytest.raises(BadInput, match="fill it in"):
        retention.close(item.pk, LEAD, "  ", due)
    retention.close(item.pk, LEAD, "holidays: nobody was here to look", due)
    assert last() == "item.closed"
    item.refresh_from_db()
    assert (item.state, item.destroy_at) == (State.DECIDED, due + timedelta(days=7))
    with pytest.raises(BadInput, match="was decided"):
        retention.close(item.pk, LEAD, WHY, due)
    assert b"holidays" not in bytes(item.closing_reasons.get().blob)
    seq = vault.look(item.pk, ANALYST).seq
    assert vault.open_note(item, item.closing_reasons.get().blob, seq=seq).startswith("holidays")
    assert tick(due + timedelta(days=7)).destroyed == 1
    assert bytes(item.closing_reasons.get().blob) == b""
