"""When somebody watches, who is told and whom to call, from the district file (docs/district.md).

`[coverage]` time_zone, holidays, hours by weekday, repeat_minutes, privacy_officer; `[[on_call]]` order,
role, email, webhook; `[[call_sheet]]` who, phone, when. Django-free.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from stream.errors import BadInput

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
REPEAT = timedelta(minutes=10)
_EMAIL = re.compile(r"[^@\s,;<>]+@[^@\s,;<>]+\.[^@\s,;<>]+")
_HOURS = re.compile(r"([01]\d|2[0-3]):([0-5]\d)-([01]\d|2[0-4]):([0-5]\d)")
_LOOK_AHEAD = 400


@dataclass(frozen=True, slots=True)
class OnCall:
    """One to be told, by mail, webhook or both. `key` names the person in our tables: never a name or an
    address."""

    key: str
    role: str
    email: str = ""
    webhook: str = ""


@dataclass(frozen=True, slots=True)
class CallLine:
    """A line of the call sheet."""

    who: str
    phone: str
    when: str = ""


@dataclass(frozen=True, slots=True)
class Span:
    """Minutes of a local day, half-open."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Coverage:
    """`hours` has a tuple a weekday, Monday first. Nothing stated: nobody is watching."""

    zone: ZoneInfo = field(default_factory=lambda: ZoneInfo("UTC"))
    hours: tuple[tuple[Span, ...], ...] = ((),) * 7
    holidays: frozenset[date] = frozenset()
    on_call: tuple[OnCall, ...] = ()
    call_sheet: tuple[CallLine, ...] = ()
    repeat: timedelta = REPEAT
    """How long one has to open an item before the next is told."""
    privacy_officer: OnCall | None = None
    """Told when identity was revealed in an emergency; without one, all on call are."""

    def watching(self, at: datetime) -> bool:
        """Whether somebody watches at that moment."""
        local = at.astimezone(self.zone)
        if local.date() in self.holidays:
            return False
        minute = local.hour * 60 + local.minute
        return any(span.start <= minute < span.end for span in self.hours[local.weekday()])

    def next_open(self, at: datetime) -> datetime | None:
        """`at` itself while somebody watches, else when somebody will, in UTC; None: not within 400 days."""
        if self.watching(at):
            return at
        today = at.astimezone(self.zone).date()
        for ahead in range(_LOOK_AHEAD):
            day = today + timedelta(days=ahead)
            if day in self.holidays:
                continue
            starts = (self._moment(day, span.start) for span in self.hours[day.weekday()])
            if later := [start for start in starts if start > at]:
                return min(later)
        return None

    def person(self, key: str) -> OnCall | None:
        everyone = (*self.on_call, *([self.privacy_officer] if self.privacy_officer else []))
        return next((one for one in everyone if one.key == key), None)

    def _moment(self, day: date, minute: int) -> datetime:
        local = datetime.combine(day, time(minute // 60, minute % 60), self.zone)
        return local.astimezone(UTC)


def parse(
    coverage: Mapping[str, Any], on_call: Sequence[Mapping[str, Any]], call_sheet: Sequence[Mapping[str, Any]]
) -> Coverage:
    """The three parts as the district file has them. BadInput names the field and the remedy."""
    _only(coverage, {"time_zone", "holidays", "hours", "repeat_minutes", "privacy_officer"}, "[coverage]")
    officer = coverage.get("privacy_officer")
    return Coverage(
        zone=_zone(coverage.get("time_zone", "UTC")),
        hours=_hours(coverage.get("hours", {})),
        holidays=frozenset(_day(day) for day in _list(coverage.get("holidays", []), "[coverage] holidays")),
        on_call=_people(on_call),
        call_sheet=tuple(_line(line, f"[[call_sheet]] {n}") for n, line in enumerate(call_sheet, 1)),
        repeat=_repeat(coverage.get("repeat_minutes", 10)),
        privacy_officer=None
        if officer is None
        else OnCall("privacy_officer", "Privacy officer", _email(officer, "[coverage] privacy_officer")),
    )


def _zone(name: object) -> ZoneInfo:
    try:
        return ZoneInfo(_text(name, "[coverage] time_zone"))
    except (KeyError, ValueError, OSError):
        raise BadInput(
            f"[coverage] time_zone: {name!r} is no time zone; write one such as America/Los_Angeles"
        ) from None


def _hours(hours: object) -> tuple[tuple[Span, ...], ...]:
    if not isinstance(hours, Mapping):
        raise BadInput('[coverage.hours]: a list for each weekday, such as monday = ["07:30-17:00"]')
    _only(hours, set(DAYS), "[coverage.hours]")
    return tuple(
        tuple(
            _span(span, f"[coverage.hours] {day}")
            for span in _list(hours.get(day, []), f"[coverage.hours] {day}")
        )
        for day in DAYS
    )


def _span(text: object, where: str) -> Span:
    match = _HOURS.fullmatch(text) if isinstance(text, str) else None
    numbers = [int(part) for part in match.groups()] if match else [0, 0, 0, 0]
    span = Span(numbers[0] * 60 + numbers[1], numbers[2] * 60 + numbers[3])
    if not span.start < span.end <= 24 * 60:
        raise BadInput(
            f'{where}: {text!r}: write "07:30-17:00", the earlier time first; split a night at 24:00'
        )
    return span


def _day(value: object) -> date:
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    try:
        return date.fromisoformat(_text(value, "[coverage] holidays"))
    except ValueError:
        raise BadInput(f"[coverage] holidays: {value!r}: write a day such as 2026-11-26") from None


def _people(people: Sequence[Mapping[str, Any]]) -> tuple[OnCall, ...]:
    found: dict[int, OnCall] = {}
    for n, person in enumerate(people, 1):
        where = f"[[on_call]] {n}"
        _only(person, {"order", "role", "email", "webhook"}, where)
        order = person.get("order", n)
        if not isinstance(order, int) or isinstance(order, bool) or order < 1:
            raise BadInput(f"{where}: order: a whole number from 1, found {order!r}")
        if order in found:
            raise BadInput(f"{where}: order {order} stands twice; the first to be told is 1, the next 2")
        role = _text(person.get("role", f"On call {order}"), f"{where}: role")
        webhook = _webhook(person.get("webhook", ""), f"{where}: webhook")
        email = "" if webhook and "email" not in person else _email(person.get("email"), f"{where}: email")
        found[order] = OnCall(f"on_call:{order}", role, email, webhook)
    return tuple(found[order] for order in sorted(found))


def _line(line: Mapping[str, Any], where: str) -> CallLine:
    _only(line, {"who", "phone", "when"}, where)
    return CallLine(
        _text(line.get("who"), f"{where}: who"),
        _text(line.get("phone"), f"{where}: phone"),
        _text(line.get("when", ""), f"{where}: when", empty=True),
    )


def _repeat(minutes: object) -> timedelta:
    if not isinstance(minutes, int) or isinstance(minutes, bool) or not 1 <= minutes <= 24 * 60:
        raise BadInput(f"[coverage] repeat_minutes: whole minutes from 1 to 1440, found {minutes!r}")
    return timedelta(minutes=minutes)


def _email(value: object, where: str) -> str:
    if not isinstance(value, str) or not _EMAIL.fullmatch(value.strip()):
        raise BadInput(f"{where}: an address such as counsellor@district.example")
    return value.strip()


def _webhook(value: object, where: str) -> str:
    if value != "" and not (isinstance(value, str) and re.fullmatch(r"https?://[^\s/]+\S*", value)):
        raise BadInput(f"{where}: an address such as https://alerts.district.example/firstbell")
    return str(value)


def _text(value: object, where: str, *, empty: bool = False) -> str:
    if not isinstance(value, str) or not (value.strip() or empty):
        raise BadInput(f"{where}: write a text, found {value!r}")
    return value.strip()


def _list(value: object, where: str) -> list[object]:
    if not isinstance(value, list | tuple):
        raise BadInput(f"{where}: a list, such as [] or [one, another]")
    return list(value)


def _only(table: Mapping[str, Any], known: set[str], where: str) -> None:
    if unknown := sorted(set(table) - known):
        raise BadInput(f"{where}: unknown field {unknown[0]!r}; known are {', '.join(sorted(known))}")
