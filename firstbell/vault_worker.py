"""`firstbell worker vault`: the one process that reads the private keys. It answers at a socket in the home folder."""

from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta

from firstbell.database import setup_django
from firstbell.logs import logger
from firstbell.settings import Settings
from stream.errors import FirstbellError

TICK_S = 2.0
AFTER = timedelta(hours=1)
"""How much longer than the stream keeps anything an old key is kept."""


def run_vault(settings: Settings, stopping: Callable[[float], bool]) -> None:
    """Answer until `stopping(seconds)`, which waits that long, says so. Fatal: a key is missing, or another
    vault runs. A database away costs a tick."""
    setup_django(settings)
    from django.db import DatabaseError, close_old_connections, connection

    from privacy.vault_line import Server
    from privacy.vault_reseal import Rotating
    from privacy.vault_room import Room

    room = Rotating(Room(), timedelta(hours=settings.retention_hours) + AFTER)
    room.ready()
    log = logger("vault")
    with suppress(DatabaseError):
        room.room.reconcile()
    server = Server(settings.home, room, after=connection.close)
    log.info("answers")
    told = ""
    try:
        while not stopping(TICK_S):
            try:
                room.keep(datetime.now(UTC))
                told = ""
            except (DatabaseError, FirstbellError) as error:
                text = str(error) if isinstance(error, FirstbellError) else type(error).__name__
                if text != told:
                    log.error("keys_not_kept", why=text)  # noqa: TRY400 - the message has the remedy; a traceback adds nothing
                told = text
                close_old_connections()
    finally:
        server.close()
