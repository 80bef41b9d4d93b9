"""RSS, Atom and JSON Feed: a whole feed as one record, an entry a post.

feedparser reads the XML. A DOCTYPE is taken out before, so no entity of its own is ever resolved.
Sources of the formats: rssboard.org, RFC 4287, RFC 6721 (deleted entries), jsonfeed.org, georss.org.
"""

import hashlib
import re
from calendar import timegm
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, NamedTuple
from urllib.parse import urljoin

import feedparser
import msgspec

from ingest.decode import REPLACEMENT, Decoder, WireError
from ingest.fields import Seal, stated_time, total
from ingest.html_text import text_of
from ingest.making import Maker, Outcome, numbered, placed, unwrapped
from stream.contracts import PlaceTag, Point, Reason
from stream.source import Note, Parsed, Parser

SOURCE = "rss"
MAX_FEED = 8 * 2**20
"""Bytes of one feed."""

_EMPTY = Note("info", "a feed without entries")
_DOCTYPE = Note("info", "the feed's DOCTYPE was left out: no entity of its own is resolved")
_LOOSE = Note("info", "the feed is not well-formed XML; what could be read was read")
# Every pattern below takes time that grows with the length alone: feeds come from strangers.
_ENDS = re.compile(
    rb"</(?:\w+:)?(?:rss|feed|RDF|channel)\s*+>(?:\s++|<!--(?:(?!-->).)*+-->)*+\Z", re.IGNORECASE | re.DOTALL
)
_DOCTYPE_AT = re.compile(rb"<!DOCTYPE", re.IGNORECASE)
_DECLARED = re.compile(rb"<!DOCTYPE[^\[>]*+(?:\[(?:(?!\]\s*+>).)*+\]\s*+)?+>", re.IGNORECASE | re.DOTALL)
_FIRST = re.compile(rb"<(?:\w+:)?(?:item|entry)\b", re.IGNORECASE)
_ENTITY = re.compile(rb"<!ENTITY", re.IGNORECASE)
_ENCODING = re.compile(
    rb"\A([\xef\xbb\xbf\s]*+<\?xml[^>]*?)\sencoding\s*=\s*[\"'][^\"']*[\"']", re.IGNORECASE
)
_META = re.compile(rb"<(?:\w+:)?meta\b([^<>]*+)", re.IGNORECASE)
_ROBOTS = re.compile(rb"name\s*+=\s*+[\"']robots[\"']", re.IGNORECASE)
_NOINDEX = re.compile(rb"content\s*+=\s*+[\"'][^\"']*noindex", re.IGNORECASE)
_GONE = re.compile(rb"<(?:\w+:)?deleted-entry\b([^<>]*+)")
_REF = re.compile(rb"\sref\s*+=\s*+[\"']([^\"']++)[\"']")
_ILLEGAL = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]")


class _Author(msgspec.Struct):
    name: str = ""
    url: str = ""


class _Attachment(msgspec.Struct):
    title: str = ""


class _Item(msgspec.Struct):
    id: str | int | float
    title: str = ""
    content_text: str | None = None
    content_html: str | None = None
    summary: str = ""
    url: str = ""
    date_published: str = ""
    date_modified: str = ""
    language: str = ""
    author: _Author | None = None
    authors: list[_Author] = []
    attachments: list[_Attachment] = []


class _Feed(NamedTuple):
    """What an entry takes from its feed."""

    name: str
    language: str
    site: str

    def link(self, stated: str) -> str:
        """An entry's address; a relative one is told from the feed's own."""
        try:
            return urljoin(self.site, stated)
        except ValueError:
            return stated


class _JsonFeed(msgspec.Struct):
    version: str
    items: list[msgspec.Raw]
    title: str = ""
    feed_url: str = ""
    home_page_url: str = ""
    language: str = ""


_EXPECTED = "a feed is RSS or Atom as a JSON string, or a JSON Feed with `version` and `items`"
_text = Decoder(str, _EXPECTED)
_json = Decoder(_JsonFeed, _EXPECTED)
_item = Decoder(_Item, "an item of a JSON Feed has an `id`")


def parser(seal: Seal, key: bytes | None) -> Parser:
    """A parser of one feed."""
    maker = Maker(SOURCE, seal, key)
    return total(lambda wire, received_at: _record(wire, received_at, maker))


def _record(wire: bytes, received_at: datetime, maker: Maker) -> Parsed:
    quoted = wire.lstrip().startswith(b'"')
    wire = unwrapped(wire, _text)
    out = Outcome()
    start = wire.lstrip(b"\xef\xbb\xbf \t\r\n")[:1]
    if start == b"<":
        # Text that came in a JSON string is UTF-8 now, whatever it says of itself.
        _xml(_ENCODING.sub(rb"\1", wire, count=1) if quoted else wire, out, maker, received_at)
    elif wire[:2] in (b"\xff\xfe", b"\xfe\xff"):
        _xml(_sixteen(wire), out, maker, received_at)
    else:
        _json_feed(_json(wire.removeprefix(b"\xef\xbb\xbf")), out, maker, received_at)
    return out.parsed(_EMPTY)


