"""The stream on one machine: one SQLite file, several processes, nothing to install.

One partition a topic, so one worker a stage; `advance` is one transaction. Rows are deleted after
retention, read or not; a group that comes too late finds them in `missed()`. What outgrows this
runs on Kafka (stream.brokers.kafka) by configuration alone.
"""

import re
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from stream.broker import Frame, Lag, Message, Missed, TopicPartition
from stream.brokers.filelock import FileLock
from stream.brokers.sqlite import BUSY_S, connect, explained, transaction
from stream.errors import Fatal, FirstbellError, Retriable

COMPACTED = frozenset({"cursors"})
"""Topics in which the last frame of each key outlives retention."""

PURGE_EVERY_S = 60.0
PURGE_ROWS = 5000
"""Rows a transaction, so that a purge after a long stop does not keep writers out."""
LOCK_WAIT_S = 5.0
SHORTEST_NAP_S, LONGEST_NAP_S = 0.005, 0.05
PAGE = 200

_SCHEMA = """
CREATE TABLE IF NOT EXISTS commits (
    topic TEXT NOT NULL, member TEXT NOT NULL, next INTEGER NOT NULL, PRIMARY KEY (topic, member)
) WITHOUT ROWID
"""
# Row ids count from 1 and, with AUTOINCREMENT, are never used again: an offset is a row id less 1.
_TOPIC = """
CREATE TABLE IF NOT EXISTS "topic_{}" (
    id INTEGER PRIMARY KEY AUTOINCREMENT, appended_ms INTEGER NOT NULL, count INTEGER NOT NULL,
    key TEXT NOT NULL, value BLOB NOT NULL
)
"""


