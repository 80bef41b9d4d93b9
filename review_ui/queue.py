"""The queue: what waits, most urgent first, never with a word of a post."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from privacy import items
from privacy.models import HeldItem, State
from privacy.tips.letters import SOURCE
from review_ui import words
from review_ui.decisions import undoable
from review_ui.desk import Status, others_at, person, school_names, status
from review_ui.models import User
from review_ui.permissions import HOME
from review_ui.watching import unreached, unwatched
from stream.contracts import HEADS

MOST = 200
"""Rows of one page. More than this waiting needs more people, not more rows."""

KINDS = (*HEADS, SOURCE)
"""What the filter offers: a head, or a tip whatever its score."""

STATES: dict[str, tuple[State, ...]] = {
    "": items.WAITING,
    "unopened": (State.NEW, State.ESCALATED),
    "opened": (State.OPENED,),
    "handed_over": (State.REFERRED,),
    "no_concern": (State.DECIDED,),
}


@dataclass(frozen=True)
class Row:
    """One line of the queue."""

    item: HeldItem
    heads: str
    rank: str
    schools: str
    bases: str
    waits: str
    status: Status
    others: str


@dataclass(frozen=True)
class Chosen:
    """The filters, as they stand in the address. Unknown values mean no filter."""

    school: str = ""
    head: str = ""
    state: str = ""

    @classmethod
    def of(cls, request: HttpRequest) -> "Chosen":
        school, head, state = (request.GET.get(name, "") for name in ("school", "head", "state"))
        return cls(
            school if school in settings.SCHOOLS else "",
            head if head in KINDS else "",
            state if state in STATES else "",
        )


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """Each role starts at its own page."""
    return redirect(HOME[person(request).role])


@require_GET
def queue(request: HttpRequest) -> HttpResponse:
    chosen = Chosen.of(request)
    user = person(request)
    own = user.school_ids()
    rows = _rows(user, chosen)
    shown, version = _rendered(rows)
    context = {
        "rows": rows,
        "shown": shown,
        "version": version,
        "newest": _newest(rows),
        "chosen": chosen,
        "query": request.GET.urlencode(),
        "schools": [s for s in settings.SCHOOLS.values() if own is None or s.id in own],
        "heads": [(one, words.head(one)) for one in KINDS],
        "states": _state_labels(),
        "undo": undoable(user),
        "unreached": unreached(user),
    }
    return render(request, "review_ui/queue.html", context)


@require_GET
def queue_rows(request: HttpRequest) -> HttpResponse:
    """The rows for a page that polls: 204 when nothing changed. No look, so no entry."""
    chosen = Chosen.of(request)
    rows = _rows(person(request), chosen)
    shown, version = _rendered(rows)
    if version == request.GET.get("v"):
        return HttpResponse(status=204)
    before = request.GET.get("newest", "")
    fresh = [row for row in rows if before.isdecimal() and row.item.pk > int(before)]
    kept = request.GET.copy()
    for name in ("v", "newest"):
        kept.pop(name, None)
    context = {
        "rows": rows,
        "shown": shown,
        "version": version,
        "newest": max(_newest(rows), int(before) if before.isdecimal() else 0),
        "query": kept.urlencode(),
        "news": _news(fresh),
        "polled": True,
    }
    return render(request, "review_ui/queue_rows.html", context)


@require_GET
def next_item(request: HttpRequest) -> HttpResponse:
    """Open the waiting item that follows `after`; those which someone else has open come last."""
    user = person(request)
    ids = list(items.queue(user.school_ids()).values_list("pk", flat=True)[:MOST])
    after = request.GET.get("after", "")
    here = int(after) if after.isdecimal() else 0
    at = ids.index(here) + 1 if here in ids else 0
    others = others_at(ids, user)
    ahead = [pk for pk in ids[at:] + ids[:at] if pk != here]
    ahead.sort(key=lambda pk: pk in others)
    return redirect("item", ahead[0]) if ahead else redirect("queue")


def _rows(user: User, chosen: Chosen) -> list[Row]:
    found = items.queue(user.school_ids(), STATES[chosen.state])
    if chosen.school:
        found = found.filter(schools__school=chosen.school)
    held = [
        item for item in found[: MOST * 5] if not chosen.head or chosen.head in (*item.heads, item.source)
    ][:MOST]
    others = others_at((item.pk for item in held), user)
    now = timezone.now()
    return [_row(item, now, others.get(item.pk, [])) for item in held]


def _row(item: HeldItem, now: datetime, others: Sequence[str]) -> Row:
    heads = sorted(item.heads or [item.top_head], key=lambda one: (one != item.top_head, one))
    return Row(
        item=item,
        heads=", ".join(words.head(one) for one in heads),
        rank=words.rank(item.top_rank) if item.heads else _("queued because it is a tip"),
        schools=school_names(item.school_ids),
        bases=", ".join(words.basis(one) for one in item.bases),
        waits=words.age(item.queued_at, now),
        status=status(item, now),
        others=", ".join(others),
    )


def _rendered(rows: list[Row]) -> tuple[str, str]:
    """The rows as HTML, and a digest by which a poll knows that nothing changed."""
    shown = render_to_string("review_ui/queue_table.html", {"rows": rows, "unwatched": unwatched()})
    return shown, hashlib.sha256(shown.encode()).hexdigest()[:16]


def _newest(rows: list[Row]) -> int:
    return max((row.item.pk for row in rows), default=0)


def _news(fresh: list[Row]) -> str:
    if not fresh:
        return ""
    arrived = ngettext("%(n)d new item.", "%(n)d new items.", len(fresh)) % {"n": len(fresh)}
    top = fresh[0]
    return (
        arrived + " " + _("Most urgent: %(head)s, %(school)s.") % {"head": top.heads, "school": top.schools}
    )


def _state_labels() -> list[tuple[str, str]]:
    return [
        ("", _("Waiting")),
        ("unopened", _("Not opened")),
        ("opened", _("Opened, not decided")),
        ("handed_over", _("Handed over")),
        ("no_concern", _("No concern")),
    ]
