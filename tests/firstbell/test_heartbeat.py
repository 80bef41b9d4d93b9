"""Heartbeats: plain SQL writes what Django's model reads; a database away costs heartbeats only."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from firstbell.heartbeat import Heart
from firstbell.settings import Settings, load
from tests.system.harness import firstbell

READ = """
import sys
from pathlib import Path
from firstbell.database import setup_django
from firstbell.settings import load
setup_django(load(Path(sys.argv[1])))
from privacy.models import Heartbeat
for row in Heartbeat.objects.all():
    print(row.stage, row.state, row.counters, row.started_at <= row.seen_at, row.seen_at.tzinfo is not None)
"""


def _read(settings: Settings) -> str:
    environment = {**os.environ, "FIRSTBELL_DATABASE": settings.database}
    done = subprocess.run(
        [sys.executable, "-c", READ, str(settings.home)],
        capture_output=True,
        text=True,
        env=environment,
        check=True,
    )
    return done.stdout


def _beat_twice(settings: Settings) -> None:
    counters = {"firstbell_records_in_total": 1.0}
    heart = Heart(settings, "locate", lambda: counters)
    heart.beat("running")
    counters["firstbell_records_in_total"] = 7.0
    heart.beat("stopped")


def test_on_sqlite(tmp_path: Path) -> None:
    assert firstbell("init", "--sample", home=tmp_path).returncode == 0
    settings = load(tmp_path, database="sqlite")
    _beat_twice(settings)
    assert _read(settings) == "locate stopped {'firstbell_records_in_total': 7.0} True True\n"


@pytest.mark.postgres
def test_on_postgresql(tmp_path: Path, postgres_url: str) -> None:
    database = {"FIRSTBELL_DATABASE": postgres_url}
    made = firstbell("init", "--sample", home=tmp_path, extra=database)
    assert made.returncode == 0, made.stderr
    settings = load(tmp_path, database=postgres_url)
    _beat_twice(settings)
    assert "locate stopped {'firstbell_records_in_total': 7.0} True True\n" in _read(settings)


def test_a_database_that_is_away_raises_nothing(tmp_path: Path) -> None:
    _beat_twice(load(tmp_path, database="postgresql://nobody@127.0.0.1:1/x"))
    _beat_twice(load(tmp_path / "no-such-folder", database="sqlite"))
