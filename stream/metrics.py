"""Every metric of Firstbell, declared once. docs/metrics.md lists the same; a test compares them.

Stages emit none: the runner, the pump and the workers that own a number put it on from outside.
A family is registered when its first value comes, so a worker shows only what it knows.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

from stream.broker import Lag
from stream.contracts import Head, Reason

_SECONDS = (0.001, 0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 1800)
_SIZES = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000)


@dataclass(frozen=True, slots=True)
class Metric:
    """`name` as Prometheus shows it, but for the suffixes of a histogram's series."""

    name: str
    kind: Literal["counter", "gauge", "histogram"]
    labels: tuple[str, ...]
    help: str
    buckets: tuple[float, ...] = ()


METRICS: tuple[Metric, ...] = (
    Metric("firstbell_records_in_total", "counter", ("stage",), "Records a stage took in."),
    Metric("firstbell_records_out_total", "counter", ("stage",), "Records a stage passed on, or a sink stored."),
    Metric("firstbell_drops_total", "counter", ("stage", "reason"), "Records that ended in a stage, by reason."),
    Metric("firstbell_dead_letters_total", "counter", ("stage",), "Records a stage could not take."),
    Metric("firstbell_gaps_total", "counter", ("stage",), "Gaps recorded: retention took records before a stage read them."),
    Metric("firstbell_retries_total", "counter", ("stage",), "Tries repeated because a broker or a database was away."),
    Metric("firstbell_restarts_total", "counter", ("stage",), "Times a stage was started again after it died."),
    Metric("firstbell_batch_records", "histogram", ("stage",), "Records in a batch.", _SIZES),
    Metric("firstbell_stage_seconds", "histogram", ("stage",), "Seconds a stage's function took for a batch.", _SECONDS),
    Metric("firstbell_lag_records", "gauge", ("stage",), "Records waiting for a stage."),
    Metric("firstbell_lag_seconds", "gauge", ("stage",), "Age in seconds of the oldest record waiting for a stage."),
    Metric("firstbell_end_to_end_seconds", "histogram", (), "Seconds from receipt of a post to its place in the queue.", _SECONDS),
    Metric("firstbell_source_records_total", "counter", ("source",), "Wire records received from a source."),
    Metric("firstbell_source_notes_total", "counter", ("source", "kind"), "Notes on wire records that went on, by kind."),
    Metric("firstbell_source_errors_total", "counter", ("source",), "Wire records that were not the source's format."),
    Metric("firstbell_source_gaps_total", "counter", ("source",), "Gaps a source reported: something may have been missed."),
    Metric("firstbell_source_paused", "gauge", ("source",), "1 while the source is switched off by hand."),
    Metric("firstbell_source_withheld", "gauge", ("source", "head"), "1 for a head that the source's terms or permission leave out."),
    Metric("firstbell_source_active", "gauge", ("source",), "1 while this worker holds the source's lease and reads it."),
    Metric("firstbell_queue_items", "gauge", (), "Items in the review queue."),
    Metric("firstbell_queue_oldest_seconds", "gauge", (), "Age in seconds of the oldest item nobody has opened."),
    Metric("firstbell_audit_entries", "gauge", (), "Entries in the audit log."),
    Metric("firstbell_checkpoint_entries", "gauge", (), "Entries in the newest signed checkpoint of the audit log."),
    Metric("firstbell_signer_refuses", "gauge", (), "1 while the signer refuses: the audit log is not the one it signed."),
    Metric("firstbell_build_info", "gauge", ("version", "model"), "Always 1; version of Firstbell and hash of its risk model."),
)  # fmt: skip
_BY_NAME = {metric.name: metric for metric in METRICS}


