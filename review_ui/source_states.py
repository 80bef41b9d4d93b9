"""The operator's page: each source's state, as the worker that reads it last said."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from privacy.models import Heartbeat

_SERIES = re.compile(r"firstbell_source_(?P<what>[a-z]+)(?:_total)?\{(?P<labels>.*)\}")
_LABEL = re.compile(r'([a-z_]+)="([^"]*)"')


@dataclass
class SourceState:
    """Counts since its worker was started. `withheld`: heads that the source's terms forbid to score."""

    name: str
    seconds: int
    stale: bool
    ended: bool = False
    """Its worker stopped by itself or was told to: a file was read to its end, or someone stopped it."""
    active: bool = False
    paused: bool = False
    locked: bool = False
    """Nothing is read: monitoring is not adopted, has ended or was stopped."""
    records: int = 0
    errors: int = 0
    gaps: int = 0
    notes: int = 0
    withheld: list[str] = field(default_factory=list)

    @property
    def state(self) -> str:
        if self.locked and not self.stale:
            return _("locked")
        if self.paused:
            return _("paused")
        if self.ended:
            return _("ended")
        if self.stale:
            return _("nobody reads it")
        return _("reading") if self.active else _("waiting")


def source_states(beats: Iterable[Heartbeat], now: datetime, stale_after: timedelta) -> list[SourceState]:
    """One a source, by name; of several workers the one that was heard of last."""
    found: dict[str, SourceState] = {}
    for beat in sorted((one for one in beats if one.stage == "ingest"), key=lambda one: one.seen_at):
        silent = now - beat.seen_at
        seconds = max(0, int(silent.total_seconds()))
        ended = beat.state == "stopped"
        said: dict[str, SourceState] = {}
        for series, value in beat.counters.items():
            match = _SERIES.fullmatch(series)
            if match is None:
                continue
            labels = dict(_LABEL.findall(match["labels"]))
            name = labels.get("source", "?")
            state = said.setdefault(
                name, SourceState(name, seconds, not ended and silent > stale_after, ended)
            )
            state.locked = beat.state == "locked"
            _take(state, match["what"], labels, value)
        found |= said
    return sorted(found.values(), key=lambda one: one.name)


def _take(state: SourceState, what: str, labels: dict[str, str], value: float) -> None:
    match what:
        case "active":
            state.active = value > 0
        case "paused":
            state.paused = value > 0
        case "records" | "errors" | "gaps":
            setattr(state, what, int(value))
        case "notes" if labels.get("kind") == "error":
            state.notes = int(value)
        case "withheld" if value > 0:
            state.withheld.append(labels.get("head", "?").replace("_", " "))
