"""The `parse` filter: one wire record in, one JSON value out (docs/filters.md)."""

from collections.abc import Callable
from datetime import UTC, datetime
from importlib import import_module
from typing import Any

from ingest import bluesky
from ingest.fields import Seal
from ingest.terms import NOT_SUPPORTED
from stream.contracts import AccountChange, Deletion, Gap, Post
from stream.errors import BadInput
from stream.source import Event, Note, Parsed, Parser

_MODULES = {
    "bluesky": "bluesky",
    "mastodon": "mastodon",
    "rss": "feed",
    "import": "importer",
    "x": "x",
    "reddit": "reddit",
    "youtube": "youtube",
    "telegram": "telegram",
}


def supported() -> tuple[str, ...]:
    return tuple(_MODULES)


def parser_of(source: str, seal: Seal, key: bytes | None) -> Parser:
    """The parser of a source's wire. BadInput when there is none, with the reason."""
    if source not in _MODULES:
        why = NOT_SUPPORTED.get(source, "unknown")
        raise BadInput(f"source {source!r}: {why}; there are {', '.join(_MODULES)}")
    build: Callable[[Seal, bytes | None], Parser] = import_module(f"ingest.{_MODULES[source]}").parser
    return build(seal, key)


def parse_line(
    source: str, line: bytes, *, key: bytes | None = None, received_at: datetime | None = None
) -> dict[str, Any]:
    """The reply for one line: posts, events and drops, or `error`.

    BadInput when the source is unknown, or not supported, with the reason.
    """
    # Nothing of the author leaves this filter, so the envelope is made of nothing.
    parse = parser_of(source, lambda _plain: b"", key)
    parsed = parse(line, received_at or datetime.now(UTC))
    return {"error": parsed.error} if parsed.error is not None else _reply(parsed)


def _reply(parsed: Parsed) -> dict[str, Any]:
    posts: list[dict[str, Any]] = []
    events: list[dict[str, Any]] = []
    for event in parsed.events:
        if isinstance(event, Post) and not parsed.edited:
            posts.append(_post(event))
        else:
            events.append(_event(event))
    events += [_note(note) for note in parsed.notes]
    return {"posts": posts, "events": events, "drops": [{"reason": str(reason)} for reason in parsed.drops]}


def _event(event: Event) -> dict[str, Any]:
    match event:
        case Post():
            return {"kind": "edit", "id": event.post_id, "post": _post(event)}
        case Deletion(cause="scrub_geo"):
            return {"kind": "scrub_geo", "id": event.post_id}
        case Deletion():
            return {"kind": "delete", "id": event.post_id}
        case AccountChange():
            return {"kind": "account", "id": event.post_id, "status": event.status}
        case Gap():
            return {"kind": "gap", "id": event.post_id, "why": event.why}


def _note(note: Note) -> dict[str, Any]:
    # A changed handle is an account's change to a reader; the pipeline keeps no handle to change.
    return {"kind": "account" if note is bluesky.IDENTITY else note.kind, "message": note.text}


def _post(post: Post) -> dict[str, Any]:
    shown: dict[str, Any] = {
        "id": post.post_id,
        "version": post.version,
        "text": post.text,
        "lang": post.lang,
        "created_at": _iso(post.created_at) if post.created_at else None,
        "received_at": _iso(post.received_at),
    }
    if post.point is not None:
        shown |= {"lon": post.point.lon, "lat": post.point.lat}
        if post.point.precision_m is not None:
            shown["precision_m"] = post.point.precision_m
    if post.places:
        shown["places"] = [
            {"name": place.name, "kind": place.kind, **({"bbox": list(place.bbox)} if place.bbox else {})}
            for place in post.places
        ]
    return shown


def _iso(time: datetime) -> str:
    return time.astimezone(UTC).isoformat().replace("+00:00", "Z")
