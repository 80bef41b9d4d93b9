"""A lock that the system takes back when its process dies."""

import fcntl
import os
import time
from pathlib import Path

from stream.errors import Fatal


class FileLock:
    """Advisory (flock), on a file that stays: removing it would let two hold "the" lock."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._file: int | None = None

    def acquire(self, wait_s: float) -> bool:
        """True when we hold it, at once if we do already. Fatal when the file cannot be made."""
        if self._file is not None:
            return True
        try:
            file = os.open(self.path, os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as error:
            raise Fatal(
                f"{self.path} cannot be written ({error.strerror}): make its folder writable"
            ) from None
        deadline = time.monotonic() + wait_s
        while True:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                if time.monotonic() >= deadline:
                    os.close(file)
                    return False
                time.sleep(0.05)
            else:
                break
        os.pwrite(file, f"{os.getpid():<10}\n".encode(), 0)
        self._file = file
        return True

    def holder(self) -> int | None:
        """The process that took it last."""
        try:
            return int(self.path.read_text("ascii").strip() or 0) or None
        except (OSError, ValueError):
            return None

    def release(self) -> None:
        if self._file is not None:
            os.close(self._file)
            self._file = None
