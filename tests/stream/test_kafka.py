"""What only Apache Kafka can show: kills, poisoned producers, rebalances, topic settings."""

import contextlib
import gc
import logging
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from kafka import KafkaAdminClient, KafkaConsumer
from kafka.admin import ConfigResource, ConfigResourceType

from stream import wire
from stream.broker import Frame, Message, Missed, TopicPartition
from stream.brokers.kafka import KafkaBroker
from stream.brokers.kafka_client import MAX_FRAME_BYTES, servers_of
from stream.contracts import Post
from stream.errors import BadInput, Fatal, Retriable
from stream.keyring import KeyRing
from tests import kafka_server
from tests.stream.rigs import KafkaRig

PATIENCE_S = 60.0
REPOSITORY = Path(__file__).resolve().parents[2]


@pytest.fixture
def rig(kafka_url: str, prefix: str) -> Iterator[KafkaRig]:
    made = KafkaRig(kafka_url, prefix)
    yield made
    made.close()


@pytest.fixture(scope="session")
def own_server(kafka_url: str) -> Iterator[kafka_server.KafkaServer]:
    """A broker that may be killed; `kafka_url` has skipped already where none can be started."""
    if reason := kafka_server.missing():
        pytest.skip(f"{kafka_url} is not ours to kill: {reason}")
    with kafka_server.KafkaServer() as server:
        yield server


@pytest.mark.kafka
def test_topics_are_made_so_that_retention_is_kept(rig: KafkaRig, kafka_url: str, prefix: str) -> None:
    broker = KafkaBroker(kafka_url, prefix=prefix, partitions=4, retention_hours=2)
    broker.open(["review", "gaps"])
    assert (broker.partitions("review"), broker.partitions("gaps")) == (4, 1)
    settings = _settings(kafka_url, f"{prefix}.review")
    assert settings["message.timestamp.type"] == "LogAppendTime"
    assert settings["cleanup.policy"] == "delete"
    assert settings["retention.ms"] == "7200000"
    assert int(settings["segment.ms"]) <= 7200000 / 4
    assert _settings(kafka_url, f"{prefix}.cursors")["cleanup.policy"] == "compact"
    broker.close()


@pytest.mark.kafka
def test_topics_with_unusable_settings_are_named_with_the_remedy(
    rig: KafkaRig, kafka_url: str, prefix: str
) -> None:
    _alter(kafka_url, f"{prefix}.posts", {"message.timestamp.type": "CreateTime", "retention.ms": "1000"})
    with pytest.raises(Fatal) as raised:
        rig.another()
    said = str(raised.value)
    assert f"{prefix}.posts" in said
    assert "retention.ms is 1000, wanted 86400000" in said
    assert "message.timestamp.type is CreateTime, wanted LogAppendTime" in said
    assert f"{prefix}.located" not in said
    assert "kafka-configs" in said
    values = dict(pair.split("=") for pair in said.split("--add-config ")[1].split(","))
    _alter(kafka_url, f"{prefix}.posts", values)
    rig.another().close()


@pytest.mark.kafka
def test_cursors_must_have_one_partition(kafka_url: str, prefix: str) -> None:
    admin = KafkaAdminClient(bootstrap_servers=servers_of(kafka_url)[0])
    admin.create_topics({f"{prefix}.cursors": {"num_partitions": 2}}, wait_for_metadata=True)
    admin.close()
    broker = KafkaBroker(kafka_url, prefix=prefix)
    with pytest.raises(Fatal, match="has 2 partitions and must have 1"):
        broker.open(["cursors"])


@pytest.mark.kafka
def test_the_time_of_a_message_is_the_brokers(rig: KafkaRig, kafka_url: str, prefix: str) -> None:
    rig.broker.append([Frame("posts", 0, b"x", 1)])
    consumer = KafkaConsumer(
        f"{prefix}.posts", bootstrap_servers=servers_of(kafka_url)[0], auto_offset_reset="earliest"
    )
    (record,) = next(iter(consumer.poll(timeout_ms=20_000).values()))
    consumer.close()
    assert record.timestamp_type == 1


@pytest.mark.kafka
def test_a_frame_too_large_for_kafka_is_refused_before_it_harms(rig: KafkaRig) -> None:
    with pytest.raises(BadInput, match=str(MAX_FRAME_BYTES)):
        rig.broker.append([Frame("posts", 0, bytes(MAX_FRAME_BYTES + 1), 7)])
    rig.broker.append([Frame("posts", 0, bytes(MAX_FRAME_BYTES), 7)])
    assert [len(m.value) for m in rig.broker.scan("posts")] == [MAX_FRAME_BYTES]


