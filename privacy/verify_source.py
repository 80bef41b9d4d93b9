"""Where the verifier reads the log: a SQLite file, PostgreSQL, or an open connection. Read only, no Django."""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from stream.errors import BadInput, Retriable


@contextmanager
def connected(target: Any) -> Iterator[Any]:
    """A snapshot to read from; an open connection is left as it is. BadInput or Retriable with the remedy."""
    if not isinstance(target, str | Path):
        yield target
    elif re.match(r"postgres(ql)?://", str(target)):
        with _postgres(str(target)) as connection:
            yield connection
    else:
        with _sqlite(Path(target)) as connection:
            yield connection


@contextmanager
def _sqlite(path: Path) -> Iterator[sqlite3.Connection]:
    if not path.is_file():
        raise BadInput(
            f"{path}: no such database; `firstbell audit verify` reads records.db of the home folder"
        )
    try:
        with closing(sqlite3.connect(path, timeout=30, isolation_level=None)) as connection:
            connection.execute("PRAGMA query_only = ON")
            connection.execute("BEGIN")
            yield connection
    except sqlite3.OperationalError as error:
        if "no such table" in str(error):
            raise BadInput(f"{path} holds no audit log: start Firstbell once, or name another file") from None
        raise Retriable(f"{path} cannot be read ({error}): try again") from None
    except sqlite3.DatabaseError:
        raise BadInput(f"{path} is not a SQLite database or is damaged: restore it from its backup") from None


@contextmanager
def _postgres(address: str) -> Iterator[Any]:
    import psycopg  # noqa: PLC0415 - only where PostgreSQL is used

    url = urlsplit(address)
    try:
        # libpq's own reading of the address, so that every option of it works.
        with psycopg.connect(address, connect_timeout=10) as connection:
            connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
            connection.read_only = True
            yield connection
    except psycopg.errors.UndefinedTable:
        raise BadInput(f"{url.hostname}{url.path} holds no audit log: start Firstbell once on it") from None
    except psycopg.OperationalError as error:
        raise Retriable(
            f"{url.hostname}{url.path} is away ({type(error).__name__}): is PostgreSQL running?"
        ) from None
