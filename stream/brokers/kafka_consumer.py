"""A member of a Kafka group, as stream.broker.Consumer; and the lease, which is such a membership."""

import contextlib
import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from kafka.coordinator.assignors.cooperative_sticky import CooperativeStickyAssignor
from kafka.errors import (
    CommitFailedError,
    KafkaError,
    LogTruncationError,
    NoOffsetForPartitionError,
    OffsetOutOfRangeError,
    RebalanceInProgressError,
)
from kafka.structs import MemberState, OffsetAndMetadata
from kafka.structs import TopicPartition as KafkaPartition

from stream.broker import Frame, Lag, Message, Missed, TopicPartition
from stream.brokers.kafka_client import ANSWER_MS, CLOSE_MS, HEARTBEAT_MS, REQUEST_MS, SESSION_MS, Cluster
from stream.brokers.kafka_reader import Reader
from stream.errors import FirstbellError, Retriable

_JOIN_S = HEARTBEAT_MS / 1000 + 1
"""While a group rearranges itself a poll may take this long, whatever was asked for."""
_CONFIRM_S = 1.0
_GOOD_S = SESSION_MS / 1000 * 0.7

Append = Callable[[Sequence[Frame]], None]


def _settled(consumer: Any) -> bool:
    """False while the group divides its partitions anew.

    kafka-python 3.0.12 throws away the outcome of a rebalance that arrives while nobody polls, and
    asks for another; members that poll briefly could so keep each other from working for good.
    """
    return bool(consumer.group_metadata().state == MemberState.STABLE)


def _member(cluster: Cluster, topic: str, group: str, *, reset: str) -> Any:
    consumer = cluster.consumer(
        group_id=cluster.name(group),
        auto_offset_reset=reset,
        partition_assignment_strategy=[CooperativeStickyAssignor],
        session_timeout_ms=SESSION_MS,
        heartbeat_interval_ms=HEARTBEAT_MS,
        fetch_max_wait_ms=100,
    )
    consumer.subscribe([cluster.name(topic)])
    _learn(cluster, consumer, topic)
    return consumer


def _learn(cluster: Cluster, consumer: Any, topic: str) -> None:
    """Wait until the client knows the topic's partitions. A member that joins before, and divides them
    for its group, gives none to anyone and looks again after minutes only."""
    deadline = time.monotonic() + REQUEST_MS / 1000
    problem: FirstbellError = Retriable(cluster.away)
    try:
        while time.monotonic() < deadline:
            if consumer.partitions_for_topic(cluster.name(topic)):
                return
            time.sleep(0.05)
    except KafkaError as error:
        problem = cluster.error(error)
    consumer.close(autocommit=False, timeout_ms=CLOSE_MS)
    raise problem


