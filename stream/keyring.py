"""The keys of the stream: one per period, kept in one file, destroyed after retention.

Destroying a period's key destroys every copy of the frames written in it, backups included.
`KeyRing` is an immutable snapshot; `KeyRingFile` is the file, and what workers are given: it reads
the file again when it meets an unknown key id and when a period begins.
"""

import base64
import fcntl
import os
import secrets
import stat
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Protocol, Self

import msgspec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from stream.errors import BadInput, Fatal

ID_BYTES = 8
PERIOD_S = 6 * 3600


class KeyDestroyed(BadInput):
    """The frame's key was destroyed when its retention ended: its records are gone on purpose."""


class KeyMissing(Fatal):
    """A key that should be here is not; frames that need it stay unread until it is back."""


class Ring(Protocol):
    """What stream.wire needs of keys."""

    def sealing(self) -> tuple[bytes, AESGCM]:
        """The id (8 bytes) and cipher of the current period. KeyMissing when there is none."""
        ...

    def opening(self, key_id: bytes) -> AESGCM:
        """The cipher of that id. KeyDestroyed or KeyMissing when it is not here."""
        ...


@dataclass(frozen=True, slots=True)
class Key:
    """AES-256 for frames written in the period that begins at `start` (Unix seconds)."""

    id: bytes
    start: int
    cipher: AESGCM = field(repr=False, compare=False)
    secret: bytes = field(repr=False)

    @classmethod
    def fresh(cls, start: int) -> Self:
        secret = secrets.token_bytes(32)
        return cls(secrets.token_bytes(ID_BYTES), start, AESGCM(secret), secret)