def _sixteen(wire: bytes) -> bytes:
    text = wire.decode("utf-16", "replace").encode("utf-8", "replace")
    return _ENCODING.sub(rb"\1", text, count=1)


def _xml(wire: bytes, out: Outcome, maker: Maker, received_at: datetime) -> None:
    if not _ENDS.search(wire[-4096:]):
        raise WireError("truncated, or no feed: it does not end with </rss>, </feed> or </rdf:RDF>")
    if len(wire) > MAX_FEED:
        raise WireError(f"a feed of more than {MAX_FEED} bytes; its publisher has to split it")
    wire, declared = _without_doctype(wire)
    before = wire[: found.start()] if (found := _FIRST.search(wire)) else wire
    if _ENTITY.search(before):
        raise WireError("declares entities outside a DOCTYPE that can be read; it is not resolved")
    if declared:
        out.notes.append(_DOCTYPE)
    read = _parsed(_ILLEGAL.sub(b"", wire))
    if not read.get("version"):
        raise WireError("wrong shape: XML, but neither RSS nor Atom")
    if read.get("bozo") and "Encoding" not in type(read.get("bozo_exception")).__name__:
        out.notes.append(_LOOSE)
    feed = dict(read.get("feed", {}))
    whole = _Feed(_feed_id(feed), str(feed.get("language", "")), str(feed.get("link", "")))
    for ref in filter(None, map(_REF.search, _GONE.findall(wire))):
        out.events.append(maker.gone((whole.name, ref[1].decode("utf-8", "replace")), received_at))
    closed = any(_ROBOTS.search(meta) and _NOINDEX.search(meta) for meta in _META.findall(before))

    # As plain dicts: feedparser's own answer some names by others.
    def take(entry: Any) -> None:
        if closed:
            out.drops.append(Reason.OPTED_OUT)
        else:
            _entry(dict(entry), whole, out, maker, received_at)

    out.each(read.get("entries", []), "entry", take)


def _without_doctype(wire: bytes) -> tuple[bytes, bool]:
    """The feed without its DOCTYPE, and whether it had one. WireError when that has no end."""
    start = _DOCTYPE_AT.search(wire)
    if start is None:
        return wire, False
    whole = _DECLARED.match(wire, start.start())
    if whole is None:
        raise WireError("its DOCTYPE cannot be read; a feed needs none")
    return wire[: whole.start()] + wire[whole.end() :], True


def _parsed(wire: bytes) -> Mapping[str, Any]:
    """feedparser's reading. WireError when it fails: it has many corners."""
    try:
        found: Mapping[str, Any] = feedparser.parse(
            # Bytes in memory: given anything else, feedparser would open files and addresses.
            _Memory(wire),
            resolve_relative_uris=False,
            sanitize_html=False,
        )
    except Exception as error:  # noqa: BLE001 - the poison boundary of a library that reads anything
        raise WireError(f"the XML cannot be read ({type(error).__name__})") from None
    return found


class _Memory:
    """A stream that is already there."""

    def __init__(self, data: bytes) -> None:
        self._data = data

    def read(self) -> bytes:
        return self._data


def _feed_id(feed: Mapping[str, Any]) -> str:
    """What the feed calls itself: entries of two feeds may have one guid."""
    own = [link.get("href", "") for link in feed.get("links", []) if link.get("rel") == "self"]
    return str(feed.get("id") or next(iter(own), "") or feed.get("link") or feed.get("title") or "")


def _entry(entry: Mapping[str, Any], feed: _Feed, out: Outcome, maker: Maker, received_at: datetime) -> None:
    title = _shown(entry.get("title_detail") or {"value": entry.get("title", "")})
    body = _body(entry)
    link = str(entry.get("link", ""))
    published = _time(entry.get("published_parsed")) or _time(entry.get("updated_parsed"))
    changed = _time(entry.get("updated_parsed")) or published
    guid = str(entry.get("id") or link)
    if not guid:
        guid = _digest(title, str(published))
    detail = entry.get("title_detail") or {}
    maker.post(
        out,
        (feed.name, guid),
        _version(changed, title, body),
        (title, body),
        received_at=received_at,
        created=published,
        lang=str(detail.get("language") or feed.language or "") or None,
        author={
            "account": entry.get("author"),
            "name": entry.get("author"),
            "link": feed.link(link),
            "id": guid,
        },
        point=_point(entry, out),
        places=_areas(entry),
    )