class GroupConsumer:
    """Reads `topic` (our name) as a member of `group`. Not thread-safe."""

    def __init__(
        self, cluster: Cluster, topic: str, group: str, *, append: Append, partitions: int, away_s: float
    ) -> None:
        self._cluster = cluster
        self._append = append
        self._away_s = away_s
        self._all = [cluster.at(topic, partition) for partition in range(partitions)]
        # "none": kafka-python would move a lost position by itself, and nobody would know of the gap.
        self._kafka = _member(cluster, topic, group, reset="none")
        self._reader = Reader(cluster)
        self._missed: list[Missed] = []
        self._early: list[Message] = []
        self._late: dict[KafkaPartition, int] = {}
        self._paused = False
        self._lag = Lag(0, 0.0)
        self._answered = time.monotonic()

    def poll(self, timeout_s: float, max_messages: int) -> Sequence[Message]:
        if self._early and not self._paused:
            taken, self._early = self._early[:max_messages], self._early[max_messages:]
            return taken
        found = self._fetch(timeout_s, max_messages)
        if found:
            self._answered = time.monotonic()
        else:
            self._ask()
        if self._late:
            self._commit({})
        if self._paused:
            # Partitions that came to us in this very poll were not paused yet.
            self._early += found
            self.pause()
            return []
        return found

    def pause(self) -> None:
        self._paused = True
        self._kafka.pause(*self._kafka.assignment())

    def resume(self) -> None:
        self._paused = False
        self._kafka.resume(*self._kafka.assignment())

    def advance(self, frames: Sequence[Frame], offsets: Mapping[TopicPartition, int]) -> None:
        """See stream.broker. Offsets of partitions that went to another member are dropped: it
        reads those records again. In the middle of a rebalance they are committed by the next poll."""
        if frames:
            self._append(frames)
        if offsets:
            self._commit({self._cluster.at(*at): offset for at, offset in offsets.items()})

    def missed(self) -> Sequence[Missed]:
        found, self._missed = self._missed, []
        return found

    def lag(self) -> Lag:
        """Of the whole group, whichever members read it.

        Records are exact where the unread messages of a partition fit into one small read (128 KB);
        beyond, the average count of the messages read there stands for the rest.
        """
        try:
            ends = self._kafka.end_offsets(self._all, timeout_ms=ANSWER_MS)
            unread = {at: start for at, start in self._starts().items() if start < ends[at]}
            heads = self._reader.heads(unread, ANSWER_MS / 1000) if unread else {}
        except KafkaError as error:
            raise self._cluster.error(error) from error
        if unread and not heads:
            return self._lag
        records = sum(_records(heads.get(at, ()), start, ends[at]) for at, start in unread.items())
        oldest = min((head[0].appended_ms for head in heads.values()), default=None)
        age = 0.0 if oldest is None else max(0.0, time.time() - oldest / 1000)
        self._lag = Lag(records, age)
        return self._lag

    def close(self) -> None:
        if self._late:
            with contextlib.suppress(Retriable):
                self._commit({})
        with contextlib.suppress(KafkaError):
            self._kafka.close(autocommit=False, timeout_ms=CLOSE_MS)
        self._reader.close()

    def _fetch(self, timeout_s: float, max_messages: int) -> list[Message]:
        now = time.monotonic()
        deadline, patience = now + timeout_s, now + max(timeout_s, _JOIN_S)
        while True:
            found = self._poll_once(max(0.0, deadline - now), max_messages)
            now = time.monotonic()
            if found or now >= (deadline if _settled(self._kafka) else patience):
                return found
            deadline = max(deadline, now + 0.05)

    def _poll_once(self, timeout_s: float, max_messages: int) -> list[Message]:
        try:
            found = self._kafka.poll(timeout_ms=int(timeout_s * 1000), max_records=max_messages)
            return [self._cluster.message(record) for records in found.values() for record in records]
        except NoOffsetForPartitionError as error:
            # A group that never committed stands at the beginning of everything.
            self._restart(dict.fromkeys(error.args[0], 0))
        except OffsetOutOfRangeError as error:
            self._restart(error.args[0])
        except LogTruncationError as error:
            self._restart({at: self._kafka.position(at) or 0 for at in error.divergent_offsets})
        except KafkaError as error:
            raise self._cluster.error(error) from error
        return []

    def _restart(self, positions: Mapping[KafkaPartition, int]) -> None:
        """Go on at the start of what each partition still holds, and note what lies between."""
        try:
            begins = self._kafka.beginning_offsets(list(positions), timeout_ms=REQUEST_MS)
            ends = self._kafka.end_offsets(list(positions), timeout_ms=REQUEST_MS)
        except KafkaError as error:
            raise self._cluster.error(error) from error
        for at, position in positions.items():
            topic = at.topic.removeprefix(f"{self._cluster.prefix}.")
            if position < begins[at]:
                self._missed.append(Missed(topic, at.partition, position, begins[at]))
            elif position > ends[at]:
                # The broker lost the end of its log, or the topic was made anew.
                self._missed.append(Missed(topic, at.partition, ends[at], position))
            self._kafka.seek(at, begins[at])

    def _ask(self) -> None:
        """kafka-python polls on in silence while the broker is away; so ask it something."""
        if time.monotonic() - self._answered < self._away_s / 3:
            return
        try:
            self._kafka.end_offsets(self._all[:1], timeout_ms=ANSWER_MS)
            self._answered = time.monotonic()
        except KafkaError as error:
            silent = time.monotonic() - self._answered
            if silent > self._away_s:
                raise Retriable(f"{self._cluster.away}; no answer for {silent:.0f} s") from error

    def _starts(self) -> dict[KafkaPartition, int]:
        begins = self._kafka.beginning_offsets(self._all, timeout_ms=ANSWER_MS)
        committed = {at: self._kafka.committed(at, timeout_ms=ANSWER_MS) or 0 for at in self._all}
        return {at: max(begins[at], committed[at]) for at in self._all}

    def _commit(self, offsets: Mapping[KafkaPartition, int]) -> None:
        assigned = self._kafka.assignment()
        ours = {at: offset for at, offset in {**self._late, **offsets}.items() if at in assigned}
        self._late = {}
        try:
            if ours:
                commits = {at: OffsetAndMetadata(offset, "", -1) for at, offset in ours.items()}
                self._kafka.commit(commits, timeout_ms=REQUEST_MS)
        except (RebalanceInProgressError, CommitFailedError) as error:
            if _rebalancing(error):
                self._late = ours
        except KafkaError as error:
            raise self._cluster.error(error) from error


