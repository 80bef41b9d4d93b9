"""The operator's page: what each stage took in, passed on, dropped and owes, from the workers' heartbeats."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.http import HttpRequest, HttpResponse, HttpResponseNotFound
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from privacy import items
from privacy.models import AuditHead, Heartbeat
from review_ui import words
from review_ui.governance_state import state
from review_ui.signing import signing
from review_ui.source_states import source_states
from review_ui.watching import unwatched

STALE_AFTER = timedelta(seconds=15)
"""Workers write every two seconds; this long without a word and something is wrong."""
SHOWN_FOR = timedelta(hours=24)
ORDER = ("ingest", "locate", "classify", "redact", "queue", "clock", "signer")
_SERIES = re.compile(r"(?P<name>[a-z_]+)(?:\{(?P<labels>.*)\})?")
_LABEL = re.compile(r'([a-z_]+)="([^"]*)"')


@dataclass(frozen=True)
class Worker:
    """One process, as it last described itself."""

    name: str
    stage: str
    state: str
    seen_at: datetime
    seconds: int
    stale: bool


@dataclass
class StageNumbers:
    """Sums over the workers of a stage since each was started. Lag is None when nobody measured it."""

    stage: str
    records_in: int = 0
    records_out: int = 0
    dead_letters: int = 0
    retries: int = 0
    drops: dict[str, int] = field(default_factory=dict)
    lag_records: int | None = None
    lag_seconds: float | None = None
    workers: list[Worker] = field(default_factory=list)

    @property
    def stale(self) -> bool:
        """True when no worker of the stage is alive and well."""
        return not any(not one.stale and one.state != "stopped" for one in self.workers)


@require_GET
def throughput(request: HttpRequest) -> HttpResponse:
    return render(request, "review_ui/throughput.html", _numbers())


@require_GET
def throughput_numbers(request: HttpRequest) -> HttpResponse:
    return render(request, "review_ui/throughput_numbers.html", _numbers())


@require_GET
def healthz(request: HttpRequest) -> HttpResponse:
    """For the supervisor, on this machine only: 200 when the console can read its database."""
    if request.META.get("REMOTE_ADDR", "") not in ("127.0.0.1", "::1", ""):
        return HttpResponseNotFound()
    AuditHead.objects.filter(pk=1).values_list("size").first()
    return HttpResponse("ok\n", content_type="text/plain")


def _numbers() -> dict[str, object]:
    now = timezone.now()
    beats = Heartbeat.objects.filter(seen_at__gt=now - SHOWN_FOR).order_by("stage", "-seen_at")
    stages = gather(beats, now)
    counts = items.counts(None, now)
    oldest = words.span(now - counts.oldest) if counts.oldest else ""
    return {
        "stages": stages,
        "stale": [one for stage in stages for one in stage.workers if one.stale],
        "silent": [stage.stage for stage in stages if stage.stale],
        "counts": counts,
        "oldest": oldest,
        "entries": AuditHead.objects.filter(pk=1).values_list("size", flat=True).first() or 0,
        "now": now,
        "unwatched": unwatched(now),
        "sources": source_states(beats, now, STALE_AFTER),
        "signing": signing(now),
        **state(now),
    }


def gather(beats: Iterable[Heartbeat], now: datetime) -> list[StageNumbers]:
    """One row a stage, in the order of the pipeline; stages nobody heard of stand last."""
    found: dict[str, StageNumbers] = {}
    for beat in beats:
        numbers = found.setdefault(beat.stage, StageNumbers(beat.stage))
        worker = _worker(beat, now)
        numbers.workers.append(worker)
        _add(numbers, beat.counters, current=not worker.stale and worker.state != "stopped")
    return sorted(
        found.values(),
        key=lambda one: (ORDER.index(one.stage) if one.stage in ORDER else len(ORDER), one.stage),
    )


def _worker(beat: Heartbeat, now: datetime) -> Worker:
    silent = now - beat.seen_at
    stale = beat.state != "stopped" and silent > STALE_AFTER
    return Worker(
        str(beat.pk), beat.stage, beat.state, beat.seen_at, max(0, int(silent.total_seconds())), stale
    )


def _add(numbers: StageNumbers, counters: Mapping[str, float], *, current: bool) -> None:
    for series, value in counters.items():
        match = _SERIES.fullmatch(series)
        if match is None:
            continue
        labels = dict(_LABEL.findall(match["labels"] or ""))
        match match["name"]:
            case "firstbell_records_in_total":
                numbers.records_in += int(value)
            case "firstbell_records_out_total":
                numbers.records_out += int(value)
            case "firstbell_dead_letters_total":
                numbers.dead_letters += int(value)
            case "firstbell_retries_total":
                numbers.retries += int(value)
            case "firstbell_drops_total" if value:
                reason = labels.get("reason", "?").replace("_", " ")
                numbers.drops[reason] = numbers.drops.get(reason, 0) + int(value)
            case "firstbell_lag_records" if current:
                # Each worker states its whole group's lag.
                numbers.lag_records = max(numbers.lag_records or 0, int(value))
            case "firstbell_lag_seconds" if current:
                numbers.lag_seconds = max(numbers.lag_seconds or 0.0, value)
