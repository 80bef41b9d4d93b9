"""Sends a letter by SMTP, or puts it into a folder where no mail server is configured. No Django here."""

import os
import secrets
import smtplib
import socket
from collections.abc import Sequence
from datetime import datetime
from email.message import EmailMessage
from pathlib import Path
from typing import Protocol

TIMEOUT_S = 10
FAULTS = (OSError, smtplib.SMTPException)
"""What sending can fail with."""


class MailSettings(Protocol):
    """firstbell.settings.Mail."""

    @property
    def host(self) -> str: ...

    @property
    def port(self) -> int: ...

    @property
    def user(self) -> str: ...

    @property
    def password(self) -> str: ...

    @property
    def sender(self) -> str: ...

    @property
    def starttls(self) -> bool: ...


def letter(sender: str, to: Sequence[str], subject: str, text: str, now: datetime) -> EmailMessage:
    """A letter that no machine answers."""
    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = sender, ", ".join(to), subject
    made["Date"] = now
    made["Auto-Submitted"] = "auto-generated"
    made.set_content(text)
    return made


def send(server: MailSettings, outbox: Path, made: EmailMessage, name: str, now: datetime) -> None:
    """Raises FAULTS. `name` becomes part of the file's name in `outbox`, which has no mail server's place."""
    if server.host:
        _smtp(server, made)
    else:
        _file(outbox, f"{now:%Y%m%dT%H%M%S}-{name}", bytes(made))


def _smtp(server: MailSettings, made: EmailMessage) -> None:
    # Named here, since smtplib's own way asks the name service, which may take long.
    with smtplib.SMTP(server.host, server.port, socket.gethostname(), timeout=TIMEOUT_S) as smtp:
        if server.starttls:
            smtp.starttls()
        if server.user:
            smtp.login(server.user, server.password)
        smtp.send_message(made)


def _file(folder: Path, name: str, content: bytes) -> None:
    """Whole or not at all."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = folder / f"{name}-{secrets.token_hex(4)}.eml"
    partial = path.with_suffix(".part")
    try:
        with os.fdopen(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(content)
        partial.rename(path)
    finally:
        partial.unlink(missing_ok=True)
