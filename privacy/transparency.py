"""The counts of a transparency report, after suppression. What comes out of here may be published.

Every figure that is made of others (a rate, a total) is made of published counts alone, so that it gives
nothing away. None stands for a count that stays unpublished.
"""

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from enum import StrEnum
from statistics import median
from typing import Any

from django.db.models import Count

from privacy.actions import Outcome as Went
from privacy.canonical import stamp
from privacy.models import AuditEntry, Receipt
from privacy.suppression import Arc, Key, hide
from privacy.wilson import wilson

K = 10
"""Counts from 1 to K-1 stay unpublished."""
SMALLEST_K = 5


class Outcome(StrEnum):
    """What became of an item."""

    NO_CONCERN = "no_concern"
    BULLYING_SUPPORT = "bullying_support"
    SUPPORT_REFERRAL = "support_referral"
    THREAT_ASSESSMENT = "threat_assessment"
    EMERGENCY = "emergency"
    WAITING = "waiting"
    WITHDRAWN = "withdrawn"
    CLOSED = "closed"


GROUPS: Mapping[str, tuple[Outcome, ...]] = {
    "no_concern": (Outcome.NO_CONCERN,),
    "concern": (
        Outcome.BULLYING_SUPPORT,
        Outcome.SUPPORT_REFERRAL,
        Outcome.THREAT_ASSESSMENT,
        Outcome.EMERGENCY,
    ),
    "undecided": (Outcome.WAITING, Outcome.WITHDRAWN, Outcome.CLOSED),
}
"""The columns of the tables, and what each is made of."""

ACTS: Mapping[str, tuple[str, ...]] = {
    "looks": ("item.looked",),
    "reveals": ("item.revealed",),
    "emergency_reveals": ("emergency.revealed",),
    "disclosures": ("disclosure.recorded",),
    "pupil_reports": ("pupil.reported",),
    "exports": ("audit.exported",),
}
"""Acts of people, and the actions by which the audit log names them."""
_BY_FIELD = ("item.revealed", "emergency.revealed")
_NEAR_EMERGENCY = ("emergency_reveals", "disclosures")


@dataclass(frozen=True, slots=True)
class Fact:
    """One item without anything of it: which head, which level of school, what became of it, and when."""

    head: str
    level: str
    outcome: Outcome
    opened_s: float | None = None
    """Seconds from the queue to the first look."""


def counted(facts: Sequence[Fact], k: int) -> dict[str, Any]:
    """Tables of category and of school level by outcome, their totals, rates and the median time, JSON-able."""
    heads, levels = _names(fact.head for fact in facts), _names(fact.level for fact in facts)
    arcs = _arcs(facts, heads, levels)
    hidden = hide(arcs, k)

    def shown(*key: str) -> int | None:
        return None if key in hidden else arcs[key].value

    def table(kind: str, names: Iterable[str]) -> list[dict[str, Any]]:
        return [
            {
                "name": name,
                "cells": [shown(kind, name, group) for group in GROUPS],
                "total": shown(kind, name),
            }
            for name in names
        ]

    by_head = table("head", heads)
    totals = [shown("group", group) for group in GROUPS]
    return {
        "by_head": by_head,
        "by_level": table("level", levels),
        "totals": totals,
        "total": shown("total"),
        "outcomes": {
            group: {str(outcome): shown("outcome", str(outcome)) for outcome in outcomes}
            for group, outcomes in GROUPS.items()
        },
        "false_alarms": rate(totals[0], totals[1]),
        "false_alarms_by_head": {row["name"]: rate(row["cells"][0], row["cells"][1]) for row in by_head},
        "median_open_s": median_of([fact.opened_s for fact in facts if fact.opened_s is not None], k),
    }


def rate(without: int | None, with_concern: int | None) -> dict[str, Any] | None:
    """Of decided items, the share in which nobody found concern, with its interval; None when a part is hidden."""
    if without is None or with_concern is None or not without + with_concern:
        return None
    of = without + with_concern
    low, high = wilson(without, of)
    return {"n": of, "share": without / of, "low": low, "high": high}


def median_of(seconds: Sequence[float], k: int) -> float | None:
    """None of fewer than k."""
    return median(seconds) if len(seconds) >= k else None


def deletions(since: datetime, until: datetime, k: int) -> dict[str, Any]:
    """Destroyed items by cause, from the receipts."""
    rows = Receipt.objects.filter(at__gte=since, at__lt=until).values("cause").annotate(n=Count("pk"))
    return listed({str(row["cause"]): int(row["n"]) for row in rows}, k)


