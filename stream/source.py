"""What a source is to the pump: a connector that yields wire records, and a pure parser of them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Protocol

from stream.contracts import AccountChange, Cursor, Deletion, Gap, Post, Reason

Event = Post | Deletion | AccountChange | Gap
"""What a wire record may put into the stream."""


@dataclass(frozen=True, slots=True)
class Note:
    """Something an operator should know of a wire record; the record itself went on.

    `text` names the field and the remedy, never a value that could name a person.
    """

    kind: Literal["info", "error"]
    text: str


@dataclass(frozen=True, slots=True)
class Parsed:
    """The outcome of one wire record: events, drops by reason, notes; or an error.

    `error` says what is wrong and what would be right, when the record is not this source's wire.
    """

    events: Sequence[Event] = ()
    drops: Sequence[Reason] = ()
    notes: Sequence[Note] = ()
    error: str | None = None
    edited: bool = False
    """True when the post in `events` is a later version of one that the source sent before."""


Parser = Callable[[bytes, datetime], Parsed]
"""Pure: (one wire record, our clock at its receipt) -> Parsed. Never raises on bad input."""


@dataclass(frozen=True, slots=True)
class Wires:
    """What a connector took from its source. `cursor` covers all of `records`, once durable.

    `notes` tell of the connection itself (lost, refused, resumed): to count and to log.
    """

    records: Sequence[bytes]
    received_at: datetime
    cursor: Cursor | None = None
    gaps: Sequence[Gap] = ()
    notes: Sequence[Note] = ()
    finished: bool = False
    """True when the source has ended (a file read to its end)."""


class Connector(Protocol):
    """Reads one source. Bounded memory; its own back-off; never blocks past `timeout_s`."""

    name: str

    def open(self, cursor: Cursor | None) -> None:
        """Start after `cursor` (None: the source's live end, or a file's beginning)."""
        ...

    def poll(self, timeout_s: float, max_records: int) -> Wires: ...

    def close(self) -> None: ...
