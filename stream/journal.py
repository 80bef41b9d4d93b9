"""What a stage has in hand, kept where it survives the process (not the machine: no fsync).

A record that kills the process leaves no exception behind. So before the function runs, the
batch's messages are noted in a small file; after `advance` the note is cleared. A note found at
start names the suspects: their records are run one at a time, and the record in hand at three
deaths, never once completed between them, is parked. So kills from outside park nothing: a record
that was completed once is innocent, whatever happens later.
"""

import fcntl
import os
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple, Self

import msgspec

from stream.errors import Fatal

DEATHS = 3
"""One with its batch in hand, which makes it a suspect, and two alone."""


class Place(NamedTuple):
    """Where a message lies."""

    topic: str
    partition: int
    offset: int


class _Suspect(msgspec.Struct, array_like=True):
    """A message that was in hand at a death."""

    place: Place
    passed: int = 0
    """Records before this index were completed once, but for the parked."""
    alone: int = 0
    """Deaths with the record at `passed` in hand, alone."""
    parked: list[int] = []

    def died_at(self, index: int) -> None:
        self.alone = self.alone + 1 if index == self.passed else 1
        self.passed = index


class _Note(msgspec.Struct, array_like=True):
    batch: list[Place] = []
    suspects: list[_Suspect] = []
    alone: tuple[Place, int] | None = None


class Journal:
    """One worker's file. `claim` takes the first of the stage's files that no living worker holds."""

    def __init__(self, path: Path, descriptor: int) -> None:
        self.path = path
        self._file = descriptor
        self._suspects: dict[Place, _Suspect] = {}
        self._dirty = False
        self._recover()

    @classmethod
    def claim(cls, folder: Path, stage: str) -> Self:
        """Fatal when the folder cannot be written."""
        number = 0
        while True:
            path = folder / f"{stage}.{number}.journal"
            try:
                folder.mkdir(mode=0o700, parents=True, exist_ok=True)
                descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
            except OSError as error:
                raise Fatal(
                    f"{path} cannot be written ({error.strerror}): make the folder writable"
                ) from None
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                os.close(descriptor)
                number += 1
                continue
            return cls(path, descriptor)

    def suspect(self, place: Place) -> bool:
        """True when a worker died with this message in hand."""
        return place in self._suspects

    def innocent(self, place: Place, index: int) -> bool:
        """True when this record was completed once."""
        suspect = self._suspects[place]
        return index < suspect.passed and index not in suspect.parked

    def condemned(self, place: Place, index: int) -> bool:
        """True when this record was in hand at three deaths."""
        suspect = self._suspects[place]
        if index == suspect.passed and suspect.alone >= DEATHS - 1:
            suspect.parked.append(index)
            suspect.passed, suspect.alone = index + 1, 0
        return index in suspect.parked

    def hold(self, places: Iterable[Place]) -> None:
        """These messages are in hand, together."""
        self._write(_Note(list(places), list(self._suspects.values())))

    def hold_one(self, place: Place, index: int) -> None:
        """This record is in hand, alone."""
        self._write(_Note([], list(self._suspects.values()), (place, index)))

    def clear(self, places: Iterable[Place] = ()) -> None:
        """Nothing is in hand; `places` are done and no longer suspected."""
        for place in places:
            self._suspects.pop(place, None)
        if self._suspects:
            self._write(_Note([], list(self._suspects.values())))
        elif self._dirty:
            os.pwrite(self._file, b"\0", 0)
            self._dirty = False

    def close(self) -> None:
        os.close(self._file)

    def _recover(self) -> None:
        try:
            note = msgspec.json.decode(
                os.pread(self._file, 1 << 24, 0).partition(b"\n")[0] or b"[]", type=_Note
            )
        except msgspec.MsgspecError:
            return
        self._suspects = {suspect.place: suspect for suspect in note.suspects}
        for place in note.batch:
            self._suspects.setdefault(place, _Suspect(place))
        if note.alone:
            place, index = note.alone
            self._suspects.setdefault(place, _Suspect(place)).died_at(index)
        self.clear()

    def _write(self, note: _Note) -> None:
        os.pwrite(self._file, msgspec.json.encode(note) + b"\n", 0)
        self._dirty = True
