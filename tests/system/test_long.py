"""Kill and soak: `make check-long SECONDS=60`. Workers and broker die at random, nothing is lost.

The seconds are shared by the runs below; each then lets the system settle and compares sets of ids.
"""

import json
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import psutil
import pytest

from tests import kafka_server, postgres_server
from tests.kafka_server import KafkaServer
from tests.ports import free_port
from tests.system.harness import ROOT, System, firstbell, ordinary, wait_until

pytestmark = [pytest.mark.system, pytest.mark.model, pytest.mark.timeout(3600)]

VICTIMS = ("ingest", "locate", "classify", "redact", "queue", "clock", "vault", "verify", "signer")
RUNS = 3


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
        wait_until(lambda: system.workers().keys() >= set(VICTIMS), 60, system.log)
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
        wait_until(lambda: system.workers().keys() >= set(VICTIMS), 60, system.log)
        killed = _torment(system, seconds, broker)
        _check(system)
        print(f"\nKafka: {len(system.sent)} posts, killed {dict(killed)}")  # noqa: T201 - the figure is the report


class Jetstream:
    """The replay server as a program that can be killed: what it holds lies in a file."""

    def __init__(self, folder: Path) -> None:
        self.port = free_port()
        self.file = folder / "events.jsonl"
        self.file.touch()
        self.lines: list[str] = []
        self._last_us = 0
        self._server: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        options = ["--file", str(self.file), "--follow", "--rate", "0", "--port", str(self.port)]
        self._server = subprocess.Popen(
            [sys.executable, "-m", "ingest.replay", *options], cwd=ROOT, stdout=subprocess.DEVNULL
        )

    def kill9(self) -> None:
        assert self._server is not None
        self._server.send_signal(signal.SIGKILL)
        self._server.wait(20)

    def send(self, *texts: str) -> list[str]:
        """Append posts, each with its own time; the lines as they went out."""
        fresh = []
        for text in texts:
            number = len(self.lines)
            commit = {
                "rev": f"{number:013d}",
                "operation": "create",
                "collection": "app.bsky.feed.post",
                "rkey": f"r{number}",
                "cid": f"bafy{number}",
                "record": {"$type": "app.bsky.feed.post", "text": text, "createdAt": "", "langs": ["en"]},
            }
            # A microsecond apart at least, and never twice the same.
            event = {
                "did": "did:plc:invented",
                "time_us": time.time_ns() // 1000 + number % 97,
                "kind": "commit",
            }
            fresh.append(json.dumps({**event, "commit": commit}))
            self.lines.append(fresh[-1])
        with self.file.open("a", encoding="utf-8") as out:
            out.write("".join(f"{line}\n" for line in fresh))
        return fresh

    def forget(self) -> None:
        """The look-back has moved on: nothing of before is held."""
        self.file.write_text("", "utf-8")


def _ids(home: Path, lines: list[str]) -> set[str]:
    """The ids that the pipeline gives these events."""
    done = firstbell("parse", "bluesky", home=home, stdin="".join(f"{line}\n" for line in lines))
    return {post["id"] for line in done.stdout.splitlines() for post in json.loads(line)["posts"]}


def _kill_connector(system: System) -> bool:
    """kill -9 of the process that reads Bluesky. False when it was not running just then."""
    assert system._process is not None
    for child in psutil.Process(system._process.pid).children():
        try:
            if "bluesky" in child.cmdline():
                child.send_signal(signal.SIGKILL)
                return True
        except psutil.Error:
            continue
    return False


def test_jetstream_survives_kills_of_connector_and_server(tmp_path: Path, seconds: float) -> None:
    system, server = System(tmp_path), Jetstream(tmp_path)
    with (tmp_path / "firstbell.toml").open("a", encoding="utf-8") as settings:
        settings.write(f'[[sources]]\nkind = "bluesky"\nurl = "ws://127.0.0.1:{server.port}"\n')
    chance, posts = random.Random(server.port), ordinary()  # noqa: S311 - chooses victims, guards nothing
    server.start()
    with system:
        wait_until(
            lambda: bool(server.send("warming up")) and system.account()["posts_in"] > 0, 120, system.log
        )
        warming = len(server.lines)
        killed: Counter[str] = Counter()
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            server.send(*_batches(posts, chance))
            if chance.random() < 0.5:
                server.kill9()
                server.start()
                killed["server"] += 1
            else:
                killed["connector"] += _kill_connector(system)
            time.sleep(chance.uniform(0.2, 2.0))
        server.send(*(next(posts) for _ in range(8)))
        expected, before = _ids(tmp_path, server.lines[warming:]), _ids(tmp_path, server.lines[:warming])

        def taken_in() -> set[str]:
            return {each["post_id"] for each in system.outcomes() if each["outcome"]}

        wait_until(lambda: taken_in() >= expected and system.account()["open"] == 0, 240, system.log)
        outcomes = Counter(each["post_id"] for each in system.outcomes())
        assert expected <= outcomes.keys() <= expected | before
        assert set(outcomes.values()) == {1}
        found = system.account()
        assert found["queued"] == found["flagged"] > 0
        assert "may have missed" not in system.log()

        server.kill9()
        server.forget()
        server.send("after the look-back")
        server.start()
        wait_until(lambda: "may have missed" in system.log(), 120, system.log)
    server.kill9()
    print(f"\nJetstream: {len(expected)} posts, killed {dict(killed)}")  # noqa: T201 - the figure is the report
