"""Numbers: declared once, documented, at zero from the start, the same for everyone who asks."""

import re
from pathlib import Path

from prometheus_client import generate_latest

from stream.broker import Lag
from stream.contracts import Reason
from stream.metrics import METRICS, Meter

PAGE = Path(__file__).parents[2] / "docs" / "metrics.md"


def test_the_page_lists_every_metric_as_declared() -> None:
    rows = re.findall(
        r"^\| `(firstbell_\w+)` \| (\w+) \| ([^|]*) \| ([^|]*) \|$", PAGE.read_text("utf-8"), re.MULTILINE
    )
    listed = [(name, kind, re.findall(r"`(\w+)`", labels), text.strip()) for name, kind, labels, text in rows]
    assert listed == [(m.name, m.kind, list(m.labels), m.help) for m in METRICS]


def test_every_reason_is_there_at_zero() -> None:
    meter = Meter()
    meter.stage("locate")
    shown = meter.snapshot()
    for reason in Reason:
        assert shown[f'firstbell_drops_total{{stage="locate",reason="{reason}"}}'] == 0


def test_a_snapshot_is_what_prometheus_scrapes() -> None:
    meter = Meter()
    stage, source = meter.stage("locate"), meter.source("bluesky")
    stage.records_in(3)
    stage.dropped(Reason.NOT_NEAR, 2)
    stage.lag(Lag(7, 1.5))
    stage.seconds(0.3)
    source.note("error")
    meter.end_to_end(4)
    meter.queue(5, 60)
    meter.audit_entries(9)
    meter.build("0.1.0", "sha256:00")
    meter.restarted("locate")
    scraped = {}
    for line in generate_latest(meter.registry).decode().splitlines():
        if not line.startswith("#") and "_created" not in line:
            name, _, value = line.rpartition(" ")
            scraped[name] = float(value)
    # Prometheus sorts labels; ours stand as declared.
    assert {_sorted(name): value for name, value in meter.snapshot().items()} == scraped
    assert scraped['firstbell_lag_seconds{stage="locate"}'] == 1.5


def test_a_worker_shows_only_what_it_knows() -> None:
    assert Meter().snapshot() == {}
    meter = Meter()
    meter.queue(0, 0)
    assert set(meter.snapshot()) == {"firstbell_queue_items", "firstbell_queue_oldest_seconds"}


def _sorted(series: str) -> str:
    name, _, labels = series.partition("{")
    return f"{name}{{{','.join(sorted(labels.rstrip('}').split(',')))}}}" if labels else name
