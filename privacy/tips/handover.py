"""From the letters that wait in the database into the stream: a source like any other to the pump.

A letter is deleted when the pump asks for the next ones: what it was given before is durable then.
"""

import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import TypeVar

import msgspec
from django.db import DatabaseError, close_old_connections

from privacy.tips.letters import SOURCE, Opened
from privacy.tips.models import Letter
from stream.contracts import Cursor
from stream.errors import BadInput, Retriable
from stream.source import Note, Parsed, Wires

_LOOK_S = 0.5
_UNREADABLE = Note(
    "error",
    "a tip could not be opened and is kept: restore keys/tips.key from its backup, then start this worker anew",
)
T = TypeVar("T")
_decode = msgspec.json.Decoder(Opened).decode


class LetterConnector:
    """Hands letters out, opened, oldest first. `open_` is the inverse of sealing to tips.pub."""

    def __init__(self, open_: Callable[[bytes], bytes], name: str = SOURCE) -> None:
        self.name = name
        self._open = open_
        self._given: list[int] = []

    def open(self, cursor: Cursor | None) -> None:
        """The table itself is the cursor. Letters that could not be opened are tried again."""
        self._given = []
        _tried(lambda: Letter.objects.filter(unreadable=True).update(unreadable=False))

    def poll(self, timeout_s: float, max_records: int) -> Wires:
        """Retriable when the database is away; nothing is lost then."""
        until = time.monotonic() + timeout_s
        while True:
            wires = _tried(lambda: self._poll(max_records))
            left = until - time.monotonic()
            if wires.records or wires.notes or left <= 0:
                return wires
            time.sleep(min(_LOOK_S, left))

    def close(self) -> None:
        self._given = []

    def _poll(self, max_records: int) -> Wires:
        if self._given:
            Letter.objects.filter(pk__in=self._given).delete()
            self._given = []
        records: list[bytes] = []
        given: list[int] = []
        unreadable: list[int] = []
        for letter in Letter.objects.filter(unreadable=False).order_by("pk")[:max_records]:
            try:
                records.append(self._open(bytes(letter.sealed)).strip())
            except BadInput:
                unreadable.append(letter.pk)
            else:
                given.append(letter.pk)
        if unreadable:
            Letter.objects.filter(pk__in=unreadable).update(unreadable=True)
        self._given = given  # only now: what a fault keeps from being handed out must not be deleted
        return Wires(
            records=records, received_at=datetime.now(UTC), notes=[_UNREADABLE] if unreadable else []
        )


def parse(wire: bytes, _received_at: datetime) -> Parsed:
    """An opened letter to its post. Its own time counts: it may have waited for a broker."""
    try:
        return Parsed(events=(_decode(wire).post(),))
    except msgspec.MsgspecError as error:
        return Parsed(error=f"a tip is not a letter of this version ({type(error).__name__})")


def _tried(act: Callable[[], T]) -> T:
    try:
        return act()
    except DatabaseError as error:
        close_old_connections()
        kind = type(error.__cause__ or error).__name__
        raise Retriable(f"the records database is away or busy ({kind}); tips wait in it") from None
