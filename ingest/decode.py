"""Bytes from outside into typed values, with errors that never quote what they found."""

import json
import re
from typing import Any, TypeVar

import msgspec

from stream.errors import BadInput

_T = TypeVar("_T")
_SURROGATE = re.compile("[\ud800-\udfff]")
REPLACEMENT = "\ufffd"


class WireError(BadInput):
    """A record that is not the source's wire. The message says what is wrong and what is right."""


class Decoder:
    """Decodes JSON into a msgspec struct. `expected` tells what would be right.

    A member that is null counts as absent, unless the struct takes null or needs the member.
    """

    def __init__(self, shape: type[_T], expected: str) -> None:
        self._decoder: msgspec.json.Decoder[Any] = msgspec.json.Decoder(shape)
        self._expected = expected

    def __call__(self, wire: bytes | msgspec.Raw) -> Any:
        """The value. WireError names the place and the type, never the content."""
        try:
            return self._decode(wire)
        except msgspec.ValidationError as error:
            raise WireError(f"wrong shape: {error}; {self._expected}") from None
        except msgspec.DecodeError as error:
            raise WireError(f"not JSON: {error}; {self._expected}") from None
        except UnicodeDecodeError:
            raise WireError(f"not UTF-8; {self._expected}") from None
        except (RecursionError, ValueError):
            raise WireError(
                f"not usable JSON: nested too deep or a number too long; {self._expected}"
            ) from None

    def _decode(self, wire: bytes | msgspec.Raw) -> Any:
        try:
            return self._decoder.decode(wire)
        except msgspec.ValidationError as error:
            if b"null" not in bytes(wire):
                raise
            # Only now: pruning costs as much as decoding, and few wires need it.
            pruned = msgspec.json.encode(without_nulls(msgspec.json.decode(wire)))
            try:
                return self._decoder.decode(pruned)
            except msgspec.ValidationError:
                raise error from None


def without_nulls(value: Any) -> Any:
    """The same JSON value without the members that are null."""
    if isinstance(value, list):
        return [without_nulls(item) for item in value]
    if isinstance(value, dict):
        return {name: without_nulls(item) for name, item in value.items() if item is not None}
    return value


def without_lone_surrogates(wire: bytes) -> bytes | None:
    r"""The same JSON with lone surrogates (a `\ud83d` without its half) as U+FFFD, or None.

    None: there are none, or it is no JSON for another reason. msgspec refuses them as malformed.
    """
    if b"\\ud" not in wire and b"\\uD" not in wire:
        return None
    try:
        value = json.loads(wire, parse_constant=_refuse)
        mended, count = _mend(value)
    except (ValueError, RecursionError):
        return None
    return msgspec.json.encode(mended) if count else None


def _refuse(_name: str) -> float:
    raise ValueError


def _mend(value: Any) -> tuple[Any, int]:
    if isinstance(value, str):
        return _SURROGATE.subn(REPLACEMENT, value)
    if isinstance(value, list):
        items = [_mend(item) for item in value]
        return [item for item, _ in items], sum(count for _, count in items)
    if isinstance(value, dict):
        pairs = [(_mend(name), _mend(item)) for name, item in value.items()]
        return {name[0]: item[0] for name, item in pairs}, sum(name[1] + item[1] for name, item in pairs)
    return value, 0