def listed(counts: Mapping[str, int], k: int) -> dict[str, Any]:
    """Counts and their total, suppressed together."""
    arcs: dict[Key, Arc] = {name: Arc("all", "end", n) for name, n in counts.items()}
    arcs["",] = Arc("end", "all", sum(counts.values()), dear=True)
    hidden = hide(arcs, k)
    return {
        "counts": {name: None if name in hidden else counts[name] for name in sorted(counts)},
        "total": None if ("",) in hidden else sum(counts.values()),
    }


def acts(since: datetime, until: datetime, k: int) -> dict[str, int | None]:
    """What people did, from the audit log; each stands alone, so small ones are hidden alone. A reveal counts once,
    however many fields (an entry each) it showed: else three fields of few people would pass for many."""
    wanted = [action for actions in ACTS.values() for action in actions]
    rows = AuditEntry.objects.filter(
        action__in=wanted, outcome=Went.OK, ts_utc__gte=stamp(since), ts_utc__lt=stamp(until)
    )
    plain = rows.exclude(action__in=_BY_FIELD).values("action").annotate(n=Count("seq"))
    found = Counter({str(row["action"]): int(row["n"]) for row in plain})
    shown = rows.filter(action__in=_BY_FIELD).values_list("action", "seq", "payload_canonical")
    found.update(
        action for action, _one in {(action, _reveal(seq, bytes(entry))) for action, seq, entry in shown}
    )
    sums = {name: sum(found[action] for action in actions) for name, actions in ACTS.items()}
    return {name: None if 0 < n < k else n for name, n in sums.items()}


def linked(made: dict[str, int | None], items: Mapping[str, Any]) -> dict[str, int | None]:
    """Of acts that nearly count emergencies, none where that outcome stays unpublished: one would tell the other."""
    told = items["outcomes"]["concern"][Outcome.EMERGENCY] is not None
    return {name: n if told or name not in _NEAR_EMERGENCY else None for name, n in made.items()}


def _reveal(seq: int, entry: bytes) -> object:
    """What is the same in the entries of one reveal: the hash of its sentence, or its ask."""
    said = json.loads(bytes(entry))["payload"]
    return said.get("words") or said.get("asked") or f"entry {seq}"


def requests(since: datetime, until: datetime, k: int) -> dict[str, Any]:
    """Rights requests by kind (appeals are one) as they came, and by outcome as they ended, from the log."""

    def of(action: str, field: str) -> dict[str, Any]:
        rows = AuditEntry.objects.filter(
            action=action, ts_utc__gte=stamp(since), ts_utc__lt=stamp(until)
        ).values_list("payload_canonical", flat=True)
        payloads = (json.loads(bytes(row))["payload"] for row in rows)
        return listed(Counter(str(payload.get(field)) for payload in payloads), k)

    return {"asked": of("rights.opened", "kind"), "ended": of("rights.closed", "outcome")}


def days(first: date, last: date, zone: tzinfo) -> tuple[datetime, datetime]:
    """From the first moment of `first` to the first moment after `last`, as the district counts days."""
    after = last + timedelta(days=1)
    return datetime.combine(first, time(), zone), datetime.combine(after, time(), zone)


def _names(found: Iterable[str]) -> list[str]:
    return sorted(set(found))


def _arcs(facts: Sequence[Fact], heads: Sequence[str], levels: Sequence[str]) -> dict[Key, Arc]:
    """all → category → column → outcome → column's total → level → end → all."""
    group_of = {outcome: group for group, outcomes in GROUPS.items() for outcome in outcomes}
    by_head = Counter((fact.head, group_of[fact.outcome]) for fact in facts)
    by_level = Counter((fact.level, group_of[fact.outcome]) for fact in facts)
    outcomes = Counter(fact.outcome for fact in facts)
    arcs: dict[Key, Arc] = {("total",): Arc("end", "all", len(facts), dear=True)}
    for head in heads:
        cells = {group: by_head[head, group] for group in GROUPS}
        arcs["head", head] = Arc("all", f"head {head}", sum(cells.values()), dear=True)
        arcs |= {
            ("head", head, group): Arc(f"head {head}", f"made of {group}", n) for group, n in cells.items()
        }
    for group, parts in GROUPS.items():
        arcs |= {
            ("outcome", str(part)): Arc(f"made of {group}", f"sum of {group}", outcomes[part])
            for part in parts
        }
        total = sum(outcomes[part] for part in parts)
        arcs["group", group] = Arc(f"sum of {group}", f"all of {group}", total, dear=True)
    for level in levels:
        cells = {group: by_level[level, group] for group in GROUPS}
        arcs |= {
            ("level", level, group): Arc(f"all of {group}", f"level {level}", n) for group, n in cells.items()
        }
        arcs["level", level] = Arc(f"level {level}", "end", sum(cells.values()), dear=True)
    return arcs
