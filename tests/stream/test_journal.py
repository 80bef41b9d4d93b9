"""What kills the process itself three times is parked; what was only near it goes on."""

import os
import signal
import subprocess
import sys
from itertools import accumulate
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stream import topics
from stream.brokers.embedded import EmbeddedBroker
from stream.contracts import DeadLetter
from stream.journal import Journal, Place
from stream.keyring import KeyRingFile
from tests.stream.records import NOW, held, ids, post, put

A, B = Place("posts", 0, 4), Place("posts", 1, 7)

WORKER = """
import os, signal, sys
from pathlib import Path
from stream import topics
from stream.brokers.embedded import EmbeddedBroker
from stream.journal import Journal
from stream.keyring import KeyRingFile
from stream.metrics import Meter
from stream.retry import Flag
from stream.runner import run_stage
from stream.stage import Stage

def run(batch):
    for record in batch:
        if record.text == "poison":
            os.kill(os.getpid(), signal.SIGKILL)
    return batch

home = Path(sys.argv[1])
run_stage(
    Stage("locate", topics.POSTS, topics.LOCATED, run), EmbeddedBroker(home / "stream.db"),
    KeyRingFile(home / "stream.keys"), meter=Meter(), stop=Flag(),
    journal=Journal.claim(home / "state", "locate"), drain=True, idle_s=0,
)
"""


def again(journal: Journal) -> Journal:
    """As after a kill: the file is left as it is, and the next process takes it."""
    journal.close()
    return Journal.claim(journal.path.parent, "locate")


def test_a_clean_end_leaves_no_suspects(tmp_path: Path) -> None:
    journal = Journal.claim(tmp_path, "locate")
    journal.hold([A, B])
    journal.clear([A, B])
    journal = again(journal)
    assert not journal.suspect(A)
    assert not journal.suspect(B)


def test_three_deaths_condemn_the_record_in_hand_and_no_other(tmp_path: Path) -> None:
    journal = Journal.claim(tmp_path, "locate")
    journal.hold([A, B])
    journal = again(journal)
    assert journal.suspect(A)
    assert journal.suspect(B)
    for deaths in (1, 2):
        assert not journal.condemned(A, 3), deaths
        journal.hold_one(A, 2)
        journal.hold_one(A, 3)
        journal = again(journal)
    assert journal.innocent(A, 2)
    assert not journal.innocent(A, 3)
    assert journal.condemned(A, 3)
    assert not journal.condemned(A, 4)
    assert not journal.condemned(B, 3)
    journal.hold_one(A, 4)
    journal = again(journal)
    assert journal.condemned(A, 3), "what is parked stays parked"
    journal.clear([A])
    journal = again(journal)
    assert not journal.suspect(A)
    assert journal.suspect(B), "the rest of the batch is still run one by one"


@given(st.lists(st.integers(1, 5), max_size=6))
@settings(max_examples=25)
def test_kills_from_outside_park_nothing(steps: list[int]) -> None:
    """However often a worker is killed: a record that is completed between two kills is not parked."""
    with TemporaryDirectory() as folder:
        journal = Journal.claim(Path(folder), "locate")
        journal.hold([A, B])
        journal = again(journal)
        for killed_at in accumulate(steps):
            for index in range(killed_at + 1):
                if not journal.innocent(A, index):
                    assert not journal.condemned(A, index)
                    journal.hold_one(A, index)
            journal = again(journal)
        journal.close()


def test_waiting_is_not_having_in_hand(tmp_path: Path) -> None:
    journal = Journal.claim(tmp_path, "locate")
    for _ in range(5):
        journal.hold_one(A, 0)
        journal.clear()
        journal = again(journal)
    assert not journal.suspect(A)


def test_two_workers_of_a_stage_have_a_file_each(tmp_path: Path) -> None:
    one, two = Journal.claim(tmp_path, "locate"), Journal.claim(tmp_path, "locate")
    assert one.path != two.path
    one.hold([A])
    one.close()
    three = Journal.claim(tmp_path, "locate")
    assert three.path == one.path
    assert three.suspect(A)


def test_a_damaged_file_is_no_obstacle(tmp_path: Path) -> None:
    (tmp_path / "locate.0.journal").write_bytes(b'[[["posts",0')
    assert not Journal.claim(tmp_path, "locate").suspect(A)


@pytest.mark.system
def test_a_record_that_kills_its_worker_is_parked_after_three_deaths(tmp_path: Path) -> None:
    ring = KeyRingFile(tmp_path / "stream.keys")
    ring.create(NOW.now(NOW.tzinfo))
    broker = EmbeddedBroker(tmp_path / "stream.db")
    records = [post(n, "poison" if n == 13 else "fine") for n in range(40)]
    put(broker, ring, records)

    def work() -> int:
        return subprocess.run(
            [sys.executable, "-c", WORKER, tmp_path],
            check=False,
            env={**os.environ, "PYTHONPATH": os.getcwd()},
        ).returncode

    assert [work() for _ in range(4)] == [-signal.SIGKILL] * 3 + [0]
    (letter,) = held(broker, ring, topics.DEAD)
    assert isinstance(letter, DeadLetter)
    assert (letter.error, letter.offset, letter.index) == ("ProcessKilled", 1, 3)
    assert ids(held(broker, ring, topics.LOCATED)) == ids(r for r in records if r.text == "fine")
    assert ids(held(broker, ring, topics.DROPS)) == ids([records[13]])