class EmbeddedBroker:
    """Thread-safe, but not across a fork: each process makes its own.

    Errors: Retriable when the file is locked or the disk is full, Fatal when it cannot be opened or
    is damaged; messages name the file and the remedy.
    """

    def __init__(
        self,
        path: Path,
        *,
        retention_hours: float = 24,
        lock_wait_s: float = LOCK_WAIT_S,
        busy_s: float = BUSY_S,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self.path = path
        self.clock = clock
        self._retention_ms = int(retention_hours * 3_600_000)
        self._lock_wait_s = lock_wait_s
        self._lock = threading.RLock()
        self._topics: set[str] = set()
        self.busy_s = busy_s
        self._db = connect(path, busy_s)
        with explained(path), transaction(self._db):
            self._db.execute(_SCHEMA)

    def open(self, topics: Sequence[str]) -> None:
        with self._lock, explained(self.path):
            if new := set(topics) - self._topics:
                with transaction(self._db):
                    for topic in new:
                        if not re.fullmatch(r"[a-z][a-z0-9_]*", topic):
                            raise Fatal(f"{topic!r} is not a topic's name: use a-z, 0-9 and _")
                        self._db.execute(_TOPIC.format(topic))
                self._topics |= new

    def partitions(self, topic: str) -> int:
        self.table(topic)
        return 1

    def consumer(self, topic: str, group: str) -> "EmbeddedConsumer":
        """Retriable, naming the process that has it, when the group's one place stays taken."""
        return EmbeddedConsumer(self, topic, group, self._lock_wait_s)

    def append(self, frames: Sequence[Frame]) -> None:
        with self._lock, explained(self.path), transaction(self._db):
            self.insert(self._db, frames)

    def scan(self, topic: str) -> Iterator[Message]:
        with self._lock, explained(self.path):
            end = end_of(self._db, self.table(topic))
        start = 0
        while page := self._page(topic, start, end):
            yield from page
            start = page[-1].offset + 1

    def read(self, at: TopicPartition, offset: int) -> Message | None:
        page = self._page(at.topic, offset, offset + 1) if at.partition == 0 else []
        return page[0] if page else None

    def lease(self, name: str) -> "EmbeddedLease":
        return EmbeddedLease(self._lock_file("lease", name))

    def purge(self, now: float) -> int:
        """Delete what was appended before `now` (Unix seconds) less retention. The rows deleted.

        Their bytes are overwritten, and the write-ahead log is emptied, as far as readers let it.
        """
        cutoff, gone = int(now * 1000) - self._retention_ms, 0
        with self._lock, explained(self.path):
            for topic in self._known():
                done = PURGE_ROWS
                while done == PURGE_ROWS:
                    with transaction(self._db):
                        done = self._purge(topic, cutoff)
                    gone += done
            self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        return gone

    def close(self) -> None:
        with self._lock:
            self._db.close()

    def table(self, topic: str) -> str:
        """The topic's table, quoted. Fatal when the topic was not opened."""
        if topic not in self._topics:
            raise Fatal(f"{self.path}: topic {topic} does not exist: open() it first")
        return f'"topic_{topic}"'

    def insert(self, db: sqlite3.Connection, frames: Sequence[Frame]) -> None:
        now = int(self.clock() * 1000)
        for frame in frames:
            if frame.partition != 0:
                raise Fatal(f"the embedded stream has one partition a topic, not {frame.partition}")
            db.execute(
                f"INSERT INTO {self.table(frame.topic)} (appended_ms, count, key, value) VALUES (?, ?, ?, ?)",  # noqa: S608 - a checked name
                (now, frame.count, frame.key, frame.value),
            )

    def _lock_file(self, *names: str) -> Path:
        return self.path.with_name(f"{self.path.name}.{'.'.join(names)}.lock")

    def _page(self, topic: str, start: int, end: int) -> list[Message]:
        with self._lock, explained(self.path):
            return rows(self._db, topic, self.table(topic), (start, end, PAGE))

    def _known(self) -> list[str]:
        found = self._db.execute(
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND name LIKE 'topic\\_%' ESCAPE '\\'"
        )
        return [name.removeprefix("topic_") for (name,) in found.fetchall()]

    def _purge(self, topic: str, cutoff: int) -> int:
        # The first row that stays bounds the deletion, so that a clock set back leaves no holes.
        table = f'"topic_{topic}"'
        keep = f"SELECT min(id) FROM {table} WHERE appended_ms >= ?"  # noqa: S608 - a checked name
        newest = f"SELECT max(id) FROM {table} GROUP BY key"  # noqa: S608 - a checked name
        due = (
            f"SELECT id FROM {table} WHERE id < coalesce(({keep}), 1 << 62)"  # noqa: S608 - a checked name
            + (f" AND id NOT IN ({newest})" if topic in COMPACTED else "")
        )
        done = self._db.execute(
            f"DELETE FROM {table} WHERE id IN ({due} ORDER BY id LIMIT {PURGE_ROWS})",  # noqa: S608 - a checked name
            (cutoff,),
        )
        return done.rowcount


class EmbeddedConsumer:
    """The one member of a group, with a connection of its own."""

    def __init__(self, broker: EmbeddedBroker, topic: str, group: str, wait_s: float) -> None:
        self._broker = broker
        self._topic = topic
        self._table = broker.table(topic)
        self._group = group
        self._paused = False
        self._missed: list[Missed] = []
        self._purge_at = 0.0
        self._lock = FileLock(broker._lock_file(topic, group))
        if not self._lock.acquire(wait_s):
            raise Retriable(
                f"stage {group} is already run by process {self._lock.holder() or '(unknown)'} on {broker.path}; "
                "the embedded stream takes one worker a stage: stop that one, or use Kafka"
            )
        try:
            self._db = connect(broker.path, broker.busy_s)
            with explained(broker.path):
                self._position = self._committed()
        except FirstbellError:
            self._lock.release()
            raise

    def poll(self, timeout_s: float, max_messages: int) -> Sequence[Message]:
        self._purge_if_due()
        deadline, nap = time.monotonic() + timeout_s, SHORTEST_NAP_S
        seen = None
        while not self._paused:
            with explained(self._broker.path):
                version = self._db.execute("PRAGMA data_version").fetchone()
                if version != seen and (found := self._take(max_messages)):
                    return found
            seen, left = version, deadline - time.monotonic()
            if left <= 0 or self._missed:
                break
            time.sleep(min(nap, left))
            nap = min(nap * 1.5, LONGEST_NAP_S)
        return ()

    def pause(self) -> None:
        self._paused = True

    def resume(self) -> None:
        self._paused = False

    def advance(self, frames: Sequence[Frame], offsets: Mapping[TopicPartition, int]) -> None:
        with explained(self._broker.path), transaction(self._db):
            self._broker.insert(self._db, frames)
            for at, offset in offsets.items():
                self._db.execute(
                    "INSERT INTO commits (topic, member, next) VALUES (?, ?, ?) "
                    "ON CONFLICT (topic, member) DO UPDATE SET next = excluded.next",
                    (at.topic, self._group, offset),
                )

    def missed(self) -> Sequence[Missed]:
        found, self._missed = self._missed, []
        return found

    def lag(self) -> Lag:
        with explained(self._broker.path):
            records, oldest = self._db.execute(
                f"SELECT coalesce(sum(count), 0), min(appended_ms) FROM {self._table} WHERE id > ?",  # noqa: S608 - a checked name
                (self._committed(),),
            ).fetchone()
        age = 0.0 if oldest is None else max(0.0, self._broker.clock() - oldest / 1000)
        return Lag(records, age)

    def close(self) -> None:
        self._db.close()
        self._lock.release()

    def _committed(self) -> int:
        """The group's next offset; a new group is written down, so that what it misses is known."""
        query = "SELECT next FROM commits WHERE topic = ? AND member = ?"
        if row := self._db.execute(query, (self._topic, self._group)).fetchone():
            return int(row[0])
        with transaction(self._db):
            (first,) = self._db.execute(f"SELECT min(id) - 1 FROM {self._table}").fetchone()  # noqa: S608 - a checked name
            start = end_of(self._db, self._table) if first is None else int(first)
            self._db.execute("INSERT INTO commits VALUES (?, ?, ?)", (self._topic, self._group, start))
        return start

    def _take(self, max_messages: int) -> list[Message]:
        # The end is read before the rows: read after them, it counts what was appended in between as missed.
        end = end_of(self._db, self._table)
        found = rows(self._db, self._topic, self._table, (self._position, 1 << 62, max_messages))
        first = found[0].offset if found else end
        if first > self._position:
            self._missed.append(Missed(self._topic, 0, self._position, first))
        self._position = found[-1].offset + 1 if found else max(end, self._position)
        return found

    def _purge_if_due(self) -> None:
        if time.monotonic() >= self._purge_at:
            self._purge_at = time.monotonic() + PURGE_EVERY_S
            # Another worker's purge, or the next one, will do.
            with suppress(Retriable):
                self._broker.purge(self._broker.clock())


class EmbeddedLease:
    """A lock on a file; the system takes it back when the process dies."""

    def __init__(self, path: Path) -> None:
        self._lock = FileLock(path)

    def held(self) -> bool:
        return self._lock.acquire(0)

    def release(self) -> None:
        self._lock.release()


def rows(db: sqlite3.Connection, topic: str, table: str, bounds: tuple[int, int, int]) -> list[Message]:
    """Messages of [start, end), at most `limit`, in order. Read to the end, so that no reader stays open."""
    start, end, limit = bounds
    found = db.execute(
        f"SELECT id - 1, appended_ms, value, count FROM {table} WHERE id > ? AND id <= ? ORDER BY id LIMIT ?",  # noqa: S608 - a checked name
        (start, end, limit),
    ).fetchall()
    return [Message(topic, 0, *row) for row in found]


def end_of(db: sqlite3.Connection, table: str) -> int:
    """The offset that the next frame will have."""
    row = db.execute("SELECT seq FROM sqlite_sequence WHERE name = ?", (table.strip('"'),)).fetchone()
    return int(row[0]) if row else 0
