"""X: a line of the v2 filtered stream, a page of a v2 search, a compliance event, into events.

Source of the format: docs.x.com (filtered stream, compliance), OpenAPI 2.167. The older v1.1 shape is
read as well, because its coordinates stand the other way round.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import msgspec

from ingest.decode import Decoder, WireError
from ingest.fields import Seal, stated_time, total
from ingest.making import Maker, Outcome, Status, numbered, placed, unwrapped
from ingest.x_older import box, older, scrubbed, shown
from stream.contracts import PlaceTag, Point, Reason
from stream.source import Note, Parsed, Parser

SOURCE = "x"

_ALIVE = Note("info", "a keep-alive line, or a page without posts")
_ENDED = Note("error", "X ended the stream or answered with an error; connect again with its own back-off")
_PARTIAL = Note("error", "X left part of what was asked for out of its answer")
_WITHHELD = Note("info", "a notice about posts or accounts withheld or changed elsewhere; nothing to do here")
_WARNING = Note("info", "X warns that we read too slowly")

_ACCOUNT: Mapping[str, Status] = {
    "user_delete": "deleted",
    "user_undelete": "active",
    "user_protect": "deactivated",
    "user_unprotect": "active",
    "user_suspend": "suspended",
    "user_unsuspend": "active",
}
_REMOVED = ("deleted", "deactivated", "protected", "suspended")


class _Ref(msgspec.Struct):
    id: str = ""
    author_id: str = ""


class _Geo(msgspec.Struct):
    place_id: str = ""
    coordinates: Any = None


class _Long(msgspec.Struct):
    text: str


class _Related(msgspec.Struct):
    type: str = ""


class _Attached(msgspec.Struct):
    media_keys: list[str] = []


class _Tweet(msgspec.Struct):
    id: str
    text: str
    author_id: str = ""
    created_at: str = ""
    lang: str | None = None
    geo: _Geo | None = None
    note_tweet: _Long | None = None
    edit_history_tweet_ids: list[str] = []
    referenced_tweets: list[_Related] = []
    attachments: _Attached | None = None


class _Feature(msgspec.Struct):
    bbox: list[float] = []


class _Place(msgspec.Struct):
    id: str
    full_name: str = ""
    place_type: str = ""
    geo: _Feature | None = None


class _User(msgspec.Struct):
    id: str
    username: str = ""
    name: str = ""
    protected: bool = False


class _Media(msgspec.Struct):
    media_key: str = ""
    alt_text: str = ""


class _Includes(msgspec.Struct):
    places: list[_Place] = []
    users: list[_User] = []
    media: list[_Media] = []


_NONE = msgspec.Raw(b"null")
_EXPECTED = "a line of X's stream is an object with `data`, or one with `errors`"
_object = Decoder(dict[str, msgspec.Raw], _EXPECTED)
_text = Decoder(str, _EXPECTED)
_any = Decoder(Any, _EXPECTED)
_list = Decoder(list[msgspec.Raw], "`data` is a post or a list of posts")
_tweet = Decoder(_Tweet, "a post has strings `id` and `text`")
_includes = Decoder(_Includes, "`includes` has lists of places, users and media")


def parser(seal: Seal, key: bytes | None) -> Parser:
    """A parser of one record: a post, a page of posts, a compliance event or a notice."""
    maker = Maker(SOURCE, seal, key)
    return total(lambda wire, received_at: _record(wire, received_at, maker))


def _record(wire: bytes, received_at: datetime, maker: Maker) -> Parsed:
    wire = unwrapped(wire, _text)
    out = Outcome()
    if not wire.strip():
        return out.parsed(_ALIVE)
    members: dict[str, msgspec.Raw] = _object(wire)
    if "id_str" in members or "delete" in members or "scrub_geo" in members:
        older(_any(wire), out, maker, received_at)
    elif "action" in members and "id" in members:
        _batch(_any(wire), out, maker, received_at)
    elif "data" in members:
        _data(members, out, maker, received_at)
    elif not _notice(members, out, maker, received_at):
        raise WireError(f"wrong shape: neither `data` nor `errors`; {_EXPECTED}")
    if "errors" in members and "data" in members:
        out.notes.append(_PARTIAL)
    return out.parsed(_ALIVE)


def _notice(members: Mapping[str, msgspec.Raw], out: Outcome, maker: Maker, received_at: datetime) -> bool:
    """What the stream says of itself. False: nothing known."""
    if {"errors", "title", "disconnect", "connection_issue"} & members.keys():
        out.notes.append(_ENDED)
    elif "limit" in members:
        left = str(_any(members["limit"]))[:200]
        why = "X held posts back: more matched than its limit lets through"
        out.events.append(maker.gap(("limit", left), received_at, "unknown", "unknown", why))
    elif "warning" in members:
        out.notes.append(_WARNING)
    elif {"status_withheld", "user_withheld"} & members.keys():
        out.notes.append(_WITHHELD)
    elif "meta" in members:
        out.notes.append(_ALIVE)
    else:
        return False
    return True


def _data(members: Mapping[str, msgspec.Raw], out: Outcome, maker: Maker, received_at: datetime) -> None:
    given = members.get("includes", _NONE)
    includes: _Includes = _Includes() if given == _NONE else _includes(given)
    data = members["data"]
    if bytes(data).lstrip().startswith(b"["):
        out.each(_list(data), "post", lambda one: _post(_tweet(one), includes, out, maker, received_at))
        out.edited = False
        return
    inner: dict[str, msgspec.Raw] = _object(data)
    if "id" in inner and "text" in inner:
        _post(_tweet(data), includes, out, maker, received_at)
    else:
        _compliance(inner, out, maker, received_at)


def _compliance(inner: Mapping[str, msgspec.Raw], out: Outcome, maker: Maker, received_at: datetime) -> None:
    """One event of a compliance stream: `{"delete": {"tweet": {"id"}, "event_at"}}` and the like."""
    name, raw = next(iter(inner.items()), ("", msgspec.Raw(b"null")))
    event = _any(raw)
    event = event if isinstance(event, dict) else {}
    tweet, user = _id(event.get("tweet")), _id(event.get("user"))
    mark = str(event.get("event_at", ""))[:64]
    if name == "delete" and tweet:
        out.events.append(maker.gone((tweet,), received_at))
    elif name == "scrub_geo" and user:
        scrubbed(user, str(event.get("up_to_tweet_id", "")), out, maker, received_at)
    elif name in _ACCOUNT and user:
        out.events.append(maker.account(user, _ACCOUNT[name], mark, received_at))
    elif name in ("withheld", "drop", "undrop", "user_withheld", "user_profile_modification", "tweet_edit"):
        out.notes.append(_WITHHELD)
    else:
        raise WireError("wrong shape: `data` is a post with `id` and `text`, or a known compliance event")


def _batch(line: dict[str, Any], out: Outcome, maker: Maker, received_at: datetime) -> None:
    """One line of a batch compliance result."""
    id_, reason = line.get("id"), line.get("reason")
    if not isinstance(id_, str) or not id_:
        raise WireError("wrong shape: a compliance line has a string `id`")
    if reason == "scrub_geo":
        out.events.append(maker.gone((id_,), received_at, scrub_geo=True))
    elif line.get("action") == "delete" or reason in _REMOVED:
        out.events.append(maker.gone((id_,), received_at))
    else:
        out.notes.append(_WITHHELD)


def _id(value: Any) -> str:
    found = value.get("id") if isinstance(value, dict) else None
    return found if isinstance(found, str) else ""


def _post(tweet: _Tweet, includes: _Includes, out: Outcome, maker: Maker, received_at: datetime) -> None:
    if any(related.type == "retweeted" for related in tweet.referenced_tweets):
        out.drops.append(Reason.OTHER_COLLECTION)  # somebody else's post, which comes by itself
        return
    user = next((user for user in includes.users if user.id == tweet.author_id), None)
    if user is not None and user.protected:
        out.drops.append(Reason.NOT_PUBLIC)
        return
    if not tweet.id.isdecimal():
        raise WireError("wrong shape: a post's id is a string of digits")
    wanted = tweet.attachments.media_keys if tweet.attachments else []
    first = min([*(one for one in tweet.edit_history_tweet_ids if one.isdecimal()), tweet.id], key=int)
    maker.post(
        out,
        (first,),
        numbered(int(tweet.id)),
        (
            shown(tweet.note_tweet.text if tweet.note_tweet else tweet.text),
            *(media.alt_text for media in includes.media if media.media_key in wanted),
        ),
        received_at=received_at,
        created=stated_time(tweet.created_at),
        lang=None if tweet.lang in ("und", "zxx", "qme") else tweet.lang,
        author={
            "account": tweet.author_id,
            "handle": user.username if user else None,
            "name": user.name if user else None,
            "link": f"https://x.com/i/status/{tweet.id}",
            "id": tweet.id,
        },
        point=_point(tweet.geo, out),
        places=_places(tweet.geo, includes),
    )
    out.edited = first != tweet.id


def _point(geo: _Geo | None, out: Outcome) -> Point | None:
    """v2: GeoJSON, longitude first."""
    if geo is None or not isinstance(geo.coordinates, dict):
        return None
    pair = geo.coordinates.get("coordinates")
    if not isinstance(pair, list) or len(pair) < 2:
        return None
    return placed(pair[0], pair[1], None, out)


def _places(geo: _Geo | None, includes: _Includes) -> tuple[PlaceTag, ...]:
    return tuple(
        PlaceTag(name=place.full_name, kind=place.place_type, bbox=box(place.geo.bbox if place.geo else []))
        for place in includes.places
        if geo is not None and place.id == geo.place_id
    )
