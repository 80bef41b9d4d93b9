"""`firstbell demo --headless --json`: the whole way, counted."""

import json
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import psutil
import pytest
from kafka import KafkaAdminClient

from tests.system.harness import ROOT, firstbell

pytestmark = [pytest.mark.system, pytest.mark.model]


def _check(done: subprocess.CompletedProcess[str], at_least: int) -> None:
    assert done.returncode == 0, done.stderr[-4000:]
    assert len(done.stdout.splitlines()) == 1, "only the JSON object stands on stdout"
    result = json.loads(done.stdout)
    assert set(result) == {"posts_in", "near", "flagged", "queued", "drops", "seconds", "audit_verified"}
    assert result["posts_in"] >= at_least
    assert result["posts_in"] == result["flagged"] + sum(result["drops"].values())
    assert result["queued"] >= 5
    assert result["near"] >= result["flagged"]
    assert {"not_flagged", "duplicate", "deleted", "dead_letter"} <= set(result["drops"])
    assert result["audit_verified"] is True
    assert 0 < result["seconds"]["p50"] <= result["seconds"]["p95"]


def _addresses(process: psutil.Process) -> set[str]:
    """Where it listens or is connected. Nowhere, when it has ended: the reader of the file does."""
    with suppress(psutil.NoSuchProcess):
        return {each.laddr.ip for each in process.net_connections("inet") if each.laddr}
    return set()


def test_on_one_machine() -> None:
    _check(firstbell("demo", "--headless", "--seconds", "15", "--json"), 250)


@pytest.mark.kafka
@pytest.mark.postgres
def test_on_kafka_and_postgresql(kafka_url: str, postgres_url: str) -> None:
    done = firstbell(
        "demo", "--headless", "--seconds", "15", "--json", "--broker", kafka_url, "--database", postgres_url
    )
    _check(done, 250)
    admin = KafkaAdminClient(bootstrap_servers=kafka_url.removeprefix("kafka://"))
    left = [topic for topic in admin.list_topics() if topic.startswith("firstbell-demo")]
    admin.close()
    assert left == [], "a shared Kafka is left as it was"


def test_a_home_that_is_not_empty_is_refused(tmp_path: Path) -> None:
    (tmp_path / "something").touch()
    done = firstbell("demo", "--headless", "--home", str(tmp_path))
    assert done.returncode == 2
    assert "is not empty" in done.stderr


def test_it_opens_no_port_but_loopback_and_stops_on_ctrl_c() -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "firstbell", "demo"],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert process.stdout is not None
    try:
        shown = []
        for line in process.stdout:
            shown.append(line)
            if "Ctrl-C stops" in line:
                break
        family = [psutil.Process(process.pid), *psutil.Process(process.pid).children(recursive=True)]
        addresses = {address for each in family for address in _addresses(each)}
        assert addresses <= {"127.0.0.1", "::1"}
        roles = "".join(shown)
        assert roles.count("analyst") >= 2
        assert all(
            role in roles for role in ("counsellor", "lead", "privacy officer", "operator", "administrator")
        )
    finally:
        process.send_signal(signal.SIGINT)
        assert process.wait(60) == 0
        process.stdout.close()
    time.sleep(0.5)
    assert not any(each.is_running() and each.status() != psutil.STATUS_ZOMBIE for each in family[1:])
