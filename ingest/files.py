"""The connector of files of JSON Lines or CSV: bounded records, a byte offset as cursor, follow mode."""

import hashlib
import os
import stat
import threading
import time
from datetime import UTC, datetime
from io import BufferedReader
from pathlib import Path

from ingest.importer import MAX_LINE
from stream.contracts import Cursor
from stream.errors import BadInput, Retriable
from stream.source import Note, Wires

_LOOK_S = 0.2
_MAX_BATCH = 4 * 2**20
_HEAD = 4096

REPLACED = Note("info", "the file was replaced or shortened; it is read from its beginning")


class FileConnector:
    """Reads a file of lines once, or with `follow` for as long as it grows.

    The cursor is the byte offset after the last line handed out; its `host` is a hash of the
    file's first line, so that another file under the same name is read from its beginning. A line
    longer than importer.MAX_LINE is cut there, which the parser reports, and the rest is skipped.
    With `rows`, a record is the first line of the file and a whole row of CSV below it, which may
    go on over several lines within quotes.
    """

    def __init__(self, path: Path, *, name: str = "import", follow: bool = False, rows: bool = False) -> None:
        self.name = name
        self._path = Path(path)
        self._follow = follow
        self._rows = rows
        self._header = b""
        self._file: BufferedReader | None = None
        self._offset = 0
        self._skipping = False
        self._identity = ""
        self._closed = threading.Event()
        self._notes: list[Note] = []

    def open(self, cursor: Cursor | None) -> None:
        """BadInput when the file is missing, unreadable or no regular file."""
        self._closed.clear()
        self._file = self._open_file()
        self._offset, self._identity, self._skipping = 0, "", False
        if cursor is None or not cursor.value.isdigit():
            return
        offset = int(cursor.value)
        if offset and (cursor.host != self._identify() or os.fstat(self._file.fileno()).st_size < offset):
            self._notes.append(REPLACED)
            return
        self._offset = offset

    def poll(self, timeout_s: float, max_records: int) -> Wires:
        """Lines that are there; in follow mode waits up to `timeout_s` for the first one."""
        until = time.monotonic() + timeout_s
        while True:
            records, at_end = self._read(max_records)
            left = until - time.monotonic()
            if records or self._notes or (at_end and not self._follow) or left <= 0 or self._closed.is_set():
                return self._wires(records, finished=at_end and not self._follow)
            self._closed.wait(min(_LOOK_S, left))

    def close(self) -> None:
        self._closed.set()
        if self._file is not None:
            self._file.close()
            self._file = None

    def _open_file(self) -> BufferedReader:
        try:
            file = self._path.open("rb")
        except FileNotFoundError:
            raise BadInput(
                f"{self._path}: no such file; correct `path` of the source {self.name!r}"
            ) from None
        except OSError as error:
            raise BadInput(
                f"{self._path}: cannot be read: {error.strerror}; check `path` and its permissions"
            ) from None
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            file.close()
            raise BadInput(f"{self._path}: not a regular file; an import reads a file of JSON Lines")
        return file

    def _identify(self) -> str:
        if not self._identity and self._file is not None:
            line = os.pread(self._file.fileno(), _HEAD, 0).partition(b"\n")[0]
            self._identity = hashlib.blake2b(line, digest_size=8).hexdigest()
        return self._identity

    def _read(self, max_records: int) -> tuple[list[bytes], bool]:
        """Complete lines from the offset on, and whether the file's end was reached."""
        if self._file is None:
            return [], False
        records: list[bytes] = []
        size = 0
        try:
            if self._rows:
                self._file.seek(0)
                self._header = self._file.readline(MAX_LINE)
                if not self._header.endswith(b"\n"):
                    return records, self._at_end()  # a header alone, or still being written
                self._offset = max(self._offset, len(self._header))
            self._file.seek(self._offset)
            while len(records) < max_records and size < _MAX_BATCH:
                line = self._line()
                if not line or (
                    not line.endswith(b"\n") and len(line) <= MAX_LINE and self._follow and not self._skipping
                ):
                    return records, not records and self._at_end()
                self._offset += len(line)
                size += len(line)
                if not self._skipping and line.strip():
                    records.append(self._header + line.rstrip(b"\r\n"))
                self._skipping = not line.endswith(b"\n") and (len(line) > MAX_LINE or self._skipping)
        except OSError as error:
            raise Retriable(f"{self._path}: reading failed: {error.strerror}; it is tried again") from None
        return records, False

    def _line(self) -> bytes:
        """The next line, or row of CSV: one whose quotes are closed."""
        if self._file is None:
            return b""
        line = self._file.readline(MAX_LINE + 1)
        while self._rows and line.count(b'"') % 2 and line.endswith(b"\n") and len(line) <= MAX_LINE:
            if not (more := self._file.readline(MAX_LINE + 1 - len(line))):
                # Its end is not there yet, or never: without the newline it counts as unfinished.
                return line.rstrip(b"\r\n") if self._follow else line
            line += more
        return line

    def _at_end(self) -> bool:
        """True at the end; in follow mode a file that was replaced or cut starts over."""
        if not self._follow or self._file is None:
            return True
        try:
            now = self._path.stat()
        except FileNotFoundError:
            return True  # between the two halves of a rotation
        ours = os.fstat(self._file.fileno())
        if now.st_ino == ours.st_ino and now.st_size >= self._offset:
            return True
        self._file.close()
        self._file = self._open_file()
        self._offset, self._identity, self._skipping = 0, "", False
        self._notes.append(REPLACED)
        return False

    def _wires(self, records: list[bytes], *, finished: bool) -> Wires:
        now = datetime.now(UTC)
        notes, self._notes = self._notes, []
        cursor = None
        if records:
            cursor = Cursor(source=self.name, host=self._identify(), value=str(self._offset), at=now)
        return Wires(records=records, received_at=now, cursor=cursor, notes=notes, finished=finished)
