"""Kill and soak: `make check-long SECONDS=60`. Workers and broker die at random, nothing is lost.

The seconds are shared by the runs below; each then lets the system settle and compares sets of ids.
"""

import random
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests import kafka_server, postgres_server
from tests.kafka_server import KafkaServer
from tests.system.harness import System, ordinary, wait_until

pytestmark = [pytest.mark.system, pytest.mark.model, pytest.mark.timeout(3600)]

VICTIMS = ("ingest", "locate", "classify", "redact", "queue", "clock")
RUNS = 2


@pytest.fixture
def seconds(request: pytest.FixtureRequest) -> float:
    given = float(request.config.getoption("--seconds"))
    if not given:
        pytest.skip("a long test: `make check-long SECONDS=60`")
    return given / RUNS


def _batches(posts: Iterator[str], chance: random.Random) -> list[str]:
    return [next(posts) for _ in range(chance.randint(1, 20))]


def _check(system: System) -> None:
    found = system.settled(240)
    outcomes = system.outcomes()
    ids = Counter(each["post_id"] for each in outcomes)
    assert len(ids) == len(system.sent), "lost or invented"
    assert set(ids.values()) == {1}, "one version of each was sent"
    assert found["queued"] == found["flagged"] == sum(each["outcome"] == "flagged" for each in outcomes)
    assert found["queued"] > 0
    assert found["drops"]["dead_letter"] == 0
    assert found["posts_in"] == found["flagged"] + sum(found["drops"].values())


def _torment(system: System, seconds: float, broker: KafkaServer | None) -> Counter[str]:
    chance = random.Random(system.port)  # noqa: S311 - chooses victims, guards nothing
    posts = ordinary()
    killed: Counter[str] = Counter()
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        system.send(*_batches(posts, chance))
        victim = chance.choice((*VICTIMS, "broker") if broker else VICTIMS)
        if victim == "broker" and broker is not None:
            broker.kill9()
            broker.start()
            killed[victim] += 1
        else:
            killed[victim] += system.kill(victim)
        time.sleep(chance.uniform(0.2, 2.0))
    return killed


def test_embedded_survives_kills(tmp_path: Path, seconds: float) -> None:
    with System(tmp_path) as system:
        wait_until(lambda: len(system.workers()) == len(VICTIMS) + 1, 60, system.log)
        killed = _torment(system, seconds, None)
        _check(system)
        print(f"\nembedded: {len(system.sent)} posts, killed {dict(killed)}")  # noqa: T201 - the figure is the report


def test_kafka_and_postgres_survive_kills(tmp_path: Path, seconds: float) -> None:
    if (missing := kafka_server.missing()) and not kafka_server.required():
        pytest.skip(missing)
    if postgres_server.find_binaries() is None and not postgres_server.required():
        pytest.skip("no PostgreSQL: apt-get install postgresql")
    with ExitStack() as stack:
        broker = stack.enter_context(KafkaServer())
        database = stack.enter_context(postgres_server.postgres())
        system = stack.enter_context(System(tmp_path, broker=broker.url, database=database))
        wait_until(lambda: len(system.workers()) == len(VICTIMS) + 1, 60, system.log)
        killed = _torment(system, seconds, broker)
        _check(system)
        print(f"\nKafka: {len(system.sent)} posts, killed {dict(killed)}")  # noqa: T201 - the figure is the report
