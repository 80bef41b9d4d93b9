"""Reading on Kafka without a group: scan a topic, read one message, look at the head of a backlog."""

import time
from collections.abc import Iterator, Mapping
from typing import Any

from kafka.errors import KafkaError
from kafka.structs import TopicPartition as KafkaPartition

from stream.broker import Message
from stream.brokers.kafka_client import ANSWER_MS, CLOSE_MS, REQUEST_MS, Cluster
from stream.errors import Retriable

_HEAD_BYTES = 128 * 1024


def scan(cluster: Cluster, topic: str, partitions: int) -> Iterator[Message]:
    """All messages from the start of the topic to the end it had at the call, by partition in order."""
    consumer = cluster.consumer(auto_offset_reset="earliest")
    try:
        ours = [cluster.at(topic, partition) for partition in range(partitions)]
        left = consumer.end_offsets(ours, timeout_ms=REQUEST_MS)
        consumer.assign(ours)
        consumer.seek_to_beginning(*ours)
        yield from _to(cluster, consumer, left)
    except KafkaError as error:
        raise cluster.error(error) from error
    finally:
        consumer.close(timeout_ms=CLOSE_MS)


def _to(cluster: Cluster, consumer: Any, ends: dict[KafkaPartition, int]) -> Iterator[Message]:
    left = {at for at, end in ends.items() if end > 0}
    silent_since = time.monotonic()
    while left:
        found = consumer.poll(timeout_ms=200)
        for at, records in found.items():
            yield from (cluster.message(record) for record in records if record.offset < ends[at])
        # The position, not the last message: compaction and empty partitions leave no message there.
        left = {at for at in left if (consumer.position(at, timeout_ms=ANSWER_MS) or 0) < ends[at]}
        now = time.monotonic()
        silent_since = now if found else silent_since
        if now - silent_since > REQUEST_MS / 1000:
            raise Retriable(cluster.away)


class Reader:
    """One connection for single messages and heads; made when first needed. Not thread-safe."""

    def __init__(self, cluster: Cluster) -> None:
        self._cluster = cluster
        self._consumer: Any = None

    def read(self, at: KafkaPartition, offset: int) -> Message | None:
        """None when the partition no longer, or not yet, holds that offset."""
        try:
            consumer = self._open()
            begin = consumer.beginning_offsets([at], timeout_ms=REQUEST_MS)[at]
            end = consumer.end_offsets([at], timeout_ms=REQUEST_MS)[at]
            if not begin <= offset < end:
                return None
            found = self.heads({at: offset}, REQUEST_MS / 1000).get(at)
        except KafkaError as error:
            raise self._cluster.error(error) from error
        if not found:
            raise Retriable(self._cluster.away)
        return found[0] if found[0].offset == offset else None

    def heads(
        self, starts: Mapping[KafkaPartition, int], timeout_s: float
    ) -> dict[KafkaPartition, list[Message]]:
        """Of each partition a few messages from `starts` on; none where `timeout_s` was not enough."""
        consumer = self._open()
        consumer.assign(list(starts))
        for at, offset in starts.items():
            consumer.seek(at, offset)
        heads: dict[KafkaPartition, list[Message]] = {}
        deadline = time.monotonic() + timeout_s
        while len(heads) < len(starts) and time.monotonic() < deadline:
            for at, records in consumer.poll(timeout_ms=100).items():
                heads.setdefault(at, []).extend(self._cluster.message(record) for record in records)
                consumer.pause(at)
        consumer.resume(*starts)
        return heads

    def close(self) -> None:
        if self._consumer is not None:
            self._consumer.close(timeout_ms=CLOSE_MS)
            self._consumer = None

    def _open(self) -> Any:
        if self._consumer is None:
            self._consumer = self._cluster.consumer(
                auto_offset_reset="earliest", max_partition_fetch_bytes=_HEAD_BYTES
            )
        return self._consumer
