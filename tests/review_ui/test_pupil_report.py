"""A pupil's access report: for one request, item by item, roles and grounds, one entry before it shows."""

import io
from datetime import UTC, datetime

import pytest
from django.test import Client

from privacy import items, roster
from privacy.actors import system
from privacy.audit import act, object_key_of
from privacy.models import AuditEntry, Cause, Clock, HeldItem
from tests.review_ui.factory import SAMPLES, client_of, held, person, signed_in

pytestmark = pytest.mark.django_db
LAW = {"threat": "said she will jump", "parties": "911, dispatcher", "token": "t"}


def case(number: int, pupil: str) -> HeldItem:
    item = held(SAMPLES[number])
    with act():
        items.set_clock(items.locked(item.pk), Clock.REFERRED)
    roster.mark(item.pk, system("test"), pupil)
    return item


@pytest.fixture
def officer() -> Client:
    file = io.StringIO("pupil_id,birth_month,exit_date\np-1,2012-05,\np-2,2013-01,\n")
    roster.load(file, system("roster"))
    return signed_in("privacy_officer")


def test_it_says_by_role_who_had_access_and_why_to_this_pupil_s_items_alone(officer: Client) -> None:
    mine, other = case(0, "p-1"), case(1, "p-2")
    reviewer = client_of(person("analyst", name="Pat Reviewer"))
    for item in (mine, other):
        reviewer.get(f"/items/{item.pk}/")
    reviewer.post(
        f"/items/{mine.pk}/reveal/",
        {"purpose": "find_person", "what": ["original"], "sentence": "someone must be found"},
    )
    reviewer.post(f"/items/{mine.pk}/disclosures/new/", LAW)
    before = AuditEntry.objects.count()
    shown = officer.post("/pupil-report/", {"reference": "R-2026-7", "pupil": "p-1"}).content.decode()
    assert f"Item {mine.pk}," in shown
    assert f"Item {other.pk}," not in shown
    for wanted in (
        "opened it",
        "revealed part of the original: the post as it was written",
        "disclosed it to parties outside",
    ):
        assert wanted in shown
    assert "Find someone who may need help or protection" in shown
    assert "analyst" in shown
    assert "R-2026-7" in shown
    for never in ("Pat Reviewer", "p-1", "will jump", "nobody would notice"):
        assert never not in shown
    entry = AuditEntry.objects.latest("seq")
    assert AuditEntry.objects.count() == before + 1
    assert entry.object_key == object_key_of("log", "request:R-2026-7")
    assert b'"items":1' in bytes(entry.payload_canonical)


def test_a_disclosure_that_outlived_its_item_is_still_found(officer: Client) -> None:
    item = case(0, "p-1")
    signed_in("lead").post(f"/items/{item.pk}/disclosures/new/", LAW)
    with act():
        items.destroy(items.locked(item.pk), Cause.SCHEDULE, now=datetime.now(UTC))
    shown = officer.post("/pupil-report/", {"reference": "R-8", "pupil": "p-1"}).content.decode()
    assert "the record of its disclosure is kept" in shown
    at = f"/items/{item.pk}/disclosures/{item.disclosures.get().pk}/print/"
    assert "said she will jump" in officer.get(at).content.decode()
    nothing = officer.post("/pupil-report/", {"reference": "R-9", "pupil": "p-2"}).content.decode()
    assert "Nothing that is held is linked" in nothing


def test_no_id_stands_in_an_address_and_both_fields_are_needed(officer: Client) -> None:
    before = AuditEntry.objects.count()
    assert "<table" not in officer.get("/pupil-report/?pupil=p-1&reference=R").content.decode()
    assert officer.post("/pupil-report/", {"pupil": "p-1"}).status_code == 400
    assert AuditEntry.objects.count() == before
