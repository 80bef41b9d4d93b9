"""From a `[[sources]]` block to a connector and a parser."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from firstbell.keys import KEYS, id_key, read_key
from firstbell.settings import Settings
from firstbell.source_settings import (
    BlueskySource,
    FeedSource,
    ImportSource,
    MastodonSource,
    PushSource,
    Source,
    WireSource,
    XSource,
    heads_of,
    kind_of,
    refusal,
)
from stream.contracts import HEADS
from stream.errors import BadInput
from stream.metrics import Meter
from stream.source import Connector, Parser

Made = tuple[Connector, Parser]


def named(settings: Settings, name: str | None) -> Source:
    """The source of this name, or the only one. BadInput names what is configured."""
    known = {source.name: source for source in settings.sources}
    if name is None and len(known) == 1:
        return next(iter(known.values()))
    if name not in known:
        configured = ", ".join(sorted(known)) or "none: add [[sources]] to firstbell.toml"
        raise BadInput(f"--source {name!r}: configured are {configured}")
    return known[name]


def show_terms(meter: Meter, source: Source) -> None:
    """Let the operator's page say what this source's posts are not scored for."""
    free = heads_of((source,)).get(kind_of(source), HEADS)
    for head in HEADS:
        if head not in free:
            meter.withheld(source.name, head)


def switch(settings: Settings, name: str) -> Path:
    """The kill switch of a source: while this file exists, nothing is read."""
    return settings.path("state", f"pause-{name}")


def parser_of(settings: Settings, source: Source) -> Parser:
    """The parser of a source's records. BadInput when the source stays off, with the reason."""
    from privacy.keys import public_sealer

    if (why := refusal(source)) is not None:
        raise BadInput(why)
    seal, key = public_sealer(settings.path(KEYS)), id_key(settings)
    match source:
        case ImportSource(format="csv"):
            from ingest import csv_import

            return csv_import.parser(
                seal, key, source.name, source.columns, delimiter=source.delimiter, encoding=source.encoding
            )
        case ImportSource() | PushSource():
            from ingest import importer

            return importer.parser(seal, key, source.name)
        case MastodonSource():
            from ingest import http, mastodon

            return mastodon.parser(seal, key, http.host_of(source.instance))
        case _:
            from ingest.filter import parser_of as by_kind

            return by_kind(kind_of(source), seal, key)


def made(settings: Settings, source: Source) -> Made:
    """Connector and parser of a source that is read. BadInput for one that is off or pushed."""
    parse = parser_of(settings, source)
    makers: dict[type, Callable[[Settings, Any], Connector]] = {
        BlueskySource: _bluesky,
        MastodonSource: _mastodon,
        FeedSource: _feed,
        ImportSource: _file,
        XSource: _x,
    }
    if type(source) in makers:
        return makers[type(source)](settings, source), parse
    if isinstance(source, WireSource) and source.path:
        return _file(settings, source), parse
    raise BadInput(f"source {source.name!r} is pushed to us: `firstbell worker ingest-push` takes it")


def _bluesky(settings: Settings, source: BlueskySource) -> Connector:
    from ingest.jetstream import JetstreamConnector

    dictionary = None
    if source.dictionary:
        file = settings.path(source.dictionary)
        try:
            dictionary = file.read_bytes()
        except OSError as error:
            raise BadInput(f"{file}: {error.strerror}; correct `dictionary` of {source.name!r}") from None
    return JetstreamConnector(
        source.url, name=source.name, version=source.wire, packed=source.packed, dictionary=dictionary
    )


def _mastodon(settings: Settings, source: MastodonSource) -> Connector:
    from ingest.mastodon_stream import MastodonConnector

    return MastodonConnector(
        source.instance,
        _token(settings, source.token_file, "a user token with the scope read:statuses"),
        name=source.name,
        stream=source.stream,
        hashtag=source.hashtag,
        transport=source.transport,
    )


def _feed(settings: Settings, source: FeedSource) -> Connector:
    from ingest.feed_poll import FeedConnector

    return FeedConnector(
        source.url,
        name=source.name,
        every_s=source.every_s,
        max_bytes=source.max_bytes,
        timeout_s=source.timeout_s,
        private=source.private_network,
    )


def _file(settings: Settings, source: ImportSource | WireSource) -> Connector:
    from ingest.files import FileConnector

    return FileConnector(
        settings.home / Path(source.path),
        name=source.name,
        follow=source.follow,
        rows=isinstance(source, ImportSource) and source.format == "csv",
    )


def _x(settings: Settings, source: XSource) -> Connector:
    from ingest.x_stream import XConnector

    return XConnector(
        _token(settings, source.token_file, "the app's bearer token"),
        name=source.name,
        url=source.url,
        backfill_minutes=source.backfill_minutes,
        compliance_partition=source.compliance_partition,
    )


def _token(settings: Settings, file: str, what: str) -> str:
    return read_key(settings.path(file), f"write {what} into it, mode 600")
