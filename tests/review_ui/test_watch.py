"""The privacy officer's page: who saw what, and whether the log is whole."""

import pytest
from django.db import connection

from privacy.models import AuditEntry
from tests.review_ui.factory import SAMPLES, client_of, held, person, signed_in

pytestmark = pytest.mark.django_db


def test_who_saw_this_item_and_what_did_this_person_see() -> None:
    first, second = held(SAMPLES[0]), held(SAMPLES[1])
    ana, ben = person("analyst", name="Ana Alder"), person("analyst", name="Ben Birch")
    client_of(ana).get(f"/items/{first.pk}/")
    client_of(ana).get(f"/items/{second.pk}/")
    client_of(ben).post(
        f"/items/{second.pk}/reveal/",
        {"purpose": "understand", "what": ["account"], "sentence": "whom does it concern"},
    )
    officer = signed_in("privacy_officer")
    saw = officer.get(f"/audit/?item={second.pk}").context["lines"]
    assert [(line.who, line.did, line.item) for line in saw] == [
        ("Ben Birch", "revealed part of the original", second.pk),
        ("Ana Alder", "opened it", second.pk),
    ]
    seen = officer.get(f"/audit/?person={ana.pk}").context["lines"]
    assert [line.item for line in seen] == [second.pk, first.pk]
    assert [line.who for line in officer.get("/audit/?reveals=1").context["lines"]] == ["Ben Birch"]
    assert "field account; purpose understand" in officer.get("/audit/?reveals=1").content.decode()


def test_reading_the_log_is_an_entry_and_shows_no_post() -> None:
    held(SAMPLES[0])
    officer = signed_in("privacy_officer")
    shown = officer.get("/audit/").content.decode()
    assert AuditEntry.objects.latest("seq").action == "audit.viewed"
    assert "read the audit log" in shown
    assert "put it into the queue" in shown
    assert "nobody would notice" not in shown


def test_wrong_filters_are_answered_in_words() -> None:
    officer = signed_in("privacy_officer")
    for item in ("999999", "abc", "٣", "9" * 30):
        answer = officer.get("/audit/", {"item": item, "person": "abc", "page": "x"})
        assert answer.status_code == 200
        assert "There is no item" in answer.content.decode()


def test_pages_go_back_to_the_first_entry() -> None:
    officer = signed_in("privacy_officer")
    for _ in range(51):
        officer.get("/audit/?reveals=1")
    page = officer.get("/audit/?page=2")
    assert page.context["lines"]
    assert "Newer" in page.content.decode()


def test_verify_says_that_the_log_is_whole_and_logs_the_check() -> None:
    item = held()
    signed_in("analyst").post(
        f"/items/{item.pk}/decide/", {"kind": "threat_assessment", "token": "t", "stands": 0}
    )
    shown = signed_in("privacy_officer").post("/audit/verify/").content.decode()
    assert "The audit log is whole." in shown
    assert AuditEntry.objects.latest("seq").action == "audit.verified"


def test_verify_finds_a_changed_entry_and_a_decision_without_one() -> None:
    item = held()
    signed_in("analyst").post(
        f"/items/{item.pk}/decide/", {"kind": "threat_assessment", "token": "t", "stands": 0}
    )
    officer = signed_in("privacy_officer")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE review_ui_decision SET kind = 'no_concern'")
    shown = officer.post("/audit/verify/").content.decode()
    assert "The audit log was changed or is damaged." in shown
    assert AuditEntry.objects.latest("seq").outcome == "failed"
