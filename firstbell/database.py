"""The records database: where it is, and bringing its tables up to date."""

import os
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from firstbell.settings import HOME_ENV, Settings
from stream.errors import Fatal, Retriable


def connect_arguments(settings: Settings) -> dict[str, Any]:
    """psycopg.connect's arguments for postgresql://user:password@host:port/name[?schema=NAME]."""
    url = urlsplit(settings.database)
    schema = parse_qs(url.query).get("schema", [""])[0]
    return {
        "dbname": unquote(url.path.lstrip("/")),
        "user": unquote(url.username or ""),
        "password": unquote(url.password or ""),
        "host": url.hostname or "",
        "port": url.port or 5432,
        "connect_timeout": 5,
        **({"options": f"-c search_path={schema}"} if schema else {}),
    }


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
    options = {name: given[name] for name in ("connect_timeout", "options") if name in given}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": given["dbname"],
        "USER": given["user"],
        "PASSWORD": given["password"],
        "HOST": given["host"],
        "PORT": str(given["port"]),
        "OPTIONS": options,
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