@pytest.mark.kafka
def test_a_frame_that_kafka_refuses_does_not_poison_the_next(
    rig: KafkaRig, kafka_url: str, prefix: str
) -> None:
    rig.broker.append([Frame("posts", 0, b"before", 1)])
    _alter(kafka_url, f"{prefix}.posts", {"max.message.bytes": "1000"})
    with pytest.raises(Fatal, match=r"max\.message\.bytes"):
        rig.broker.append([Frame("posts", 0, bytes(5000), 1)])
    rig.broker.append([Frame("posts", 0, b"after", 1)])
    assert [m.value for m in rig.broker.scan("posts")] == [b"before", b"after"]


@pytest.mark.kafka
def test_a_cursor_without_a_key_is_refused(rig: KafkaRig) -> None:
    with pytest.raises(BadInput, match="cursors has no key"):
        rig.broker.append([Frame("cursors", 0, b"x", 1)])


@pytest.mark.kafka
def test_a_group_that_never_read_is_told_what_it_missed(rig: KafkaRig) -> None:
    rig.broker.append([Frame("posts", 0, b"%d" % i, 1) for i in range(5)])
    rig.forget("posts", 0, 3)
    consumer = rig.broker.consumer("posts", "late")
    got: list[Message] = []
    deadline = time.monotonic() + PATIENCE_S
    while len(got) < 2 and time.monotonic() < deadline:
        got += consumer.poll(0.2, 10)
    assert [m.value for m in got] == [b"3", b"4"]
    assert list(consumer.missed()) == [Missed("posts", 0, 0, 3)]
    consumer.close()


@pytest.mark.kafka
def test_no_word_of_a_post_is_on_the_brokers_disk(own_server: kafka_server.KafkaServer, prefix: str) -> None:
    text, name = "the yellow umbrella stayed at the lake", "Quillfeather Brambleton"
    post = Post(
        post_id="p1", version="1", source="import", text=f"{text} {name}", received_at=datetime.now(UTC)
    )
    broker = KafkaBroker(own_server.url, prefix=prefix, partitions=1)
    broker.open(["posts"])
    broker.append(wire.frames([post] * 50, 1, "posts", KeyRing.throwaway()))
    broker.close()
    logs = [path for path in own_server.data.rglob("*") if path.is_file()]
    held = b"".join(path.read_bytes() for path in logs if f"{prefix}.posts" in str(path))
    # Each frame begins with its magic: the file really is the one with our frames.
    assert b"FB" in held
    everything = b"".join(path.read_bytes() for path in logs)
    for planted in (text, name, "Brambleton", "umbrella"):
        assert planted.encode() not in everything


# kafka-python 3.0.12 leaves the socket of each refused connection to the garbage collector.
REFUSED = pytest.mark.filterwarnings("ignore:unclosed <socket:ResourceWarning")


@pytest.fixture
def collected() -> Iterator[None]:
    """Collect the garbage of this test within its own filter of warnings (log records hold sockets)."""
    logger = logging.getLogger("kafka")
    level = logger.level
    logger.setLevel(logging.CRITICAL + 1)
    yield
    logger.setLevel(level)
    gc.collect()


@REFUSED
@pytest.mark.usefixtures("collected")
@pytest.mark.kafka
def test_what_was_acknowledged_outlives_a_killed_broker(
    own_server: kafka_server.KafkaServer, prefix: str
) -> None:
    broker = KafkaBroker(own_server.url, prefix=prefix, partitions=3)
    broker.open(["posts"])
    acknowledged: set[bytes] = set()
    back = threading.Event()

    def kill_and_start() -> None:
        own_server.kill9()
        own_server.start()
        back.set()

    killer = threading.Timer(0.5, kill_and_start)
    killer.start()
    tried, after = 0, 0
    while after < 5:
        frames = [Frame("posts", i % 3, b"%d" % i, 1) for i in range(tried, tried + 30)]
        tried += 30
        was_back = back.is_set()
        try:
            broker.append(frames)
        except Retriable:
            time.sleep(0.1)
            continue
        acknowledged.update(frame.value for frame in frames)
        after += was_back
    killer.join()
    assert acknowledged <= {message.value for message in broker.scan("posts")}
    broker.close()


