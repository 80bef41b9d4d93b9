"""Run a stage's function over a batch: in chunks, repeated while a database is away, bisected on poison."""

import logging
import time
from collections.abc import Callable, Sequence
from functools import partial
from itertools import repeat

from stream import retry
from stream.batch import Batch, chunks, place_of
from stream.contracts import Record
from stream.errors import Fatal, Retriable
from stream.journal import Journal
from stream.metrics import StageMeter
from stream.stage import PASSED_ON, Outcome, Poison, Stage

log = logging.getLogger(__name__)


class Stopped(Exception):  # noqa: N818 - an order, not an error
    """The stop came while a call was waiting to be repeated: the batch is left for the next start."""


class Work:
    """One stage's function with what it needs around it. Called from one thread."""

    def __init__(self, stage: Stage, journal: Journal | None, meter: StageMeter, stop: retry.Stop) -> None:
        self._stage = stage
        self._journal = journal
        self._meter = meter
        self._stop = stop
        self._note: Callable[[], None] = _nothing

    def run(self, batch: Batch) -> list[Outcome]:
        """One outcome per record of the batch, in order. Raises Fatal and Stopped only."""
        mine = self._mine(batch)
        started = time.perf_counter()
        try:
            outcomes = self._careful(batch, mine) if batch.careful else self._together(batch, mine)
        except (Fatal, Stopped):
            self._clear()
            raise
        self._meter.seconds(time.perf_counter() - started)
        if len(mine) == len(batch.records):
            return outcomes
        merged: list[Outcome] = list(batch.records)
        for position, outcome in zip(mine, outcomes, strict=True):
            merged[position] = outcome
        return merged

    def _mine(self, batch: Batch) -> Sequence[int]:
        """Positions of the records that the function gets."""
        if self._stage.sink is None:
            return range(len(batch.records))
        if not any(map(isinstance, batch.records, repeat(PASSED_ON))):
            return range(len(batch.records))
        return [i for i, record in enumerate(batch.records) if not isinstance(record, PASSED_ON)]

    def _together(self, batch: Batch, mine: Sequence[int]) -> list[Outcome]:
        whole = len(mine) == len(batch.records)
        records = batch.records if whole else [batch.records[i] for i in mine]
        weights = batch.weights if whole or not batch.weights else [batch.weights[i] for i in mine]
        if (journal := self._journal) is not None:
            self._note = lambda: journal.hold(batch.places())
        self._note()
        outcomes: list[Outcome] = []
        for chunk in chunks(weights, len(records), self._stage):
            outcomes += self._call(records[chunk])
        return outcomes

    def _careful(self, batch: Batch, mine: Sequence[int]) -> list[Outcome]:
        """One record at a time, each noted in the journal: a worker died with this batch in hand."""
        journal, self._note = self._journal, _nothing
        if journal is None:
            return self._together(batch, mine)
        places = [(place_of(message), index) for message, index in map(batch.where, mine)]
        done: dict[int, Outcome] = {}
        innocent = [i for i, at in zip(mine, places, strict=True) if journal.innocent(*at)]
        if innocent:
            done.update(zip(innocent, self._call([batch.records[i] for i in innocent]), strict=True))
        for position, (place, index) in zip(mine, places, strict=True):
            if position in done:
                continue
            if journal.condemned(place, index):
                log.error("stage %s died three times with a record in hand: it is parked", self._stage.name)
                done[position] = Poison("ProcessKilled")
                continue
            self._note = partial(journal.hold_one, place, index)
            self._note()
            done[position] = self._call([batch.records[position]])[0]
        journal.clear()
        return [done[position] for position in mine]

    def _call(self, records: Sequence[Record]) -> list[Outcome]:
        attempt = 0
        while True:
            try:
                outcomes = self._stage.run(records)
            except Fatal:
                raise
            except Retriable as error:
                attempt += 1
                self._wait(error, attempt)
                continue
            except Exception as error:  # noqa: BLE001 - the poison boundary: one bad record costs one record
                return self._bisect(records, error)
            if len(outcomes) != len(records):
                raise Fatal(
                    f"stage {self._stage.name} gave {len(outcomes)} outcomes for {len(records)} records: "
                    "this is a mistake in its code"
                )
            return list(outcomes)

    def _bisect(self, records: Sequence[Record], error: Exception) -> list[Outcome]:
        if len(records) == 1:
            # The type only: an error's message may quote the text.
            log.error("stage %s cannot take a record: %s", self._stage.name, type(error).__name__)
            return [Poison(type(error).__name__)]
        middle = len(records) // 2
        return self._call(records[:middle]) + self._call(records[middle:])

    def _wait(self, error: Retriable, attempt: int) -> None:
        self._meter.retries(1)
        delay = retry.decide(error, attempt) or 0.0
        log.warning("stage %s waits %.1f s: %s", self._stage.name, delay, error)
        # Nothing is in hand while we wait: a kill now says nothing about the records.
        self._clear()
        if retry.wait(delay, self._stop):
            raise Stopped
        self._note()

    def _clear(self) -> None:
        if self._journal is not None:
            self._journal.clear()


def _nothing() -> None:
    pass
