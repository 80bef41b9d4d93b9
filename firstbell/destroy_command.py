"""`firstbell destroy --everything`: the end of a contract. What stays is the audit log, and the proof.

Order: items and tables, then the stream and the keys, then the certificate, whose hash is the log's last
entry but the signer's. A crash leaves a state from which the same command goes on.
"""

import hashlib
import shutil
import sys
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from firstbell.console import host_port, port_in_use
from firstbell.database import migrate
from firstbell.district import district
from firstbell.keys import KEYS
from firstbell.settings import Settings
from privacy import vault_line
from privacy.vault_line import SOCKET
from stream.errors import BadInput, FirstbellError
from stream.topics import ALL

CERTIFICATES = "certificates"
_KEPT_KEYS = ("audit.key", "django.key")
"""The log's objects are hashed with the first; neither opens anything."""
_BOUNDARIES = (
    ".geojson",
    ".json",
    ".kml",
    ".kmz",
    ".gpkg",
    ".topojson",
    ".zip",
    ".shp",
    ".shx",
    ".dbf",
    ".prj",
)
"""Files that a district file may name; they hold no post."""


def destroy(settings: Settings) -> int:
    """Asks, then destroys. BadInput when something still runs, a legal hold stands, or the name is not typed."""
    name = district(settings.path(settings.district)).name
    host, port = host_port(settings.listen)
    if port_in_use(host, port):
        raise BadInput(f"something answers at {settings.listen}: stop `firstbell run` and all workers first")
    with vault_line.alone(settings.home):
        migrate(settings)
        from privacy.everything import records, refuse_holds

        refuse_holds()
        print(f"This destroys everything that Firstbell holds for {name}, for good. Nobody can undo it.")
        if kept := records():
            print(
                f"Records of disclosures that go as well: {kept}. Print them first, for the pupils' own files."
            )
        print("Type the district's name to go on: ", end="", flush=True)
        if sys.stdin.readline().strip() != name:
            raise BadInput("that is not the district's name; nothing was destroyed")
        path, seq = everything(settings, name)
    print(f"\nDone. The certificate is {path}; entry {seq} of the audit log holds its hash.")
    print("Check the log with `firstbell audit verify`. Hand both to the district.")
    return 0


def everything(settings: Settings, name: str) -> tuple[Path, int]:
    """Destroy all of it; where the certificate lies, and the number of its entry."""
    from privacy import everything as records
    from privacy.actors import system
    from privacy.vault_room import Room

    actor, now = system("destroy"), datetime.now(UTC)
    count = records.destroy_records(actor, now)
    room = Room()
    while any(room.keep(now)):
        pass
    made = records.certify(actor)
    stream = _stream(settings)
    files = _files(settings)
    keys = _keys(settings)
    records.compact()
    lines = [
        f"Certificate: everything that Firstbell held for {name} was destroyed on {now:%Y-%m-%d %H:%M UTC}.",
        "",
        f"Held items destroyed now: {count}. Certificates of single items stand in the audit log: {len(made)} new.",
        f"The stream: {stream}.",
        f"Keys destroyed: {', '.join(keys) or 'none were left'}.",
        f"Files destroyed: {', '.join(files) or 'none were left'}.",
        "Backups of keys live seven days at most: a week from that day on no backup can be read.",
        "What stays: the audit log, receipts and counts, and the accounts of the staff. None of it holds a word",
        "of a post, a name of a pupil or an account.",
        *_elsewhere(settings),
        "",
    ]
    text = "\n".join(lines)
    folder = settings.path(CERTIFICATES)
    folder.mkdir(mode=0o700, exist_ok=True)
    path = folder / f"everything-{now:%Y%m%dT%H%M%S%f}.txt"
    path.write_text(text, "utf-8")
    seq = records.conclude(
        actor, hashlib.sha256(path.read_bytes()).hexdigest(), {"items": count, "keys": len(keys)}
    )
    _sign(settings)
    return path, seq


def _stream(settings: Settings) -> str:
    if settings.broker != "embedded":
        from stream.brokers.kafka import KafkaBroker

        broker = KafkaBroker(settings.broker, prefix=settings.topic_prefix, access=settings.access)
        broker.delete(ALL)
        broker.close()
        return "its topics were deleted, and the keys of its frames destroyed"
    return "its file was overwritten and removed, and the keys of its frames destroyed"


def _files(settings: Settings) -> list[str]:
    """Whatever in the home folder may hold content: the stream, letters, journals, imports that lie here."""
    from privacy.vault_keys import shred

    names = [settings.path(f"stream.db{end}") for end in ("", "-wal", "-shm", "-journal")]
    names += [path for path in _read_from(settings) if path.is_relative_to(settings.home.resolve())]
    for folder in (settings.path("outbox"), settings.path("state")):
        names += [path for path in folder.rglob("*") if path.is_file() and path.name != vault_line.LOCK]
    home = settings.home
    gone = [
        str(path.relative_to(home)) if path.is_relative_to(home) else path.name
        for path in names
        if shred(path)
    ]
    with suppress(OSError):
        shutil.rmtree(settings.path("outbox"))
    return sorted(gone)


def _keys(settings: Settings) -> list[str]:
    from privacy.vault_keys import shred

    folder = settings.path(KEYS)
    return sorted(
        path.name
        for path in folder.iterdir()
        if path.is_file() and path.name not in _KEPT_KEYS and shred(path)
    )


def _elsewhere(settings: Settings) -> list[str]:
    """What we cannot destroy, named so that people do."""
    home = settings.home.resolve()
    outside = [str(path) for path in _read_from(settings) if not path.is_relative_to(home)]
    known = {settings.district, "firstbell.toml", "records.db", "records.db-wal", "records.db-shm", SOCKET}
    known |= {KEYS, "state", CERTIFICATES, settings.checkpoints.folder, settings.checkpoints.signer_folder}
    district_files = {path.name for path in home.iterdir() if path.suffix in _BOUNDARIES}
    strange = sorted({path.name for path in home.iterdir()} - known - district_files)
    said = [f"Not ours to destroy, do it yourselves: {', '.join(outside)}."] if outside else []
    if strange:
        said.append(f"In the home folder, and not made by Firstbell: {', '.join(strange)}. Look at them.")
    return said


def _read_from(settings: Settings) -> list[Path]:
    """The files from which sources read posts."""
    given = [str(getattr(source, "path", "")) for source in settings.sources]
    return [(settings.home / path).resolve() for path in given if path]


def _sign(settings: Settings) -> None:
    """A last signed head, where this user has the signer's key."""
    from firstbell.heartbeat import Heart
    from firstbell.signer_worker import SignerWork
    from firstbell.signing import signer_folder
    from privacy.signer import alone
    from stream.metrics import Meter

    with suppress(FirstbellError, OSError), alone(signer_folder(settings)):
        meter = Meter()
        work = SignerWork(settings, meter, Heart(settings, "signer", meter.snapshot))
        work.step(datetime.now(UTC), last=True)
