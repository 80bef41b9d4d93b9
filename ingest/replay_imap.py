"""A mailbox on loopback: enough of IMAP4rev1 over TLS for the real connector, with faults on demand."""

import re
import socket
import ssl
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Self

_TAGGED = re.compile(rb"(\S+) (UID )?([A-Za-z]+) ?(.*?)\r?\n", re.DOTALL)
_ONE = re.compile(rb"(\d+) ")


class ImapTwin:
    """Serves `mails` (uid -> bytes) with this certificate and password. `cut_after` bytes of an answer the
    connection breaks, once."""

    def __init__(self, certificate: Path, key: Path, password: str = "letter-box") -> None:  # noqa: S107 - a test's mailbox
        self.mails: dict[int, bytes] = {}
        self.deleted: set[int] = set()
        self.logins = 0
        self.cut_after: int | None = None
        self._password = password
        self._tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self._tls.load_cert_chain(certificate, key)
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._socket.getsockname()[1]
        self._thread = threading.Thread(target=self._serve, daemon=True)

    def put(self, mail: bytes) -> int:
        uid = max(self.mails, default=0) + 1
        self.mails[uid] = mail
        return uid

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        # A connection wakes accept(); closing alone does not everywhere.
        self._stopping = True
        with suppress(OSError):
            socket.create_connection(("127.0.0.1", self.port), timeout=5).close()
        self._thread.join(10)
        self._socket.close()

    _stopping = False

    def _serve(self) -> None:
        while True:
            connection, _ = self._socket.accept()
            if self._stopping:
                connection.close()
                return
            with connection, suppress(OSError, ssl.SSLError):
                connection.settimeout(10)
                with self._tls.wrap_socket(connection, server_side=True) as client:
                    self._talk(client)

    def _talk(self, client: ssl.SSLSocket) -> None:
        self._say(client, b"* OK twin ready\r\n")
        with client.makefile("rb") as lines:
            for line in lines:
                found = _TAGGED.match(line)
                if found is None:
                    return
                tag, _, command, rest = found.groups()
                answer = self._ANSWERS.get(command.upper(), ImapTwin._unknown)(self, rest)
                self._say(client, answer.replace(b"%T", tag))
                if command.upper() == b"LOGOUT":
                    return

    def _say(self, client: ssl.SSLSocket, answer: bytes) -> None:
        if self.cut_after is not None and len(answer) > self.cut_after:
            client.sendall(answer[: self.cut_after])
            self.cut_after = None
            raise OSError("cut")
        client.sendall(answer)

    def _capability(self, _: bytes) -> bytes:
        return b"* CAPABILITY IMAP4rev1\r\n%T OK done\r\n"

    def _login(self, rest: bytes) -> bytes:
        self.logins += 1
        if f'"{self._password}"'.encode() not in rest and self._password.encode() not in rest.split():
            return b"%T NO wrong\r\n"
        return b"%T OK in\r\n"

    def _select(self, _: bytes) -> bytes:
        return b"* %d EXISTS\r\n%%T OK [READ-WRITE] done\r\n" % len(self.mails)

    def _search(self, _: bytes) -> bytes:
        uids = b" ".join(b"%d" % uid for uid in sorted(set(self.mails) - self.deleted))
        return b"* SEARCH " + uids + b"\r\n%T OK done\r\n"

    def _fetch(self, rest: bytes) -> bytes:
        one = _ONE.match(rest)
        uid = int(one[1]) if one else 0
        body = self.mails.get(uid)
        if body is None:
            return b"%T OK nothing\r\n"
        return (
            b"* %d FETCH (UID %d BODY[]<0> {%d}\r\n" % (uid, uid, len(body)) + body + b")\r\n%T OK done\r\n"
        )

    def _store(self, rest: bytes) -> bytes:
        one = _ONE.match(rest)
        if one:
            self.deleted.add(int(one[1]))
        return b"%T OK done\r\n"

    def _expunge(self, _: bytes) -> bytes:
        for uid in self.deleted:
            self.mails.pop(uid, None)
        self.deleted.clear()
        return b"%T OK done\r\n"

    def _logout(self, _: bytes) -> bytes:
        return b"* BYE bye\r\n%T OK done\r\n"

    def _unknown(self, _: bytes) -> bytes:
        return b"%T BAD what\r\n"

    _ANSWERS: "dict[bytes, Callable[[ImapTwin, bytes], bytes]]" = {  # noqa: RUF012 - a table, never changed
        b"CAPABILITY": _capability,
        b"LOGIN": _login,
        b"SELECT": _select,
        b"SEARCH": _search,
        b"FETCH": _fetch,
        b"STORE": _store,
        b"EXPUNGE": _expunge,
        b"NOOP": _search,
        b"LOGOUT": _logout,
    }
