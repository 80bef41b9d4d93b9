"""What a broker is to us: numbered messages in partitions, and one act, `advance`.

A broker moves bytes; stream.wire turns records into frames and back; stream.runner and stream.pump
are the only callers. Errors are stream.errors: Retriable when the broker is away, Fatal when its
state is unusable.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol


class TopicPartition(NamedTuple):
    topic: str
    partition: int


@dataclass(frozen=True, slots=True)
class Message:
    """One frame as it lies in a topic. `appended_ms` is the broker's clock, Unix milliseconds."""

    topic: str
    partition: int
    offset: int
    appended_ms: int
    value: bytes
    count: int


@dataclass(frozen=True, slots=True)
class Frame:
    """One frame to append. `count` is the number of records in it.

    `key` matters for `cursors` alone: there a later frame may replace an earlier one of its key.
    """

    topic: str
    partition: int
    value: bytes
    count: int
    key: str = ""


@dataclass(frozen=True, slots=True)
class Missed:
    """Offsets [first, last) that retention took away before they were read."""

    topic: str
    partition: int
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Lag:
    """Unread work of one group: records, and the age in seconds of the oldest unread one."""

    records: int
    seconds: float


class Consumer(Protocol):
    """A member of a group that reads one topic. Not thread-safe."""

    def poll(self, timeout_s: float, max_messages: int) -> Sequence[Message]:
        """Messages in order per partition; empty after `timeout_s`, or while paused."""
        ...

    def pause(self) -> None: ...

    def resume(self) -> None: ...

    def advance(self, frames: Sequence[Frame], offsets: Mapping[TopicPartition, int]) -> None:
        """Make `frames` durable, then commit `offsets` (the next offset to read).

        On return both are durable. On Retriable nothing, or the frames, or all may be: the same
        call, or a replay from the last commit, is harmless, since ids are deterministic.
        """
        ...

    def missed(self) -> Sequence[Missed]:
        """Gaps found since the last call; each is reported once."""
        ...

    def lag(self) -> Lag: ...

    def close(self) -> None: ...


class Lease(Protocol):
    """The right to be the one active connector of a source; dies with its process."""

    def held(self) -> bool:
        """True while we are the holder; asks again (and so renews) on each call."""
        ...

    def release(self) -> None: ...


class Broker(Protocol):
    """Where topics live. Topic names are ours, without a prefix; a broker may add one."""

    def open(self, topics: Sequence[str]) -> None:
        """Create or verify the topics (Fatal when one exists with unusable settings)."""
        ...

    def partitions(self, topic: str) -> int: ...

    def consumer(self, topic: str, group: str) -> Consumer: ...

    def append(self, frames: Sequence[Frame]) -> None:
        """Make `frames` durable, outside any group (a source has no offsets here)."""
        ...

    def scan(self, topic: str) -> Iterator[Message]:
        """All that the topic holds now, from its start to the end seen at the call."""
        ...

    def read(self, at: TopicPartition, offset: int) -> Message | None:
        """One message, or None when retention took it away."""
        ...

    def lease(self, name: str) -> Lease: ...

    def close(self) -> None: ...
