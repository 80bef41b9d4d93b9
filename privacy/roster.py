"""The roster's dates, for one rule alone: what concerns a pupil is destroyed within a year after the pupil
turns 18 or leaves, whichever comes first (California Education Code 49073.6(c)(3)(A)). A mark answers one question
besides: the pupil's own verified request (`concerning`).

A pupil's id is read, hashed with a key and forgotten. An item's mark is hashed with the item's id as well, so
that no column tells that two items concern one pupil; an import finds them by trying every pupil.
"""

import csv
import hmac
import re
from collections.abc import Collection, Iterator
from datetime import UTC, date, datetime, time
from functools import cache
from pathlib import Path
from typing import TextIO

from django.conf import settings
from django.db.models import QuerySet

from privacy import audit, items, keys
from privacy.actors import Actor
from privacy.disclosures.models import Disclosure
from privacy.models import Clock, HeldItem, Pupil, PupilMark, State
from stream.errors import BadInput

COLUMNS = ("pupil_id", "birth_month", "exit_date")


def due(birth_month: date, exit_date: date | None) -> date:
    """The day by which what concerns the pupil is destroyed. Of a birth month the first day counts."""
    adult = birth_month.replace(year=birth_month.year + 18, day=1)
    first = min(adult, exit_date) if exit_date else adult
    day = 28 if (first.month, first.day) == (2, 29) else first.day
    return first.replace(year=first.year + 1, day=day)


def parse(lines: TextIO) -> Iterator[tuple[str, date]]:
    """(pupil_id, due) of each line. BadInput names the line and the column, never the pupil."""
    rows = csv.DictReader(lines)
    if set(COLUMNS) - set(rows.fieldnames or ()):
        raise BadInput(f"line 1: the columns are {', '.join(COLUMNS)}")
    for number, row in enumerate(rows, 2):
        pupil = (row["pupil_id"] or "").strip()
        if not pupil:
            raise BadInput(f"line {number}: pupil_id is empty")
        month = (row["birth_month"] or "").strip()
        if not re.fullmatch(r"\d{4}-\d{2}", month):
            raise BadInput(f"line {number}: birth_month: write YYYY-MM")
        left = (row["exit_date"] or "").strip()
        try:
            born = date.fromisoformat(f"{month}-01")
            gone = date.fromisoformat(left) if left else None
        except ValueError:
            raise BadInput(f"line {number}: birth_month is YYYY-MM, exit_date YYYY-MM-DD or empty") from None
        yield pupil, due(born, gone)


def load(lines: TextIO, actor: Actor) -> tuple[int, int]:
    """Put a roster in the place of the one before: (pupils, items whose date it set). All or nothing."""
    pupils: dict[str, date] = {}
    for pupil, day in parse(lines):
        key = _pupil_key(pupil)
        pupils[key] = min(day, pupils.get(key, day))
    known: dict[str, str | None] = {}
    _try_all(pupils, known)
    with audit.act():
        Pupil.objects.all().delete()
        Pupil.objects.bulk_create(
            [Pupil(key=key, destroy_by=day) for key, day in pupils.items()], batch_size=500
        )
        _try_all(pupils, known)  # what was linked meanwhile
        dated = sum(_date_anew(mark, pupils, known) for mark in PupilMark.objects.all())
        for record in _outlived():
            _date_kept(record, pupils, known)
        audit.record(
            actor_id=actor.id,
            actor_role=actor.role,
            action=audit.Action.ROSTER_IMPORTED,
            object_type=audit.ObjectType.SETTINGS,
            object_key="roster",
            payload={"pupils": len(pupils), "items": dated},
        )
    return len(pupils), dated


