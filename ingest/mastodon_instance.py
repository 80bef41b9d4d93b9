"""What a Mastodon instance says of itself that a connector needs (`/api/v2/instance`, entities/Instance)."""

from urllib.parse import urlsplit

import msgspec


class _Access(msgspec.Struct, frozen=True):
    local: str = "public"
    remote: str = "public"


class _TimelinesAccess(msgspec.Struct, frozen=True):
    live_feeds: _Access = _Access()
    hashtag_feeds: _Access = _Access()


class _Urls(msgspec.Struct, frozen=True):
    streaming: str = ""


class _Configuration(msgspec.Struct, frozen=True):
    urls: _Urls = _Urls()
    timelines_access: _TimelinesAccess = _TimelinesAccess()


class Instance(msgspec.Struct, frozen=True):
    configuration: _Configuration = _Configuration()


def is_streaming(address: str, *, private: bool) -> bool:
    """True for an address that our token may be sent to: encrypted, or, where `private`, on this machine."""
    try:
        parts = urlsplit(address)
        return bool(parts.hostname) and parts.port != 0 and (parts.scheme in ("wss", "https") or private)
    except ValueError:
        return False
