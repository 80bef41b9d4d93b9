"""Apache Kafka as a stream.broker.Broker: what to run when one machine is no longer enough.

docs/kafka.md is the operator's page. Errors: Retriable while the cluster does not answer, Fatal when
a topic's settings or our rights must be changed by a person; messages name the remedy.
"""

import contextlib
from collections.abc import Iterator, Sequence
from typing import Any

from kafka.errors import KafkaError

from stream.broker import Frame, Message, TopicPartition
from stream.brokers.access import Access
from stream.brokers.kafka_client import (
    CLOSE_MS,
    COUNT_HEADER,
    DELIVERY_MS,
    MAX_FRAME_BYTES,
    Cluster,
    servers_of,
)
from stream.brokers.kafka_consumer import GroupConsumer, GroupLease
from stream.brokers.kafka_reader import Reader, scan
from stream.brokers.kafka_topics import COMPACTED, LEASES, count_partitions, ensure, remove
from stream.errors import BadInput, Fatal


class KafkaBroker:
    """Not thread-safe: one for each worker. Connects when first used.

    `address` is kafka://host:port[,host:port] (BadInput otherwise); `prefix` stands before all topics
    and groups; `partitions` is for topics that do not exist yet. A consumer raises Retriable when Kafka
    has not answered for `away_s` seconds.
    """

    def __init__(
        self,
        address: str,
        *,
        prefix: str = "firstbell",
        partitions: int = 6,
        retention_hours: int = 24,
        away_s: float = 15.0,
        access: Access | None = None,
    ) -> None:
        self._cluster = Cluster(servers_of(address), prefix, access or Access())
        self._wanted_partitions = partitions
        self._retention_hours = retention_hours
        self._away_s = away_s
        self._partitions: dict[str, int] = {}
        self._producer: Any = None
        self._reader = Reader(self._cluster)

    def open(self, topics: Sequence[str]) -> None:
        found = ensure(self._cluster, topics, self._wanted_partitions, self._retention_hours)
        self._partitions.update(found)

    def delete(self, topics: Sequence[str]) -> None:
        """Delete these topics and the leases', with all they hold: the end of a demo, not of a retention."""
        remove(self._cluster, [*topics, LEASES])

    def partitions(self, topic: str) -> int:
        if topic not in self._partitions:
            self._partitions[topic] = count_partitions(self._cluster, topic)
        return self._partitions[topic]

    def consumer(self, topic: str, group: str) -> GroupConsumer:
        count = self.partitions(topic)
        return GroupConsumer(
            self._cluster, topic, group, append=self.append, partitions=count, away_s=self._away_s
        )

    def append(self, frames: Sequence[Frame]) -> None:
        """BadInput when a frame is larger than a message may be, or lacks the key its topic needs."""
        for frame in frames:
            self._check(frame)
        if self._producer is None:
            self._producer = self._cluster.producer()
        sent, problem = [], None
        try:
            for frame in frames:
                sent.append(self._send(frame))  # noqa: PERF401 - what was sent before a failure is kept
        except KafkaError as error:
            problem = error
        for future in sent:
            # flush() hides failed sends; each future tells of its own. All are waited for, because
            # kafka-python cannot close a producer, nor stop its sending, while one is on its way.
            try:
                future.get(timeout=DELIVERY_MS / 1000 + 5)
            except KafkaError as error:
                problem = problem or error
        if problem is not None:
            # An idempotent producer never gets over a lost or refused message.
            self._drop_producer()
            raise self._cluster.error(problem) from problem

    def scan(self, topic: str) -> Iterator[Message]:
        return scan(self._cluster, topic, self.partitions(topic))

    def read(self, at: TopicPartition, offset: int) -> Message | None:
        return self._reader.read(self._cluster.at(*at), offset)

    def lease(self, name: str) -> GroupLease:
        self.open([LEASES])
        return GroupLease(self._cluster, LEASES, name)

    def close(self) -> None:
        self._drop_producer()
        self._reader.close()

    def _check(self, frame: Frame) -> None:
        if frame.partition >= self.partitions(frame.topic):
            raise Fatal(
                f"topic {frame.topic} has no partition {frame.partition}: the topic was made anew with fewer; "
                "start the workers again"
            )
        if len(frame.value) > MAX_FRAME_BYTES:
            raise BadInput(
                f"a frame of {frame.count} records for topic {frame.topic} has {len(frame.value)} bytes; "
                f"Kafka takes {MAX_FRAME_BYTES}"
            )
        if frame.topic in COMPACTED and not frame.key:
            raise BadInput(f"a frame for topic {frame.topic} has no key: later ones would replace it unseen")

    def _send(self, frame: Frame) -> Any:
        return self._producer.send(
            self._cluster.name(frame.topic),
            value=frame.value,
            key=frame.key.encode() if frame.topic in COMPACTED else None,
            headers=[(COUNT_HEADER, str(frame.count).encode())],
            partition=frame.partition,
        )

    def _drop_producer(self) -> None:
        producer, self._producer = self._producer, None
        if producer is not None:
            with contextlib.suppress(KafkaError):
                producer.close(timeout=CLOSE_MS / 1000)
