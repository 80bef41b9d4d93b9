"""From a source into the stream: poll, parse, append what came, and only then the cursor.

What was appended after the last cursor comes again after a crash; replay is harmless, because ids
are deterministic. One connector is active for a source, held by a lease.
"""

import logging
import time
from collections import OrderedDict
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial

import msgspec

from stream import retry, topics, wire
from stream.broker import Broker, Frame, Lease
from stream.contracts import Cursor, Deletion, Gap, Post, Reason, Record
from stream.cursors import cursor_lost, last_cursor
from stream.errors import Retriable
from stream.keyring import Ring
from stream.metrics import Meter
from stream.source import Connector, Event, Note, Parsed, Parser, Wires

log = logging.getLogger(__name__)

STAGE = "ingest"
POLL_S = 0.5
AWAIT_S = 1.0
"""How often we ask again for a lease, or whether the source is enabled."""
TELL_EVERY_S = 60.0
"""A note that comes again within this time is counted, not logged."""
TOLD = 256
CURSOR_EVERY_S = 1.0
CURSOR_AGAIN_S = 3600.0
"""An idle source's cursor is written again, under a key that outlives the last one."""


def run_source(
    connector: Connector,
    parse: Parser,
    broker: Broker,
    ring: Ring,
    *,
    meter: Meter,
    stop: retry.Stop,
    enabled: Callable[[], bool] = lambda: True,
    remember: int = 100_000,
    max_records: int = 1000,
    await_s: float = AWAIT_S,
    clock: Callable[[], datetime] = lambda: datetime.now(UTC),
) -> None:
    """Take a source in until `stop`, or until it says it has finished and all of it is durable.

    While the broker is away nothing is polled, so memory stays bounded and the cursor stays. A
    source that is not `enabled` is closed, and goes on at its cursor when it is enabled again.
    `remember` posts have their latest version remembered, to drop what a source replays.
    Errors of the connector other than Retriable, and Fatal, are raised.
    """
    pump = _Pump(connector, parse, broker, ring, meter, stop, clock=clock, seen=Seen(remember))
    lease: Lease | None = None
    attempt = 0
    try:
        while not stop.is_set():
            try:
                if lease is None:
                    broker.open([topics.POSTS, *topics.SIDE])
                    lease = broker.lease(connector.name)
                on = enabled()
                pump.paused(not on)
                if not (on and lease.held()):
                    pump.close()
                    retry.wait(await_s, stop)
                elif pump.step(max_records):
                    return
            except Retriable as error:
                attempt += 1
                pump.numbers.retries(1)
                delay = retry.decide(error, attempt) or 0.0
                log.warning("source %s tries again in %.1f s: %s", connector.name, delay, error)
                retry.wait(delay, stop)
            else:
                attempt = 0
    finally:
        with suppress(Retriable):
            pump.close()
        if lease is not None:
            with suppress(Retriable):
                lease.release()


