"""The numbers of a process beyond what the runner counts: where they are served, and the records'."""

from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version

from firstbell.logs import logger
from firstbell.settings import Settings
from stream.errors import BadInput
from stream.metrics import Meter


def firstbell_version() -> str:
    try:
        return version("firstbell")
    except PackageNotFoundError:
        return "not installed"


def serve_metrics(settings: Settings, meter: Meter, name: str) -> None:
    """Answer Prometheus on the first free port from `metrics_port` on; nothing when that is 0."""
    if not settings.metrics_port:
        return
    from prometheus_client import start_http_server

    for port in range(settings.metrics_port, settings.metrics_port + 64):
        try:
            start_http_server(port, settings.metrics_host, meter.registry)
        except OSError:
            continue
        logger("worker").info(
            "metrics", worker=name, address=f"http://{settings.metrics_host}:{port}/metrics"
        )
        return
    raise BadInput(
        f"metrics_port {settings.metrics_port}: no free port in the next 64; choose another in firstbell.toml"
    )


def measure_records(meter: Meter) -> None:
    """Depth and age of the queue and size of the audit log. Django must be set up; its errors pass through."""
    from privacy import items
    from privacy.models import AuditHead, State

    now = datetime.now(UTC)
    counts = items.counts(None, now)
    undecided = sum(counts.by_state[state] for state in (State.NEW, State.OPENED, State.ESCALATED))
    meter.queue(undecided, (now - counts.oldest).total_seconds() if counts.oldest else 0.0)
    head = AuditHead.objects.first()
    meter.audit_entries(head.size if head else 0)
