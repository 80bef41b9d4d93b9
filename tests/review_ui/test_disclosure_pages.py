"""The pages of a disclosure: two fields save it, it is red until complete, and a print names nobody else."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client

from privacy.disclosures.models import Disclosure
from privacy.models import AuditEntry, HeldItem
from tests.review_ui.factory import HIGH, OTHER, SAMPLES, client_of, held, person, signed_in

pytestmark = pytest.mark.django_db
LAW = {"threat": "said she will jump thistledown", "parties": "911, dispatcher wrenfeather", "token": "t"}
POLICY = {
    "need": "to send an ambulance",
    "copies": ["content"],
    "spoken": "where she was",
    "official": "Principal Ash",
    "notice": "Do not pass it on.",
    "notice_given": "on",
}


def recorded(item: HeldItem, client: Client, **more: object) -> Disclosure:
    answer = client.post(f"/items/{item.pk}/disclosures/new/", {**LAW, **more})
    assert answer.status_code == 302
    return Disclosure.objects.latest("pk")


def test_the_form_says_which_field_is_law_and_saves_with_two() -> None:
    item, client = held(), signed_in("analyst", name="Pat Analyst")
    form = client.get(f"/items/{item.pk}/disclosures/new/").content.decode()
    law, policy = form.split('id="policy-title"')
    assert all(f'name="{name}"' in law and f'name="{name}"' not in policy for name in ("threat", "parties"))
    assert all(f'name="{name}"' in policy for name in ("need", "copies", "spoken", "official", "notice"))
    assert "34 CFR 99.32(a)(5)" in law
    made = recorded(item, client, notice="Do not pass it on.")
    shown = client.get(f"/items/{item.pk}/disclosures/{made.pk}/").content.decode()
    assert "thistledown" in shown
    assert "To complete within 23 hours" in shown
    assert "the notice on redisclosure" in shown, "a proposed notice that nobody gave does not count"
    for page in (f"/items/{item.pk}/", "/disclosures/"):
        assert "Missing:" in signed_in("lead").get(page).content.decode()
    Disclosure.objects.update(due_at=made.at - timedelta(hours=3))
    assert "overdue for 3 hours" in client.get(f"/items/{item.pk}/").content.decode()
    listed = signed_in("privacy_officer").get("/disclosures/").content.decode()
    assert "overdue" in listed
    assert "Disclosures (1)" in listed
    assert "thistledown" not in listed
    assert (
        f"disclosures/{made.pk}/"
        not in signed_in("lead", schools=(OTHER,)).get("/disclosures/").content.decode()
    )


def test_a_field_that_is_missing_says_so_and_keeps_the_rest() -> None:
    item = held()
    answer = signed_in("lead").post(f"/items/{item.pk}/disclosures/new/", {**LAW, "parties": "", **POLICY})
    assert answer.status_code == 400
    assert "thistledown" in answer.content.decode()
    assert "to send an ambulance" in answer.content.decode()
    assert not Disclosure.objects.exists()


def test_two_people_complete_it_and_then_it_takes_additions_alone() -> None:
    item, first = held(), person("lead", name="Pat First")
    made = recorded(item, client_of(first), **POLICY)
    at = f"/items/{item.pk}/disclosures/{made.pk}"
    assert "Approve" not in client_of(first).get(f"{at}/").content.decode()
    client_of(first).post(f"{at}/approve/")
    made.refresh_from_db()
    assert made.approved_at is None
    signed_in("privacy_officer", name="Pat Second").post(f"{at}/approve/")
    made.refresh_from_db()
    assert made.completed_at is not None
    shown = client_of(first).get(f"{at}/").content.decode()
    assert "Complete since" in shown
    assert SAMPLES[0].text in shown.replace("&#x27;", "'")
    assert f'action="{at}/complete/"' not in shown
    assert client_of(first).post(f"{at}/complete/", POLICY).status_code == 400
    client_of(first).post(f"{at}/add/", {"text": "the ambulance came"})
    assert "the ambulance came" in client_of(first).get(f"{at}/").content.decode()


def test_the_print_names_the_deciding_official_and_no_other_staff_and_no_copy() -> None:
    item, client = held(), signed_in("analyst", name="Pat Recorder")
    made = recorded(item, client, **POLICY)
    officer = signed_in("privacy_officer", name="Pat Approver")
    officer.post(f"/items/{item.pk}/disclosures/{made.pk}/approve/")
    page = officer.get(f"/items/{item.pk}/disclosures/{made.pk}/print/").content.decode()
    printed = page[page.index("<article") : page.index("</article>")]
    for wanted in (
        "thistledown",
        "wrenfeather",
        "Principal Ash",
        "Do not pass it on.",
        "to send an ambulance",
    ):
        assert wanted in printed
    for other in ("Pat Recorder", "Pat Approver", "nobody would notice", "not complete"):
        assert other not in printed
    assert "Check by hand" in page
    assert AuditEntry.objects.latest("seq").action == "disclosure.printed"


def test_a_log_that_cannot_be_written_shows_no_record_and_says_call() -> None:
    item, client = held(), signed_in("lead")
    made = recorded(item, client)
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE audit_head RENAME TO audit_head_away")
    answer = client.post(f"/items/{item.pk}/disclosures/new/", {**LAW, "token": "again"})
    assert answer.status_code == 503
    assert "Call now" in answer.content.decode()
    assert 'href="tel:911"' in answer.content.decode()
    assert "thistledown" not in client.get(f"/items/{item.pk}/disclosures/{made.pk}/").content.decode()


def test_an_emergency_begins_the_record_and_declared_again_adds_to_it() -> None:
    item, user = held(), person("analyst", schools=(HIGH,))
    client = client_of(user)
    for token in ("a", "b"):
        answer = client.post(
            f"/items/{item.pk}/emergency/reveal/",
            {"threat": f"the pupil herself {token}", "recipients": "911", "token": token},
        )
        assert "Complete the record of whom you told" in answer.content.decode()
    made = Disclosure.objects.get()
    shown = client.get(f"/items/{item.pk}/disclosures/{made.pk}/").content.decode()
    assert "the pupil herself a" in shown
    assert "the pupil herself b" in shown
    assert 'value="original"' in shown, "what the emergency revealed can be said to be disclosed"


def test_a_record_of_another_item_is_not_found() -> None:
    made = recorded(held(), signed_in("lead"))
    other = held(SAMPLES[1])
    assert signed_in("lead").get(f"/items/{other.pk}/disclosures/{made.pk}/").status_code == 404
