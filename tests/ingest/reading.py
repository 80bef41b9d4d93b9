"""Polling a connector as the pump does, and keeping what it saw."""

import time
from collections.abc import Callable

from stream.contracts import Cursor, Deletion, Gap, Post
from stream.source import Connector, Note, Parser
from tests.ingest.wires import NOW

PATIENCE_S = 30.0


class Polled:
    """Polls `connector` from `cursor` on until `close`."""

    def __init__(self, connector: Connector, parse: Parser, cursor: Cursor | None = None) -> None:
        self.connector = connector
        self.cursor = cursor
        self._parse = parse
        self.texts: list[str] = []
        self.deleted: list[str] = []
        self.gaps: list[Gap] = []
        self.notes: list[Note] = []
        connector.open(cursor)

    def __enter__(self) -> "Polled":
        return self

    def __exit__(self, *_: object) -> None:
        self.connector.close()

    def until(self, done: Callable[["Polled"], bool]) -> None:
        deadline = time.monotonic() + PATIENCE_S
        while not done(self):
            assert time.monotonic() < deadline, (self.notes, self.texts)
            wires = self.connector.poll(0.05, 50)
            for record in wires.records:
                parsed = self._parse(record, NOW)
                assert parsed.error is None, parsed.error
                self.texts += [event.text for event in parsed.events if isinstance(event, Post)]
                self.deleted += [event.post_id for event in parsed.events if isinstance(event, Deletion)]
            self.gaps += wires.gaps
            self.notes += wires.notes
            self.cursor = wires.cursor or self.cursor

    @property
    def said(self) -> str:
        return " ".join(note.text for note in self.notes)
