"""All figures of a transparency report, JSON-able and suppressed: what is published is this and nothing else."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.utils import timezone

from privacy import transparency
from privacy.governance import record
from privacy.governance.models import SwitchTurn
from privacy.governance.rule import Act, Part
from privacy.models import ClosingReason, HeldItem, State
from privacy.tips.letters import SOURCE
from privacy.transparency import Fact, Outcome
from review_ui import precision
from review_ui.models import Decision, Kind
from review_ui.watching import zone
from stream.errors import BadInput

VERSION = 1
SEVERAL, UNKNOWN = "several", "other"


def figures(since: date, until: date, k: int = transparency.K) -> dict[str, Any]:
    """From the first to the last day, both counted. BadInput: days the wrong way round or ahead, k too small."""
    if not since <= until < timezone.localtime(timezone=zone()).date():
        raise BadInput(
            "a report is of days that have passed: the first day, then the last, which lies behind us"
        )
    if k < transparency.SMALLEST_K:
        raise BadInput(f"counts below {transparency.SMALLEST_K} always stay unpublished: give a larger k")
    start, end = transparency.days(since, until, zone())
    items = transparency.counted(list(facts(start, end)), k)
    return {
        "v": VERSION,
        "since": since.isoformat(),
        "until": until.isoformat(),
        "k": k,
        "made_on": timezone.localtime(timezone=zone()).date().isoformat(),
        "deployment": dict(settings.PUBLIC_FACTS),
        "adoption": _adoption(),
        "items": items,
        "acts": transparency.linked(transparency.acts(start, end, k), items),
        "deletions": transparency.deletions(start, end, k),
        "requests": transparency.requests(start, end, k),
        "precision": [
            {
                "head": one.head,
                "band": precision.band_words(one.band),
                "low": one.rough[0],
                "high": one.rough[1],
            }
            for one in precision.all_bands(settings.PUBLIC_FACTS["model"])
            if min(one.concern, one.decided - one.concern) >= k
        ],
    }


def facts(since: datetime, until: datetime) -> Iterator[Fact]:
    """Of every item that came into the queue from `since` to before `until`. Destroyed items count too: their
    rows stay, without content."""
    items = HeldItem.objects.filter(queued_at__gte=since, queued_at__lt=until)
    decided = dict(
        Decision.objects.filter(superseded_by=None, item__in=items)
        .exclude(kind=Kind.UNDONE)
        .order_by()
        .values_list("item_id", "kind")
    )
    closed = set(ClosingReason.objects.filter(item__in=items).values_list("item_id", flat=True))
    rows = items.values_list(
        "pk", "source", "top_head", "school_ids", "state", "queued_at", "first_opened_at"
    )
    for pk, source, head, schools, state, queued, opened in rows:
        yield Fact(
            "tip" if source == SOURCE else head,
            _level(schools),
            _outcome(decided.get(pk), closed=pk in closed, state=state),
            (opened - queued).total_seconds() if opened and opened >= queued else None,
        )


def _outcome(kind: str | None, *, closed: bool, state: str) -> Outcome:
    if kind is not None:
        return Outcome(kind)
    if closed:
        return Outcome.CLOSED
    return Outcome.WITHDRAWN if state == State.DESTROYED else Outcome.WAITING


def _level(schools: list[str]) -> str:
    """One level an item, so that totals add up."""
    found = {str(settings.SCHOOLS[one].level) if one in settings.SCHOOLS else UNKNOWN for one in schools}
    return found.pop() if len(found) == 1 else SEVERAL if found else UNKNOWN


def _adoption() -> Mapping[str, Any]:
    """The record and the switch as they stand: all of it was public before."""
    found, stands = record.verdict(), record.standing()
    stops = SwitchTurn.objects.filter(act=Act.STOPPED)
    return {
        "live": found.live,
        "until": found.until.isoformat() if found.until else "",
        "parts": [
            {
                "part": str(part),
                "day": stands[part].day.isoformat(),
                "link": stands[part].link,
                "yes": stands[part].yes,
            }
            for part in Part
            if part in stands
        ],
        "stops": [
            {
                "day": stop.at.astimezone(zone()).date().isoformat(),
                "why": stop.get_reason_display(),
                "words": stop.words,
            }
            for stop in stops
        ],
    }
