"""The embedded stream: one file, several processes, nothing lost by a kill, nothing kept past retention."""

import os
import resource
import signal
import sqlite3
import stat
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest

from stream import topics
from stream.broker import Frame, Message, Missed, TopicPartition
from stream.brokers import connect
from stream.brokers.embedded import EmbeddedBroker
from stream.errors import BadInput, Fatal, Retriable
from stream.keyring import KeyRing, KeyRingFile
from tests.stream.records import held, ids, posts, put

RING = KeyRing.throwaway()
HOUR = 3600.0


class Clock:
    now = 1_000_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def broker(tmp_path: Path, clock: Clock) -> Iterator[EmbeddedBroker]:
    made = EmbeddedBroker(tmp_path / "stream.db", lock_wait_s=0, busy_s=0.05, clock=clock)
    made.open(topics.ALL)
    yield made
    made.close()


def frame(value: bytes, topic: str = topics.POSTS, key: str = "") -> Frame:
    return Frame(topic, 0, value, 1, key)


def on_disk(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.iterdir() if path.is_file())


def test_the_files_are_private(broker: EmbeddedBroker) -> None:
    broker.append([frame(b"one")])
    for path in broker.path.parent.iterdir():
        assert stat.S_IMODE(path.stat().st_mode) == 0o600, path


def test_advance_is_all_or_nothing(broker: EmbeddedBroker) -> None:
    broker.append([frame(b"one")])
    consumer = broker.consumer(topics.POSTS, "locate")
    consumer.poll(0, 10)
    bad = Frame(topics.LOCATED, 3, b"no such partition", 1)
    with pytest.raises(Fatal, match="one partition"):
        consumer.advance([frame(b"out", topics.LOCATED), bad], {TopicPartition(topics.POSTS, 0): 1})
    assert list(broker.scan(topics.LOCATED)) == []
    assert consumer.lag().records == 1
    consumer.close()


def test_a_stage_has_one_worker_and_the_second_is_told_who(broker: EmbeddedBroker) -> None:
    first = broker.consumer(topics.POSTS, "locate")
    with pytest.raises(Retriable, match=rf"already run by process {os.getpid()} .*one worker a stage"):
        broker.consumer(topics.POSTS, "locate")
    broker.consumer(topics.POSTS, "other").close()
    first.close()
    broker.consumer(topics.POSTS, "locate").close()


def test_retention_deletes_read_or_not_and_overwrites(broker: EmbeddedBroker, clock: Clock) -> None:
    consumer = broker.consumer(topics.POSTS, "locate")
    broker.append([frame(b"planted-old-1"), frame(b"planted-old-2" * 5000)])
    clock.now += 23 * HOUR
    broker.append([frame(b"planted-new")])
    assert broker.purge(clock.now) == 0
    clock.now += 2 * HOUR
    assert broker.purge(clock.now) == 2

    assert [m.value for m in consumer.poll(0, 10)] == [b"planted-new"]
    assert consumer.missed() == [Missed(topics.POSTS, 0, 0, 2)]
    assert consumer.missed() == []
    assert b"planted-new" in on_disk(broker.path.parent)
    assert b"planted-old" not in on_disk(broker.path.parent)
    consumer.close()


def test_offsets_are_never_used_again(broker: EmbeddedBroker, clock: Clock) -> None:
    consumer = broker.consumer(topics.POSTS, "locate")
    broker.append([frame(b"one"), frame(b"two")])
    clock.now += 25 * HOUR
    broker.purge(clock.now)
    assert consumer.poll(0, 10) == ()
    assert consumer.missed() == [Missed(topics.POSTS, 0, 0, 2)]
    broker.append([frame(b"three")])
    assert [m.offset for m in consumer.poll(0, 10)] == [2]
    assert consumer.missed() == []
    consumer.close()


def test_a_worker_that_slept_through_retention_learns_it_at_its_start(
    broker: EmbeddedBroker, clock: Clock
) -> None:
    broker.consumer(topics.POSTS, "locate").close()
    broker.append([frame(b"one"), frame(b"two")])
    clock.now += 25 * HOUR
    consumer = broker.consumer(topics.POSTS, "locate")
    assert consumer.poll(0, 10) == (), "a worker's first poll deletes what is due"
    assert consumer.missed() == [Missed(topics.POSTS, 0, 0, 2)]
    consumer.close()


