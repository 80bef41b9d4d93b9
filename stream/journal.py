"""What a stage has in hand, kept where it survives the process (not the machine: no fsync).

A record that kills the process leaves no exception behind. So before the function runs, the
batch's messages are noted in a small file; after `advance` the note is cleared. A note found at
start names the suspects: they are run one record at a time, and a record in hand at three deaths
is parked.
"""

import fcntl
import os
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple, Self

import msgspec

from stream.errors import Fatal

DEATHS = 3


class Place(NamedTuple):
    """Where a message lies."""

    topic: str
    partition: int
    offset: int


class _Note(msgspec.Struct, array_like=True):
    batch: list[Place] = []
    suspects: list[tuple[Place, dict[int, int], int]] = []
    """Place, deaths by index (in hand alone), deaths as part of a batch."""
    alone: tuple[Place, int] | None = None


class _Suspect:
    def __init__(self, alone: dict[int, int], together: int) -> None:
        self.alone = alone
        self.together = together


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

    def condemned(self, place: Place, index: int) -> bool:
        """True when this record was in hand at three deaths."""
        if (suspect := self._suspects.get(place)) is None:
            return False
        return suspect.together + suspect.alone.get(index, 0) >= DEATHS

    def hold(self, places: Iterable[Place]) -> None:
        """These messages are in hand, together."""
        self._write(_Note(list(places), self._rows()))

    def hold_one(self, place: Place, index: int) -> None:
        """This record is in hand, alone."""
        self._write(_Note([], self._rows(), (place, index)))

    def clear(self, places: Iterable[Place] = ()) -> None:
        """Nothing is in hand; `places` are done and no longer suspected."""
        for place in places:
            self._suspects.pop(place, None)
        if self._suspects:
            self._write(_Note([], self._rows()))
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
        for place, alone, together in note.suspects:
            self._suspects[place] = _Suspect(alone, together)
        for place in note.batch:
            self._suspects.setdefault(place, _Suspect({}, 0)).together += 1
        if note.alone:
            place, index = note.alone
            deaths = self._suspects.setdefault(place, _Suspect({}, 0)).alone
            deaths[index] = deaths.get(index, 0) + 1
        self.clear()

    def _rows(self) -> list[tuple[Place, dict[int, int], int]]:
        return [(place, suspect.alone, suspect.together) for place, suspect in self._suspects.items()]

    def _write(self, note: _Note) -> None:
        os.pwrite(self._file, msgspec.json.encode(note) + b"\n", 0)
        self._dirty = True
