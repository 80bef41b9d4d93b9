"""Each source's state from heartbeats."""

from datetime import timedelta

import pytest
from django.utils import timezone

from privacy.models import Heartbeat
from review_ui.source_states import source_states
from tests.review_ui.factory import signed_in

pytestmark = pytest.mark.django_db


def _beat(source: str, *, ago: int = 0, state: str = "running", **counters: float) -> None:
    now = timezone.now()
    named = {f'firstbell_source_{name}{{source="{source}"}}': value for name, value in counters.items()}
    Heartbeat.objects.create(
        worker_id=f"ingest-{source}-{ago}",
        stage="ingest",
        pid=1,
        host="h",
        started_at=now,
        seen_at=now - timedelta(seconds=ago),
        state=state,
        counters=named | {f'firstbell_source_withheld{{source="{source}",head="self_harm"}}': 1.0},
    )


def test_states_counts_and_what_the_terms_forbid() -> None:
    _beat("bluesky", active=1, records_total=12, gaps_total=1)
    _beat("x", paused=1)
    _beat("y", paused=1, state="locked")
    _beat("feed", ago=90, active=1)
    _beat("feed", ago=600, active=1, records_total=5)
    _beat("import", ago=900, state="stopped", records_total=60)
    bluesky, feed, imported, x, y = source_states(
        Heartbeat.objects.all(), timezone.now(), timedelta(seconds=15)
    )
    assert (bluesky.state, bluesky.records, bluesky.gaps) == ("reading", 12, 1)
    assert (feed.state, feed.records) == ("nobody reads it", 0)
    assert (imported.state, imported.records) == ("ended", 60), "a file read to its end is no fault"
    assert (x.state, x.withheld) == ("paused", ["self harm"])
    assert y.state == "locked"
    page = signed_in("operator").get("/throughput/").content.decode()
    assert "Not scored for" in page
    assert "paused" in page
