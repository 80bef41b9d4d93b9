"""Mastodon: a REST page, a status, an SSE event or a WebSocket frame, into events.

Source of the format: docs.joinmastodon.org (entities/Status, methods/streaming), 4.5.
"""

import re
from datetime import UTC, datetime
from typing import Literal

import msgspec

from ingest.decode import Decoder, WireError, without_lone_surrogates
from ingest.fields import CLEANED, Seal, base_language, clean_text, declared_time, envelope, total
from ingest.html_text import text_of
from ingest.ids import post_id
from stream.contracts import Deletion, Post, Reason
from stream.source import Event, Note, Parsed, Parser

SOURCE = "mastodon"
_OPT_OUT_TAG = re.compile(r"#(nobot|noindex)\b", re.IGNORECASE)
_NOTHING = msgspec.Raw(b"")

_EMPTY = Note("info", "an empty page: nothing new, or the instance does not show this timeline")
_ERROR = Note("error", "the instance answered with an error; check its address, token and stream name")
_OTHER = Note("info", "an event of a kind that carries no post")
_NO_TIME = Note("info", "created_at: not a time with a zone within a year of receipt; left out")
_NO_LANG = Note("info", "language: not a language tag; left out")


class _Account(msgspec.Struct):
    acct: str
    id: str = ""
    display_name: str = ""
    url: str | None = None
    note: str = ""
    discoverable: bool | None = None
    indexable: bool | None = None
    noindex: bool | None = None


class _Media(msgspec.Struct):
    description: str | None = None


class _Option(msgspec.Struct):
    title: str


class _Poll(msgspec.Struct):
    options: list[_Option] = []


class _Status(msgspec.Struct):
    id: str
    content: str
    visibility: str
    account: _Account
    created_at: str
    edited_at: str | None = None
    spoiler_text: str = ""
    language: str | None = None
    uri: str = ""
    url: str | None = None
    reblog: msgspec.Raw = _NOTHING
    poll: _Poll | None = None
    media_attachments: list[_Media] = []


class _Frame(msgspec.Struct):
    event: str = ""
    payload: str | int = ""
    error: str = ""


_EXPECTED = "a Mastodon record is a status, a page of them, an SSE event or a WebSocket frame"
_any = Decoder(msgspec.Raw, _EXPECTED)
_string = Decoder(str, _EXPECTED)
_page = Decoder(list[msgspec.Raw], _EXPECTED)
_frame = Decoder(_Frame, "a frame has strings `event` and `payload`")
_status = Decoder(_Status, "a status has strings id, content, visibility and created_at, and an account")


def parser(seal: Seal, key: bytes | None, instance: str = "") -> Parser:
    """A parser of one wire record. `instance` is the host it comes from: ids are the instance's own."""
    return total(_Mastodon(seal, key, instance).record)