def _rebalancing(error: KafkaError) -> bool:
    """True while the group is rearranging itself, False when we are no longer of it."""
    return isinstance(error, RebalanceInProgressError) or any(
        isinstance(cause, RebalanceInProgressError) for cause in error.args
    )


def _records(head: Sequence[Message], start: int, end: int) -> int:
    """Records in [start, end), of which `head` was read; a message unseen where none was holds one."""
    if not head:
        return end - start
    counted = sum(message.count for message in head if message.offset < end)
    beyond = max(0, end - 1 - head[-1].offset)
    return counted + round(beyond * counted / len(head))


class GroupLease:
    """Held by the member that has the one partition of the topic `leases` in the group of this name.

    Each call polls, which keeps us in the group. Once a second the broker is asked to confirm by a
    commit, which it refuses to whoever lost the partition; a confirmation is good for less than the
    session, because before that ends nobody else can have been given the partition.
    """

    def __init__(self, cluster: Cluster, topic: str, name: str) -> None:
        self._at = cluster.at(topic, 0)
        self._kafka = _member(cluster, topic, f"lease.{name}", reset="latest")
        self._confirmed = float("-inf")

    def held(self) -> bool:
        """Takes up to a second while we are not the holder, a few while the group rearranges itself."""
        with contextlib.suppress(KafkaError):
            self._join(0.0 if self._age() < _GOOD_S else 1.0)
        if self._at not in self._kafka.assignment():
            self._confirmed = float("-inf")
        elif self._age() > _CONFIRM_S:
            self._confirm()
        return self._age() < _GOOD_S

    def release(self) -> None:
        self._confirmed = float("-inf")
        with contextlib.suppress(KafkaError):
            self._kafka.close(autocommit=False, timeout_ms=CLOSE_MS)

    def _join(self, timeout_s: float) -> None:
        now = time.monotonic()
        deadline, patience = now + timeout_s, now + _JOIN_S
        self._kafka.poll(timeout_ms=0)
        while time.monotonic() < (deadline if _settled(self._kafka) else patience):
            if self._at in self._kafka.assignment() and _settled(self._kafka):
                return
            self._kafka.poll(timeout_ms=50)

    def _confirm(self) -> None:
        asked = time.monotonic()
        try:
            self._kafka.commit({self._at: OffsetAndMetadata(0, "", -1)}, timeout_ms=1000)
            self._confirmed = asked
        except KafkaError as error:
            if isinstance(error, CommitFailedError) and not _rebalancing(error):
                self._confirmed = float("-inf")

    def _age(self) -> float:
        return time.monotonic() - self._confirmed
