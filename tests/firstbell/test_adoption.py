"""The lock before the sources, on a real home: what is missing is said, a stop is felt, tips go on."""

import json
import os
import socket
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from itertools import groupby
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
from msgspec.structs import replace

from firstbell.adoption import PATIENCE_S, Lock, read
from firstbell.initialise import SAMPLE
from firstbell.push_worker import run_push
from firstbell.settings import Settings, load
from firstbell.sources_command import sources
from firstbell.worker import open_broker
from stream.errors import Retriable
from stream.metrics import Meter
from stream.retry import Flag
from tests.ports import free_port
from tests.system.harness import ROOT, firstbell, wait_until

TOML = 'topic_prefix = "x"\n[[sources]]\nkind = "push"\nname = "partner"\n'


def python(*arguments: str, **more: str) -> None:
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        env={**os.environ, **more},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home fresh from `init`, with one source that is pushed."""
    folder = tmp_path_factory.mktemp("adoption") / "home"
    made = firstbell("init", "--sample", home=folder)
    assert made.returncode == 0, made.stderr
    (folder / "firstbell.toml").write_text(f'push_listen = "127.0.0.1:{free_port()}"\n{TOML}', "utf-8")
    return folder


def adopted(home: Path) -> None:
    python("-m", "tests.adoption", str(home))


def stop(home: Path) -> None:
    """As the page does it, in a process of its own."""
    python(
        "-c",
        f"""
from pathlib import Path
from firstbell.database import setup_django
from firstbell.settings import load
setup_django(load(Path({str(home)!r})))
from privacy.actors import Someone
from privacy.governance import record
record.stop(Someone("user:7", "lead"), record.Reason.BOARD, "The board decided so last night.")
""",
    )


@contextmanager
def pushing(settings: Settings, lock: Lock) -> Iterator[None]:
    """`firstbell worker ingest-push`, listening."""
    broker, ended = open_broker(settings), Flag()
    thread = threading.Thread(target=run_push, args=(settings, Meter(), ended, [broker], lock))
    thread.start()
    try:
        wait_until(lambda: _listens(settings), 30)
        yield
    finally:
        ended.set()
        thread.join(30)
        broker.close()


def _listens(settings: Settings) -> bool:
    host, port = settings.push_listen.split(":")
    with socket.socket() as probe:
        return probe.connect_ex((host, int(port))) == 0


def send(settings: Settings, token: str) -> tuple[int, str]:
    request = Request(
        f"http://{settings.push_listen}/ingest/v1/posts",
        data=json.dumps({"id": "1", "text": "The bus is late."}).encode(),
        headers={"Authorization": f"Bearer {token}", "Content-Type": "application/x-ndjson"},
    )
    try:
        with urlopen(request, timeout=30) as answer:  # noqa: S310 - as above
            return answer.status, answer.read().decode()
    except HTTPError as error:
        return error.code, error.read().decode()


def test_sources_stay_locked_until_adopted_and_a_stop_is_felt_by_those_who_push(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = load(home)
    told: list[str] = []
    lock = Lock(settings, told.append, every_s=0.0)
    sources(settings, "token", "partner")
    token = capsys.readouterr().out.strip()
    with pushing(settings, lock):
        status, answer = send(settings, token)
        assert status == 503
        assert "no vote of the board is recorded" in answer
        assert "/governance/" in answer
        checked = firstbell("doctor", home=home)
        assert checked.returncode == 1
        assert "no notice to parents is recorded" in checked.stdout
        assert "/governance/" in checked.stdout

        adopted(home)
        wait_until(lambda: send(settings, token)[0] == 200, 30)

        stop(home)
        status, answer = send(settings, token)
        assert status == 503
        assert "it was stopped on" in answer
        assert "stopped" in firstbell("doctor", home=home).stdout
    # While it is locked the reason may change; what counts is when it opened and when it shut.
    assert [shut for shut, _ in groupby(bool(why) for why in told)] == [True, False, True]


def test_a_database_that_is_away_costs_a_minute_of_trust_and_then_locks(tmp_path: Path) -> None:
    settings = replace(load(tmp_path), district=str(SAMPLE / "district.toml"))
    now = [0.0]
    lock = Lock(settings, every_s=0.0, clock=lambda: now[0])
    with pytest.raises(Retriable):
        read(settings)
    assert "does not answer" in lock.why()
    assert not settings.path("records.db").exists()

    _records(settings)
    assert lock.open()
    settings.path("records.db").rename(tmp_path / "aside")
    now[0] += PATIENCE_S - 1
    assert lock.open()
    now[0] += 2
    assert not lock.open()
    (tmp_path / "aside").rename(settings.path("records.db"))
    assert lock.open()


@pytest.mark.postgres
def test_the_lock_reads_the_same_from_postgresql(tmp_path: Path, postgres_url: str) -> None:
    made = firstbell("init", "--sample", home=tmp_path, extra={"FIRSTBELL_DATABASE": postgres_url})
    assert made.returncode == 0, made.stderr
    settings = replace(load(tmp_path), database=postgres_url)
    assert "no end date is recorded" in Lock(settings).why()
    python("-m", "tests.adoption", str(tmp_path), FIRSTBELL_DATABASE=postgres_url)
    assert read(settings).live


def test_demo_mode_is_exempt_and_asks_no_database(tmp_path: Path) -> None:
    assert Lock(replace(load(tmp_path), demo=True)).open()


def _records(settings: Settings) -> None:
    """A complete record in the tables that are asked, and nothing else."""
    today = datetime.now(UTC).date()
    said: list[tuple[str, dict[str, object]]] = [
        ("recorded", {"part": part, "on": str(today + timedelta(days=days)), "yes": True})
        for part, days in (
            ("notice_pupils", -9),
            ("notice_parents", -9),
            ("meeting", -5),
            ("vote", -5),
            ("sunset", 99),
        )
    ]
    said.append(("started", {"until": str(today + timedelta(days=99))}))
    with closing(sqlite3.connect(settings.path("records.db"))) as file, file:
        file.execute(
            "CREATE TABLE audit_log (seq INTEGER PRIMARY KEY, action, actor_id, ts_utc, payload_canonical)"
        )
        for seq, (name, payload) in enumerate(said):
            entry = json.dumps({"payload": payload}).encode()
            row = (seq, f"governance.{name}", "user:2", "2026-01-02T03:04:05.000000Z", entry)
            file.execute("INSERT INTO audit_log VALUES (?, ?, ?, ?, ?)", row)
