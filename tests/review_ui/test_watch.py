"""The privacy officer's page: who saw what, and whether the log is whole."""

import csv
import io
import json
import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import RequestFactory
from django.utils import timezone

from privacy import coverage
from privacy.audit import Action
from privacy.clock import tick
from privacy.models import AuditEntry, Heartbeat
from privacy.note import checkpoint
from review_ui.log_words import DONE
from review_ui.watch import audit_export
from review_ui.watching import zone
from tests.privacy.crashing import at_every_point
from tests.privacy.signed_log import acts, made, signed
from tests.review_ui.factory import SAMPLES, client_of, held, person, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def deployed_mail(settings: Any) -> None:
    """Someone is on call, so that letters are written."""
    settings.COVERAGE = coverage.parse({}, [{"email": "first@district.example"}], [])


def test_who_saw_this_item_and_what_did_this_person_see() -> None:
    first, second = held(SAMPLES[0]), held(SAMPLES[1])
    ana, ben = person("analyst", name="Ana Alder"), person("analyst", name="Ben Birch")
    client_of(ana).get(f"/items/{first.pk}/")
    client_of(ana).get(f"/items/{second.pk}/")
    client_of(ben).post(
        f"/items/{second.pk}/reveal/",
        {"purpose": "understand", "what": ["original"], "sentence": "whom does it concern"},
    )
    officer = signed_in("privacy_officer")
    saw = officer.get(f"/audit/?what=seen&item={second.pk}").context["lines"]
    assert [(line.who, line.did, line.items) for line in saw] == [
        ("Ben Birch", "revealed part of the original", (second.pk,)),
        ("Ana Alder", "opened it", (second.pk,)),
    ]
    seen = officer.get(f"/audit/?what=seen&person={ana.pk}")
    assert [line.items for line in seen.context["lines"]] == [(second.pk,), (first.pk,)]
    assert "What was seen by Ana Alder: 2 entries" in seen.content.decode()
    revealed = officer.get("/audit/?what=revealed")
    assert [line.who for line in revealed.context["lines"]] == ["Ben Birch"]
    assert "what: the post as it was written; purpose: Understand what was meant" in revealed.content.decode()
    assert officer.get("/audit/?what=exported").context["lines"] == []


def test_what_left_the_team_names_the_items_of_a_message(deployed_mail: None) -> None:
    first, second = held(SAMPLES[0]), held(SAMPLES[1])
    tick(first.queued_at)
    officer = signed_in("privacy_officer")
    told = officer.get("/audit/?what=disclosed").context["lines"]
    assert {items for line in told for items in [line.items]} == {(first.pk, second.pk)}
    about = officer.get(f"/audit/?what=disclosed&item={second.pk}").context["lines"]
    assert [line.seq for line in about] == [line.seq for line in told]
    assert not re.search(r"[0-9a-f]{64}", officer.get("/audit/").content.decode().split("<table>")[1])


def test_days_are_those_of_the_district() -> None:
    held()
    officer = signed_in("privacy_officer")
    today = timezone.localtime(timezone=zone()).date()
    assert officer.get("/audit/", {"since": str(today), "until": str(today)}).context["lines"]
    tomorrow = today + timedelta(days=1)
    assert officer.get("/audit/", {"since": str(tomorrow)}).context["lines"] == []
    assert officer.get("/audit/", {"until": str(today - timedelta(days=1))}).context["lines"] == []


def test_an_export_is_logged_before_its_first_byte_and_holds_no_formula() -> None:
    item = held()
    client_of(person("analyst", name="=HYPERLINK Pat")).get(f"/items/{item.pk}/")
    officer = signed_in("privacy_officer")
    answer = officer.post("/audit/export/", {"what": "seen", "item": item.pk})
    entry = AuditEntry.objects.latest("seq")
    assert (entry.action, json.loads(bytes(entry.payload_canonical))["payload"]["entries"]) == (
        "audit.exported",
        1,
    )
    assert f"audit-log-{entry.seq}.csv" in answer["Content-Disposition"]
    text = b"".join(answer.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]  # a streaming answer
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [(row["who"], row["did"], row["items"], row["outcome"]) for row in rows] == [
        ("'=HYPERLINK Pat", "opened it", str(item.pk), "ok")
    ]
    assert "audit.exported" in b"".join(officer.post("/audit/export/").streaming_content).decode()  # type: ignore[attr-defined]  # as above
    assert officer.post("/audit/export/", {"item": "999999"}).status_code == 400
    assert officer.get("/audit/export/").status_code == 405


