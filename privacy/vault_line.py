"""Between the vault's process and those who ask it: a Unix socket in the home folder, mode 600. No Django here.

One question a connection: a frame of four bytes' length and MessagePack. Whoever may connect is the user
whom the home folder belongs to; what is released is decided by the entry in the audit log, not by who asks.
"""

import fcntl
import os
import socket
import socketserver
import struct
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple, Protocol

import msgspec

from stream.errors import BadInput, Fatal, FirstbellError, Retriable

SOCKET = "vault.sock"
LOCK = "vault.lock"
TIMEOUT_S = 60.0
_MOST = 64 << 20
_LENGTH = struct.Struct(">I")
_ERRORS: dict[str, type[FirstbellError]] = {"BadInput": BadInput, "Fatal": Fatal, "Retriable": Retriable}


class InPassing(NamedTuple):
    """Of a post in the stream, what the vault needs to say whether its account went away."""

    post_id: str
    source: str
    received_at: datetime
    envelope: bytes


class Vault(Protocol):
    """What can be asked; privacy.vault_room has the promises."""

    def ready(self) -> None: ...
    def release(self, item: int, seq: int, field: str) -> str: ...
    def notes(self, item: int, seq: int, blobs: list[bytes]) -> list[str]: ...
    def embeddings(self, seq: int, items: list[int]) -> dict[int, bytes]: ...
    def disclosed(self, disclosure: int, seq: int) -> dict[int, bytes]: ...
    def copied(self, disclosure: int, seq: int) -> dict[str, tuple[bytes, str]]: ...
    def request_words(self, request: int, seq: int) -> dict[str, bytes]: ...
    def matched(self, request: int, seq: int) -> int: ...
    def gone(self) -> list[int]: ...
    def passing(self, posts: list[InPassing]) -> list[str]: ...
    def rotate(self) -> str: ...


class _Question(msgspec.Struct, array_like=True):
    name: str
    arguments: msgspec.Raw


class _Answer(msgspec.Struct, array_like=True):
    error: str
    message: str
    value: msgspec.Raw


_ASKED: dict[str, tuple[Any, Any]] = {
    "ready": (tuple[()], None),
    "release": (tuple[int, int, str], str),
    "notes": (tuple[int, int, list[bytes]], list[str]),
    "embeddings": (tuple[int, list[int]], dict[int, bytes]),
    "disclosed": (tuple[int, int], dict[int, bytes]),
    "copied": (tuple[int, int], dict[str, tuple[bytes, str]]),
    "request_words": (tuple[int, int], dict[str, bytes]),
    "matched": (tuple[int, int], int),
    "gone": (tuple[()], list[int]),
    "passing": (tuple[list[InPassing]], list[str]),
    "rotate": (tuple[()], str),
}
"""Each question with the types of its arguments and of its answer."""


class Line:
    """The vault, asked through its socket. Fatal, with the remedy, when it does not answer; its own errors
    come as they are."""

    def __init__(self, home: Path) -> None:
        self._home = home

    def ready(self) -> None:
        self._ask("ready")

    def release(self, item: int, seq: int, field: str) -> str:
        return str(self._ask("release", item, seq, field))

    def notes(self, item: int, seq: int, blobs: list[bytes]) -> list[str]:
        found: list[str] = self._ask("notes", item, seq, blobs)
        return found

    def embeddings(self, seq: int, items: list[int]) -> dict[int, bytes]:
        found: dict[int, bytes] = self._ask("embeddings", seq, items)
        return found

    def disclosed(self, disclosure: int, seq: int) -> dict[int, bytes]:
        found: dict[int, bytes] = self._ask("disclosed", disclosure, seq)
        return found

    def copied(self, disclosure: int, seq: int) -> dict[str, tuple[bytes, str]]:
        found: dict[str, tuple[bytes, str]] = self._ask("copied", disclosure, seq)
        return found

    def request_words(self, request: int, seq: int) -> dict[str, bytes]:
        found: dict[str, bytes] = self._ask("request_words", request, seq)
        return found

    def matched(self, request: int, seq: int) -> int:
        return int(self._ask("matched", request, seq))

    def gone(self) -> list[int]:
        found: list[int] = self._ask("gone")
        return found

    def passing(self, posts: list[InPassing]) -> list[str]:
        found: list[str] = self._ask("passing", posts)
        return found

    def rotate(self) -> str:
        return str(self._ask("rotate"))

    def _ask(self, name: str, *arguments: object) -> Any:
        try:
            with _path(self._home) as path, socket.socket(socket.AF_UNIX) as line:
                line.settimeout(TIMEOUT_S)
                line.connect(path)
                _send(line, msgspec.msgpack.encode((name, arguments)))
                answer = msgspec.msgpack.decode(_receive(line), type=_Answer)
        except (OSError, EOFError, msgspec.MsgspecError) as error:
            raise Fatal(
                f"the vault does not answer at {self._home / SOCKET} ({type(error).__name__}): `firstbell run`"
                " starts it; alone it is `firstbell worker vault`"
            ) from None
        if answer.error:
            raise _ERRORS.get(answer.error, Fatal)(answer.message)
        kind = _ASKED[name][1]
        return None if kind is None else msgspec.msgpack.decode(answer.value, type=kind)


