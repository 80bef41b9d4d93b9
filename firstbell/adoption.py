"""The lock before every source: nothing is read until monitoring was adopted, nor after it ended or was stopped.

The log's entries are read by plain SQL, so that a worker that takes posts in needs no Django. Tips never ask here.
"""

import sqlite3
import threading
import time
from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from typing import Any

from firstbell.district import coverage
from firstbell.logs import logger
from firstbell.settings import Settings
from privacy.governance.rule import LOGGED, Logged, Verdict, judge, of_log
from stream.errors import Retriable

EVERY_S = 2.0
"""How often the record is read; so long at most a stop takes to be felt."""
PATIENCE_S = 60.0
"""While the database is away the last answer stands for so long, then nothing is read."""
_AWAY = "the records database does not answer, so nobody can tell whether it may run"


class Lock:
    """Whether sources may be read now. May be asked by several threads, as often as they like.

    `told` is called with the reason, "" when open, each time that it changes; so is the log.
    """

    def __init__(
        self,
        settings: Settings,
        told: Callable[[str], None] = lambda why: None,
        *,
        every_s: float = EVERY_S,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._settings = settings
        self._told = told
        self._every_s = every_s
        self._clock = clock
        self._asking = threading.Lock()
        self._asked_at = self._answered_at = float("-inf")
        self._why: str | None = None

    def open(self) -> bool:
        return not self.why()

    def why(self) -> str:
        """Why nothing may be read, in a sentence; "" when it may."""
        if self._settings.demo:
            return ""
        with self._asking:
            now = self._clock()
            if now - self._asked_at >= self._every_s:
                self._asked_at = now
                self._take(now)
            return self._why or ""

    def _take(self, now: float) -> None:
        try:
            why = read(self._settings).why
        except Retriable:
            if now - self._answered_at < PATIENCE_S:
                return
            why = _AWAY
        else:
            self._answered_at = now
        if why != self._why:
            self._why = why
            self._told(why)
            self._say(why)

    def _say(self, why: str) -> None:
        if why:
            logger("worker").warning("locked", why=why, remedy=where(self._settings))
        else:
            logger("worker").info("unlocked")


def where(settings: Settings) -> str:
    """Where people enter what is missing."""
    return f"a lead, the privacy officer or an administrator enters it at {settings.address}/governance/"


def read(settings: Settings) -> Verdict:
    """What the record says now. Retriable when the database is away or has no tables yet."""
    watch = coverage(settings.path(settings.district))
    entries, turns = of_log(
        Logged(action, actor, at, bytes(entry)) for action, actor, at, entry in _query(settings, _RECORD)
    )
    return judge(entries, turns, on_call=bool(watch.on_call), today=datetime.now(watch.zone).date())


_RECORD = f"""
    SELECT action, actor_id, ts_utc, payload_canonical FROM audit_log
    WHERE action IN ({", ".join(f"'{action}'" for action in LOGGED)}) ORDER BY seq
"""  # noqa: S608 - constants


def _query(settings: Settings, statement: str) -> list[tuple[Any, ...]]:
    """Retriable when the database is away."""
    try:
        with closing(_connect(settings)) as connection:
            return list(connection.execute(statement).fetchall())
    except _errors(settings) as error:
        raise Retriable(f"database: {type(error).__name__}: `firstbell doctor` tells more") from error


def _connect(settings: Settings) -> Any:
    if settings.database == "sqlite":
        # Not "rwc": a database that is gone must not come back empty.
        file = settings.path("records.db").absolute().as_uri()
        return sqlite3.connect(f"{file}?mode=rw", uri=True, timeout=10)
    import psycopg

    from firstbell.database import connect_arguments

    return psycopg.connect(**connect_arguments(settings))


def _errors(settings: Settings) -> type[Exception]:
    if settings.database == "sqlite":
        return sqlite3.Error
    import psycopg

    return psycopg.Error
