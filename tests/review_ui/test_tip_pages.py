"""Tips on the console: written down, shown as what they are, answered."""

import re
from datetime import UTC, datetime

import msgspec
import pytest
from django.test import Client

from privacy.hold import hold
from privacy.models import AuditEntry, HeldItem
from privacy.tips import codes, desk
from privacy.tips.models import Letter, Message
from stream.contracts import Ground
from tests.review_ui import factory
from tests.review_ui.factory import client_of, person, signed_in

pytestmark = pytest.mark.django_db


def tip(flagged: bool = False) -> tuple[HeldItem, str]:
    """A tip in the queue, and its code as typed."""
    ticket = desk.codes().ticket()
    code = desk.take(desk.Given("someone has a list of names", factory.HIGH, "form", "es"), ticket)
    made = factory.review(post_id=desk.codes().post_id(ticket))
    verdict = made.verdict if flagged else msgspec.structs.replace(made.verdict, flags=(), spans=())
    ground = Ground(
        school=factory.HIGH, boundary=factory.HIGH, basis="tip", because=("sent with the public form",)
    )
    hold([msgspec.structs.replace(made, source="tip", grounds=(ground,), verdict=verdict, received_at=datetime.now(UTC))])  # fmt: skip
    return HeldItem.objects.get(post_id=made.post_id), code


def test_a_tip_without_a_flag_is_queued_and_says_why() -> None:
    item, _ = tip()
    assert (item.heads, item.top_head, item.urgency) == ([], "tip", 20)
    client = signed_in("analyst")
    queue = client.get("/queue/").content.decode()
    assert "Tip" in queue
    assert "queued because it is a tip" in queue
    assert "queued because it is a tip" in client.get("/queue/?head=tip").content.decode()
    assert "queued because it is a tip" not in client.get("/queue/?head=violence").content.decode()
    page = client.get(f"/items/{item.pk}/").content.decode()
    assert "Queued because it is a tip." in page
    assert "Someone told" in page
    assert "Check at its source" not in page


def test_a_flagged_tip_keeps_its_flag() -> None:
    item, _ = tip(flagged=True)
    assert item.top_head == item.heads[0] != "tip"
    assert "Queued because it is a tip." in signed_in("lead").get(f"/items/{item.pk}/").content.decode()


def test_the_staff_answer_and_the_person_reads_it() -> None:
    item, code = tip()
    client = signed_in("counsellor", name="Ana Ruiz")
    answer = client.post(f"/items/{item.pk}/answer/", {"text": "Gracias. ¿Dónde fue?"}, follow=True)
    page = answer.content.decode()
    assert "Your answer waits for the person" in page
    assert "Ana Ruiz" in page
    assert "¿Dónde fue?" in page
    assert [line.text for line in desk.read(code) if line.from_staff] == ["Gracias. ¿Dónde fue?"]
    assert AuditEntry.objects.filter(action="tip.answered").count() == 1
    empty = client.post(f"/items/{item.pk}/answer/", {"text": " "})
    assert (empty.status_code, "say in a few words" in empty.content.decode()) == (400, True)


def test_a_post_has_no_conversation() -> None:
    item = factory.held()
    client = signed_in("analyst")
    assert "Conversation with" not in client.get(f"/items/{item.pk}/").content.decode()
    answer = client.post(f"/items/{item.pk}/answer/", {"text": "hello there"})
    assert (answer.status_code, Message.objects.exists()) == (400, False)


def _form(client: Client) -> dict[str, str]:
    found = re.search(r'name="ticket" value="(\w+)"', client.get("/tips/new/").content.decode())
    assert found
    return {"channel": "phone", "schools": factory.HIGH, "text": "a caller heard a threat", "lang": "en", "contact": "", "ticket": found[1]}  # fmt: skip


def test_a_tip_is_written_down_for_one_s_own_schools() -> None:
    client = client_of(person("analyst", schools=(factory.HIGH,)))
    page = client.get("/tips/new/").content.decode()
    assert "Marrow Bay High School" in page
    assert "Tidewater" not in page
    assert "Not known" not in page
    given = _form(client)
    assert client.post("/tips/new/", {**given, "schools": "tidewater-middle"}).status_code == 400
    assert client.post("/tips/new/", {**given, "text": ""}).status_code == 400
    assert not Letter.objects.exists()
    done = client.post("/tips/new/", given)
    shown = re.search(r"<code>([0-9A-Z-]{19})</code>", done.content.decode())
    assert shown
    assert desk.found(codes.typed(shown[1])).school == factory.HIGH
    assert AuditEntry.objects.filter(action="tip.entered").count() == 1


def test_who_sees_every_school_may_leave_it_open() -> None:
    client = signed_in("lead")
    assert client.post("/tips/new/", {**_form(client), "schools": "?", "channel": "door"}).status_code == 200
    assert Letter.objects.count() == 1
