"""The records database: where it is, and bringing its tables up to date."""

import os
from typing import Any

from firstbell.settings import HOME_ENV, Settings
from stream.errors import BadInput, Fatal, Retriable


def connect_arguments(settings: Settings) -> dict[str, Any]:
    """psycopg.connect's arguments for a PostgreSQL address in libpq's form. BadInput when it is not one."""
    import psycopg
    from psycopg.conninfo import conninfo_to_dict

    try:
        return {"connect_timeout": 5, **conninfo_to_dict(settings.database)}
    except psycopg.ProgrammingError as error:
        raise BadInput(
            "database: use postgresql://user:password@host:port/name, special characters as %XX"
        ) from error


def django_database(settings: Settings) -> dict[str, Any]:
    """Django's DATABASES entry."""
    if settings.database == "sqlite":
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": str(settings.path("records.db")),
            # A file, so that tests meet the locks and the bytes of the real thing.
            "TEST": {"NAME": str(settings.path("test-records.db"))},
            "OPTIONS": {
                "timeout": 30,
                # The write lock is taken at BEGIN, so that the audit head has one writer at a time.
                "transaction_mode": "IMMEDIATE",
                # FULL survives power loss; secure_delete overwrites what is deleted.
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON;",
            },
        }
    given = connect_arguments(settings)
    named = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}
    return {
        "ENGINE": "django.db.backends.postgresql",
        **{ours: str(given.get(theirs, "")) for theirs, ours in named.items()},
        "OPTIONS": {name: value for name, value in given.items() if name not in named},
    }


def setup_django(settings: Settings) -> None:
    """Load Django with exactly these settings (they travel by environment to its settings module)."""
    os.environ[HOME_ENV] = str(settings.home)
    os.environ["FIRSTBELL_BROKER"] = settings.broker
    os.environ["FIRSTBELL_DATABASE"] = settings.database
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "firstbell.django_settings")
    import django

    django.setup()


def migrate(settings: Settings) -> None:
    """Create or upgrade the tables. Fatal or Retriable with the remedy when that can't be done."""
    setup_django(settings)
    from django.core.management import call_command
    from django.db.utils import OperationalError, ProgrammingError

    try:
        call_command("migrate", verbosity=0, interactive=False)
    except OperationalError as error:
        where = settings.masked()["database"]
        raise Retriable(
            f"{where}: cannot be opened ({type(error.__cause__).__name__}): is it running, writable and not full?"
        ) from error
    except ProgrammingError as error:
        raise Fatal(
            f"{settings.masked()['database']}: may not create tables: grant CREATE on its schema to this user"
        ) from error
