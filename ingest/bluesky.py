"""Bluesky: the wire of Jetstream, v1 (`/subscribe`) and v2 (`subscribeEvents`), into events.

Source of the format: github.com/bluesky-social/jetstream, and the lexicon app.bsky.feed.post.
"""

from datetime import UTC, datetime
from typing import Any, Literal, cast

import msgspec

from ingest.decode import Decoder, WireError
from ingest.fields import (
    CLEANED,
    Seal,
    base_language,
    clean_text,
    declared_time,
    envelope,
    stated_time,
    total,
)
from ingest.ids import event_id, post_id
from stream.contracts import AccountChange, Deletion, Gap, Post, Reason
from stream.source import Note, Parsed, Parser

SOURCE = "bluesky"
COLLECTION = "app.bsky.feed.post"
OPT_OUT = "!no-unauthenticated"

IDENTITY = Note(
    "info", "identity event: an account changed its handle or document; nothing here keeps either"
)
_NO_TIME = Note("info", "record.createdAt: not a time with a zone within a year of its event; left out")
_NO_LANG = Note("info", "record.langs: not a list of language tags; left out")
_NO_ALT = Note("info", "record.embed: not one this version can read; image descriptions in it are left out")
_NO_LABELS = Note("info", "record.labels: not self-labels; ignored")
_SYNC = Note("info", "sync event: an account's record was reset; its earlier posts are not read again")
_NOTICE = Note("info", "the server sent a notice")
_OUTDATED = "OutdatedCursor"
_STREAM_ERROR = Note("error", "the server ended the stream with an error; connect again from the last cursor")

Status = Literal["active", "deleted", "deactivated", "suspended", "takendown", "other"]
_GONE = ("deleted", "deactivated", "suspended", "takendown")
_NOTHING = msgspec.Raw(b"")


class _Commit(msgspec.Struct):
    rev: str
    operation: str
    collection: str
    rkey: str
    cid: str | None = None
    record: msgspec.Raw = _NOTHING


class _Account(msgspec.Struct):
    active: bool
    status: str | None = None
    seq: int | None = None


class _V1(msgspec.Struct):
    did: str = ""
    kind: str = ""
    time_us: int = 0
    commit: _Commit | None = None
    account: _Account | None = None
    # Members of the other wire, by which it is told apart.
    type_: str = msgspec.field(name="$type", default="")
    payload: msgspec.Raw = _NOTHING
    error: msgspec.Raw = _NOTHING


class _V2(msgspec.Struct):
    type_: str = msgspec.field(name="$type")
    did: str = ""
    time: str = ""
    seq: int = 0
    name: str = ""
    account: _Account | None = None


class _Record(msgspec.Struct):
    text: str
    type_: str = msgspec.field(name="$type", default=COLLECTION)
    created: msgspec.Raw = msgspec.field(name="createdAt", default=_NOTHING)
    langs: msgspec.Raw = _NOTHING
    labels: msgspec.Raw = _NOTHING
    embed: msgspec.Raw = _NOTHING


class _Image(msgspec.Struct):
    alt: str = ""


class _Embed(msgspec.Struct):
    images: list[_Image] = []
    alt: str = ""
    media: "_Embed | None" = None


class _Label(msgspec.Struct):
    val: str


class _Labels(msgspec.Struct):
    values: list[_Label] = []


_EXPECTED = "a Jetstream event is an object with did, time_us, kind and its commit, identity or account"
_v1 = Decoder(_V1, _EXPECTED)
_v2 = Decoder(_V2, "a subscribeEvents payload is an object with $type, did, seq and time")
_v2_commit = Decoder(_Commit, "a #commit payload has rev, operation, collection and rkey")
_record = Decoder(_Record, f"a record of {COLLECTION} is an object with a string `text`")
_strings = Decoder(list[str], "")
_string = Decoder(str, "")
_embed = Decoder(_Embed, "")
_labels = Decoder(_Labels, "")


def parser(seal: Seal, key: bytes | None) -> Parser:
    """A parser of one Jetstream event. `seal` encrypts what names the author; `key` keys the ids."""
    return total(_Bluesky(seal, key).event)


