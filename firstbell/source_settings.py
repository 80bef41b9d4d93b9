"""The `[[sources]]` blocks of firstbell.toml (docs/sources.md), and which of them may be read."""

from collections.abc import Mapping
from datetime import date
from typing import Literal

import msgspec

from ingest.terms import NOT_SUPPORTED, TERMS, allowed
from stream.contracts import Head
from stream.errors import BadInput


class Permission(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A written permission, as it is on record. `scope`: what posts may be scored for."""

    who: str
    when: date
    reference: str
    scope: tuple[Head, ...]


class _Source(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="kind"):
    pass


class BlueskySource(_Source, frozen=True, kw_only=True, tag="bluesky"):
    """Bluesky Jetstream. `url` is the server's base, e.g. wss://jetstream1.us-east.bsky.network.

    `packed` asks for zstd frames; v1 needs the dictionary's file for it.
    """

    name: str = "bluesky"
    url: str = "wss://jetstream1.us-east.bsky.network"
    wire: Literal["v1", "v2"] = "v1"
    packed: bool = False
    dictionary: str = ""


class MastodonSource(_Source, frozen=True, kw_only=True, tag="mastodon"):
    """One instance's public timeline. `token_file` holds a user token with `read:statuses`."""

    instance: str
    token_file: str
    name: str = "mastodon"
    stream: Literal["public", "public:local", "public:remote", "hashtag"] = "public:local"
    hashtag: str = ""
    transport: Literal["websocket", "sse"] = "websocket"
    permission: Permission | None = None


class FeedSource(_Source, frozen=True, kw_only=True, tag="rss"):
    """One RSS, Atom or JSON feed, asked for every `every_s` seconds.

    `private_network` allows an address inside the district's own network.
    """

    url: str
    name: str = "rss"
    every_s: float = 300.0
    max_bytes: int = 4 * 2**20
    timeout_s: float = 30.0
    private_network: bool = False


class ImportSource(_Source, frozen=True, kw_only=True, tag="import"):
    """A file of posts: JSON Lines, or CSV with `columns` (docs/import.md). `follow` reads on as it grows."""

    path: str
    name: str = "import"
    follow: bool = False
    format: Literal["jsonl", "csv"] = "jsonl"
    columns: dict[str, str] = {}
    delimiter: str = ","
    encoding: str = "utf-8"


class PushSource(_Source, frozen=True, kw_only=True, tag="push"):
    """Posts that another program sends to `POST /ingest/v1/posts`, in the shape of an import."""

    name: str = "push"


class XSource(_Source, frozen=True, kw_only=True, tag="x"):
    """X's v2 filtered stream, whose rules are set with X itself; with `compliance_partition` 1 to 4, that
    part of its stream of deletions."""

    token_file: str
    name: str = "x"
    url: str = "https://api.x.com"
    backfill_minutes: int = 0
    compliance_partition: int = 0
    permission: Permission | None = None


class RedditSource(_Source, frozen=True, kw_only=True, tag="reddit"):
    """Records of Reddit's own wire, from a file of lines, or pushed when `path` is empty."""

    name: str = "reddit"
    path: str = ""
    follow: bool = False
    permission: Permission | None = None


class YoutubeSource(_Source, frozen=True, kw_only=True, tag="youtube"):
    """As RedditSource, for YouTube's comments."""

    name: str = "youtube"
    path: str = ""
    follow: bool = False
    permission: Permission | None = None


class TelegramSource(_Source, frozen=True, kw_only=True, tag="telegram"):
    """As RedditSource, for Telegram's public channels."""

    name: str = "telegram"
    path: str = ""
    follow: bool = False
    permission: Permission | None = None


WireSource = RedditSource | YoutubeSource | TelegramSource
Source = BlueskySource | MastodonSource | FeedSource | ImportSource | PushSource | XSource | WireSource


def kind_of(source: Source) -> str:
    return str(type(source).__struct_config__.tag)


def is_pushed(source: Source) -> bool:
    """True for what comes to us by the push endpoint."""
    return isinstance(source, PushSource) or (isinstance(source, WireSource) and not source.path)


def refusal(source: Source) -> str | None:
    """Why this source stays off, and the remedy; None when it may be read."""
    terms = TERMS[kind_of(source)]
    permission: Permission | None = getattr(source, "permission", None)
    if not terms.permission:
        return None
    if permission is None:
        return (
            f"source {source.name!r} stays off: {terms.name} needs a recorded written permission; add"
            f" [sources.permission] with who, when, reference and scope (docs/sources.md). Terms: {terms.citation}"
        )
    if not allowed(terms.name, permission.scope):
        return (
            f"source {source.name!r} stays off: its permission's scope leaves nothing that {terms.name}'s terms"
            f" allow; name at least one of {', '.join(sorted(terms.heads))}"
        )
    return None


def heads_of(sources: tuple[Source, ...]) -> Mapping[str, tuple[Head, ...]]:
    """What posts may be scored for, by the name that stands in `Post.source`; a name that is not here is
    free. Two sources of one kind share the narrower permission."""
    found: dict[str, tuple[Head, ...]] = {
        kind: allowed(kind, None) for kind, terms in TERMS.items() if terms.permission
    }
    given: dict[str, tuple[Head, ...]] = {}
    for source in sources:
        permission: Permission | None = getattr(source, "permission", None)
        kind = kind_of(source)
        if not TERMS[kind].permission or permission is None:
            continue
        heads = allowed(kind, permission.scope)
        given[kind] = tuple(head for head in heads if head in given.get(kind, heads))
    return found | given


def check_source(source: Source) -> None:
    """BadInput for what no type can say."""
    if not source.name or not all(char.isalnum() or char in "._-" for char in source.name):
        raise BadInput(f"source {source.name!r}: letters, digits, dot, dash and underscore only")
    if isinstance(source, ImportSource | PushSource) and source.name in TERMS.keys() - {kind_of(source)}:
        raise BadInput(
            f"source {source.name!r}: the name of a network whose terms are others; choose your own"
        )
    permission: Permission | None = getattr(source, "permission", None)
    if permission is not None and not (
        permission.who.strip() and permission.reference.strip() and permission.scope
    ):
        raise BadInput(
            f"source {source.name!r}: permission: who, reference and scope must say something (docs/sources.md)"
        )
    if permission is not None and permission.when > date.today():  # noqa: DTZ011 - a day, not a moment
        raise BadInput(f"source {source.name!r}: permission: `when` lies in the future; give its date")
    if isinstance(source, ImportSource) and source.format == "csv" and not source.columns.get("text"):
        raise BadInput(
            f"source {source.name!r}: a CSV import needs `columns`, at least id and text (docs/import.md)"
        )
    if isinstance(source, BlueskySource) and source.packed and source.wire == "v1" and not source.dictionary:
        raise BadInput(
            f"source {source.name!r}: v1 frames are unpacked with the server's dictionary: give its file as `dictionary`"
        )
    if isinstance(source, FeedSource) and source.every_s < 60:
        raise BadInput(f"source {source.name!r}: every_s: at least 60, so that no publisher is pressed")
    if isinstance(source, MastodonSource) and (source.stream == "hashtag") != bool(source.hashtag):
        raise BadInput(f'source {source.name!r}: `hashtag` goes with stream = "hashtag", and with no other')


def refuse_unsupported(values: Mapping[str, object]) -> None:
    """BadInput, with the reason, for a source that will not be built."""
    sources = values.get("sources")
    for one in sources if isinstance(sources, list | tuple) else ():
        kind = one.get("kind") if isinstance(one, dict) else None
        if isinstance(kind, str) and kind.lower() in NOT_SUPPORTED:
            raise BadInput(f"source of kind {kind!r}: {NOT_SUPPORTED[kind.lower()]}")
