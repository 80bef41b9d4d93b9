"""Asking for identity on the item's page, the second person's page, and opening what was approved."""

import pytest

from privacy.models import AuditEntry, IdentityAsk, Reveal
from review_ui.models import User
from tests.review_ui import factory
from tests.review_ui.factory import client_of, held, person, signed_in

pytestmark = pytest.mark.django_db
WHY = "someone must be found today"
YES = {"answer": "approve", "sentence": "the ground is enough"}
PART = {"HX-Request": "true"}


def _ask(user: User, item_id: int, what: tuple[str, ...] = ("original", "account")) -> str:
    given = {"purpose": "find_person", "what": list(what), "sentence": WHY}
    return client_of(user).post(f"/items/{item_id}/reveal/", given, headers=PART).content.decode()


def test_original_at_once_identity_after_a_second_person() -> None:
    item, ana = held(), person("analyst", name="Ana Alder")
    shown = _ask(ana, item.pk)
    assert "Marta Quillfeather" in shown
    assert "must approve within 24 hours" in shown
    assert "heronfan" not in shown
    ask = IdentityAsk.objects.get()
    lead = signed_in("lead")
    listed = lead.get("/approvals/").content.decode()
    assert "Approvals (1)" in listed
    assert "Ana Alder, analyst" in listed
    assert WHY not in listed, "each sentence is read by itself, and logged"
    page = lead.get(f"/approvals/{ask.pk}/").content.decode()
    for word in (WHY, "Account", "Find someone", f"Item {item.pk}", "Marrow Bay High", "self-harm"):
        assert word in page
    for secret in ("Quillfeather", "heronfan", "nobody would notice", "example.invalid"):
        assert secret not in page
    assert AuditEntry.objects.filter(action="identity.ground_read").count() == 1
    assert lead.post(f"/approvals/{ask.pk}/", {"answer": "approve", "sentence": "short"}).status_code == 400
    assert lead.post(f"/approvals/{ask.pk}/", YES).status_code == 302
    mine = client_of(ana)
    page = mine.get(f"/items/{item.pk}/").content.decode()
    assert "approved" in page
    assert "the ground is enough" in page
    assert "heronfan" not in page
    opened = mine.post(f"/items/{item.pk}/identity/{ask.pk}/", headers=PART).content.decode()
    assert "@heronfan.example" in opened
    assert 'data-closes-in="300"' in opened
    assert "example.invalid/post" not in opened
    assert Reveal.objects.filter(field="account").count() == 1
    for other in (lead, signed_in("analyst")):
        refused = other.post(f"/items/{item.pk}/identity/{ask.pk}/").content.decode()
        assert "heronfan" not in refused
        assert "Nothing was revealed." in refused


def test_a_refusal_is_seen_with_its_reason_and_opens_nothing() -> None:
    item, ana = held(), person("analyst")
    _ask(ana, item.pk, ("link",))
    ask = IdentityAsk.objects.get()
    officer = signed_in("privacy_officer")
    officer.post(f"/approvals/{ask.pk}/", {"answer": "refuse", "sentence": "ask the counsellor first"})
    mine = client_of(ana)
    page = mine.get(f"/items/{item.pk}/").content.decode()
    assert "refused" in page
    assert "ask the counsellor first" in page
    assert "/identity/" not in page
    assert "example.invalid" not in mine.post(f"/items/{item.pk}/identity/{ask.pk}/").content.decode()


def test_nobody_approves_their_own_and_another_school_is_refused() -> None:
    item, lead = held(), person("lead")
    _ask(lead, item.pk, ("link",))
    ask = IdentityAsk.objects.get()
    mine = client_of(lead)
    assert "Nobody waits for you" in mine.get("/approvals/").content.decode()
    mine.post(f"/approvals/{ask.pk}/", YES)
    elsewhere = signed_in("counsellor", schools=(factory.OTHER,))
    assert "Nobody waits for you" in elsewhere.get("/approvals/").content.decode()
    for answer in (elsewhere.get(f"/approvals/{ask.pk}/"), elsewhere.post(f"/approvals/{ask.pk}/", YES)):
        assert answer.status_code == 403
    assert AuditEntry.objects.filter(action="access.refused").count() == 2
    assert not IdentityAsk.objects.get().approved
    assert signed_in("lead").get("/approvals/9999/").status_code == 404


def test_an_emergency_stays_red_until_somebody_decided() -> None:
    item, counsellor, officer = held(), signed_in("counsellor"), signed_in("privacy_officer")
    counsellor.post(
        f"/items/{item.pk}/emergency/reveal/", {"threat": "herself", "recipients": "911", "token": "t"}
    )
    for client in (counsellor, officer):
        assert "Emergencies to complete" in client.get("/approvals/").content.decode()
    assert "emergency: to be completed" in counsellor.get("/queue/").content.decode()
    stands = item.decisions.get().pk
    counsellor.post(f"/items/{item.pk}/decide/", {"kind": "support_referral", "token": "u", "stands": stands})
    assert AuditEntry.objects.filter(action="emergency.completed").count() == 1
    assert "Emergencies to complete" not in officer.get("/approvals/").content.decode()