@dataclass(frozen=True)
class KeyRing:
    """A snapshot: the keys there are, and the ids that were destroyed (id -> Unix seconds)."""

    keys: Mapping[bytes, Key] = field(default_factory=dict)
    destroyed: Mapping[bytes, int] = field(default_factory=dict)
    period_s: int = PERIOD_S

    @classmethod
    def throwaway(cls) -> Self:
        """One key for always, on no disk: for tests and benches."""
        key = Key.fresh(0)
        return cls({key.id: key}, {}, 1 << 40)

    def at(self, now: float) -> Key | None:
        """The key of the period that `now` lies in."""
        start = int(now) // self.period_s * self.period_s
        return min((k for k in self.keys.values() if k.start == start), key=lambda k: k.id, default=None)

    def sealing(self) -> tuple[bytes, AESGCM]:
        if (key := self.at(time.time())) is None:
            raise KeyMissing("the key ring has no key for this period")
        return key.id, key.cipher

    def opening(self, key_id: bytes) -> AESGCM:
        if (key := self.keys.get(key_id)) is not None:
            return key.cipher
        if key_id in self.destroyed:
            raise KeyDestroyed(f"key {key_id.hex()} was destroyed when its retention ended")
        raise KeyMissing(f"key {key_id.hex()} is not in the key ring")

    def rotated(self, now: float) -> Self:
        """With keys for the period of `now` and the next."""
        keys = dict(self.keys)
        for moment in (now, now + self.period_s):
            if self.at(moment) is None:
                key = Key.fresh(int(moment) // self.period_s * self.period_s)
                keys[key.id] = key
        return replace(self, keys=keys)

    def without_expired(self, now: float, retention_s: float) -> Self:
        """Without keys whose period ended `retention_s` ago or earlier; their ids are remembered."""
        keys = {k.id: k for k in self.keys.values() if k.start + self.period_s + retention_s > now}
        gone = {key_id: int(now) for key_id in self.keys if key_id not in keys}
        return replace(self, keys=keys, destroyed={**self.destroyed, **gone})


class _KeyRow(msgspec.Struct):
    id: str
    start: int
    key: str


class _GoneRow(msgspec.Struct):
    id: str
    destroyed_at: int


class _File(msgspec.Struct):
    period_s: int = PERIOD_S
    keys: list[_KeyRow] = []
    destroyed: list[_GoneRow] = []


class KeyRingFile:
    """The ring in `path` (JSON, mode 600). Safe with several processes reading and one writing.

    Errors are Fatal and name the file and the remedy: missing, readable by others, not a key ring.
    """

    def __init__(self, path: Path, clock: Callable[[], float] = time.time) -> None:
        self.path = path
        self._clock = clock
        self._ring: KeyRing | None = None
        self._current: tuple[bytes, AESGCM] | None = None
        self._from = self._until = 0.0

    # -- what workers call

    def sealing(self) -> tuple[bytes, AESGCM]:
        now = self._clock()
        if self._current is None or not self._from <= now < self._until:
            self._current = self._key_for(now)
        return self._current

    def opening(self, key_id: bytes) -> AESGCM:
        ring = self._ring or self.reload()
        try:
            return ring.opening(key_id)
        except KeyMissing:
            ring = self.reload()
        try:
            return ring.opening(key_id)
        except KeyMissing as error:
            raise KeyMissing(
                f"{self.path}: {error}: put back the key file of the machine that wrote these frames "
                "(`firstbell keys` shows what is here)"
            ) from None

    def reload(self) -> KeyRing:
        self._ring = self._load()
        self._current = None
        return self._ring

    # -- what the operator's command calls

    def create(self, now: datetime, period: timedelta = timedelta(seconds=PERIOD_S)) -> None:
        """Make the file with its first keys. FileExistsError when it is there: no key is overwritten."""
        with self._writing():
            if self.path.exists():
                raise FileExistsError(self.path)
            self._save(KeyRing(period_s=int(period.total_seconds())).rotated(now.timestamp()))

    def rotate(self, now: datetime) -> bool:
        """Make sure that this period and the next have a key. True when one was added."""
        with self._writing():
            ring = self._load()
            rotated = ring.rotated(now.timestamp())
            if rotated.keys == ring.keys:
                return False
            self._save(rotated)
            return True

    def destroy(self, now: datetime, retention: timedelta) -> list[str]:
        """Destroy keys whose period ended `retention` ago or earlier. The ids destroyed, as hex."""
        with self._writing():
            ring = self._load()
            rest = ring.without_expired(now.timestamp(), retention.total_seconds())
            if gone := sorted(key_id.hex() for key_id in ring.keys if key_id not in rest.keys):
                self._save(rest)
            return gone

    # -- the file

    def _key_for(self, now: float) -> tuple[bytes, AESGCM]:
        ring = self._ring or self.reload()
        key = ring.at(now) or self.reload().at(now)
        if key is None:
            raise KeyMissing(f"{self.path} has no key for this period: run `firstbell keys rotate`")
        self._from, self._until = key.start, key.start + ring.period_s
        return key.id, key.cipher

    def _load(self) -> KeyRing:
        try:
            return self._parse(self._read())
        except msgspec.DecodeError:
            # A writer overwrites the replaced file; whoever had it open reads again.
            try:
                return self._parse(self._read())
            except (msgspec.DecodeError, ValueError) as error:
                raise Fatal(f"{self.path} is not a key ring ({error}): put back a copy of it") from None

    def _read(self) -> bytes:
        try:
            with self.path.open("rb") as file:
                mode = os.fstat(file.fileno()).st_mode
                if mode & (stat.S_IRWXG | stat.S_IRWXO):
                    raise Fatal(
                        f"{self.path} can be read by others (mode {stat.filemode(mode)}): chmod 600 {self.path}"
                    )
                return file.read()
        except FileNotFoundError:
            raise Fatal(
                f"{self.path} is missing: run `firstbell init`, or copy it from the machine that has it"
            ) from None
        except PermissionError:
            raise Fatal(
                f"{self.path} cannot be read: make it belong to the user that runs Firstbell"
            ) from None

    @staticmethod
    def _parse(data: bytes) -> KeyRing:
        rows = msgspec.json.decode(data, type=_File)
        keys = {}
        for row in rows.keys:
            secret = base64.b64decode(row.key, validate=True)
            key = Key(bytes.fromhex(row.id), row.start, AESGCM(secret), secret)
            keys[key.id] = key
        return KeyRing(
            keys, {bytes.fromhex(row.id): row.destroyed_at for row in rows.destroyed}, rows.period_s
        )

    def _save(self, ring: KeyRing) -> None:
        rows = _File(
            ring.period_s,
            [_KeyRow(k.id.hex(), k.start, base64.b64encode(k.secret).decode()) for k in ring.keys.values()],
            [_GoneRow(key_id.hex(), at) for key_id, at in ring.destroyed.items()],
        )
        new = self.path.with_name(self.path.name + ".new")
        new.unlink(missing_ok=True)
        _write(
            os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600),
            msgspec.json.format(msgspec.json.encode(rows)),
        )
        old = os.open(self.path, os.O_WRONLY) if self.path.exists() else None
        new.rename(self.path)
        folder = os.open(self.path.parent, os.O_RDONLY)
        os.fsync(folder)
        os.close(folder)
        if old is not None:
            # The replaced file's blocks still hold keys that may have been destroyed.
            _write(old, b"\0" * os.fstat(old).st_size)
        self._ring, self._current = ring, None

    @contextmanager
    def _writing(self) -> Iterator[None]:
        lock = os.open(self.path.with_name(self.path.name + ".lock"), os.O_WRONLY | os.O_CREAT, 0o600)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield
        finally:
            os.close(lock)


def _write(descriptor: int, data: bytes) -> None:
    with os.fdopen(descriptor, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