class _Bluesky:
    def __init__(self, seal: Seal, key: bytes | None) -> None:
        self._seal = seal
        self._key = key

    def event(self, wire: bytes, received_at: datetime) -> Parsed:
        event: _V1 = _v1(wire)
        if event.kind == "commit" and event.commit is not None:
            return self._commit(
                _account_id(event.did), event.commit, _witnessed(event.time_us, received_at), received_at
            )
        if event.kind == "account" and event.account is not None:
            mark = event.account.seq if event.account.seq is not None else event.time_us
            return self._account(_account_id(event.did), event.account, str(mark), received_at)
        if event.kind == "identity":
            _account_id(event.did)
            return Parsed(notes=(IDENTITY,))
        if event.type_ == "message" and event.payload:
            return self._message(event.payload, received_at)
        if event.error and (event.type_ in ("", "error")) and not event.kind:
            return Parsed(notes=(_STREAM_ERROR,))
        if event.kind in ("commit", "account"):
            raise WireError(f"wrong shape: an event of kind {event.kind} needs its member `{event.kind}`")
        raise WireError(f"wrong shape: `kind` is missing or unknown; {_EXPECTED}")

    def _message(self, payload: msgspec.Raw, received_at: datetime) -> Parsed:
        message: _V2 = _v2(payload)
        kind = message.type_.rpartition("#")[2]
        if kind == "commit":
            witnessed = stated_time(message.time) or received_at
            return self._commit(_account_id(message.did), _v2_commit(payload), witnessed, received_at)
        if kind == "account" and message.account is not None:
            return self._account(_account_id(message.did), message.account, str(message.seq), received_at)
        if kind == "info" and message.name == _OUTDATED:
            return Parsed(events=(self._outdated(payload, received_at),), notes=(_NOTICE,))
        notes = {"identity": IDENTITY, "sync": _SYNC, "info": _NOTICE}
        if kind in notes:
            return Parsed(notes=(notes[kind],))
        raise WireError("wrong shape: a payload's $type ends in #commit, #identity, #account, #sync or #info")

    def _outdated(self, payload: msgspec.Raw, received_at: datetime) -> Gap:
        """The cursor was older than what the server holds: what lay between is not in this stream."""
        return Gap(
            post_id=event_id(self._key, SOURCE, "gap", bytes(payload).decode("utf-8", "replace")),
            where=SOURCE,
            first="the cursor",
            last="the server's oldest event",
            at=received_at,
            why="the server no longer had the events after the cursor",
        )

    def _account(self, did: str, account: _Account, mark: str, received_at: datetime) -> Parsed:
        status = "active" if account.active else account.status if account.status in _GONE else "other"
        change = AccountChange(
            post_id=event_id(self._key, SOURCE, did, mark),
            source=SOURCE,
            received_at=received_at,
            status=cast(Status, status),
            envelope=envelope(self._seal, {"account": did, "did": did}),
        )
        return Parsed(events=(change,))

    def _commit(self, did: str, commit: _Commit, witnessed: datetime, received_at: datetime) -> Parsed:
        if commit.collection != COLLECTION:
            return Parsed(drops=(Reason.OTHER_COLLECTION,))
        if not commit.rkey or not commit.rev:
            raise WireError("wrong shape: commit.rkey and commit.rev must not be empty")
        id_ = post_id(self._key, SOURCE, did, commit.collection, commit.rkey)
        if commit.operation == "delete":
            return Parsed(events=(Deletion(post_id=id_, source=SOURCE, received_at=received_at),))
        if commit.operation not in ("create", "update"):
            raise WireError("wrong shape: commit.operation is one of create, update and delete")
        if not commit.record or bytes(commit.record) == b"null":
            raise WireError(f"wrong shape: a {commit.operation} needs commit.record")
        record: _Record = _record(commit.record)
        edited = commit.operation == "update"
        if record.type_ != COLLECTION:
            return Parsed(drops=(Reason.BAD_RECORD,))
        notes: list[Note] = []
        if _opted_out(record, notes):
            gone = Deletion(post_id=id_, source=SOURCE, received_at=received_at, cause="opt_out")
            return Parsed(events=(gone,) if edited else (), drops=(Reason.OPTED_OUT,))
        text, cleaned = clean_text(
            "\n".join((record.text, *_descriptions(record, notes))), "commit.record.text"
        )
        if cleaned:
            notes.append(CLEANED)
        uri = f"at://{did}/{commit.collection}/{commit.rkey}"
        post = Post(
            post_id=id_,
            version=commit.rev,
            source=SOURCE,
            text=text,
            received_at=received_at,
            created_at=_created(record, witnessed, notes),
            lang=_language(record, notes),
            envelope=envelope(
                self._seal,
                {
                    "account": did,
                    "did": did,
                    "rkey": commit.rkey,
                    "uri": uri,
                    "cid": commit.cid,
                    "link": f"https://bsky.app/profile/{did}/post/{commit.rkey}",
                },
            ),
        )
        return Parsed(events=(post,), notes=notes, edited=edited)


def _account_id(did: str) -> str:
    if not did.startswith("did:"):
        raise WireError(f"wrong shape: `did` is missing or no DID; {_EXPECTED}")
    return did


def _witnessed(time_us: int, received_at: datetime) -> datetime:
    """When the server saw it: a recorded line stays right although it is read years later."""
    if 10**15 <= time_us < 4 * 10**15:
        return datetime.fromtimestamp(time_us / 1e6, UTC)
    return received_at


def _optional(decoder: Decoder, raw: msgspec.Raw, note: Note, notes: list[Note]) -> Any:
    """A member that a post can do without: None when absent; None and a note when unusable."""
    if not raw or bytes(raw) == b"null":
        return None
    try:
        return decoder(raw)
    except WireError:
        notes.append(note)
        return None


def _opted_out(record: _Record, notes: list[Note]) -> bool:
    labels = _optional(_labels, record.labels, _NO_LABELS, notes)
    return labels is not None and any(label.val == OPT_OUT for label in labels.values)


def _descriptions(record: _Record, notes: list[Note]) -> list[str]:
    embed: _Embed | None = _optional(_embed, record.embed, _NO_ALT, notes)
    if embed is None:
        return []
    embeds = (embed, embed.media) if embed.media else (embed,)
    alts = [alt for part in embeds for alt in (*(image.alt for image in part.images), part.alt)]
    return [alt for alt in alts if alt.strip()]


def _language(record: _Record, notes: list[Note]) -> str | None:
    langs = _optional(_strings, record.langs, _NO_LANG, notes)
    if not langs:
        return None
    language = base_language(langs[0])
    if language is None:
        notes.append(_NO_LANG)
    return language


def _created(record: _Record, witnessed: datetime, notes: list[Note]) -> datetime | None:
    before = len(notes)
    value = _optional(_string, record.created, _NO_TIME, notes)
    created = declared_time(value, witnessed) if value is not None else None
    if created is None and len(notes) == before:
        notes.append(_NO_TIME)
    return created
