"""Firstbell as a user runs it: programs and files only, nothing of ours is imported."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psutil

from tests.ports import free_port

ROOT = Path(__file__).parents[2]
CRY = "i can't do this anymore and i don't want to be alive, everyone at Marrow Bay High would be better off without me"
QUIET = "lunch line at Marrow Bay High was so long today that i missed the bus to the aquarium"


def firstbell(
    *arguments: str,
    cwd: Path = ROOT,
    home: Path | None = None,
    stdin: str | None = None,
    extra: dict[str, str] | None = None,
    timeout: float = 300,
) -> subprocess.CompletedProcess[str]:
    """One command, to its end. Environment of the test run's own home is left out."""
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith(("FIRSTBELL_", "DJANGO_"))
    }
    return subprocess.run(
        [sys.executable, "-m", "firstbell", *arguments, *(["--home", str(home)] if home else [])],
        input=stdin,
        capture_output=True,
        text=True,
        env={**environment, **(extra or {})},
        cwd=cwd,
        timeout=timeout,
        check=False,
    )


class System:
    """`firstbell run` over a growing file of posts, with the services given."""

    def __init__(
        self,
        home: Path,
        *,
        broker: str | None = None,
        database: str | None = None,
        adopted: bool = True,
    ) -> None:
        self.home = home
        self.extra = {
            name: value
            for name, value in (("FIRSTBELL_BROKER", broker), ("FIRSTBELL_DATABASE", database))
            if value
        }
        self.port = free_port()
        self.posts = home / "posts.jsonl"
        self.sent: list[str] = []
        self._process: subprocess.Popen[bytes] | None = None
        made = firstbell("init", "--sample", home=home, extra=self.extra)
        assert made.returncode == 0, made.stderr
        (home / "firstbell.toml").write_text(
            f'listen = "127.0.0.1:{self.port}"\ntopic_prefix = "fb{self.port}"\npartitions = 3\n'
            '[[sources]]\nkind = "import"\npath = "posts.jsonl"\nfollow = true\n',
            "utf-8",
        )
        self.posts.touch()
        if adopted:
            self.adopt()

    def adopt(self) -> None:
        """Complete the adoption record: before that nothing is read."""
        done = subprocess.run(
            [sys.executable, "-m", "tests.adoption", str(self.home)],
            env={**os.environ, **self.extra},
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr

    def __enter__(self) -> "System":
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def start(self) -> None:
        environment = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("FIRSTBELL_", "DJANGO_"))
        }
        with (self.home / "run.log").open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "firstbell", "run", "--home", str(self.home)],
                env={**environment, **self.extra},
                cwd=ROOT,
                stdout=log,
                stderr=log,
            )

    def stop(self) -> int | None:
        """SIGTERM, as an operator would; the exit status."""
        if self._process is None:
            return None
        self._process.terminate()
        status = self._process.wait(90)
        self._process = None
        return status

    def log(self) -> str:
        return (self.home / "run.log").read_text("utf-8", "replace")

    def workers(self) -> dict[str, psutil.Process]:
        """Worker's name -> process, of those that run now."""
        assert self._process is not None
        found = {}
        for child in psutil.Process(self._process.pid).children():
            try:
                words = child.cmdline()
            except psutil.Error:
                continue
            if "worker" in words:
                found[words[words.index("worker") + 1]] = child
        return found

    def kill(self, stage: str) -> bool:
        """kill -9. False when it was not running just then."""
        worker = self.workers().get(stage)
        if worker is None:
            return False
        worker.send_signal(signal.SIGKILL)
        return True

    def send(self, *texts: str) -> None:
        """Append posts to the source."""
        with self.posts.open("a", encoding="utf-8") as file:
            for text in texts:
                name = f"post-{len(self.sent)}"
                self.sent.append(name)
                file.write(
                    json.dumps(
                        {
                            "id": name,
                            "text": text,
                            "author": {"handle": "plantedhandle", "name": "Planted Q. Name"},
                        }
                    )
                    + "\n"
                )

    def account(self) -> dict[str, Any]:
        done = firstbell("account", home=self.home, extra=self.extra)
        assert done.returncode in {0, 1}, done.stderr
        return dict(json.loads(done.stdout))

    def outcomes(self) -> list[dict[str, str]]:
        done = firstbell("account", "--ids", home=self.home, extra=self.extra)
        return [json.loads(line) for line in done.stdout.splitlines()]

    def settled(self, seconds: float = 120) -> dict[str, Any]:
        """Wait until all that was sent has ended."""
        found: dict[str, Any] = {}

        def all_ended() -> bool:
            found.update(self.account())
            return bool(found["posts_in"] == len(self.sent) and found["open"] == 0)

        wait_until(all_ended, seconds, lambda: f"{found}\n{self.log()[-3000:]}")
        return found


def wait_until(done: Callable[[], bool], seconds: float, explain: Callable[[], str] = lambda: "") -> None:
    deadline = time.monotonic() + seconds
    while not done():
        assert time.monotonic() < deadline, explain()
        time.sleep(0.2)


def ordinary() -> Iterator[str]:
    """Posts without end: every eighth a cry for help, every third about nothing near."""
    number = 0
    while True:
        number += 1
        if number % 8 == 0:
            yield f"{CRY} ({number})"
        elif number % 3 == 0:
            yield f"the ferry was {number} minutes late again"
        else:
            yield f"{QUIET} ({number})"
