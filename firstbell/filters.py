"""The four filters: lines of JSON in, one line of JSON out for each, in order, as they come.

docs/filters.md states the contract. Input that is already there is taken as one batch, so a
file runs at the stage's own speed and a slow pipe is still answered line by line.
"""

import argparse
import json
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from stream.errors import BadInput

MAX_LINE = 16 * 2**20
"""Bytes. A longer line is answered by an error and skipped, so memory stays bounded."""
MAX_TEXT = 64 * 2**10
"""Bytes of UTF-8 in `text`."""
_CHUNK = 2**18
_BATCH = 256

if TYPE_CHECKING:
    from geofence.district import District

_OVERSIZE = {"error": f"line longer than {MAX_LINE} bytes: split it"}
Line = bytes | None
"""One input line without its newline; None for one that was longer than MAX_LINE."""
Answer = Callable[[Sequence[Line]], Sequence[dict[str, Any]]]


def batches(descriptor: int) -> Iterator[list[Line]]:
    """Lines as they can be read without waiting for more, at most 256 at a time."""
    rest = b""
    skipping = False
    while chunk := os.read(descriptor, _CHUNK):
        *lines, rest = (rest + chunk).split(b"\n")
        ready: list[Line] = list(lines)
        if skipping and ready:
            ready[0], skipping = None, False
        ready = [line if line is None or len(line) <= MAX_LINE else None for line in ready]
        if len(rest) > MAX_LINE or skipping:
            rest, skipping = b"", True
        for start in range(0, len(ready), _BATCH):
            yield ready[start : start + _BATCH]
    if rest or skipping:
        yield [None if skipping else rest]


def run(answer: Answer, *, descriptor: int | None = None, out: IO[str] | None = None) -> int:
    """Answer every line of standard input. Returns the exit status, 0."""
    out = out or sys.stdout
    for lines in batches(sys.stdin.fileno() if descriptor is None else descriptor):
        for reply in answer(lines):
            out.write(json.dumps(reply, ensure_ascii=True, allow_nan=False) + "\n")
        out.flush()
    return 0


def _refuse_constant(name: str) -> float:
    raise ValueError(f"{name} is not JSON")


def decode(line: Line) -> tuple[dict[str, Any], None] | tuple[None, dict[str, Any]]:
    """A JSON object from a line, or the error reply that says what is wrong with it."""
    if line is None:
        return None, _OVERSIZE
    try:
        value = json.loads(line.decode("utf-8"), parse_constant=_refuse_constant)
    except UnicodeDecodeError as error:
        return None, {"error": f"not UTF-8 at byte {error.start}: re-encode the file as UTF-8"}
    except (ValueError, RecursionError) as error:
        where = f" at character {error.pos}" if isinstance(error, json.JSONDecodeError) else ""
        return None, {"error": f"not JSON{where}: one JSON object a line is expected"}
    if not isinstance(value, dict):
        return None, {"error": f"a JSON object is expected, found {_kind(value)}"}
    return value, None


def _kind(value: object) -> str:
    names = {list: "an array", str: "a string", bool: "true or false", type(None): "null"}
    return names.get(type(value), "a number")


def fault(value: dict[str, Any], *, text_required: bool) -> str | None:
    """What keeps a decoded object from being used: its id, its text or its language."""
    identity = value.get("id")
    if isinstance(identity, bool) or not isinstance(identity, str | int):
        return "id: a string or an integer is required"
    text = value.get("text")
    if text is None and not text_required:
        return None
    if not isinstance(text, str):
        return "text: a string is required"
    size = len(text.encode("utf-8", "surrogatepass"))
    if size > MAX_TEXT:
        return f"text: {size} bytes, at most {MAX_TEXT} are taken: shorten or split it"
    if not isinstance(value.get("lang"), str | None):
        return 'lang: a language tag such as "en", or null, is expected'
    return None


def objects(
    work: Callable[[Sequence[dict[str, Any]]], Sequence[dict[str, Any]]], *, text_required: bool
) -> Answer:
    """Lift a function over usable objects to one over lines: unusable ones get error replies."""

    def answer(lines: Sequence[Line]) -> list[dict[str, Any]]:
        replies: list[dict[str, Any] | None] = []
        usable: list[dict[str, Any]] = []
        for line in lines:
            value, error = decode(line)
            if value is not None and (why := fault(value, text_required=text_required)):
                named = isinstance(value.get("id"), str | int) and not isinstance(value["id"], bool)
                error = {**({"id": value["id"]} if named else {}), "error": why}
            if error is None and value is not None:
                usable.append(value)
            replies.append(error)
        answered = iter(work(usable) if usable else ())
        return [reply if reply is not None else next(answered) for reply in replies]

    return answer


def parse(source: str, home: Path | None) -> Answer:
    """The `parse` filter. With a home folder, ids equal the pipeline's."""
    from firstbell.keys import id_key
    from firstbell.settings import load
    from ingest.filter import parse_line

    key = id_key(load(home)) if home else None
    parse_line(source, b"", key=key)  # an unknown source is refused before the first line is read
    return lambda lines: [_OVERSIZE if line is None else parse_line(source, line, key=key) for line in lines]


def locate(options: argparse.Namespace) -> Answer:
    """The `locate` filter, over a district file or a boundary file."""
    from geofence.fences import Fences
    from geofence.filter import locate_line

    if options.boundaries is not None:
        if options.id is None:
            raise BadInput("--boundaries needs --id FIELD: the property that names each area")
        fences = Fences.of_boundaries(
            options.boundaries,
            options.id,
            options.name,
            anywhere=options.anywhere,
            radius_m=_radius(options.radius),
        )
    elif options.id or options.name or options.anywhere or options.radius:
        raise BadInput(
            "--id, --name, --anywhere and --radius go with --boundaries; a district file names its own areas"
        )
    else:
        fences = Fences.of_district(_district(options.district))
    named = options.name is not None

    def answer(lines: Sequence[Line]) -> list[dict[str, Any]]:
        return [error or locate_line(value, fences, names=named) for value, error in map(decode, lines)]

    return answer


def _radius(metres: float | None) -> float | None:
    if metres is not None and not 0 < metres <= 20_000:
        raise BadInput("--radius: metres above 0 and at most 20000 are expected")
    return metres


def score() -> Answer:
    """The `score` filter, with the shipped risk model."""
    from classify.filter import score_lines
    from classify.scorer import load

    scorer = load()
    return objects(lambda values: score_lines(values, scorer), text_required=True)


def redact(district: Path | None) -> Answer:
    """The `redact` filter; the district's school names stay."""
    from firstbell.district import school_names
    from privacy.redact import Redactor
    from privacy.redact.filter import redact_line

    redactor = Redactor(school_names(district) if district else [])
    return objects(lambda values: [redact_line(value, redactor) for value in values], text_required=True)


def _district(path: Path) -> "District":
    from firstbell.district import district

    return district(path)
