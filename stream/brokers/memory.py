"""A broker in this process's memory, for tests: it can lose writes, lie about them, and forget."""

import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from stream.broker import Frame, Lag, Message, Missed, TopicPartition
from stream.errors import Fatal, Retriable


@dataclass
class _Log:
    """One partition: `messages[i]` has offset `first + i`."""

    first: int = 0
    messages: list[Message] = field(default_factory=list)

    @property
    def end(self) -> int:
        return self.first + len(self.messages)

    def since(self, offset: int) -> list[Message]:
        return self.messages[max(0, offset - self.first) :]


@dataclass
class _Group:
    committed: dict[int, int]
    members: list["MemoryConsumer"] = field(default_factory=list)


class MemoryBroker:
    """Thread-safe. The `fail_at`-th write (counted from 1; `advance` is two: frames, then offsets)
    raises Retriable: lost, or done nevertheless with `persist_on_fail`.
    """

    def __init__(
        self,
        partitions: int = 1,
        *,
        fail_at: int = 0,
        persist_on_fail: bool = False,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._partitions = partitions
        self.fail_at = fail_at
        self.persist_on_fail = persist_on_fail
        self.writes = 0
        self._clock = clock
        self._changed = threading.Condition(threading.RLock())
        self._logs: dict[TopicPartition, _Log] = {}
        self._groups: dict[tuple[str, str], _Group] = {}
        self._leases: dict[str, MemoryLease] = {}

    def open(self, topics: Sequence[str]) -> None:
        with self._changed:
            for topic in topics:
                for partition in range(self._partitions):
                    self._logs.setdefault(TopicPartition(topic, partition), _Log())

    def partitions(self, topic: str) -> int:
        self._log(topic, 0)
        return self._partitions

    def consumer(self, topic: str, group: str) -> "MemoryConsumer":
        return MemoryConsumer(self, topic, group)

    def append(self, frames: Sequence[Frame]) -> None:
        with self._changed:
            for frame in frames:
                self._log(frame.topic, frame.partition)
            self._write(lambda: self._append(frames))

    def scan(self, topic: str) -> Iterator[Message]:
        with self._changed:
            held = [m for p in range(self.partitions(topic)) for m in self._log(topic, p).messages]
        yield from held

    def read(self, at: TopicPartition, offset: int) -> Message | None:
        with self._changed:
            log = self._log(*at)
            return log.since(offset)[0] if log.first <= offset < log.end else None

    def lease(self, name: str) -> "MemoryLease":
        return MemoryLease(self._leases, self._changed, name)

    def close(self) -> None:
        pass

    def forget(self, topic: str, partition: int, before_offset: int) -> None:
        """What retention does: offsets below `before_offset` are gone."""
        with self._changed:
            log = self._log(topic, partition)
            log.messages, log.first = log.since(before_offset), max(log.first, min(before_offset, log.end))

    def _log(self, topic: str, partition: int) -> _Log:
        try:
            return self._logs[TopicPartition(topic, partition)]
        except KeyError:
            raise Fatal(f"topic {topic}, partition {partition} does not exist: open() it first") from None

    def _write(self, act: Callable[[], None]) -> None:
        self.writes += 1
        failing = self.writes == self.fail_at
        if not failing or self.persist_on_fail:
            act()
            self._changed.notify_all()
        if failing:
            done = "done" if self.persist_on_fail else "lost"
            raise Retriable(f"the memory broker was told to fail write {self.writes} ({done})")

    def _append(self, frames: Sequence[Frame]) -> None:
        now = int(self._clock() * 1000)
        for frame in frames:
            log = self._log(frame.topic, frame.partition)
            log.messages.append(Message(frame.topic, frame.partition, log.end, now, frame.value, frame.count))


class MemoryConsumer:
    """Members of a group share its partitions; when one comes or goes, all start at the commits."""

    def __init__(self, broker: MemoryBroker, topic: str, group: str) -> None:
        self._broker = broker
        self._topic = topic
        self._paused = False
        self._missed: list[Missed] = []
        self._position: dict[int, int] = {}
        self._assigned: list[int] = []
        self._closed = False
        with broker._changed:
            firsts = {p: broker._log(topic, p).first for p in range(broker.partitions(topic))}
            self._group = broker._groups.setdefault((topic, group), _Group(firsts))
            self._group.members.append(self)
            self._rebalance()

    def poll(self, timeout_s: float, max_messages: int) -> Sequence[Message]:
        deadline = time.monotonic() + timeout_s
        with self._broker._changed:
            while not (found := self._take(max_messages)):
                left = deadline - time.monotonic()
                if left <= 0 or self._paused:
                    break
                self._broker._changed.wait(left)
            return found

    def pause(self) -> None:
        self._paused = True

    def resume(self) -> None:
        self._paused = False

    def advance(self, frames: Sequence[Frame], offsets: Mapping[TopicPartition, int]) -> None:
        broker = self._broker
        with broker._changed:
            if frames:
                broker.append(frames)
            if offsets:
                broker._write(lambda: self._commit(offsets))

    def missed(self) -> Sequence[Missed]:
        found, self._missed = self._missed, []
        return found

    def lag(self) -> Lag:
        with self._broker._changed:
            unread = [
                message
                for partition, committed in self._group.committed.items()
                for message in self._broker._log(self._topic, partition).since(committed)
            ]
            oldest = min((m.appended_ms for m in unread), default=None)
            age = 0.0 if oldest is None else max(0.0, self._broker._clock() - oldest / 1000)
            return Lag(sum(m.count for m in unread), age)

    def close(self) -> None:
        with self._broker._changed:
            if not self._closed:
                self._closed = True
                self._group.members.remove(self)
                self._rebalance()

    def _take(self, max_messages: int) -> list[Message]:
        found: list[Message] = []
        for partition in [] if self._paused else self._assigned:
            log = self._broker._log(self._topic, partition)
            position = self._position[partition]
            if position < log.first:
                self._missed.append(Missed(self._topic, partition, position, log.first))
            took = log.since(position)[: max_messages - len(found)]
            self._position[partition] = max(position, log.first) + len(took)
            found += took
        return found

    def _commit(self, offsets: Mapping[TopicPartition, int]) -> None:
        for at, offset in offsets.items():
            # A member that lost the partition meanwhile must not take its new owner back.
            if at.partition in self._assigned:
                self._group.committed[at.partition] = offset

    def _rebalance(self) -> None:
        members = self._group.members
        for turn, member in enumerate(members):
            member._assigned = [p for p in self._group.committed if p % len(members) == turn]
            member._position = {p: self._group.committed[p] for p in member._assigned}


class MemoryLease:
    """Held by the first who asks, until it releases."""

    def __init__(self, leases: dict[str, "MemoryLease"], lock: threading.Condition, name: str) -> None:
        self._leases = leases
        self._lock = lock
        self._name = name

    def held(self) -> bool:
        with self._lock:
            return self._leases.setdefault(self._name, self) is self

    def release(self) -> None:
        with self._lock:
            if self._leases.get(self._name) is self:
                del self._leases[self._name]