@REFUSED
@pytest.mark.usefixtures("collected")
@pytest.mark.kafka
def test_a_consumer_tells_that_the_broker_is_away_and_goes_on_when_it_is_back(
    own_server: kafka_server.KafkaServer, prefix: str
) -> None:
    broker = KafkaBroker(own_server.url, prefix=prefix, partitions=1, away_s=1.0)
    broker.open(["posts"])
    broker.append([Frame("posts", 0, b"1", 1)])
    consumer = broker.consumer("posts", "locate")
    (message,) = _take(consumer.poll, 1)
    consumer.advance([], {TopicPartition("posts", 0): 1})
    own_server.kill9()
    with pytest.raises(Retriable, match=own_server.address):
        _take(consumer.poll, 1)
    own_server.start()
    other = KafkaBroker(own_server.url, prefix=prefix)
    other.append([Frame("posts", 0, b"2", 1)])
    other.close()
    found: list[Message] = []
    deadline = time.monotonic() + PATIENCE_S
    while not found and time.monotonic() < deadline:
        with contextlib.suppress(Retriable):
            found += consumer.poll(0.2, 10)
    assert [message.value, *(m.value for m in found)] == [b"1", b"2"]
    consumer.close()
    broker.close()


@pytest.mark.kafka
def test_nothing_is_lost_while_members_come_and_are_killed(
    rig: KafkaRig, kafka_url: str, prefix: str
) -> None:
    """Three workers copy posts to located; one comes late, one is killed in its work."""
    sent = 0

    def send(count: int) -> None:
        nonlocal sent
        rig.broker.append([Frame("posts", i % 3, b"%d" % i, 1) for i in range(sent, sent + count)])
        sent += count

    send(300)
    workers = [_start_copier(kafka_url, prefix), _start_copier(kafka_url, prefix)]
    try:
        _wait_for_copies(rig, 100)
        send(300)
        workers.append(_start_copier(kafka_url, prefix))
        workers[0].send_signal(signal.SIGKILL)
        send(300)
        _wait_for_copies(rig, sent)
    finally:
        for worker in workers:
            worker.kill()
            worker.wait()
    copied = [message.value for message in rig.broker.scan("located")]
    assert set(copied) == {b"%d" % i for i in range(sent)}
    rest = rig.broker.consumer("posts", "copy")
    assert rest.lag().records < sent
    rest.close()


COPIER = """
import sys
from stream.broker import Frame, TopicPartition
from stream.brokers.kafka import KafkaBroker
broker = KafkaBroker(sys.argv[1], prefix=sys.argv[2], partitions=3)
consumer = broker.consumer("posts", "copy")
while True:
    part = consumer.poll(0.2, 7)
    frames = [Frame("located", m.partition, m.value, m.count) for m in part]
    consumer.advance(frames, {TopicPartition(m.topic, m.partition): m.offset + 1 for m in part})
"""


def _start_copier(url: str, prefix: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-c", COPIER, url, prefix], cwd=REPOSITORY, env={**os.environ, "PYTHONPATH": "."}
    )


def _wait_for_copies(rig: KafkaRig, count: int) -> None:
    deadline = time.monotonic() + PATIENCE_S
    while len({message.value for message in rig.broker.scan("located")}) < count:
        assert time.monotonic() < deadline
        time.sleep(0.2)


def _take(poll: object, count: int) -> list[Message]:
    assert callable(poll)
    found: list[Message] = []
    deadline = time.monotonic() + PATIENCE_S
    while len(found) < count and time.monotonic() < deadline:
        found += poll(0.2, 100)
    return found


def _settings(url: str, topic: str) -> dict[str, str]:
    admin = KafkaAdminClient(bootstrap_servers=servers_of(url)[0])
    found = admin.describe_configs([ConfigResource(ConfigResourceType.TOPIC, topic)], config_filter="all")
    admin.close()
    return {name: setting["value"] for name, setting in found["topic"][topic].items()}


def _alter(url: str, topic: str, settings: dict[str, str]) -> None:
    admin = KafkaAdminClient(bootstrap_servers=servers_of(url)[0])
    admin.alter_configs([ConfigResource(ConfigResourceType.TOPIC, topic, settings)])
    admin.close()
    deadline = time.monotonic() + PATIENCE_S
    while not settings.items() <= _settings(url, topic).items():
        assert time.monotonic() < deadline
        time.sleep(0.05)
