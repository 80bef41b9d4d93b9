"""`firstbell run`: all stages and the console on one machine, as child processes.

A child that dies is started again, with a growing pause; SIGTERM or Ctrl-C stops all of them, the
sources first, so that what was taken in is finished. Children die with the supervisor even on
kill -9 (Linux: parent-death signal), so nothing is left holding a lock or a port.
"""

import ctypes
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field

from firstbell.arguments import FATAL_STATUS, USAGE_STATUS
from firstbell.logs import logger
from firstbell.settings import HOME_ENV, Settings
from firstbell.source_settings import is_pushed, refusal
from privacy.vault_keys import SECRETS

RESTARTS = "FIRSTBELL_RESTARTS"
"""Tells a child how often it was started again, for its metrics."""
_PAUSES = (0.5, 1.0, 2.0, 5.0, 10.0)
"""Before a child is started again: for a source, how long it can be deaf on top of its start."""
_REFUSED_PAUSE = 30.0
"""After it refused its options or a password, which a person has to correct; a mailbox may lock before."""
_STEADY = 15.0
"""Seconds after which a child counts as healthy and its next pause is the first again."""
_STOP_WAIT = 40.0
_PR_SET_PDEATHSIG = 1


@dataclass
class Child:
    """One program and how often it died."""

    name: str
    arguments: tuple[str, ...]
    restarts: int = 0
    deaths: int = 0
    """In a row, each soon after its start."""
    started: float = 0.0
    due: float = 0.0
    process: subprocess.Popen[bytes] | None = field(default=None, repr=False)


def commands(settings: Settings) -> list[Child]:
    """What `run` starts, in the order in which it is stopped: sources first, the signer last."""
    sources = [
        Child(f"ingest-{source.name}", ("worker", "ingest", "--source", source.name))
        for source in settings.sources
        if refusal(source) is None and not is_pushed(source)
    ]
    if any(is_pushed(source) and refusal(source) is None for source in settings.sources):
        sources.append(Child("ingest-push", ("worker", "ingest-push")))
    if settings.tips is not None:
        sources = [Child("tips", ("worker", "tips")), *sources]
        sources += [
            Child(f"ingest-{name}", ("worker", "ingest", "--source", name))
            for name in ("tip", *(("tip-mail",) if settings.tips.mailbox else ()))
        ]
    # Invented posts stand nowhere: a demo has nothing to verify.
    verify = () if settings.demo else ("verify",)
    names = ("locate", "classify", "redact", "queue", "clock", *verify, "console", "vault")
    stages = [Child(name, ("worker", name)) for name in names]
    if settings.checkpoints.run_signer:
        stages.append(Child("signer", ("worker", "signer")))
    return [*sources, *stages]


def environment(settings: Settings, child: str = "") -> dict[str, str]:
    """What a child needs to read the same configuration. Secrets never stand on a command line, and the
    vault's are given to the vault alone."""
    given = {name: value for name, value in os.environ.items() if child == "vault" or name not in SECRETS}
    return {
        **given,
        HOME_ENV: str(settings.home),
        "FIRSTBELL_BROKER": settings.broker,
        "FIRSTBELL_DATABASE": settings.database,
        "PYTHONUNBUFFERED": "1",
    }


def _die_with_parent() -> None:
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)


class Supervisor:
    """Starts children, watches them, stops them. `status()` says how each one does."""

    def __init__(self, settings: Settings, children: Sequence[Child] | None = None) -> None:
        self._settings = settings
        self.children = list(commands(settings) if children is None else children)
        self.stopping = threading.Event()
        self.failed: str | None = None
        self._log = logger("supervisor")

    def start(self, prefix: str = "") -> None:
        """Start the children whose names begin so and that were never started."""
        for child in self.children:
            if child.name.startswith(prefix) and not child.started:
                self._start(child)

    def start_stages(self) -> None:
        """All but the sources: what is taken in later finds every stage ready."""
        for child in self.children:
            if not child.name.startswith("ingest"):
                self._start(child)

    def _start(self, child: Child) -> None:
        child.started = time.monotonic()
        child.process = subprocess.Popen(  # noqa: S603 - our own program, no shell
            [sys.executable, "-m", "firstbell", *child.arguments],
            env={**environment(self._settings, child.name), RESTARTS: str(child.restarts)},
            stdin=subprocess.DEVNULL,
            # Its own session: Ctrl-C reaches the supervisor only, which stops children in order.
            start_new_session=True,
            preexec_fn=_die_with_parent,  # noqa: PLW1509 - set before any thread is started by us
        )
        self._log.info("started", child=child.name, pid=child.process.pid)

    def watch(self, *, interval: float = 0.2) -> None:
        """Restart what dies until stop() is asked for or a child says that a restart can't help."""
        while not self.stopping.wait(interval) and self.failed is None:
            self.check()

    def check(self) -> None:
        """One look at every child."""
        now = time.monotonic()
        for child in self.children:
            if child.process is None:
                if child.started and now >= child.due:
                    child.restarts += 1
                    self._start(child)
                continue
            status = child.process.poll()
            if status is None or self.stopping.is_set():
                continue
            if status == 0 and child.name.startswith("ingest"):
                continue  # a source that has ended (a file read to its end)
            child.process = None
            if status == FATAL_STATUS:
                self.failed = child.name
                self._log.error(
                    "gave_up",
                    child=child.name,
                    remedy="its message stands above; `firstbell doctor` checks all parts",
                )
                return
            child.deaths = 1 if now - child.started > _STEADY else child.deaths + 1
            pause = _PAUSES[min(child.deaths, len(_PAUSES)) - 1]
            if status == USAGE_STATUS and child.deaths > 1:
                pause = _REFUSED_PAUSE
            child.due = now + pause
            self._log.warning("died", child=child.name, status=status, restart_in_s=pause)

    def stop_one(self, name: str) -> None:
        """Ask one child (by name or its first part) to finish, and wait for it."""
        for child in self.children:
            if child.name == name or child.name.startswith(f"{name}-"):
                _finish(child)

    def stop(self) -> None:
        """Stop all, in order; after 40 s a child that does not listen is killed."""
        self.stopping.set()
        for child in self.children:
            _finish(child)
            self._log.info("stopped", child=child.name)

    def status(self) -> dict[str, str]:
        return {child.name: _state(child) for child in self.children}


def _state(child: Child) -> str:
    if child.process is None:
        return "waiting to start again"
    status = child.process.poll()
    return "running" if status is None else f"ended ({status})"


def _finish(child: Child) -> None:
    if child.process is None or child.process.poll() is not None:
        return
    child.process.terminate()
    try:
        child.process.wait(_STOP_WAIT)
    except subprocess.TimeoutExpired:
        child.process.kill()
        child.process.wait()


def run(settings: Settings) -> int:
    """Block until SIGTERM or Ctrl-C. Returns the exit status: 0, or 3 when a child gave up."""
    supervisor = Supervisor(settings)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: supervisor.stopping.set())
    try:
        supervisor.start()
        supervisor.watch()
    finally:
        supervisor.stop()
    return FATAL_STATUS if supervisor.failed else 0
