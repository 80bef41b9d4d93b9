"""CSV import: a row under its header, with a map of columns, into a line of an import (docs/import.md)."""

import csv
import hashlib
from collections.abc import Mapping
from datetime import datetime
from typing import Any

import msgspec

from ingest import importer
from ingest.decode import WireError
from ingest.fields import Seal, total
from stream.errors import BadInput
from stream.source import Parsed, Parser

MEMBERS = (
    "id",
    "text",
    "created_at",
    "lang",
    "lon",
    "lat",
    "precision_m",
    "version",
    "deleted",
    "author.account",
    "author.handle",
    "author.name",
    "author.link",
)
_NUMBERS = ("lon", "lat", "precision_m")
_TRUE = ("true", "1", "yes", "y")


def parser(
    seal: Seal,
    key: bytes | None,
    source: str,
    columns: Mapping[str, str],
    *,
    delimiter: str = ",",
    encoding: str = "utf-8",
) -> Parser:
    """A parser of one record `header\\nrow`. `columns` maps an import's member to a column's title.

    BadInput when the map names a member that there is not, or an encoding or delimiter that there is not.
    """
    if unknown := sorted(set(columns) - set(MEMBERS)):
        raise BadInput(f"source {source!r}: columns: {unknown[0]!r} is none of {', '.join(MEMBERS)}")
    if len(delimiter) != 1 or delimiter in '"\r\n':
        raise BadInput(f"source {source!r}: delimiter: one character, such as , or ;")
    try:
        "".encode(encoding)
    except LookupError:
        raise BadInput(f"source {source!r}: encoding {encoding!r}: use utf-8, cp1252 and the like") from None
    as_line = importer.parser(seal, key, source)

    def parse(wire: bytes, received_at: datetime) -> Parsed:
        return as_line(msgspec.json.encode(_line(wire, columns, delimiter, encoding)), received_at)

    return total(parse)


def _line(wire: bytes, columns: Mapping[str, str], delimiter: str, encoding: str) -> dict[str, Any]:
    """The row as an import line. WireError names the column, never the value."""
    try:
        text = wire.decode(encoding).removeprefix("\ufeff")
    except UnicodeDecodeError:
        raise WireError(f"not {encoding}: re-encode the file, or name its `encoding`") from None
    try:
        header, *rows = csv.reader(text.splitlines(keepends=True), delimiter=delimiter, strict=True)
    except (csv.Error, ValueError):
        raise WireError(f"not CSV with the delimiter {delimiter!r}: check the quotes") from None
    if len(rows) != 1 or len(rows[0]) != len(header):
        raise WireError("a row has as many fields as the header; check delimiter and quotes")
    line: dict[str, Any] = {}
    for member, title in columns.items():
        if title not in header:
            raise WireError(f"no column is called {title!r}, which `columns` names for {member}")
        value = rows[0][header.index(title)]
        if value.strip() or member == "text":
            _set(line, member, value)
    line.setdefault("id", hashlib.blake2b("\0".join(rows[0]).encode(), digest_size=16).hexdigest())
    return line


def _set(line: dict[str, Any], member: str, value: str) -> None:
    outer, _, inner = member.partition(".")
    if inner:
        line.setdefault(outer, {})[inner] = value
    elif member in _NUMBERS:
        try:
            line[member] = float(value.strip())
        except ValueError:
            raise WireError(f"{member}: not a number with a decimal point") from None
    elif member == "deleted":
        line[member] = value.strip().lower() in _TRUE
    elif member == "version" and value.strip().isdecimal():
        line[member] = int(value)
    else:
        line[member] = value if member == "text" else value.strip()
