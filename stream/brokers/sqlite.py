"""SQLite as a stream needs it: durable, overwriting what it deletes, with errors an operator can act on."""

import os
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from stream.errors import Fatal, Retriable

BUSY_S = 10.0

_creating = threading.Lock()  # so that no connection of ours opens between another thread's open and close

_RETRIABLE = {
    sqlite3.SQLITE_BUSY: "is locked by another process: if this lasts, look for a copy or backup that holds it",
    sqlite3.SQLITE_LOCKED: "is locked by another process: if this lasts, look for a copy or backup that holds it",
    sqlite3.SQLITE_FULL: "cannot grow, the disk is full: free some space; work goes on by itself",
    sqlite3.SQLITE_IOERR: "cannot be read or written (I/O error): check the disk and its free space",
}
_FATAL = {
    sqlite3.SQLITE_CANTOPEN: "cannot be opened: make its folder exist and writable for the user that runs Firstbell",
    sqlite3.SQLITE_READONLY: "is read-only: make it and its folder writable for the user that runs Firstbell",
    sqlite3.SQLITE_PERM: "may not be accessed: make it belong to the user that runs Firstbell",
    sqlite3.SQLITE_CORRUPT: "is damaged: stop Firstbell and move the file away; the posts of its retention are lost",
    sqlite3.SQLITE_NOTADB: "is not a stream file: move it away; Firstbell makes a new one",
}


def connect(path: Path, busy_s: float = BUSY_S) -> sqlite3.Connection:
    """A connection with write-ahead log, full sync and secure deletion; a new file has mode 600."""
    _create(path)
    with explained(path):
        db = sqlite3.connect(path, timeout=busy_s, isolation_level=None, check_same_thread=False)
        try:
            # FULL survives power loss; secure_delete overwrites what is deleted.
            for pragma in ("journal_mode=WAL", "synchronous=FULL", "secure_delete=ON"):
                db.execute(f"PRAGMA {pragma}").fetchall()
        except sqlite3.Error:
            db.close()
            raise
        return db


def _create(path: Path) -> None:
    """Make the file if there is none. An existing one is left alone, not even opened.

    Closing any descriptor of a file drops all POSIX locks that this process has on it, those of its
    other connections included (sqlite.org/howtocorrupt.html, 2.2): another process that then closes
    the file takes itself for the last one and deletes the write-ahead log under our feet.
    """
    with _creating:
        try:
            os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
        except FileExistsError:
            return
        except OSError as error:
            raise Fatal(f"{path} {_FATAL[sqlite3.SQLITE_CANTOPEN]} ({error.strerror})") from None


@contextmanager
def transaction(db: sqlite3.Connection) -> Iterator[None]:
    """One transaction that takes the write lock at its start."""
    db.execute("BEGIN IMMEDIATE")
    try:
        yield
        db.execute("COMMIT")
    finally:
        if db.in_transaction:
            db.execute("ROLLBACK")


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """sqlite3's errors as ours, with the file and the remedy."""
    try:
        yield
    except sqlite3.Error as error:
        code = (getattr(error, "sqlite_errorcode", None) or 0) & 0xFF
        if code in _RETRIABLE:
            raise Retriable(f"{path} {_RETRIABLE[code]}") from error
        remedy = _FATAL.get(code, f"cannot be used ({type(error).__name__}: {error})")
        raise Fatal(f"{path} {remedy}") from error
