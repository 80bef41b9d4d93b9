"""The signer of the audit log as this deployment has it: its folder, its name, its publishers."""

import secrets
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

from firstbell.district import coverage
from firstbell.settings import Settings
from privacy import publish, signer
from stream.errors import FirstbellError

DELIVERIES = "published.json"


def signer_folder(settings: Settings) -> Path:
    return settings.path(settings.checkpoints.signer_folder)


def checkpoint_folder(settings: Settings) -> Path:
    return settings.path(settings.checkpoints.folder)


def create_signer(settings: Settings) -> list[str]:
    """Key, public key and empty memory of the signer, where they are missing. Returns what was made."""
    made = signer.create(signer_folder(settings), settings.checkpoints.origin or _origin(settings))
    return [str(path) for path in made]


def _origin(settings: Settings) -> str:
    """A log's name should be nobody else's: the console's host, or a random one while that is loopback."""
    host = (urlsplit(settings.public_url).hostname or "").lower()
    return f"{host}/audit" if host else f"firstbell-{secrets.token_hex(4)}.invalid/audit"


def public_key(settings: Settings) -> str:
    """The log's public key as this machine knows it, "" when it knows none."""
    for path in (signer_folder(settings) / signer.PUBLIC, checkpoint_folder(settings) / publish.PUBLIC):
        try:
            return path.read_text("ascii").strip()
        except (OSError, UnicodeDecodeError):
            continue
    return ""


def name_key(settings: Settings) -> None:
    """Write into the log which key signs it, once for each key. Django must be set up, the tables made."""
    from privacy.signer_keys import record_created

    if key := public_key(settings):
        record_created(key)


def publishers(settings: Settings) -> list[publish.Publisher]:
    """The ways in which checkpoints leave this machine, read anew each time: the district file may change."""
    given = settings.checkpoints
    try:
        told = coverage(settings.path(settings.district))
        people = (told.privacy_officer,) if told.privacy_officer else told.on_call
    except FirstbellError:
        people = ()  # a broken district file must not silence the signer; `firstbell doctor` names it
    return [
        publish.Folder(checkpoint_folder(settings)),
        publish.Mail(
            given.mail_to,
            settings.mail,
            settings.path("outbox"),
            timedelta(hours=given.mail_every_hours),
            tuple(person.email for person in people if person.email),
        ),
    ]
