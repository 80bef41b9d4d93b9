"""A worker whose district has not adopted anything waits, says why, and begins by itself once it has."""

import subprocess
import sys
from pathlib import Path

from tests.system.harness import QUIET, ROOT, System, wait_until


def test_a_file_is_not_read_until_the_record_is_complete(tmp_path: Path) -> None:
    system = System(tmp_path, adopted=False)
    system.send(*[QUIET] * 3)
    log = tmp_path / "ingest.log"
    with log.open("wb") as out:
        worker = subprocess.Popen(
            [sys.executable, "-m", "firstbell", "worker", "ingest", "--home", str(tmp_path)],
            cwd=ROOT,
            stdout=out,
            stderr=out,
        )
    try:
        wait_until(lambda: "no vote of the board is recorded" in log.read_text("utf-8"), 60)
        assert "/governance/" in log.read_text("utf-8")
        assert system.account()["posts_in"] == 0
        assert worker.poll() is None
        system.adopt()
        wait_until(lambda: system.account()["posts_in"] == 3, 60, lambda: log.read_text("utf-8"))
    finally:
        worker.terminate()
        worker.wait(30)
