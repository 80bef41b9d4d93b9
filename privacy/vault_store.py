"""The data keys of held items, in a file of their own that only the vault opens: `keys/items.db`.

Keys lie here sealed to the vault's key, apart from the records database and its backups; so whoever destroys
a key here has destroyed the item in every copy of that database. A copy of this file must not live longer
than seven days. SQLite overwrites what it deletes, and its log is cut after each change.
"""

import hashlib
import os
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from stream.errors import Fatal

FILE = "items.db"
_TABLES = """
CREATE TABLE IF NOT EXISTS item_keys (id TEXT PRIMARY KEY, sealed BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS notes (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
"""


def key_id(box_public: bytes) -> str:
    """Names the data key to which an item's public half belongs; says nothing about the key."""
    return hashlib.sha256(b"firstbell item key\0" + box_public).hexdigest()


class Store:
    """The file. Each method is one transaction, durable when it returns; sqlite3's faults are Fatal."""

    def __init__(self, keys_dir: Path) -> None:
        self.path = keys_dir / FILE

    def get(self, identity: str) -> bytes | None:
        with self._open() as base:
            row = base.execute("SELECT sealed FROM item_keys WHERE id = ?", (identity,)).fetchone()
        return bytes(row[0]) if row else None

    def put(self, keys: Iterable[tuple[str, bytes]]) -> None:
        """Take keys in. One that is here stays as it is."""
        with self._open() as base, base:
            base.executemany("INSERT OR IGNORE INTO item_keys (id, sealed) VALUES (?, ?)", keys)

    def replace(self, identity: str, sealed: bytes) -> None:
        """The same key, sealed anew."""
        with self._open() as base, base:
            base.execute("UPDATE item_keys SET sealed = ? WHERE id = ?", (sealed, identity))

    def destroy(self, identities: Iterable[str]) -> int:
        """Destroy keys; how many there were."""
        with self._open() as base, base:
            done = base.executemany("DELETE FROM item_keys WHERE id = ?", [(one,) for one in identities])
            return max(done.rowcount, 0)

    def ids(self) -> list[str]:
        with self._open() as base:
            return [str(row[0]) for row in base.execute("SELECT id FROM item_keys ORDER BY id")]

    def note(self, name: str) -> str:
        """What was written down under `name`, "" when nothing."""
        with self._open() as base:
            row = base.execute("SELECT value FROM notes WHERE name = ?", (name,)).fetchone()
        return str(row[0]) if row else ""

    def write_down(self, name: str, value: str) -> None:
        with self._open() as base, base:
            base.execute("INSERT OR REPLACE INTO notes (name, value) VALUES (?, ?)", (name, value))

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        try:
            self._make()
            with closing(sqlite3.connect(self.path, timeout=10)) as base:
                base.execute("PRAGMA journal_mode=WAL")
                base.execute("PRAGMA synchronous=FULL")
                base.execute("PRAGMA secure_delete=ON")
                base.executescript(_TABLES)
                yield base
                base.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        except sqlite3.Error as error:
            raise Fatal(
                f"{self.path}: {type(error).__name__}: restore it from the keys' own backup; without it the items"
                " whose keys it held cannot be opened"
            ) from None

    def _make(self) -> None:
        """The file, for its owner alone. SQLite gives its log the same mode."""
        os.close(os.open(self.path, os.O_RDWR | os.O_CREAT, 0o600))
        if self.path.stat().st_mode & 0o077:
            raise Fatal(f"{self.path} can be read by others: chmod 600 {self.path}")
