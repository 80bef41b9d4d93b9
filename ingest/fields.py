"""What every source's parser needs: text, language, time and envelope as the contracts want them."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import msgspec

from ingest.decode import REPLACEMENT, WireError, without_lone_surrogates
from stream.source import Note, Parsed, Parser

Seal = Callable[[bytes], bytes]
"""Encrypts for the vault's public key. What it returns, nobody on this side can open."""

MAX_TEXT = 64 * 2**10
"""Bytes of UTF-8 in a post's text."""
NEAR = timedelta(days=366)
"""A declared time further than this from receipt is a broken clock or a backdated post."""
_ENVELOPE_STEP = 512
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
_TAG = re.compile(r"[A-Za-z]{2,3}(?![A-Za-z0-9])")

CLEANED = Note("info", "text: control characters or lone surrogates were replaced by U+FFFD")


def clean_text(text: str, field: str) -> tuple[str, bool]:
    """The text without control characters but newline and tab, and whether it had any.

    WireError when it is longer than MAX_TEXT bytes.
    """
    if len(text) * 4 > MAX_TEXT:
        size = len(text.encode("utf-8", "surrogatepass"))
        if size > MAX_TEXT:
            raise WireError(
                f"{field}: {size} bytes of text; at most {MAX_TEXT} are taken, shorten or split it"
            )
    cleaned, count = _CONTROL.subn(REPLACEMENT, text)
    return cleaned, count > 0


def base_language(tag: str) -> str | None:
    """`pt` of `pt-BR`; None when it is no language tag."""
    found = _TAG.match(tag)
    return found.group().lower() if found else None


def stated_time(value: str) -> datetime | None:
    """A time in UTC; None when unreadable or without zone."""
    try:
        time = datetime.fromisoformat(value)
        return None if time.tzinfo is None else time.astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def declared_time(value: str, near: datetime) -> datetime | None:
    """A time stated by an author's client, in UTC; None when unreadable, without zone or years off."""
    time = stated_time(value)
    return None if time is None or abs(time - near) > NEAR else time


def envelope(seal: Seal, author: Mapping[str, str | None]) -> bytes:
    """What names the author, as sealed JSON. Padded, so that its length tells no two apart."""
    plain = msgspec.json.encode({name: value for name, value in author.items() if value})
    return seal(plain.ljust(-(-len(plain) // _ENVELOPE_STEP) * _ENVELOPE_STEP))


def total(parse: Parser) -> Parser:
    """`parse` without exceptions: a WireError becomes the outcome's error.

    A record with lone surrogates is tried once more with them replaced, and noted.
    """

    def attempt(wire: bytes, received_at: datetime) -> Parsed:
        try:
            return parse(wire, received_at)
        except WireError as error:
            return Parsed(error=str(error))

    def parse_all(wire: bytes, received_at: datetime) -> Parsed:
        parsed = attempt(wire, received_at)
        if parsed.error is None or (mended := without_lone_surrogates(wire)) is None:
            return parsed
        again = attempt(mended, received_at)
        if again.error is not None or CLEANED in again.notes:
            return again
        return replace(again, notes=(*again.notes, CLEANED))

    return parse_all