def test_a_clock_set_back_leaves_no_hole(broker: EmbeddedBroker, clock: Clock) -> None:
    broker.append([frame(b"one")])
    clock.now += 30 * HOUR
    broker.append([frame(b"two")])
    clock.now -= 30 * HOUR
    broker.append([frame(b"three")])
    assert broker.purge(clock.now + 40 * HOUR) == 1
    assert [m.value for m in broker.scan(topics.POSTS)] == [b"two", b"three"]


def test_the_last_cursor_of_each_source_outlives_retention(broker: EmbeddedBroker, clock: Clock) -> None:
    for value, key in ((b"1", "bluesky"), (b"2", "bluesky"), (b"3", "import"), (b"4", "bluesky")):
        broker.append([frame(value, topics.CURSORS, key)])
    clock.now += 100 * HOUR
    assert broker.purge(clock.now) == 2
    assert [m.value for m in broker.scan(topics.CURSORS)] == [b"3", b"4"]


def test_lag_is_records_and_age(broker: EmbeddedBroker, clock: Clock) -> None:
    consumer = broker.consumer(topics.POSTS, "locate")
    broker.append([Frame(topics.POSTS, 0, b"a", 7), Frame(topics.POSTS, 0, b"b", 5)])
    clock.now += 90
    assert consumer.lag() == (lag := type(consumer.lag())(12, 90.0)), lag
    consumer.advance([], {TopicPartition(topics.POSTS, 0): 1})
    assert consumer.lag().records == 5
    consumer.close()


def test_a_locked_file_is_retriable_and_named(broker: EmbeddedBroker) -> None:
    other = sqlite3.connect(broker.path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(Retriable, match=r"stream\.db is locked by another process"):
        broker.append([frame(b"one")])
    other.execute("ROLLBACK")
    other.close()
    broker.append([frame(b"one")])


def test_a_second_connection_keeps_the_locks_of_the_first(broker: EmbeddedBroker) -> None:
    """Else whoever closes the file next deletes the write-ahead log that we are still writing."""
    consumer = broker.consumer(topics.POSTS, "locate")
    broker.append([frame(b"one")])
    passer_by = "import sqlite3, sys; db = sqlite3.connect(sys.argv[1]); db.execute('SELECT * FROM commits').fetchall(); db.close()"
    subprocess.run([sys.executable, "-c", passer_by, str(broker.path)], check=True)
    assert broker.path.with_name("stream.db-wal").exists()
    assert [each.value for each in consumer.poll(0, 10)] == [b"one"]
    consumer.close()


def test_a_full_disk_is_retriable_and_work_goes_on_when_there_is_space(broker: EmbeddedBroker) -> None:
    consumer = broker.consumer(topics.POSTS, "locate")
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, limits[1]))
    try:
        with pytest.raises(Retriable, match=r"stream\.db .*disk"):
            consumer.advance([frame(b"x" * 500_000, topics.LOCATED)], {TopicPartition(topics.POSTS, 0): 1})
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert list(broker.scan(topics.LOCATED)) == []
    consumer.advance([frame(b"x" * 500_000, topics.LOCATED)], {TopicPartition(topics.POSTS, 0): 1})
    assert len(list(broker.scan(topics.LOCATED))) == 1
    consumer.close()


def test_a_file_that_cannot_be_used_says_why(tmp_path: Path) -> None:
    with pytest.raises(Fatal, match=r"none/stream\.db cannot be opened: make its folder exist"):
        connect("embedded", tmp_path / "none")
    (tmp_path / "stream.db").write_bytes(b"this is not a database, although it is long enough" * 40)
    with pytest.raises(Fatal, match=r"stream\.db is not a stream file: move it away"):
        connect("embedded", tmp_path)
    with pytest.raises(BadInput, match="use `embedded` or kafka://"):
        connect("rabbit://", tmp_path)


def test_a_name_that_is_no_topic_is_refused(broker: EmbeddedBroker) -> None:
    with pytest.raises(Fatal, match="is not a topic's name"):
        broker.open(['posts"; DROP TABLE commits; --'])
    with pytest.raises(Fatal, match="topic nowhere does not exist"):
        broker.append([frame(b"", "nowhere")])


