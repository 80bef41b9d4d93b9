"""What `[tips]` starts, and what is said when it is not right."""

import os
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from firstbell import tips
from firstbell.initialise import initialise
from firstbell.settings import Tips, load
from firstbell.supervisor import commands
from stream.errors import BadInput
from tests.ports import free_port

CONFIGURATION = """
[tips]
listen = "127.0.0.1:8611"
public_url = "https://tips.district.example"
sms_secret = "between-us"
[tips.mailbox]
host = "imap.district.example"
user = "tips"
password = "letter-box"
"""


def test_the_pages_and_their_sources_run_where_the_table_is(tmp_path: Path) -> None:
    bare = [child.name for child in commands(load(tmp_path))]
    (tmp_path / "firstbell.toml").write_text(CONFIGURATION, "utf-8")
    settings = load(tmp_path)
    children = [child.name for child in commands(settings)]
    assert set(children) - set(bare) == {"tips", "ingest-tip", "ingest-tip-mail"}
    assert children[0] == "tips", "who takes tips is stopped first"
    shown = str(settings.masked())
    assert "between-us" not in shown
    assert "letter-box" not in shown
    assert tips.hosts(Tips(public_url="https://tips.district.example")) == [
        "127.0.0.1",
        "localhost",
        "tips.district.example",
    ]


def test_what_is_not_right_is_named(tmp_path: Path) -> None:
    (tmp_path / "firstbell.toml").write_text('[[sources]]\nkind = "bluesky"\nname = "tip"\n', "utf-8")
    with pytest.raises(BadInput, match="the tips' own"):
        load(tmp_path)
    (tmp_path / "firstbell.toml").write_text("", "utf-8")
    for act in (tips.serve_tips, lambda settings: tips.tip_source(settings, "tip")):
        with pytest.raises(BadInput, match=r"add a \[tips\] table"):
            act(load(tmp_path))
    (tmp_path / "firstbell.toml").write_text("[tips]\n", "utf-8")
    with pytest.raises(BadInput, match=r"add \[tips.mailbox\]"):
        tips.tip_source(load(tmp_path), "tip-mail")


def test_the_public_process_reads_no_key_that_opens_and_has_no_sessions(tmp_path: Path) -> None:
    initialise(tmp_path, sample=True)
    (tmp_path / "firstbell.toml").write_text('district = "district.toml"\n[tips]\n', "utf-8")
    for name in ("vault.key", "tips.key", "stream.json", "django.key", "audit.key", "id.key"):
        (tmp_path / "keys" / name).unlink()
    program = """
import django
from django.conf import settings
django.setup()
from django.test import Client
from django.db import connection
from privacy.tips.models import Letter, Message, Thread
with connection.schema_editor() as editor:
    for model in (Thread, Letter):
        editor.create_model(model)
page = Client(headers={"Host": "127.0.0.1"}).get("/es/")
print(page.status_code, settings.INSTALLED_APPS, settings.MIDDLEWARE)
"""
    environment = {**os.environ, "FIRSTBELL_HOME": str(tmp_path), "DJANGO_SETTINGS_MODULE": tips.SETTINGS}
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, env=environment, check=False)  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("200 ['privacy', 'privacy.tips'] ['review_ui.tips.guard.GuardMiddleware']")


def test_who_sends_nothing_on_keeps_nobody_out(tmp_path: Path) -> None:
    initialise(tmp_path, sample=True)
    port = free_port()
    table = f'district = "district.toml"\n[tips]\nlisten = "127.0.0.1:{port}"\n'
    (tmp_path / "firstbell.toml").write_text(table, "utf-8")
    program = (
        "from firstbell import tips; from firstbell.settings import load\n"
        "tips.THREADS, tips.REQUEST_S = 2, 0.5; tips.serve_tips(load())"
    )
    environment = {**os.environ, "FIRSTBELL_HOME": str(tmp_path)}
    server = subprocess.Popen([sys.executable, "-c", program], env=environment, stderr=subprocess.DEVNULL)
    try:
        slow = [_connected(port) for _ in range(6)]
        for one, head in zip(slow, (b"GET / HTTP/1.1\r\nHo", b"POST /en/ HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 9\r\n\r\na") * 3, strict=True):  # fmt: skip
            one.sendall(head)
        with _connected(port) as phone:
            phone.sendall(b"GET /tips.css HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
            assert phone.recv(15) == b"HTTP/1.1 200 OK"
        for one in slow:
            one.close()
    finally:
        server.terminate()
        server.wait(20)


def _connected(port: int) -> socket.socket:
    deadline = time.monotonic() + 30
    while True:
        try:
            return socket.create_connection(("127.0.0.1", port), 10)
        except OSError:
            assert time.monotonic() < deadline
            time.sleep(0.05)
