"""`firstbell demo`: everything, on invented posts, on this machine.

With people: runs until Ctrl-C. Headless: opens the replay once all stages are ready, closes the
sources after --seconds, lets the stages drain, verifies the audit log, and prints what became of
every post. Progress goes to stderr; stdout has only the result.
"""

import argparse
import json
import signal
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

from firstbell import summary
from firstbell.audit_command import check
from firstbell.demo_home import demo_home
from firstbell.initialise import SAMPLE
from firstbell.keyring_command import ring_file
from firstbell.launch import prepare
from firstbell.logs import configure
from firstbell.settings import Settings
from firstbell.supervisor import Supervisor
from firstbell.worker import open_broker
from ingest.demo_wire import demo_events
from ingest.replay import ReplayServer
from stream.errors import Fatal

EVENTS_PER_POST = 1.14
"""Likes, deletions and changes of accounts stand between the demo's posts."""
READY_S = 180.0
DRAIN_S = 180.0
STAGES = ("locate", "classify", "redact", "queue", "clock", "tips")


def demo(options: argparse.Namespace) -> int:
    """Returns the exit status: 0 when, headless, every post is accounted for and the log verifies."""
    configure("demo", level=30)
    gate = threading.Event()
    with (
        ReplayServer(_gated(gate), rate=options.rate * EVENTS_PER_POST) as replay,
        demo_home(
            options.home,
            broker=options.broker,
            database=options.database,
            port=options.port,
            replay_url=replay.url,
        ) as settings,
    ):
        return _Demo(settings, replay, gate, quiet=options.json).run(options)


def _gated(gate: threading.Event) -> Iterator[dict[str, Any]]:
    """The demo's events, once the gate is open."""
    told = [
        [json.loads(line) for line in (SAMPLE / name).read_text("utf-8").splitlines()]
        for name in ("posts.jsonl", "chatter.jsonl")
    ]
    gate.wait()
    yield from demo_events(*told)


class _Demo:
    def __init__(
        self, settings: Settings, replay: ReplayServer, gate: threading.Event, *, quiet: bool
    ) -> None:
        self._settings = settings
        self._replay = replay
        self._gate = gate
        self._quiet = quiet
        self._supervisor = Supervisor(settings)
        self._started = time.monotonic()

    def run(self, options: argparse.Namespace) -> int:
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: self._supervisor.stopping.set())
        self._say("making keys, tables and people ...")
        prepare(self._settings)
        from review_ui.people import create_demo_people

        people = create_demo_people()
        try:
            self._say("starting the stages and the console (the risk model takes a few seconds) ...")
            self._supervisor.start_stages()
            if not self._wait(lambda: self._ready(STAGES), READY_S, "start"):
                return 130
            self._supervisor.start("ingest")
            if not self._wait(lambda: self._ready(("ingest",)), READY_S, "start"):
                return 130
            self._gate.set()
            return (
                self._headless(options.seconds, options.json)
                if options.headless
                else self._with_people(people)
            )
        finally:
            self._gate.set()  # a producer that still waits for it must end
            self._supervisor.stop()
            self._say("all stopped")

    def _with_people(self, people: list[tuple[str, str, str]]) -> int:
        width = max(len(name) for name, _, _ in people)
        print(f"\nFirstbell runs on invented posts. Open {self._settings.address} and sign in:\n")
        for name, password, role in people:
            print(f"  {role.replace('_', ' '):<16}{name:<{width + 2}}{password}")
        if self._settings.tips is not None:
            print(f"\nAnonymous tips, as the public sees it: {self._settings.tips.address}")
        print(f"\nThe first flagged posts come within a minute. Home folder: {self._settings.home}")
        print("Ctrl-C stops all of it.", flush=True)
        self._supervisor.watch()
        return 3 if self._supervisor.failed else 0

    def _headless(self, seconds: float, as_json: bool) -> int:
        self._say(f"the replay is open for {seconds:g} s ...")
        self._wait(lambda: False, seconds, None)
        self._replay.end()
        broker, ring = open_broker(self._settings), ring_file(self._settings)
        try:
            self._say("the sources are closed; the stages finish what they have ...")
            taken = -1
            while (
                taken != (taken := sum(message.count for message in broker.scan("posts")))
                and not self._supervisor.stopping.is_set()
            ):
                self._wait(lambda: False, 1.5, None)
            self._supervisor.stop_one("ingest")
            if not self._wait(lambda: not summary.account(broker, ring).open, DRAIN_S, "drain"):
                return 130
            self._supervisor.stop()
            found = summary.account(broker, ring)
        finally:
            broker.close()
        return self._report(found, as_json)

    def _report(self, found: summary.Account, as_json: bool) -> int:
        report = check(self._settings)
        result = {**summary.result(found), "audit_verified": report.ok}
        if as_json:
            print(json.dumps(result), flush=True)
        else:
            print("\n".join(f"{name:>15}: {value}" for name, value in result.items()), flush=True)
        exact = result["posts_in"] == result["flagged"] + sum(result["drops"].values())
        if not (exact and report.ok):
            print(
                "firstbell: " + ("the audit log does not verify" if exact else "posts are not accounted for"),
                file=sys.stderr,
            )
        return 0 if exact and report.ok else 1

    def _ready(self, stages: Sequence[str]) -> bool:
        from privacy.models import Heartbeat

        fresh = datetime.now(UTC) - timedelta(seconds=10)
        beating = set(Heartbeat.objects.filter(seen_at__gte=fresh).values_list("stage", flat=True))
        return beating >= set(stages) and self._console_answers()

    def _console_answers(self) -> bool:
        try:
            with urlopen(f"{self._settings.address}/healthz", timeout=2) as answer:  # noqa: S310 - our own address on loopback
                return bool(answer.status == 200)
        except (URLError, OSError):
            return False

    def _wait(self, done: Any, seconds: float, what: str | None) -> bool:
        """Watch the children until done(), the time is over (Fatal when `what` had to happen), or stopped (False)."""
        until = time.monotonic() + seconds
        while not done():
            if self._supervisor.stopping.wait(0.2):
                return False
            self._supervisor.check()
            if self._supervisor.failed:
                raise Fatal(f"{self._supervisor.failed} could not run; its message stands above")
            if time.monotonic() >= until:
                if what is None:
                    break
                raise Fatal(f"the stages did not {what} within {seconds:g} s: {self._supervisor.status()}")
        return True

    def _say(self, text: str) -> None:
        print(f"[{time.monotonic() - self._started:5.1f} s] {text}", file=sys.stderr, flush=True)
