"""`firstbell keys`: of the stream and of the vault; and the rotation that `firstbell worker clock` does by itself."""

from datetime import UTC, datetime, timedelta

from firstbell.keys import KEYS
from firstbell.settings import Settings
from stream.keyring import KeyRingFile

STREAM_KEYS = "stream.json"


def ring_file(settings: Settings) -> KeyRingFile:
    return KeyRingFile(settings.path(KEYS, STREAM_KEYS))


def rotate(settings: Settings) -> tuple[bool, list[str]]:
    """Add keys that will be needed, destroy those whose retention has passed: (added, ids destroyed)."""
    ring, now = ring_file(settings), datetime.now(UTC)
    return ring.rotate(now), ring.destroy(now, timedelta(hours=settings.retention_hours))


def keys(settings: Settings, action: str) -> int:
    ring, now = ring_file(settings), datetime.now(UTC)
    if action == "rotate":
        print("a key was added" if ring.rotate(now) else "this period and the next have their keys already")
        print(rotate_vault(settings))
    elif action == "destroy-expired":
        gone = ring.destroy(now, timedelta(hours=settings.retention_hours))
        print(
            f"destroyed: {', '.join(gone)}"
            if gone
            else f"no key is past its {settings.retention_hours} hours"
        )
    else:
        snapshot = ring.reload()
        for key in sorted(snapshot.keys.values(), key=lambda each: each.start):
            print(f"{key.id.hex()}  writes from {_when(key.start)} to {_when(key.start + snapshot.period_s)}")
        for identity, at in snapshot.destroyed.items():
            print(f"{identity.hex()}  destroyed {_when(at)}")
    return 0


def rotate_vault(settings: Settings) -> str:
    """Exchange the vault's key: by the vault that runs, or here where none does, up to the last item."""
    from privacy import vault_line

    if vault_line.runs(settings.home):
        return vault_line.Line(settings.home).rotate()
    from firstbell.database import setup_django
    from firstbell.vault_worker import AFTER

    setup_django(settings)
    from privacy.vault_reseal import Rotating
    from privacy.vault_room import Room

    room = Rotating(Room(), timedelta(hours=settings.retention_hours) + AFTER)
    with vault_line.alone(settings.home):
        room.ready()
        room.rotate()
        while room.step(datetime.now(UTC)):
            pass
        return room.rotate()


def _when(seconds: int) -> str:
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%d %H:%M UTC")