def mark(item_id: int, actor: Actor, pupil: str) -> datetime | None:
    """Say that a referred item concerns a pupil of the roster, so that it goes in time; when it goes.

    BadInput: not referred, or no such pupil in the roster.
    """
    key = _pupil_key(pupil.strip())
    with audit.act():
        item = items.locked(item_id)
        if item.clock != Clock.REFERRED:
            raise BadInput(f"item {item_id} is not referred: only a case is linked to a pupil")
        row = Pupil.objects.filter(key=key).first()
        if row is None:
            raise BadInput("the roster has no such pupil: is the id right, the roster up to date?")
        before = PupilMark.objects.filter(item=item).first()
        until = before.case_until if before else item.destroy_at
        given = {"mark": _mark(item, key), "destroy_by": row.destroy_by, "case_until": until}
        PupilMark.objects.update_or_create(item=item, defaults=given)
        _bound(item, until)
        audit.record(
            actor_id=actor.id,
            actor_role=actor.role,
            action=audit.Action.ITEM_PUPIL_MARKED,
            object_type=audit.ObjectType.ITEM,
            object_key=item.post_id,
            payload={"destroy_at": item.destroy_at},
        )
    destroy_at: datetime | None = item.destroy_at
    return destroy_at


def _try_all(pupils: Collection[str], known: dict[str, str | None]) -> None:
    """Add to `known`, mark to pupil's key, what is not in it. Slow (every pupil is tried for every mark), so it runs
    before the log is locked: nobody's look waits for a roster."""
    marked = [(row.mark, row.item.post_id) for row in PupilMark.objects.select_related("item")]
    marked += [(row.pupil_mark, row.item.post_id) for row in _outlived()]
    secret = _secret(Path(settings.PRIVACY_KEYS))
    for mark, post_id in marked:
        if mark not in known:
            head, wanted = _before_key(post_id).encode(), bytes.fromhex(mark)
            hits = (key for key in pupils if hmac.digest(secret, head + key.encode(), "sha256") == wanted)
            known[mark] = next(hits, None)


def _outlived() -> QuerySet[Disclosure]:
    return Disclosure.objects.exclude(pupil_mark="").select_related("item").order_by("pk")


def _date_anew(mark: PupilMark, pupils: dict[str, date], known: dict[str, str | None]) -> int:
    item = HeldItem.objects.select_for_update().get(pk=mark.item_id)
    if item.state == State.DESTROYED:
        mark.delete()
        return 0
    found = known.get(mark.mark)
    if found is None:
        return 0  # no longer in the roster: the date that it had stands
    mark.destroy_by = pupils[found]
    mark.save(update_fields=["destroy_by"])
    _bound(item, mark.case_until or item.destroy_at)
    return 1


def _date_kept(record: Disclosure, pupils: dict[str, date], known: dict[str, str | None]) -> None:
    """The record of a disclosure that outlived its item: an earlier date counts, no later one."""
    found = known.get(record.pupil_mark)
    if found is not None:
        record.keep_until = min(record.keep_until, midnight(pupils[found]))
        record.save(update_fields=["keep_until"])


def _bound(item: HeldItem, until: datetime | None) -> None:
    """The case's own schedule, or the pupil's date: a corrected roster gives the case its schedule back."""
    item.destroy_at = items.bounded(item, until)
    item.save(update_fields=["destroy_at"])


def concerning(pupil: str) -> tuple[list[HeldItem], list[Disclosure]]:
    """Items that were linked to this pupil, without content, and disclosures that outlived such an item.
    Every mark is tried: no column tells which belong together."""
    key = _pupil_key(pupil.strip())
    marks = PupilMark.objects.select_related("item").order_by("item_id")
    return (
        [row.item for row in marks if hmac.compare_digest(_mark(row.item, key), row.mark)],
        [row for row in _outlived() if hmac.compare_digest(_mark(row.item, key), row.pupil_mark)],
    )


def midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)


def _pupil_key(pupil: str) -> str:
    return _hmac(f"pupil\0{pupil}")


def _mark(item: HeldItem, key: str) -> str:
    return _hmac(f"{_before_key(item.post_id)}{key}")


def _before_key(post_id: str) -> str:
    return f"mark\0{post_id}\0"


def _hmac(text: str) -> str:
    return hmac.digest(_secret(Path(settings.PRIVACY_KEYS)), text.encode(), "sha256").hex()


@cache
def _secret(keys_dir: Path) -> bytes:
    return keys.load_audit_key(keys_dir)
