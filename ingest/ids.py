"""Ids that name a post or an event to us and to nobody else."""

import hashlib

_SIZE = 16


def post_id(key: bytes | None, source: str, *native: str) -> str:
    """32 hex digits: blake2b of source and native ids, keyed so that nobody else can guess it.

    Without a key it is a plain hash, for tools that have none. `key` is at most 64 bytes.
    """
    return _digest(key, b"post", source, native)


def event_id(key: bytes | None, source: str, *native: str) -> str:
    """As `post_id`, for an event that is no post (an account change, a gap): never equal to one."""
    return _digest(key, b"event", source, native)


def _digest(key: bytes | None, kind: bytes, source: str, native: tuple[str, ...]) -> str:
    hashed = hashlib.blake2b(digest_size=_SIZE, key=key or b"", person=kind)
    for part in (source, *native):
        data = part.encode("utf-8", "surrogatepass")
        # The length keeps ("ab", "c") and ("a", "bc") apart.
        hashed.update(len(data).to_bytes(4, "big"))
        hashed.update(data)
    return hashed.hexdigest()
