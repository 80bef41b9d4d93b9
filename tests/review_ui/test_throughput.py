"""Numbers of the stages from heartbeats, and the health check."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from privacy.models import Heartbeat
from review_ui.throughput import gather
from tests.review_ui.factory import signed_in

pytestmark = pytest.mark.django_db


def _beat(
    stage: str, worker: str = "1", *, ago: int = 0, state: str = "running", **counters: float
) -> Heartbeat:
    now = timezone.now()
    named = {f'firstbell_{name}{{stage="{stage}"}}': value for name, value in counters.items()}
    return Heartbeat.objects.create(
        worker_id=f"{stage}-{worker}",
        stage=stage,
        pid=1,
        host="h",
        started_at=now,
        seen_at=now - timedelta(seconds=ago),
        state=state,
        counters={
            **named,
            f'firstbell_drops_total{{stage="{stage}",reason="not_near"}}': 3.0,
            "firstbell_queue_items": 1.0,
        },
    )


def test_workers_of_a_stage_are_added_up_in_the_order_of_the_pipeline() -> None:
    _beat("redact", records_in_total=1)
    _beat(
        "locate",
        "1",
        records_in_total=10,
        records_out_total=4,
        dead_letters_total=1,
        lag_records=2,
        lag_seconds=0.5,
    )
    _beat("locate", "2", records_in_total=5, records_out_total=2, lag_records=1, lag_seconds=4.5)
    locate, redact = gather(Heartbeat.objects.all(), timezone.now())
    assert (locate.stage, redact.stage) == ("locate", "redact")
    assert (locate.records_in, locate.records_out, locate.dead_letters) == (15, 6, 1)
    assert (locate.lag_records, locate.lag_seconds, locate.drops) == (2, 4.5, {"not near": 6})
    assert redact.lag_records is None


def test_a_silent_worker_is_named_and_one_that_stopped_is_not() -> None:
    _beat("locate", ago=60)
    _beat("classify", ago=60, state="stopped")
    _beat("classify", "2")
    page = signed_in("operator").get("/throughput/")
    assert [one.name for one in page.context["stale"]] == ["locate-1"]
    assert page.context["silent"] == ["locate"]
    assert "No worker is alive: locate." in page.content.decode()
    assert "silent for 60 s" in signed_in("operator").get("/throughput/numbers/").content.decode()


def test_without_workers_the_page_says_how_to_start_them() -> None:
    assert "firstbell run" in signed_in("operator").get("/throughput/").content.decode()


def test_health_is_told_on_this_machine_only() -> None:
    assert Client().get("/healthz").content == b"ok\n"
    assert Client(REMOTE_ADDR="192.0.2.7").get("/healthz").status_code == 404