class Seen:
    """The latest version of each of the last `size` posts. An edit back to an older one is no replay."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._versions: OrderedDict[str, str] = OrderedDict()

    def before(self, post: Post) -> bool:
        """True when another version of the post was seen."""
        return self._versions.get(post.post_id, post.version) != post.version

    def replayed(self, event: Event) -> bool:
        """True for a post whose latest version this is; otherwise the event is remembered."""
        if isinstance(event, Deletion):
            self._versions.pop(event.post_id, None)
            return False
        if not isinstance(event, Post):
            return False
        if self._versions.get(event.post_id) == event.version:
            self._versions.move_to_end(event.post_id)
            return True
        self._versions[event.post_id] = event.version
        self._versions.move_to_end(event.post_id)
        if len(self._versions) > self._size:
            self._versions.popitem(last=False)
        return False


@dataclass(slots=True)
class _Taken:
    """What one poll of the connector came to."""

    events: list[Event] = field(default_factory=list)
    drops: list[Reason] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    gaps: list[Gap] = field(default_factory=list)


class _Pump:
    def __init__(  # noqa: PLR0917 - called once, above
        self,
        connector: Connector,
        parse: Parser,
        broker: Broker,
        ring: Ring,
        meter: Meter,
        stop: retry.Stop,
        *,
        clock: Callable[[], datetime],
        seen: Seen,
    ) -> None:
        self._connector = connector
        self._name = connector.name
        self._parse = parse
        self._broker = broker
        self._ring = ring
        self._stop = stop
        self._clock = clock
        self._seen = seen
        self.numbers = meter.stage(STAGE)
        self._source = meter.source(self._name)
        self._told: dict[str, float] = {}
        self._open = False
        self._cursor: Cursor | None = None
        self._written: Cursor | None = None
        self._written_at = 0.0

    def step(self, max_records: int) -> bool:
        """One poll, made durable. True when the source has finished."""
        if not self._open:
            self._start()
        wires = self._connector.poll(POLL_S, max_records)
        taken = self._take(wires)
        if not self._durably(lambda: self._append(taken)):
            return False
        self._count(wires, taken)
        self._cursor = wires.cursor or self._cursor
        self._save_cursor(at_once=wires.finished)
        return wires.finished

    def paused(self, yes: bool) -> None:
        self._source.paused(yes)

    def close(self) -> None:
        """Leave the source; what was durable has its cursor written, if the broker is there."""
        if not self._open:
            return
        self._open = False
        self._source.active(0)
        try:
            self._connector.close()
        finally:
            self._save_cursor(at_once=True)

    def _start(self) -> None:
        cursor, lost = last_cursor(self._broker, self._ring, self._name)
        if lost and cursor is None:
            self._broker.append(self._frames(topics.GAPS, [cursor_lost(self._name, self._clock())]))
            self._source.gaps(1)
            log.error("source %s: its cursor is older than the stream's keys; it starts anew", self._name)
        self._cursor = self._written = cursor
        self._written_at = 0.0
        self._connector.open(cursor)
        self._open = True
        self._source.active(1)

    def _take(self, wires: Wires) -> _Taken:
        taken = _Taken(gaps=list(wires.gaps))
        self._tell(wires.notes)
        for record in wires.records:
            parsed = self._parsed(record, wires.received_at)
            if parsed.error is not None:
                taken.errors.append(parsed.error)
            taken.drops += parsed.drops
            self._tell(parsed.notes)
            for event in map(partial(self._marked, edited=parsed.edited), parsed.events):
                if self._seen.replayed(event):
                    taken.drops.append(Reason.DUPLICATE)
                else:
                    taken.events.append(event)
                if isinstance(event, Gap):
                    taken.gaps.append(event)
        return taken

    def _marked(self, event: Event, *, edited: bool) -> Event:
        """A later version says so: by its wire, or because an earlier one was seen here."""
        if not isinstance(event, Post) or event.edited or not (edited or self._seen.before(event)):
            return event
        return msgspec.structs.replace(event, edited=True)

    def _tell(self, notes: Sequence[Note]) -> None:
        for note in notes:
            self._source.note(note.kind)
            now = time.monotonic()
            if now < self._told.get(note.text, now):
                continue
            if len(self._told) >= TOLD:
                self._told.clear()
            self._told[note.text] = now + TELL_EVERY_S
            level = logging.WARNING if note.kind == "error" else logging.INFO
            log.log(level, "source %s: %s", self._name, note.text)

    def _parsed(self, record: bytes, received_at: datetime) -> Parsed:
        try:
            return self._parse(record, received_at)
        except Exception as error:  # noqa: BLE001 - the poison boundary: a parser's mistake costs one wire record
            return Parsed(error=f"the parser failed ({type(error).__name__}): please report it")

    def _append(self, taken: _Taken) -> None:
        try:
            frames = self._frames(topics.POSTS, taken.events)
        except wire.BadOutput:
            self._leave_unwritable(taken)
            frames = self._frames(topics.POSTS, taken.events)
        frames += self._frames(topics.GAPS, taken.gaps)
        if frames:
            self._broker.append(frames)

    def _leave_unwritable(self, taken: _Taken) -> None:
        kept: list[Event] = []
        for event in taken.events:
            try:
                self._frames(topics.POSTS, [event])
            except wire.BadOutput as error:
                taken.drops.append(Reason.BAD_RECORD)
                log.warning("source %s: %s", self._name, error)
            else:
                kept.append(event)
        taken.events = kept

    def _save_cursor(self, at_once: bool) -> None:
        cursor, now = self._cursor, time.monotonic()
        if cursor is None:
            return
        due = CURSOR_EVERY_S if cursor != self._written else CURSOR_AGAIN_S
        if now < self._written_at + due and not (at_once and cursor != self._written):
            return
        if self._durably(lambda: self._broker.append(self._frames(topics.CURSORS, [cursor]))):
            self._written, self._written_at = cursor, now

    def _frames(self, topic: str, records: Sequence[Record]) -> list[Frame]:
        return wire.frames(records, self._broker.partitions(topic), topic, self._ring)

    def _durably(self, act: Callable[[], None]) -> bool:
        """Until it is done, or the stop comes (False: then the cursor must not move)."""
        attempt = 0
        while True:
            try:
                act()
            except Retriable as error:
                attempt += 1
                self.numbers.retries(1)
                delay = retry.decide(error, attempt) or 0.0
                log.warning("source %s waits %.1f s: %s", self._name, delay, error)
                if retry.wait(delay, self._stop):
                    return False
            else:
                return True

    def _count(self, wires: Wires, taken: _Taken) -> None:
        self._source.records(len(wires.records))
        self._source.errors(len(taken.errors))
        self._source.gaps(len(taken.gaps))
        self.numbers.records_in(len(wires.records))
        self.numbers.records_out(len(taken.events))
        for reason in taken.drops:
            self.numbers.dropped(reason)
        if taken.errors:
            log.warning(
                "source %s: %d unusable records, the first: %s",
                self._name,
                len(taken.errors),
                taken.errors[0],
            )
        for gap in taken.gaps:
            log.error("source %s may have missed records of %s: %s", self._name, gap.where, gap.why)
