"""Keys: one per period, destroyed after retention, and told apart from keys that are missing."""

import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from stream import wire
from stream.errors import Fatal
from stream.keyring import KeyDestroyed, KeyMissing, KeyRing, KeyRingFile
from tests.stream.records import posts

START = datetime(2026, 3, 2, 6, tzinfo=UTC)
PERIOD = timedelta(hours=6)
DAY = timedelta(hours=24)


class Clock:
    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> float:
        return self.now.timestamp()


@pytest.fixture
def clock() -> Clock:
    return Clock(START)


@pytest.fixture
def ring(tmp_path: Path, clock: Clock) -> KeyRingFile:
    made = KeyRingFile(tmp_path / "stream.keys", clock)
    made.create(START)
    return made


def test_the_file_is_private_and_never_overwritten(ring: KeyRingFile) -> None:
    assert stat.S_IMODE(ring.path.stat().st_mode) == 0o600
    before = ring.path.read_bytes()
    with pytest.raises(FileExistsError):
        ring.create(START)
    assert ring.path.read_bytes() == before


def test_rotation_always_keeps_this_period_and_the_next(ring: KeyRingFile) -> None:
    assert len(ring.reload().keys) == 2
    assert not ring.rotate(START + timedelta(hours=5))
    assert ring.rotate(START + PERIOD)
    assert {key.start for key in ring.reload().keys.values()} == {
        int((START + n * PERIOD).timestamp()) for n in range(3)
    }


def test_each_period_seals_with_its_own_key_without_being_told(ring: KeyRingFile, clock: Clock) -> None:
    first = ring.sealing()[0]
    clock.now += PERIOD - timedelta(seconds=1)
    assert ring.sealing()[0] == first
    clock.now += timedelta(seconds=1)
    assert ring.sealing()[0] != first
    clock.now -= timedelta(seconds=2)
    assert ring.sealing()[0] == first


def test_a_worker_meets_a_key_that_another_process_made(ring: KeyRingFile, clock: Clock) -> None:
    worker = KeyRingFile(ring.path, clock)
    worker.reload()
    clock.now += 2 * PERIOD
    ring.rotate(clock.now)
    value = wire.encode(posts(2), ring, "posts")
    assert wire.decode(value, worker, "posts") == posts(2)
    assert worker.sealing()[0] == ring.sealing()[0]


def test_without_a_key_for_now_nothing_is_written(ring: KeyRingFile, clock: Clock) -> None:
    clock.now += 2 * PERIOD
    with pytest.raises(KeyMissing, match="firstbell keys rotate"):
        wire.encode(posts(1), ring, "posts")


def test_destroying_a_period_makes_its_frames_unreadable_everywhere(ring: KeyRingFile, clock: Clock) -> None:
    worker = KeyRingFile(ring.path, clock)
    value = wire.encode(posts(2), worker, "posts")
    secret = next(k for k in ring.reload().keys.values() if k.start == START.timestamp()).secret
    assert ring.destroy(START + PERIOD + DAY - timedelta(seconds=1), DAY) == []
    backup = ring.path.open("rb")

    gone = ring.destroy(START + PERIOD + DAY, DAY)

    assert gone == [value[5:13].hex()]
    fresh = KeyRingFile(ring.path, clock)
    with pytest.raises(KeyDestroyed, match="retention"):
        wire.decode(value, fresh, "posts")
    assert set(backup.read()) == {0}, "the replaced file's blocks are overwritten"
    backup.close()
    assert secret not in ring.path.read_bytes()
    assert wire.decode(value, worker, "posts") == posts(2), "a running worker keeps what it loaded"
    worker.reload()
    with pytest.raises(KeyDestroyed):
        wire.decode(value, worker, "posts")


def test_a_key_that_should_be_here_is_not_taken_for_a_destroyed_one(
    tmp_path: Path, ring: KeyRingFile
) -> None:
    other = KeyRing.throwaway()
    value = wire.encode(posts(1), other, "posts")
    with pytest.raises(KeyMissing, match=r"stream.keys.*put back the key file"):
        wire.decode(value, ring, "posts")
    assert issubclass(KeyMissing, Fatal)


def test_a_file_that_cannot_be_used_says_why(tmp_path: Path, ring: KeyRingFile) -> None:
    with pytest.raises(Fatal, match=r"none.keys is missing: run `firstbell init`"):
        KeyRingFile(tmp_path / "none.keys").reload()
    (bad := tmp_path / "bad.keys").touch(0o600)
    with pytest.raises(Fatal, match=r"bad.keys is not a key ring"):
        KeyRingFile(bad).reload()
    ring.path.chmod(0o640)
    with pytest.raises(Fatal, match=r"can be read by others.*chmod 600"):
        ring.reload()


def test_no_secret_shows_in_a_representation(ring: KeyRingFile) -> None:
    shown = repr(ring.reload())
    assert all(
        repr(key.secret) not in shown and key.secret.hex() not in shown for key in ring.reload().keys.values()
    )
