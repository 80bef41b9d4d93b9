"""Reddit: a listing, a page of comments or one thing of the Data API, into events.

Source of the format: github.com/reddit-archive/reddit/wiki/JSON. A thing is a state, not an event: one
that its author or a moderator took away is a deletion.
"""

from collections.abc import Iterator
from datetime import datetime
from html import unescape
from typing import Any

import msgspec

from ingest.decode import Decoder, WireError
from ingest.fields import Seal, total
from ingest.making import MAX_ITEMS, Maker, Outcome, numbered, unix, unwrapped
from stream.contracts import Reason
from stream.source import Note, Parsed, Parser

SOURCE = "reddit"
_GONE = ("[deleted]", "[removed]", "[ Removed by Reddit ]")
_POST, _COMMENT, _MORE, _LISTING = "t3", "t1", "more", "Listing"

_EMPTY = Note("info", "an empty listing: nothing new, or its anchor was deleted")
_ERROR = Note("error", "Reddit answered with an error; check the permission, the token and the rate")


class _Item(msgspec.Struct):
    caption: str = ""


class _Gallery(msgspec.Struct):
    items: list[_Item] = []


class _Option(msgspec.Struct):
    text: str = ""


class _Poll(msgspec.Struct):
    options: list[_Option] = []


class _Thing(msgspec.Struct):
    id: str
    created_utc: float
    name: str = ""
    author: str | None = None
    author_fullname: str = ""
    title: str = ""
    selftext: str | None = None
    body: str | None = None
    edited: bool | float = False
    permalink: str = ""
    subreddit_type: str = "public"
    removed_by_category: str | None = None
    gallery_data: _Gallery | None = None
    poll_data: _Poll | None = None


_EXPECTED = "a Reddit record is a Listing, a list of them, or a thing with `kind` and `data`"
_any = Decoder(Any, _EXPECTED)
_text = Decoder(str, _EXPECTED)


def parser(seal: Seal, key: bytes | None) -> Parser:
    """A parser of one listing, one page of comments or one thing."""
    maker = Maker(SOURCE, seal, key)
    return total(lambda wire, received_at: _record(wire, received_at, maker))


def _record(wire: bytes, received_at: datetime, maker: Maker) -> Parsed:
    value = _any(unwrapped(wire, _text))
    out = Outcome()
    if isinstance(value, dict) and "error" in value and "kind" not in value:
        out.notes.append(_ERROR)
        return out.parsed(_EMPTY)
    if isinstance(value, dict) and not isinstance(value.get("kind"), str):
        raise WireError(f"wrong shape: no `kind`; {_EXPECTED}")
    if not isinstance(value, dict | list):
        raise WireError(f"wrong shape: {_EXPECTED}")
    if not (isinstance(value, list) or value["kind"] == _LISTING):
        _thing(value, out, maker, received_at)
        return out.parsed(_EMPTY)
    out.each(list(_things(value)), "thing", lambda one: _thing(one, out, maker, received_at))
    return out.parsed(_EMPTY)


def _things(value: Any) -> Iterator[Any]:
    """All things of listings, and the comments below them, in a reader's order."""
    waiting = [value]
    given = 0
    while waiting and given <= MAX_ITEMS:
        one = waiting.pop()
        if isinstance(one, list):
            waiting += reversed(one)
            continue
        data = one.get("data") if isinstance(one, dict) else None
        if isinstance(one, dict) and one.get("kind") == _LISTING:
            children = data.get("children") if isinstance(data, dict) else None
            if not isinstance(children, list):
                raise WireError("wrong shape: a Listing's `data` has a list of `children`")
            waiting += reversed(children)
            continue
        given += 1
        yield one
        if isinstance(data, dict) and isinstance(data.get("replies"), dict):
            waiting.append(data["replies"])


def _thing(value: Any, out: Outcome, maker: Maker, received_at: datetime) -> None:
    kind = value.get("kind") if isinstance(value, dict) else None
    data = value.get("data") if isinstance(value, dict) else None
    if not isinstance(kind, str) or not isinstance(data, dict):
        raise WireError(f"wrong shape: a thing has `kind` and `data`; {_EXPECTED}")
    if kind == _MORE:
        _more(data, out, maker, received_at)
    elif kind in (_POST, _COMMENT):
        _post(kind, data, out, maker, received_at)
    else:
        out.drops.append(Reason.OTHER_COLLECTION)


def _more(data: dict[str, Any], out: Outcome, maker: Maker, received_at: datetime) -> None:
    """Comments that Reddit left out of the page."""
    children = data.get("children")
    names = [str(name) for name in children] if isinstance(children, list) else []
    why = "comments that the page left out; ask for them by /api/morechildren"
    mark = (str(data.get("name", "")), str(data.get("parent_id", "")), *names[:1])
    out.events.append(maker.gap(mark, received_at, "unknown", f"{len(names)} left out", why))


def _post(kind: str, data: dict[str, Any], out: Outcome, maker: Maker, received_at: datetime) -> None:
    try:
        thing = msgspec.convert({name: one for name, one in data.items() if one is not None}, _Thing)
    except msgspec.ValidationError as error:
        raise WireError(f"wrong shape: {error}; a thing has `id` and `created_utc`") from None
    name = f"{kind}_{thing.id.lower()}"
    body = thing.body if kind == _COMMENT else thing.selftext
    if not thing.id or (kind == _COMMENT and body is None):
        raise WireError("wrong shape: a thing's `id` is not empty, and a comment has a `body`")
    if thing.subreddit_type not in ("public", "archived", "restricted"):
        out.drops.append(Reason.NOT_PUBLIC)
        return
    if thing.author == "[deleted]" or body in _GONE or thing.title in _GONE or thing.removed_by_category:
        out.events.append(maker.gone((name,), received_at))
        return
    created = unix(thing.created_utc)
    if created is None:
        raise WireError("wrong shape: `created_utc` is a time in seconds")
    edited = 0.0 if isinstance(thing.edited, bool) else thing.edited
    gallery = thing.gallery_data.items if thing.gallery_data else []
    maker.post(
        out,
        (name,),
        numbered(int(max(thing.created_utc, edited if unix(edited) else 0.0, 0.0))),
        (
            _shown(thing.title),
            _shown(body or ""),
            *(_shown(option.text) for option in (thing.poll_data.options if thing.poll_data else [])),
            *(_shown(item.caption) for item in gallery),
        ),
        received_at=received_at,
        created=created,
        lang=None,
        author={
            "account": thing.author_fullname or thing.author,
            "handle": thing.author,
            "link": f"https://www.reddit.com{thing.permalink}" if thing.permalink.startswith("/") else None,
            "id": name,
        },
    )


def _shown(text: str) -> str:
    """Reddit escapes <, > and & unless it was asked for `raw_json=1`."""
    return unescape(text) if "&" in text else text