class Server:
    """Answers at the home folder's socket until close(). Fatal when another vault runs there."""

    def __init__(self, home: Path, vault: Vault, *, after: Callable[[], None] = lambda: None) -> None:
        """`after` is called in each thread when a question is answered: to give back database connections."""
        self._home = home
        self._alone = alone(home)
        self._alone.__enter__()
        (home / SOCKET).unlink(missing_ok=True)
        before = os.umask(0o177)
        try:
            with _path(home) as path:
                self._server = _Threads(path, _handler(vault, after))
        finally:
            os.umask(before)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.1,), daemon=True)
        self._thread.start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        with suppress(FileNotFoundError):
            (self._home / SOCKET).unlink()
        self._alone.__exit__(None, None, None)


class Here:
    """The vault in this very process, for tests and for commands that run while nothing else does."""

    def __getattr__(self, name: str) -> Any:
        from privacy.vault_room import Room  # noqa: PLC0415 - it needs Django's tables

        return getattr(Room(), name)


@contextmanager
def alone(home: Path) -> Iterator[None]:
    """Nobody else is this home's vault meanwhile. Fatal when somebody is."""
    folder = home / "state"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    lock = os.open(folder / LOCK, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Fatal(f"another vault runs in {home}: stop it first") from None
        yield
    finally:
        os.close(lock)


def runs(home: Path) -> bool:
    """Whether a vault runs in this home folder."""
    try:
        with alone(home):
            return False
    except Fatal:
        return True


class _Threads(socketserver.ThreadingUnixStreamServer):
    daemon_threads = True
    request_queue_size = 64

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Nothing to standard error: a traceback may quote what was asked."""


def _handler(vault: Vault, after: Callable[[], None]) -> type[socketserver.BaseRequestHandler]:
    class Handler(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            self.request.settimeout(TIMEOUT_S)
            try:
                with suppress(OSError, EOFError):
                    _send(self.request, _answer(vault, _receive(self.request)))
            finally:
                after()

    return Handler


def _answer(vault: Vault, frame: bytes) -> bytes:
    try:
        asked = msgspec.msgpack.decode(frame, type=_Question)
        types, _ = _ASKED[asked.name]
        value = getattr(vault, asked.name)(*msgspec.msgpack.decode(asked.arguments, type=types))
        return msgspec.msgpack.encode(("", "", value))
    except FirstbellError as error:
        kind = next((name for name, one in _ERRORS.items() if isinstance(error, one)), "Fatal")
        return msgspec.msgpack.encode((kind, str(error), None))
    except (msgspec.MsgspecError, KeyError):
        return msgspec.msgpack.encode(("BadInput", "the vault was asked something it does not know", None))
    except Exception as error:  # noqa: BLE001 - the process's own boundary: one question must not end the vault
        return msgspec.msgpack.encode(("Fatal", f"the vault failed ({type(error).__name__})", None))


@contextmanager
def _path(home: Path) -> Iterator[str]:
    """The socket's path, short enough for the kernel (108 bytes) wherever the home folder lies."""
    if len(os.fsencode(home / SOCKET)) < 100 or sys.platform != "linux":
        yield str(home / SOCKET)
        return
    folder = os.open(home, os.O_RDONLY | os.O_DIRECTORY)
    try:
        yield f"/proc/self/fd/{folder}/{SOCKET}"
    finally:
        os.close(folder)


def _send(line: socket.socket, frame: bytes) -> None:
    line.sendall(_LENGTH.pack(len(frame)) + frame)


def _receive(line: socket.socket) -> bytes:
    (length,) = _LENGTH.unpack(_exactly(line, _LENGTH.size))
    if length > _MOST:
        raise EOFError
    return _exactly(line, length)


def _exactly(line: socket.socket, length: int) -> bytes:
    parts = bytearray()
    while len(parts) < length:
        part = line.recv(min(1 << 20, length - len(parts)))
        if not part:
            raise EOFError
        parts += part
    return bytes(parts)
