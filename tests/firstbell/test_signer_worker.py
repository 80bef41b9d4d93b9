"""The signer as a worker: it signs, publishes, refuses loudly, and comes back when the log is right again."""

import shutil
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from firstbell.heartbeat import Heart
from firstbell.settings import Checkpoints, Mail, Settings
from firstbell.signer_worker import REFUSES, SignerWork
from firstbell.signing import checkpoint_folder, create_signer, public_key, signer_folder
from privacy import merkle
from privacy.canonical import canonical
from privacy.publish import ALARM, LATEST
from privacy.verify_note import parse_checkpoint, parse_key, signers
from stream.metrics import Meter

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
TABLES = """
CREATE TABLE audit_log (seq INTEGER PRIMARY KEY, action TEXT, payload_canonical BLOB);
CREATE TABLE audit_head (size INTEGER, frontier BLOB);
"""


class Log:
    """As much of records.db as a signer reads."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.entries: list[bytes] = []

    def write(self, count: int, *, mark: str = "") -> None:
        self.entries += [canonical({"n": len(self.entries) + n, "mark": mark}) for n in range(count)]
        self.save()

    def save(self) -> None:
        frontier: list[bytes] = []
        for size, entry in enumerate(self.entries):
            frontier = merkle.append(size, frontier, merkle.leaf_hash(entry))
        self.path.unlink(missing_ok=True)
        with closing(sqlite3.connect(self.path)) as database, database:
            database.executescript(TABLES)
            rows = [(seq, "item.looked", entry) for seq, entry in enumerate(self.entries, 1)]
            database.executemany("INSERT INTO audit_log VALUES (?, ?, ?)", rows)
            database.execute(
                "INSERT INTO audit_head VALUES (?, ?)", (len(self.entries), merkle.pack(frontier))
            )


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    (tmp_path / "district.toml").write_text(
        '[coverage]\nprivacy_officer = "privacy@district.example"\n', "utf-8"
    )
    given = Settings(home=tmp_path, checkpoints=Checkpoints(mail_to=("auditor@example.org",)), mail=Mail())
    create_signer(given)
    return given


@pytest.fixture
def log(settings: Settings) -> Log:
    made = Log(settings.path("records.db"))
    made.write(3)
    return made


def worker(settings: Settings) -> tuple[SignerWork, Heart, Meter]:
    meter = Meter()
    heart = Heart(settings, "signer", meter.snapshot)
    return SignerWork(settings, meter, heart), heart, meter


def newest(settings: Settings) -> int:
    text = (checkpoint_folder(settings) / LATEST).read_text("utf-8")
    note = parse_checkpoint(text)
    assert signers(note, [parse_key(public_key(settings))])
    return note.size


def letters(settings: Settings) -> int:
    return len(list(settings.path("outbox").glob("*.eml")))


def test_what_grows_is_signed_and_published(settings: Settings, log: Log) -> None:
    work, heart, meter = worker(settings)
    work.step(NOW)
    assert (newest(settings), letters(settings)) == (3, 1)
    log.write(2)
    work.step(NOW + timedelta(minutes=1))
    assert newest(settings) == 3
    work.step(NOW + timedelta(minutes=1), last=True)
    assert newest(settings) == 5
    assert heart.state == "running"
    assert meter.snapshot()["firstbell_checkpoint_entries"] == 5
    assert meter.snapshot()["firstbell_signer_refuses"] == 0


def test_a_cut_log_raises_the_alarm_until_it_is_right_again(settings: Settings, log: Log) -> None:
    work, heart, meter = worker(settings)
    work.step(NOW)
    whole = list(log.entries)
    del log.entries[1:]
    log.save()
    for minutes in (1, 2, 3):
        work.step(NOW + timedelta(minutes=minutes))
    assert heart.state == REFUSES
    assert meter.snapshot()["firstbell_signer_refuses"] == 1
    assert "its end was cut off" in (checkpoint_folder(settings) / ALARM).read_text("utf-8")
    assert letters(settings) == 2, "the checkpoint's and one alarm"
    assert newest(settings) == 3
    log.entries = whole
    log.write(1)
    work.step(NOW + timedelta(minutes=10))
    assert (heart.state, newest(settings)) == ("running", 4)
    assert not (checkpoint_folder(settings) / ALARM).exists()


def test_a_lost_memory_or_key_is_an_alarm_and_not_a_new_beginning(settings: Settings, log: Log) -> None:
    worker(settings)[0].step(NOW)
    kept = settings.path("kept")
    shutil.copytree(signer_folder(settings), kept)
    for name in ("last-head.json", "signer.key"):
        (signer_folder(settings) / name).unlink()
        work, heart, _ = worker(settings)
        work.step(NOW)
        assert heart.state == REFUSES
        assert create_signer(settings) == []
        shutil.copy(kept / name, signer_folder(settings) / name)
        work.step(NOW + timedelta(minutes=1))
        assert heart.state == "running"
    assert newest(settings) == 3


def test_a_database_that_is_away_is_no_alarm(settings: Settings, log: Log) -> None:
    work, heart, _ = worker(settings)
    settings.path("records.db").unlink()
    work.step(NOW)
    assert heart.state == "running"
    log.save()
    work.step(NOW)
    assert newest(settings) == 3


def test_a_crash_between_signing_and_publishing_publishes_at_the_next_start(
    settings: Settings, log: Log
) -> None:
    folder = checkpoint_folder(settings)
    folder.write_text("in the way", "utf-8")
    worker(settings)[0].step(NOW)
    folder.unlink()
    worker(settings)[0].step(NOW + timedelta(seconds=3))
    assert newest(settings) == 3