def _body(entry: Mapping[str, Any]) -> str:
    """The summary, unless it stands in the content too, then the content. Descriptions of media come as
    content."""
    summary = _shown(entry.get("summary_detail") or {"value": entry.get("summary", "")})
    contents = [text for text in map(_shown, entry.get("content") or []) if text]
    if any(summary in text for text in contents):
        summary = ""
    return "\n".join(text for text in (summary, *contents) if text)


def _shown(detail: Mapping[str, Any]) -> str:
    value = str(detail.get("value", ""))
    kind = str(detail.get("type", "text/html"))
    return value.strip() if kind == "text/plain" else text_of(value)


def _time(parsed: Any) -> datetime | None:
    """feedparser gives a struct_time in UTC."""
    try:
        return datetime.fromtimestamp(timegm(parsed), UTC) if parsed else None
    except (TypeError, ValueError, OverflowError, OSError):
        return None


def _version(changed: datetime | None, *parts: str) -> str:
    """Grows with the stated time of change; an edit without one shows in the digest."""
    at = numbered(max(0, int(changed.timestamp()))) if changed else numbered(0)
    return f"{at}-{_digest(*parts)}"


def _digest(*parts: str) -> str:
    return hashlib.blake2b("\0".join(parts).encode("utf-8", "replace"), digest_size=8).hexdigest()


def _point(entry: Mapping[str, Any], out: Outcome) -> Point | None:
    """GeoRSS writes latitude first; feedparser has turned it. W3C's geo:lat and geo:long stand apart."""
    where: dict[str, Any] = entry.get("where") or {}
    if where.get("type") == "Point":
        pair = [*list(where.get("coordinates") or ()), None, None]
        return placed(pair[0], pair[1], _radius(entry), out)
    if "geo_lat" in entry or "geo_long" in entry:
        return placed(entry.get("geo_long"), entry.get("geo_lat"), _radius(entry), out)
    return None


def _radius(entry: Mapping[str, Any]) -> float | None:
    """georss:radius: metres around the point."""
    try:
        radius = float(entry["georss_radius"])
    except (KeyError, TypeError, ValueError):
        return None
    return radius if 0 <= radius < 1e9 else None


def _areas(entry: Mapping[str, Any]) -> tuple[PlaceTag, ...]:
    """A box, line or polygon as the box around it."""
    where = entry.get("where") or {}
    if where.get("type") not in ("Box", "LineString", "Polygon"):
        return ()
    pairs = list(_pairs(where.get("coordinates", ())))
    if not pairs or any(abs(lon) > 180 or abs(lat) > 90 for lon, lat in pairs):
        return ()
    lons, lats = [lon for lon, _ in pairs], [lat for _, lat in pairs]
    name = str(entry.get("georss_featurename", "")).replace("\0", REPLACEMENT)
    box = (min(lons), min(lats), max(lons), max(lats))
    return (PlaceTag(name=name, kind=str(where["type"]).lower(), bbox=box),)


def _pairs(value: Any) -> list[tuple[float, float]]:
    """All (longitude, latitude) within nested lists."""
    if not isinstance(value, list | tuple):
        return []
    if len(value) >= 2 and all(isinstance(one, int | float) for one in value[:2]):
        return [(float(value[0]), float(value[1]))]
    return [pair for inner in value for pair in _pairs(inner)]


def _json_feed(feed: _JsonFeed, out: Outcome, maker: Maker, received_at: datetime) -> None:
    if not feed.version.startswith("https://jsonfeed.org/version/"):
        raise WireError("wrong shape: `version` is https://jsonfeed.org/version/1.1 or 1")
    whole = _Feed(
        feed.feed_url or feed.home_page_url or feed.title,
        feed.language,
        feed.home_page_url or feed.feed_url,
    )

    def take(raw: Any) -> None:
        item: _Item = _item(raw)
        body = (
            item.content_text if item.content_text is not None else text_of(item.content_html or item.summary)
        )
        published = stated_time(item.date_published)
        changed = stated_time(item.date_modified) or published
        authors = [*item.authors, *([item.author] if item.author else [])]
        guid = str(item.id)
        if not guid:
            raise WireError("`id` must not be empty")
        maker.post(
            out,
            (whole.name, guid),
            _version(changed, item.title, body),
            (item.title, body, *(each.title for each in item.attachments)),
            received_at=received_at,
            created=published or changed,
            lang=item.language or whole.language or None,
            author={
                "account": authors[0].url or authors[0].name if authors else None,
                "name": authors[0].name if authors else None,
                "link": whole.link(item.url),
                "id": guid,
            },
        )

    out.each(feed.items, "item", take)
