"""The audit log as its readers check it: by commands, with files, on another machine."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from tests.system.harness import ROOT, firstbell, wait_until

pytestmark = pytest.mark.system


class Signer:
    """`firstbell worker signer`, until it is told to stop."""

    def __init__(self, home: Path) -> None:
        self.home = home

    def __enter__(self) -> "Signer":
        clean = {
            name: text for name, text in os.environ.items() if not name.startswith(("FIRSTBELL_", "DJANGO_"))
        }
        with (self.home / "signer.log").open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "firstbell", "worker", "signer", "--home", str(self.home)],
                env=clean,
                cwd=ROOT,
                stdout=log,
                stderr=log,
            )
        return self

    def __exit__(self, *_: object) -> None:
        self.process.send_signal(signal.SIGTERM)
        assert self.process.wait(60) == 0, self.log()

    def log(self) -> str:
        return (self.home / "signer.log").read_text("utf-8", "replace")


def _newest(home: Path) -> str:
    path = home / "checkpoints" / "checkpoint"
    return path.read_text("utf-8") if path.exists() else ""


def test_a_log_is_signed_verified_proven_and_found_out_when_it_is_cut(tmp_path: Path) -> None:
    home, desk = tmp_path / "home", tmp_path / "auditors-desk"
    desk.mkdir()
    assert firstbell("init", "--sample", home=home).returncode == 0
    made = firstbell("person", "pat", "--role", "analyst", home=home)
    assert made.returncode == 0, made.stderr
    with Signer(home) as work:
        wait_until(lambda: bool(_newest(home)), 120, work.log)
        rotated = firstbell("audit", "rotate-key", home=home)
        assert rotated.returncode == 0, rotated.stderr
        before = _newest(home)
        wait_until(lambda: _newest(home) != before, 120, work.log)
    kept, key = desk / "letter.txt", desk / "key.txt"
    kept.write_text(_newest(home), "utf-8")
    key.write_text((home / "checkpoints" / "public-key").read_text("ascii"), "ascii")

    whole = firstbell("audit", "verify", "--checkpoint", str(kept), "--key", str(key), home=home)
    assert whole.returncode == 0, whole.stdout + whole.stderr
    assert "by checkpoints from outside" in whole.stdout
    assert "not protected" not in whole.stdout

    proof = desk / "entry.tlog-proof"
    assert firstbell("audit", "prove", "1", "--out", str(proof), home=home).returncode == 0
    elsewhere = tmp_path / "nowhere"
    checked = firstbell("audit", "verify-proof", str(proof), "--key", str(key), home=elsewhere)
    assert checked.returncode == 0, checked.stdout + checked.stderr
    assert "Entry 1 is in the log" in checked.stdout
    assert not elsewhere.exists()
    proof.write_text(proof.read_text("utf-8").replace("index 0", "index 1"), "utf-8")
    forged = firstbell("audit", "verify-proof", str(proof), "--key", str(key), home=elsewhere)
    assert forged.returncode == 1
    assert "NOT PROVEN" in forged.stdout

    with closing(sqlite3.connect(home / "records.db")) as database, database:
        for (name,) in database.execute(
            "SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'audit%'"
        ).fetchall():
            database.execute(f"DROP TRIGGER {name}")
        database.execute("UPDATE audit_log SET payload_canonical = X'7B7D' WHERE seq = 2")
    changed = firstbell("audit", "verify", home=home)
    assert changed.returncode == 1
    assert "THE AUDIT LOG WAS CHANGED" in changed.stdout
    started = time.time()
    with Signer(home) as work:
        wait_until((home / "checkpoints" / "ALARM.txt").exists, 120, work.log)
    assert "refuses" in work.log()
    assert _newest(home) == kept.read_text("utf-8")
    assert any(file.stat().st_mtime >= started - 1 for file in (home / "outbox").glob("*.eml"))
