"""A mailbox, read by IMAP4rev1 over TLS. What was taken is deleted there, once it is durable here."""

import imaplib
import ssl
import threading
import time
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from stream.contracts import Cursor
from stream.errors import BadInput, Retriable
from stream.source import Wires

TIMEOUT_S = 20.0
MAX_MAIL = 256 * 1024
"""Bytes of one mail that are fetched; a longer one is cut, its text stands first."""
MOST = 50
_FAULTS = (OSError, imaplib.IMAP4.error, ssl.SSLError, EOFError)


class ImapConnector:
    """Looks every `every_s` seconds. The mailbox itself is the cursor: a mail that was handed out is deleted
    when the pump asks for more, for then it is durable."""

    def __init__(
        self,
        at: tuple[str, int],
        login: tuple[str, str],
        folder: str = "INBOX",
        *,
        name: str,
        every_s: float = 30.0,
        ca: Path | None = None,
    ) -> None:
        self.name = name
        self._at = at
        self._login = login
        self._folder = folder
        self._every_s = every_s
        self._tls = _context(ca)
        self._given: list[bytes] = []
        self._next = 0.0
        self._closed = threading.Event()

    def open(self, cursor: Cursor | None) -> None:
        self._closed.clear()
        self._given, self._next = [], 0.0

    def poll(self, timeout_s: float, max_records: int) -> Wires:
        """Retriable when the server is away or refuses; BadInput when it refuses the password."""
        left = self._next - time.monotonic()
        if left > 0 and not self._given:
            self._closed.wait(min(timeout_s, left))
            return Wires(records=(), received_at=datetime.now(UTC))
        self._next = time.monotonic() + self._every_s
        records = self._visit(min(MOST, max_records))
        if len(records) == MOST:
            self._next = 0.0
        return Wires(records=records, received_at=datetime.now(UTC))

    def close(self) -> None:
        self._closed.set()
        self._given = []

    def _visit(self, most: int) -> list[bytes]:
        host, port = self._at
        try:
            server = imaplib.IMAP4_SSL(host, port, ssl_context=self._tls, timeout=TIMEOUT_S)
            try:
                self._sign_in(server)
                _ok(server.select(_quoted(self._folder)), f"folder {self._folder!r} of the mailbox")
                self._delete(server)
                return self._fetch(server, most)
            finally:
                _leave(server)
        except _FAULTS as error:
            raise Retriable(
                f"the mailbox at {host}:{port} is away or refuses ({type(error).__name__}); tips wait in it"
            ) from None

    def _sign_in(self, server: imaplib.IMAP4_SSL) -> None:
        try:
            server.login(*self._login)
        except imaplib.IMAP4.error:
            # The server's own words may quote what we sent.
            raise BadInput(
                f"the mailbox at {self._at[0]} refuses user or password: correct them in [tips.mailbox]"
            ) from None

    def _delete(self, server: imaplib.IMAP4_SSL) -> None:
        for uid in self._given:
            _ok(server.uid("STORE", uid.decode(), "+FLAGS", "(\\Deleted)"), "deleting a mail")
        if self._given:
            _ok(server.expunge(), "deleting mails")
        self._given = []

    def _fetch(self, server: imaplib.IMAP4_SSL, most: int) -> list[bytes]:
        _, found = _ok(server.uid("SEARCH", "UNDELETED"), "listing mails")
        uids = (found[0] or b"").split()[:most]
        mails: list[bytes] = []
        given: list[bytes] = []
        for uid in uids:
            _, parts = _ok(
                server.uid("FETCH", uid.decode(), f"(BODY.PEEK[]<0.{MAX_MAIL}>)"), "fetching a mail"
            )
            body = next((part[1] for part in parts if isinstance(part, tuple)), None)
            if body is not None:
                mails.append(body)
                given.append(uid)
        self._given = given  # only now: what a break keeps from being handed out must not be deleted
        return mails


def _leave(server: imaplib.IMAP4_SSL) -> None:
    """imaplib's own way leaves the socket open when the connection broke."""
    with suppress(*_FAULTS):
        server.logout()
    with suppress(OSError):
        server.shutdown()


def _ok(answer: tuple[str, list[Any]], what: str) -> tuple[str, list[Any]]:
    if answer[0] != "OK":
        raise Retriable(f"the mailbox refuses {what}; it is tried again")
    return answer


def _quoted(folder: str) -> str:
    return '"' + folder.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _context(ca: Path | None) -> ssl.SSLContext:
    if ca is not None and not ca.exists():
        raise BadInput(f"{ca}: no such file; correct `ca` in [tips.mailbox]")
    context = ssl.create_default_context(cafile=str(ca) if ca else None)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return context
