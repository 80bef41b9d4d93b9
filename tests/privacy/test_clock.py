"""What time brings: someone is told, what waits escalates, nothing unreviewed expires."""

import json
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.message import Message
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.db import OperationalError, connection

from privacy import audit, coverage, items, notify, vault
from privacy.clock import tick
from privacy.hold import hold
from privacy.models import (
    AuditEntry,
    Cause,
    Clock,
    Heartbeat,
    HeldItem,
    ItemVersion,
    Notification,
    PendingAccountEvent,
    Receipt,
    State,
    Tombstone,
)
from stream.contracts import AccountChange
from tests.privacy.conftest import ANALYST, ORIGINAL, TEXT, Review, sealed

pytestmark = pytest.mark.django_db

PEOPLE = [{"email": "first@district.example"}, {"email": "second@district.example"}]


class Deployed:
    """The deployment's settings with another outbox, webhook or mail server."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.mail = django_settings.FIRSTBELL.mail
        self.webhook = ""
        self.address = "http://127.0.0.1:8600"

    def path(self, *parts: str) -> Path:
        return self.home.joinpath(*parts)

    def letters(self) -> list[Message]:
        files = sorted((self.home / "outbox").glob("*.eml"), key=lambda path: path.stat().st_mtime_ns)
        return [message_from_bytes(path.read_bytes()) for path in files]


@pytest.fixture
def deployed(settings: Any, tmp_path: Path) -> Deployed:
    given = Deployed(tmp_path)
    settings.FIRSTBELL = given
    settings.COVERAGE = coverage.parse({}, PEOPLE, [])
    settings.SCHOOLS = {}
    return given


@pytest.fixture
def item(deployed: Deployed, review: Review) -> HeldItem:
    hold([review()])
    return HeldItem.objects.get()


def body(letter: Message) -> str:
    payload = letter.get_payload(decode=True)
    assert isinstance(payload, bytes)
    return payload.decode()


def recipients(deployed: Deployed) -> list[str]:
    return [str(letter["To"]) for letter in deployed.letters()]


def test_the_first_is_told_at_once_then_the_next_until_someone_opens(
    deployed: Deployed, item: HeldItem
) -> None:
    now = item.queued_at
    for minutes, people in ((0, 1), (0.1, 1), (9, 1), (10, 2), (15, 2), (20, 3)):
        tick(now + timedelta(minutes=minutes))
        assert len(deployed.letters()) == people
    assert recipients(deployed) == [
        "first@district.example",
        "second@district.example",
        "first@district.example",
    ]
    vault.look(item.pk, ANALYST)
    tick(now + timedelta(minutes=40))
    assert len(deployed.letters()) == 3


def test_a_message_says_what_waits_and_nothing_of_the_post(deployed: Deployed, item: HeldItem) -> None:
    tick(item.queued_at)
    (letter,) = deployed.letters()
    text = body(letter)
    assert letter["Subject"] == "Firstbell: 1 post waiting for a first look"
    assert "possible self-harm, marrow-bay-high" in text
    assert "988" in text
    assert deployed.address in text
    whole = letter.as_string()
    for word in (*TEXT.split(), *ORIGINAL.split(), "quartzheron", "p1"):
        if len(word) > 6:
            assert word not in whole
    (file,) = (deployed.home / "outbox").iterdir()
    assert file.stat().st_mode & 0o077 == 0


def test_every_message_has_its_entry_first(deployed: Deployed, item: HeldItem) -> None:
    tick(item.queued_at)
    entry = AuditEntry.objects.latest("seq")
    assert entry.action == "notification.attempted"
    payload = json.loads(bytes(entry.payload_canonical))["payload"]
    assert payload == {
        "kind": "queued",
        "channel": "email",
        "recipient": "on_call:1",
        "items": [audit.object_key_of("item", "p1")],
    }


def test_many_items_are_one_message(deployed: Deployed, review: Review) -> None:
    hold([review(post_id=f"p{n}") for n in range(30)])
    tick(datetime.now(UTC))
    (letter,) = deployed.letters()
    assert letter["Subject"] == "Firstbell: 30 posts waiting for a first look"
    assert "and 10 more" in body(letter)


def test_one_that_fails_is_tried_again_and_the_next_is_told_at_once(
    deployed: Deployed, item: HeldItem
) -> None:
    (deployed.home / "outbox").write_text("a file where the folder belongs")
    now = item.queued_at
    assert tick(now).failed == 1
    assert AuditEntry.objects.latest("seq").action == "notification.failed"
    row = Notification.objects.get()
    assert (row.outcome, row.attempt, row.error) == ("failed", 1, "FileExistsError")
    assert notify.unreached(now + timedelta(minutes=3)) == [item.pk]
    tick(now + timedelta(seconds=5))
    assert sorted(Notification.objects.values_list("recipient", "attempt")) == [
        ("on_call:1", 1),
        ("on_call:2", 1),
    ]
    (deployed.home / "outbox").unlink()
    tick(now + timedelta(seconds=60))
    assert sorted(recipients(deployed)) == ["first@district.example", "second@district.example"]
    assert notify.unreached(now + timedelta(minutes=3)) == []


def test_retries_back_off(deployed: Deployed, item: HeldItem, settings: Any) -> None:
    (deployed.home / "outbox").write_text("a file where the folder belongs")
    settings.COVERAGE = coverage.parse({"repeat_minutes": 1440}, PEOPLE[:1], [])
    now, waits = item.queued_at, []
    for _ in range(8):
        tick(now)
        row = Notification.objects.get(kind="queued")
        waits.append((row.next_at - now).total_seconds())
        now = row.next_at
    assert waits == [30, 60, 120, 240, 480, 900, 900, 900]


def test_nobody_on_call_is_unreached(deployed: Deployed, item: HeldItem, settings: Any) -> None:
    settings.COVERAGE = coverage.parse({}, [], [])
    tick(item.queued_at)
    assert notify.unreached(item.queued_at) == []
    assert notify.unreached(item.queued_at + timedelta(minutes=3)) == [item.pk]


def test_a_clock_that_died_while_sending_leaves_its_rows_to_another(
    deployed: Deployed, item: HeldItem
) -> None:
    now = item.queued_at
    notify.plan(now)
    assert len(notify._claim(now)) == 1  # as far as a clock comes that is killed before it sends
    tick(now + timedelta(seconds=60))
    assert deployed.letters() == []
    tick(now + timedelta(minutes=3))
    assert len(deployed.letters()) == 1


class _Hook(BaseHTTPRequestHandler):
    got: list[dict[str, Any]]
    status = 200

    def do_POST(self) -> None:
        self.server.got.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))  # type: ignore[attr-defined]  # set below
        self.send_response(self.server.status)  # type: ignore[attr-defined]  # as above
        self.end_headers()

    def log_message(self, *args: object) -> None:
        pass


@pytest.fixture
def hook(deployed: Deployed) -> Iterator[Any]:
    server: Any = HTTPServer(("127.0.0.1", 0), _Hook)
    server.got, server.status = [], 204
    deployed.webhook = f"http://127.0.0.1:{server.server_port}/in?district=1"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_webhook_gets_counts(deployed: Deployed, hook: Any, review: Review) -> None:
    hold([review(), review(post_id="p2", head="violence", school="tidewater-middle")])
    now = datetime.now(UTC)
    tick(now)
    (got,) = hook.got
    assert got.pop("oldest") == min(row.queued_at for row in HeldItem.objects.all()).isoformat()
    assert got == {
        "kind": "queued",
        "count": 2,
        "concerns": {"self_harm": 1, "violence": 1},
        "schools": {"marrow-bay-high": 1, "tidewater-middle": 1},
        "link": deployed.address,
    }
    assert len(deployed.letters()) == 1


def test_a_webhook_that_fails_does_not_stop_the_mail(deployed: Deployed, hook: Any, item: HeldItem) -> None:
    hook.status = 500
    done = tick(item.queued_at)
    assert (done.sent, done.failed) == (1, 1)
    assert notify.unreached(item.queued_at + timedelta(minutes=3)) == []


def test_what_nobody_opens_escalates_and_everyone_is_told(deployed: Deployed, item: HeldItem) -> None:
    due = item.due_at
    assert due is not None
    assert tick(due - timedelta(seconds=1)).escalated == 0
    told = len(deployed.letters())
    assert tick(due).escalated == 1
    item.refresh_from_db()
    assert (item.state, item.escalated_at, item.destroy_at) == (State.ESCALATED, due, None)
    assert {"first@district.example", "second@district.example"} <= set(recipients(deployed)[told:])
    assert "item.escalated" in AuditEntry.objects.order_by("-seq")[:8].values_list("action", flat=True)
    assert tick(due + timedelta(hours=1)).escalated == 0
    assert tick(due + timedelta(hours=24)).escalated == 1, "again each day until somebody decides"


def test_what_is_opened_but_not_decided_escalates_too(deployed: Deployed, item: HeldItem) -> None:
    vault.look(item.pk, ANALYST)
    item.refresh_from_db()
    assert item.due_at is not None
    tick(item.due_at)
    item.refresh_from_db()
    assert item.state == State.ESCALATED


def test_a_referral_that_nobody_acknowledges_is_told_and_stays_one(
    deployed: Deployed, item: HeldItem
) -> None:
    with audit.act():
        held = items.locked(item.pk)
        items.set_clock(held, Clock.REFERRED, due_at=datetime.now(UTC) + timedelta(hours=1))
    assert held.due_at is not None
    assert tick(held.due_at).escalated == 1
    item.refresh_from_db()
    assert item.state == State.REFERRED
    assert len(deployed.letters()) == 2


def test_nothing_unreviewed_ever_expires(deployed: Deployed, item: HeldItem) -> None:
    for days in (1, 30, 365, 3650):
        tick(item.queued_at + timedelta(days=days))
    item.refresh_from_db()
    assert item.state == State.ESCALATED
    assert vault.look(item.pk, ANALYST).text == TEXT


def test_what_was_dismissed_is_destroyed_after_seven_days(deployed: Deployed, item: HeldItem) -> None:
    vault.look(item.pk, ANALYST)
    with audit.act():
        items.set_clock(items.locked(item.pk), Clock.DISMISSED)
    item.refresh_from_db()
    assert item.decided_at is not None
    assert tick(item.decided_at + timedelta(days=7) - timedelta(seconds=1)).destroyed == 0
    assert tick(item.decided_at + timedelta(days=7)).destroyed == 1
    item.refresh_from_db()
    assert (item.state, bytes(item.data_key_sealed)) == (State.DESTROYED, b"")
    receipt = Receipt.objects.get()
    assert (receipt.cause, AuditEntry.objects.get(seq=receipt.seq).action) == (
        Cause.DISMISSED,
        "item.destroyed",
    )
    assert tick(item.decided_at + timedelta(days=8)).destroyed == 0


def gone(
    event: str = "e1", account: str = "did:plc:zanzibarquartz", source: str = "bluesky", **more: Any
) -> AccountChange:
    given: dict[str, Any] = {"received_at": datetime.now(UTC), "status": "deleted", **more}
    return AccountChange(post_id=event, source=source, envelope=sealed({"account": account}), **given)


def test_an_account_that_went_away_takes_its_posts_along(deployed: Deployed, review: Review) -> None:
    other = b'{"account":"did:plc:other"}'
    hold(
        [
            review("mine"),
            review("also"),
            review("theirs", envelope=other),
            review("elsewhere", source="import"),
            gone(),
        ]
    )
    now = datetime.now(UTC)
    assert tick(now).destroyed == 0, "events are gathered"
    assert tick(now + timedelta(minutes=6)).destroyed == 2
    states = dict(HeldItem.objects.values_list("post_id", "state"))
    assert {name for name, state in states.items() if state == State.DESTROYED} == {"mine", "also"}
    assert set(Receipt.objects.values_list("cause", flat=True)) == {Cause.ACCOUNT}


def test_a_post_that_is_queued_after_its_account_went_away(deployed: Deployed, review: Review) -> None:
    earlier = datetime.now(UTC) - timedelta(minutes=1)
    hold([gone()])
    tick(datetime.now(UTC) + timedelta(minutes=6))
    hold(
        [
            review("late", received_at=earlier),
            review("new", received_at=datetime.now(UTC) + timedelta(minutes=5)),
        ]
    )
    HeldItem.objects.update(queued_at=datetime.now(UTC) + timedelta(minutes=10))
    assert tick(datetime.now(UTC) + timedelta(minutes=20)).destroyed == 1
    assert HeldItem.objects.get(post_id="new").state != State.DESTROYED, (
        "an account that came back starts anew"
    )
    tick(datetime.now(UTC) + timedelta(hours=49))
    assert not PendingAccountEvent.objects.exists()


def test_an_envelope_that_cannot_be_read_stops_nothing(deployed: Deployed, review: Review) -> None:
    hold([review("mine"), review("odd", envelope=b"not json"), gone(), gone("e2", account="")])
    PendingAccountEvent.objects.filter(event_id="e2").update(envelope=b"damaged")
    done = tick(datetime.now(UTC) + timedelta(minutes=6))
    assert (done.destroyed, done.errors) == (1, {})


def test_old_marks_are_tidied(deployed: Deployed) -> None:
    now = datetime.now(UTC)
    for age in (6, 8):
        Tombstone.objects.create(post_id=f"t{age}", at=now - timedelta(days=age), cause="delete")
    for days in (29, 31):
        ItemVersion.objects.create(post_id=f"v{days}", version="1", at=now - timedelta(days=days))
    for hours in (1, 25):
        seen = now - timedelta(hours=hours)
        Heartbeat.objects.create(
            worker_id=f"w{hours}",
            stage="locate",
            pid=1,
            host="h",
            started_at=seen,
            seen_at=seen,
            state="running",
        )
    tick(now)
    assert [row.post_id for row in Tombstone.objects.all()] == ["t6"]
    assert [row.post_id for row in ItemVersion.objects.all()] == ["v29"]
    assert [row.worker_id for row in Heartbeat.objects.all()] == ["w1"]


def test_a_part_that_fails_does_not_stop_the_others(
    deployed: Deployed, item: HeldItem, settings: Any, tmp_path: Path
) -> None:
    settings.PRIVACY_KEYS = tmp_path
    Tombstone.objects.create(post_id="old", at=item.queued_at - timedelta(days=8), cause="delete")
    PendingAccountEvent.objects.create(
        event_id="e",
        source="bluesky",
        status="deleted",
        received_at=item.queued_at,
        envelope=b"",
        stored_at=item.queued_at,
    )
    done = tick(item.queued_at + timedelta(minutes=6))
    assert done.errors["accounts"] == "Fatal"
    assert not Tombstone.objects.exists()


def test_an_officer_is_told_of_an_emergency(deployed: Deployed, item: HeldItem, settings: Any) -> None:
    settings.COVERAGE = coverage.parse({"privacy_officer": "privacy@district.example"}, PEOPLE, [])
    vault.emergency_reveal(item.pk, ANALYST, "a pupil named below", "911")
    tick(item.queued_at + timedelta(seconds=30))
    (letter,) = [one for one in deployed.letters() if "emergency" in str(one["Subject"])]
    assert letter["To"] == "privacy@district.example"
    assert "a pupil named below" not in body(letter)


def test_without_an_officer_all_on_call_are_told_of_an_emergency(deployed: Deployed, item: HeldItem) -> None:
    vault.emergency_reveal(item.pk, ANALYST, "the author", "911")
    tick(datetime.now(UTC) + timedelta(seconds=1))
    assert recipients(deployed) == ["first@district.example, second@district.example"]


def test_a_database_that_is_away_is_raised_after_all_parts(deployed: Deployed) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL calls a missing table a ProgrammingError")
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE privacy_tombstone RENAME TO elsewhere")
    with pytest.raises(OperationalError):
        tick(datetime.now(UTC))
