"""Posts that other programs send to us: `POST /ingest/v1/posts`, a line of JSON each, a token a source.

A batch is answered with 200 once all of it is durable in the stream, and not before; sent again, it
changes nothing. docs/sources.md states the contract.
"""

import threading
import time
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Literal

from stream.contracts import Cursor
from stream.source import Wires

QUEUED = 8
"""Batches of one source that may wait; the next sender is told to come again."""
Outcome = Literal["durable", "busy", "stopped"]


@dataclass(slots=True, eq=False)
class _Batch:
    records: Sequence[bytes]
    ended: threading.Event = field(default_factory=threading.Event)
    durable: bool = False
    given: int = 0

    def end(self, *, durable: bool) -> None:
        self.durable = durable
        self.ended.set()


class PushConnector:
    """The pump's side of one pushed source. Senders wait in `offer` until their batch is durable.

    The pump polls again only when what it took before is durable, or closes us: that is how we know.
    There is no cursor: whoever was not answered sends again.
    """

    def __init__(self, name: str, *, queued: int = QUEUED) -> None:
        self.name = name
        self._queued = queued
        self._change = threading.Condition()
        self._waiting: deque[_Batch] = deque()
        self._in_hand: _Batch | None = None
        self._open = False

    def open(self, cursor: Cursor | None) -> None:
        with self._change:
            self._open = True

    def poll(self, timeout_s: float, max_records: int) -> Wires:
        """The next part of a batch. All that was handed out before is durable by now."""
        with self._change:
            self._settle()
            if self._in_hand is None:
                self._change.wait_for(lambda: self._waiting or not self._open, timeout_s)
                self._in_hand = self._waiting.popleft() if self._waiting else None
            batch = self._in_hand
            if batch is None:
                return Wires((), datetime.now(UTC))
            records = batch.records[batch.given : batch.given + max_records]
            batch.given += len(records)
        return Wires(records, datetime.now(UTC))

    def _settle(self) -> None:
        if self._in_hand is not None and self._in_hand.given >= len(self._in_hand.records):
            self._in_hand.end(durable=True)
            self._in_hand = None

    def close(self) -> None:
        """Whoever waits is told that nothing is sure."""
        with self._change:
            self._open = False
            for batch in [*self._waiting, *([self._in_hand] if self._in_hand else [])]:
                batch.end(durable=False)
            self._waiting.clear()
            self._in_hand = None
            self._change.notify_all()

    def offer(self, records: Sequence[bytes], timeout_s: float) -> Outcome:
        """Wait until `records` are durable. "busy": not taken, or not durable within `timeout_s`; "stopped":
        this source is paused, or its worker ends. In both cases sending again is harmless."""
        batch = _Batch(records)
        deadline = time.monotonic() + timeout_s
        with self._change:
            if not self._open:
                return "stopped"
            if len(self._waiting) >= self._queued:
                return "busy"
            self._waiting.append(batch)
            self._change.notify_all()
        if not batch.ended.wait(max(0.0, deadline - time.monotonic())):
            with self._change:
                if batch in self._waiting:
                    self._waiting.remove(batch)
            return "busy"
        return "durable" if batch.durable else "stopped"