WORKER = """
import sys, time
from pathlib import Path
from stream import topics
from stream.brokers.embedded import EmbeddedBroker
from stream.journal import Journal
from stream.keyring import KeyRingFile
from stream.metrics import Meter
from stream.runner import run_stage, stop_on_signals
from stream.stage import Stage

def run(batch):
    time.sleep(0.01)
    return batch

home, name, source, sink = Path(sys.argv[1]), *sys.argv[2:]
stop = stop_on_signals()
print("ready", flush=True)
run_stage(
    Stage(name, source, sink, run, max_records=40), EmbeddedBroker(home / "stream.db"),
    KeyRingFile(home / "stream.keys"), meter=Meter(), stop=stop, journal=Journal.claim(home / "state", name), idle_s=0.05,
)
"""


def start(home: Path, *arguments: str) -> subprocess.Popen[str]:
    worker = subprocess.Popen(
        [sys.executable, "-c", WORKER, home, *arguments],
        stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONPATH": os.getcwd()},
    )  # fmt: skip
    assert worker.stdout is not None
    assert worker.stdout.readline() == "ready\n"
    return worker


@pytest.mark.system
def test_two_stages_in_processes_of_their_own_survive_kills(tmp_path: Path) -> None:
    """One stage is killed again and again while the other reads what it writes; then SIGTERM ends both."""
    ring = KeyRingFile(tmp_path / "stream.keys")
    ring.create(datetime.now(UTC))
    broker = EmbeddedBroker(tmp_path / "stream.db")
    records = posts(3000)
    put(broker, ring, records[:1500], each=20)
    second = start(tmp_path, "second", topics.LOCATED, topics.SCORED)
    first = start(tmp_path, "first", topics.POSTS, topics.LOCATED)
    for turn in range(4):
        time.sleep(0.12)
        first.kill()
        first.communicate()
        put(broker, ring, records[1500 + turn * 375 : 1875 + turn * 375], each=20)
        first = start(tmp_path, "first", topics.POSTS, topics.LOCATED)
    deadline = time.monotonic() + 60
    while len(ids(held(broker, ring, topics.SCORED))) < 3000 and time.monotonic() < deadline:
        time.sleep(0.05)
    for worker in (first, second):
        worker.send_signal(signal.SIGTERM)
        worker.communicate(timeout=20)
    assert [first.returncode, second.returncode] == [0, 0]

    out = held(broker, ring, topics.SCORED)
    assert ids(out) == ids(records), "none lost"
    assert len(out) == 3000, "none twice: outputs and offsets are one transaction"
    assert held(broker, ring, topics.DEAD) == []
    broker.close()
    assert b"the bus is late" not in on_disk(tmp_path)


@pytest.mark.system
def test_a_stage_is_free_as_soon_as_its_worker_is_dead(broker: EmbeddedBroker, tmp_path: Path) -> None:
    KeyRingFile(tmp_path / "stream.keys").create(datetime.now(UTC))
    broker.open(topics.ALL)
    worker = start(tmp_path, "first", topics.POSTS, topics.LOCATED)
    deadline = time.monotonic() + 20
    while (said := refusal(broker)) is None and time.monotonic() < deadline:
        time.sleep(0.01)
    assert said is not None
    assert str(worker.pid) in said
    worker.kill()
    worker.communicate()
    assert refusal(broker) is None


def refusal(broker: EmbeddedBroker) -> str | None:
    """What a second worker of stage `first` is told, or None when it may work."""
    try:
        broker.consumer(topics.POSTS, "first").close()
    except Retriable as error:
        return str(error)
    return None


def test_frames_that_arrive_during_a_poll_are_read_and_not_missed(tmp_path: Path) -> None:
    """A writer appends without rest while the reader finds its topic empty again and again."""
    path, count = tmp_path / "stream.db", 1500
    writer = (
        "import sys, pathlib; from stream.broker import Frame; from stream.brokers.embedded import EmbeddedBroker\n"
        "broker = EmbeddedBroker(pathlib.Path(sys.argv[1])); broker.open(['posts'])\n"
        f"for i in range({count}): broker.append([Frame('posts', 0, str(i).encode(), 1, '')])\n"
    )
    broker = EmbeddedBroker(path)
    broker.open([topics.POSTS])
    consumer = broker.consumer(topics.POSTS, "locate")
    found: list[bytes] = []
    got: Sequence[Message] = ()
    with subprocess.Popen([sys.executable, "-c", writer, str(path)]) as process:
        running = True
        while running or got:
            running = process.poll() is None
            got = consumer.poll(0.0, 500)
            found.extend(message.value for message in got)
            assert not consumer.missed()  # what is there is read, however close the two come
    consumer.close()
    broker.close()
    assert found == [str(i).encode() for i in range(count)]