class _Mastodon:
    def __init__(self, seal: Seal, key: bytes | None, instance: str) -> None:
        self._seal = seal
        self._key = key
        self._instance = instance

    def record(self, wire: bytes, received_at: datetime) -> Parsed:
        start = wire.lstrip()[:1]
        if start == b'"':
            return self._raw(_string(wire), received_at)
        if start == b"[":
            return self._page(wire, received_at)
        _any(wire)
        return self._object(wire, received_at)

    def _raw(self, text: str, received_at: datetime) -> Parsed:
        """What a stream sends: an SSE event, a heartbeat, or a WebSocket frame as text."""
        text = text.strip()
        if text.startswith("{"):
            return self._object(_inner(text), received_at)
        fields: dict[str, list[str]] = {"event": [], "data": []}
        for line in text.splitlines():
            name, _, value = line.partition(":")
            if name in fields:
                fields[name].append(value.removeprefix(" "))
            elif name not in ("", "id", "retry"):
                raise WireError(f"wrong shape: no SSE event; {_EXPECTED}")
        if not fields["event"] and not fields["data"]:
            return Parsed(notes=(_OTHER,))
        return self._event("".join(fields["event"]), "\n".join(fields["data"]), received_at)

    def _object(self, wire: bytes, received_at: datetime) -> Parsed:
        frame: _Frame = _frame(wire)
        if frame.event:
            return self._event(frame.event, str(frame.payload), received_at)
        return Parsed(notes=(_ERROR,)) if frame.error else self._post(wire, received_at)

    def _event(self, event: str, payload: str, received_at: datetime) -> Parsed:
        if event in ("update", "status.update"):
            return self._post(_inner(payload), received_at, edited=event == "status.update")
        if event == "delete":
            if not re.fullmatch(r"\w{1,64}", payload.strip(), re.ASCII):
                raise WireError("wrong shape: the payload of a delete is the status's id")
            return Parsed(events=(self._deletion(payload.strip(), received_at),))
        if event in ("conversation", "notification"):
            return Parsed(drops=(Reason.NOT_PUBLIC,))
        return Parsed(notes=(_OTHER,))

    def _page(self, wire: bytes, received_at: datetime) -> Parsed:
        """A bad status costs itself; the others of the page go on."""
        statuses: list[msgspec.Raw] = _page(wire)
        events: list[Event] = []
        drops: list[Reason] = []
        notes: list[Note] = [] if statuses else [_EMPTY]
        for number, status in enumerate(statuses):
            try:
                parsed = self._post(status, received_at)
            except WireError as error:
                notes.append(Note("error", f"status {number} of the page: {error}"))
                continue
            events += parsed.events
            drops += parsed.drops
            notes += parsed.notes
        return Parsed(events, drops, notes)

    def _deletion(
        self, id_: str, received_at: datetime, cause: Literal["delete", "opt_out"] = "delete"
    ) -> Deletion:
        return Deletion(post_id=self._id(id_), source=SOURCE, received_at=received_at, cause=cause)

    def _id(self, id_: str) -> str:
        return post_id(self._key, SOURCE, self._instance, id_)

    def _post(self, wire: bytes | msgspec.Raw, received_at: datetime, *, edited: bool = False) -> Parsed:
        status: _Status = _status(wire)
        if not status.id:
            raise WireError("wrong shape: a status's id must not be empty")
        if (reason := _unwanted(status)) is not None:
            # An edit can withdraw what was public before.
            cause: Literal["delete", "opt_out"] = "opt_out" if reason is Reason.OPTED_OUT else "delete"
            gone = (self._deletion(status.id, received_at, cause),) if edited else ()
            return Parsed(events=gone, drops=(reason,))
        notes: list[Note] = []
        text, cleaned = clean_text(_text(status), "content")
        if cleaned:
            notes.append(CLEANED)
        created = declared_time(status.created_at, received_at)
        if created is None:
            notes.append(_NO_TIME)
        language = base_language(status.language) if status.language else None
        if status.language and language is None:
            notes.append(_NO_LANG)
        post = Post(
            post_id=self._id(status.id),
            version=_version(status),
            source=SOURCE,
            text=text,
            received_at=received_at,
            created_at=created,
            lang=language,
            envelope=self._envelope(status),
        )
        return Parsed(events=(post,), notes=notes, edited=edited)

    def _envelope(self, status: _Status) -> bytes:
        account = status.account
        author = {
            "account": account.url or account.acct,
            "handle": account.acct,
            "name": account.display_name,
            "link": status.url or status.uri,
            "uri": status.uri,
            "id": status.id,
        }
        return envelope(self._seal, author)


def _inner(text: str) -> bytes:
    """JSON that stood in a JSON string, mended where it has lone surrogates of its own."""
    wire = text.encode("utf-8", "replace")
    return without_lone_surrogates(wire) or wire


def _unwanted(status: _Status) -> Reason | None:
    account = status.account
    if status.visibility != "public":
        return Reason.NOT_PUBLIC
    if account.noindex or account.indexable is False or account.discoverable is False:
        return Reason.OPTED_OUT
    if _OPT_OUT_TAG.search(text_of(account.note)):
        return Reason.OPTED_OUT
    if status.reblog and bytes(status.reblog) != b"null":
        return Reason.OTHER_COLLECTION  # somebody else's post, which comes by itself
    return None


def _text(status: _Status) -> str:
    options = status.poll.options if status.poll else []
    parts = [
        status.spoiler_text,
        text_of(status.content),
        *(option.title for option in options),
        *(media.description or "" for media in status.media_attachments),
    ]
    return "\n".join(part for part in parts if part.strip())


def _version(status: _Status) -> str:
    """The time of the last edit, or of the post: ISO 8601 in UTC, which sorts by age."""
    try:
        time = datetime.fromisoformat(status.edited_at or status.created_at)
        if time.tzinfo is not None:
            return time.astimezone(UTC).isoformat(timespec="milliseconds")
    except (OverflowError, ValueError):
        pass
    raise WireError("wrong shape: created_at and edited_at are times with a zone")