class Meter:
    """The numbers of one process. Thread-safe, as prometheus-client's metrics are."""

    def __init__(self, registry: CollectorRegistry | None = None) -> None:
        self.registry = registry or CollectorRegistry(auto_describe=True)
        self._families: dict[str, Counter | Gauge | Histogram] = {}

    def stage(self, name: str) -> "StageMeter":
        """The numbers of one stage; every Drop reason is there at zero."""
        return StageMeter(self, name)

    def source(self, name: str) -> "SourceMeter":
        return SourceMeter(self, name)

    def withheld(self, source: str, head: Head) -> None:
        self.gauge("firstbell_source_withheld", source, head)(1)

    def restarted(self, stage: str, times: int = 1) -> None:
        self.counter("firstbell_restarts_total", stage)(times)

    def end_to_end(self, seconds: float) -> None:
        self.histogram("firstbell_end_to_end_seconds")(seconds)

    def queue(self, items: int, oldest_s: float) -> None:
        self.gauge("firstbell_queue_items")(items)
        self.gauge("firstbell_queue_oldest_seconds")(oldest_s)

    def audit_entries(self, count: int) -> None:
        self.gauge("firstbell_audit_entries")(count)

    def signer(self, entries: int, *, refuses: bool) -> None:
        self.gauge("firstbell_checkpoint_entries")(entries)
        self.gauge("firstbell_signer_refuses")(refuses)

    def build(self, version: str, model: str) -> None:
        self.gauge("firstbell_build_info", version, model)(1)

    def snapshot(self) -> dict[str, float]:
        """What a scrape would show now: `name{label="value"}` -> value."""
        return {
            _series(sample.name, sample.labels): sample.value
            for family in self.registry.collect()
            for sample in family.samples
            if family.name.startswith("firstbell_") and not sample.name.endswith("_created")
        }

    def counter(self, name: str, *labels: str) -> Callable[[float], None]:
        """Adds to the declared counter `name`; it stands at zero from this call on."""
        family = self._family(name)
        assert isinstance(family, Counter)  # noqa: S101 - a wrong name here is a mistake in this package
        return (family.labels(*labels) if labels else family).inc

    def gauge(self, name: str, *labels: str) -> Callable[[float], None]:
        family = self._family(name)
        assert isinstance(family, Gauge)  # noqa: S101 - as above
        return (family.labels(*labels) if labels else family).set

    def histogram(self, name: str, *labels: str) -> Callable[[float], None]:
        family = self._family(name)
        assert isinstance(family, Histogram)  # noqa: S101 - as above
        return (family.labels(*labels) if labels else family).observe

    def _family(self, name: str) -> Counter | Gauge | Histogram:
        if name not in self._families:
            metric = _BY_NAME[name]
            self._families[name] = _register(metric, self.registry)
        return self._families[name]


class StageMeter:
    """The numbers of one stage. Each attribute is a function that takes the amount."""

    def __init__(self, meter: Meter, stage: str) -> None:
        self.records_in = meter.counter("firstbell_records_in_total", stage)
        self.records_out = meter.counter("firstbell_records_out_total", stage)
        self.dead_letters = meter.counter("firstbell_dead_letters_total", stage)
        self.gaps = meter.counter("firstbell_gaps_total", stage)
        self.retries = meter.counter("firstbell_retries_total", stage)
        self.batch_records = meter.histogram("firstbell_batch_records", stage)
        self.seconds = meter.histogram("firstbell_stage_seconds", stage)
        self._lag_records = meter.gauge("firstbell_lag_records", stage)
        self._lag_seconds = meter.gauge("firstbell_lag_seconds", stage)
        self._drops = {reason: meter.counter("firstbell_drops_total", stage, reason) for reason in Reason}

    def dropped(self, reason: Reason, count: int = 1) -> None:
        self._drops[reason](count)

    def lag(self, lag: Lag) -> None:
        self._lag_records(lag.records)
        self._lag_seconds(lag.seconds)


class SourceMeter:
    """The numbers of one source; its drops and records out count as stage `ingest`."""

    def __init__(self, meter: Meter, source: str) -> None:
        self.records = meter.counter("firstbell_source_records_total", source)
        self.errors = meter.counter("firstbell_source_errors_total", source)
        self.gaps = meter.counter("firstbell_source_gaps_total", source)
        self.active = meter.gauge("firstbell_source_active", source)
        self.paused = meter.gauge("firstbell_source_paused", source)
        self._notes = {
            kind: meter.counter("firstbell_source_notes_total", source, kind) for kind in ("info", "error")
        }

    def note(self, kind: Literal["info", "error"]) -> None:
        self._notes[kind](1)


def _register(metric: Metric, registry: CollectorRegistry) -> Counter | Gauge | Histogram:
    match metric.kind:
        case "counter":
            return Counter(metric.name, metric.help, metric.labels, registry=registry)
        case "gauge":
            return Gauge(metric.name, metric.help, metric.labels, registry=registry)
        case "histogram":
            return Histogram(
                metric.name, metric.help, metric.labels, registry=registry, buckets=metric.buckets
            )


def _series(name: str, labels: dict[str, str]) -> str:
    inner = ",".join(f'{label}="{value}"' for label, value in labels.items())
    return f"{name}{{{inner}}}" if inner else name
