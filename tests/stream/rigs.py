"""The brokers under one set of tests: how each is made, joined a second time, and made to forget."""

import sqlite3
import time
from contextlib import closing
from pathlib import Path
from typing import Protocol

from kafka import KafkaAdminClient
from kafka.structs import TopicPartition as KafkaPartition

from stream.broker import Broker
from stream.brokers.embedded import EmbeddedBroker
from stream.brokers.kafka import KafkaBroker
from stream.brokers.memory import MemoryBroker

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
            db.execute(f'UPDATE "topic_{topic}" SET appended_ms = 0 WHERE id <= ?', (before,))  # noqa: S608
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
