"""E-mails to the tips' mailbox, into posts. The sender goes into the envelope; attachments are not taken."""

import hashlib
import re
from collections.abc import Container
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import getaddresses, parseaddr

from ingest.fields import CLEANED, Seal, clean_text, envelope, total
from ingest.html_text import text_of
from ingest.ids import post_id
from stream.contracts import Post, Tip
from stream.source import Note, Parsed, Parser

SOURCE = "tip"
MAX_CHARS = 8000
"""Of a mail's text; what lies beyond is left out."""
MAX_SENDER = 320
"""Characters of a sender's address, and of the name before it."""
_QUOTED = re.compile(r"(?m)^>.*\n?")
_PLUS = re.compile(r"\+([a-z0-9-]{1,100})@")

_CUT = Note("info", f"a mail's text beyond {MAX_CHARS} characters was left out")
_ODD = Note("error", "a mail that is not in the standard's form was taken as it came")
_FILES = Note("info", "a mail's attachments were not taken")


def parser(seal: Seal, key: bytes | None, school: str = "", known: Container[str] | None = None) -> Parser:
    """A parser of one mail as IMAP gives it. Its school: the one after a plus in the address it was sent to
    (tips+SCHOOL@district.example) where that is `known`, else `school`, else "" for "not said"."""

    def parse(wire: bytes, received_at: datetime) -> Parsed:
        return _parse(wire, received_at, seal, key, school, known)

    return total(parse)


def _parse(  # noqa: PLR0917 - called once, above
    wire: bytes,
    received_at: datetime,
    seal: Seal,
    key: bytes | None,
    school: str,
    known: Container[str] | None,
) -> Parsed:
    name = address = chosen = native = ""
    try:
        mail = message_from_bytes(wire, policy=policy.default)
        name, address = (part[:MAX_SENDER] for part in parseaddr(str(mail.get("From", ""))))
        chosen, native = _school(mail, known), str(mail.get("Message-ID", "")).strip()
        text, notes = _text(mail)
    except Exception:  # noqa: BLE001 - the poison boundary of a library that reads anything
        # The mailbox forgets it: a person must see what it is, as it came.
        text, notes = wire.decode("utf-8", "replace")[:MAX_CHARS], [_ODD]
    cleaned, odd = clean_text(text, "text")
    post = Post(
        post_id=post_id(key, SOURCE, "mail", native or hashlib.sha256(wire).hexdigest(), _digest(cleaned)),
        version="0",
        source=SOURCE,
        text=cleaned,
        received_at=received_at,
        created_at=received_at,
        envelope=envelope(
            seal, {"account": f"mailto:{address}" if address else "", "handle": address, "name": name}
        ),
        tip=Tip(school=chosen or school, channel="mail"),
    )
    return Parsed(events=(post,), notes=[*notes, *([CLEANED] if odd else [])])


def _digest(text: str) -> str:
    """Part of the id: whoever writes a mail chooses its Message-ID, and other words under a known one are
    another tip."""
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()


def _text(mail: EmailMessage) -> tuple[str, list[Note]]:
    """Subject and body, without what a reply quotes."""
    body = mail.get_body(("plain", "html"))
    said = ""
    if body is not None:
        content = str(body.get_content())
        said = text_of(content) if body.get_content_subtype() == "html" else _QUOTED.sub("", content)
    notes = [_FILES] if any(True for _ in mail.iter_attachments()) else []
    text = "\n\n".join(part for part in (str(mail.get("Subject", "")).strip(), said.strip()) if part)
    if len(text) > MAX_CHARS:
        notes.append(_CUT)
    return text[:MAX_CHARS] or "(an empty mail)", notes


def _school(mail: EmailMessage, known: Container[str] | None) -> str:
    sent_to = [str(value) for header in ("Delivered-To", "To", "Cc") for value in mail.get_all(header, [])]
    for _, address in getaddresses(sent_to):
        found = _PLUS.search(address.lower())
        if found and (known is None or found[1] in known):
            return found[1]
    return ""
