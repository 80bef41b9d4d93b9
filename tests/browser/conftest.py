"""Chromium, and a console of its own for each module. Skipped without Chromium; in CI it must be there."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

CHROMIUM = "/usr/bin/chromium"
PASSWORD = "correct-horse-battery-staple"
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]


@dataclass
class Visit:
    """A page of one person, and everything that went wrong in it."""

    page: Page
    context: BrowserContext
    address: str
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def go(self, path: str) -> None:
        self.page.goto(self.address + path)

    def sign_in(self, username: str) -> None:
        """By keyboard alone."""
        self.go("/accounts/login/")
        self.page.bring_to_front()
        # Keys typed before the page has put the cursor into its first field would be lost.
        expect(self.page.locator("input[name=login]")).to_be_focused()
        self.page.keyboard.type(username)
        self.page.keyboard.press("Tab")
        expect(self.page.locator("input[name=password]")).to_be_focused()
        self.page.keyboard.type(PASSWORD)
        self.page.keyboard.press("Enter")
        self.page.wait_for_url(lambda url: "/accounts/" not in url)

    def check(self) -> None:
        """No script error, no violation of the content policy, no request to another host."""
        assert self.complaints == []
        assert [one for one in self.requests if not one.startswith(f"{self.address}/")] == []


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """One a module: while Playwright runs, its event loop makes Django refuse the tests that come after."""
    if not Path(CHROMIUM).exists():
        if os.environ.get("CI") == "true":
            pytest.fail(f"{CHROMIUM} is missing: apt-get install chromium")
        pytest.skip(f"{CHROMIUM} is missing: apt-get install chromium to run the browser tests")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@contextmanager
def running_console(home: Path) -> Iterator[str]:
    """The address of a console with six people and six items."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    log = home / "console.log"
    with log.open("wb") as out:
        arguments = [sys.executable, "-m", "tests.browser.site", str(home), str(port)]
        server = subprocess.Popen(arguments, stdout=out, stderr=out)
    try:
        _wait(f"http://127.0.0.1:{port}/healthz", server, log)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(30)
        shutil.rmtree(home, ignore_errors=True)


@pytest.fixture(scope="module")
def console(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """One console for a module whose tests change nothing that another one sees."""
    with running_console(tmp_path_factory.mktemp("console")) as address:
        yield address


def _wait(address: str, server: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + 60
    while time.monotonic() < end:
        if server.poll() is not None:
            break
        try:
            with urllib.request.urlopen(address, timeout=1):  # noqa: S310 - our own loopback address
                return
        except OSError:
            time.sleep(0.1)
    pytest.fail(f"the console did not start:\n{log.read_text('utf-8', 'replace')[-2000:]}")


@pytest.fixture
def visit(chromium: Browser, console: str) -> Iterator[Callable[..., Visit]]:
    """visit("analyst", width=375, dark=True): a new browser profile in which that person is signed in."""
    opened: list[Visit] = []

    def start(username: str = "", *, width: int = 1280, height: int = 900, dark: bool = False) -> Visit:
        context = chromium.new_context(
            viewport={"width": width, "height": height}, color_scheme="dark" if dark else "light"
        )
        visit = Visit(context.new_page(), context, console)
        visit.page.on(
            "console", lambda said: visit.complaints.append(said.text) if said.type == "error" else None
        )
        visit.page.on("pageerror", lambda error: visit.complaints.append(str(error)))
        context.on("request", lambda request: visit.requests.append(request.url))
        opened.append(visit)
        if username:
            visit.sign_in(username)
        return visit

    yield start
    for one in opened:
        one.context.close()
