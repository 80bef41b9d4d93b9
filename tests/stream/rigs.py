"""The brokers under one set of tests: how each is made, joined a second time, and made to forget."""

import sqlite3
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path
from typing import Protocol, Self

from kafka import KafkaAdminClient
from kafka.structs import TopicPartition as KafkaPartition

from stream.broker import Broker, Consumer, Frame, Message, TopicPartition
from stream.brokers.embedded import EmbeddedBroker
from stream.brokers.kafka import KafkaBroker
from stream.brokers.memory import MemoryBroker

PATIENCE_S = 60.0
"""No test is decided by time: only a promise that is broken for good waits this long."""
TOPICS = ("posts", "located", "cursors", "dead")


class Rig(Protocol):
    broker: Broker
    members_share: bool

    def another(self) -> Broker:
        """What a second process would have: another broker object on the same data, topics opened."""
        ...

    def forget(self, topic: str, partition: int, before: int) -> None:
        """Do what retention does to messages below `before`."""
        ...

    def close(self) -> None: ...


class MemoryRig:
    members_share = True

    def __init__(self) -> None:
        self._memory = MemoryBroker(partitions=3)
        self.broker: Broker = self._memory
        self.broker.open(TOPICS)

    def another(self) -> Broker:
        return self.broker

    def forget(self, topic: str, partition: int, before: int) -> None:
        self._memory.forget(topic, partition, before)

    def close(self) -> None:
        self.broker.close()


class EmbeddedRig:
    members_share = False

    def __init__(self, folder: Path) -> None:
        self._path = folder / "stream.db"
        self.broker: Broker = self.another()

    def another(self) -> EmbeddedBroker:
        broker = EmbeddedBroker(self._path, lock_wait_s=0.2)
        broker.open(TOPICS)
        return broker

    def forget(self, topic: str, partition: int, before: int) -> None:
        """Let the first rows grow old, then do the housekeeping."""
        with closing(sqlite3.connect(self._path)) as db, db:
            db.execute(f'UPDATE "topic_{topic}" SET appended_ms = 0 WHERE id <= ?', (before,))  # noqa: S608 - a topic of the tests
        keeper = self.another()
        keeper.purge(time.time())
        keeper.close()

    def close(self) -> None:
        self.broker.close()


class KafkaRig:
    members_share = True

    def __init__(self, url: str, prefix: str) -> None:
        self._url, self._prefix = url, prefix
        self.broker: Broker = self.another()

    def another(self) -> KafkaBroker:
        broker = KafkaBroker(self._url, prefix=self._prefix, partitions=3)
        broker.open(TOPICS)
        return broker

    def forget(self, topic: str, partition: int, before: int) -> None:
        admin = KafkaAdminClient(bootstrap_servers=self._url.removeprefix("kafka://"))
        admin.delete_records({KafkaPartition(f"{self._prefix}.{topic}", partition): before})
        admin.close()

    def close(self) -> None:
        self.broker.close()


def frames(rig: Rig, count: int, topic: str = "posts", first: int = 0) -> list[Frame]:
    """Numbered frames, spread over the partitions; frame i says i and holds i + 1 records."""
    partitions = rig.broker.partitions(topic)
    return [Frame(topic, i % partitions, b"%d" % i, i + 1) for i in range(first, first + count)]


def take(consumer: Consumer, count: int) -> list[Message]:
    """Poll until `count` messages are here."""
    found: list[Message] = []
    deadline = time.monotonic() + PATIENCE_S
    while len(found) < count and time.monotonic() < deadline:
        found += consumer.poll(0.2, count - len(found))
    assert len(found) == count
    return found


def ends(messages: Sequence[Message]) -> dict[TopicPartition, int]:
    return {TopicPartition(m.topic, m.partition): m.offset + 1 for m in messages}


def numbers(messages: Sequence[Message]) -> list[int]:
    return sorted(int(message.value) for message in messages)


class Member:
    """A worker in a thread of its own: polls, and commits what it got."""

    def __init__(self, rig: Rig) -> None:
        self.got: list[Message] = []
        self._rig = rig
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._work)

    def numbers(self) -> set[int]:
        return set(numbers(list(self.got)))

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join(PATIENCE_S)

    def _work(self) -> None:
        broker = self._rig.another()
        consumer = broker.consumer("posts", "locate")
        while not self._stop.is_set():
            part = consumer.poll(0.1, 100)
            consumer.advance([], ends(part))
            self.got += part
        consumer.close()
        broker.close()


def until(true: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE_S
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.02)
