"""A rights request from the paper on the desk to its outcome, by the two people of it."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from privacy.models import AuditEntry, HeldItem, State
from privacy.rights.models import Match, RightsRequest
from review_ui.models import User
from tests.review_ui.factory import SAMPLES, client_of, held, person, signed_in

pytestmark = pytest.mark.django_db
WHO, PROOF = "Odalia Farrowgate, mother", "passport, seen at the counter"


@pytest.fixture
def officer() -> Client:
    return signed_in("privacy_officer")


@pytest.fixture
def lead() -> User:
    return person("lead", name="Lee Moss")


def opened(officer: Client, kind: str = "access", days: int = 0) -> int:
    day = timezone.localdate() - timedelta(days=days)
    given = {"kind": kind, "received_on": day.isoformat(), "who": WHO, "verified": "control", "proof": PROOF}
    assert officer.post("/rights/new/", given).status_code == 302
    return RightsRequest.objects.latest("pk").pk


def searched(officer: Client, lead: User, kind: str = "access") -> int:
    pk = opened(officer, kind)
    client_of(lead).post(f"/rights/{pk}/confirm/")
    officer.post(f"/rights/{pk}/given/", {"source": "bluesky", "text": "@heronfan.example"})
    given = RightsRequest.objects.get(pk=pk).given.get().pk
    assert client_of(lead).post(f"/rights/{pk}/search/{given}/").status_code == 302
    return pk


def test_from_the_desk_to_the_printed_answer(officer: Client, lead: User) -> None:
    item = held(coordinates=True)
    signed_in("analyst", name="Ana Alder").get(f"/items/{item.pk}/")
    pk = opened(officer)
    listed = officer.get("/rights/").content.decode()
    assert "Rights requests (1)" in listed
    assert "A lead or administrator must confirm it" in listed
    for word in ("Farrowgate", "passport"):
        assert word not in listed
        assert word in client_of(lead).get(f"/rights/{pk}/").content.decode()
    assert AuditEntry.objects.filter(action="rights.read").count() == 2
    assert client_of(lead).post(f"/rights/{pk}/confirm/").status_code == 302
    officer.post(f"/rights/{pk}/given/", {"source": "bluesky", "text": "@heronfan.example"})
    page = officer.get(f"/rights/{pk}/").content.decode()
    assert "heronfan" in page
    assert "The other one of you compares it" in page
    third = signed_in("administrator").get(f"/rights/{pk}/").content.decode()
    assert "heronfan" not in third
    assert "<button>Enter</button>" not in third
    given = RightsRequest.objects.get().given.get().pk
    officer.post(f"/rights/{pk}/search/{given}/")
    assert not Match.objects.exists(), "who entered it does not search"
    client_of(lead).post(f"/rights/{pk}/search/{given}/")
    assert f"Item {item.pk}" in officer.get(f"/rights/{pk}/").content.decode()
    answer = officer.get(f"/rights/{pk}/print/").content.decode()
    for word in ("Marta Quillfeather", "What you wrote", "analyst", "opened it", "38 metres", "self-harm"):
        assert word in answer
    for word in ("Ana Alder", "Lee Moss", "heronfan", "did:plc"):
        assert word not in answer
    wrong = officer.post(f"/rights/{pk}/close/", {"outcome": "", "reason": ""})
    assert (wrong.status_code, "Choose the outcome." in wrong.content.decode()) == (400, True)
    officer.post(f"/rights/{pk}/close/", {"outcome": "granted", "reason": "handed over on paper"})
    closed = officer.get(f"/rights/{pk}/").content.decode()
    assert "handed over on paper" in closed
    assert "heronfan" not in closed
    assert officer.get(f"/rights/{pk}/print/").status_code == 302


def test_a_correction_stands_on_the_item_s_page(officer: Client, lead: User) -> None:
    item = held()
    pk = searched(officer, lead, "correction")
    officer.post(f"/rights/{pk}/correct/", {"item": item.pk, "text": "it was a line from a play"})
    page = signed_in("analyst").get(f"/items/{item.pk}/").content.decode()
    assert "The person concerned says" in page
    assert "it was a line from a play" in page
    other = held(SAMPLES[1])
    HeldItem.objects.filter(pk=other.pk).update(source="elsewhere")
    refused = officer.post(f"/rights/{pk}/correct/", {"item": other.pk, "text": "no"})
    assert refused.status_code == 400


def test_a_deletion_says_what_it_left(officer: Client, lead: User) -> None:
    free, case = held(), held(SAMPLES[3])
    signed_in("lead").post(
        f"/items/{case.pk}/decide/", {"kind": "threat_assessment", "token": "t", "stands": 0}
    )
    pk = searched(officer, lead, "deletion")
    page = client_of(lead)
    page.post(f"/rights/{pk}/delete/")
    shown = page.get(f"/rights/{pk}/").content.decode()
    assert "Kept for now: people act on it" in shown
    assert "Destroyed" in shown
    assert HeldItem.objects.get(pk=free.pk).state == State.DESTROYED
    assert HeldItem.objects.get(pk=case.pk).state == State.REFERRED


def test_deadlines_turn_red_before_they_pass(officer: Client) -> None:
    opened(officer)
    assert "in time" in officer.get("/rights/").content.decode()
    opened(officer, days=40)
    assert '<span class="tag alarm">due soon</span>' in officer.get("/rights/").content.decode()
    opened(officer, days=48)
    assert '<span class="tag alarm">overdue</span>' in officer.get("/rights/").content.decode()


def test_what_is_typed_wrong_says_so_and_stays(officer: Client, lead: User) -> None:
    held()
    wrong = officer.post("/rights/new/", {"kind": "access", "received_on": "soon", "who": "x"})
    assert wrong.status_code == 400
    assert "Write a day such as" in wrong.content.decode()
    pk = opened(officer)
    officer.post(f"/rights/{pk}/given/", {"source": "bluesky", "text": "@heronfan.example"})
    assert not RightsRequest.objects.get().given.exists(), "nobody has confirmed it"
    client_of(lead).post(f"/rights/{pk}/confirm/")
    wrong = officer.post(f"/rights/{pk}/given/", {"source": "", "text": "@heronfan.example"})
    assert "Choose a source." in wrong.content.decode()
    assert officer.get("/rights/999/").status_code == officer.get("/rights/999/print/").status_code == 404
