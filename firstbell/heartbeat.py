"""Each worker writes its state and counters to the database every few seconds.

Plain SQL over sqlite3 or psycopg, so that a worker needs no Django. A database that is away costs
heartbeats, never posts: it is logged once and tried again.
"""

import json
import os
import socket
import sqlite3
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import closing
from datetime import UTC, datetime
from typing import Any

from firstbell.logs import logger
from firstbell.settings import Settings
from stream.errors import Retriable

INTERVAL = 2.0
_COLUMNS = ("worker_id", "stage", "pid", "host", "started_at", "seen_at", "state", "counters")
_TABLE = "privacy_heartbeat"


def execute(settings: Settings, statement: str, values: tuple[object, ...]) -> None:
    """Run one statement with ? placeholders in its own transaction. Retriable when the database is away."""
    if settings.database == "sqlite":
        try:
            with closing(sqlite3.connect(settings.path("records.db"), timeout=10)) as connection, connection:
                connection.execute(statement, values)
        except sqlite3.Error as error:
            raise Retriable(
                f"{settings.path('records.db')}: {type(error).__name__}: run `firstbell doctor`"
            ) from error
        return
    import psycopg

    from firstbell.database import connect_arguments

    try:
        with psycopg.connect(**connect_arguments(settings)) as server:
            server.execute(statement.replace("?", "%s").encode(), values)
    except psycopg.Error as error:
        raise Retriable(
            f"database: {type(error).__name__}: is PostgreSQL running? `firstbell doctor` tells"
        ) from error


class Heart:
    """Writes one row for this process; `beat()` at once, a thread every INTERVAL seconds.

    `state` is what the beats say, 20 characters at most; it may change while the thread runs.
    """

    def __init__(self, settings: Settings, stage: str, counters: Callable[[], Mapping[str, float]]) -> None:
        self._settings = settings
        self._stage = stage
        self._counters = counters
        self._started = datetime.now(UTC)
        self._worker = f"{stage}-{socket.gethostname()}-{os.getpid()}-{int(time.time())}"
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="heartbeat", daemon=True)
        self._log = logger("heartbeat")
        self._away = False
        self.state = "running"

    def start(self) -> None:
        self.beat(self.state)
        self._thread.start()

    def stop(self) -> None:
        self._stop.set()
        self._thread.join(timeout=INTERVAL)
        self.beat("stopped")

    def _run(self) -> None:
        while not self._stop.wait(INTERVAL):
            self.beat(self.state)

    def beat(self, state: str) -> None:
        row: tuple[Any, ...] = (
            self._worker,
            self._stage,
            os.getpid(),
            socket.gethostname(),
            _stamp(self._settings, self._started),
            _stamp(self._settings, datetime.now(UTC)),
            state,
            json.dumps(dict(self._counters())),
        )
        changes = ", ".join(f"{name} = excluded.{name}" for name in ("seen_at", "state", "counters"))
        try:
            execute(
                self._settings,
                f"INSERT INTO {_TABLE} ({', '.join(_COLUMNS)}) VALUES ({', '.join('?' * len(_COLUMNS))})"  # noqa: S608 - constants of ours
                f" ON CONFLICT (worker_id) DO UPDATE SET {changes}",
                row,
            )
        except Retriable:
            if not self._away:
                self._log.warning("heartbeat_not_written", exc_info=True)
            self._away = True
        else:
            self._away = False


def _stamp(settings: Settings, at: datetime) -> object:
    # Django keeps SQLite's times as text without a zone, in UTC.
    return at.strftime("%Y-%m-%d %H:%M:%S.%f") if settings.database == "sqlite" else at
