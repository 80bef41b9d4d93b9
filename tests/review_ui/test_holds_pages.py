"""How long items stay, as the lead and the privacy officer see and set it."""

import io
from datetime import UTC, datetime, timedelta

import pytest

from privacy import items, roster
from privacy.actors import system
from privacy.audit import act
from privacy.models import AuditEntry, Clock, HeldItem, LegalHold, State
from tests.review_ui.factory import HIGH, SAMPLES, held, signed_in

pytestmark = pytest.mark.django_db


def referred() -> HeldItem:
    item = held()
    with act():
        items.set_clock(items.locked(item.pk), Clock.REFERRED)
    return item


def test_a_hold_is_set_by_one_role_and_lifted_by_the_other() -> None:
    item, lead, officer = held(), signed_in("lead", name="Pat Lead"), signed_in("privacy_officer")
    at = f"/items/{item.pk}/keep/"
    assert lead.post(at, {"act": "hold", "hold-reason": ""}).status_code == 400
    lead.post(at, {"act": "hold", "hold-reason": "subpoena thistledown"})
    assert f"/items/{item.pk}/keeping/" in officer.get("/retention/").content.decode()
    assert officer.get(f"/retention/?item={item.pk}")["Location"] == f"/items/{item.pk}/keeping/"
    shown = officer.get(f"/items/{item.pk}/keeping/").content.decode()
    assert "subpoena thistledown" in shown
    assert "Pat Lead" in shown
    assert AuditEntry.objects.latest("seq").action == "item.notes_read", "a reason is read against an entry"
    assert 'value="lift"' not in shown
    officer.post(at, {"act": "ask", "ask-reason": "the case is closed wrenfeather"})
    officer.post(at, {"act": "lift"})
    assert LegalHold.objects.get().lifted_at is None, "who asked does not lift"
    assert "wrenfeather" in lead.get(f"/items/{item.pk}/keeping/").content.decode()
    lead.post(at, {"act": "lift"})
    assert LegalHold.objects.get().lifted_at is not None
    assert f"/items/{item.pk}/keeping/" not in officer.get("/retention/").content.decode()


def test_holds_of_other_schools_are_not_listed() -> None:
    item = held(SAMPLES[1])
    signed_in("lead").post(f"/items/{item.pk}/keep/", {"act": "hold", "hold-reason": "subpoena"})
    shown = signed_in("lead", schools=(HIGH,)).get("/retention/").content.decode()
    assert f"/items/{item.pk}/keeping/" not in shown


def test_a_lead_alone_closes_what_nobody_reviewed_for_14_days() -> None:
    fresh, old = held(), held(ago=timedelta(days=15))
    lead, officer = signed_in("lead"), signed_in("privacy_officer")
    shown = lead.get("/retention/").content.decode()
    assert f"Item {old.pk}: close it with a reason" in shown
    assert f"Item {fresh.pk}:" not in shown
    for client, item in ((officer, old), (lead, fresh)):
        client.post(f"/items/{item.pk}/keep/", {"act": "close", "close-reason": "nobody was here"})
        item.refresh_from_db()
        assert item.state in items.WAITING
    lead.post(f"/items/{old.pk}/keep/", {"act": "close", "close-reason": "nobody was here"})
    old.refresh_from_db()
    assert (old.state, old.clock) == (State.DECIDED, Clock.DISMISSED)


def test_a_case_gets_its_schedule_and_its_pupil_and_others_do_not() -> None:
    item, waiting, lead = referred(), held(SAMPLES[1]), signed_in("lead")
    assert 'value="until"' not in lead.get(f"/items/{waiting.pk}/keeping/").content.decode()
    day = datetime.now(UTC).date() + timedelta(days=700)
    lead.post(f"/items/{item.pk}/keep/", {"act": "until", "until-until": day.isoformat()})
    item.refresh_from_db()
    assert item.destroy_at is not None
    assert abs(item.destroy_at.date() - day) <= timedelta(days=1)
    late = lead.post(f"/items/{item.pk}/keep/", {"act": "until", "until-until": "2019-01-01"})
    assert "within ten years" in late.content.decode()
    assert 'value="pupil"' not in lead.get(f"/items/{item.pk}/keeping/").content.decode(), "no roster"
    left = datetime.now(UTC).date() - timedelta(days=300)
    file = io.StringIO(f"pupil_id,birth_month,exit_date\np-77,2012-05,{left}\n")
    roster.load(file, system("roster"))
    assert lead.post(f"/items/{item.pk}/keep/", {"act": "pupil", "pupil-pupil": "p-78"}).status_code == 400
    lead.post(f"/items/{item.pk}/keep/", {"act": "pupil", "pupil-pupil": "p-77"})
    item.refresh_from_db()
    assert item.destroy_at < datetime.now(UTC) + timedelta(days=70)
    shown = lead.get(f"/items/{item.pk}/keeping/").content.decode()
    assert "Linked to a pupil of the roster" in shown
    assert "p-77" not in shown
