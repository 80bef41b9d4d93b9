"""JSON Lines import: what a line may hold (docs/import.md), into events."""

from datetime import UTC, datetime
from typing import Any

import msgspec

from ingest.decode import Decoder, WireError
from ingest.fields import CLEANED, MAX_TEXT, Seal, base_language, clean_text, declared_time, envelope, total
from ingest.ids import post_id
from stream.contracts import Deletion, Point, Post
from stream.source import Note, Parsed, Parser

SOURCE = "import"
MAX_LINE = 2**20
"""Bytes of one line."""
_VERSION_DIGITS = 20
_VERSION_CHARS = 64

_NO_TIME = Note(
    "info", "created_at: not a time with a zone (2026-09-01T08:00:00Z) within a year of now; left out"
)
_NO_LANG = Note("info", "lang: not a language tag such as en or es; left out")


class _Author(msgspec.Struct):
    account: str | None = None
    handle: str | None = None
    name: str | None = None
    link: str | None = None


class _Line(msgspec.Struct):
    id: str | int
    text: str | None = None
    created_at: str | None = None
    lang: str | None = None
    lon: float | None = None
    lat: float | None = None
    precision_m: float | None = None
    author: _Author | None = None
    version: str | int = 0
    deleted: bool = False


_line = Decoder(_Line, "an import line is a JSON object with `id` and `text`, see docs/import.md")


def parser(seal: Seal, key: bytes | None, source: str = SOURCE) -> Parser:
    """A parser of one import line. Posts of different `source` names never share an id."""

    def parse(wire: bytes, received_at: datetime) -> Parsed:
        if len(wire) > MAX_LINE:
            raise WireError(
                f"a line of more than {MAX_LINE} bytes; shorten it, a text has at most {MAX_TEXT}"
            )
        return _parse(wire, received_at, seal, key, source)

    return total(parse)


def _parse(wire: bytes, received_at: datetime, seal: Seal, key: bytes | None, source: str) -> Parsed:
    line: _Line = _line(wire)
    if line.id == "":
        raise WireError("id: must not be empty; give each post its own")
    id_ = post_id(key, source, str(line.id))
    if line.deleted:
        return Parsed(events=(Deletion(post_id=id_, source=source, received_at=received_at),))
    if line.text is None:
        raise WireError("text: missing; give a string, or `deleted`: true to withdraw the post")
    version = _version(line.version)
    text, cleaned = clean_text(line.text, "text")
    notes = [CLEANED] if cleaned else []
    author = line.author or _Author()
    post = Post(
        post_id=id_,
        version=version,
        source=source,
        text=text,
        received_at=received_at,
        created_at=_created(line, received_at, notes),
        lang=_language(line, notes),
        point=_point(line, notes),
        envelope=envelope(
            seal,
            {
                "account": author.account,
                "handle": author.handle,
                "name": author.name,
                "link": author.link,
                "id": str(line.id),
            },
        ),
    )
    return Parsed(events=(post,), notes=notes)


def _version(version: str | int) -> str:
    """Comparable as a string: a number is written with leading zeros."""
    if isinstance(version, int):
        if not 0 <= version < 10**_VERSION_DIGITS:
            raise WireError(
                f"version: a whole number from 0 to 10^{_VERSION_DIGITS}, or a string that sorts by age"
            )
        return f"{version:0{_VERSION_DIGITS}d}"
    if not version.isascii() or not version.isprintable() or not 1 <= len(version) <= _VERSION_CHARS:
        raise WireError(
            f"version: 1 to {_VERSION_CHARS} printable ASCII characters that sort by age, or a whole number"
        )
    return version


def _created(line: _Line, received_at: datetime, notes: list[Note]) -> datetime | None:
    if line.created_at is None:
        return None
    created = declared_time(line.created_at, received_at)
    if created is None:
        notes.append(_NO_TIME)
    return created.astimezone(UTC) if created else None


def _language(line: _Line, notes: list[Note]) -> str | None:
    if line.lang is None:
        return None
    language = base_language(line.lang)
    if language is None:
        notes.append(_NO_LANG)
    return language


def _point(line: _Line, notes: list[Note]) -> Point | None:
    """The place, or None and a note: half a place or an impossible one is no place."""
    if line.lon is None and line.lat is None:
        if line.precision_m is not None:
            notes.append(_no_place("precision_m: given without lon and lat; give all or none"))
        return None
    for name, value, limit in (("lon", line.lon, 180), ("lat", line.lat, 90)):
        if value is None:
            notes.append(
                _no_place(f"{name}: missing although the other coordinate is given; give both or none")
            )
            return None
        if abs(value) > limit:
            swapped = (
                " (found up to 180: are lon and lat swapped?)" if name == "lat" and abs(value) <= 180 else ""
            )
            notes.append(
                _no_place(
                    f"{name}: outside -{limit} to {limit}{swapped}; give WGS84 degrees, east and north positive"
                )
            )
            return None
    if line.precision_m is not None and line.precision_m < 0:
        notes.append(_no_place("precision_m: negative; give metres from 0 up, or leave it out when exact"))
        return None
    return Point(lon=_degrees(line.lon), lat=_degrees(line.lat), precision_m=line.precision_m)


def _degrees(value: Any) -> float:
    return float(value)


def _no_place(why: str) -> Note:
    return Note("error", f"{why}. The post went on without its place")
