"""`firstbell worker verify`: looks up single links at their source. It has no key of ours but its own.

Give it, in containers, the configuration and the database, a way out to the internet, and no `keys/` folder.
"""

import os
import time
from collections.abc import Callable

from firstbell.database import setup_django
from firstbell.logs import logger
from firstbell.settings import Settings

LOOK_S = 1.0
HERE_S = 5.0


def run_verifier(settings: Settings, stopping: Callable[[float], bool]) -> None:
    """Answer questions until `stopping(seconds)`, which waits that long, says so. A database that is away
    costs answers only: what nobody answers in a minute counts as "could not be checked"."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "firstbell.public_settings"
    setup_django(settings)
    from django.db import DatabaseError, close_old_connections

    from ingest.verify import check
    from privacy.checks import Desk

    desk = Desk(check)
    told = 0.0
    while True:
        try:
            if time.monotonic() >= told:
                desk.here()
                told = time.monotonic() + HERE_S
            desk.work()
        except DatabaseError:
            logger("verify").warning("database_away", exc_info=True)
            close_old_connections()
        if stopping(LOOK_S):
            return
