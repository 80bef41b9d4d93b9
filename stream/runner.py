"""The one IO loop: poll, run a pure batch function, advance. The only caller of a consumer."""

import logging
import signal
import time
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import wait as wait_for
from contextlib import suppress
from datetime import UTC, datetime

from stream import retry, topics, wire
from stream.batch import Batch, Settled, gap, place_of, settle, without_unwritable
from stream.broker import Broker, Consumer, Message, TopicPartition
from stream.contracts import DeadLetter, Gap, Record
from stream.errors import BadInput, Retriable
from stream.journal import Journal
from stream.keyring import KeyDestroyed, Ring
from stream.metrics import Meter, StageMeter
from stream.stage import Outcome, Stage
from stream.work import Stopped, Work

log = logging.getLogger(__name__)

IDLE_S = 0.5
"""How long an idle poll waits; a stop is noticed after it."""
LAG_EVERY_S = 5.0
ADVANCE_TRIES = 3
MAX_POLL = 500


def run_stage(
    stage: Stage,
    broker: Broker,
    ring: Ring,
    *,
    meter: Meter,
    stop: retry.Stop,
    journal: Journal | None = None,
    drain: bool = False,
    idle_s: float = IDLE_S,
    clock: Callable[[], datetime] = lambda: datetime.now(UTC),
) -> None:
    """Work until `stop` (the batch in hand is finished first), or, with `drain`, until a poll of
    `idle_s` seconds is empty.

    Delivery is at least once. A broker that is away is waited for; Fatal is raised to the caller.
    """
    numbers = meter.stage(stage.name)
    with ThreadPoolExecutor(1, f"stage-{stage.name}") as pool:
        loop = _Loop(
            stage,
            broker,
            ring,
            meter=numbers,
            stop=stop,
            journal=journal,
            pool=pool,
            clock=clock,
            idle_s=idle_s,
        )
        while not stop.is_set():
            try:
                loop.run(drain)
            except Retriable as error:
                numbers.retries(1)
                delay = retry.decide(error, loop.next_attempt()) or 0.0
                log.warning("stage %s starts again in %.1f s: %s", stage.name, delay, error)
                retry.wait(delay, stop)
            else:
                return


def stop_on_signals() -> retry.Flag:
    """A stop that SIGTERM and SIGINT set. Call it in the main thread."""
    flag = retry.Flag()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: flag.set())
    return flag


def redrive(broker: Broker, ring: Ring, stage: Stage, letter: DeadLetter) -> Record | None:
    """The record that a dead letter of `stage` points to, while the topic and its key still hold it."""
    if letter.stage != stage.name:
        raise BadInput(f"this dead letter is of stage {letter.stage}, not {stage.name}")
    message = broker.read(TopicPartition(letter.topic, letter.partition), letter.offset)
    if message is None:
        return None
    try:
        found = dict(enumerate(wire.decode(message.value, ring, message.topic)))
    except wire.BadRecords as error:
        found = {i: record for i, record in enumerate(error.records) if record is not None}
    except (wire.BadFrame, KeyDestroyed):
        return None
    return found.get(letter.index)


