"""Telegram's public channels: an update of the Bot API, or a page of t.me/s/<channel>, into events.

Source of the format: core.telegram.org/bots/api; the page's own classes. Only channels that have a
public name are read: groups and private chats are dropped.
"""

from datetime import datetime
from typing import Any

import msgspec

from ingest.decode import Decoder, WireError
from ingest.fields import Seal, total
from ingest.making import Maker, Outcome, numbered, placed, unix, unwrapped
from ingest.telegram_page import messages
from stream.contracts import PlaceTag, Point, Reason
from stream.source import Note, Parsed, Parser

SOURCE = "telegram"

_EMPTY = Note("info", "an answer or a page without messages")
_ERROR = Note("error", "Telegram answered with an error; check the bot's token, and wait as long as it says")
_MEMBER = Note("info", "a change of membership, which carries no post")


class _Chat(msgspec.Struct):
    type: str
    id: int = 0
    username: str = ""


class _Location(msgspec.Struct):
    latitude: float
    longitude: float
    horizontal_accuracy: float | None = None


class _Venue(msgspec.Struct):
    location: _Location
    title: str = ""


class _Option(msgspec.Struct):
    text: str = ""


class _Poll(msgspec.Struct):
    question: str = ""
    options: list[_Option] = []


class _Message(msgspec.Struct):
    message_id: int
    date: int
    chat: _Chat
    edit_date: int = 0
    text: str = ""
    caption: str = ""
    author_signature: str = ""
    location: _Location | None = None
    venue: _Venue | None = None
    poll: _Poll | None = None


class _Update(msgspec.Struct):
    update_id: int | None = None
    channel_post: msgspec.Raw = msgspec.Raw(b"")
    edited_channel_post: msgspec.Raw = msgspec.Raw(b"")
    message_id: int | None = None


class _Answer(msgspec.Struct):
    ok: bool | None = None
    result: Any = None


_EXPECTED = "a Telegram record is an update, an answer to getUpdates, or a page of t.me/s/ as a JSON string"
_text = Decoder(str, _EXPECTED)
_answer = Decoder(_Answer, _EXPECTED)
_members = Decoder(dict[str, msgspec.Raw], _EXPECTED)
_list = Decoder(list[msgspec.Raw], "`result` is a list of updates")
_update = Decoder(_Update, _EXPECTED)
_message = Decoder(_Message, "a message has `message_id`, `date` and `chat.type`")
_SERVICE = frozenset(
    [
        "channel_chat_created",
        "new_chat_title",
        "new_chat_photo",
        "delete_chat_photo",
        "pinned_message",
        "boost_added",
        "message_auto_delete_timer_changed",
        "migrate_to_chat_id",
        "migrate_from_chat_id",
        "chat_background_set",
        "video_chat_scheduled",
        "video_chat_started",
        "video_chat_ended",
        "video_chat_participants_invited",
        "giveaway_created",
        "giveaway_completed",
        "direct_message_price_changed",
        "suggested_post_paid",
    ]
)
"""Members that make a message a notice of the channel's own: nobody wrote it."""
_PRIVATE = (
    "message",
    "edited_message",
    "business_message",
    "edited_business_message",
    "deleted_business_messages",
)


def parser(seal: Seal, key: bytes | None) -> Parser:
    """A parser of one update, one answer of getUpdates, one message or one page."""
    maker = Maker(SOURCE, seal, key)
    return total(lambda wire, received_at: _record(wire, received_at, maker))


def _record(wire: bytes, received_at: datetime, maker: Maker) -> Parsed:
    wire = unwrapped(wire, _text)
    out = Outcome()
    if wire.lstrip().startswith(b"<"):
        _page(wire, out, maker, received_at)
        return out.parsed(_EMPTY)
    members: dict[str, msgspec.Raw] = _members(wire)
    if "ok" not in members:
        _one(wire, members, out, maker, received_at)
        return out.parsed(_EMPTY)
    if not _answer(wire).ok:
        out.notes.append(_ERROR)
    elif "result" in members and bytes(members["result"]).lstrip().startswith(b"["):
        out.each(
            _list(members["result"]),
            "update",
            lambda one: _one(one, _members(one), out, maker, received_at),
        )
        out.edited = False
    return out.parsed(_EMPTY)


def _one(
    wire: Any, members: dict[str, msgspec.Raw], out: Outcome, maker: Maker, received_at: datetime
) -> None:
    if "message_id" in members:
        _post(wire, out, maker, received_at)
        return
    update: _Update = _update(wire)
    if update.channel_post:
        _post(update.channel_post, out, maker, received_at)
    elif update.edited_channel_post:
        _post(update.edited_channel_post, out, maker, received_at, edited=True)
    elif any(name in members for name in _PRIVATE):
        out.drops.append(Reason.NOT_PUBLIC)
    elif "my_chat_member" in members or "chat_member" in members:
        out.notes.append(_MEMBER)
    elif update.update_id is not None:
        out.drops.append(Reason.OTHER_COLLECTION)
    else:
        raise WireError(f"wrong shape: {_EXPECTED}")


def _post(wire: Any, out: Outcome, maker: Maker, received_at: datetime, *, edited: bool = False) -> None:
    message: _Message = _message(wire)
    channel = message.chat.username
    if message.chat.type != "channel" or not channel:
        out.drops.append(Reason.NOT_PUBLIC)
        return
    if not (message.text or message.caption) and _SERVICE & _members(wire).keys():
        out.drops.append(Reason.OTHER_COLLECTION)
        return
    poll = message.poll or _Poll()
    where = message.venue.location if message.venue else message.location
    maker.post(
        out,
        _native(channel, message.message_id),
        numbered(max(message.date, message.edit_date)),
        (message.text, message.caption, poll.question, *(option.text for option in poll.options)),
        received_at=received_at,
        created=unix(message.date),
        lang=None,
        author=_author(channel, message.message_id, message.author_signature),
        point=_point(where, out),
        places=(PlaceTag(name=message.venue.title, kind="venue"),) if message.venue else (),
    )
    out.edited = edited


def _point(where: _Location | None, out: Outcome) -> Point | None:
    return placed(where.longitude, where.latitude, where.horizontal_accuracy, out) if where else None


def _page(wire: bytes, out: Outcome, maker: Maker, received_at: datetime) -> None:
    """A whole page of t.me/s/<channel>; WireError when it is another page, or torn."""
    for shown in messages(wire.decode("utf-8", "replace")):
        if shown.service:
            out.drops.append(Reason.OTHER_COLLECTION)
            continue
        maker.post(
            out,
            _native(shown.channel, shown.number),
            shown.version,
            (shown.text,),
            received_at=received_at,
            created=shown.at,
            lang=None,
            author=_author(shown.channel, shown.number, shown.author),
        )


def _native(channel: str, number: int) -> tuple[str, str]:
    """A public name is the same in any case of its letters."""
    if number < 0:
        raise WireError("wrong shape: `message_id` is not negative")
    return channel.lower(), str(number)


def _author(channel: str, number: int, signature: str) -> dict[str, str | None]:
    return {
        "account": channel.lower(),
        "handle": channel,
        "name": signature,
        "link": f"https://t.me/{channel}/{number}",
        "id": str(number),
    }
