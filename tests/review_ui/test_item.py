"""The item page: a look each time, redacted only, hostile text harmless; reveals."""

import pytest
from django.db import connection

from privacy import audit, items
from privacy.hold import hold
from privacy.models import AuditEntry, Cause, HeldItem, Reveal
from tests.review_ui import factory
from tests.review_ui.factory import HOSTILE, SAMPLES, client_of, held, person, review, signed_in

pytestmark = pytest.mark.django_db


def _looks(item: HeldItem) -> int:
    key = audit.object_key_of(audit.ObjectType.ITEM, item.post_id)
    return AuditEntry.objects.filter(object_key=key, action="item.looked").count()


def test_each_get_is_a_look_in_the_log() -> None:
    item, user = held(), person("analyst")
    client = client_of(user)
    for number in (1, 2):
        assert client.get(f"/items/{item.pk}/").status_code == 200
        assert _looks(item) == number
    assert AuditEntry.objects.filter(action="item.looked").latest("seq").actor_id == f"user:{user.pk}"


def test_the_page_shows_the_redacted_text_its_marks_and_grounds_and_nothing_sealed() -> None:
    shown = signed_in("analyst").get(f"/items/{held(coordinates=True).pk}/").content.decode()
    assert "[PERSON 1]" in shown
    assert '<mark class="evidence"' in shown
    assert '<mark class="place"' in shown
    assert "evidence for self-harm, most of the score" in shown
    assert "38 metres from its edge" in shown
    assert "Because: the city Marrow Bay stands in the text" in shown
    assert "What this cannot tell you" in shown
    assert "988" in shown
    for secret in ("Quillfeather", "inventedpebble", "heronfan", "example.invalid"):
        assert secret not in shown
    assert "%" not in shown.split('id="score-title"')[1].split("</section>")[0]


def test_a_post_with_html_is_only_text() -> None:
    shown = signed_in("analyst").get(f"/items/{held(HOSTILE).pk}/").content.decode()
    assert "&lt;script&gt;document.title" in shown
    assert "<img" not in shown
    assert shown.count("<script") == 2
    assert "&amp;amp; {{ 7|add:1 }}" in shown


def test_every_page_forbids_inline_code_and_other_hosts() -> None:
    client = signed_in("analyst")
    for address in (f"/items/{held().pk}/", "/queue/", "/nowhere/", "/audit/", "/accounts/login/"):
        answer = client.get(address)
        policy = answer["Content-Security-Policy"]
        assert "unsafe" not in policy
        assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self';")
        assert "no-store" in answer["Cache-Control"]
        shown = answer.content.decode()
        assert " style=" not in shown
        assert "<style" not in shown
        assert " onclick=" not in shown


def test_without_a_log_nothing_is_shown_and_the_page_says_whom_to_call() -> None:
    item, client = held(), signed_in("analyst")
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE audit_head RENAME TO audit_head_away")
    for address in (f"/items/{item.pk}/", f"/items/{item.pk}/reveal/"):
        answer = client.get(address) if "reveal" not in address else client.post(address, {"purpose": "understand", "what": "original", "sentence": "I must understand it"})  # fmt: skip
        shown = answer.content.decode()
        assert answer.status_code == 503
        assert "Nothing can be opened until the audit log works again" in shown
        assert "+1 541 555 0142" in shown
        assert "[PERSON 1]" not in shown
        assert "Quillfeather" not in shown
    assert "911" in client.get("/call-sheet/").content.decode()
    emergency = client.get(f"/items/{item.pk}/emergency/")
    assert (emergency.status_code, "911" in emergency.content.decode()) == (200, True)


def test_a_destroyed_item_says_so() -> None:
    item = held()
    with audit.act():
        items.destroy(items.locked(item.pk), Cause.DELETE)
    answer = signed_in("analyst").get(f"/items/{item.pk}/")
    assert answer.status_code == 410
    assert "was destroyed" in answer.content.decode()
    assert signed_in("analyst").get("/items/999999/").status_code == 404


def test_a_reveal_wants_a_purpose_and_a_sentence_and_is_logged() -> None:
    item, client = held(), signed_in("analyst")
    address = f"/items/{item.pk}/reveal/"
    wrong = client.post(
        address, {"purpose": "", "what": ["original"], "sentence": "short"}, headers={"HX-Request": "true"}
    )
    assert "Choose a purpose." in wrong.content.decode()
    assert "Nothing was revealed." in wrong.content.decode()
    assert not Reveal.objects.exists()
    given = {
        "purpose": "find_person",
        "what": ["original"],
        "sentence": "Someone must be found today",
    }
    shown = client.post(address, given, headers={"HX-Request": "true"}).content.decode()
    assert "Marta Quillfeather" in shown
    assert "heronfan" not in shown
    assert 'data-closes-in="300"' in shown
    assert "<html" not in shown
    assert Reveal.objects.count() == AuditEntry.objects.filter(action="item.revealed").count() == 1
    assert "<html" in client.post(address, given).content.decode(), "without htmx it is a page of its own"
    assert client.get(address).status_code == 405


def test_a_reveal_for_discipline_or_emergency_is_no_choice() -> None:
    item, client = held(), signed_in("lead")
    for purpose in ("discipline", "emergency"):
        answer = client.post(
            f"/items/{item.pk}/reveal/",
            {"purpose": purpose, "what": ["original"], "sentence": "it is needed now"},
        )
        assert "Quillfeather" not in answer.content.decode()


def test_a_page_left_open_learns_that_someone_decided_or_that_the_post_is_gone() -> None:
    item = held()
    mine, other = signed_in("analyst"), client_of(person("lead", name="Lee Moss"))
    mine.get(f"/items/{item.pk}/")
    before = AuditEntry.objects.count()
    assert mine.get(f"/items/{item.pk}/presence/?stands=0").content.decode().strip() == ""
    assert AuditEntry.objects.count() == before
    other.get(f"/items/{item.pk}/")
    assert "Also open with Lee Moss" in mine.get(f"/items/{item.pk}/presence/?stands=0").content.decode()
    other.post(f"/items/{item.pk}/decide/", {"kind": "threat_assessment", "token": "t", "stands": 0})
    assert (
        "Lee Moss decided meanwhile: Threat assessment"
        in mine.get(f"/items/{item.pk}/presence/?stands=0").content.decode()
    )


def test_an_edited_post_waits_again_and_shows_that_the_decision_was_before() -> None:
    record = review(SAMPLES[0])
    hold([record])
    item, client = HeldItem.objects.get(), signed_in("analyst")
    client.get(f"/items/{item.pk}/")
    client.post(
        f"/items/{item.pk}/decide/", {"kind": "no_concern", "reason": "idiom", "token": "t", "stands": 0}
    )
    edited = review(SAMPLES[3], post_id=record.post_id, version="2")
    hold([edited])
    assert "The post was edited since" in client.get(f"/items/{item.pk}/").content.decode()
    assert factory.HIGH in HeldItem.objects.get().school_ids
