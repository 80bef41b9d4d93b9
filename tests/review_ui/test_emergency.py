"""An emergency: the call sheet before anything, two fields, the original at once."""

import pytest
from django.db import connection

from privacy.models import AuditEntry, Clock, State
from review_ui.models import Decision, Kind
from tests.review_ui.factory import client_of, held, person, signed_in

pytestmark = pytest.mark.django_db


def test_the_call_sheet_is_there_before_anything_is_saved_and_reveals_nothing() -> None:
    item, client = held(), signed_in("analyst")
    shown = client.get(f"/items/{item.pk}/emergency/").content.decode()
    assert 'href="tel:911"' in shown
    assert 'href="tel:+15415550142"' in shown
    assert "Quillfeather" not in shown
    assert AuditEntry.objects.latest("seq").action == "call_sheet.shown"
    assert not Decision.objects.exists()


def test_two_answers_reveal_and_decide() -> None:
    item, user = held(), person("counsellor")
    answer = client_of(user).post(
        f"/items/{item.pk}/emergency/reveal/",
        {"threat": "the pupil herself", "recipients": "911", "token": "t"},
    )
    shown = answer.content.decode()
    assert "Marta Quillfeather" in shown
    assert "https://example.invalid/post/1" in shown
    assert "911" in shown
    decision = Decision.objects.get()
    item.refresh_from_db()
    assert (decision.kind, item.clock, item.state) == (Kind.EMERGENCY, Clock.EMERGENCY, State.OPENED)
    assert AuditEntry.objects.filter(action="emergency.revealed").count() == 3
    assert "the pupil herself" in client_of(user).get(f"/items/{item.pk}/").content.decode()


def test_an_emergency_stands_above_a_decision_made_meanwhile_and_cannot_be_undone() -> None:
    item, client = held(), signed_in("analyst")
    signed_in("analyst").post(
        f"/items/{item.pk}/decide/", {"kind": "no_concern", "reason": "news", "token": "a", "stands": 0}
    )
    client.post(f"/items/{item.pk}/emergency/reveal/", {"threat": "x", "recipients": "y", "token": "t"})
    assert Decision.objects.latest("pk").kind == Kind.EMERGENCY
    client.post(f"/items/{item.pk}/undo/")
    assert Decision.objects.latest("pk").kind == Kind.EMERGENCY


def test_an_empty_field_keeps_the_call_sheet_and_says_what_is_missing() -> None:
    item = held()
    answer = signed_in("lead").post(
        f"/items/{item.pk}/emergency/reveal/", {"threat": "", "recipients": "911", "token": "t"}
    )
    assert answer.status_code == 400
    assert "A few words are enough." in answer.content.decode()
    assert "tel:911" in answer.content.decode()
    assert "Quillfeather" not in answer.content.decode()


def test_a_log_that_cannot_be_written_closes_the_original_but_not_the_call_sheet() -> None:
    item, client = held(), signed_in("analyst")
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE audit_head RENAME TO audit_head_away")
    answer = client.post(
        f"/items/{item.pk}/emergency/reveal/", {"threat": "x", "recipients": "y", "token": "t"}
    )
    assert answer.status_code == 503
    assert "tel:911" in answer.content.decode()
    assert "Quillfeather" not in answer.content.decode()
