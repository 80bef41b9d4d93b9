"""A post from what a parser read, with the checks that hold for every source."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Literal

from ingest.decode import Decoder, WireError, without_lone_surrogates
from ingest.fields import CLEANED, NEAR, Seal, base_language, clean_text, envelope
from ingest.ids import event_id, post_id
from stream.contracts import AccountChange, Deletion, Gap, PlaceTag, Point, Post, Reason
from stream.source import Event, Note, Parsed

NO_TIME = Note("info", "the time of writing: missing, unreadable or more than a year from now; left out")
NO_LANG = Note("info", "the language: not a language tag; left out")
NO_PLACE = Note(
    "error", "the place: not a longitude within ±180 and a latitude within ±90; the post went on without it"
)
Status = Literal["active", "deleted", "deactivated", "suspended", "takendown", "other"]
MAX_ITEMS = 5000
"""Posts of one wire record."""


@dataclass(slots=True)
class Outcome:
    """What one wire record comes to, while it is read."""

    events: list[Event] = field(default_factory=list)
    drops: list[Reason] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    edited: bool = False

    def each(self, items: Sequence[Any], what: str, take: Callable[[Any], None]) -> None:
        """`take` every item; one that cannot be used costs itself and is noted. WireError beyond MAX_ITEMS."""
        if len(items) > MAX_ITEMS:
            raise WireError(f"more than {MAX_ITEMS} of {what} in one record; split it")
        for number, item in enumerate(items):
            try:
                take(item)
            except WireError as error:
                self.notes.append(Note("error", f"{what} {number}: {error}"))

    def parsed(self, empty: Note) -> Parsed:
        """The record's outcome; one that held nothing is noted as `empty`."""
        if not (self.events or self.drops or self.notes):
            self.notes.append(empty)
        return Parsed(self.events, self.drops, self.notes, edited=self.edited)


@dataclass(frozen=True, slots=True)
class Maker:
    """Makes the records of one source. `seal` encrypts what names the author; `key` keys the ids."""

    source: str
    seal: Seal
    key: bytes | None

    def id(self, *native: str) -> str:
        return post_id(self.key, self.source, *native)

    def post(
        self,
        out: Outcome,
        native: Sequence[str],
        version: str,
        text: Iterable[str | None],
        *,
        received_at: datetime,
        created: datetime | None,
        lang: str | None,
        author: Mapping[str, str | None],
        point: Point | None = None,
        places: tuple[PlaceTag, ...] = (),
    ) -> None:
        """Add a post: `text` in a reader's order, empty parts left out."""
        whole, cleaned = clean_text("\n".join(part for part in text if part and part.strip()), "the text")
        if cleaned:
            out.notes.append(CLEANED)
        if created is None or abs(created - received_at) > NEAR:
            out.notes.append(NO_TIME)
            created = None
        language = base_language(lang) if lang else None
        if lang and language is None:
            out.notes.append(NO_LANG)
        out.events.append(
            Post(
                post_id=self.id(*native),
                version=version,
                source=self.source,
                text=whole,
                received_at=received_at,
                created_at=created,
                lang=language,
                point=point,
                places=places,
                envelope=envelope(self.seal, author),
            )
        )

    def gone(self, native: Sequence[str], received_at: datetime, *, scrub_geo: bool = False) -> Deletion:
        return Deletion(
            post_id=self.id(*native),
            source=self.source,
            received_at=received_at,
            cause="scrub_geo" if scrub_geo else "delete",
        )

    def account(self, account: str, status: Status, mark: str, received_at: datetime) -> AccountChange:
        return AccountChange(
            post_id=event_id(self.key, self.source, account, status, mark),
            source=self.source,
            received_at=received_at,
            status=status,
            envelope=envelope(self.seal, {"account": account}),
        )

    def gap(self, mark: Sequence[str], received_at: datetime, first: str, last: str, why: str) -> Gap:
        return Gap(
            post_id=event_id(self.key, self.source, "gap", *mark),
            where=self.source,
            first=first,
            last=last,
            at=received_at,
            why=why,
        )


def unwrapped(wire: bytes, expected: Decoder) -> bytes:
    """The wire itself, or what stands in it when it is one JSON string.

    `expected` decodes a string, and says what would be right when there is none.
    """
    if not wire.lstrip().startswith(b'"'):
        return wire
    text: str = expected(wire)
    inner = text.encode("utf-8", "replace")
    return without_lone_surrogates(inner) or inner


def placed(lon: Any, lat: Any, precision_m: float | None, out: Outcome) -> Point | None:
    """A point in WGS84 degrees, or None and a note: an impossible place is no place."""
    try:
        where = float(lon), float(lat)
    except (TypeError, ValueError, OverflowError):
        where = (999.0, 999.0)
    if not (abs(where[0]) <= 180 and abs(where[1]) <= 90):
        out.notes.append(NO_PLACE)
        return None
    return Point(lon=where[0], lat=where[1], precision_m=precision_m)


def unix(seconds: float | None) -> datetime | None:
    """A time of seconds since 1970; None of none and of what is none."""
    try:
        return None if seconds is None else datetime.fromtimestamp(seconds, UTC)
    except (OverflowError, OSError, ValueError):
        return None


def numbered(value: int) -> str:
    """A whole number as a version: comparable as a string."""
    if not 0 <= value < 10**20:
        raise WireError("an id or time that is no whole number from 0 to 10^20")
    return f"{value:020d}"