class _Loop:
    """A stage and the consumer it has now. Retriable ends a `run`; the next starts at the last commit."""

    def __init__(
        self,
        stage: Stage,
        broker: Broker,
        ring: Ring,
        *,
        meter: StageMeter,
        stop: retry.Stop,
        journal: Journal | None,
        pool: ThreadPoolExecutor,
        clock: Callable[[], datetime],
        idle_s: float,
    ) -> None:
        self._stage = stage
        self._broker = broker
        self._ring = ring
        self._meter = meter
        self._stop = stop
        self._journal = journal
        self._pool = pool
        self._clock = clock
        self._idle_s = idle_s
        self._work = Work(stage, journal, meter, stop)
        self._pending: deque[Message] = deque()
        self._per_message = 1.0
        self._lag_at = 0.0
        self._attempt = 0
        self._consumer: Consumer

    def run(self, drain: bool) -> None:
        stage = self._stage
        self._broker.open([stage.source, *([stage.sink] if stage.sink else []), *topics.SIDE])
        self._consumer = self._broker.consumer(stage.source, stage.name)
        self._pending.clear()
        try:
            self._steps(drain)
        finally:
            # What could not be closed now is closed by the broker when it sees us gone.
            with suppress(Retriable):
                self._consumer.close()

    def next_attempt(self) -> int:
        """Tries since the last success, counted from 1."""
        self._attempt += 1
        return self._attempt

    def _steps(self, drain: bool) -> None:
        while not self._stop.is_set():
            batch = self._gather()
            self._missed(batch)
            if batch.messages or batch.gaps:
                try:
                    self._finish(batch, self._outcomes(batch))
                except Stopped:
                    return
            elif drain:
                self._lag_at = 0.0
                self._measure_lag()
                return
            self._measure_lag()

    def _gather(self) -> Batch:
        """Messages until the batch is full, nothing more is there, or its wait is over."""
        stage, batch = self._stage, Batch(self._stage, self._clock())
        count, deadline = 0, 0.0
        while count < stage.max_records and not (stage.max_weight and batch.weight() >= stage.max_weight):
            if not self._pending:
                left = max(0.0, deadline - time.monotonic()) if batch.messages else self._idle_s
                self._pending.extend(self._poll(left, stage.max_records - count))
                if not self._pending:
                    break
            message = self._pending[0]
            suspect = self._journal is not None and self._journal.suspect(place_of(message))
            if batch.messages and (suspect or count + message.count > stage.max_records):
                break
            deadline = deadline or time.monotonic() + stage.wait_s
            count += message.count
            batch.add(self._pending.popleft(), self._ring)
            if suspect:
                batch.careful = True
                break
        return batch

    def _poll(self, timeout_s: float, records: int) -> list[Message]:
        wanted = min(MAX_POLL, max(1, round(records / self._per_message)))
        found = list(self._consumer.poll(timeout_s, wanted))
        if found:
            self._per_message = max(1.0, sum(message.count for message in found) / len(found))
        return found

    def _missed(self, batch: Batch) -> None:
        for missed in self._consumer.missed():
            batch.gaps.append(gap(missed, batch.now))
            if all(message.partition != missed.partition for message in self._pending):
                batch.skipped[TopicPartition(missed.topic, missed.partition)] = missed.last
        for found in batch.gaps:
            _tell(found, self._stage)

    def _outcomes(self, batch: Batch) -> list[Outcome]:
        if not batch.records:
            return []
        future = self._pool.submit(self._work.run, batch)
        if not wait_for([future], self._stage.patience_s).done:
            self._keep_alive(future)
        return future.result()

    def _keep_alive(self, future: Future[list[Outcome]]) -> None:
        self._consumer.pause()
        while not wait_for([future], self._stage.patience_s / 2).done:
            # A fault here shows again, and is handled, at advance().
            with suppress(Retriable):
                self._pending.extend(self._consumer.poll(0, 1))
        self._consumer.resume()

    def _finish(self, batch: Batch, outcomes: list[Outcome]) -> None:
        settled = settle(batch, outcomes)
        try:
            frames = settled.frames(self._stage, self._broker, self._ring)
        except wire.BadOutput:
            topic = self._stage.sink or topics.DROPS
            settled = settle(batch, without_unwritable(outcomes, self._ring, topic))
            frames = settled.frames(self._stage, self._broker, self._ring)
        self._advance(lambda: self._consumer.advance(frames, batch.offsets()))
        if self._journal is not None:
            self._journal.clear(batch.places())
        self._count(batch, settled)

    def _advance(self, act: Callable[[], None]) -> None:
        for attempt in range(1, ADVANCE_TRIES + 1):
            try:
                act()
            except Retriable as error:
                self._meter.retries(1)
                delay = retry.decide(error, attempt)
                if attempt == ADVANCE_TRIES or delay is None or retry.wait(delay, self._stop):
                    raise
            else:
                self._attempt = 0
                return

    def _count(self, batch: Batch, settled: Settled) -> None:
        if batch.messages:
            self._meter.batch_records(len(batch.records))
        self._meter.records_in(len(batch.records) + batch.unread)
        self._meter.records_out(settled.done)
        self._meter.dead_letters(batch.unread + len(settled.letters) - len(batch.letters))
        self._meter.gaps(len(settled.gaps))
        for drop in settled.drops:
            self._meter.dropped(drop.reason)

    def _measure_lag(self) -> None:
        if time.monotonic() >= self._lag_at:
            self._lag_at = time.monotonic() + LAG_EVERY_S
            self._meter.lag(self._consumer.lag())


def _tell(found: Gap, stage: Stage) -> None:
    log.error(
        "stage %s missed records of %s, offsets %s to %s: retention took them before they were read; "
        "give the stage more time (retention_hours) or more workers",
        stage.name,
        found.where,
        found.first,
        found.last,
    )
