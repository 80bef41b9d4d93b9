"""Bad input costs what is bad: named with its remedy, counted, and the other posts go on."""

import json
import re
import shutil
from pathlib import Path
from urllib.request import urlopen

import pytest

from tests.kafka_server import KafkaServer, missing, required
from tests.ports import free_port
from tests.system.harness import CRY, ROOT, System, firstbell, wait_until

pytestmark = [pytest.mark.system, pytest.mark.model]

BAD_LINES = (
    b"not json",
    b'{"id": 1}',
    b'{"id": [], "text": "x"}',
    b'{"id": "t", "text": 7}',
    b"\xff\xfe\x00",
    json.dumps({"id": "huge", "text": "x" * 10_000_000}).encode(),
    json.dumps({"id": "long", "text": "x" * 70_000}).encode(),
)
ODD_BUT_USABLE = (
    {"id": "nul", "text": "a \x00 b at Marrow Bay High"},
    {"id": "surrogate", "text": "a \ud800 b at Marrow Bay High"},
    {"id": "empty", "text": ""},
    {"id": "clock", "text": "at Marrow Bay High", "created_at": "1970-01-01T00:00:00Z"},
    {"id": "range", "text": "at Marrow Bay High", "lon": 500, "lat": 44.62},
    {"id": "half", "text": "at Marrow Bay High", "lon": -124.9},
)


def _scrape(system: System) -> str:
    ports = re.findall(r"address=http://127\.0\.0\.1:(\d+)/metrics", system.log())
    found = []
    for port in ports:
        with urlopen(f"http://127.0.0.1:{port}/metrics", timeout=5) as answer:
            found.append(answer.read().decode())
    return "\n".join(found)


def _value(metrics: str, series: str) -> float:
    return sum(float(line.rsplit(" ", 1)[1]) for line in metrics.splitlines() if line.startswith(series))


def test_bad_lines_are_named_and_counted_and_the_rest_goes_on(tmp_path: Path) -> None:
    system = System(tmp_path)
    toml = tmp_path / "firstbell.toml"
    toml.write_text(f"metrics_port = {free_port(16)}\n" + toml.read_text("utf-8"), "utf-8")
    with system.posts.open("ab") as file:
        for line in BAD_LINES:
            file.write(line + b"\n")
    with system:
        system.send(CRY)
        with system.posts.open("ab") as file:
            for post in ODD_BUT_USABLE:
                system.sent.append(str(post["id"]))
                file.write(json.dumps(post).encode() + b"\n")
        system.send(CRY)
        found = system.settled()
        wait_until(lambda: _value(_scrape(system), "firstbell_queue_items") >= 2, 30, system.log)
        metrics = _scrape(system)
    log = system.log()
    assert found["queued"] == 2
    assert found["drops"]["empty_text"] == 1
    assert found["drops"]["dead_letter"] == 0
    assert _value(metrics, 'firstbell_source_errors_total{source="import"}') >= len(BAD_LINES)
    assert _value(metrics, "firstbell_source_notes_total") >= 5
    assert "one JSON object" in log or "not JSON" in log
    assert "U+FFFD" in log
    assert "created_at" in log
    assert "lon" in log
    assert "Traceback" not in log
    assert 'firstbell_build_info{model="sha256:' in metrics
    assert _value(metrics, "firstbell_end_to_end_seconds_count") == 2


def test_a_model_with_a_wrong_hash_is_refused(tmp_path: Path) -> None:
    copy = tmp_path / "firstbell"
    shutil.copytree(
        ROOT,
        copy,
        ignore=shutil.ignore_patterns(".git", ".venv", ".train", "__pycache__", "tests", ".mypy_cache"),
    )
    weights = copy / "models" / "weights" / "risk" / "model.safetensors"
    data = bytearray(weights.read_bytes())
    data[-1] ^= 1
    weights.write_bytes(data)
    done = firstbell("score", stdin='{"id": 1, "text": "x"}\n', cwd=copy)
    assert done.returncode == 3
    assert "model.safetensors" in done.stderr
    assert "sha256" in done.stderr.lower()
    assert "Traceback" not in done.stderr


def test_the_broker_away_at_start_and_later_costs_nothing(tmp_path: Path) -> None:
    if (lacking := missing()) and not required():
        pytest.skip(lacking)
    broker = KafkaServer()
    try:
        with System(tmp_path, broker=broker.url) as system:
            wait_until(lambda: "127.0.0.1" in system.log() and "again_in_s" in system.log(), 90, system.log)
            broker.start()
            system.send(CRY)
            assert system.settled(180)["queued"] == 1
            broker.kill9()
            system.send(CRY)  # another post with the same words
            broker.start()
            assert system.settled(180)["queued"] == 2
    finally:
        broker.close()
