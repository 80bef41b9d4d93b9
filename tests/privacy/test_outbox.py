"""What leaves the machine: counts, concern, school and a link."""

import json
import socketserver
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import msgspec
import pytest

from privacy import coverage, notify
from privacy.clock import tick
from privacy.hold import hold
from privacy.models import HeldItem, Notification
from tests.privacy.conftest import ORIGINAL, TEXT, Deployed, Review, body

pytestmark = pytest.mark.django_db


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


def test_a_person_has_a_webhook_of_their_own(
    deployed: Deployed, hook: Any, item: HeldItem, settings: Any
) -> None:
    person = {"webhook": deployed.webhook}
    deployed.webhook = ""
    settings.COVERAGE = coverage.parse({}, [person], [])
    assert tick(item.queued_at).sent == 1
    assert [got["count"] for got in hook.got] == [1]
    assert Notification.objects.get().recipient == "on_call:1"


def test_a_webhook_that_fails_does_not_stop_the_mail(deployed: Deployed, hook: Any, item: HeldItem) -> None:
    hook.status = 500
    done = tick(item.queued_at)
    assert (done.sent, done.failed) == (1, 1)
    assert notify.unreached(item.queued_at + timedelta(minutes=3)) == []


class _Smtp(socketserver.StreamRequestHandler):
    """As much of a mail server as a letter needs."""

    def handle(self) -> None:
        server: Any = self.server
        self.wfile.write(b"220 mail.district.example\r\n")
        while line := self.rfile.readline():
            word = line.split()[0].upper() if line.split() else b""
            if word == b"DATA":
                self.wfile.write(b"354 go on\r\n")
                letter = b""
                while (part := self.rfile.readline()) != b".\r\n":
                    letter += part
                server.got.append(letter)
            if word == b"QUIT":
                self.wfile.write(b"221 bye\r\n")
                return
            refused = word == b"RCPT" and server.refuses
            self.wfile.write(b"550 no such person\r\n" if refused else b"250 ok\r\n")


@pytest.fixture
def smtp(deployed: Deployed) -> Iterator[Any]:
    server: Any = socketserver.TCPServer(("127.0.0.1", 0), _Smtp)
    server.got, server.refuses = [], False
    host, port = server.server_address
    deployed.mail = msgspec.structs.replace(deployed.mail, host=host, port=port, starttls=False)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_letter_goes_to_the_mail_server(deployed: Deployed, smtp: Any, item: HeldItem) -> None:
    assert tick(item.queued_at).sent == 1
    (letter,) = smtp.got
    assert b"To: first@district.example" in letter
    assert b"possible self-harm" in letter
    assert not (deployed.home / "outbox").exists()


def test_a_mail_server_that_refuses_or_is_away_is_tried_again(
    deployed: Deployed, smtp: Any, item: HeldItem
) -> None:
    smtp.refuses = True
    assert tick(item.queued_at).failed == 1
    assert Notification.objects.get().error == "SMTPRecipientsRefused"
    deployed.mail = msgspec.structs.replace(deployed.mail, port=1)
    assert tick(item.queued_at + timedelta(seconds=31)).failed == 2
    assert set(Notification.objects.values_list("error", flat=True)) == {"ConnectionRefusedError"}


@pytest.mark.parametrize("address", ["ftp://alerts.example", "alerts.example/in", "https://"])
def test_a_webhook_that_is_no_address_fails_alone(deployed: Deployed, item: HeldItem, address: str) -> None:
    deployed.webhook = address
    done = tick(item.queued_at)
    assert (done.sent, done.failed) == (1, 1)
    assert Notification.objects.get(channel="webhook").error == "BadInput"