@pytest.mark.django_db(transaction=True)
def test_no_death_at_any_line_lets_an_export_out_without_its_entry() -> None:
    held()
    # A question that each death's own entry does not lengthen.
    request = RequestFactory().post("/audit/export/", {"what": "revealed"})
    request.user = person("privacy_officer")
    deaths, alone = at_every_point(
        lambda: b"".join(audit_export(request).streaming_content),  # type: ignore[attr-defined]  # a streaming answer
        files=("review_ui/watch.py",),
        release=[("review_ui/watch.py", "_rows")],
        before=AuditEntry.objects.filter(action="audit.exported").count,
    )
    assert deaths > 20
    assert alone > 0


def test_a_long_export_has_every_entry_once() -> None:
    acts(520)
    officer = signed_in("privacy_officer")
    text = b"".join(officer.post("/audit/export/").streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]  # as above
    seqs = [int(row["entry"]) for row in csv.DictReader(io.StringIO(text))]
    assert seqs == list(range(max(seqs), 0, -1))
    assert len(seqs) > 520


def test_every_action_has_words() -> None:
    assert [action for action in Action if action not in DONE] == []


def test_the_signers_alarm_stands_on_the_pages_of_those_who_watch() -> None:
    officer, operator = signed_in("privacy_officer"), signed_in("operator")
    pages = ((officer, "/audit/"), (operator, "/throughput/"), (operator, "/throughput/numbers/"))
    for client, page in pages:
        assert "Nobody signs the audit log." in client.get(page).content.decode()
    now = timezone.now()
    beat = Heartbeat.objects.create(
        worker_id="signer-1",
        stage="signer",
        pid=1,
        host="here",
        started_at=now,
        seen_at=now,
        state="running",
        counters={"firstbell_checkpoint_entries": 2.0},
    )
    assert "2 of" in officer.get("/audit/").content.decode()
    assert "Nobody signs" not in operator.get("/throughput/").content.decode()
    Heartbeat.objects.filter(pk=beat.pk).update(state="refuses")
    for client, page in pages:
        assert "The signer of the audit log refuses to sign." in client.get(page).content.decode()


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
    for asked in (
        {"what": "x"},
        {"person": "abc"},
        {"person": "9" * 30},
        {"since": "yesterday"},
        {"until": "2026-99-99"},
    ):
        answer = officer.get("/audit/", asked)
        assert (answer.status_code, answer.context["lines"]) == (200, [])
        assert answer.context["asked"].problem
    for item in ("999999", "abc", "٣", "9" * 30):
        answer = officer.get("/audit/", {"item": item, "person": "abc", "page": "x"})
        assert answer.status_code == 200
        assert "There is no item" in answer.content.decode()


def test_pages_go_back_to_the_first_entry() -> None:
    officer = signed_in("privacy_officer")
    for _ in range(51):
        officer.get("/audit/?what=revealed")
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
    assert "every reveal has its entry" in shown
    assert "covered by no checkpoint from outside" in shown
    assert AuditEntry.objects.latest("seq").action == "audit.verified"


def test_verify_compares_with_a_checkpoint_that_the_reader_pastes(tmp_path: Path) -> None:
    held()
    work = made(tmp_path / "signer")
    note = signed(work)
    officer = signed_in("privacy_officer")
    shown = officer.post("/audit/verify/", {"checkpoint": note.replace("\n", "\r\n")}).content.decode()
    assert "The audit log is whole." in shown
    assert "are those that the checkpoint that you pasted saw" in shown
    assert "by checkpoints from outside" in shown
    wrong = officer.post("/audit/verify/", {"checkpoint": "Dear all"}).content.decode()
    assert "What you pasted was not compared:" in wrong
    assert "The audit log is whole." in wrong
    other = checkpoint(work.key.origin, work.last.size, bytes(32), [work.key])
    assert "the log was rewritten" in officer.post("/audit/verify/", {"checkpoint": other}).content.decode()


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
