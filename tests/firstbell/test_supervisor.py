"""Children are started, restarted, and stopped in order; none outlives the supervisor."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from firstbell.arguments import FATAL_STATUS
from firstbell.settings import load
from firstbell.supervisor import Child, Supervisor, commands


def _until(condition: object, seconds: float = 20) -> None:
    deadline = time.monotonic() + seconds
    while not condition():  # type: ignore[operator]  # a callable in each use
        assert time.monotonic() < deadline
        time.sleep(0.02)


def test_sources_stop_first_and_the_console_last(tmp_path: Path) -> None:
    (tmp_path / "firstbell.toml").write_text('[[sources]]\nkind = "bluesky"\n', "utf-8")
    names = [child.name for child in commands(load(tmp_path))]
    assert names[0] == "ingest-bluesky"
    assert names[-3:] == ["console", "vault", "signer"]


def test_a_child_that_dies_is_started_again(tmp_path: Path) -> None:
    child = Child("filter", ("parse", "bluesky", "--no-such-option"))
    supervisor = Supervisor(load(tmp_path), [child])
    supervisor.start()
    first = child.process
    assert first is not None

    def restarted() -> bool:
        supervisor.check()
        return child.process is not None and child.process is not first

    _until(restarted)
    assert child.deaths >= 1
    supervisor.stop()


@pytest.mark.parametrize(
    ("ran_s", "status", "longest"),
    [(16, 1, 0.5), (16, -9, 0.5), (16, 2, 0.5), (1, 1, 10), (1, -9, 10), (1, 2, 30)],
)
def test_a_source_is_never_left_for_long(tmp_path: Path, ran_s: float, status: int, longest: float) -> None:
    """Whatever it died of before: who ran well for a while is there again at once."""
    program = f"import os; os.kill(os.getpid(), 9) if {status} < 0 else os._exit({status})"
    process = subprocess.Popen([sys.executable, "-c", program])
    process.wait(20)
    child = Child("ingest-bluesky", (), deaths=40, process=process)
    child.started = before = time.monotonic() - ran_s
    Supervisor(load(tmp_path), [child]).check()
    assert child.process is None
    assert longest - 1 < child.due - before - ran_s < longest + 1


def test_a_child_that_says_fatal_is_not_started_again(tmp_path: Path) -> None:
    child = Child("keys", ("keys", "list", "--home", str(tmp_path / "nothing")))
    supervisor = Supervisor(load(tmp_path), [child])
    supervisor.start()
    assert child.process is not None
    assert child.process.wait(20) == FATAL_STATUS
    supervisor.check()
    assert supervisor.failed == "keys"
    supervisor.stop()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL])
def test_stop_leaves_no_child(tmp_path: Path, number: int) -> None:
    child = Child("patient", ("score", "--help"))
    supervisor = Supervisor(load(tmp_path), [child])
    supervisor.start()
    assert child.process is not None
    os.kill(child.process.pid, number)
    supervisor.stop()
    assert child.process.poll() is not None
