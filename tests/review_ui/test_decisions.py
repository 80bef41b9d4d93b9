"""Deciding: one transaction, double submits, stale pages, undo, referrals."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection
from django.test import Client

from privacy import audit, items, vault
from privacy.models import AuditEntry, Cause, Clock, HeldItem, State
from review_ui.decisions import Choice, decide
from review_ui.models import Acknowledgement, Decision, Kind
from tests.review_ui.factory import HIGH, OTHER, SAMPLES, client_of, held, person, signed_in

pytestmark = pytest.mark.django_db


def _send(
    client: Client, item: HeldItem, kind: str, *, stands: int = 0, form: str = "t1", **more: str
) -> int:
    given = {"kind": kind, "token": form, "stands": stands, **more}
    return client.post(f"/items/{item.pk}/decide/", given).status_code


@pytest.mark.parametrize(
    ("kind", "state", "clock", "action"),
    [
        ("no_concern", State.DECIDED, Clock.DISMISSED, "item.decided"),
        ("bullying_support", State.REFERRED, Clock.REFERRED, "item.decided"),
        ("support_referral", State.REFERRED, Clock.REFERRED, "item.referred"),
        ("threat_assessment", State.REFERRED, Clock.REFERRED, "item.referred"),
    ],
)
def test_a_decision_its_clock_and_its_entry_stand_together(
    kind: str, state: State, clock: Clock, action: str
) -> None:
    item, user = held(), person("analyst")
    reason = "idiom" if kind == "no_concern" else ""
    assert _send(client_of(user), item, kind, reason=reason, note="they mean the game") == 302
    decision = Decision.objects.get()
    item.refresh_from_db()
    assert (decision.kind, decision.actor, decision.reason) == (kind, user, reason)
    assert (item.state, item.clock) == (state, clock)
    entry = AuditEntry.objects.latest("seq")
    assert (entry.action, entry.actor_id) == (action, f"user:{user.pk}")
    assert b"game" not in bytes(entry.payload_canonical)
    assert b"game" not in bytes(decision.note)
    look = vault.look(item.pk, user.actor)
    assert vault.open_note(look.item, bytes(decision.note), seq=look.seq) == "they mean the game"


def test_no_entry_no_decision() -> None:
    item, user = held(), person("analyst")
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE audit_log RENAME TO audit_log_away")
    with pytest.raises(DatabaseError):
        decide(item.pk, user, Choice(Kind.THREAT_ASSESSMENT, "t"))
    item.refresh_from_db()
    assert not Decision.objects.exists()
    assert item.state == State.NEW


def test_no_concern_wants_a_reason_and_keeps_what_was_typed() -> None:
    item, client = held(), signed_in("analyst")
    answer = client.post(
        f"/items/{item.pk}/decide/", {"kind": "no_concern", "token": "t", "stands": 0, "note": "typed words"}
    )
    assert answer.status_code == 400
    assert "Choose why there is no concern" in answer.content.decode()
    assert "typed words" in answer.content.decode()
    assert _send(client, item, "no_concern", reason="other") == 400
    assert _send(client, item, "emergency") == 400
    assert _send(client, item, "") == 400
    assert not Decision.objects.exists()


def test_a_form_sent_twice_decides_once() -> None:
    item, client = held(), signed_in("analyst")
    assert _send(client, item, "threat_assessment") == 302
    assert _send(client, item, "threat_assessment") == 302
    assert Decision.objects.count() == 1
    assert AuditEntry.objects.filter(action="item.referred").count() == 1


def test_whoever_comes_second_is_told_and_keeps_the_text() -> None:
    item = held()
    first, second = client_of(person("analyst", name="Ana Alder")), signed_in("analyst")
    _send(first, item, "no_concern", reason="sport")
    answer = second.post(
        f"/items/{item.pk}/decide/",
        {"kind": "threat_assessment", "token": "t2", "stands": 0, "note": "I saw more"},
    )
    shown = answer.content.decode()
    assert answer.status_code == 409
    assert "Ana Alder decided first: No concern" in shown
    assert "I saw more" in shown
    assert Decision.objects.count() == 1
    form = answer.context["form"]
    sent = {
        "kind": "threat_assessment",
        "token": form["token"].value(),
        "stands": form["stands"].value(),
        "note": "I saw more",
    }
    assert second.post(f"/items/{item.pk}/decide/", sent).status_code == 302
    assert Decision.objects.latest("pk").supersedes == Decision.objects.earliest("pk")


def test_undo_is_a_new_decision_by_the_same_person() -> None:
    item, user = held(), person("analyst")
    client = client_of(user)
    client.get(f"/items/{item.pk}/")
    _send(client, item, "no_concern", reason="game")
    assert f"item {item.pk}, No concern" in client.get("/queue/").content.decode()
    assert signed_in("analyst").post(f"/items/{item.pk}/undo/").status_code == 302
    assert Decision.objects.count() == 1, "someone else cannot undo it"
    client.post(f"/items/{item.pk}/undo/")
    client.post(f"/items/{item.pk}/undo/")
    item.refresh_from_db()
    assert [one.kind for one in Decision.objects.order_by("pk")] == ["no_concern", "undone"]
    assert (item.state, item.clock, item.destroy_at) == (State.OPENED, Clock.UNREVIEWED, None)
    assert AuditEntry.objects.latest("seq").action == "item.reopened"
    shown = client.get(f"/items/{item.pk}/").content.decode()
    assert "No concern: A game" in shown
    assert "Decision undone" in shown


def test_a_destroyed_item_takes_no_decision() -> None:
    item, client = held(), signed_in("analyst")
    with audit.act():
        items.destroy(items.locked(item.pk), Cause.DELETE)
    assert _send(client, item, "threat_assessment") == 410
    assert not Decision.objects.exists()


def test_a_referral_is_acknowledged_by_a_counsellor_of_the_school_and_red_for_the_lead_until_then() -> None:
    item = held()
    _send(signed_in("analyst"), item, "support_referral")
    decision = Decision.objects.get()
    address = f"/items/{item.pk}/referrals/{decision.pk}/"
    lead, elsewhere, counsellor = (
        signed_in("lead"),
        signed_in("counsellor", schools=(OTHER,)),
        signed_in("counsellor", schools=(HIGH,)),
    )
    assert not lead.get("/referrals/").context["waiting"][0].late
    HeldItem.objects.update(due_at=decision.at - timedelta(minutes=1))
    assert "nobody has acknowledged it in time" in lead.get("/referrals/").content.decode()
    assert elsewhere.get("/referrals/").context["waiting"] == []
    assert elsewhere.post(address).status_code == 403
    assert lead.post(address).status_code == 403
    assert counsellor.post(address).status_code == 302
    assert counsellor.post(address).status_code == 302
    assert (
        Acknowledgement.objects.count() == AuditEntry.objects.filter(action="item.acknowledged").count() == 1
    )
    assert lead.get("/referrals/").context["waiting"] == []
    assert "acknowledged the referral" in counsellor.get(f"/items/{item.pk}/").content.decode()


def test_a_referral_that_no_longer_stands_cannot_be_taken() -> None:
    item, client = held(SAMPLES[2]), signed_in("analyst")
    _send(client, item, "support_referral")
    decision = Decision.objects.get()
    client.post(f"/items/{item.pk}/undo/")
    answer = signed_in("counsellor").post(f"/items/{item.pk}/referrals/{decision.pk}/", follow=True)
    assert "no longer stands" in answer.content.decode()
    assert not Acknowledgement.objects.exists()


def test_a_threat_assessment_stands_on_the_leads_page() -> None:
    item = held(SAMPLES[1])
    _send(signed_in("analyst"), item, "threat_assessment")
    assert [row.decision.item_id for row in signed_in("lead").get("/referrals/").context["threats"]] == [
        item.pk
    ]
